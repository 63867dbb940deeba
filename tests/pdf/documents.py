"""Documents to write: of the examples, of the torture set, of blocks made by hand."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docgen.layout import compose, find_layout, find_theme
from docgen.layout.blocks import Block, Inline, Span
from docgen.layout.document import BriefRoot, Document, LayoutInfo
from docgen.pdf import write_pdf
from docgen.placed.documents import Brief, Deck
from docgen.summary.loader import load_summary
from docgen.summary.model import Summary
from docgen.typeset import handout, typeset

ROOT = Path(__file__).parents[2]
LAYOUTS = ["policy-brief", "one-pager", "briefing-deck", "executive-deck"]
MORE = ["memo", "factsheet", "backgrounder", "qa-brief", "data-deck", "reading-deck", "pitch"]
"""Layouts made of the same parts as LAYOUTS."""
EXAMPLES = ["japan-defense", "flood-defense"]


def example(name: str) -> Path:
    return ROOT / "sources" / f"{name}.yaml"


def composed(source: Path, layout: str, theme: str | None = None) -> Document:
    found = find_layout(layout, ROOT)
    return compose(load_summary(source), found, find_theme(theme or found.theme, ROOT))


def written(placed: Brief | Deck, slides: int | None = None, **options: Any) -> bytes:
    """The PDF's bytes; of a handout with so many slides a sheet."""
    sink = io.BytesIO()
    paper = placed if slides is None or isinstance(placed, Brief) else handout(placed, slides)
    write_pdf(paper, sink, **options)
    return sink.getvalue()


def brief_of(*blocks: Block, height: float = 420.0, title: str = "T", **more: Any) -> Document:
    """A brief of these blocks on small pages, so that few words fill one."""
    info = LayoutInfo(
        name="test",
        kind="brief",
        folder="",
        width=300.0,
        height=height,
        margins=(36, 36, 36, 36),
    )
    return Document(
        root=BriefRoot(blocks=blocks, **more),
        layout=info,
        theme=find_theme("slate", ROOT),
        summary=Summary.model_validate({"title": title}),
        lang="en",
        title=title,
    )


def pdf_of(*blocks: Block, **more: Any) -> bytes:
    return written(typeset(brief_of(*blocks, **more)))


def text(words: str, **look: Any) -> Inline:
    return Inline((Span(words, **look),))
