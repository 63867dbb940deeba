"""The limit on nesting is ours: the same finding at the same place, whatever the parser says."""

from __future__ import annotations

import pytest

from docgen.foundation.diagnostics import Diagnostics
from docgen.foundation.nesting import too_deep_json, too_deep_toml, too_deep_yaml
from docgen.summary.sourcemap import SourceMap
from docgen.summary.yaml import MAX_DEPTH, check_json, load_yaml

STAIRS = "".join(" " * n + "a:\n" for n in range(1200))
DASHES = "".join(" " * n + "-\n" for n in range(1200))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: " + "[" * 5_000, 1, 3 + MAX_DEPTH),
        ("a: " + "{b: " * 3_000, 1, 4 + (MAX_DEPTH - 1) * 4),
        ("- " * 3_000, 1, MAX_DEPTH * 2 + 1),
        (STAIRS, MAX_DEPTH + 1, MAX_DEPTH + 1),
        (DASHES, MAX_DEPTH + 1, MAX_DEPTH + 1),
        ('t: "[[[[" # [[[[\nb: ' + "[" * 5_000, 2, 3 + MAX_DEPTH),
    ],
)
def test_depth_is_told_where_it_is_too_much(text: str, line: int, column: int) -> None:
    found = Diagnostics()
    assert load_yaml(SourceMap("x.yaml", text), found) is None
    (one,) = found
    assert one.code == "DG109" and one.location is not None
    assert (one.location.line, one.location.column) == (line, column)


@pytest.mark.parametrize(
    "text", ["a: " + "[" * 40 + "]" * 40, "- " * 40 + "a", "t: " + "a [b " * 99]
)
def test_what_is_less_deep_is_read(text: str) -> None:
    found = Diagnostics()
    assert load_yaml(SourceMap("x.yaml", text), found) is not None
    assert not found.found


def test_a_mistake_in_a_shallow_text_keeps_its_own_message() -> None:
    found = Diagnostics()
    load_yaml(SourceMap("x.yaml", "a: [b\nc: " + "x [y] " * 200), found)
    assert [one.code for one in found] == ["DG106"]
    assert too_deep_yaml('a: "' + "[" * 99 + "\"\nb: '" + "[" * 99 + "'", 50) is None


def test_json_and_toml() -> None:
    found = check_json(SourceMap("x.json", '{"a": ' + "[" * 100_000))
    assert found is not None and found.code == "DG109" and str(found.location) == "x.json:1:56"
    assert too_deep_json('{"a": "' + "[" * 99 + '\\""}', 9) is None
    assert too_deep_json("[" * 9 + "]" * 9 + "[" * 9, 9) is None
    assert too_deep_json("[" * 10, 9) == 9
    assert too_deep_toml("a = '[[[['\nb = \"[[[\\\"[[\" # [[[[\nc = '''[[[[[\n[[[['''", 3) is None
    assert too_deep_toml("a = [[[[1]]]]", 3) == 7
