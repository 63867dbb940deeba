"""Where the time of one document goes: what to look at where an aim is missed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks import content
from benchmarks.projects import job_of, project
from docgen.engine.gc_tuning import fewer_collections
from docgen.engine.work import run_source

ROUNDS = 9
STARTS = {
    "Python alone": "pass",
    "what a brief needs": "import docgen.engine.work, docgen.pdf.writer",
    "what a brief and a deck need": (
        "import docgen.engine.work, docgen.pdf.writer, docgen.pptx.writer"
    ),
}


def lines() -> Iterator[str]:
    """Give lines of Markdown: stages of warm documents, and what a start imports."""
    yield from ("", "Where the time goes, medians in ms of this machine as it was:", "")
    for layout, kind, format in (
        ("policy-brief", "brief", "pdf"),
        ("briefing-deck", "deck", "pptx"),
    ):
        spent = _stages(layout, kind, format)
        told = ", ".join(f"{name} {value:.1f}" for name, value in spent.items())
        yield f"- a warm {kind}: {told}"
    starts = ", ".join(f"{name} {_start(code):.0f}" for name, code in STARTS.items())
    yield f"- a cold start, imports only (clock): {starts}"


def _stages(layout: str, kind: str, format: str) -> dict[str, float]:
    text = content.summary if kind == "brief" else content.deck
    spent: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name, fewer_collections():
        folder = project(Path(name) / "p", 1, text)
        (path,) = (folder / "sources").iterdir()
        job = job_of(path, layout, kind, format)  # type: ignore[arg-type]
        for _ in range(ROUNDS):
            (result,) = run_source([job], lambda path, data: None)
            for stage, seconds in result.seconds:
                spent[stage].append(seconds * 1000)
    return {stage: median(times) for stage, times in spent.items() if stage != "save"}


def _start(code: str) -> float:
    timer = "import time; start = time.perf_counter(); {}; print(time.perf_counter() - start)"
    times = [
        float(subprocess.check_output([sys.executable, "-c", timer.format(code)], text=True))
        for _ in range(5)
    ]
    return median(times) * 1000
