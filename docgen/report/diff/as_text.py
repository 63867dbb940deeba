"""Differences as text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.report.diff.align import DiffMark, around, marked_words, shortened
from docgen.report.diff.model import Change, Difference
from docgen.report.diff.phrases import (
    context,
    figure_place,
    headline,
    part_phrase,
    summary_line,
    where,
)
from docgen.report.formats.text import visible

_BOLD, _RED, _GREEN, _YELLOW = 1, 31, 32, 33
_SIGNS: dict[DiffMark, tuple[str, str, int]] = {
    "old": ("[-", "-]", _RED),
    "new": ("{+", "+}", _GREEN),
    "same": ("", "", 0),
}


def diff_text(found: Sequence[Difference], color: bool = False) -> str:
    """Return the differences as text: changed figures first, then slides, then texts.

    Words taken out stand in ``[-...-]``, words put in in ``{+...+}``; colour says it too.
    """
    paint = _Paint(color)
    lines = [summary_line(found)]
    for one in found:
        if one.status != "same":
            lines += ["", *_document(one, paint)]
    return "\n".join(lines)


class _Paint:
    def __init__(self, color: bool) -> None:
        self._color = color

    def __call__(self, text: str, code: int) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._color and code else text


def _document(one: Difference, paint: _Paint) -> Iterator[str]:
    yield f"{paint(visible(one.name), _BOLD)}: {headline(one)}"
    for change, number in one.numbers:
        old, new = number.old or "(none)", number.new or "(none)"
        place = figure_place(change, one.unit)
        around_it = visible(context(change, number, 60))
        yield (
            f"  {paint('figure', _YELLOW)} {place}: {paint(visible(old), _RED)} -> "
            f"{paint(visible(new), _GREEN)}  in: {around_it}"
        )
    for part in one.parts:
        yield f"  {visible(part_phrase(part, one.unit))}"
    for change in one.changes:
        yield f"  {where(change, one.unit)}, {change.role} {change.kind}: {_said(change, paint)}"
    for look in one.looks:
        at = f" -> {look.path}" if look.path else ""
        yield f"  {one.unit} {look.new or look.old} looks different{at}"
    if one.note and one.status != "failed":
        yield f"  {one.note}"


def _said(change: Change, paint: _Paint) -> str:
    if change.kind != "changed":
        return shortened(visible(change.new or change.old))
    said = ""
    for mark, text in around(list(marked_words(change.old, change.new))):
        before, after, code = _SIGNS[mark]
        said += paint(f"{before}{visible(text)}{after}", code)
    return said
