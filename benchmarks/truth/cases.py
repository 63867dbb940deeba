"""The study's files: an article, an honest summary of it, and mistakes planted by hand.

A file has three parts after its first line (``lang: en``), each behind a line ``=== NAME``:
``article``, ``summary`` (YAML) and ``mistakes``, a line each: ``kind | old => new``, where
``old`` stands in the summary.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from benchmarks.mutations import Edit, Mutant, Mutator
from docgen.summary.loader import parse_summary
from docgen.summary.model import Summary
from docgen.summary.sourcemap import Scalar, SourceMap

HERE = Path(__file__).parent
PARTS = ("dev", "heldout", "second", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Case:
    """An article, an honest summary of it, and the mistakes to plant."""

    name: str
    lang: str
    article: str
    summary: str
    mistakes: tuple[tuple[str, str, str], ...]

    def mutants(self, seed: int, count: int) -> Iterator[Mutant]:
        """Give the mistakes planted by hand, then those made by rule."""
        for kind, old, new in self.mistakes:
            start = self.summary.find(old)
            if start < 0:
                raise ValueError(f"{self.name}: {old!r} is not in the summary")
            yield Mutant(kind, (Edit(start, start + len(old), new),), f"{old} -> {new}")
        summary = parse_summary(self.summary, f"{self.name}.yaml")
        yield from Mutator(summary, self.name, seed, count).all()
        yield from _exchanges(summary)


def cases(part: str) -> Iterator[Case]:
    """Give the cases of a part."""
    for path in sorted((HERE / part).glob("*.txt")):
        yield read_case(path.stem, path.read_text("utf-8"))


def read_case(name: str, text: str) -> Case:
    """Take a case's text apart."""
    head, _, rest = text.partition("=== article\n")
    article, _, rest = rest.partition("=== summary\n")
    summary, _, planted = rest.partition("=== mistakes\n")
    mistakes = []
    for line in filter(str.strip, planted.split("\n")):
        kind, _, change = line.partition(" | ")
        old, _, new = change.partition(" => ")
        mistakes.append((kind, old, new))
    return Case(name, head.removeprefix("lang:").strip(), article, summary, tuple(mistakes))


def _exchanges(summary: Summary) -> Iterator[Mutant]:
    """Exchange two cells of a column, two points of a chart, two events' dates, now and was."""
    places = summary._locations
    assert isinstance(places, SourceMap)
    spots: dict[tuple[str, ...], list[Scalar]] = {}
    for path, node in places.values.items():
        if not isinstance(node, Scalar):
            continue
        match path:
            case ("tables", n, "rows", _, column) if column:
                spots.setdefault(("cell", str(n), str(column)), []).append(node)
            case ("charts", n, "series", row, "values", _):
                spots.setdefault(("chart point", str(n), str(row)), []).append(node)
            case ("timeline", _, "date"):
                spots.setdefault(("timeline date",), []).append(node)
            case ("metrics", n, "value" | "was"):
                spots.setdefault(("now and was", str(n)), []).append(node)
    text = places.text
    for (kind, *_), nodes in spots.items():
        for one, other in combinations(nodes, 2):
            first, second = text[one.start : one.end], text[other.start : other.end]
            if first != second:
                edits = Edit(one.start, one.end, second), Edit(other.start, other.end, first)
                yield Mutant(f"exchanged {kind}", edits, f"{first} <-> {second}")
