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


ELSEWHERE = (
    "script-rtl",
    "script-hebrew-with-latin",
    "script-thai",
    "script-vietnamese",
    "characters-emoji",
    "characters-maths",
    "characters-combining",
)
"""Cases whose words can't be looked for so: extraction gives them in the order of drawing or in
pieces, or the Office here sets decks in another font than ours. tests/scripts proves them."""


def proved(built: list[Built]) -> list[Built]:
    """Return the documents whose words can be looked for in their boxes."""
    found = [one for one in built if not one.name.startswith(ELSEWHERE)]
    assert len(found) > len(built) * 0.8
    return found


@pytest.fixture(scope="session")
def rendered(built: list[Built], tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """All decks as LibreOffice shows them."""
    folder: Path = tmp_path_factory.mktemp("rendered")
    return render(proved(built), require_tool("soffice"), folder)
