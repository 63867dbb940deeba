"""Templates and the blocks they give. DOCGEN_RECORD=1 writes the .txt files anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgen.layout import compose

from .dump import dump
from .samples import layout, summary

CASES = sorted(Path(__file__).with_name("golden").glob("*.xml"))


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_golden(case: Path, tmp_path: Path) -> None:
    source = case.read_text(encoding="utf-8")
    kind = "deck" if "<deck" in source else "brief"
    document = compose(summary(), layout(tmp_path, source, kind))
    got = dump(document.root) + "\n"
    expected = case.with_suffix(".txt")
    if os.environ.get("DOCGEN_RECORD"):
        expected.write_text(got, encoding="utf-8")
    assert got == expected.read_text(encoding="utf-8")


def test_there_are_cases() -> None:
    assert len(CASES) >= 8
