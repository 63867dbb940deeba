"""From a structured summary to a PDF brief and a PowerPoint deck.

    from docgen import load_summary, render

    summary = load_summary("sources/japan-defense.yaml")
    pdf = render(summary, "policy-brief")
    deck = render(summary, "briefing-deck", theme="vermilion")

These names are the public face; everything else may change between versions.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

from docgen.version import __version__

if TYPE_CHECKING:
    from docgen.article import Article, parse_article, read_article
    from docgen.engine.api import build, check, draft, render
    from docgen.engine.jobs import Result
    from docgen.engine.rendered import Rendered
    from docgen.foundation.diagnostics import (
        Diagnostic,
        Diagnostics,
        DocgenError,
        Location,
        MachineError,
        Severity,
    )
    from docgen.summary.loader import load_summary
    from docgen.summary.model import Summary

__all__ = [
    "Article",
    "Diagnostic",
    "Diagnostics",
    "DocgenError",
    "Location",
    "MachineError",
    "Rendered",
    "Result",
    "Severity",
    "Summary",
    "__version__",
    "build",
    "check",
    "draft",
    "load_summary",
    "parse_article",
    "read_article",
    "render",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used (PEP 562): ``import docgen`` stays light."""
    home: ModuleType
    match name:
        case "build" | "check" | "draft" | "render":
            from docgen.engine import api  # noqa: PLC0415

            home = api
        case "Article" | "parse_article" | "read_article":
            from docgen import article  # noqa: PLC0415

            home = article
        case "Rendered":
            from docgen.engine import rendered  # noqa: PLC0415

            home = rendered
        case "Result":
            from docgen.engine import jobs  # noqa: PLC0415

            home = jobs
        case "load_summary":
            from docgen.summary import loader  # noqa: PLC0415

            home = loader
        case "Summary":
            from docgen.summary import model  # noqa: PLC0415

            home = model
        case _ if name in __all__:
            from docgen.foundation import diagnostics  # noqa: PLC0415

            home = diagnostics
        case _:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(home, name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
