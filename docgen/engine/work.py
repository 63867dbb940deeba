"""Do the jobs of one summary: load, compose, typeset, write."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar, assert_never

from docgen.engine.budget import budget, memory_budget
from docgen.engine.cache import process_cache
from docgen.engine.files import journal, write_whole
from docgen.engine.gc_tuning import tune_process
from docgen.engine.jobs import Format, Job, JobStatus, Options, Result, fault, trace_path
from docgen.engine.records.fill import at_record, filled
from docgen.foundation import codes
from docgen.foundation.diagnostics import (
    Diagnostic,
    Diagnostics,
    DocgenError,
    Location,
    MachineError,
    Severity,
)
from docgen.foundation.files import (
    OUTPUT,
    SUMMARY,
    FileRecord,
    Recorded,
    allowing,
    kept_between_builds,
    open_file,
    recording,
)
from docgen.foundation.memo import caching
from docgen.layout import Layout, compose, find_layout, find_theme
from docgen.layout.accessibility import check_accessibility
from docgen.layout.document import Document, company_layouts
from docgen.placed.documents import Brief, Deck, Handout, Master
from docgen.placed.items import ImageItem
from docgen.placed.walk import count_words, leaves
from docgen.summary.given import with_given
from docgen.summary.loader import load_summary
from docgen.summary.model import Summary
from docgen.theme.model import Theme
from docgen.typeset import handout, typeset
from docgen.typeset.coverage import cover

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from docgen.grounding import GroundingReport
    from docgen.pptx_template.read import Avoided, CompanyTemplate


P = ParamSpec("P")
T = TypeVar("T")


def write(placed: Brief | Deck, format: Format, options: Options) -> bytes:
    """Return a placed document as PDF or PowerPoint. Raises `DocgenError`."""
    sink, when = io.BytesIO(), timestamp(options.epoch)
    match format:  # each writer is imported where it is used: it takes a third of a start
        case "pdf":
            from docgen.pdf import write_pdf  # noqa: PLC0415

            paper: Brief | Deck | Handout = placed
            if isinstance(placed, Deck) and options.handout is not None:
                paper = handout(placed, options.handout)
            write_pdf(paper, sink, timestamp=when, standard=options.pdf_standard)
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


def gatherer(job: Job) -> Diagnostics:
    """Return what gathers a job's findings, each judged by its options as it is added."""
    return Diagnostics(levels=dict(job.options.severity), strict=job.options.strict)


_ARTICLE_CODES = (codes.NO_ARTICLE, codes.OTHER_ARTICLE, codes.ARTICLE_UNREADABLE)


def grounded(summary: Summary, job: Job, found: Diagnostics) -> GroundingReport | None:
    """Trace the claims of a summary with an article; what fails the build goes to `found`.

    All else is told by ``docgen check`` (a dry build); that the article is missing here too.
    """
    # Late: the tracer is large, and only summaries with an article need it.
    from docgen.grounding import check_grounding  # noqa: PLC0415

    options, told = job.options, gatherer(job)
    report = check_grounding(summary, options.article, diagnostics=told)
    found.extend(
        one
        for one in told
        if options.dry or one.severity is Severity.ERROR or one.code in _ARTICLE_CODES
    )
    return report


def trace_bytes(
    report: GroundingReport,
    project: str,
    passages: bool = False,
    documents: Mapping[str, Mapping[str, Any]] | None = None,
) -> bytes:
    """Return a trace as JSON: the same bytes wherever the project lies.

    The article's sentences are in it with ``passages`` only: a trace may be published where
    the article may not. ``documents``: what became of the summary's texts in each output.
    """
    from docgen.grounding import trace_json  # noqa: PLC0415  (as in `grounded`)

    data = trace_json(report)
    if not passages:
        for claim in data["claims"]:
            for place in [claim.get("article", {}), *claim.get("closest", ())]:
                place.pop("sentence", None)
    data["summary"] = _inside(report.summary, project)
    data["article"]["path"] = _inside(report.article, project)
    data["documents"] = dict(sorted((documents or {}).items()))
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def kept_documents(trace: Path) -> dict[str, Any]:
    """Return what a trace that is there tells of outputs that are there too."""
    try:
        with open_file(trace, OUTPUT) as source:
            told = json.loads(source.read()).get("documents", {})
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {n: v for n, v in told.items() if Path(n).name == n and (trace.parent / n).is_file()}


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
    typography: str = "auto",
    stage: Stage = untimed,
    date_format: str = "",
) -> tuple[Document, Brief | Deck]:
    """Return a document composed, and the same typeset: on a company's template, if there is one.

    `template` goes before the theme's own. Raises DocgenError.
    """

    def composed(theme: Theme, told: Diagnostics) -> Document:
        return stage(
            "compose",
            compose,
            summary,
            layout,
            theme,
            params,
            told,
            report,
            typography,
            date_format,
        )

    def make(
        theme: Theme, told: Diagnostics, master: Master | None
    ) -> tuple[Document, Brief | Deck]:
        document = composed(theme, told)
        told.extend(check_accessibility(document))
        return document, stage("typeset", typeset, document, told, master)

    theme = theme.of(layout.kind)
    path = template or theme.template
    if path is None or layout.kind == "brief":
        theme = stage("template", branded_theme, template, theme)
        return make(theme, found, None)
    # Late, like the writers: a build without template doesn't need it.
    from docgen.pptx_template.fitted import fitted  # noqa: PLC0415
    from docgen.pptx_template.read import read_template  # noqa: PLC0415

    def on_template(read: CompanyTemplate, told: Diagnostics) -> tuple[Document, Brief | Deck]:
        return make(read.theme, told, read.master)

    asked = company_layouts(composed(theme, Diagnostics()))

    def read(avoided: Avoided, told: Diagnostics) -> CompanyTemplate:
        return stage("template", read_template, Path(path), theme, told, avoided, asked)

    return fitted(read, found, on_template, lambda made: made[1])[1]


