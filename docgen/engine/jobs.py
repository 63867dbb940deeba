"""A plan is a value: which output comes from which summary and layout. Nothing is read here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, Location, Severity
from docgen.foundation.files import Stamp
from docgen.foundation.values import DocumentKind, ParameterValue

if TYPE_CHECKING:  # the tracer is large, and a plan doesn't need it
    from docgen.grounding import GroundingReport

Format = Literal["pdf", "pptx"]
NATURAL: dict[DocumentKind, Format] = {"brief": "pdf", "deck": "pptx"}
UNITS: dict[DocumentKind, str] = {"brief": "page", "deck": "slide"}


@dataclass(frozen=True, slots=True)
class LayoutTarget:
    """A layout as a plan needs it: what to look it up by, its name and kind, its parameters."""

    layout: str
    name: str
    kind: DocumentKind
    params: tuple[tuple[str, str | int | float | bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for every job. ``epoch`` is SOURCE_DATE_EPOCH: seconds since 1970, UTC."""

    project: str = "."
    theme: str | None = None
    strict: bool = False
    severity: tuple[tuple[str, str], ...] = ()
    """Codes and the severities that the project gives them."""
    pdf_standard: str = "ua-1+a-2a"
    typography: str = "auto"
    """``auto`` or ``as-is``: see `docgen.layout.compose`."""
    handout: int | None = None
    """Slides on a page of a deck's PDF."""
    epoch: int | None = None
    dry: bool = False
    """Typeset only, to see whether it fits; write nothing. All of the grounding is told."""
    seconds: int = 0
    """Of processor that a document may use; 0: no limit."""
    megabytes: int = 0
    """Of memory that a document may use; 0: no limit."""
    summary_megabytes: int = 0
    """That a summary may have; 0: as many as usual."""
    passages: bool = False
    """Whether a trace holds the article's sentences."""
    article: str | None = None
    """The article to check claims against, instead of the summary's own."""
    template: str | None = None
    """A company's .pptx or .potx, instead of the theme's own."""
    date_format: str = ""
    """How days are written: ``long`` (the default), ``iso``, a CLDR pattern."""
    given: tuple[tuple[str, str], ...] = ()
    """What the command says for every summary: ``classification``, ``draft``, ``logo``..."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row that fills a template of a summary."""

    template: str
    """Path of the template."""
    file: str
    number: int
    """Line or row of the file."""
    values: str
    """The row as JSON."""
    error: Diagnostic | None = None
    """What is wrong with the row itself."""


@dataclass(frozen=True, slots=True)
class Job:
    """One output: plain values only, so that it can travel to another process."""

    source: str
    target: LayoutTarget
    format: Format
    output: str
    options: Options = Options()
    record: Record | None = None
    build: str = field(default="", compare=False)
    """Names the build that it is of: layouts and themes are read once for jobs of one build."""

    @property
    def unit(self) -> str:
        """What its output is counted in: page or slide."""
        return UNITS[self.target.kind]


def plan_jobs(
    sources: Sequence[str],
    targets: Sequence[LayoutTarget],
    out: str,
    options: Options,
    found: Diagnostics,
    format: Format | None = None,
) -> tuple[Job, ...]:
    """Return a job for every summary and layout, a summary's jobs together.

    Two jobs for one output are an error (DG804), and so is a brief as PowerPoint (DG805).
    """
    for target in targets:
        if format == "pptx" and target.kind == "brief":
            message = f'layout "{target.layout}" is a brief, and a brief is no PowerPoint deck'
            found.error(
                codes.FORMAT, message, hint="choose a layout of kind deck: `docgen layouts`"
            )
    jobs = [
        Job(source, target, kind, output_path(source, target.name, kind, out), options)
        for source in dict.fromkeys(sources)
        for target in dict.fromkeys(targets)
        for kind in [format or NATURAL[target.kind]]
    ]
    _check_outputs(jobs, found)
    return tuple(jobs)


def output_path(source: str, layout: str, format: Format, out: str) -> str:
    """Return ``OUT/SOURCE.LAYOUT.FORMAT``, the path of a job's output."""
    safe = re.sub(r"[^\w.-]+", "-", layout)
    return str(Path(out) / f"{Path(source).stem}.{safe}.{format}")


def trace_path(job: Job) -> Path:
    """Return where the trace of a job's summary is written, beside its outputs."""
    ending = output_path("", job.target.name, job.format, "")
    return Path(job.output.removesuffix(ending) + ".trace.json")


