"""Two validators, our own checks and the expected tree, over all that we can make."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from torture.make import cases

from docgen.foundation.diagnostics import DocgenError
from docgen.placed.documents import Deck
from docgen.typeset import typeset
from pdf.compare import as_composed, differences
from pdf.documents import EXAMPLES, LAYOUTS, MORE, composed, example, written
from pdf.own import own_faults
from pdf.validators import failures, require_validators


@pytest.fixture(autouse=True, scope="module")
def _validators() -> None:
    require_validators()


@pytest.mark.parametrize("theme", ["slate", "vermilion"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("source", EXAMPLES)
def test_examples(source: str, layout: str, theme: str) -> None:
    document = composed(example(source), layout, theme)
    placed = typeset(document)
    document = as_composed(document, placed)
    handouts = [None, 2, 3, 6] if isinstance(placed, Deck) else [None]
    for handout in handouts:
        data = written(placed, slides=handout)
        assert failures(data) == [], handout
        assert own_faults(data) == [], handout
        assert differences(document, data) == "", handout


@pytest.mark.parametrize("layout", MORE)
def test_more_layouts(layout: str) -> None:
    document = composed(example("flood-defense"), layout)
    placed = typeset(document)
    document = as_composed(document, placed)
    data = written(placed)
    assert failures(data) == []
    assert own_faults(data) == []
    if layout != "backgrounder":  # a reader of trees takes all last numbers for those of contents
        assert differences(document, data) == ""


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("source", EXAMPLES)
def test_examples_with_attached_data(source: str, layout: str) -> None:
    placed = typeset(composed(example(source), layout))
    data = written(placed, standard="a-3a")
    assert failures(data, "a-3a") == []


def test_torture_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    count: Counter[str] = Counter()
    wrong: list[str] = []
    for case in cases():
        folder = tmp_path / case.name
        folder.mkdir()
        source = case.write(folder)
        for layout in LAYOUTS:
            try:
                document = composed(source, layout)
                placed = typeset(document)
                data = written(placed)
            except DocgenError:
                count["refused"] += 1
                continue
            count["files"] += 1
            document = as_composed(document, placed)
            found = [*failures(data), *own_faults(data), differences(document, data)]
            wrong += [f"{case.name} {layout}: {one}" for one in found if one]
    with capsys.disabled():
        print(f"\nUA-1, A-2a and the tree: {dict(count)}, {len(wrong)} failures")
    assert wrong == []
    assert count["files"] > 100
