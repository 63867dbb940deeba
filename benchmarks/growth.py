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
import time
from collections.abc import Callable

from docgen.engine.api import render
from docgen.engine.gc_tuning import fewer_collections
from docgen.summary.loader import parse_summary

AIM = 1.1
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
    "table, deck": (_rows, "briefing-deck", (100, 200, 400)),
    "list, deck": (_points, "briefing-deck", (50, 100, 200)),
}


def measure(make: Callable[[int], str], layout: str, size: int) -> float:
    """Return the processor seconds of one document."""
    text = f"title: T\nlang: en\n{make(size)}"
    start = time.process_time()
    with fewer_collections():
        render(parse_summary(text, "s.yaml"), layout)
    return time.process_time() - start


def main() -> int:
    """Print a line a shape; return 1 if one grows faster than aimed at."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth")
    parser.add_argument("--quick", action="store_true", help="the two shorter of each")
    parser.add_argument("shapes", nargs="*", help="parts of names, such as table or deck")
    asked = parser.parse_args()
    ok = True
    measure(_rows, "policy-brief", 5)
    measure(_rows, "briefing-deck", 5)
    for shape, (make, layout, sizes) in SHAPES.items():
        if asked.shapes and not any(part in shape for part in asked.shapes):
            continue
        sizes = sizes[:2] if asked.quick else sizes
        taken = [measure(make, layout, size) for size in sizes]
        slope = math.log(taken[-1] / taken[-2]) / math.log(sizes[-1] / sizes[-2])
        told = "  ".join(f"{n:,}: {t:.2f} s" for n, t in zip(sizes, taken, strict=True))
        print(f"{shape:<20} exponent {slope:4.2f}  {told}", flush=True)
        ok = ok and slope <= AIM
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
