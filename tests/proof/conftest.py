"""The torture set, built and rendered once for all proofs."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import require_tool

from .build import Built, build_all
from .render import Rendered, render


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Built]:
    """Every case with every layout."""
    return list(build_all(tmp_path_factory.mktemp("torture")))


@pytest.fixture(scope="session")
def rendered(built: list[Built], tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """All decks as LibreOffice shows them."""
    folder: Path = tmp_path_factory.mktemp("rendered")
    return render(built, require_tool("soffice"), folder)
