"""A recipe: all of a plan but its summaries. Plain, so that a manifest can keep it.

Looking up layouts and themes takes pydantic and Jinja2; a recipe whose files are as they
were spares that, and a build with nothing to do is done before they would be imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from docgen.engine.jobs import BuildRequest, Format, Job, LayoutTarget, Options, plan_jobs
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, Location
from docgen.foundation.files import FileError, check_inside
from docgen.project.discovery import summaries_in

EPOCH_MAX = 253_402_300_799
"""The last second of the year 9999, the last that a date can hold."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Targets and options of a request."""

    targets: tuple[LayoutTarget, ...]
    options: Options
    out: str
    sources: str
    """The project's folder of summaries."""
    format: Format | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        return asdict(self)

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Recipe:
        """Read what `to_json` gave. Raises KeyError, TypeError or ValueError for else."""
        options = dict(data["options"])
        options["severity"] = tuple((str(a), str(b)) for a, b in options["severity"])
        options["given"] = tuple((str(a), str(b)) for a, b in options.get("given", ()))
        return Recipe(
            tuple(_target(t) for t in data["targets"]),
            Options(**options),
            data["out"],
            data["sources"],
            data["format"],
        )


def _target(data: Mapping[str, Any]) -> LayoutTarget:
    params = tuple((str(k), v) for k, v in data["params"])
    return LayoutTarget(data["layout"], data["name"], data["kind"], cast(Any, params))


def jobs_of(recipe: Recipe, request: BuildRequest, found: Diagnostics) -> tuple[Job, ...]:
    """Return the jobs of a recipe: one a summary and target. Findings are added to `found`."""
    sources = _sources(Path(recipe.sources), request, found)
    return plan_jobs(sources, recipe.targets, recipe.out, recipe.options, found, recipe.format)


def _sources(own: Path, request: BuildRequest, found: Diagnostics) -> list[str]:
    """Name the summaries; a folder stands for those in it."""
    sources: list[str] = []
    for path in [*request.sources] or [own]:
        found_here = path.is_dir() or not request.sources
        inside = summaries_in(path) if found_here else [path]
        sources += [str(one) for one in inside if _usable(one, path if found_here else None, found)]
        if not inside:
            hint = "`docgen new NAME` writes a starter summary"
            found.error(codes.NO_SOURCES, f"there is no summary in {path}/", hint=hint)
    return sources


def _usable(path: Path, folder: Path | None, found: Diagnostics) -> bool:
    """Report what is no summary: a name that isn't text (DG825), what a folder only links to
    (DG119), a template that records fill (DG813).
    """
    if path.suffix == ".j2":
        message = "is a template of summaries: it is filled from a table of records"
        hint = f"docgen build {path} --records TABLE.csv"
        found.error(codes.BAD_TEMPLATE, message, Location(str(path)), hint)
        return False
    try:
        str(path).encode("utf-8")
        check_inside(path, None if folder is None else folder)
    except UnicodeEncodeError:
        shown = str(path).encode("utf-8", "backslashreplace").decode()
        hint = "rename it: names of files are UTF-8"
        found.error(codes.FILE_NAME, "its name is no text", Location(shown), hint)
        return False
    except FileError as error:
        message = f"it {error.strerror}"
        found.error(codes.OUTSIDE_PROJECT, message, Location(str(path)), "name it itself to use it")
        return False
    return True


def read_epoch(environment: Mapping[str, str], found: Diagnostics) -> int | None:
    """Read SOURCE_DATE_EPOCH (reproducible-builds.org)."""
    text = environment.get("SOURCE_DATE_EPOCH", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text[:20]) <= EPOCH_MAX:
        return int(text)
    message = f'SOURCE_DATE_EPOCH is "{text[:40]}", not a number of seconds since 1970'
    found.error(codes.EPOCH, message, hint="unset it, or set it to a number")
    return None