def branded_theme(template: str | None, theme: Theme) -> Theme:
    """Return a brief's theme with the palette and fonts of a template given for this build.

    A theme that names a template has its look already (`docgen theme from`). Raises
    DocgenError (DG702, DG703).
    """
    if not template:
        return theme
    # Late, like the writers: a build without template doesn't need it.
    from docgen.pptx_template.brand import branded  # noqa: PLC0415

    return branded(Path(template), theme)


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


def inserted_as_text(placed: Brief | Deck) -> list[Diagnostic]:
    """Return a notice (DG753) for each deck of which a PDF shows slides as their words."""
    if not isinstance(placed, Deck):
        return []
    paths = [one.inserted.file.path for one in placed.slides if one.inserted is not None]
    return [
        Diagnostic(
            codes.INSERTED_AS_TEXT,
            f"{count} of its slides {'stands' if count == 1 else 'stand'} here as title and words",
            Location(path),
            "build the .pptx to have them as they are",
            Severity.NOTICE,
        )
        for path, count in Counter(paths).items()
    ]


def films_as_posters(placed: Brief | Deck) -> list[Diagnostic]:
    """Return a notice (DG760) for each film's file of which a PDF shows the poster."""
    if isinstance(placed, Brief):
        shown = [item for page in placed.pages for item in page.items]
    else:
        shown = [one.item for slide in placed.slides for one in slide.items]
    blocks = [leaf.block for leaf in leaves(shown) if isinstance(leaf, ImageItem)]
    return [
        Diagnostic(
            codes.VIDEO_AS_POSTER,
            f'the PDF shows the poster of "{Path(block.video).name}"',
            block.source or block.origin,
            "a film with an address (https://...) is linked on paper too",
            Severity.NOTICE,
        )
        for block in dict.fromkeys(blocks)
        if block.video and not block.video.startswith(("https://", "http://"))
    ]


Save = Callable[[Path, bytes], None]
OnPlaced = Callable[[Job, Brief | Deck], None]
"""Is given each document as it was typeset."""


def run_source(
    jobs: Sequence[Job], save: Save = write_whole, seen: OnPlaced | None = None
) -> Iterator[Result]:
    """Do the jobs of one summary, which is loaded once.

    Jobs and results are plain values, so that this can run in another process.
    """
    if not jobs:
        return
    first, cache = _Work(jobs[0]), process_cache()
    with recording() as record, caching(cache) if cache is not None else nullcontext():
        loaded = first.load()
    shared, traced, covered = tuple(first.found), False, dict[str, Any]()
    for index, job in enumerate(jobs):
        work = _Work(job, save=save, seen=seen, loaded=record, report=first.report)
        work.traced, work.covered = traced and index < len(jobs) - 1, covered
        work.found.extend(shared)
        work.seconds += first.seconds if index == 0 else []
        with caching(cache) if cache is not None else nullcontext():
            result = work.finish(loaded)
        traced = traced or result.ok
        yield result


_LAYOUTS: Recorded[tuple[Layout, Theme]] = Recorded(32)
"""Layouts and themes by name, project and build: each is read once for all jobs of a build."""


