"""Slides of another deck as they are read: their titles, words and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.foundation.files import DECK
from docgen.layout.document import InsertedDeck
from docgen.ooxml.xml import XmlNode, qname
from docgen.placed.documents import CompanyFile
from docgen.pptx_template.file import Company, parse_company, read_template_file, reading, tree

TITLES = ("title", "ctrTitle")
FURNITURE = ("dt", "ftr", "sldNum", "hdr")
"""Placeholders that say nothing of a slide's own."""
CLICKED = (RT.HYPERLINK,)
LEFT_BEHIND = ("comments", "commentAuthors", "authors", "slideUpdateUrl", "tags")
"""Relationships (the last word of their type) that an inserted slide comes without."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass(frozen=True, slots=True)
class InsertedText:
    """What a slide says: paragraphs with their levels from 0, in reading order."""

    number: int
    title: str
    paragraphs: tuple[tuple[int, str], ...]
    notes: tuple[str, ...]
    hidden: bool
    drawn: int
    """Pictures, charts, diagrams and films, which words don't show."""


@lru_cache(maxsize=4)
def parsed_deck(file: CompanyFile) -> Company:
    """Return a deck, to be read only: its parts are never changed."""
    return parse_company(file)


def read_inserted(
    wanted: InsertedDeck, at: Location | None, found: Diagnostics
) -> tuple[CompanyFile, list[InsertedText]]:
    """Return a deck's file, and what the slides that are asked for say.

    Raises DocgenError: DG702 and DG703 (the file), DG752 (no such slide). What its slides load
    from elsewhere when the deck is opened is told in `found` (DG708).
    """
    file = read_template_file(wanted.path, DECK)
    with reading(wanted.path):
        company = parsed_deck(file)
        count = len(company.slides)
        numbers = wanted.slides or tuple(range(1, count + 1))
        wrong = [n for n in numbers if n > count]
        if wrong or not numbers:
            slide = f"slide {wrong[0]}" if wrong else "slides"
            has = f"{count} slide{'' if count == 1 else 's'}"
            message = f'"{Path(wanted.path).name}" has no {slide} to insert: it has {has}'
            hint = f"slides are counted from 1 to {count}" if count else "insert a deck with slides"
            raise DocgenError(Diagnostic(codes.INSERTED_SLIDE_UNKNOWN, message, at, hint))
        parts = [company.slides[n - 1] for n in numbers]
        for target in sorted({t for part in parts for t in _loaded(part)}):
            message = f'an inserted slide loads "{target[:120]}" when the deck is opened'
            found.warn(codes.TEMPLATE_ACTIVE, message, Location(wanted.path), "embed the file")
        if any(r.reltype.rpartition("/")[2] == "comments" for p in parts for r in p.rels.values()):
            message = f'comments on inserted slides of "{Path(wanted.path).name}" stay behind'
            found.notice(codes.INSERTED_WITHOUT, message, at, "delete them there if they are done")
        texts = [_text(n, part, wanted.notes) for n, part in zip(numbers, parts, strict=True)]
    return file, texts


def _loaded(part: Part) -> Iterator[str]:
    for rel in part.rels.values():
        if rel.is_external and rel.reltype not in CLICKED:
            yield rel.target_ref


def _text(number: int, part: Part, notes: bool) -> InsertedText:
    node = tree(part)
    title = ""
    paragraphs: list[tuple[int, str]] = []
    for body in node.iter(qname("p:txBody"), qname("a:txBody")):
        kind = _placeholder(body)
        twice = any(up.tag == _FALLBACK for up in body.iterancestors())
        if kind in FURNITURE or twice:
            continue
        said = list(_paragraphs(body))
        if kind in TITLES and not title:
            title = " ".join(text for _, text in said)
        else:
            paragraphs += said
    drawn = sum(1 for _ in node.iter(qname("p:pic"))) + sum(
        1 for one in node.iter(qname("a:graphicData")) if one.find(qname("a:tbl")) is None
    )
    spoken = tuple(_notes(part)) if notes else ()
    hidden = node.get("show") in ("0", "false")
    return InsertedText(number, title, tuple(paragraphs), spoken, hidden, drawn)


def _placeholder(body: XmlNode) -> str:
    """Return the kind of placeholder that a text stands in; empty for none."""
    shape = body.getparent()
    mark = shape.find(f".//{qname('p:nvPr')}/{qname('p:ph')}") if shape is not None else None
    return (mark.get("type") or "obj") if mark is not None else ""


def _paragraphs(body: XmlNode) -> Iterator[tuple[int, str]]:
    for para in body.iter(qname("a:p")):
        text = " ".join("".join(_runs(para)).split())
        if text:
            props = para.find(qname("a:pPr"))
            level = props.get("lvl", "0") if props is not None else "0"
            yield int(level) if level.isdigit() else 0, text


def _runs(para: XmlNode) -> Iterator[str]:
    for node in para.iter(qname("a:t"), qname("a:br")):
        yield " " if node.tag == qname("a:br") else node.text or ""


def _notes(part: Part) -> Iterator[str]:
    for rel in part.rels.values():
        if rel.is_external or rel.reltype != RT.NOTES_SLIDE:
            continue
        for body in tree(rel.target_part).iter(qname("p:txBody")):
            if _placeholder(body) == "body":
                yield from (text for _, text in _paragraphs(body))


def size_of(file: CompanyFile) -> tuple[float, float]:
    """Return the size of a deck's slides, in points."""
    company = parsed_deck(file)
    return company.width, company.height
