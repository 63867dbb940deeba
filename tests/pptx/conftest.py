"""Decks written once for many tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from placed_decks import Builder, everything
from pptx_parts import written

from docgen.placed.documents import Deck


@pytest.fixture(scope="session")
def full_deck(tmp_path_factory: pytest.TempPathFactory) -> Deck:
    return everything(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="session")
def full(full_deck: Deck) -> bytes:
    return written(full_deck)


@pytest.fixture(scope="session")
def full_path(full: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("deck") / "full.pptx"
    path.write_bytes(full)
    return path


@pytest.fixture
def make() -> Builder:
    return Builder()
