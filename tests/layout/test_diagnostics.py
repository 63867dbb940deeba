"""Templates that are wrong, each with the errors it must give in its own source.

``{# error: LINE:COLUMN CODE message #}``, ``{# hint: ... #}`` after the error it goes with,
``{# kind: deck #}``. Nothing else may be reported.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.foundation.diagnostics import Diagnostic, DocgenError
from docgen.layout import compose

from .samples import ROOT, layout, summary

CASES = sorted((ROOT / "tests" / "diagnostics").glob("*.j2"))
_NOTE = re.compile(r"\{# (error|hint|kind): (.*?) #\}")


def _expected(source: str) -> tuple[list[tuple[str, str]], str]:
    errors: list[tuple[str, str]] = []
    kind = "brief"
    for what, text in _NOTE.findall(source):
        if what == "kind":
            kind = text
        elif what == "error":
            errors.append((text, ""))
        else:
            errors[-1] = (errors[-1][0], text)
    return errors, kind


def _shown(one: Diagnostic) -> tuple[str, str]:
    assert one.location is not None
    return f"{one.location.line}:{one.location.column} {one.code} {one.message}", one.hint


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_case(case: Path, tmp_path: Path) -> None:
    source = case.read_text(encoding="utf-8")
    expected, kind = _expected(source)
    assert expected, "a case without an expected error"
    with pytest.raises(DocgenError) as caught:
        compose(summary(), layout(tmp_path, source, kind))
    found = [_shown(d) for d in caught.value.diagnostics]
    assert [e[0] for e in found] == [e[0] for e in expected]
    for (_, hint), (_, wanted) in zip(found, expected, strict=True):
        assert wanted in hint
    assert all(
        d.location and d.location.file.endswith("template.xml.j2") for d in caught.value.diagnostics
    )
