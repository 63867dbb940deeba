"""The base of a theme, kept between decks and runs: of a deck's own it has only two texts.

Making it takes as long as a dozen slides. It is made once with marks where the footer and
the date stand, and these are put in for each deck.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml

from docgen.foundation.memo import cached
from docgen.ooxml.package import DeckPackage
from docgen.ooxml.xml import clean
from docgen.placed.documents import Master
from docgen.pptx.base import DeckBase, own_base
from docgen.pptx.canvas import DeckContext

FOOTER, DATE = "\ue000docgen footer\ue001", "\ue000docgen date\ue001"
"""Stand for the texts of a deck; private characters, which no theme has."""


def kept_base(job: DeckContext, master: Master) -> DeckBase:
    """Return what `own_base` makes, from the cache if it is there."""
    look = repr((job.theme, job.tables, master))
    if "ImageItem(" in look:  # a picture's file may change under its name
        return own_base(job, master)
    footer, date = FOOTER if job.footer else "", DATE if job.date else ""

    def make() -> bytes:
        scratch = replace(job, package=DeckPackage(), footer=footer, date=date)
        return _packed(scratch.package, own_base(scratch, master))

    data = cached(f"deck base {job.lang} {footer} {date}\n{look}", make)
    try:
        return _unpacked(job, json.loads(data))
    except Exception:  # an entry that isn't ours: the digest that it carries is its own
        return own_base(job, master)


def _packed(package: DeckPackage, base: DeckBase) -> bytes:
    parts = {str(part.partname): part for part in _reached(base)}
    plain = [
        (
            name,
            part.content_type,
            base64.b64encode(part.blob).decode(),
            base64.b64encode(part.rels.xml).decode() if len(part.rels) else "",
        )
        for name, part in parts.items()
    ]
    roles = [(role, str(part.partname)) for role, part in base.layouts.items()]
    heads = [str(part.partname) for part in (base.presentation, base.notes_master, *base.masters)]
    extras = [(kind, str(part.partname)) for kind, part in base.extras]
    return json.dumps((plain, roles, heads, extras, package.numbers())).encode()


def _reached(base: DeckBase) -> Iterable[Part]:
    """Return the parts that a base names, and those that they relate to."""
    waiting = [base.presentation, base.notes_master, *base.masters, *base.layouts.values()]
    waiting += [part for _, part in base.extras]
    found: dict[int, Part] = {}
    while waiting:
        part = waiting.pop(0)
        if id(part) not in found:
            found[id(part)] = part
            waiting += [rel.target_part for rel in part.rels.values()]
    return found.values()


def _unpacked(job: DeckContext, data: Any) -> DeckBase:
    plain, roles, heads, extras, numbers = data
    texts = {FOOTER.encode(): _escaped(job.footer), DATE.encode(): _escaped(job.date)}
    parts: dict[PackURI, Part] = {}
    for name, kind, blob, _ in plain:
        uri = PackURI(name)
        parts[uri] = Part(uri, kind, job.package, _filled(base64.b64decode(blob), texts))
    for (_, _, _, rels), part in zip(plain, parts.values(), strict=True):
        if rels:
            part.load_rels_from_xml(parse_xml(base64.b64decode(rels)), parts)
    job.package.count_from(numbers)
    presentation, notes, *masters = (parts[PackURI(name)] for name in heads)
    job.package.relate_to(presentation, RT.OFFICE_DOCUMENT)
    return DeckBase(
        presentation,
        masters,
        {role: parts[PackURI(name)] for role, name in roles},
        notes,
        [(kind, parts[PackURI(name)]) for kind, name in extras],
    )


def _filled(blob: bytes, texts: Mapping[bytes, bytes]) -> bytes:
    for mark, text in texts.items():
        blob = blob.replace(mark, text)
    return blob


def _escaped(text: str) -> bytes:
    """Return a text as lxml writes it between two tags."""
    node = etree.Element("t")
    node.text = clean(text)
    return etree.tostring(node, encoding="UTF-8", xml_declaration=False)[3:-4] if text else b""
