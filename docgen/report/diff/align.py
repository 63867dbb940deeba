"""Which block, and which slide, became which.

Runs of equal blocks are found as `difflib.SequenceMatcher` does (Ratcliff and Obershelp's
gestalt matching); what is between them is paired by likeness of words; what is left was
added, removed or, if it stands elsewhere word for word, moved.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from docgen.report.diff.model import Change, DiffBlock, DocumentPart, NumberChange, PartChange

DiffMark = Literal["same", "old", "new"]
_TOKEN = re.compile(r"\s+|\w+(?:[.,]\w+)*|\W")


def marked_words(old: str, new: str) -> Iterator[tuple[DiffMark, str]]:
    """Give the pieces of a changed text: kept, taken out, put in, in reading order."""
    was, now = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(a=was, b=now, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield "same", "".join(was[a:b])
            continue
        if b > a:
            yield "old", "".join(was[a:b])
        if d > c:
            yield "new", "".join(now[c:d])


def shortened(text: str, most: int = 160) -> str:
    """Return a text of at most `most` characters, cut at a word."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + "…"


def around(pieces: list[tuple[DiffMark, str]], reach: int = 60) -> list[tuple[DiffMark, str]]:
    """Return the pieces with long stretches of what was kept cut to their ends."""
    cut: list[tuple[DiffMark, str]] = []
    for index, (mark, text) in enumerate(pieces):
        if mark != "same" or len(text) <= 2 * reach:
            cut.append((mark, text))
            continue
        head = "" if index == 0 else text[:reach].rsplit(" ", 1)[0] + " "
        tail = "" if index == len(pieces) - 1 else " " + text[-reach:].split(" ", 1)[-1]
        cut.append((mark, f"{head}…{tail}"))
    return cut


_NUMBER = re.compile(
    r"""(?<![\w.,])(?<![^\W\d_]-)[-\u2212]?[$\u20ac\u00a3\u00a5]?\s?
        \d+(?:[.,\u2019'\u00a0\u202f]\d+)*
        (?:\s?(?:%|\u2030|percent|per\ cent|million|billion|trillion|thousand|bn|tn|m|k)(?!\w))?
    """,
    re.X,
)


def numbers_in(text: str) -> list[str]:
    """Return the figures of a text with their sign, currency, scale or per cent."""
    return [match[0].strip() for match in _NUMBER.finditer(text)]


