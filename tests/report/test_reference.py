"""The reference has every name that the program knows, and docs/ has it as it is now."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation

from docgen.foundation.codes import CODES
from docgen.layout import compose, find_layout
from docgen.layout.filters import FILTERS
from docgen.layout.sample import SAMPLE
from docgen.layout.vocabulary import VOCABULARY
from docgen.report.element_pictures import element_examples, picture_of, write_example
from docgen.report.images import compare_pictures
from docgen.report.reference import PAGES, entries, find, page_of
from docgen.report.schemas import schema_text
from docgen.summary.model import Summary
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


@pytest.mark.parametrize("name", sorted(VOCABULARY))
def test_an_element_has_a_short_example_that_composes(name: str, tmp_path: Path) -> None:
    example = element_examples()[name]
    assert len(example.xml.splitlines()) <= 4
    assert f"<{name}" in example.template
    layout = find_layout(str(write_example(example, tmp_path)), tmp_path)
    if name == "insert":
        deck = Presentation()
        for _ in range(6):
            deck.slides.add_slide(deck.slide_layouts[6])
        deck.save(str(layout.folder / "pitch.pptx"))
    compose(Summary.from_data(SAMPLE, "sample"), layout)


def test_examples_and_pictures_are_those_of_elements() -> None:
    assert set(element_examples()) == set(VOCABULARY)
    wanted = {name for name, one in element_examples().items() if one.picture}
    files = list((DOCS / "pictures").iterdir())
    assert {path.stem for path in files} == wanted
    assert sum(path.stat().st_size for path in files) < 1_500_000
    page = (DOCS / "elements.md").read_text("utf-8")
    assert all(f"(pictures/{name}.png)" in page for name in wanted)


def test_a_picture_shows_what_the_example_gives() -> None:
    drawn = Image.open(io.BytesIO(picture_of(element_examples()["callout"])))
    kept = Image.open(DOCS / "pictures" / "callout.png")
    assert drawn.size == kept.size
    assert compare_pictures(kept.convert("RGB"), drawn.convert("RGB")).share < 0.01
