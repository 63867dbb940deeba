"""``python -m benchmarks.mutants MODULE...``: which planted faults do a room's own tests notice?

A seeded program plants single changes in a module, one at a time, in a copy of the project: a
comparison, a constant, ``and`` for ``or``, or a negated condition. A change is noticed if the
tests of the module's room (``tests/ROOM`` for ``docgen/ROOM/...``) fail with it, or need more
than five times as long. A module is a path (``docgen/text/units.py``) or a dotted name
(``docgen.text.units``). ``--tests`` names other tests, ``--count`` and ``--seed`` the changes.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
COPIED = ("docgen", "tests", "layouts", "sources", "examples", "benchmarks", "pyproject.toml")
OTHER = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
SLOW = 5.0


def mutants(source: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, what was changed to what, and the changed source, of every single change."""
    for node in ast.walk(tree := ast.parse(source)):
        if isinstance(node, ast.Compare) and type(node.ops[0]) in OTHER:
            old = node.ops[0]
            node.ops[0] = OTHER[type(old)]()  # type: ignore[assignment]
            yield node.lineno, f"comparison: {ast.unparse(node)}", ast.unparse(tree)
            node.ops[0] = old
        elif isinstance(node, ast.BoolOp):
            before = node.op
            node.op = OTHER[type(before)]()  # type: ignore[assignment]
            yield node.lineno, f"and/or: {ast.unparse(node)}", ast.unparse(tree)
            node.op = before
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
            value = node.value
            node.value = value + 1
            yield node.lineno, f"constant: {value} to {node.value}", ast.unparse(tree)
            node.value = value
        if isinstance(node, ast.If | ast.IfExp | ast.While):
            test = node.test
            node.test = ast.UnaryOp(ast.Not(), test)
            yield node.lineno, f"negated: {ast.unparse(node.test)}", ast.unparse(tree)
            node.test = test


def tests_fail(folder: Path, tests: list[str], most: float | None = None) -> bool:
    """Say whether the tests fail, or take more than `most` seconds."""
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            words, cwd=folder, env=environment, capture_output=True, timeout=most, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def measure(module: str, tests: list[str], count: int, seed: int) -> tuple[int, int]:
    """Print what was planted and whether it was noticed; return how many were, of how many."""
    path = Path(module if module.endswith(".py") else module.replace(".", "/") + ".py")
    tests = tests or [f"tests/{path.parts[1]}"]
    source = (ROOT / path).read_text(encoding="utf-8")
    found = list(mutants(source))
    chosen = random.Random(f"{seed} {path}").sample(found, min(count, len(found)))
    noticed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in COPIED:
            origin = ROOT / each
            ignored = shutil.ignore_patterns("__pycache__", "build")
            if origin.is_dir():
                shutil.copytree(origin, folder / each, ignore=ignored)
            elif origin.exists():
                shutil.copy(origin, folder / each)
        start = time.monotonic()
        if tests_fail(folder, tests):
            raise SystemExit(f"the tests {' '.join(tests)} fail without any change")
        most = (time.monotonic() - start) * SLOW + 20
        for line, change, changed in chosen:
            (folder / path).write_text(changed, encoding="utf-8")
            seen = tests_fail(folder, tests, most)
            noticed += seen
            print(f"  {'noticed' if seen else 'MISSED '} {path}:{line} {change[:90]}", flush=True)
    print(f"{path}: {noticed}/{len(chosen)} noticed by {' '.join(tests)}", flush=True)
    return noticed, len(chosen)


def main() -> None:
    """Measure the modules named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description=__doc__)
    parser.add_argument("modules", nargs="+", metavar="MODULE")
    parser.add_argument("--tests", nargs="*", default=[])
    parser.add_argument("--count", type=int, default=14)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for module in asked.modules:
        measure(module, asked.tests, asked.count, asked.seed)


if __name__ == "__main__":
    main()
