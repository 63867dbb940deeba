"""From a structured summary to a PDF brief and a PowerPoint deck.

    from docgen import load_summary, render

    summary = load_summary("sources/japan-defense.yaml")
    pdf = render(summary, "policy-brief")
    deck = render(summary, "briefing-deck", theme="vermilion")

These names are the public face; everything else may change between versions.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docgen.diagnostics import (
        Diagnostic,
        Diagnostics,
        DocgenError,
        Location,
        MachineError,
        Severity,
    )
    from docgen.press.api import build, render
    from docgen.press.result import Result
    from docgen.summary.loader import load_summary
    from docgen.summary.model import Summary

__version__ = "0.1.0"

__all__ = [
    "Diagnostic", "Diagnostics", "DocgenError", "Location", "MachineError", "Result", "Severity",
    "Summary", "__version__", "build", "load_summary", "render",
]  # fmt: skip

_HOMES = {
    "docgen.diagnostics": (
        "Diagnostic", "Diagnostics", "DocgenError", "Location", "MachineError", "Severity",
    ),
    "docgen.press.api": ("build", "render"),
    "docgen.press.result": ("Result",),
    "docgen.summary.loader": ("load_summary",),
    "docgen.summary.model": ("Summary",),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used (PEP 562): ``import docgen`` stays light."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
