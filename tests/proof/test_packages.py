"""Every deck of the torture set and the examples is valid, and LibreOffice loses nothing of it.

``pytest tests/proof/test_packages.py -s`` prints the counts.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tools import require_tool

from docgen import load_summary, render

from .build import Built
from .office import convert
from .packages import faults, inventory, own_faults

SOURCES = Path(__file__).parents[2] / "sources"


@pytest.fixture(scope="module")
def decks(built: list[Built], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("packages")
    files = {one.name: one.pptx for one in built if one.pptx}
    for source in sorted(SOURCES.glob("*.yaml")):
        summary = load_summary(source)
        for layout in ("briefing-deck", "executive-deck"):
            files[f"{source.stem}.{layout}"] = render(summary, layout)
    for name, data in files.items():
        (folder / f"{name}.pptx").write_bytes(data)
    return [folder / f"{name}.pptx" for name in files]


def test_validators_find_nothing(decks: list[Path]) -> None:
    validator = require_tool("ooxml-validator")
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda path: faults(path, validator), decks))
    wrong = [f"{p.stem}: {one}" for p, some in zip(decks, found, strict=True) for one in some]
    print(f"\nvalidated: {len(decks)} decks, {len(wrong)} findings")
    assert wrong == []
    assert len(decks) > 150


def test_libreoffice_saves_them_without_loss(decks: list[Path], tmp_path: Path) -> None:
    soffice = require_tool("soffice")
    saved = convert(soffice, decks, tmp_path / "saved", tmp_path / "user", "pptx")
    lost = []
    total: Counter[str] = Counter()
    for deck, again in zip(decks, saved, strict=True):
        before, after = inventory(deck), inventory(again)
        total += before
        lost += [f"{deck.stem}: {before - after}"] if before - after else []
    print(f"\nsaved again: {len(decks)} decks, {dict(total)}, {len(lost)} with a loss")
    assert lost == []


BREAKS = {
    "has no content type": ("[Content_Types].xml", r'<Override PartName="/ppt/slides/[^>]*>', ""),
    "twice": ("ppt/slides/slide1.xml", r'(cNvPr id=)"\d+"', r'\1"2"'),
    "cells": ("ppt/slides/slide1.xml", r"<a:gridCol ", '<a:gridCol w="9"/><a:gridCol '),
    "axis id": ("ppt/charts/chart1.xml", r'(axId val=)"', r'\1"-'),
}


@pytest.mark.parametrize("told", BREAKS)
def test_what_no_validator_sees_is_seen(told: str, tmp_path: Path) -> None:
    part, pattern, replacement = BREAKS[told]
    with_all = Path(tmp_path / "whole.pptx")
    with_all.write_bytes(render(load_summary(SOURCES / "japan-defense.yaml"), "briefing-deck"))
    assert list(own_faults(with_all)) == []
    broken = tmp_path / "broken.pptx"
    with zipfile.ZipFile(with_all) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if re.fullmatch(part.replace("[", r"\[").replace("slide1", r"slide\d+"), name):
                text = re.sub(pattern, replacement, text.decode()).encode()
            new.writestr(name, text)
    assert any(told in one for one in own_faults(broken))
