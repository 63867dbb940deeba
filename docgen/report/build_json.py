"""What commands print with ``--json``: one object a line (``docgen schema build``)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from docgen.engine.jobs import BuildCounts, Job, Result
from docgen.foundation.diagnostics import Severity
from docgen.layout import Layout
from docgen.report.formats.common import fingerprints
from docgen.report.formats.json import Counts, DiagnosticShape, Finding, finding_of
from docgen.version import __version__


class Planned(DiagnosticShape):
    """A document that a build would make (a line of `docgen plan --json`)."""

    source: str = Field(description="The summary's file")
    layout: str
    kind: Literal["brief", "deck"]
    format: Literal["pdf", "pptx"]
    output: str = Field(description="Path of the document")
    theme: str | None = Field(description="Instead of the layout's own; null: its own")
    params: dict[str, str | int | float | bool]


class Covered(DiagnosticShape):
    """What became of the summary's texts in a document. Paths such as `tables.0.title`."""

    texts: int = Field(description="Texts of the summary")
    placed: int = Field(description="Of these the document shows all words")
    shortened: list[str] = Field(description="Of these the layout shows a part")
    left_out: list[str] = Field(description="These the layout doesn't show")
    intended: list[str] = Field(description="Left out or shortened as the layout's `omits` says")
    lost: list[str] = Field(description="These found no place: an error")
    undrawn: list[str] = Field(description="Words of charts that aren't drawn as they stand")


class Built(Planned):
    """A document that was built, or failed (a line of `docgen build --json`)."""

    type: Literal["document"] = "document"
    status: Literal["done", "wrong", "machine", "fault"] = Field(
        description="wrong: the summary or layout; machine: disk, permissions; fault: docgen"
    )
    fresh: bool = Field(description="It was up to date and so not built again")
    reason: str = Field(description="Why it was built; may be empty")
    pages: int | None = Field(description="Pages of a brief; null for a deck and for a failure")
    slides: int | None = Field(description="Slides of a deck; null for a brief and for a failure")
    words: int = Field(description="Words that are set, running heads and notes aside")
    bytes: int
    sha256: str = Field(description="Of the file; empty for a failure")
    claims: dict[str, int] | None = Field(
        description="Claims of the summary by how they stand to its article; null: none to check"
    )
    trace: str | None = Field(description="Path of where its claims come from; null: not traced")
    coverage: Covered | None = Field(description="null for a failure")
    seconds: dict[str, float] = Field(description="Time of each stage; load only once a summary")
    diagnostics: list[Finding]


class Closing(DiagnosticShape):
    """The last line of `docgen build --json`."""

    type: Literal["summary"] = "summary"
    version: Literal[1] = Field(1, description="Of this form")
    docgen: str = Field(description="Version of docgen")
    documents: int
    built: int
    failed: int
    counts: Counts = Field(description="Findings by severity, each told once")
    seconds: float = Field(description="All stages of all documents together")


class Setting(DiagnosticShape):
    """A parameter of a layout."""

    name: str
    type: str
    default: str | int | float | bool
    choices: list[str]
    description: str


class Listed(DiagnosticShape):
    """A layout (a line of `docgen layouts --json`)."""

    name: str
    kind: Literal["brief", "deck"]
    origin: str
    description: str
    theme: str
    params: list[Setting]
    path: str = Field(description="Its folder")


def planned(job: Job) -> Planned:
    """Return a job as `docgen plan --json` prints it."""
    return Planned(
        source=job.source,
        layout=job.target.name,
        kind=job.target.kind,
        format=job.format,
        output=job.output,
        theme=job.options.theme,
        params=dict(job.target.params),
    )


def built(result: Result) -> Built:
    """Return a result as `docgen build --json` prints it."""
    plan = planned(result.job).model_dump()
    brief = result.job.target.kind == "brief"
    return Built(
        **plan,
        status=result.status.value,
        words=result.words,
        bytes=result.bytes,
        sha256=result.sha256,
        fresh=result.fresh,
        reason=result.reason,
        pages=result.count if result.ok and brief else None,
        slides=result.count if result.ok and not brief else None,
        claims=None if result.claims is None else dict(result.claims),
        trace=result.trace or None,
        coverage=Covered(**result.coverage) if result.coverage else None,
        seconds={stage: round(spent, 4) for stage, spent in result.seconds},
        diagnostics=[finding_of(one, mark) for one, mark in fingerprints(result.diagnostics)],
    )


def closing(counts: BuildCounts) -> Closing:
    """Return the line that closes a build."""
    found = counts.findings
    return Closing(
        version=1,
        docgen=__version__,
        documents=counts.documents,
        built=counts.done,
        failed=counts.failed,
        counts=Counts(
            error=found[Severity.ERROR],
            warning=found[Severity.WARNING],
            notice=found[Severity.NOTICE],
        ),
        seconds=round(counts.seconds, 4),
    )


def listed(layout: Layout) -> Listed:
    """Return a layout as `docgen layouts --json` prints it."""
    params = [
        Setting(
            name=name,
            type=one.type,
            default=one.default,
            choices=list(one.choices),
            description=one.description,
        )
        for name, one in layout.params.items()
    ]
    return Listed(
        name=layout.name,
        kind=layout.kind,
        origin=layout.origin,
        description=layout.description,
        theme=layout.theme,
        params=params,
        path=str(layout.folder),
    )
