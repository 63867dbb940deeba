"""The project's settings: ``[tool.docgen]`` in pyproject.toml, or docgen.toml."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from docgen.foundation import codes
from docgen.foundation.codes import all_codes
from docgen.foundation.diagnostics import Diagnostics, Location, did_you_mean
from docgen.foundation.files import check_inside
from docgen.foundation.toml import Codes, TomlModel, must_read
from docgen.project.discovery import find_file, summaries_in
from docgen.summary.dates import WIDTHS

CODES = Codes(unreadable=codes.CONFIG_UNREADABLE, key=codes.CONFIG_KEY, value=codes.CONFIG_VALUE)

PdfStandardName = Literal["ua-1+a-2a", "a-3a", "none"]
SeverityLevel = Literal["error", "warning", "notice", "off"]


class Settings(TomlModel):
    """What a project may set. Folders are relative to the project's root."""

    layouts: list[str] = Field(
        default=["policy-brief", "briefing-deck"], description="Layouts that a build uses"
    )
    theme: str | None = Field(default=None, description="Instead of each layout's own theme")
    sources: str = Field(default="sources", description="Folder of the summaries")
    out: str = Field(default="build", description="Folder of the outputs")
    params: dict[str, str | int | float | bool] = Field(
        default_factory=dict, description="Parameters, each for the layouts that have it"
    )
    strict: bool = Field(default=False, description="Treat warnings as errors")
    pdf_standard: PdfStandardName = Field(
        default="ua-1+a-2a", alias="pdf-standard", description="What PDFs conform to"
    )
    date_format: str = Field(
        default="long",
        alias="date-format",
        description='How days are written: full, long, medium, short, iso, or a pattern of CLDR\'s: "d. MMMM y"',
    )
    trace_passages: bool = Field(
        default=False,
        alias="trace-passages",
        description="Put the article's sentences into build/SOURCE.trace.json",
    )
    job_seconds: int = Field(
        default=300,
        alias="job-seconds",
        ge=0,
        le=86_400,
        description="Seconds of processor that a document may use; 0: no limit",
    )
    job_megabytes: int = Field(
        default=4_000,
        alias="job-megabytes",
        ge=0,
        le=1_000_000,
        description="Megabytes of memory that a document may use; 0: no limit",
    )
    summary_megabytes: int = Field(
        default=5,
        alias="summary-megabytes",
        ge=1,
        le=500,
        description="Megabytes that a summary may have",
    )
    typography: Literal["auto", "as-is"] = Field(
        default="auto",
        description="Quotation marks, apostrophes, dashes, ellipses and their spaces as the"
        " language sets them, or as typed",
    )
    severity: dict[str, SeverityLevel] = Field(
        default_factory=dict,
        description='Severity by code, of what isn\'t an error by itself: DG118 = "off"',
    )

    @field_validator("date_format")
    @classmethod
    def _readable_format(cls, value: str) -> str:
        if value in (*WIDTHS, "iso"):
            return value
        letters = "".join(re.findall(r"[A-Za-z]", re.sub(r"'[^']*'", "", value)))
        if not letters or set(letters) - set("GyYuUQqMLlwWdDFgEec"):
            raise ValueError(
                f'"{value}" is no date format; full, long, medium, short, iso, "d. M. y"'
            )
        if set(letters) & set("YDF"):  # spelt as other programs spell years and days
            meant = value.replace("Y", "y").replace("D", "d").replace("F", "d")
            raise ValueError(
                f'"{value}": Y, D and F count by weeks and by the year, and give wrong days;'
                f' write "{meant}"'
            )
        return value

    @field_validator("severity")
    @classmethod
    def _known_codes(cls, value: dict[str, SeverityLevel]) -> dict[str, SeverityLevel]:
        for code in value:
            if code not in all_codes():
                close = did_you_mean(code, all_codes())
                hint = close if close.startswith("did") else "`docgen explain` lists them"
                raise ValueError(f'there is no code "{code}"; {hint}')
        return value


@dataclass(frozen=True, slots=True)
class Project:
    """A project: its root as seen from the working folder, its settings and their file."""

    root: Path
    settings: Settings = field(default_factory=Settings)
    file: Path | None = None

    @property
    def sources(self) -> Path:
        """The folder of summaries."""
        return self.root / self.settings.sources

    @property
    def out(self) -> Path:
        """The folder of outputs."""
        return self.root / self.settings.out

    def all_sources(self) -> list[Path]:
        """Return every summary of the project, by name."""
        return summaries_in(self.sources)


def find_project(start: Path) -> Project:
    """Return the project that `start` lies in.

    Its root is the nearest folder upwards with a docgen.toml, or a pyproject.toml with
    ``[tool.docgen]``; without one `start` itself, with the defaults. Raises DocgenError
    (DG801 to DG803) with all that is wrong in the file.
    """
    found = find_file(start)
    if found.file is None:
        return Project(found.root)
    settings, source = must_read(found.file, Settings, CODES, found.table, inside=found.root)
    wrong = Diagnostics()
    for key in ("out", "sources"):
        _stay_inside(found.root, getattr(settings, key), source.locate([*found.table, key]), wrong)
    for name in [*settings.layouts, *([settings.theme] if settings.theme else [])]:
        if "/" in name or "\\" in name:
            key = "theme" if name == settings.theme else "layouts"
            _stay_inside(found.root, name, source.locate([*found.table, key]), wrong, Path())
    wrong.raise_errors()
    return Project(found.root, settings, found.file)


def _stay_inside(
    root: Path, name: str, at: Location, found: Diagnostics, start: Path | None = None
) -> None:
    """Report a folder that leads out of the project: only the command line may name one."""
    try:
        path = (root if start is None else start) / name
        check_inside(path, root)
        with suppress(FileNotFoundError, NotADirectoryError):
            path.lstat()  # raises for a name that is no path; what lies there is no input
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "is no path"
        message = f'"{name}" {why[:1].lower()}{why[1:]}'
        found.error(codes.CONFIG_VALUE, message, at, "name a folder in the project")
