"""Every code that the package reports has its page, and every page its code."""

from __future__ import annotations

import re
from pathlib import Path

from docgen.foundation.codes import all_codes

PACKAGE = Path(__file__).parents[2] / "docgen"


def test_codes_and_pages_are_the_same() -> None:
    reported: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        reported |= set(re.findall(r'"(DG\d{3})"', path.read_text("utf-8")))
    assert reported - set(all_codes()) == set(), "codes without a page"
    assert set(all_codes()) - reported == set(), "pages of codes that nothing reports"
