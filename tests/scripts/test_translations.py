"""Translations: the lead example's are as their original, and what is behind is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.foundation.diagnostics import Diagnostics
from docgen.summary.loader import load_summary
from docgen.summary.translation import figures

SOURCES = Path(__file__).parents[2] / "sources"


@pytest.mark.parametrize("lang", ["ar", "de", "hi", "ja"])
def test_the_lead_example_is_translated_whole(lang: str) -> None:
    found = Diagnostics()
    summary = load_summary(SOURCES / f"japan-defense.{lang}.yaml", found)
    assert summary.lang == lang
    assert [str(d) for d in found if d.code == "DG434"] == []


def behind(tmp_path: Path, original: str, translation: str) -> list[str]:
    (tmp_path / "a.yaml").write_text(original, "utf-8")
    (tmp_path / "a.de.yaml").write_text(f"{translation}translation_of: a.yaml\n", "utf-8")
    found = Diagnostics()
    load_summary(tmp_path / "a.de.yaml", found)
    return [d.message for d in found if d.code == "DG434"]


def test_what_is_behind_is_told(tmp_path: Path) -> None:
    one = "title: Five walls, 12 km\nkey_points: [One, Two]\n"
    assert behind(tmp_path, one, "title: Mauern, 12 km\nkey_points: [Eins, Zwei]\n") == []
    told = behind(tmp_path, one, "title: Mauern, 11 km\nkey_points: [Eins]\n")
    assert any("figures of title" in m and "12" in m and "11" in m for m in told)
    assert any("key_points.1" in m for m in told) and len(told) == 2
    more = behind(tmp_path, "title: T\n", "title: T\nkicker: Neu\n")
    assert more == ["kicker is not in the original"]


def test_figures_are_the_same_in_all_digits() -> None:
    assert figures("12,345.6 and 2027") == figures("12.345,6 und 2027")
    assert figures("٢٠٢٧ و ١٢") == figures("2027, 12") == figures("२०२७, १२")
    assert figures("see [@report2]") == figures("siehe")
    assert figures("12") != figures("21")
