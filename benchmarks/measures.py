"""What is measured: each returns rows for the table of results."""

from __future__ import annotations

import itertools
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import content
from benchmarks.cluster import RECORD_WORDS, compared, record_project
from benchmarks.growth import AIM, slopes
from benchmarks.peers import (
    fpdf2_brief,
    pandoc_deck,
    plain_pptx,
    plain_reportlab,
    typst_brief,
    weasyprint_brief,
)
from benchmarks.projects import job_of, project
from benchmarks.resident import saves, typst_saves
from benchmarks.timing import Taken, adopt_orphans, in_turns, run, timed
from benchmarks.wheel import installed
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
    return Row(measure, _told(ours, by), _told(peer, by), ratio, told, met)


def _told(taken: Taken, by: Callable[[Taken], float]) -> str:
    """Return the time that counts, and both kinds of it."""
    share = by(taken) / (taken.cpu or 1.0) if by is _per else 1.0
    clock, processor = taken.wall * share * 1000, taken.cpu * share * 1000
    spent = f"processor {processor:,.1f}"
    if taken.wall:
        spent = f"clock {clock:,.1f}, {spent}"
    return f"{by(taken) * 1000:,.1f} ms ({spent})"


def cold(rounds: int) -> list[Row]:
    """One summary to brief and deck, whole process, against cold Typst and cold pandoc.

    Both as they are installed: docgen from its wheel, Typst's compiler in the same Python.
    """
    with tempfile.TemporaryDirectory() as name:
        python = installed(Path(name) / "wheel")
        folder = project(Path(name) / "p", 1, content.deck)
        (folder / "brief.typ").write_text(typst_brief.source())
        (folder / "deck.md").write_text(pandoc_deck.source())
        brief, deck = ["-l", "policy-brief"], ["-l", "briefing-deck"]
        docgen = [python, "-P", "-m", "docgen", "build", "-q", "--force", "-j", "1"]
        typst = [python, HERE / "peers" / "typst_cold.py", "brief.typ", "brief.pdf"]
        pandoc = pandoc_deck.command(folder / "deck.md", folder / "deck.pptx")
        bare = {"PYTHONPATH": ""}
        taken = in_turns(
            {
                "docgen": lambda: run([*docgen, *brief, *deck], folder, **bare),
                "both": lambda: (run(typst, folder, **bare), run(pandoc, folder)),
                "brief": lambda: run([*docgen, *brief], folder, **bare),
                "typst": lambda: run(typst, folder, **bare),
                "deck": lambda: run([*docgen, *deck], folder, **bare),
                "pandoc": lambda: run(pandoc, folder),
                "help": lambda: run([python, "-P", "-m", "docgen", "--help"], folder, **bare),
                "python": lambda: run([python, "-P", "-c", "pass"], folder, **bare),
            },
            rounds,
        )

    def row(what: str, ours: str, peer: str, aim: float) -> Row:
        return _row(f"cold: {what}", taken[ours], taken[peer], aim, lambda t: t.cpu, False)

    return [
        row("a summary to brief and deck, against cold Typst + cold pandoc", "docgen", "both", 1),
        row("a summary to a brief, against cold Typst", "brief", "typst", 1),
        row("a summary to a deck, against cold pandoc", "deck", "pandoc", 1),
        row("docgen --help, over Python alone (no aim)", "help", "python", math.inf),
    ]


def _ours(jobs: list[Job]) -> None:
    """Build as a process of the press does, but for the writing, which no peer does."""
    with fewer_collections():
        for job in jobs:
            (result,) = run_source([job], lambda path, data: None)
            assert result.ok, result.diagnostics


def _each(work: Callable[[int], object]) -> Callable[[], None]:
    """Return a batch of documents; no two of all rounds are the same, for some peers remember."""
    numbers = itertools.count(1)

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
    node = pptxgen(rounds)
    if node is not None:
        peer = Taken(0.0, node)
        rows.append(
            _row("warm: a deck, over PptxGenJS (no aim)", ours, peer, math.inf, _per, False)
        )
    return rows


