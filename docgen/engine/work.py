"""Do the jobs of one summary: load, compose, typeset, write."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar, assert_never

from docgen.engine.cache import process_cache
from docgen.engine.files import write_whole
from docgen.engine.gc_tuning import tune_process
from docgen.engine.inputs import Stamp, stamped, summary_files
from docgen.engine.jobs import Format, Job, JobStatus, Options, Result, fault, trace_path
from docgen.engine.records.fill import filled
from docgen.foundation import codes
from docgen.foundation.diagnostics import (
    Diagnostic,
    Diagnostics,
    DocgenError,
    MachineError,
    Severity,
    judged,
)
from docgen.foundation.memo import caching
from docgen.layout import Layout, compose, find_layout, find_theme
from docgen.layout.accessibility import check_accessibility
from docgen.layout.document import Document
from docgen.placed.documents import Brief, Deck, Master
from docgen.placed.walk import count_words
from docgen.summary.loader import load_summary
from docgen.summary.model import Summary
from docgen.theme.model import Theme
from docgen.typeset import typeset
from docgen.typeset.coverage import cover

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from docgen.grounding import GroundingReport


P = ParamSpec("P")
T = TypeVar("T")


def write(placed: Brief | Deck, format: Format, options: Options) -> bytes:
    """Return a placed document as PDF or PowerPoint. Raises `DocgenError`."""
    sink, when = io.BytesIO(), timestamp(options.epoch)
    match format:  # each writer is imported where it is used: it takes a third of a start
        case "pdf":
            from docgen.pdf import write_pdf  # noqa: PLC0415

            handout = options.handout if isinstance(placed, Deck) else None
            write_pdf(placed, sink, timestamp=when, standard=options.pdf_standard, handout=handout)
        case "pptx":
            from docgen.pptx import write_pptx  # noqa: PLC0415

            assert isinstance(placed, Deck)
            write_pptx(placed, sink, timestamp=when)
        case _:
            assert_never(format)
    return sink.getvalue()


def timestamp(epoch: int | None) -> datetime | None:
    """Return SOURCE_DATE_EPOCH as a date; None leaves it to the summary's own."""
    return None if epoch is None else datetime.fromtimestamp(epoch, UTC)


_ARTICLE_CODES = (codes.NO_ARTICLE, codes.OTHER_ARTICLE, codes.ARTICLE_UNREADABLE)


def grounded(summary: Summary, job: Job, found: Diagnostics) -> GroundingReport | None:
    """Trace the claims of a summary with an article; what fails the build goes to `found`.

    Warnings are told by ``docgen check``; that the article is missing is told here too.
    """
    # Late: the tracer is large, and only summaries with an article need it.
    from docgen.grounding import check_grounding  # noqa: PLC0415

    told, options = Diagnostics(), job.options
    report = check_grounding(summary, strict=options.strict, diagnostics=told)
    verdicts = judged(told, dict(options.severity), options.strict)
    found.extend(
        one for one in verdicts if one.severity is Severity.ERROR or one.code in _ARTICLE_CODES
    )
    return report


def trace_bytes(report: GroundingReport, project: str) -> bytes:
    """Return a trace as JSON: the same bytes wherever the project lies."""
    from docgen.grounding import trace_json  # noqa: PLC0415  (as in `grounded`)

    data = trace_json(report)
    data["summary"] = _inside(report.summary, project)
    data["article"]["path"] = _inside(report.article, project)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _inside(path: str, project: str) -> str:
    """Return a path from the project's root; one outside stays as it is."""
    if not path:
        return path
    way = os.path.relpath(Path(path).resolve(), Path(project).resolve())
    return path if way.startswith("..") else PurePath(way).as_posix()


