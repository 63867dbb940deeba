"""The writer of each format, imported when it is first needed.

By name and late, against our habit of imports at the top: ReportLab and python-pptx with
lxml take a good part of a short build, and most builds in a watch or a CI job need one.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from docgen.press.plan import Format, Options
from docgen.typeset.placed import Brief, Deck


def write(placed: Brief | Deck, format: Format, options: Options) -> bytes:
    """Return a placed document as PDF or PowerPoint. Raises `DocgenError`."""
    more: dict[str, Any] = {}
    if format == "pdf":
        handout = options.handout if isinstance(placed, Deck) else None
        more = {"standard": options.pdf_standard, "handout": handout}
    writer: Callable[..., Any] = getattr(import_module(f"docgen.{format}"), f"write_{format}")
    sink = io.BytesIO()
    writer(placed, sink, timestamp=timestamp(options.epoch), **more)
    return sink.getvalue()


def timestamp(epoch: int | None) -> datetime | None:
    """Return SOURCE_DATE_EPOCH as a date; None leaves it to the summary's own."""
    return None if epoch is None else datetime.fromtimestamp(epoch, UTC)
