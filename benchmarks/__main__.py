"""``python -m benchmarks [--quick] [MEASURE]...`` measures, and writes ``RESULTS.md``."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks import measures, stages
from benchmarks.measures import Row
from benchmarks.timing import ROUNDS

RESULTS = Path(__file__).with_name("RESULTS.md")
LIBRARIES = (
    "docgen",
    "reportlab",
    "python-pptx",
    "typst",
    "weasyprint",
    "pypandoc_binary",
    "fpdf2",
    "distributed",
)


def main() -> None:
    """Measure and write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--quick", action="store_true", help="one round of small sizes, to try it")
    parser.add_argument("--output", type=Path, default=RESULTS)
    parser.add_argument("measures", nargs="*")
    asked = parser.parse_args()
    known = _measures(asked.quick)
    rows: list[Row] = []
    for name in asked.measures or known:
        print(name, flush=True)
        for row in known[name]():
            print(f"  {row.measure}: {row.ours} {row.peer} {row.ratio:.2f} ({row.aim})", flush=True)
            rows.append(row)
        asked.output.write_text(report(rows))
    with asked.output.open("a") as results:
        results.writelines(f"{line}\n" for line in stages.lines())


def _measures(quick: bool) -> dict[str, Callable[[], list[Row]]]:
    rounds = 1 if quick else ROUNDS
    pages, slides = ((10, 30), (10, 30)) if quick else ((10, 100, 1000), (10, 200, 2000))
    return {
        "cold": lambda: measures.cold(rounds),
        "briefs": lambda: measures.warm_briefs(rounds),
        "decks": lambda: measures.warm_decks(rounds),
        "growth": lambda: measures.growth(pages, slides),
        "shapes": lambda: measures.shapes(quick),
        "nothing": lambda: measures.nothing_changed(rounds, 20 if quick else 1_000),
        "nothing-10000": lambda: measures.nothing_changed(rounds, 30 if quick else 10_000),
        "records": lambda: measures.records(rounds, 20 if quick else 2_000),
        "record-memory": lambda: measures.record_memory((20, 60) if quick else (1_000, 10_000)),
        "check": lambda: measures.check(20 if quick else 300),
        "resident": lambda: measures.resident(10 if quick else 100),
        "processes": lambda: measures.processes(rounds, 20 if quick else 400),
        "dask": lambda: measures.dask(rounds, 20 if quick else 400),
    }


def report(rows: list[Row]) -> str:
    """Return the results as Markdown."""
    lines = [
        "# Benchmarks",
        "",
        f"Made by `python -m benchmarks`: medians of {ROUNDS} rounds, the contestants in turns; "
        "a round before that doesn't count. Each time is told by the clock and as processor time; "
        "warm and cold measures compare processor time, the others what they say. Ratios are what "
        "counts: times are of this machine, "
        f"which was doing other things too (load {os.getloadavg()[0]:.1f} at the end).",
        "",
        f"- {platform.platform()}, {os.cpu_count()} processors, {_processor()}",
        f"- Python {platform.python_version()}; " + ", ".join(_versions()),
        "",
        "| measure | docgen | peer | ratio | aim | met |",
        "|---|---:|---:|---:|---|---|",
    ]
    for row in rows:
        aim = "" if "no aim" in row.measure else row.aim
        met = "" if not aim else "yes" if row.met else "**no**"
        lines.append(
            f"| {row.measure} | {row.ours} | {row.peer} | {row.ratio:,.2f} | {aim} | {met} |"
        )
    return "\n".join(lines) + "\n"


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor()


def _versions() -> list[str]:
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found


if __name__ == "__main__":
    main()
