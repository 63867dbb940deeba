"""Making one document: load, compose, typeset, write. Runs in any process."""

from __future__ import annotations

import hashlib
import importlib
import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from docgen.diagnostics import (
    Diagnostic,
    Diagnostics,
    DocgenError,
    Location,
    MachineError,
    Severity,
)
from docgen.layout import compose
from docgen.layout.catalog import find_layout, find_theme
from docgen.press.atomic import write_whole
from docgen.press.plan import Job, Options
from docgen.summary.loader import load_summary
from docgen.summary.model import Summary
from docgen.typeset import typeset
from docgen.typeset.items import Brief, Deck


@dataclass(slots=True)
class Result:
    """What came of a job. ``digest`` is the output's SHA-256; empty if it failed."""

    job: Job
    pages: int = 0
    """Pages of a brief, slides of a deck."""
    deck: bool = False
    size: int = 0
    digest: str = ""
    words: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    fault: bool = False
    """The machine or docgen failed, not the input."""

    @property
    def ok(self) -> bool:
        """Say whether the output was written."""
        return bool(self.digest)


@dataclass(slots=True)
class Rendered:
    """A document's bytes, and what there is to tell of it."""

    data: bytes
    pages: int
    words: int
    deck: bool


class Clock:
    """Seconds by stage. The press may read the clock; nothing below it does."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start


def run_job(job: Job) -> Result:
    """Make one document and write it; never raises."""
    clock, found = Clock(), Diagnostics()
    result = Result(job, seconds=clock.seconds)
    try:
        made = make(job, found, clock)
        with clock.stage("save"):
            write_whole(Path(job.output), made.data)
        result.pages, result.size, result.words = made.pages, len(made.data), made.words
        result.deck = made.deck
        result.digest = hashlib.sha256(made.data).hexdigest()
    except MachineError as error:
        found.extend(error.diagnostics)
        result.fault = True
    except DocgenError as error:
        found.extend(d for d in error.diagnostics if d not in found.found)
    except Exception as error:  # a fault of ours: told, not thrown
        found.extend([fault_of_ours(error, job)])
        result.fault = True
    result.diagnostics = tuple(found)
    return result


def fault_of_ours(error: Exception, job: Job) -> Diagnostic:
    """Return what is said of an exception nobody expected."""
    lines = str(error).strip().splitlines()
    what = f"{type(error).__name__}: {lines[0] if lines else ''}".strip(": ")
    return Diagnostic(
        "DG899", f"a fault in docgen while making {job.name}: {what}", Location(job.source),
        "DOCGEN_TRACEBACK=1 shows where; please report it",
    )  # fmt: skip


def make(job: Job, found: Diagnostics, clock: Clock) -> Rendered:
    """Return the document's bytes; raises DocgenError."""
    options = job.options
    root = Path(job.project)
    with clock.stage("load"):
        summary, warnings = _summary(job.source, _stamp(job.source))
        found.extend(warnings)
    with clock.stage("compose"):
        layout = find_layout(job.layout, root)
        theme = find_theme(options.theme or layout.theme, root)
        document = compose(summary, layout, theme, dict(options.params), found)
    with clock.stage("typeset"):
        placed = typeset(document, found)
    with clock.stage(job.format):
        data = write(placed, job.format, options)
    pages = len(placed.pages) if isinstance(placed, Brief) else len(placed.slides)
    return Rendered(
        data, pages, sum(len(t.source.split()) for t in summary.texts), isinstance(placed, Deck)
    )


def write(placed: Brief | Deck, format: str, options: Options) -> bytes:
    """Return a placed document's bytes. Loads only the writer that is asked for."""
    sink = io.BytesIO()
    when = options.timestamp
    timestamp = datetime.fromtimestamp(when, UTC) if when is not None else None
    if format == "pptx":
        writer: Callable[..., None] = importlib.import_module("docgen.pptx").write_pptx
        writer(placed, sink, timestamp=timestamp)
    else:
        writer = importlib.import_module("docgen.pdf").write_pdf
        writer(
            placed, sink, standard=options.pdf_standard, handout=options.handout,
            timestamp=timestamp,
        )  # fmt: skip
    return sink.getvalue()


def _stamp(path: str) -> tuple[int, int]:
    try:
        stat = Path(path).stat()
    except OSError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _summary(path: str, stamp: tuple[int, int]) -> tuple[Summary, tuple[Diagnostic, ...]]:
    """Load a summary once for all its layouts; `stamp` notices a changed file."""
    found = Diagnostics()
    summary = load_summary(path, found)
    return summary, tuple(d for d in found if d.severity is not Severity.ERROR)
