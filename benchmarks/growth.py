"""``python -m benchmarks.growth [--quick]``: does one long block of each kind take time in
proportion to its length?

Each shape is one block (a table, a list, a grid of metrics, ...) that goes on over pages or
slides. Times are processor seconds of loading, composing, typesetting and writing in one
process; the exponent is the slope of log time over log length between the two longest.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PIL import Image

from docgen.engine.api import render
from docgen.engine.gc_tuning import fewer_collections
from docgen.summary.loader import parse_summary

AIM = 1.1
PICTURE = "square.png"
WORDS = "the harbour board decided on the fourth stage of the wall after a long debate"


def _rows(count: int) -> str:
    rows = "".join(f"      - [Region {n}, 'city {n * 7}', '{n * 37:,}']\n" for n in range(count))
    return f"tables:\n  - id: t\n    title: T\n    columns: [A, B, C]\n    rows:\n{rows}"


def _list(count: int) -> str:
    items = "".join(f"      - Point {n} of the list, where {WORDS}\n" for n in range(count))
    return f"sections:\n  - heading: S\n    points:\n{items}"


def _points(count: int) -> str:
    return "key_points:\n" + "".join(f"  - Point {n}, where {WORDS}\n" for n in range(count))


def _text(count: int) -> str:
    found = "sections:\n"
    for start in range(0, count, 90):  # a text may have 50,000 characters
        found += f"  - heading: Section {start}\n    body: |\n"
        for n in range(start, min(start + 90, count)):
            found += f"      Paragraph {n}. {(WORDS + '. ') * 3}\n\n"
    return found


def _metrics(count: int) -> str:
    tiles = "".join(f"  - {{label: Label {n}, value: '{n * 13:,}'}}\n" for n in range(count))
    return f"metrics:\n{tiles}"


def _timeline(count: int) -> str:
    events = "".join(f"  - {{when: Step {n}, event: 'So {WORDS}'}}\n" for n in range(count))
    return f"timeline:\n{events}"


def _people(count: int) -> str:
    return "people:\n" + "".join(
        f"  - {{name: Person {n}, role: A member of the board}}\n" for n in range(count)
    )


def _sources(count: int) -> str:
    return "sources:\n" + "".join(f"  - {{id: s{n}, title: Report {n}}}\n" for n in range(count))


def _quotes(count: int) -> str:
    return "quotes:\n" + "".join(
        f"  - {{text: 'So {WORDS}', by: Person {n}}}\n" for n in range(count)
    )


def _sections(count: int) -> str:
    return "sections:\n" + "".join(
        f"  - {{heading: Section {n}, body: 'So {WORDS}.'}}\n" for n in range(count)
    )


def _bodies(
    count: int, each: int, one: Callable[[int], str], head: str = "", foot: str = ""
) -> str:
    """Return sections whose bodies hold so many things in all, so many in one body at most."""
    found = "sections:\n"
    for start in range(0, count, each):
        found += f"  - heading: Section {start}\n    body: |\n"
        lines = "".join(one(n) for n in range(start, min(start + each, count)))
        found += textwrap.indent(f"{head}{lines}{foot}", "      ")
    return found


def _code(count: int) -> str:
    fence = "```\n"
    return _bodies(count, 1_500, lambda n: f"raise gauge {n} by {n * 7}\n", fence, fence)


def _notes(count: int) -> str:
    return _bodies(
        count, 300, lambda n: f"It rose[^{n}] again.\n\n[^{n}]: Report {n}, page {n}.\n\n"
    )


def _terms(count: int) -> str:
    return _bodies(count, 400, lambda n: f"Term {n}\n: What {WORDS}\n\n")


def _numbered(count: int) -> str:
    return _bodies(count, 500, lambda n: f"{n % 500 + 1}. Then {WORDS}\n")


def _inline_table(count: int) -> str:
    head = "| A | B | C |\n|---|---|---|\n"
    return _bodies(count, 1_200, lambda n: f"| Region {n} | {n * 7} | {n * 37} |\n", head)


def _glossary(count: int) -> str:
    return "glossary:\n" + "".join(
        f"  - {{term: Term {n}, meaning: 'What {WORDS}'}}\n" for n in range(count)
    )


def _questions(count: int) -> str:
    return "questions:\n" + "".join(
        f"  - {{question: 'Why {n}?', answer: 'Because {WORDS}.'}}\n" for n in range(count)
    )


def _images(count: int) -> str:
    return "images:\n" + "".join(
        f"  - {{id: i{n}, path: {PICTURE}, alt: A square, title: Picture {n}}}\n"
        for n in range(count)
    )


def _chart(count: int) -> str:
    names = ", ".join(f"'c{n}'" for n in range(count))
    values = ", ".join(str(n * 37 % 101) for n in range(count))
    return (
        f"charts:\n  - id: c\n    title: C\n    kind: line\n    alt: It rises.\n"
        f"    categories: [{names}]\n    series: [{{name: S, values: [{values}]}}]\n"
    )


SHAPES: dict[str, tuple[Callable[[int], str], str, tuple[int, ...]]] = {
    "table, brief": (_rows, "policy-brief", (500, 2000, 8000)),
    "list, brief": (_list, "policy-brief", (500, 2000, 6000)),
    "key points, brief": (_points, "policy-brief", (250, 1000, 4000)),
    "text, brief": (_text, "policy-brief", (180, 720, 2880)),
    "metrics, brief": (_metrics, "policy-brief", (200, 800, 3200)),
    "timeline, brief": (_timeline, "policy-brief", (250, 1000, 4000)),
    "people, brief": (_people, "policy-brief", (250, 1000, 4000)),
    "sources, brief": (_sources, "policy-brief", (250, 1000, 4000)),
    "quotations, brief": (_quotes, "policy-brief", (250, 1000, 2000)),
    "sections, brief": (_sections, "policy-brief", (250, 1000, 3000)),
    "code, brief": (_code, "policy-brief", (1_500, 6_000, 24_000)),
    "footnotes, brief": (_notes, "policy-brief", (300, 900, 2_700)),
    "definitions, brief": (_terms, "policy-brief", (300, 1_200, 4_000)),
    "numbered list, brief": (_numbered, "policy-brief", (500, 2_000, 6_000)),
    "table in a body, brief": (_inline_table, "policy-brief", (1_200, 4_800)),
    "glossary, brief": (_glossary, "policy-brief", (250, 1_000)),
    "questions, brief": (_questions, "policy-brief", (100, 200)),
    "images, brief": (_images, "policy-brief", (50, 200, 800)),
    "categories of a chart, brief": (_chart, "policy-brief", (250, 1_000)),
    "metrics, deck": (_metrics, "briefing-deck", (50, 100, 200)),
    "timeline, deck": (_timeline, "briefing-deck", (50, 100, 200)),
    "people, deck": (_people, "briefing-deck", (50, 100, 200)),
    "sections, deck": (_sections, "briefing-deck", (50, 200, 800)),
    "quotations, deck": (_quotes, "briefing-deck", (50, 200)),
    "sources, deck": (_sources, "briefing-deck", (50, 200, 800)),
    "images, deck": (_images, "briefing-deck", (50, 200)),
    "table, deck": (_rows, "briefing-deck", (100, 200, 400)),
    "list, deck": (_points, "briefing-deck", (50, 100, 200)),
}


def measure(make: Callable[[int], str], layout: str, size: int) -> float:
    """Return the processor seconds of one document."""
    text = f"title: T\nlang: en\n{make(size)}"
    with tempfile.TemporaryDirectory() as folder, fewer_collections():
        Image.new("RGB", (8, 8), "blue").save(Path(folder) / PICTURE)
        start = time.process_time()
        render(parse_summary(text, f"{folder}/s.yaml"), layout)
        return time.process_time() - start


def slopes(parts: Sequence[str] = (), quick: bool = False) -> Iterator[tuple[str, float, str]]:
    """Give each shape whose name has one of the parts: its exponent, and its times."""
    measure(_rows, "policy-brief", 5)
    measure(_rows, "briefing-deck", 5)
    for shape, (make, layout, sizes) in SHAPES.items():
        if parts and not any(part in shape for part in parts):
            continue
        sizes = sizes[:2] if quick else sizes
        taken = [measure(make, layout, size) for size in sizes]
        slope = math.log(taken[-1] / taken[-2]) / math.log(sizes[-1] / sizes[-2])
        yield (
            shape,
            slope,
            ", ".join(f"{n:,}: {t:.2f} s" for n, t in zip(sizes, taken, strict=True)),
        )


def main() -> int:
    """Print a line a shape; return 1 if one grows faster than aimed at."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth")
    parser.add_argument("--quick", action="store_true", help="the two shorter of each")
    parser.add_argument("shapes", nargs="*", help="parts of names, such as table or deck")
    asked = parser.parse_args()
    worst = 0.0
    for shape, slope, told in slopes(asked.shapes, asked.quick):
        print(f"{shape:<28} exponent {slope:4.2f}  {told}", flush=True)
        worst = max(worst, slope)
    return 0 if worst <= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
