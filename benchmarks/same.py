"""``python -m benchmarks.same BEFORE AFTER``: do two source trees give the same bytes?

Each tree builds, with its own code and layouts, the example summaries and the torture set of the
tree that this runs from: every stock layout, the examples' decks as PDF too. Prints the outputs that differ, are
missing or are new, and where findings differ; exit code 1 if anything does. With one tree the digests
are printed, to be compared later. Neither tree's cache is used.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BRIEFS = ("policy-brief", "one-pager", "backgrounder", "factsheet", "memo", "qa-brief")
DECKS = ("briefing-deck", "executive-deck", "data-deck", "pitch", "reading-deck")
RUNS = (
    ("examples", "examples", (*BRIEFS, *DECKS), ()),
    ("slides", "examples", DECKS, ("--format", "pdf")),
    ("torture", "torture/*", (*BRIEFS, *DECKS), ()),
)
"""A folder of outputs, the summaries' folders, layouts, and further options."""


def main() -> int:
    """Build, compare and print; return 1 if there is a difference."""
    trees = [Path(word).resolve() for word in sys.argv[1:]]
    if not trees:
        sys.exit("usage: python -m benchmarks.same TREE [TREE]")
    with tempfile.TemporaryDirectory() as name:
        sources = Path(name) / "sources"
        examples = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "sources", sources / "examples", ignore=examples)
        make = [sys.executable, "-m", "tests.torture.make", str(sources / "torture")]
        subprocess.run(make, cwd=ROOT, env=_environment(ROOT, Path(name)), check=True)
        results = [digests(tree, Path(name) / "project", sources) for tree in trees]
    if len(results) == 1:
        sys.stdout.writelines(f"{digest}  {what}\n" for what, digest in results[0].items())
        return 0
    before, after = results
    differ = [what for what in before.keys() & after.keys() if before[what] != after[what]]
    for word, names in (
        ("differs", differ),
        ("missing", before.keys() - after.keys()),
        ("new", after.keys() - before.keys()),
    ):
        sys.stdout.writelines(f"{word}: {what}\n" for what in sorted(names))
    print(f"{len(before.keys() & after.keys()) - len(differ):,} of {len(before):,} the same")
    return int(before != after)


def digests(tree: Path, project: Path, sources: Path) -> dict[str, str]:
    """Return the digest of each output of a tree, and of what its builds print."""
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir()
    (project / "docgen.toml").write_text("")
    shutil.copytree(sources, project / "sources")
    made: dict[str, str] = {}
    for folder, source, layouts, options in RUNS:
        command = [sys.executable, "-m", "docgen", "build", "-q", "--force", "-o", folder, *options]
        command += [word for name in layouts for word in ("-l", name)]
        command += sorted(str(path) for path in project.glob(f"sources/{source}"))
        run = subprocess.run(
            command,
            cwd=project,
            env=_environment(tree, project),
            capture_output=True,
            text=True,
            check=False,
        )
        told = (run.stdout + run.stderr).replace(str(tree), "").replace(str(project), "")
        made[f"{folder}: findings"] = _digest("\n".join(sorted(told.splitlines())).encode())
        outputs = sorted((project / folder).rglob("*.p*"))
        if not outputs:
            sys.exit(f"{tree} built nothing: {told}")
        for path in outputs:
            made[str(path.relative_to(project))] = _digest(path.read_bytes())
    return made


def _environment(tree: Path, home: Path) -> dict[str, str]:
    paths = {"PYTHONPATH": str(tree), "XDG_CACHE_HOME": str(home / "cache")}
    return {**os.environ, **paths, "SOURCE_DATE_EPOCH": "1700000000"}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
