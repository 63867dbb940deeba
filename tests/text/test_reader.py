"""A reader's test over generated summaries in five languages; `benchmarks.reader` does 200."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.reader import faults, generated
from docgen.foundation.diagnostics import Diagnostics
from docgen.layout import compose, find_layout
from docgen.typeset import typeset

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("number", range(1000, 1010))
@pytest.mark.parametrize("layout", ["policy-brief", "briefing-deck"])
def test_nothing_is_broken_or_cut(number: int, layout: str) -> None:
    document = compose(generated(number), find_layout(layout, ROOT))
    told = Diagnostics()
    found = faults(typeset(document, told), told)
    assert found["lines"] > 5
    for what in (
        "broken numbers, dates, amounts, addresses",
        "words cut",
        "opening quotes at a line's end",
        "more than two hyphens in a row",
        "pages that end with a hyphen",
        "pages under 60% full",
        "last pages under 15% full",
    ):
        assert found[what] == 0, what
