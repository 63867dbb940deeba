"""Certain corrections: the right value where only one can be meant, none where two can."""

from __future__ import annotations

import pytest

from docgen.engine.fix import write_edits
from docgen.foundation.diagnostics import Diagnostic, Fix
from grounding.samples import HARBOUR, check

FIXED = [
    # a digit, a magnitude, a currency, a day, a month, a quotation; what is right stays
    ("key_points: [The harbour cost €214 million to rebuild]", "€214 million", "€241 million"),
    ("key_points: [Trade grew by 12% to 3.4 billion tonnes]", "3.4 billion", "3.4 million"),
    ("key_points: [The rebuilt harbour cost $241 million]", "$241 million", "€241 million"),
    ("key_points: [The first ship came on 13 May 2025 with containers]", "13 May", "3 May"),
    ("key_points: [The first ship arrived on 3 June 2025]", "3 June", "3 May"),
    ("timeline: [{date: 2025-05-13, event: The first ship arrived}]", "05-13", "05-03"),
    ("people: [{name: Anna Borg, role: Harbour director}]", "Anna Borg", "Anna Borg"),
    ("people: [{name: Tom Hale, role: Mayor of Varburg}]", "Varburg", "Varburg"),
    (
        'quotes: [{text: "the trains are much later", by: Tom Hale}]',
        "the trains are much later",
        "the trains are later",
    ),
    (
        "metrics: [{label: Containers of the first ship, value: '1,840'}]",
        "1,840",
        "1,480",
    ),
    (
        "charts: [{id: a, title: Trade in million tonnes, unit: million tonnes, kind: column, alt: Trade, categories: ['2023', '2024'],"
        " series: [{name: Trade of the harbour, values: [3.0, 3.4]}]}]",
        "3.4",
        "3.4",
    ),
]


def fixes(yaml: str, text: str = HARBOUR) -> list[Fix]:
    return [d.fix for d in check(yaml, text).diagnostics if d.fix is not None]


def mended(yaml: str, text: str = HARBOUR) -> str:
    whole = "title: Varberg\n" + yaml
    made = write_edits(whole, [e for fix in fixes(yaml, text) for e in fix.edits])
    assert made is not None
    return made.removeprefix("title: Varberg\n")


@pytest.mark.parametrize(("yaml", "old", "new"), FIXED)
def test_what_is_certain_is_put_right(yaml: str, old: str, new: str) -> None:
    assert mended(yaml) == yaml.replace(old, new)


def test_a_misspelt_name_is_put_right() -> None:
    text = HARBOUR.replace("Anna Berg", "Anna Bergström")
    yaml = "people: [{name: Anna Bergstrem, role: Harbour director}]"
    assert mended(yaml, text) == yaml.replace("Bergstrem", "Bergström")


@pytest.mark.parametrize(
    "yaml",
    [
        "key_points: [It took 9 hours to unload]",  # one digit: it may be anything
        "key_points: [The cranes cost €500 million]",  # nothing is near
        "key_points: [Trade grew by 12 tonnes]",  # digits or unit: either may be wrong
        "key_points: ['A harbour told in other words, with 480 boxes of tea']",
        "people: [{name: Olga Brandt, role: Harbour director}]",  # nobody's misspelt name
        "people: [{name: Ana Berk, role: Harbour director}]",  # two letters of short words
        'quotes: [{text: "We hope to see more of this", by: Anna Berg}]',
        "key_points: [The first ship arrived on 17 October 1999]",
    ],
)
def test_what_is_not_certain_is_left(yaml: str) -> None:
    assert not fixes(yaml)
    assert check(yaml).diagnostics  # though it is told


def test_two_numbers_of_the_article_as_near_are_left() -> None:
    text = "The north pier carried 412 wagons in spring. The north pier carried 416 wagons in autumn.\n"
    assert not fixes("key_points: [The north pier carried 414 wagons]", text)
    one = "The north pier carried 412 wagons in spring.\n"
    assert fixes("key_points: [The north pier carried 414 wagons]", one)


def test_two_wrong_numbers_of_a_sentence_are_left() -> None:
    text = "The ride took 28 minutes on the new line and the tram was full.\n"
    assert not fixes("key_points: ['The ride took 26 minutes on the line, 18 minutes less']", text)


def test_countries_are_no_misspellings() -> None:
    text = "The grant went to Austria and to Slovenia, said Minister Karl Hofmann.\n"
    report = check("key_points: [The grant went to Australia]", text)
    assert [d.severity.value for d in report.diagnostics] == ["error"]
    assert report.diagnostics[0].fix is None


def test_a_finding_has_its_passage() -> None:
    found: Diagnostic = check("key_points: [The harbour cost €214 million]").diagnostics[0]
    assert found.passage is not None
    assert found.passage.text.startswith("The harbour of Varberg was rebuilt for €241 million")
    assert (found.passage.file, found.passage.line, found.passage.column) == ("harbour.md", 5, 1)


QUOTED = """\
title: Varberg
key_points:
- '{single}'
- "{double}"
- {plain}
- >-
  {folded}
- |
  {folded}
"""


def test_quotes_escapes_and_folds_are_written_through() -> None:
    """The edit hits the figure through every way of writing a text, and nothing else changes."""
    text = (
        QUOTED.replace("{single}", "It''s the harbour: it cost €214 million to rebuild")
        .replace("{double}", "It\\u2019s \\u20ac214 million for the harbour rebuilt")
        .replace("{plain}", "The **harbour** was rebuilt for _€214 million_")
        .replace("{folded}", "The harbour of Varberg\n  was rebuilt for\n  €214 million")
    )
    yaml = text.removeprefix("title: Varberg\n")
    assert len(fixes(yaml)) == 5
    assert mended(yaml) == yaml.replace("214", "241")


def test_edits_of_another_text_are_refused() -> None:
    yaml = "key_points: [The harbour cost €214 million to rebuild]"
    edits = [e for fix in fixes(yaml) for e in fix.edits]
    whole = "title: Varberg\n" + yaml
    assert write_edits("# a line more\n" + whole, edits) is None
    assert write_edits(whole.replace("214", "999"), edits) is None
    assert write_edits(whole + "\n# unchanged before", edits) is not None
    twice = [*edits, *edits]
    assert write_edits(whole, twice) is None
    marked = "\ufeff" + whole.replace("\n", "\r\n")
    assert write_edits(marked, edits) == marked.replace("214", "241")