def pptxgen(rounds: int) -> float | None:
    """Return the processor time of a batch of PptxGenJS, if Node has it (``NODE_PATH``).

    The median of so many rounds, after one that warms it up.
    """
    data = {
        "title": content.TITLE,
        "slides": [["Key points", content.POINTS], *content.SLIDES],
        "series": content.SERIES,
        "years": content.YEARS,
        "count": BATCH,
        "rounds": rounds,
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
    return median(json.loads(done.stdout))


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


def shapes(quick: bool = False) -> list[Row]:
    """How time grows with one long block of each kind."""
    return [
        Row(f"growth, {shape}: exponent", told, "", slope, "at most 1.1", slope <= AIM)
        for shape, slope, told in slopes(quick=quick)
    ]


def _memory(folder: Path, pages: int) -> Row:
    words = ["build", f"sources/s{pages}.yaml", "-l", "long-brief", "-q"]
    megabytes = _peak(folder, words)
    told = f"{megabytes:,.0f} MB"
    return Row(
        f"memory of {pages:,} pages, MB", told, "", megabytes, "at most 400", megabytes <= 400
    )


def _peak(folder: Path, words: list[str]) -> float:
    """Return the megabytes that a docgen command holds at most, in its own process."""
    script = (
        "import sys, resource; from docgen.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    command = [sys.executable, "-c", script, *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1]) / 1000


def nothing_changed(rounds: int, outputs: int = 1000) -> list[Row]:
    """A build with nothing to do."""
    with tempfile.TemporaryDirectory() as name:
        folder = project(Path(name) / "p", outputs, lambda n: content.long_summary(1))
        docgen = [sys.executable, "-m", "docgen", "build", "-q", "-l", "long-brief"]
        run(docgen, folder)
        taken = in_turns({"docgen": lambda: run(docgen, folder)}, rounds)["docgen"]
    what = f"nothing changed, {outputs:,} outputs, seconds"
    told = f"{taken.wall:.2f} s (processor {taken.cpu:.2f} s)"
    if outputs != 1_000:
        return [Row(f"{what} (no aim)", told, "", taken.wall, "", True)]
    return [Row(what, told, "", taken.wall, "under 0.6", taken.wall < 0.6)]


def records(rounds: int, count: int = 2000) -> list[Row]:
    """Records: what a dry run, a build with nothing to do and one with a changed row cost."""
    with tempfile.TemporaryDirectory() as name:
        folder = record_project(Path(name) / "p", count)
        docgen = [sys.executable, "-m", "docgen", *RECORD_WORDS]
        built = timed(lambda: run(docgen, folder))
        numbers = itertools.count(1)

        def changed() -> None:
            rows = (folder / "towns.csv").read_text().split("\n")
            rows[count // 2] = f"{rows[count // 2].split(',')[0]},Newtown {next(numbers)},1,1.5"
            (folder / "towns.csv").write_text("\n".join(rows))
            run(docgen, folder)

        taken = in_turns(
            {
                "dry run": lambda: run([*docgen, "--dry-run"], folder),
                "nothing changed": lambda: run(docgen, folder),
                "one changed": changed,
            },
            rounds,
        )
    return [
        _row(f"{count:,} records, {what}, over building all", one, built, 0.1, _cpu, False)
        for what, one in taken.items()
    ]


def _cpu(taken: Taken) -> float:
    return taken.cpu


def record_memory(sizes: tuple[int, int] = (1_000, 10_000)) -> list[Row]:
    """The memory of a build of many records against that of few, in one process."""
    with tempfile.TemporaryDirectory() as name:
        few, many = (
            _peak(record_project(Path(name) / str(size), size), [*RECORD_WORDS, "-j", "1"])
            for size in sizes
        )
    told = f"{few:,.0f} MB of {sizes[0]:,}, {many:,.0f} MB of {sizes[1]:,}"
    what = f"memory of {sizes[1]:,} records over {sizes[0]:,}"
    return [Row(what, told, "", many / few, "at most 1.2", many / few <= 1.2)]


def check(count: int = 300) -> list[Row]:
    """A check of summaries with an article: the first, one of nothing new, one of a change."""
    said = [paragraph for _, several in content.SECTIONS for paragraph in several]
    said += [content.TITLE + ".", content.STANDFIRST, *content.POINTS]
    said += [f"{name}: {', '.join(map(str, values))} million." for name, values in content.SERIES]
    said += [", ".join(row) + "." for row in (content.COLUMNS, content.YEARS, *content.ROWS)]
    said += [f"Survey no. {number}." for number in range(count + 1)]
    with tempfile.TemporaryDirectory() as name:

        def text(number: int) -> str:
            data = json.loads(content.summary(number)) | {"article": {"path": "article.txt"}}
            return json.dumps(data, indent=1)

        folder = project(Path(name) / "p", count, text)
        (folder / "sources" / "article.txt").write_text("\n\n".join(said))
        words = ["-l", "policy-brief", "-l", "briefing-deck"]
        where = {"DOCGEN_CACHE": str(Path(name) / "cache")}
        docgen = [sys.executable, "-m", "docgen"]

        def checked() -> None:
            done = subprocess.run(
                [*docgen, "check", *words, "--output", "told.txt"],
                cwd=folder,
                capture_output=True,
                check=False,
                env={**os.environ, **where},
            )
            assert done.returncode in (0, 1), done.stderr

        adopt_orphans()
        first, again = timed(checked), timed(checked)
        (folder / "sources" / "s0000.yaml").write_text(text(count))
        changed = timed(checked)
    told = f"check of {count} sources"
    return [
        _row(f"{told}, nothing changed, over the first", again, first, 0.33, _cpu, False),
        _row(f"{told}, one changed, over the first", changed, first, 0.33, _cpu, False),
    ]


def resident(count: int = 100) -> list[Row]:
    """A save built by the resident server, against a build without, and Typst kept in a process."""
    both, brief = saves(count), saves(count, ("-l", "policy-brief"))
    spent = (both.client + both.server) * 1000
    told = f"{spent:.0f} ms (client {both.client * 1000:.0f}, server {both.server * 1000:.0f})"
    rows = [
        Row(
            "resident server: a save to brief and deck, ms of processor",
            told,
            f"{both.cold * 1000:.0f} ms without",
            spent,
            "at most 60, the same bytes",
            spent <= 60 and both.same,
        )
    ]
    try:
        typst = Taken(0.0, typst_saves(count))
    except ImportError:
        return rows
    ours = Taken(0.0, brief.server)
    what = "resident server: a save to a brief, over Typst in one process (no aim)"
    return [*rows, _row(what, ours, typst, math.inf, _cpu, False)]


def processes(rounds: int, documents: int = 400) -> list[Row]:
    """Two processes against one."""
    adopt_orphans()
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
