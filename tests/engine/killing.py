"""Kills builds at random moments; prints what was found wrong (run by test_killed.py).

In a process of its own, with docgen imported once and forked: fifty fresh starts would take a
minute. The builds that are killed run here, or in processes of a pool.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

from docgen.engine.jobs import BuildRequest
from docgen.engine.run import How, carry_out, make_plan
from docgen.engine.work import run_source

OUT = Path("build")


def build() -> bool:
    return all(r.ok for r in carry_out(make_plan(Path(), BuildRequest(), {}, force=True), How()))


def files() -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in OUT.iterdir() if p.name != ".docgen"}


def kill_after(seconds: float) -> None:
    """Fork a build and kill it with signal 9 after a while, wherever it is."""
    child = os.fork()
    if not child:
        build()
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def kill_between(documents: int) -> None:
    """Fork a build that gets signal 9 once it has written so many documents."""
    child = os.fork()
    if not child:
        results = carry_out(make_plan(Path(), BuildRequest(), {}, force=True), How())
        for number, _ in enumerate(results, 1):
            if number == documents:
                os.kill(os.getpid(), signal.SIGKILL)
        os._exit(0)
    os.waitpid(child, 0)


def main(rounds: int, seed: int) -> None:
    chance, wrong = random.Random(seed), []
    assert build()
    right = files()
    shutil.rmtree(OUT)
    start = time.perf_counter()
    assert build()  # like those that are killed: nothing is imported any more
    whole = time.perf_counter() - start
    partly = 0
    for number in range(rounds):
        if chance.random() < 0.5:
            shutil.rmtree(OUT)
        else:  # older outputs, all to be replaced
            for name in right:
                (OUT / name).write_bytes(b"older")

        if number % 2:
            kill_between(chance.randrange(1, len(right)))
        else:
            kill_after(chance.random() * whole)
        there = {} if not OUT.exists() else files()
        odd = [n for n, data in there.items() if data not in (b"older", right.get(n))]
        odd = [name for name in odd if not name.endswith(".tmp")]
        partly += any(data == right.get(n) for n, data in there.items()) and there != right
        if odd:
            wrong.append(f"round {number}: partial {odd}")
        if not build() or files() != right:
            wrong.append(f"round {number}: the next build left {sorted(files())}")
    print(json.dumps({"wrong": wrong, "partly": partly}))


if __name__ == "__main__":
    assert run_source
    main(int(sys.argv[1]), int(sys.argv[2]))
