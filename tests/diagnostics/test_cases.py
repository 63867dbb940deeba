"""Runs every case of this folder; see README.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError
from docgen.summary.loader import load_summary

HERE = Path(__file__).parent
CASES = sorted(p for p in HERE.iterdir() if p.suffix in (".yaml", ".json"))
LINE = re.compile(r"#\s*(error|warning|notice|hint):\s*(.*?)\s*$", re.M)
HEAD = re.compile(r"(?P<at>-|\d+:\d+) (?P<code>DG\d{3}) (?P<message>.+)")


@dataclass
class Expected:
    severity: str
    at: str
    code: str
    message: str
    hint: str | None = None


def expected_of(case: Path) -> list[Expected]:
    beside = case.with_name(case.name + ".expect")
    text = (beside if beside.exists() else case).read_text("utf-8")
    found: list[Expected] = []
    for kind, rest in LINE.findall(text):
        if kind == "hint":
            found[-1].hint = rest
        else:
            match = HEAD.fullmatch(rest)
            assert match, f"{case.name}: can't read the expectation {rest!r}"
            found.append(Expected(kind, match["at"], match["code"], match["message"]))
    return found


def findings_of(case: Path) -> list[Diagnostic]:
    diagnostics = Diagnostics()
    try:
        load_summary(case, diagnostics)
    except DocgenError as error:
        return list(error.diagnostics)
    return list(diagnostics)


def where(diagnostic: Diagnostic) -> str:
    place = diagnostic.location
    assert place is not None, f"no place: {diagnostic}"
    return f"{place.line}:{place.column}" if place.line else "-"


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.name)
def test_case(case: Path) -> None:
    expected, found = expected_of(case), findings_of(case)
    assert expected, f"{case.name} expects nothing"
    lines = [f"{d.severity}: {where(d)} {d.code} {d.message}\n  hint: {d.hint}" for d in found]
    got = [(str(d.severity), where(d), d.code) for d in found]
    assert got == [(e.severity, e.at, e.code) for e in expected], "\n".join(lines)
    for want, diagnostic in zip(expected, found, strict=True):
        assert diagnostic.message.startswith(want.message)
        if want.hint is not None:
            assert diagnostic.hint.startswith(want.hint)


def test_every_summary_code_has_a_case() -> None:
    """DG101, 107, 110 and 119 to 122 need files or folders: see tests/summary."""
    codes = {e.code for case in CASES for e in expected_of(case)}
    elsewhere = {"DG101", "DG107", "DG110", "DG120", "DG121", "DG122"}
    known = {p.stem for p in (HERE.parents[1] / "docgen" / "codes").glob("DG1*.md")}
    assert codes | elsewhere == known
