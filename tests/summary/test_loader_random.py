"""Random summaries and random text: loaded, or refused with places; never a traceback."""

from __future__ import annotations

import json

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import summaries

from docgen.foundation.diagnostics import DocgenError
from docgen.summary.loader import parse_summary

SNIPPETS = st.sampled_from(
    [
        "title: ",
        "key_points:",
        "sections:",
        "- ",
        ": ",
        "  ",
        "\n",
        "\n\n  - ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "'",
        '"',
        "#",
        "&a ",
        "*a",
        "!!x",
        "---\n",
        "? ",
        ">-\n",
        "|\n",
        "\t",
        "\\",
        "@",
        "`",
        "%",
        "**",
        "[@a]",
        "heading: x",
        "body: y",
        "null",
        "1e9",
        ".nan",
        "é😀",
        "~",
        "_",
        "charts: [{id: a, data: x}]",
        "tables: [{id: t, title: t, columns: [a], rows: [[]]}]",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(SNIPPETS, max_size=25).map("".join))
def test_any_text_loads_or_is_refused_with_places(text: str) -> None:
    for name in ("x.yaml", "x.json"):
        try:
            parse_summary(text, name)
        except DocgenError as error:
            lines = text.count("\n") + 1
            assert error.diagnostics
            for found in error.diagnostics:
                assert found.location and 0 <= found.location.line <= lines


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(summaries())
def test_any_valid_summary_loads(data: dict[str, object]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=None)
    from_yaml = parse_summary(text)
    from_json = parse_summary(json.dumps(data), "x.json")
    assert [t.source for t in from_yaml.texts] == [t.source for t in from_json.texts]
    assert from_yaml.citations == from_json.citations
    assert sorted(from_yaml.citations.values()) == list(range(1, len(from_yaml.sources) + 1))
