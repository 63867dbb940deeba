from __future__ import annotations

from pathlib import Path

import pytest

from docgen.foundation.diagnostics import Diagnostic, Location, Severity
from docgen.report.formats.text import as_text, counts


def shown(path: Path, text: str, line: int, column: int, hint: str = "") -> list[str]:
    path.write_text(text)
    return (
        as_text(
            [
                Diagnostic("DG100", "wrong", Location("f", line, column), hint).at(
                    Location(str(path), line, column)
                )
            ]
        )
        .replace(str(path), "f")
        .splitlines()
    )


def test_line_and_caret(tmp_path: Path) -> None:
    assert shown(tmp_path / "f", "one\n  two: three\n", 2, 8, "do this") == [
        "f:2:8: error DG100: wrong",
        "    2 |   two: three",
        "      |        ^",
        "      = do this",
    ]


def test_tabs_and_wide_characters(tmp_path: Path) -> None:
    lines = shown(tmp_path / "f", "\t日本 x\n", 1, 5)
    assert lines[1:] == ["    1 |  日本 x", "      |       ^"]


@pytest.mark.parametrize("column", [1, 5000, 10_000, 99_999])
def test_a_long_line_is_cut_around_the_place(tmp_path: Path, column: int) -> None:
    text = "".join(f"{i:09} " for i in range(1000))
    lines = shown(tmp_path / "f", text, 1, column)
    assert all(len(line) < 120 for line in lines)
    caret = lines[2].index("^")
    if column <= 10_000:
        assert lines[1][caret] == text[column - 1] or lines[1][caret:] == ""


@pytest.mark.parametrize("place", [None, Location("f"), Location("gone", 3, 1), Location("f", 9)])
def test_no_excerpt_where_there_is_no_line(place: Location | None) -> None:
    text = as_text([Diagnostic("DG100", "wrong", place)])
    assert text.endswith("error DG100: wrong")
    assert "\n" not in text


def test_nothing_that_a_terminal_would_obey(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_text("a\x1b[2J\u202eb\x9b1m\n")
    evil = "\x1b]0;pwned\x07 \u202e \r"
    text = as_text([Diagnostic("DG100", evil, Location(str(path), 1, 1), evil)])
    assert not set(text) & set("\x1b\x07\x9b\r\u202e")
    assert "\\x1b]0;pwned\\x07" in text


def test_colour() -> None:
    text = as_text([Diagnostic("DG100", "wrong", severity=Severity.WARNING)], color=True)
    assert text == "\x1b[33mwarning DG100\x1b[0m: wrong"


def test_counts() -> None:
    kinds = [Severity.WARNING, Severity.ERROR, Severity.WARNING]
    found = [Diagnostic("DG100", "x", severity=kind) for kind in kinds]
    assert counts(found) == "1 error, 2 warnings"
    assert counts([]) == ""
