"""Line breaks chosen over a whole paragraph, so that no line is much looser than the others.

D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience
11 (1981), with TeX's demerits (The TeXbook, chapter 14). Two things are added: no more than so
many lines in a row end with a hyphen, and a last line of a single short word costs something.
Time is proportional to the paragraph's length: a line is only compared with those that it could
follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

STRETCH, SHRINK = 1 / 2, 1 / 3
"""By how much of its width a space of justified text may grow, as designed, or shrink."""
RAGGED_STRETCH = 2.0
"""What a ragged line may stay short of its width before that is bad, in ems (TeX: raggedright)."""
LINE_PENALTY = 10.0
HYPHEN_PENALTY = 50.0
"""Of a line's end inside a word, or after a hyphen."""
DOUBLE_HYPHEN = 10_000.0
"""Demerits of two such ends one under the other..."""
FINAL_HYPHEN = 5_000.0
"""...and of one on the last line but one."""
ADJACENT = 10_000.0
"""Demerits of a loose line next to a tight one."""
RUNT_DEMERITS = 3_000.0
RUNT = 0.08
"""A last line shorter than this share of the width is a runt."""
TOLERANCES = (1.26, None)
"""How far spaces may be stretched, in units of `STRETCH`, where that can be met (TeX: a badness
of 200); else as far as needed."""
MOST_HYPHENS = 2
"""Lines in a row that may end with a hyphen."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a line may end, measured in points from the paragraph's begin as one line."""

    unit: int
    at: int
    """Behind so many characters of the unit; 0: behind all of it."""
    end: float
    """Where a line that ends here ends, its hyphen included..."""
    spaces: int
    """...and the spaces up to there."""
    start: float
    """Where the line after it starts..."""
    start_spaces: int
    """...and the spaces before that."""
    hyphen: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What lines are measured by: their width, and what their ends or spaces may give, in points.

    `ragged`: short lines stay short by at most `stretch`, else each space grows by `stretch` or
    shrinks by `shrink`.
    """

    width: float
    stretch: float
    shrink: float
    ragged: bool


@dataclass(slots=True)
class _Node:
    """The best way to a break, with the last line of one kind."""

    place: Break
    fitness: int
    hyphens: int
    """Lines in a row, down to this one, that end with a hyphen."""
    demerits: float
    before: _Node | None = field(default=None, repr=False)


START = Break(-1, 0, 0.0, 0, 0.0, 0)
HyphenBreaks = Callable[[int], Sequence[Break]]


def optimal_breaks(
    after: Sequence[Break], inside: HyphenBreaks, measure: Measure
) -> list[Break] | None:
    """Return the breaks of a paragraph, its end included; None if a piece is wider than a line.

    `after` are the breaks behind each unit, the last one being the paragraph's end; `inside`
    returns those inside a unit, and is only asked where a line might end.
    """
    for tolerance in TOLERANCES:
        found = _search(after, inside, measure, tolerance)
        if found is not None:
            return found
    return None


def _search(
    after: Sequence[Break], inside: HyphenBreaks, measure: Measure, tolerance: float | None
) -> list[Break] | None:
    active = [_Node(START, 1, 0, 0.0)]
    last = len(after) - 1
    for number, behind in enumerate(after):
        final = number == last
        if _might_end(active, behind, measure, tolerance):
            for place in inside(number):
                active += _nodes(active, place, measure, tolerance, final=False)
        made = list(_nodes(active, behind, measure, tolerance, final=final))
        if final:
            return _way(min(made, key=lambda n: n.demerits)) if made else None
        active = [n for n in active if _fits(n, behind, measure)] + made
        if not active:
            return None
    return None


def _fits(node: _Node, place: Break, measure: Measure) -> bool:
    """Say whether a line from a node still holds what stands before a break."""
    least = place.end - node.place.start
    if not measure.ragged:
        least -= (place.spaces - node.place.start_spaces) * measure.shrink
    return least <= measure.width + 1e-6


def _might_end(
    active: Sequence[_Node], behind: Break, measure: Measure, tolerance: float | None
) -> bool:
    """Say whether some line that reaches into a unit could end inside it."""
    if tolerance is None:
        return True
    for node in active:
        most = behind.end - node.place.start
        if measure.ragged:
            most += measure.stretch * tolerance
        else:
            spaces = behind.spaces - node.place.start_spaces
            most += spaces * measure.stretch * tolerance
        if most >= measure.width:
            return True
    return False


def _nodes(
    active: Sequence[_Node],
    place: Break,
    measure: Measure,
    tolerance: float | None,
    *,
    final: bool,
) -> Iterator[_Node]:
    """Yield the best ways to a break: one for each kind of its last line."""
    best: dict[tuple[int, int], tuple[float, _Node]] = {}
    for node in active:
        hyphens = node.hyphens + 1 if place.hyphen else 0
        if hyphens > MOST_HYPHENS:
            continue
        ratio = _ratio(node, place, measure, final)
        if ratio is None or (tolerance is not None and ratio > tolerance):
            continue
        fitness = 1 if measure.ragged or final else _fitness(ratio)
        demerits = node.demerits + _demerits(node, place, ratio, fitness)
        if final:
            demerits += FINAL_HYPHEN if node.hyphens else 0.0
            if place.end - node.place.start < measure.width * RUNT and node.before is not None:
                demerits += RUNT_DEMERITS
        kind = (fitness, hyphens)
        if kind not in best or demerits < best[kind][0]:
            best[kind] = (demerits, node)
    least = min((d for d, _ in best.values()), default=0.0)
    for (fitness, hyphens), (demerits, node) in best.items():
        if demerits <= least + ADJACENT + DOUBLE_HYPHEN:
            yield _Node(place, fitness, hyphens, demerits, node)


def _ratio(node: _Node, place: Break, measure: Measure, final: bool) -> float | None:
    """Return how far a line has to be stretched (or shrunk, below 0); None if it can't be."""
    spare = measure.width - (place.end - node.place.start)
    if measure.ragged or final:
        if spare < -1e-6:
            return None
        return 0.0 if final else max(spare, 0.0) / measure.stretch
    spaces = place.spaces - node.place.start_spaces
    if spare < 0.0:
        room = spaces * measure.shrink
        return spare / room if room and spare >= -room else None
    return spare / (spaces * measure.stretch if spaces else measure.stretch * 0.2)


def _fitness(ratio: float) -> int:
    """Return whether a line is tight (0), decent, loose or very loose (3)."""
    if ratio < -0.5:
        return 0
    return 1 if ratio <= 0.5 else 2 if ratio <= 1.0 else 3


def _demerits(node: _Node, place: Break, ratio: float, fitness: int) -> float:
    """Return the demerits of a line, as TeX has them."""
    found: float = (LINE_PENALTY + 100.0 * abs(ratio) ** 3) ** 2
    if place.hyphen:
        found += HYPHEN_PENALTY**2
        if node.hyphens:
            found += DOUBLE_HYPHEN
    if abs(fitness - node.fitness) > 1:
        found += ADJACENT
    return found


def _way(node: _Node) -> list[Break]:
    found: list[Break] = []
    at: _Node | None = node
    while at is not None and at.before is not None:
        found.append(at.place)
        at = at.before
    return found[::-1]
