"""What fonts cost: ``python -m benchmarks.fonts [CHECKOUT]``.

Processor seconds of a brief's typesetting and writing, in a process of its own each, best of several:
Latin, Latin again in the same process, Japanese (a font of 10 MB) with a cold and a warm cache,
Arabic and Hindi. With the path of another checkout (a worktree of an earlier commit), its Latin
brief is measured too, turn by turn with ours.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
TIMES = 3
CODE = """
import io, json, sys, time
from contextlib import nullcontext
from pathlib import Path
begun = time.process_time()
from docgen.foundation.memo import caching
from docgen.engine.cache import process_cache
from docgen.layout import compose, find_layout
from docgen.summary.loader import load_summary
from docgen.typeset import typeset
from docgen.pdf import write_pdf
root, name = Path(sys.argv[1]), sys.argv[2]
imported = time.process_time()
found = []
for _ in range(2):
    start = time.process_time()
    kept = process_cache()
    with caching(kept) if kept else nullcontext():
        summary = load_summary(root / "sources" / name)
        placed = typeset(compose(summary, find_layout("policy-brief", root)))
        write_pdf(placed, io.BytesIO())
    found.append(time.process_time() - start)
print(json.dumps([imported - begun, *found]))
"""


def seconds(checkout: Path, name: str, cache: str) -> tuple[float, ...]:
    """Return seconds of the imports, of a first brief and of a second one in a new process."""
    environment = {**os.environ, "PYTHONPATH": str(checkout), "DOCGEN_CACHE": cache}
    run = subprocess.run(
        [sys.executable, "-c", CODE, str(checkout), name],
        env=environment,
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(json.loads(run.stdout.splitlines()[-1]))


def best(checkout: Path, name: str, cache: str, times: int = TIMES) -> tuple[float, ...]:
    """Return the best of several runs, number by number."""
    runs = [seconds(checkout, name, cache) for _ in range(times)]
    return tuple(min(column) for column in zip(*runs, strict=True))


def main(others: list[str]) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as cache:
        seconds(ROOT, "japan-defense.ja.yaml", cache)  # fills the cache
        print(f"{'brief':34} first  again   (processor seconds, best of {TIMES})")
        for other in others:
            there = Path(other).resolve()
            seconds(there, "japan-defense.yaml", cache)
            row(f"Latin, {there.name}", best(there, "japan-defense.yaml", cache))
        row("Latin", best(ROOT, "japan-defense.yaml", cache))
        for title, lang in (("Japanese", "ja"), ("Arabic", "ar"), ("Hindi", "hi")):
            row(title, best(ROOT, f"japan-defense.{lang}.yaml", cache))
        row("Japanese, no cache", best(ROOT, "japan-defense.ja.yaml", "off"))


def row(title: str, times: tuple[float, ...]) -> None:
    """Print a line."""
    print(f"{title:34} {times[1]:5.2f}  {times[2]:5.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
