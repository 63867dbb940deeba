"""From a project's settings and a wish to a plan: finds summaries, layouts and themes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from docgen.config import Project, summaries_in
from docgen.diagnostics import Diagnostics, DocgenError, did_you_mean
from docgen.layout import Layout, find_layout, find_theme
from docgen.press.plan import Format, Job, Options, Target, plan_jobs

Value = str | int | float | bool
EPOCH_MAX = 253_402_300_799
"""The last second of the year 9999, the last that a date can hold."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for; what is empty comes from the project's settings."""

    sources: Sequence[Path] = ()
    layouts: Sequence[str] = ()
    theme: str | None = None
    out: Path | None = None
    params: Mapping[str, Value] = field(default_factory=dict)
    format: Format | None = None
    strict: bool = False
    pdf_standard: str | None = None
    handout: int | None = None
    dry: bool = False


def prepare(project: Project, wish: Wish, environment: Mapping[str, str]) -> tuple[Job, ...]:
    """Return the jobs of a build; layouts and themes are looked up, summaries not opened.

    Of ``environment`` only SOURCE_DATE_EPOCH is read. Raises DocgenError with everything
    that is wrong: layouts (DG20x), themes (DG30x), DG204, DG804 to DG807.
    """
    found = Diagnostics()
    settings = project.settings
    options = Options(
        project=str(project.root),
        theme=wish.theme or settings.theme,
        strict=wish.strict or settings.strict,
        severity=tuple(settings.severity.items()),
        pdf_standard=wish.pdf_standard or settings.pdf_standard,
        handout=wish.handout,
        epoch=_epoch(environment, found),
        dry=wish.dry,
    )
    layouts = _layouts(project, wish, options, found)
    targets = _targets(layouts, settings.params, wish.params, found)
    sources = _sources(project, wish, found)
    format = wish.format or ("pdf" if wish.handout else None)
    out = str(wish.out if wish.out is not None else project.out)
    jobs = plan_jobs(sources, targets, out, options, found, format)
    found.raise_errors()
    return jobs


def _sources(project: Project, wish: Wish, found: Diagnostics) -> list[str]:
    """Name the summaries; a folder stands for those in it."""
    folders = [*wish.sources] or [project.sources]
    sources: list[str] = []
    for path in folders:
        inside = summaries_in(path) if path.is_dir() or not wish.sources else [path]
        sources += map(str, inside)
        if not inside:
            hint = "`docgen new NAME` writes a starter summary"
            found.error("DG806", f"there is no summary in {path}/", hint=hint)
    return sources


def _layouts(
    project: Project, wish: Wish, options: Options, found: Diagnostics
) -> dict[str, Layout]:
    """Find the layouts. With --format pptx the settings' briefs are left out, not wrong."""
    layouts: dict[str, Layout] = {}
    themes = [options.theme] if options.theme else []
    for name in dict.fromkeys(wish.layouts or project.settings.layouts):
        with _gathered(found):
            layout = find_layout(name, project.root)
            themes += [] if options.theme else [layout.theme]
            if wish.layouts or wish.format != "pptx" or layout.kind == "deck":
                layouts[name] = layout
    for theme in dict.fromkeys(themes):
        with _gathered(found):
            find_theme(theme, project.root)
    return layouts


@contextmanager
def _gathered(found: Diagnostics) -> Iterator[None]:
    """Put what is raised to the other findings and go on."""
    try:
        yield
    except DocgenError as error:
        found.extend(error.diagnostics)


def _targets(
    layouts: Mapping[str, Layout], usual: Mapping[str, Value], wanted: Mapping[str, Value],
    found: Diagnostics,
) -> list[Target]:  # fmt: skip
    """Give each layout the parameters that it has; one that no layout has is an error."""
    known = {name for layout in layouts.values() for name in layout.params}
    for name in [n for n in wanted if layouts and n not in known]:
        hint = did_you_mean(name, known) or "`docgen layouts` lists parameters"
        found.error("DG204", f'none of the layouts has a parameter "{name}"', hint=hint)
    targets = []
    for name, layout in layouts.items():
        params = {k: v for k, v in {**usual, **wanted}.items() if k in layout.params}
        layout.resolve(params, found)
        targets.append(Target(name, layout.name, layout.kind, tuple(params.items())))
    return targets


def _epoch(environment: Mapping[str, str], found: Diagnostics) -> int | None:
    """Read SOURCE_DATE_EPOCH (reproducible-builds.org)."""
    text = environment.get("SOURCE_DATE_EPOCH", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text[:20]) <= EPOCH_MAX:
        return int(text)
    message = f'SOURCE_DATE_EPOCH is "{text[:40]}", not a number of seconds since 1970'
    found.error("DG807", message, hint="unset it, or set it to a number")
    return None
