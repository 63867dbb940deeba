"""What a stranger's template could do to whoever opens the deck: told, not passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, Location, Severity
from docgen.foundation.pictures import PictureError, picture_header, picture_problem
from docgen.ooxml.xml import qname
from docgen.placed.documents import Deck, SlideItem
from docgen.pptx_template.file import Company, LayoutIn

NOUNS = {"TableItem": "table", "ChartItem": "chart", "ImageItem": "picture", "TextItem": "text"}
HINT = "it is still there and editable; `docgen inspect` shows what the layout offers"


def moved_text(deck: Deck) -> list[Diagnostic]:
    """Return a notice (DG705) for each kind of content that stands in shapes of ours.

    Tiles, timelines and the like are shapes on any layout and aren't told.
    """
    found: dict[str, Counter[str]] = {}
    for slide in (one for one in deck.slides if one.inserted is None):
        taken: set[str] = set()
        for one in slide.items:
            noun = _noun(one, taken)
            if noun:
                found.setdefault(noun, Counter())[slide.layout.name] += 1
    at = Location(deck.master.template.path if deck.master.template else "")
    return [
        Diagnostic(codes.TEMPLATE_NO_PLACE, _message(noun, layouts), at, HINT, Severity.NOTICE)
        for noun, layouts in sorted(found.items())
    ]


def _message(noun: str, layouts: Counter[str]) -> str:
    names = ", ".join(f'"{name}"' for name in sorted(layouts))
    times = sum(layouts.values())
    often = "once" if times == 1 else f"{times} times"
    which = "layout" if len(layouts) == 1 else "layouts"
    return f"a {noun} has no place on {which} {names}: it is a shape of ours, {often}"


def _noun(one: SlideItem, taken: set[str]) -> str:
    """Return what an item without placeholder is called; empty for ornaments and groups."""
    place, item = one.placeholder, one.item
    if place is not None and place.shape and place.key not in taken:
        taken.add(place.key)
        return ""
    if place is not None and not place.shape:
        return place.key
    return NOUNS.get(type(item).__name__, "")


def tell_pictures(company: Company, layouts: Iterable[LayoutIn], found: Diagnostics) -> None:
    """Report pictures of layouts in use that can't be read: EMF, WMF, or damaged (DG826).

    An error where it is a background: what text stands on isn't known then.
    """
    known: set[tuple[str, bool]] = set()
    for layout in layouts:
        for part, node in ((layout.part, layout.node), (layout.master.part, layout.master.node)):
            for blip in node.iter(qname("a:blip")):
                rid = blip.get(qname("r:embed"), "")
                if rid not in part.rels or part.rels[rid].is_external:
                    continue
                media = part.rels[rid].target_part
                ground = any(qname("p:bg") == up.tag for up in blip.iterancestors())
                key = (str(media.partname), ground)
                if key not in known:
                    known.add(key)
                    _tell_picture(company, media, ground, found)


def _tell_picture(company: Company, media: Part, ground: bool, found: Diagnostics) -> None:
    try:
        picture_header(media.blob)
        problem = picture_problem(media.blob) if ground else ""
    except PictureError as error:
        problem = str(error)
    if not problem:
        return
    name = str(media.partname).rpartition("/")[2]
    at = Location(company.path)
    if ground:
        hint = "put a PNG or JPEG there: whether text can be read on it isn't known"
        found.error(codes.TEMPLATE_PICTURE, f'the background "{name}" {problem}', at, hint)
    else:
        hint = "it stays in decks; whether text can be read on it isn't known"
        found.warn(codes.TEMPLATE_PICTURE, f'the picture "{name}" {problem}', at, hint)


MACROS = "vbaProject"
CLICKED = (RT.HYPERLINK,)
"""External targets that are opened by a click only."""


def tell_active(company: Company, found: Diagnostics) -> None:
    """Warn of macros, which are left out, and of files that a deck would load (DG708)."""
    at = Location(company.path)
    if any(r.reltype.rpartition("/")[2] == MACROS for r in company.presentation.rels.values()):
        found.warn(
            codes.TEMPLATE_ACTIVE,
            "has macros: they are left out of the deck",
            at,
            "save the template as .pptx or .potx",
        )
    for part, target in sorted(_loaded(company)):
        found.warn(
            codes.TEMPLATE_ACTIVE,
            f'"{part}" loads "{target[:120]}" when the deck is opened',
            at,
            "embed the file in the template; docgen itself loads nothing",
        )


def _loaded(company: Company) -> Iterator[tuple[str, str]]:
    for part in _kept(company):
        for rel in part.rels.values():
            if rel.is_external and rel.reltype not in CLICKED:
                yield str(part.partname).lstrip("/"), rel.target_ref


def _kept(company: Company) -> Iterator[Part]:
    yield company.presentation
    for master in company.masters:
        yield from (master.part, master.theme_part)
    for layout in company.layouts:
        yield layout.part
