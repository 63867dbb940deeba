"""The manual's table of checks names every code of grounding, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from docgen.foundation.codes import all_codes

MANUAL = Path(__file__).parents[2] / "docs" / "grounding.md"


def test_the_table_holds_every_code() -> None:
    rows = [line for line in MANUAL.read_text("utf-8").split("\n") if line.startswith("| ")]
    told = re.findall(r"DG5\d\d", "\n".join(rows))
    assert sorted(set(told)) == sorted(c for c in all_codes() if c.startswith("DG5"))
