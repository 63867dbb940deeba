"""The writer of each format, imported when it is first needed.

By name and late, against our habit of imports at the top: ReportLab and python-pptx with
lxml take a good part of a short build, and most builds in a watch or a CI job need one.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import Any

from docgen.press.plan import Format
from docgen.typeset.items import Brief, Deck


def write(placed: Brief | Deck, format: Format, timestamp: datetime | None = None) -> bytes:
    """Return a placed document as PDF or PowerPoint. Raises `DocgenError`."""
    writer: Callable[..., Any] = getattr(import_module(f"docgen.{format}"), f"write_{format}")
    sink = io.BytesIO()
    writer(placed, sink, timestamp=timestamp)
    return sink.getvalue()
