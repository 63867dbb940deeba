"""Reports and articles that are kept between runs: the same as new ones, and made anew when due."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.article import read_article
from docgen.foundation.diagnostics import Diagnostics
from docgen.foundation.memo import MakeBytes, caching
from docgen.grounding import GroundingReport, check_grounding
from docgen.summary.loader import load_summary
from grounding.samples import HARBOUR

YAML = """\
title: Varberg
lang: en
key_points: [The harbour cost €214 million, "Trade grew by 12%, \\u201ca lot\\u201d"]
quotes: [{text: We opened on time, by: Tom Hale}]
charts:
- {id: a, title: Trade, kind: column, alt: Trade, categories: [A, B], unit: million tonnes, series: [{name: T, values: [3.0, 3.4]}]}
article: {path: a.md}
"""


class Kept:
    """A cache in memory that counts what is made."""

    def __init__(self) -> None:
        self.data: dict[str, bytes] = {}
        self.made = 0

    def __call__(self, key: str, make: MakeBytes) -> bytes:
        if key not in self.data:
            self.made += 1
            self.data[key] = make()
        return self.data[key]


def report(folder: Path) -> GroundingReport:
    found = check_grounding(load_summary(folder / "s.yaml"), diagnostics=Diagnostics())
    assert found is not None
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(HARBOUR, "utf-8")
    (tmp_path / "s.yaml").write_text(YAML, "utf-8")
    return tmp_path


def test_a_kept_report_is_the_same(folder: Path) -> None:
    fresh, kept = report(folder), Kept()
    assert fresh.diagnostics
    assert any(d.fix for d in fresh.diagnostics)
    for _ in range(3):
        with caching(kept):
            assert report(folder) == fresh
    assert kept.made == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda f: (f / "s.yaml").write_text(YAML.replace("214", "215"), "utf-8"),
        lambda f: (f / "s.yaml").write_text("# a comment\n" + YAML, "utf-8"),
        lambda f: (f / "s.yaml").write_text(YAML.replace("3.4]", "3.9]"), "utf-8"),
        lambda f: (f / "a.md").write_text(HARBOUR.replace("241", "214"), "utf-8"),
    ],
)
def test_what_has_changed_is_checked_anew(folder: Path, change: Callable[[Path], object]) -> None:
    kept = Kept()
    with caching(kept):
        report(folder)
        change(folder)
        again = report(folder)
    assert again == report(folder)
    assert kept.made == 2


def test_a_kept_page_is_the_same(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    said = "".join(
        f"<p>The harbour counted {n} <a href='https://a.b/{n}'>ships</a> this week, more than in any year before it, the director said.</p>"
        for n in range(110, 130)
    )
    page.write_text(
        f"<html lang=en><title>Ships</title><article><h1>Ships</h1>{said}</article></html>"
    )
    kept = Kept()
    with caching(kept):
        first = read_article(page)
        from docgen.article import read as reading  # noqa: PLC0415  (its memory of this process)

        reading._KNOWN.clear()
        again = read_article(page)
    assert again == first
    assert again.links
    assert again.place(200) == first.place(200)
    assert kept.made == 1
