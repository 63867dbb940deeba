"""The random summaries use every field that a summary has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import strategies
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from strategies import charts, summaries, tables, write_files

from docgen.summary.loader import load_summary
from docgen.summary.model import ChartKind, Headings, Summary

ELSEWHERE = {
    "translation_of": "names another summary",
    "article.path": "names an article: tests/grounding",
    "article.sha256": "of an article: tests/grounding",
    "tables.highlight": "names a cell: tests/summary",
}


def fields(kind: Any, path: str = "") -> Iterator[str]:
    """Yield the dotted name of every field below a model."""
    if get_origin(kind) in (Annotated, Union, UnionType, list):
        for one in get_args(kind):
            yield from fields(one, path)
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, info in kind.model_fields.items():
            yield path + name
            yield from fields(info.annotation, f"{path}{name}.")


def used(data: Any, path: str = "") -> Iterator[str]:
    if isinstance(data, list):
        for one in data:
            yield from used(one, path)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield path + key
            yield from used(value, f"{path}{key}.")


WORDS = st.just("words")
DRAWN = settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_every_field_is_drawn_and_loads(tmp_path: Path) -> None:
    write_files(tmp_path)
    seen: set[str] = set()

    @DRAWN
    @given(summaries(files=True))
    def draw(data: dict[str, Any]) -> None:
        seen.update(used(data))
        (tmp_path / "one.yaml").write_text(yaml.safe_dump(data, allow_unicode=True))
        load_summary(tmp_path / "one.yaml")

    @DRAWN
    @given(
        st.tuples(*(charts("a", WORDS, ("a",), kind) for kind in get_args(ChartKind))),
        st.lists(tables("a", WORDS, ("a",)), min_size=4, max_size=4),
    )
    def draw_figures(some: tuple[dict[str, Any]], others: list[dict[str, Any]]) -> None:
        seen.update(used({"charts": list(some), "tables": others}))

    draw()
    draw_figures()
    assert not seen & set(ELSEWHERE), "strike what is drawn from ELSEWHERE"
    unseen = set(fields(Summary)) - seen - set(ELSEWHERE)
    words = set(re.findall(r'"(\w+)"', Path(strategies.__file__).read_text()))
    words |= set(Headings.model_fields)  # drawn by name
    assert {one for one in unseen if one.rpartition(".")[2] not in words} == set()
    assert len(unseen) < len(seen) / 2
