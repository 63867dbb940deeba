"""Write a placed deck as PowerPoint: the one public function of this room."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from pptx.opc.constants import CONTENT_TYPE as CT

from docgen.ooxml.package import DeckPackage
from docgen.placed.documents import Deck
from docgen.pptx.cached_base import kept_base
from docgen.pptx.canvas import DeckContext
from docgen.pptx.inserted import Inserter
from docgen.pptx.links import link_targets
from docgen.pptx.notes import write_notes
from docgen.pptx.presentation import (
    FIRST_SLIDE_ID,
    core_properties,
    deck_timestamp,
    kept_ids,
    write_presentation,
    write_properties,
)
from docgen.pptx.record import write_record
from docgen.pptx.slide import write_slide
from docgen.pptx.template_base import template_base


def write_pptx(deck: Deck, sink: BinaryIO, *, timestamp: datetime | None = None) -> None:
    """Write `deck` to `sink` as a .pptx; the same deck gives the same bytes.

    Boxes are written in EMU (12 700 a point), rounded. `timestamp` goes into the document
    properties; by default the summary's date, else 2000-01-01. Raises DocgenError if a
    picture can't be read (DG701).
    """
    package = DeckPackage()
    moment = timestamp or deck_timestamp(deck)
    job = DeckContext(
        package,
        deck.theme,
        deck.lang,
        moment,
        len(deck.slides),
        deck.footer,
        deck.date,
        tables=deck.tables,
        estimated=deck.estimated,
    )
    base = template_base(job, deck.master) if deck.master.template else kept_base(job, deck.master)
    package = job.package
    parts = [package.add("/ppt/slides/slide%d.xml", CT.PML_SLIDE) for _ in deck.slides]
    job.targets = link_targets(deck.slides, parts)
    first = 1 + len(base.before)
    inserter = Inserter(package, base, deck.master, deck.slides, parts)
    for number, (slide, part) in enumerate(zip(deck.slides, parts, strict=True), first):
        if slide.inserted is not None:
            inserter.write(slide, part)
            continue
        write_slide(job, base, deck, slide, part, number)
        if slide.notes:
            write_notes(job, base.notes_master, part, slide.notes, number)
    base = inserter.finished()
    write_presentation(job, base, deck, parts)
    kept = kept_ids(base, len(parts))
    others = [(kept[id(part)], part) for part in (*base.before, *base.after)]
    core = core_properties(job, deck)
    write_record(package, base.presentation, deck, parts, FIRST_SLIDE_ID, others, core)
    write_properties(job, deck)
    package.write(sink)