def _looked_up(job: Job) -> tuple[Layout, Theme]:
    """Return a job's layout and theme."""
    name, theme, project = job.target.layout, job.options.theme, Path(job.options.project)

    def find() -> tuple[Layout, Theme]:
        layout = find_layout(name, project)
        return layout, find_theme(theme or layout.theme, layout.project)

    if kept_between_builds():
        # Names are looked up from the working folder, so it belongs to the key.
        return _LAYOUTS.checked((str(Path.cwd()), name, theme, str(project)), find)
    return _LAYOUTS.get((job.build, name, theme, str(project)), find) if job.build else find()


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
    found: Diagnostics = field(init=False)
    seconds: list[tuple[str, float]] = field(default_factory=list)
    save: Save = write_whole
    seen: OnPlaced | None = None
    loaded: FileRecord = field(default_factory=FileRecord)
    """What was read to load the summary and its article."""
    report: GroundingReport | None = None
    """Where its claims come from."""
    traced: bool = False
    """Whether the trace is written for another output, and will be again for the last one."""
    covered: dict[str, Any] = field(default_factory=dict)
    """The coverage of the summary's outputs so far, by file name."""

    def __post_init__(self) -> None:
        self.found = gatherer(self.job)

    def load(self) -> Summary | Exception:
        """Return the summary, or why there is none, to be shared by its jobs."""
        try:
            with self._budget():
                summary = self._stage("load", self._summary)
                named = summary.article is not None and summary.article.path
                if named or self.job.options.dry:
                    self.report = self._stage("ground", grounded, summary, self.job, self.found)
        except Exception as error:
            return error
        return summary

    @contextmanager
    def _budget(self) -> Iterator[None]:
        """Hold the job to its limits inside the block. Raises DocgenError (DG828, DG829)."""
        options, source = self.job.options, self.job.source
        with (
            memory_budget(options.megabytes, source),
            budget(options.seconds, source),
            allowing(SUMMARY, options.summary_megabytes * 1_000_000),
        ):
            yield

    def _summary(self) -> Summary:
        record, given = self.job.record, dict(self.job.options.given)
        if record is not None:
            return with_given(filled(record), given)
        return with_given(load_summary(self.job.source, self.found), given)

    def finish(self, loaded: Summary | Exception) -> Result:
        """Build from the summary; whatever goes wrong becomes a result."""
        with recording() as record:
            record.extend(self.loaded.stamps())
            result = self._finished(loaded)
            if self.job.record is not None:
                result = replace(result, diagnostics=at_record(self.job.record, result.diagnostics))
            return replace(result, inputs=record.stamps())

    def _finished(self, loaded: Summary | Exception) -> Result:
        try:
            if isinstance(loaded, Exception):
                raise loaded
            with self._budget():
                return self._build(loaded)
        except MachineError as error:
            return self._failed(JobStatus.MACHINE, error.diagnostics)
        except DocgenError as error:
            return self._failed(JobStatus.WRONG, error.diagnostics)
        except Exception as error:
            # Cleaning up after a budget that is used up may fail in its turn.
            if isinstance(error.__context__, DocgenError):
                return self._failed(JobStatus.WRONG, error.__context__.diagnostics)
            trace = "".join(traceback.format_exception(error))
            return self._failed(JobStatus.FAULT, (fault(error, self.job.source),), trace)

    def _build(self, summary: Summary) -> Result:
        job = self.job
        layout, theme = _looked_up(job)
        document, placed = placed_document(
            summary,
            layout,
            theme,
            self.found,
            template=job.options.template,
            params=dict(job.target.params),
            report=self.report,
            typography=job.options.typography,
            stage=self._stage,
            date_format=job.options.date_format,
        )
        self.found.extend(moved_text(placed))
        if job.format == "pdf":
            self.found.extend(inserted_as_text(placed))
            self.found.extend(films_as_posters(placed))
        if self.seen is not None:
            self.seen(job, placed)
        coverage = self._stage("cover", cover, document, placed, self.found)
        self.covered[Path(job.output).name] = coverage.as_plain()
        self.found.raise_errors()
        done = Result(
            job=job,
            status=JobStatus.DONE,
            words=count_words(placed),
            count=len(placed.pages if isinstance(placed, Brief) else placed.slides),
            seconds=tuple(self.seconds),
            diagnostics=tuple(self.found),
            claims=self._claims(),
            report=self.report if job.options.dry else None,
            coverage=coverage.as_plain(),
        )
        if job.options.dry:
            return done
        data = self._stage("write", write, placed, job.format, job.options)
        digest = hashlib.sha256(data).hexdigest()
        if self.save is write_whole:  # who keeps the bytes elsewhere writes nothing here
            journal(Path(job.output), digest)
        self._stage("save", self.save, Path(job.output), data)
        trace = self._trace()
        return replace(
            done,
            bytes=len(data),
            sha256=digest,
            seconds=tuple(self.seconds),
            trace=trace,
        )

    def _claims(self) -> tuple[tuple[str, int], ...] | None:
        if self.report is None:
            return None
        return tuple(sorted(Counter(t.status.value for t in self.report.traces).items()))

    def _trace(self) -> str:
        """Write the trace, once a summary; return its path, "" without an article."""
        if self.report is None:
            return ""
        path = trace_path(self.job)
        if not self.traced:
            options, told = self.job.options, {**kept_documents(path), **self.covered}
            data = trace_bytes(self.report, options.project, options.passages, told)
            self._stage("save", self.save, path, data)
        return str(path)

    def _failed(self, status: JobStatus, why: Iterable[Diagnostic], trace: str = "") -> Result:
        self.found.extend(why)
        return Result(
            job=self.job,
            status=status,
            seconds=tuple(self.seconds),
            traceback=trace,
            diagnostics=tuple(dict.fromkeys(self.found)),
            claims=self._claims(),
            report=self.report if self.job.options.dry else None,
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
