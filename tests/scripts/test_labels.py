"""Labels and dates by language: catalogues are whole, a project's own go first."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.grounding.passages import PassageKind, passages
from docgen.layout import compose, find_layout
from docgen.layout.catalog import shared_folders, stock_folder
from docgen.layout.labels import read_labels, tags_of
from docgen.project.settings import find_project
from docgen.summary.dates import dates_as, format_day, format_range, format_when
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


@pytest.mark.parametrize(
    ("lang", "first", "last", "shown"),
    [
        ("en", "2027-03-03", "2027-03-05", "March 3 – 5, 2027"),
        ("en-GB", "2027-03-03", "2027-03-05", "3–5 March 2027"),
        ("en-GB", "2027-03-03", "2027-04-02", "3 March – 2 April 2027"),
        ("de", "2027-03-03", "2027-03-05", "3.–5. März 2027"),
        ("de", "2027-12-30", "2028-01-02", "30. Dezember 2027 – 2. Januar 2028"),
        ("fr", "2027-03-01", "2027-03-05", "1er–5 mars 2027"),
        ("es", "2027-03-03", "2027-03-05", "3–5 de marzo de 2027"),
        ("ja", "2027-03-03", "2027-03-05", "2027年3月3日～5日"),
        ("de", "2027-03", "2027-04", "März–April 2027"),
        ("fr", "2027", "2029", "2027–2029"),
        ("en-GB", "2027", "2029-03", "2027 – March 2029"),
    ],
)
def test_ranges_of_dates_are_the_languages(lang: str, first: str, last: str, shown: str) -> None:
    made = format_range(first, last, lang).replace("\u00a0", " ")
    # Releases of CLDR differ in the spaces around a dash between days.
    assert made.replace(" – ", "–") == shown.replace(" – ", "–")


def test_ranges_of_dates_follow_the_projects_form() -> None:
    for form, shown in (("iso", "2027-03-03/2027-03-05"), ("short", "03.03.27 – 05.03.27")):
        with dates_as(form):
            assert format_range("2027-03-03", "2027-03-05", "de").replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("lang", "shown"), [("pl", ["1 plik", "3 pliki", "5 plików"]), ("ja", ["ファイル"] * 3)]
)
def test_labels_with_a_number_have_the_plural_forms_of_the_language(
    lang: str, shown: list[str], tmp_path: Path
) -> None:
    (tmp_path / "labels.toml").write_text(
        '[pl]\n"{n} files" = {one = "{n} plik", few = "{n} pliki", other = "{n} plików"}\n'
        '[ja]\n"{n} files" = {other = "ファイル"}\n',
        "utf-8",
    )
    labels = read_labels([tmp_path], lang)
    assert [labels("{n} files", n=n) for n in (1, 3, 5)] == shown


def test_an_event_that_lasts_is_shown_as_a_range_and_checked_at_both_ends() -> None:
    text = "title: T\nlang: de\ntimeline: [{date: 2027-03-03, until: 2027-03-05, event: So}]\n"
    summary = parse_summary(text)
    assert format_when(summary.timeline[0], "de") == "3.–5. März 2027"
    dates = [p.text for p in passages(summary) if p.kind is PassageKind.DATE]
    assert dates == ["3. März 2027", "5. März 2027"]
    with pytest.raises(DocgenError, match="after"):
        parse_summary(text.replace("until: 2027-03-05", "until: 2027-03-01"))


PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "Source"
msgstr "Źródło własne"

#, fuzzy
msgid "People"
msgstr "Ktoś"

msgid "{n} files"
msgid_plural "{n} files."
msgstr[0] "{n} plik"
msgstr[1] "{n} pliki"
msgstr[2] "{n} plików"
"""


def test_a_gettext_catalogue_gives_labels_and_plural_forms(tmp_path: Path) -> None:
    (tmp_path / "labels.pl.po").write_text(PO, "utf-8")
    labels = read_labels([tmp_path, FOLDER], "pl")
    assert labels("Source") == "Źródło własne"
    assert labels("People") == read_labels([FOLDER], "pl")("People")
    shown = [labels("{n} files", n=n) for n in (1, 3, 5, 22, 25)]
    assert shown == ["1 plik", "3 pliki", "5 plików", "22 pliki", "25 plików"]
    assert read_labels([tmp_path, FOLDER], "de")("Source") == "Quelle"


@pytest.mark.parametrize("text", ["\\x", PO.replace("n==1 ?", "exec ?"), PO.replace("n%10", "n%0")])
def test_a_broken_gettext_catalogue_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "labels.pl.po").write_text(text, "utf-8")
    with pytest.raises(DocgenError) as caught:
        read_labels([tmp_path], "pl")
    assert "labels.pl.po" in str(caught.value) and "DG202" in str(caught.value)
