"""Tools that tests call: a test without its tool is skipped, but not in CI."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def require_tool(name: str) -> str:
    """Return the path of a program.

    Without it the test is skipped, and fails where DOCGEN_REQUIRE_TOOLS is set: a check
    that CI silently leaves out is none.
    """
    path = shutil.which(name)
    if path is not None:
        return path
    if os.environ.get("DOCGEN_REQUIRE_TOOLS"):
        pytest.fail(f"{name} isn't installed, and DOCGEN_REQUIRE_TOOLS is set")
    pytest.skip(f"{name} isn't installed")


def outputs(folder: Path) -> list[Path]:
    """Return what a build left in a folder, but for the manifest's own folder."""
    return sorted(path for path in folder.iterdir() if path.name != ".docgen")
