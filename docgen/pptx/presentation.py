"""The presentation part: sizes, the lists of masters and slides, sections."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from docgen.pptx.base import Base
from docgen.pptx.job import Job
from docgen.pptx.master import MASTER_ID, write_other_levels
from docgen.pptx.notes import HEIGHT, WIDTH
from docgen.pptx.oxml import Node, emu, root, sub, to_bytes
from docgen.pptx.package import relate_all
from docgen.typeset.items import Deck

FIRST_SLIDE_ID = 256
"""Least value of ST_SlideId (ECMA-376 Part 1, 19.7.13)."""
SECTIONS_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
NAMESPACE = uuid.UUID("6d6f0a53-2c0b-4e0e-9c1d-0d0c6e5a7b02")
"""Of section ids: the same deck has the same ids."""


def write_presentation(job: Job, base: Base, deck: Deck, slides: Sequence[Part]) -> None:
    """Fill the presentation part and relate it to all that it names."""
    targets = [
        *((RT.SLIDE_MASTER, one) for one in base.masters),
        *((RT.SLIDE, one) for one in slides),
        (RT.NOTES_MASTER, base.notes_master),
        *base.extras,
    ]
    ids = relate_all(base.presentation, targets)
    first = len(base.masters)
    node = root("p:presentation", "a", "r", saveSubsetFonts=True, autoCompressPictures=False)
    masters = sub(node, "p:sldMasterIdLst")
    for number, rid in enumerate(ids[:first]):
        sub(masters, "p:sldMasterId", {"id": MASTER_ID + number * 1000, "r:id": rid})
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
    base.presentation.blob = to_bytes(node)


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


def _sections(extensions: Node, sections: Sequence[tuple[str, list[int]]]) -> None:
    node = sub(sub(extensions, "p:ext", uri=SECTIONS_URI), "p14:sectionLst")
    for number, (name, indices) in enumerate(sections):
        guid = str(uuid.uuid5(NAMESPACE, f"{number} {name}")).upper()
        section = sub(node, "p14:section", name=name, id=f"{{{guid}}}")
        listed = sub(section, "p14:sldIdLst")
        for index in indices:
            sub(listed, "p14:sldId", id=FIRST_SLIDE_ID + index)
