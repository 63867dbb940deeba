"""The presentation part: sizes, the lists of masters and slides, sections."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from docgen.ooxml.package import relate_all
from docgen.ooxml.xml import XmlNode, emu, qname, root, sub, to_bytes
from docgen.placed.documents import Deck
from docgen.pptx.base import DeckBase
from docgen.pptx.canvas import DeckContext
from docgen.pptx.master import MASTER_ID, write_other_levels
from docgen.pptx.notes import HEIGHT, WIDTH

FALLBACK_YEAR = 2000
STANDARD_RATIO, WIDE_RATIO = 4 / 3, 16 / 9


def deck_timestamp(deck: Deck) -> datetime:
    """Return the summary's date, else 2000-01-01, at midnight UTC."""
    date = deck.properties.date
    if date is None:
        return datetime(FALLBACK_YEAR, 1, 1, tzinfo=UTC)
    return datetime(date.year, date.month, date.day, tzinfo=UTC)


def write_properties(job: DeckContext, deck: Deck) -> None:
    """Add ``docProps/core.xml`` and ``docProps/app.xml``."""
    core = job.package.add("/docProps/core.xml", CT.OPC_CORE_PROPERTIES, core_properties(job, deck))
    app = job.package.add("/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, _app(deck))
    job.package.relate_to(core, RT.CORE_PROPERTIES)
    job.package.relate_to(app, RT.EXTENDED_PROPERTIES)


def core_properties(job: DeckContext, deck: Deck) -> bytes:
    """Return ``core.xml``."""
    told = deck.properties
    node = root("cp:coreProperties", "dc", "dcterms", "xsi")
    authors = "; ".join(told.authors)
    moment = job.timestamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for name, text in (
        ("dc:title", deck.title),
        ("dc:subject", told.subject),
        ("dc:creator", authors or "docgen"),
        ("cp:keywords", ", ".join(told.keywords)),
        ("cp:category", told.category),
        ("cp:contentStatus", told.status),
        ("dc:language", deck.lang),
        ("cp:lastModifiedBy", authors or "docgen"),
        ("cp:revision", "1"),
    ):
        if text:
            sub(node, name, text=text)
    for name in ("dcterms:created", "dcterms:modified"):
        sub(node, name, {"xsi:type": "dcterms:W3CDTF"}, text=moment)
    return to_bytes(node)


def _app(deck: Deck) -> bytes:
    node = root("ap:Properties", "vt")
    slides = list(deck.slides)
    ratio = deck.master.width / deck.master.height
    shape = "Custom"
    if abs(ratio - WIDE_RATIO) < 0.01:
        shape = "Widescreen"
    elif abs(ratio - STANDARD_RATIO) < 0.01:
        shape = "On-screen Show (4:3)"
    for name, value in (
        ("TotalTime", "0"),
        ("Application", "docgen"),
        ("PresentationFormat", shape),
        ("Slides", str(len(slides))),
        ("Notes", str(sum(1 for s in slides if s.notes))),
        ("HiddenSlides", str(sum(1 for s in slides if s.hidden))),
    ):
        sub(node, f"ap:{name}", text=value)
    if slides:
        _titles(node, [s.title for s in slides])
    sub(node, "ap:AppVersion", text="16.0000")
    return to_bytes(node)


def _titles(node: XmlNode, titles: Sequence[str]) -> None:
    pairs = sub(sub(node, "ap:HeadingPairs"), "vt:vector", size=2, baseType="variant")
    sub(sub(pairs, "vt:variant"), "vt:lpstr", text="Slide Titles")
    sub(sub(pairs, "vt:variant"), "vt:i4", text=str(len(titles)))
    listed = sub(sub(node, "ap:TitlesOfParts"), "vt:vector", size=len(titles), baseType="lpstr")
    for title in titles:
        sub(listed, "vt:lpstr", text=title)


FIRST_SLIDE_ID = 256
"""Least value of ST_SlideId (ECMA-376 Part 1, 19.7.13)."""
SECTIONS_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
NAMESPACE = uuid.UUID("6d6f0a53-2c0b-4e0e-9c1d-0d0c6e5a7b02")
"""Of section ids: the same deck has the same ids."""


def write_presentation(
    job: DeckContext, base: DeckBase, deck: Deck, slides: Sequence[Part]
) -> None:
    """Fill the presentation part and relate it to all that it names."""
    if base.start is not None:
        _continue(job, base, base.start, deck, slides)
        return
    targets = [
        *((RT.SLIDE_MASTER, one) for one in base.masters),
        *((RT.SLIDE, one) for one in slides),
        (RT.NOTES_MASTER, base.notes_master),
        *base.extras,
        *((RT.SLIDE_MASTER, one) for _, one in base.inserted),
    ]
    ids = relate_all(base.presentation, targets)
    first = len(base.masters)
    node = root("p:presentation", "a", "r", saveSubsetFonts=True, autoCompressPictures=False)
    masters = sub(node, "p:sldMasterIdLst")
    for number, rid in enumerate(ids[:first]):
        sub(masters, "p:sldMasterId", {"id": MASTER_ID + number * 1000, "r:id": rid})
    for (number, _), rid in zip(base.inserted, ids[len(ids) - len(base.inserted) :], strict=True):
        sub(masters, "p:sldMasterId", {"id": number, "r:id": rid})
    notes = sub(node, "p:notesMasterIdLst")
    sub(notes, "p:notesMasterId", {"r:id": ids[first + len(slides)]})
    if slides:
        listed = sub(node, "p:sldIdLst")
        for number, rid in enumerate(ids[first : first + len(slides)]):
            sub(listed, "p:sldId", {"id": FIRST_SLIDE_ID + number, "r:id": rid})
    sub(node, "p:sldSz", cx=emu(deck.master.width), cy=emu(deck.master.height))
    sub(node, "p:notesSz", cx=emu(WIDTH), cy=emu(HEIGHT))
    write_other_levels(sub(node, "p:defaultTextStyle"), job.theme)
    sections = section_ranges(deck)
    if sections:
        _sections(sub(node, "p:extLst"), sections)
    _embed_fonts(job, base.presentation, node, deck)
    base.presentation.blob = to_bytes(node)


FONT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
SLOTS = ("regular", "bold", "italic", "boldItalic")
"""In the schema's order (ECMA-376 Part 1, 19.2.1.9)."""


def _embed_fonts(job: DeckContext, presentation: Part, node: XmlNode, deck: Deck) -> None:
    """Add the faces that the deck brings along, after the size of its notes."""
    if not deck.fonts:
        return
    there = node.find(qname("p:embeddedFontLst"))
    listed = sub(node, "p:embeddedFontLst") if there is None else there
    known = {one.get("typeface") for one in listed.iter(qname("p:font"))}
    for family in sorted({one.typeface for one in deck.fonts} - known):
        faces = {one.slot: one.data for one in deck.fonts if one.typeface == family}
        holder = sub(listed, "p:embeddedFont")
        sub(holder, "p:font", typeface=family)
        for slot in SLOTS:
            if slot in faces:
                data = faces[slot]
                kind = "application/x-fontdata"
                part = job.package.add("/ppt/fonts/font%d.fntdata", kind, data)
                sub(holder, f"p:{slot}", {"r:id": presentation.relate_to(part, FONT)})
    if there is None:
        before = node.find(qname("p:notesSz"))
        assert before is not None
        before.addnext(listed)


def _continue(
    job: DeckContext, base: DeckBase, node: XmlNode, deck: Deck, slides: Sequence[Part]
) -> None:
    """Put our slides into a company's presentation."""
    named = node.find(qname("p:notesMasterIdLst")) is not None
    notes = [] if named else [(RT.NOTES_MASTER, base.notes_master)]
    masters = [(RT.SLIDE_MASTER, one) for _, one in base.inserted]
    targets = [*((RT.SLIDE, one) for one in slides), *notes, *base.extras, *masters]
    ids = relate_all(base.presentation, targets)
    kept = kept_ids(base, len(slides))
    before = node.find(qname("p:sldMasterIdLst"))
    assert before is not None
    for (number, _), rid in zip(base.inserted, ids[len(ids) - len(masters) :], strict=True):
        sub(before, "p:sldMasterId", {"id": number, "r:id": rid})
    if not named:
        listed = sub(node, "p:notesMasterIdLst")
        sub(listed, "p:notesMasterId", {"r:id": ids[len(slides)]})
        before.addnext(listed)
    for name in ("p:notesMasterIdLst", "p:handoutMasterIdLst"):
        before = next(iter(node.findall(qname(name))), before)
    if slides:
        listed = sub(node, "p:sldIdLst")
        ours = [(FIRST_SLIDE_ID + number, rid) for number, rid in enumerate(ids[: len(slides)])]
        first = [(kept[id(part)], _rid_of(base.presentation, part)) for part in base.before]
        last = [(kept[id(part)], _rid_of(base.presentation, part)) for part in base.after]
        for number, rid in (*first, *ours, *last):
            sub(listed, "p:sldId", {"id": number, "r:id": rid})
        before.addnext(listed)
    sections = section_ranges(deck)
    if sections:
        start, end = (
            [kept[id(part)] - FIRST_SLIDE_ID for part in parts]
            for parts in (base.before, base.after)
        )
        sections[0][1][:0] = start
        sections[-1][1].extend(end)
        extensions = node.find(qname("p:extLst"))
        _sections(sub(node, "p:extLst") if extensions is None else extensions, sections)
    _embed_fonts(job, base.presentation, node, deck)
    base.presentation.blob = to_bytes(node)


def kept_ids(base: DeckBase, count: int) -> dict[int, int]:
    """Return the slide ids of a company's kept slides, by the part's identity: after ours."""
    parts = [*base.before, *base.after]
    return {id(part): FIRST_SLIDE_ID + count + n for n, part in enumerate(parts)}


def _rid_of(presentation: Part, part: Part) -> str:
    """Return the id by which a presentation is related to a part."""
    return next(
        rid
        for rid, rel in presentation.rels.items()
        if not rel.is_external and rel.target_part is part
    )


def section_ranges(deck: Deck) -> list[tuple[str, list[int]]]:
    """Return sections with the indices of their slides; empty if no slide names one.

    A slide without a name goes on with the section before it; what stands before the first
    section takes the deck's title.
    """
    if not any(s.section for s in deck.slides):
        return []
    found: list[tuple[str, list[int]]] = []
    for index, slide in enumerate(deck.slides):
        name = slide.section or (found[-1][0] if found else deck.title)
        if not found or found[-1][0] != name:
            found.append((name, []))
        found[-1][1].append(index)
    return found


def _sections(extensions: XmlNode, sections: Sequence[tuple[str, list[int]]]) -> None:
    node = sub(sub(extensions, "p:ext", uri=SECTIONS_URI), "p14:sectionLst")
    for number, (name, indices) in enumerate(sections):
        guid = str(uuid.uuid5(NAMESPACE, f"{number} {name}")).upper()
        section = sub(node, "p14:section", name=name, id=f"{{{guid}}}")
        listed = sub(section, "p14:sldIdLst")
        for index in indices:
            sub(listed, "p14:sldId", id=FIRST_SLIDE_ID + index)
