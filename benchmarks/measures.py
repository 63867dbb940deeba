"""What is measured: each returns rows for the table of results."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks import content
from benchmarks.cluster import compared
from benchmarks.peers import (
    fpdf2_brief,
    pandoc_deck,
    plain_pptx,
    plain_reportlab,
    typst_brief,
    weasyprint_brief,
)
from benchmarks.projects import job_of, project
from benchmarks.timing import Taken, in_turns, run, timed
from docgen.engine.gc_tuning import fewer_collections
from docgen.engine.jobs import Format, Job
from docgen.engine.work import run_source
from docgen.foundation.values import DocumentKind

HERE = Path(__file__).parent
BATCH = 8
"""Documents a round of the warm measures."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the results: a measure, the times, the ratio and what it should be."""

    measure: str
    ours: str
    peer: str
    ratio: float
    aim: str
    met: bool


def _row(
    measure: str, ours: Taken, peer: Taken, aim: float, by: Callable[[Taken], float], faster: bool
) -> Row:
    """Compare: ``faster`` wants the peer's time over ours at least, else ours over it at most."""
    mine, other = by(ours), by(peer)
    ratio = other / mine if faster else mine / other
    told = f"{'at least' if faster else 'at most'} {aim:g}"
    met = ratio >= aim if faster else ratio <= aim
    return Row(measure, f"{mine * 1000:,.1f} ms", f"{other * 1000:,.1f} ms", ratio, told, met)


def cold(rounds: int) -> list[Row]:
    """One summary to brief and deck, whole process, against cold Typst and cold pandoc."""
    with tempfile.TemporaryDirectory() as name:
        folder = project(Path(name) / "p", 1, content.deck)
        (folder / "brief.typ").write_text(typst_brief.source())
        (folder / "deck.md").write_text(pandoc_deck.source())
        docgen = [sys.executable, "-m", "docgen", "build", "-q", "--force", "-j", "1"]
        docgen += ["-l", "policy-brief", "-l", "briefing-deck"]
        typst = [sys.executable, HERE / "peers" / "typst_cold.py", "brief.typ", "brief.pdf"]
        pandoc = pandoc_deck.command(folder / "deck.md", folder / "deck.pptx")
        taken = in_turns(
            {
                "docgen": lambda: run(docgen, folder),
                "both": lambda: (run(typst, folder), run(pandoc, folder)),
            },
            rounds,
        )
    what = "cold: one summary to brief and deck, against cold Typst + cold pandoc"
    return [
        _row(f"{what} (clock)", taken["docgen"], taken["both"], 1.0, lambda t: t.wall, False),
        _row(f"{what} (processor)", taken["docgen"], taken["both"], 1.0, lambda t: t.cpu, False),
    ]


def _ours(jobs: list[Job]) -> None:
    """Build as a process of the press does, but for the writing, which no peer does."""
    with fewer_collections():
        for job in jobs:
            (result,) = run_source([job], lambda path, data: None)
            assert result.ok, result.diagnostics


def _each(work: Callable[[int], object]) -> Callable[[], None]:
    """Return a batch of documents; no two of all rounds are the same, for some peers remember."""
    numbers = count(1)

    def batch() -> None:
        for _ in range(BATCH):
            work(next(numbers))

    return batch


def _per(taken: Taken) -> float:
    return taken.cpu / BATCH


def warm_briefs(rounds: int) -> list[Row]:
    """Briefs of two pages, tagged, one chart, in one process."""
    with tempfile.TemporaryDirectory() as name:
        folder = project(Path(name) / "p", BATCH, content.summary)
        paths = sorted((folder / "sources").iterdir())
        jobs = [job_of(p, "policy-brief", "brief", "pdf") for p in paths]
        taken = in_turns(
            {
                "docgen": lambda: _ours(jobs),
                "typst": _each(typst_brief.Warm()),
                "weasyprint": _each(weasyprint_brief.warm),
                "reportlab": _each(plain_reportlab.warm),
                "fpdf2": _each(fpdf2_brief.warm),
            },
            rounds,
        )
    ours = taken["docgen"]
    return [
        _row("warm: a brief, against Typst", ours, taken["typst"], 2, _per, True),
        _row("warm: a brief, against WeasyPrint", ours, taken["weasyprint"], 10, _per, True),
        _row("warm: a brief, over plain ReportLab", ours, taken["reportlab"], 2.5, _per, False),
        _row("warm: a brief, over fpdf2 (no aim)", ours, taken["fpdf2"], math.inf, _per, False),
    ]


def warm_decks(rounds: int) -> list[Row]:
    """Decks of twelve slides with one native chart."""
    with tempfile.TemporaryDirectory() as name:
        folder = project(Path(name) / "p", BATCH, content.deck)
        paths = sorted((folder / "sources").iterdir())
        jobs = [job_of(p, "briefing-deck", "deck", "pptx") for p in paths]
        taken = in_turns(
            {
                "docgen": lambda: _ours(jobs),
                "pandoc": _each(lambda number: pandoc_deck.warm(number, folder)),
                "python-pptx": _each(plain_pptx.warm),
            },
            rounds,
        )
    ours = taken["docgen"]
    rows = [
        _row("warm: a deck, against pandoc", ours, taken["pandoc"], 3, _per, True),
        _row("warm: a deck, over plain python-pptx", ours, taken["python-pptx"], 2.5, _per, False),
    ]
    node = pptxgen()
    if node is not None:
        peer = Taken(node, node)
        rows.append(
            _row("warm: a deck, over PptxGenJS (no aim)", ours, peer, math.inf, _per, False)
        )
    return rows


