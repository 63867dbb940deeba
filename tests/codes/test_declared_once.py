"""Codes are declared once, in `docgen.foundation.codes`, and used by name."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path

import pytest

import docgen
from docgen.foundation.codes import CODES, Code
from docgen.foundation.severity import Severity

PACKAGE = Path(docgen.__file__).parent


def literals(source: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    strings = [t.string for t in tokens if t.type == tokenize.STRING]
    return [s for s in strings if re.fullmatch(r"""[rbf]*["']DG\d{3}["']""", s)]


def test_no_module_writes_a_code_as_a_literal() -> None:
    assert literals('found.error("DG102", "x")') == ['"DG102"']
    loose = {
        str(path.relative_to(PACKAGE)): literals(path.read_text("utf-8"))
        for path in PACKAGE.rglob("*.py")
        if path != PACKAGE / "foundation" / "codes.py"
    }
    assert {k: v for k, v in loose.items() if v} == {}


def test_every_code_has_its_page_and_every_page_its_code() -> None:
    heads = {}
    for page in (PACKAGE / "codes").glob("*.md"):
        head = re.match(r"# (DG\d{3}) ([a-z0-9-]+): (.+)", page.read_text("utf-8"))
        assert head is not None, page
        assert head[1] == page.stem
        heads[head[1]] = (head[2], head[3])
    assert heads == {code: (one.name, one.meaning) for code, one in CODES.items()}


def test_a_code_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        Code("DG102", "again", "again", Severity.ERROR)
