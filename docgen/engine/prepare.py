"""From a project's settings and a request to a recipe and a plan: finds layouts and themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from docgen.engine.jobs import BuildRequest, Job, LayoutTarget, Options
from docgen.engine.recipe import Recipe, jobs_of, read_epoch
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, DocgenError, did_you_mean
from docgen.foundation.files import Recorded, kept_between_builds
from docgen.foundation.values import ParameterValue
from docgen.layout import Layout, find_layout, find_theme
from docgen.project.settings import Project
from docgen.summary.given import check_given, whole_paths
from docgen.theme.model import Theme

__all__ = ["BuildRequest", "ParameterValue", "draw_up", "prepare"]
T = TypeVar("T")


def prepare(
    project: Project, request: BuildRequest, environment: Mapping[str, str]
) -> tuple[Job, ...]:
    """Return the jobs of a build; layouts and themes are looked up, summaries not opened.

    Of ``environment`` only SOURCE_DATE_EPOCH is read. Raises DocgenError with everything
    that is wrong: layouts (DG20x), themes (DG30x), DG204, DG804 to DG807.
    """
    found = Diagnostics()
    recipe = draw_up(project, request, environment, found)
    jobs = jobs_of(recipe, request, found)
    found.raise_errors()
    return jobs


def draw_up(
    project: Project, request: BuildRequest, environment: Mapping[str, str], found: Diagnostics
) -> Recipe:
    """Return the recipe of a request; what is wrong is added to `found`."""
    settings = project.settings
    options = Options(
        project=str(project.root),
        theme=request.theme or settings.theme,
        strict=request.strict or settings.strict,
        severity=tuple(settings.severity.items()),
        pdf_standard=request.pdf_standard or settings.pdf_standard,
        date_format=settings.date_format,
        typography=settings.typography,
        handout=request.handout,
        epoch=read_epoch(environment, found),
        dry=request.dry,
        seconds=settings.job_seconds,
        megabytes=settings.job_megabytes,
        summary_megabytes=settings.summary_megabytes,
        passages=settings.trace_passages,
        template=None if request.template is None else str(request.template),
        article=None if request.article is None else str(request.article),
        given=_given(request, found),
    )
    layouts = _layouts(project, request, options, found)
    targets = _targets(layouts, settings.params, request.params, found)
    return Recipe(
        targets=tuple(targets),
        options=options,
        out=str(request.out if request.out is not None else project.out),
        sources=str(project.sources),
        format=request.format or ("pdf" if request.handout else None),
    )


def _given(request: BuildRequest, found: Diagnostics) -> tuple[tuple[str, str], ...]:
    """Return what is given for every summary; a wrong one is added to `found`."""
    with _gathered(found):
        check_given(request.given)
        return tuple(whole_paths(request.given).items())
    return ()


def _layouts(
    project: Project, request: BuildRequest, options: Options, found: Diagnostics
) -> dict[str, Layout]:
    """Find the layouts. With --format pptx the settings' briefs are left out, not wrong."""
    layouts: dict[str, Layout] = {}
    themes = [options.theme] if options.theme else []
    for name in dict.fromkeys(request.layouts or project.settings.layouts):
        with _gathered(found):
            layout = _kept(_LAYOUTS, find_layout, name, project.root)
            themes += [] if options.theme else [layout.theme]
            if request.layouts or request.format != "pptx" or layout.kind == "deck":
                layouts[name] = layout
    for theme in dict.fromkeys(themes):
        with _gathered(found):
            _kept(_THEMES, find_theme, theme, project.root)
    return layouts


_LAYOUTS: Recorded[Layout] = Recorded(64)
_THEMES: Recorded[Theme] = Recorded(64)


def _kept(known: Recorded[T], find: Callable[[str, Path], T], name: str, root: Path) -> T:
    """Return what is found by a name; in a resident process, as long as its files stay."""
    if not kept_between_builds():
        return find(name, root)
    # Names are looked up from the working folder too, so it belongs to the key.
    return known.checked((str(Path.cwd()), name, str(root)), lambda: find(name, root))


@contextmanager
def _gathered(found: Diagnostics) -> Iterator[None]:
    """Put what is raised to the other findings and go on."""
    try:
        yield
    except DocgenError as error:
        found.extend(error.diagnostics)


def _targets(
    layouts: Mapping[str, Layout],
    usual: Mapping[str, ParameterValue],
    wanted: Mapping[str, ParameterValue],
    found: Diagnostics,
) -> list[LayoutTarget]:
    """Give each layout the parameters that it has; one that no layout has is an error."""
    known = {name for layout in layouts.values() for name in layout.params}
    for name in [n for n in wanted if layouts and n not in known]:
        hint = did_you_mean(name, known) or "`docgen layouts` lists parameters"
        found.error(codes.BAD_PARAMETER, f'none of the layouts has a parameter "{name}"', hint=hint)
    targets = []
    for name, layout in layouts.items():
        params = {k: v for k, v in {**usual, **wanted}.items() if k in layout.params}
        layout.resolve(params, found)
        targets.append(LayoutTarget(name, layout.name, layout.kind, tuple(params.items())))
    return targets