def pptxgen() -> float | None:
    """Return the seconds of a batch of PptxGenJS, if Node has it (``NODE_PATH``)."""
    data = {
        "title": content.TITLE,
        "slides": [["Key points", content.POINTS], *content.SLIDES],
        "series": content.SERIES,
        "years": content.YEARS,
        "count": BATCH,
        "rows": [content.COLUMNS, *content.ROWS],
    }
    try:
        done = subprocess.run(
            ["node", str(HERE / "peers" / "pptxgen_deck.cjs")],
            input=json.dumps(data),
            text=True,
            capture_output=True,
            check=True,
            env=os.environ,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return float(done.stdout)


def growth(sizes_pdf: tuple[int, ...], sizes_deck: tuple[int, ...]) -> list[Row]:
    """How time grows with pages and slides, and the memory of the longest PDF."""
    rows = []
    cases: tuple[tuple[str, DocumentKind, Format, tuple[int, ...]], ...] = (
        ("long-brief", "brief", "pdf", sizes_pdf),
        ("long-deck", "deck", "pptx", sizes_deck),
    )
    with tempfile.TemporaryDirectory() as name:
        for layout, kind, format, sizes in cases:
            folder = project(Path(name) / layout, 0, content.summary)
            times = []
            for size in sizes:
                path = folder / "sources" / f"s{size}.yaml"
                path.write_text(content.long_summary(size))
                job = job_of(path, layout, kind, format)
                times.append(
                    min(
                        timed(lambda job=job: _ours([job])).cpu
                        for _ in range(3 if size < 500 else 1)
                    )
                )
            slope = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
            told = ", ".join(f"{s:,}: {t:.2f} s" for s, t in zip(sizes, times, strict=True))
            noun = "pages" if kind == "brief" else "slides"
            rows.append(
                Row(f"growth with {noun}: exponent", told, "", slope, "at most 1.1", slope <= 1.1)
            )
            if kind == "brief":
                rows.append(_memory(folder, sizes[-1]))
    return rows


def _memory(folder: Path, pages: int) -> Row:
    script = (
        "import sys, resource; from docgen.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    words = [
        sys.executable,
        "-c",
        script,
        "build",
        f"sources/s{pages}.yaml",
        "-l",
        "long-brief",
        "-q",
    ]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True)
    megabytes = int(done.stdout.split()[-1]) / 1000
    told = f"{megabytes:,.0f} MB"
    return Row(
        f"memory of {pages:,} pages, MB", told, "", megabytes, "at most 400", megabytes <= 400
    )


def nothing_changed(rounds: int, outputs: int = 1000) -> list[Row]:
    """A build with nothing to do."""
    with tempfile.TemporaryDirectory() as name:
        folder = project(Path(name) / "p", outputs, lambda n: content.long_summary(1))
        docgen = [sys.executable, "-m", "docgen", "build", "-q", "-l", "long-brief"]
        run(docgen, folder)
        taken = in_turns({"docgen": lambda: run(docgen, folder)}, rounds)["docgen"]
    what = f"nothing changed, {outputs:,} outputs, seconds"
    told = f"{taken.wall:.2f} s (processor {taken.cpu:.2f} s)"
    return [Row(what, told, "", taken.wall, "under 0.6", taken.wall < 0.6)]


def processes(rounds: int, documents: int = 400) -> list[Row]:
    """Two processes against one."""
    with tempfile.TemporaryDirectory() as name:
        ways = {"one": ["-j", "1"], "two": ["-j", "2"]}
        taken = _builds(Path(name), ways, rounds, documents)
    told = f"2 processes against 1, {documents} documents"
    return [_row(told, taken["two"], taken["one"], 1.8, lambda t: t.wall, True)]


def dask(rounds: int, documents: int = 400) -> list[Row]:
    """Two workers of a Dask cluster against one, and its processor against the process pool's."""
    taken = compared(rounds, documents)
    two, one, pool = taken["two workers"], taken["one worker"], taken["two processes"]
    told = f"{documents} documents"
    return [
        _row(f"Dask, 2 workers against 1, {told} (clock)", two, one, 1.6, lambda t: t.wall, True),
        _row(f"Dask over 2 processes, {told} (processor)", two, pool, 1.25, lambda t: t.cpu, False),
    ]


def _builds(
    root: Path, ways: dict[str, list[str]], rounds: int, documents: int
) -> dict[str, Taken]:
    folder = project(root / "p", documents, content.summary)
    docgen = [sys.executable, "-m", "docgen", "build", "-q", "--force", "-l", "policy-brief"]
    return in_turns(
        {name: lambda way=way: run([*docgen, *way], folder) for name, way in ways.items()}, rounds
    )
