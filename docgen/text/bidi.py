"""Order of text by the Unicode Bidirectional Algorithm (UAX #9), through python-bidi."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

T = TypeVar("T")
_CLOSERS = {
    "(": ")",
    "[": "]",
    "{": "}",
    "\u2329": "\u232a",
    "\u3008": "\u3009",
    "\u300a": "\u300b",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
}
_RTL_CLASSES = frozenset(("R", "AL", "RLE", "RLO", "RLI", "AN"))
_ISOLATES = str.maketrans(
    {"\u2066": "\u202a", "\u2067": "\u202b", "\u2068": "\u202a", "\u2069": "\u202c"}
)
"""Isolates are read as embeddings, which python-bidi knows."""


def has_rtl(text: str) -> bool:
    """Say whether any character is written from right to left."""
    if text.isascii():
        return False
    return any(c >= "\u0590" and unicodedata.bidirectional(c) in _RTL_CLASSES for c in text)


@lru_cache(maxsize=4096)
def levels_of(text: str, rtl: bool) -> tuple[int, ...]:
    """Return the embedding level of each character of a paragraph (UAX #9, P2 to I2).

    `rtl` is the paragraph's direction. Text of one direction takes no analysis.
    """
    base = int(rtl)
    if not rtl and not has_rtl(text):
        return (0,) * len(text)
    # Late: only right-to-left text needs it.
    from bidi import algorithm  # noqa: PLC0415

    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, ("L", "R")[base]
    shown = text.translate(_ISOLATES)
    algorithm.get_embedding_levels(shown, storage)
    removed = algorithm.X9_REMOVED
    kept = [n for n, c in enumerate(shown) if unicodedata.bidirectional(c) not in removed]
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"])
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    found = [base] * len(text)
    chars = [one for one in storage["chars"] if one["orig"] not in removed]
    for at, one in zip(kept, chars, strict=True):
        found[at] = int(one["level"])
    inside = {*kept}
    for at in range(1, len(text)):
        if at not in inside:  # a joiner goes with the character before it
            found[at] = found[at - 1]
    return tuple(found)


def _resolve_brackets(chars: list[dict[str, Any]]) -> None:
    """Give paired brackets the direction of what they hold (UAX #9, N0)."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for at, one in enumerate(chars):
        if one["type"] != "ON":
            continue
        if one["ch"] in _CLOSERS:
            opened.append((_CLOSERS[one["ch"]], at))
        elif any(closer == one["ch"] for closer, _ in opened):
            while opened and opened[-1][0] != one["ch"]:
                opened.pop()
            pairs.append((opened.pop()[1], at))
    for start, end in sorted(pairs):
        level = chars[start]["level"]
        own = "LR"[level % 2]
        inside = {_strong(one["type"]) for one in chars[start + 1 : end]} - {""}
        if own in inside:
            chosen = own
        elif inside:
            before = (_strong(one["type"]) for one in reversed(chars[:start]))
            chosen = next((kind for kind in before if kind), own)
        else:
            continue
        chars[start]["type"] = chars[end]["type"] = chosen


def _strong(kind: str) -> str:
    return "R" if kind in ("R", "AL", "EN", "AN") else "L" if kind == "L" else ""


def visual_order(items: Sequence[T], levels: Sequence[int]) -> list[T]:
    """Return what stands on a line from left to right (UAX #9, L2); levels are the items'."""
    order = list(range(len(items)))
    if not order or not any(levels):
        return list(items)
    lowest_odd = min((level for level in levels if level % 2), default=1)
    for level in range(max(levels), lowest_odd - 1, -1):
        at = 0
        while at < len(order):
            if levels[order[at]] < level:
                at += 1
                continue
            end = at
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = end
    return [items[n] for n in order]
