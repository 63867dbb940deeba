"""Differences as Markdown: a comment on a pull request."""

from __future__ import annotations

import re
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

LIMIT = 65_536
"""Characters that a comment on GitHub may have."""
NOTE = "\n\n_Cut here: a comment holds no more. `docgen diff` shows the rest._\n"
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~@$&])")
_TAGS: dict[DiffMark, tuple[str, str]] = {
    "old": ("<del>", "</del>"),
    "new": ("<ins>", "</ins>"),
    "same": ("", ""),
}


def diff_markdown(found: Sequence[Difference], limit: int = LIMIT) -> str:
    """Return the differences as Markdown of at most `limit` characters.

    Too long a text is cut between lines, with a note; details that are open are closed.
    """
    lines = [f"**{summary_line(found)}**"]
    for one in found:
        if one.status != "same":
            lines += ["", *_document(one)]
    return _cut(lines, limit)


def _document(one: Difference) -> Iterator[str]:
    yield f"### {_plain(one.name)}"
    yield f"{_plain(headline(one))}"
    figures = list(one.numbers)
    if figures:
        yield from ("", "| Figure on | Was | Is | Where |", "|---|---|---|---|")
    for change, number in figures:
        around_it = context(change, number, 80)
        cells = [figure_place(change, one.unit), number.old or "–", number.new or "–", around_it]
        yield "| " + " | ".join(_plain(cell) for cell in cells) + " |"
    if one.parts:
        yield ""
    for part in one.parts:
        yield f"- {_plain(part_phrase(part, one.unit))}"
        yield from (f"  - {_plain(shortened(said))}" for said in part.said[:8])
    if one.changes:
        yield from ("", "<details><summary>Text</summary>", "")
        yield from (f"- {_change(change, one.unit)}" for change in one.changes)
        yield from ("", "</details>")
    if one.looks:
        numbers = ", ".join(str(look.new or look.old) for look in one.looks)
        yield from ("", f"Look different: {one.unit} {numbers}.")
    if one.note and one.status != "failed":
        yield from ("", f"_{_plain(one.note)}_")


def _change(change: Change, unit: str) -> str:
    place = f"{where(change, unit)}, {change.role}"
    if change.kind != "changed":
        return f"{place} **{change.kind}**: {_plain(shortened(change.new or change.old))}"
    said = ""
    for mark, text in around(list(marked_words(change.old, change.new))):
        start, end = _TAGS[mark]
        said += f"{start}{_plain(text)}{end}"
    return f"{place}: {said}"


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is; nobody is mentioned, nothing is linked."""
    escaped = _SPECIAL.sub(r"\\\1", visible(text).replace("\n", " "))
    return escaped.replace("://", ":\u200b//").replace("\\@", "@\u200b")


def _cut(lines: Sequence[str], limit: int) -> str:
    whole = "\n".join(lines) + "\n"
    if len(whole) <= limit:
        return whole
    kept: list[str] = []
    room = limit - len(NOTE) - len("\n\n</details>")
    for line in lines:
        if len(line) + 1 > room:
            break
        kept.append(line)
        room -= len(line) + 1
    said = "\n".join(kept)
    if said.count("<details>") > said.count("</details>"):
        said += "\n\n</details>"
    return said + NOTE
