"""How changes are told in words: shared by text, Markdown and HTML."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.report.diff.model import Change, Difference, NumberChange, PartChange


def headline(one: Difference) -> str:
    """Return what happened to a document, in a few words."""
    unit = f"{one.unit}s"
    if one.status == "added":
        return f"new, {_count(one.new_parts, one.unit)}"
    if one.status == "removed":
        return "removed"
    if one.status == "failed":
        return one.note or "can't be built"
    if one.status == "same":
        return "unchanged"
    told = []
    if one.old_parts != one.new_parts:
        told.append(f"{one.old_parts} → {one.new_parts} {unit}")
    figures, moved, texts = sum(1 for _ in one.numbers), len(one.parts), len(one.changes)
    told += [_count(figures, "changed figure")] if figures else []
    told += [f"{_count(moved, one.unit)} moved, added or removed"] if moved else []
    told += [_count(texts, "text change")] if texts else []
    if not told and one.looks:
        told.append(f"{_count(len(one.looks), one.unit)} of another look")
    return ", ".join(told)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def where(change: Change, unit: str) -> str:
    """Return the page or slide of a change, and where it was if elsewhere."""
    if change.old_part and change.new_part and change.old_part != change.new_part:
        return f"{unit} {change.new_part} (was {change.old_part})"
    return f"{unit} {change.part}"


def context(change: Change, number: NumberChange, most: int) -> str:
    """Return the text around a changed figure, of about `most` characters, cut at words."""
    text, figure = (change.new, number.new) if number.new else (change.old, number.old)
    if len(text) <= most:
        return text
    start = max(text.find(figure) - (most - len(figure)) // 2, 0)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = start + most
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    cut = text[start:end].rsplit(" ", 1)[0] if tail else text[start:]
    return f"{head}{cut}{tail}"


def part_phrase(part: PartChange, unit: str) -> str:
    """Return what happened to a slide."""
    title = f": {part.title}" if part.title else ""
    if part.kind == "moved":
        return f"{unit} {part.old} is now {unit} {part.new}{title}"
    number = part.new if part.kind == "added" else part.old
    return f"{unit} {number} {part.kind}{title}"


def summary_line(found: Sequence[Difference]) -> str:
    """Return how many documents changed."""
    changed = sum(1 for one in found if one.status != "same")
    noun = "document" if len(found) == 1 else "documents"
    return f"{changed} of {len(found)} {noun} changed"
