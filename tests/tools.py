"""Tools that tests call: a test without its tool is skipped, but not in CI."""

from __future__ import annotations

import importlib
import os
import shutil
from pathlib import Path
from typing import Any, NoReturn

import pytest


def require_tool(name: str) -> str:
    """Return the path of a program.

    Without it the test is skipped, and fails where DOCGEN_REQUIRE_TOOLS is set: a check
    that CI silently leaves out is none.
    """
    return shutil.which(name) or absent(name)


def require_module(name: str) -> Any:
    """Return a module that an extra of ours brings; without it as `require_tool`."""
    try:
        return importlib.import_module(name)
    except ImportError:
        absent(name)


def require_file(path: Path, package: str) -> Path:
    """Return a file that a system's package brings; without it as `require_tool`."""
    if not path.is_file():
        absent(f"{package}, which has {path},")
    return path


def absent(name: str) -> NoReturn:
    """Skip what runs, and fail it where DOCGEN_REQUIRE_TOOLS is set."""
    if os.environ.get("DOCGEN_REQUIRE_TOOLS"):
        pytest.fail(f"{name} isn't installed, and DOCGEN_REQUIRE_TOOLS is set")
    pytest.skip(f"{name} isn't installed", allow_module_level=True)


def outputs(folder: Path) -> list[Path]:
    """Return what a build left in a folder, but for the manifest's own folder."""
    return sorted(path for path in folder.iterdir() if path.name != ".docgen")
