"""The installed version."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed


def version() -> str:
    """Return docgen's version, ``0+unknown`` in a bare source tree."""
    try:
        return installed("docgen")
    except PackageNotFoundError:
        return "0+unknown"
