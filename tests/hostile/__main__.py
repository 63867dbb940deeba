"""``python -m tests.hostile``: run the inputs, print how many were tried, right and wrong."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

# What the runs need, imported once: they are forked from here.
import docgen.cli.build
import docgen.cli.check
import docgen.engine.check
import docgen.engine.prepare
import docgen.engine.records.plan
import docgen.engine.work
import docgen.pdf
import docgen.pptx
import docgen.pptx_template.read  # noqa: F401
from tests.hostile.fuzz import KINDS, fuzz
from tests.hostile.inputs import all_inputs
from tests.hostile.project import run
from tests.hostile.table import table


def main() -> int:
    """Run what the arguments ask for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("kinds", nargs="*", help="only these kinds")
    parser.add_argument("--fuzz", metavar="SECONDS", type=float, help="mutate for so long")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, help="only each so-manieth input")
    parser.add_argument("--table", action="store_true", help="print the table of SECURITY.md")
    parser.add_argument("--results", action="store_true", help="print what was tried by kind")
    asked = parser.parse_args()
    if asked.table:
        print(table())
        return 0
    if asked.fuzz is not None:
        return _fuzz(asked.kinds or sorted(KINDS), asked.fuzz, asked.seed)
    inputs = [one for one in all_inputs() if not asked.kinds or one.kind in asked.kinds]
    tried: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    most: dict[str, float] = {}
    for one in inputs[:: asked.every]:
        outcome = run(one)
        tried[one.kind] += 1
        most[one.kind] = max(most.get(one.kind, 0.0), outcome.seconds)
        if outcome.wrong:
            wrong[one.kind] += 1
            first = next((s for s in outcome.output.splitlines() if "DG" in s or "Error" in s), "")
            print(
                f"WRONG {one.kind} {one.name}: {'; '.join(outcome.wrong)} | {first[:200]}",
                flush=True,
            )
    if asked.results:
        print(
            "| input | tried | right | wrong | longest, seconds of processor |\n|---|---|---|---|---|"
        )
        for kind in sorted(tried):
            right = tried[kind] - wrong[kind]
            print(f"| {kind} | {tried[kind]} | {right} | {wrong[kind]} | {most[kind]:.1f} |")
    total, bad = sum(tried.values()), sum(wrong.values())
    print(f"tried {total}, right {total - bad}, wrong {bad}")
    return 1 if bad else 0


def _fuzz(kinds: list[str], seconds: float, seed: int) -> int:
    bad = 0
    for kind in kinds:
        count, crashes = fuzz(kind, seconds / len(kinds), seed)
        bad += len(crashes)
        print(f"{kind}: {count:,} executions, {len(crashes)} crashes", flush=True)
        for said in sorted(crashes):
            print(f"  {said}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
