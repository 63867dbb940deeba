"""Language tags: unknown parts are told, with what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.foundation.diagnostics import Diagnostics
from docgen.summary.loader import load_summary


def told(tmp_path: Path, yaml: str) -> list[tuple[str, str, str]]:
    path = tmp_path / "a.yaml"
    path.write_text(f"title: Floods\n{yaml}\n")
    found = Diagnostics()
    load_summary(path, found)
    return [(d.code, d.message, d.hint) for d in found]


@pytest.mark.parametrize(
    ("tag", "part", "hint"),
    [
        ("en-UK", '"UK" in "en-UK" is no region', "en-GB"),
        ("jp", '"jp" in "jp" is no language', "ja"),
        ("qqx", '"qqx" in "qqx" is no language', "en-GB"),
        ("zh-Hanx", '"Hanx" in "zh-Hanx" is no script', "Hans"),
    ],
)
def test_an_unknown_part_is_told(tmp_path: Path, tag: str, part: str, hint: str) -> None:
    ((code, message, help_),) = told(tmp_path, f"lang: {tag}")
    assert code == "DG570"
    assert message.startswith(part)
    assert hint in help_


@pytest.mark.parametrize(
    "tag", ["en", "en-GB", "DE-ch", "zh-Hans-CN", "sr-Latn", "gsw", "es-419", "de-1996"]
)
def test_known_tags_are_quiet(tmp_path: Path, tag: str) -> None:
    assert told(tmp_path, f"lang: {tag}") == []


def test_texts_of_another_language_are_looked_at_too(tmp_path: Path) -> None:
    yaml = "lang: en\nkey_points: [{text: Guten Tag, lang: de-DX}]"
    assert [code for code, _, _ in told(tmp_path, yaml)] == ["DG570"]
