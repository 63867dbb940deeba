"""Make an article's text literal in a summary's Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_\[\]<])")
_BLOCK_MARK = re.compile(r"([-+#>|~=])")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")


def escape(text: str) -> str:
    """Return text that a `Text` shows as it stands, on one line."""
    return _MARKS.sub(r"\\\1", _CONTROL.sub(" ", text)).strip()


def escape_body(text: str) -> str:
    """Return text that a `Body` shows as one paragraph."""
    plain = escape(text)
    if _BLOCK_MARK.match(plain):
        return "\\" + plain
    return _NUMBERED.sub(r"\1\\\2", plain, count=1) if _NUMBERED.match(plain) else plain