def _check_outputs(jobs: Iterable[Job], found: Diagnostics) -> None:
    first: dict[str, Job] = {}
    for job in jobs:
        other = first.setdefault(job.output, job)
        if other is not job:
            same = other.source == job.source
            by = f'layout "{other.target.layout}"' if same else other.source
            found.error(
                codes.SAME_OUTPUT,
                f"{job.output} would be written twice, here and for {by}",
                Location(job.source),
                "give them different names",
            )


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What somebody asked for; what is empty comes from the project's settings."""

    sources: Sequence[Path] = ()
    layouts: Sequence[str] = ()
    theme: str | None = None
    out: Path | None = None
    params: Mapping[str, ParameterValue] = field(default_factory=dict)
    format: Format | None = None
    strict: bool = False
    pdf_standard: str | None = None
    handout: int | None = None
    dry: bool = False
    template: Path | None = None
    article: Path | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    """See `docgen.summary.given`."""

    def plain(self) -> list[object]:
        """Return it as plain values, to be told from other wishes."""
        return [
            [str(s) for s in self.sources],
            [*self.layouts],
            self.theme,
            None if self.out is None else str(self.out),
            dict(self.params),
            self.format,
            self.strict,
            self.pdf_standard,
            self.handout,
            self.dry,
            None if self.template is None else str(self.template),
            None if self.article is None else str(self.article),
            dict(self.given),
        ]


class JobStatus(StrEnum):
    """How a job ended."""

    DONE = "done"
    WRONG = "wrong"
    """Something in the summary or the layout is wrong."""
    MACHINE = "machine"
    """The output could not be written."""
    FAULT = "fault"
    """A fault of ours."""


@dataclass(frozen=True, slots=True)
class Result:
    """A job's outcome: plain values, so that it can come from another process.

    ``count`` is its pages or slides, ``words`` the words set on them, ``seconds`` the time
    of each stage.
    """

    job: Job
    status: JobStatus
    count: int = 0
    words: int = 0
    bytes: int = 0
    sha256: str = ""
    seconds: tuple[tuple[str, float], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    traceback: str = ""
    inputs: tuple[Stamp, ...] = ()
    """All files that were read for it: kind, path and digest as they were read."""
    claims: tuple[tuple[str, int], ...] | None = None
    """The summary's claims, counted by how they stand to its article; None without one."""
    report: GroundingReport | None = field(default=None, compare=False)
    """Where each claim comes from; of a dry build only, whose results don't travel."""
    trace: str = ""
    """Path of the summary's trace; empty without an article."""
    coverage: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """What became of the summary's texts, as plain values (`Coverage.as_plain`)."""
    fresh: bool = False
    """It needed no building: nothing that it depends on has changed."""
    reason: str = ""
    """Why it was built."""

    @property
    def ok(self) -> bool:
        """Whether the output was written."""
        return self.status is JobStatus.DONE

    @property
    def time(self) -> float:
        """Seconds in all."""
        return sum(spent for _, spent in self.seconds)


def gather(results: Iterable[Result]) -> tuple[Diagnostic, ...]:
    """Return every finding once, in the order of the jobs (layouts share a summary's)."""
    return tuple(dict.fromkeys(d for result in results for d in result.diagnostics))


@dataclass(slots=True)
class StageTime:
    """The time of a stage in all documents, in seconds."""

    total: float = 0.0
    longest: float = 0.0
    times: int = 0

    def add(self, seconds: float) -> None:
        """Count one document."""
        self.total += seconds
        self.longest = max(self.longest, seconds)
        self.times += 1


@dataclass(slots=True)
class BuildCounts:
    """What a build came to, counted result by result: of a result nothing is kept."""

    documents: int = 0
    done: int = 0
    fresh: int = 0
    """Of those done: they needed no building."""
    failed: int = 0
    faults: int = 0
    """Of those that failed: by a fault of ours or of the machine."""
    findings: Counter[Severity] = field(default_factory=Counter)
    """Each finding once."""
    repeated: int = 0
    """Findings that weren't shown: they were told of another record."""
    stages: dict[str, StageTime] = field(default_factory=dict)
    _met: set[int] = field(default_factory=set)

    @property
    def seconds(self) -> float:
        """All stages of all documents together."""
        return sum(stage.total for stage in self.stages.values())

    def add(self, result: Result) -> None:
        """Count a result."""
        self.documents += 1
        self.done += result.ok
        self.fresh += result.fresh
        self.failed += not result.ok
        self.faults += result.status in (JobStatus.MACHINE, JobStatus.FAULT)
        for name, seconds in result.seconds:
            self.stages.setdefault(name, StageTime()).add(seconds)
        for one in result.diagnostics:
            if hash(one) not in self._met:
                self._met.add(hash(one))
                self.findings[one.severity] += 1


def fault(error: BaseException, file: str = "") -> Diagnostic:
    """Return what to say of an exception that nobody foresaw (DG899)."""
    first = next(iter(str(error).splitlines()), "")
    message = f"a fault of ours: {type(error).__name__}" + (f": {first}" if first else "")
    hint = "please report it; DOCGEN_TRACEBACK=1 shows where it happened"
    return Diagnostic(codes.FAULT, message, Location(file) if file else None, hint)


JobGroup = tuple[Job, ...]
"""The jobs of one summary, in the plan's order."""
