"""From a structured summary to a PDF brief and a PowerPoint deck.

The public face, loaded when it is used::

    from docgen import load_summary, render
    summary = load_summary("sources/japan-defense.yaml")
    pdf = render(summary, "policy-brief")

Everything else may change between versions.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docgen.api import build, render
    from docgen.diagnostics import Diagnostic, DocgenError, Location, Severity
    from docgen.summary.loader import load_summary
    from docgen.summary.model import Summary

__all__ = [
    "Diagnostic", "DocgenError", "Location", "Severity", "Summary", "build", "load_summary",
    "render",
]  # fmt: skip

_HOMES = {
    "build": "docgen.api", "render": "docgen.api",
    "Diagnostic": "docgen.diagnostics", "DocgenError": "docgen.diagnostics",
    "Location": "docgen.diagnostics", "Severity": "docgen.diagnostics",
    "load_summary": "docgen.summary.loader", "Summary": "docgen.summary.model",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a public name (PEP 562), so that `import docgen` stays light."""
    if name == "__version__":
        return importlib.import_module("docgen.version").version()
    if name not in _HOMES:
        raise AttributeError(f"module 'docgen' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
