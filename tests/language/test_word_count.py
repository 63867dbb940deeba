"""Words in scripts with and without spaces."""

from __future__ import annotations

import pytest

from docgen.language.word_count import word_count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("The second  gate\ncloses.", 4),
        ("대한민국 헌법 제1조", 3),
        ("防衛費", 2),
        ("防衛費を倍増する", 4),
        ("日本の GDP は 2 位", 5),
        ("กรุงเทพฯ มี", 5),
    ],
)
def test_words(text: str, count: int) -> None:
    assert word_count(text) == count