class Stage(Protocol):
    """Calls a function as a named stage of the work."""

    def __call__(self, name: str, do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T: ...


def untimed(name: str, do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function; nobody asks how long it takes."""
    del name
    return do(*args, **kwargs)


def placed_document(
    summary: Summary,
    layout: Layout,
    theme: Theme,
    found: Diagnostics,
    *,
    template: str | None = None,
    params: Mapping[str, object] | None = None,
    report: GroundingReport | None = None,
    stage: Stage = untimed,
) -> tuple[Document, Brief | Deck]:
    """Return a document composed, and the same typeset: on a company's template, if there is one.

    `template` goes before the theme's own. Raises DocgenError.
    """

    def make(
        theme: Theme, told: Diagnostics, master: Master | None
    ) -> tuple[Document, Brief | Deck]:
        document = stage("compose", compose, summary, layout, theme, params, told, report)
        told.extend(check_accessibility(document))
        return document, stage("typeset", typeset, document, told, master)

    path = template or theme.template
    if path is None or layout.kind == "brief":
        if template:
            theme = stage("template", branded_theme, Path(template), theme)
        return make(theme, found, None)
    # Late, like the writers: a build without template doesn't need it.
    from docgen.pptx_template.fitted import fitted  # noqa: PLC0415

    return fitted(Path(path), theme, found, lambda read, told: make(read.theme, told, read.master))[
        1
    ]


def branded_theme(template: Path, theme: Theme) -> Theme:
    """Return a brief's theme with the palette and fonts of a template given for this build.

    A theme that names a template has its look already (`docgen theme from`). Raises
    DocgenError (DG702, DG703).
    """
    # Late, like the writers: a build without template doesn't need it.
    from docgen.pptx_template.brand import branded  # noqa: PLC0415

    return branded(template, theme)


def as_themes_name(template: Path, root: Path | None) -> str:
    """Return what a theme in the project's layouts/themes calls a template (or logo)."""
    full = template.resolve()
    base = (root or Path()).resolve()
    if not full.is_relative_to(base):
        return full.as_posix()
    return Path(os.path.relpath(full, base / "layouts" / "themes")).as_posix()


def moved_text(placed: Brief | Deck) -> list[Diagnostic]:
    """Return what of a deck stands in shapes of ours, its template having no place (DG705)."""
    if not isinstance(placed, Deck) or placed.master.template is None:
        return []
    from docgen.pptx_template.findings import moved_text as moved  # noqa: PLC0415

    return moved(placed)


CLOCK = getattr(time, "CLOCK_REALTIME_COARSE", 0)
"""The clock of files' times, where the system lets us read it."""
Save = Callable[[Path, bytes], None]


def run_source(jobs: Sequence[Job], save: Save = write_whole) -> Iterator[Result]:
    """Do the jobs of one summary, which is loaded once.

    Jobs and results are plain values, so that this can run in another process.
    """
    if not jobs:
        return
    first = _Work(jobs[0])
    loaded = first.load()
    shared, traced = tuple(first.found), False
    for index, job in enumerate(jobs):
        work = _Work(
            job,
            Diagnostics(list(shared)),
            save=save,
            inputs=first.inputs,
            report=first.report,
            traced=traced,
        )
        work.seconds += first.seconds if index == 0 else []
        cache = process_cache()
        with caching(cache) if cache is not None else nullcontext():
            result = work.finish(loaded)
        traced = traced or result.ok
        yield result


@lru_cache(maxsize=32)
def _looked_up(name: str, theme: str | None, project: str, look: str) -> tuple[Layout, Theme]:
    """Return a layout and theme; `look` is the digest of their files, so a change is seen."""
    layout = find_layout(name, Path(project))
    return layout, find_theme(theme or layout.theme, layout.project)


def run_jobs(jobs: Iterable[Job], fail_fast: bool = False) -> Iterator[Result]:
    """Do every job in order in this process, giving each result as it comes.

    One that fails stops no other, unless ``fail_fast``.
    """
    for _, group in groupby(jobs, key=lambda job: job.source):
        for result in run_source(tuple(group)):
            yield result
            if fail_fast and not result.ok:
                return


@dataclass(slots=True)
class _Work:
    """One job under way: its findings and the time of its stages so far."""

    job: Job
    found: Diagnostics = field(default_factory=Diagnostics)
    seconds: list[tuple[str, float]] = field(default_factory=list)
    save: Save = write_whole
    inputs: tuple[Stamp, ...] = ()
    """Files that the summary names."""
    report: Any = None
    """Where its claims come from."""
    traced: bool = False
    """Whether the trace is written, for another output of the summary."""

    def load(self) -> Summary | Exception:
        """Return the summary, or why there is none, to be shared by its jobs."""
        since = time.clock_gettime_ns(CLOCK) if CLOCK else time.time_ns()
        try:
            summary = self._stage("load", self._summary)
            if summary.article is not None and summary.article.path:
                told = Diagnostics() if self.job.options.dry else self.found  # a check tells itself
                self.report = self._stage("ground", grounded, summary, self.job, told)
            self.inputs = stamped(summary_files(summary), since)
        except Exception as error:
            return error
        return summary

    def _summary(self) -> Summary:
        record = self.job.record
        if record is not None:
            return filled(record)
        return load_summary(self.job.source, self.found)

    def finish(self, loaded: Summary | Exception) -> Result:
        """Build from the summary; whatever goes wrong becomes a result."""
        try:
            if isinstance(loaded, Exception):
                raise loaded
            return self._build(loaded)
        except MachineError as error:
            return self._failed(JobStatus.MACHINE, error.diagnostics)
        except DocgenError as error:
            return self._failed(JobStatus.WRONG, error.diagnostics)
        except Exception as error:
            trace = "".join(traceback.format_exception(error))
            return self._failed(JobStatus.FAULT, (fault(error, self.job.source),), trace)

    def _build(self, summary: Summary) -> Result:
        job = self.job
        find = _looked_up if job.look else _looked_up.__wrapped__
        layout, theme = find(job.target.layout, job.options.theme, job.options.project, job.look)
        document, placed = placed_document(
            summary,
            layout,
            theme,
            self.found,
            template=job.options.template,
            params=dict(job.target.params),
            report=self.report,
            stage=self._stage,
        )
        self.found.extend(moved_text(placed))
        coverage = self._stage("cover", cover, document, placed, self.found)
        self.found.found = judged(self.found, dict(job.options.severity), job.options.strict)
        self.found.raise_errors()
        done = Result(
            job=job,
            status=JobStatus.DONE,
            words=count_words(placed),
            count=len(placed.pages if isinstance(placed, Brief) else placed.slides),
            seconds=tuple(self.seconds),
            diagnostics=tuple(self.found),
            inputs=self.inputs,
            coverage=coverage.as_plain(),
        )
        if job.options.dry:
            return done
        data = self._stage("write", write, placed, job.format, job.options)
        self._stage("save", self.save, Path(job.output), data)
        trace = self._trace()
        return replace(
            done,
            bytes=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            seconds=tuple(self.seconds),
            trace=trace,
        )

    def _trace(self) -> str:
        """Write the trace, once a summary; return its path, "" without an article."""
        if self.report is None:
            return ""
        path = trace_path(self.job)
        if not self.traced:
            data = trace_bytes(self.report, self.job.options.project)
            self._stage("save", self.save, path, data)
        return str(path)

    def _failed(self, status: JobStatus, why: Iterable[Diagnostic], trace: str = "") -> Result:
        found = dict.fromkeys([*self.found, *why])
        options = self.job.options
        return Result(
            job=self.job,
            status=status,
            seconds=tuple(self.seconds),
            traceback=trace,
            diagnostics=tuple(judged(found, dict(options.severity), options.strict)),
        )

    def _stage(self, name: str, do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        start = time.perf_counter()
        try:
            return do(*args, **kwargs)
        finally:
            self.seconds.append((name, time.perf_counter() - start))


def serve(pipe: Connection) -> None:
    """Do the groups of jobs that come through a pipe until it is closed."""
    tune_process()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who hands out the jobs
    with suppress(EOFError, OSError):
        while True:
            for result in run_source(pipe.recv()):
                pipe.send(result)