def changed_numbers(old: str, new: str) -> tuple[NumberChange, ...]:
    """Return the figures that differ, each with the one in its place."""
    was, now = numbers_in(old), numbers_in(new)
    found: list[NumberChange] = []
    matcher = SequenceMatcher(a=was, b=now, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            found += _paired(was[a:b], now[c:d])
    return tuple(found)


def _paired(was: Sequence[str], now: Sequence[str]) -> list[NumberChange]:
    longest = max(len(was), len(now))
    olds = [*was, *[""] * (longest - len(was))]
    news = [*now, *[""] * (longest - len(now))]
    return [NumberChange(old, new) for old, new in zip(olds, news, strict=True)]


LIKE = 0.5
"""Least likeness (0 to 1) of two blocks or slides that are taken for one that changed."""
SHORT = 120
"""Characters of two blocks together that are compared letter by letter too."""
MOST_PAIRS = 250_000
"""So many comparisons at most between two runs: beyond, order alone pairs blocks."""

Placed = tuple[int, DiffBlock]


def block_changes(old: Sequence[Placed], new: Sequence[Placed]) -> list[Change]:
    """Return the changes from one run of blocks to another, in order of the new."""
    was, now = [b for _, b in old], [b for _, b in new]
    found: list[Change] = []
    matcher = SequenceMatcher(a=was, b=now, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            found += _replaced(old[a:b], new[c:d])
    return _with_moves(found)


def _replaced(old: Sequence[Placed], new: Sequence[Placed]) -> Iterator[Change]:
    partner = _pairs([b for _, b in old], [b for _, b in new])
    gone = [one for index, one in enumerate(old) if index not in partner.values()]
    for part, block in gone:
        yield Change(
            "removed", block.role, block.text, "", part, None, changed_numbers(block.text, "")
        )
    for index, (part, block) in enumerate(new):
        if index not in partner:
            yield Change(
                "added", block.role, "", block.text, None, part, changed_numbers("", block.text)
            )
            continue
        before, was = old[partner[index]]
        yield Change(
            "changed",
            block.role,
            was.text,
            block.text,
            before,
            part,
            changed_numbers(was.text, block.text),
        )


def _pairs(old: Sequence[DiffBlock], new: Sequence[DiffBlock]) -> dict[int, int]:
    """Return for blocks of the new run the one of the old that they came from."""
    if len(old) * len(new) > MOST_PAIRS:
        return {index: index for index in range(min(len(old), len(new)))}
    scored = [
        (likeness(was.text, now.text), -abs(i - j), i, j)
        for i, was in enumerate(old)
        for j, now in enumerate(new)
        if was.role == now.role
    ]
    return _best([(s, near, i, j) for s, near, i, j in scored if s >= LIKE])


def _best(scored: list[tuple[float, int, int, int]]) -> dict[int, int]:
    """Pair greedily, the most alike first; return new to old."""
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(scored, reverse=True):
        if i not in taken and j not in partner:
            partner[j] = i
            taken.add(i)
    return partner


def likeness(old: str, new: str) -> float:
    """Return how alike two blocks are, 0 to 1: by words, short ones by letters too."""
    words = _words_alike(old, new)
    if words >= LIKE or len(old) + len(new) > SHORT:
        return words
    return max(words, SequenceMatcher(a=old, b=new, autojunk=False).ratio())


def _words_alike(old: str, new: str) -> float:
    was, now = old.split(), new.split()
    if not was or not now:
        return float(was == now)
    shared = sum((Counter(was) & Counter(now)).values())
    if 2 * shared / (len(was) + len(now)) < LIKE:
        return 0.0  # can't reach it in any order: spare the work
    return SequenceMatcher(a=was, b=now, autojunk=False).ratio()


def _with_moves(changes: Sequence[Change]) -> list[Change]:
    """Make one move of a removal and an addition of the same text."""
    gone: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        if change.kind == "removed":
            gone[change.role, change.old].append(change)
    found: list[Change] = []
    moved: list[Change] = []
    for change in changes:
        same = gone.get((change.role, change.new)) if change.kind == "added" else None
        if same:
            origin = same.pop(0)
            moved.append(origin)
            found.append(
                Change(
                    "moved", change.role, change.new, change.new, origin.old_part, change.new_part
                )
            )
        else:
            found.append(change)
    return [c for c in found if not any(c is one for one in moved)]


def slide_pairs(
    old: Sequence[DocumentPart], new: Sequence[DocumentPart]
) -> list[tuple[int | None, int | None]]:
    """Pair slides by what they say; (old, new) indexes, None where one has no partner."""
    words = [_all_text(p) for p in old], [_all_text(p) for p in new]
    scored = [
        (_slides_alike(was, now, words[0][i], words[1][j]), -abs(i - j), i, j)
        for i, was in enumerate(old)
        for j, now in enumerate(new)
    ]
    partner = _best([one for one in scored if one[0] >= LIKE])
    taken = set(partner.values())
    pairs: list[tuple[int | None, int | None]] = [(partner.get(j), j) for j in range(len(new))]
    return pairs + [(i, None) for i in range(len(old)) if i not in taken]


def _slides_alike(was: DocumentPart, now: DocumentPart, old: str, new: str) -> float:
    if was.blocks == now.blocks:
        return 2.0
    same_title = 0.5 if was.title and was.title == now.title else 0.0
    return same_title + _words_alike(old, new)


def _all_text(part: DocumentPart) -> str:
    return "\n".join(block.text for block in part.blocks)


def slide_changes(
    pairs: Sequence[tuple[int | None, int | None]],
    old: Sequence[DocumentPart],
    new: Sequence[DocumentPart],
) -> list[PartChange]:
    """Return which slides came, went, or stand in another order."""
    kept = [(i, j) for i, j in pairs if i is not None and j is not None]
    still = _longest_rising([i for i, _ in kept])
    found = []
    for i, j in pairs:
        if i is None and j is not None:
            said = tuple(block.text for block in new[j].blocks[1:])
            found.append(PartChange("added", new[j].title, None, new[j].number, said))
        elif j is None and i is not None:
            found.append(PartChange("removed", old[i].title, old[i].number, None))
        elif i is not None and j is not None and i not in still:
            found.append(PartChange("moved", new[j].title, old[i].number, new[j].number))
    return found


def _longest_rising(values: Sequence[int]) -> set[int]:
    """Return the members of the longest rising subsequence: what kept its order."""
    best: list[list[int]] = [[]]
    for value in values:
        fitting = [run for run in best if not run or run[-1] < value]
        before = max(fitting, key=len)
        best.append([*before, value])
    longest = max(best, key=len)
    return set(longest)
