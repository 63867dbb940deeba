"""The reference has every name that the program knows, and docs/ has it as it is now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docgen.foundation.codes import CODES
from docgen.layout.filters import FILTERS
from docgen.layout.vocabulary import VOCABULARY
from docgen.report.reference import PAGES, entries, find, page_of
from docgen.report.schemas import schema_text
from docgen.theme.load import TOKENS

DOCS = Path(__file__).parents[2] / "docs" / "reference"
ALL = list(entries())


def names(kind: str) -> set[str]:
    return {one.name for one in ALL if one.kind == kind}


def test_nothing_is_left_out() -> None:
    assert names("element") == set(VOCABULARY)
    assert names("token") == set(TOKENS)
    assert names("filter") == set(FILTERS)
    assert names("code") == set(CODES)
    assert set(json.loads(schema_text("summary"))["properties"]) <= names("field")
    assert {"sections[].heading", "metrics[].value", "images[].alt"} <= names("field")


def test_every_entry_says_what_it_is() -> None:
    assert [one.name for one in ALL if len(one.line) < 4] == []


def test_an_element_tells_its_attributes() -> None:
    (one,) = find("<callout>")
    assert all(f"`{attr.name}`" in one.text for attr in VOCABULARY["callout"].attrs)
    assert find("no such thing") == []


@pytest.mark.parametrize("kind", PAGES)
def test_the_pages_are_current(kind: str, record: bool) -> None:
    path = DOCS / f"{kind}s.md"
    if record:
        path.write_text(page_of(kind), "utf-8")  # type: ignore[arg-type]
    assert path.read_text("utf-8") == page_of(kind)  # type: ignore[arg-type]
