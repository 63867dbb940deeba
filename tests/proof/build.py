"""Building the torture set: every case with every stock layout, once."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from torture.make import Case, cases

from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.layout import compose, find_layout
from docgen.layout.document import Document
from docgen.pdf import write_pdf
from docgen.placed.documents import Brief, Deck
from docgen.pptx import write_pptx
from docgen.summary.loader import load_summary
from docgen.typeset import typeset

LAYOUTS: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("policy-brief", {}),
    ("one-pager", {}),
    ("briefing-deck", {}),
    ("executive-deck", {}),
    ("briefing-deck", {"slide": "4:3"}),
    ("one-pager", {"page": "Letter"}),
)
"""The stock layouts, and the sizes that are a parameter's."""


@dataclass(slots=True)
class Built:
    """What became of a case with a layout: a document placed and written, or a refusal."""

    name: str
    document: Document | None = None
    placed: Brief | Deck | None = None
    pdf: bytes = b""
    pptx: bytes = b""
    refusal: DocgenError | None = None
    """Why there is none of it, or (`placed` is set) no PDF."""


def build_all(folder: Path) -> Iterator[Built]:
    """Build all cases with all layouts."""
    for case in cases():
        target = folder / case.name
        target.mkdir(parents=True, exist_ok=True)
        path = case.write(target)
        for layout, params in LAYOUTS:
            suffix = "".join(f"-{value}" for value in params.values()).replace(":", "x")
            yield build(path, case, layout, params, suffix)


def build(
    path: Path, case: Case, layout: str, params: Mapping[str, object], suffix: str = ""
) -> Built:
    """Build one case with one layout; only a `DocgenError` is a refusal."""
    built = Built(f"{case.name}.{layout}{suffix}")
    found = Diagnostics()
    try:
        summary = load_summary(path, found)
        built.document = compose(
            summary, find_layout(layout, None), params=params, diagnostics=found
        )
        built.placed = typeset(built.document, found)
        if isinstance(built.placed, Deck):
            sink = io.BytesIO()
            write_pptx(built.placed, sink)
            built.pptx = sink.getvalue()
        sink = io.BytesIO()
        write_pdf(built.placed, sink)
        built.pdf = sink.getvalue()
    except DocgenError as error:
        built.refusal = error
    return built
