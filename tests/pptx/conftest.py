"""Decks written once for many tests."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from docgen.pptx import write_pptx
from docgen.typeset.items import Deck

from .decks import Builder, everything


def written(deck: Deck) -> bytes:
    sink = io.BytesIO()
    write_pptx(deck, sink)
    return sink.getvalue()


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
