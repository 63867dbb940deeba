"""Labels and dates by language: catalogues are whole, a project's own go first."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.layout import compose, find_layout
from docgen.layout.catalog import shared_folders, stock_folder
from docgen.layout.labels import read_labels, tags_of
from docgen.project.settings import find_project
from docgen.summary.dates import dates_as, format_day
from docgen.summary.loader import parse_summary

ROOT = Path(__file__).parents[2]
LANGUAGES = [
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "cs",
    "sk",
    "hu",
    "ro",
    "sv",
    "da",
    "nb",
    "fi",
    "el",
    "tr",
    "uk",
    "ru",
    "ar",
    "he",
    "fa",
    "hi",
    "bn",
    "th",
    "vi",
    "id",
    "ja",
    "ko",
    "zh-Hans",
    "zh-Hant",
]
FOLDER = stock_folder() / "_shared"


def catalogues() -> dict[str, dict[str, str]]:
    return tomllib.loads((FOLDER / "labels.toml").read_text("utf-8"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_catalogues_are_whole(lang: str) -> None:
    every = {key for words in catalogues().values() for key in words}
    words = catalogues()[lang]
    assert every - set(words) == set()
    assert all(("{value}" in key) == ("{value}" in text) for key, text in words.items())


def test_tags_lead_to_a_catalogue() -> None:
    assert read_labels([FOLDER], "zh-CN")("Source") == catalogues()["zh-Hans"]["Source"]
    assert read_labels([FOLDER], "zh-TW")("Source") == catalogues()["zh-Hant"]["Source"]
    assert read_labels([FOLDER], "pt-BR")("Source") == "Fonte"
    assert read_labels([FOLDER], "no")("Source") == "Kilde"
    assert tags_of("sr-Latn-RS")[:2] == ["sr", "sr-Latn"]


def test_a_missing_catalogue_is_told_once_and_english_is_not() -> None:
    for lang, told in (("is", True), ("de", False), ("en-GB", False)):
        found = Diagnostics()
        summary = parse_summary(f"title: T\nlang: {lang}\nkey_points: [One]\n", "s.yaml")
        compose(summary, find_layout("policy-brief", ROOT), diagnostics=found)
        assert ([d.code for d in found if d.code == "DG433"] == ["DG433"]) is told


def test_a_projects_labels_go_first(tmp_path: Path) -> None:
    (tmp_path / "labels.toml").write_text('[is]\n"Source" = "Heimild"\n', "utf-8")
    labels = read_labels([tmp_path, *shared_folders(find_layout("policy-brief", ROOT))], "is")
    assert labels("Source") == "Heimild" and labels("Timeline") == "Timeline"
    assert set(labels.lacking) == {"Timeline"}


@pytest.mark.parametrize(
    ("lang", "form", "shown"),
    [
        ("en", "long", "March 1, 2026"),
        ("en-GB", "long", "1 March 2026"),
        ("fr", "long", "1er mars 2026"),
        ("fr-CA", "long", "1er mars 2026"),
        ("pt-BR", "long", "1º de março de 2026"),
        ("de", "long", "1. März 2026"),
        ("ja", "long", "2026年3月1日"),
        ("de", "d. M. y", "1. 3. 2026"),
        ("de", "iso", "2026-03-01"),
        ("fr", "short", "01/03/2026"),
    ],
)
def test_days(lang: str, form: str, shown: str) -> None:
    with dates_as(form):
        assert format_day(dt.date(2026, 3, 1), lang) == shown
    assert "1er" not in format_day(dt.date(2026, 3, 11), "fr")


def test_the_date_format_is_a_setting(tmp_path: Path) -> None:
    (tmp_path / "docgen.toml").write_text('date-format = "d. M. y"\n', "utf-8")
    assert find_project(tmp_path).settings.date_format == "d. M. y"
    (tmp_path / "docgen.toml").write_text('date-format = "weekly"\n', "utf-8")
    with pytest.raises(DocgenError) as error:
        find_project(tmp_path)
    assert error.value.diagnostics[0].code == "DG803"
