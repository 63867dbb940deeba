"""Read plain text: paragraphs, headings and list items, hard-wrapped or a line each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.article.builder import Builder
from docgen.article.model import ArticlePlace

_ITEM = re.compile(r"\s*(?:[-*•–·]|\(?\d{1,2}[.)])\s+(?=\S)")
_RULE = re.compile(r"\s*([=\-~*_])\1{2,}\s*")
_WRAPPED = 120
"""Lines longer than this aren't hard-wrapped: each is a paragraph."""

NumberedLine = tuple[int, str]


def read_plain(text: str, builder: Builder) -> None:
    """Add the blocks of a plain text."""
    lines = text.split("\n")
    is_wrapped = max(map(len, lines), default=0) <= _WRAPPED
    groups = list(_groups(lines, is_wrapped))
    for index, group in enumerate(groups):
        first = group[0][1]
        item = _ITEM.match(first)
        if item and not _is_heading(group, index, groups):
            group = [(group[0][0], " " * item.end() + first[item.end() :]), *group[1:]]
            builder.block("item", _pieces(group))
        elif _is_heading(group, index, groups):
            is_title = not builder.blocks
            builder.block("title" if is_title else "heading", _pieces(group), 1 if is_title else 2)
        else:
            builder.block("para", _pieces(group))


def _groups(lines: list[str], is_wrapped: bool) -> Iterator[list[NumberedLine]]:
    group: list[NumberedLine] = []
    for number, line in enumerate(lines, start=1):
        if _RULE.fullmatch(line) or not line.strip():
            if group:
                yield group
            group = []
            continue
        if group and (not is_wrapped or _ITEM.match(line)):
            yield group
            group = []
        group.append((number, line))
    if group:
        yield group


def _pieces(group: list[NumberedLine]) -> list[tuple[str, ArticlePlace]]:
    pieces: list[tuple[str, ArticlePlace]] = []
    for index, (number, line) in enumerate(group):
        lead = len(line) - len(line.lstrip())
        tail = " " if index < len(group) - 1 else ""
        pieces.append((line.strip() + tail, ArticlePlace(number, lead + 1)))
    return pieces


def _is_heading(group: list[NumberedLine], index: int, groups: list[list[NumberedLine]]) -> bool:
    """Whether a short line without a full stop stands alone before longer text."""
    text = group[0][1].strip()
    if len(group) > 1 or len(text) > 100 or text[-1:] in ".:;,!…" or index + 1 >= len(groups):
        return False
    if _ITEM.match(text) and not re.match(r"\d+\.\s", text):
        return False
    if not text[:1].isupper() and not text[:1].isdigit():
        return False
    following = " ".join(line for _, line in groups[index + 1])
    return len(following) > len(text) or index == 0
