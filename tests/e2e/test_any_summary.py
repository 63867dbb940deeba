"""Any valid summary builds with every stock layout, or is refused for its length alone."""

from __future__ import annotations

import io
import json
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from pptx import Presentation
from strategies import summaries

from docgen.foundation.diagnostics import DocgenError
from docgen.layout import compose, find_layout
from docgen.pdf import write_pdf
from docgen.placed.documents import Brief, Deck
from docgen.pptx import write_pptx
from docgen.summary.loader import parse_summary
from docgen.typeset import typeset

TOO_LONG = {"DG401", "DG402", "DG403", "DG404"}
LAYOUTS = ["policy-brief", "one-pager", "briefing-deck", "executive-deck"]
MORE = ["memo", "factsheet", "backgrounder", "qa-brief", "data-deck", "reading-deck", "pitch"]
FEW, MANY = 5, 18
"""Random summaries for each of MORE, which are made of the same parts, and of LAYOUTS."""


QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.parametrize("name", LAYOUTS)
@settings(max_examples=MANY, deadline=None, suppress_health_check=QUIET)
@given(data=summaries())
def test_builds(name: str, data: dict[str, Any]) -> None:
    builds(name, data)


@pytest.mark.parametrize("name", MORE)
@settings(max_examples=FEW, deadline=None, suppress_health_check=QUIET)
@given(data=summaries())
def test_more_layouts_build(name: str, data: dict[str, Any]) -> None:
    builds(name, data)


def builds(name: str, data: dict[str, Any]) -> None:
    summary = parse_summary(json.dumps(data), "random.json")
    layout = find_layout(name, None)
    try:
        placed = typeset(compose(summary, layout))
    except DocgenError as error:
        assert {d.code for d in error.diagnostics} <= TOO_LONG, str(error)
        assert all(d.hint and d.location for d in error.diagnostics)
        return
    sink = io.BytesIO()
    write_pdf(placed, sink)
    with pypdfium2.PdfDocument(sink.getvalue()) as pdf:
        if isinstance(placed, Brief):
            assert len(pdf) == len(placed.pages) <= (layout.max_pages or 10**6)
        else:
            assert len(pdf) == len(placed.slides)
    if isinstance(placed, Deck):
        deck = io.BytesIO()
        write_pptx(placed, deck)
        read = Presentation(io.BytesIO(deck.getvalue()))
        titles = [slide.shapes.title.text_frame.text for slide in read.slides]
        assert len(titles) == len(placed.slides) and all(titles)
