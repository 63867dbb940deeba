"""``docgen build``."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from docgen.cli import building
from docgen.cli.console import put
from docgen.cli.pressoptions import PressOptions, press_options

if TYPE_CHECKING:
    from docgen.press.result import Result
    from docgen.press.wish import Wish


def _params(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> dict[str, str | int | float | bool]:
    pairs: dict[str, str | int | float | bool] = {}
    for value in values:
        name, sign, given = value.partition("=")
        if not sign or not name.strip():
            raise click.BadParameter(f'"{value}" should be NAME=VALUE')
        pairs[name.strip()] = given.strip()
    return pairs


@click.command("build", short_help="Build briefs and decks from summaries.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=click.Path(path_type=Path))
@click.option(
    "-l",
    "--layout",
    "layouts",
    multiple=True,
    metavar="NAME",
    help="A layout to use; may be repeated.",
)
@click.option("-t", "--theme", metavar="NAME", help="A theme, instead of the layouts' own.")
@click.option(
    "--template",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A company's .pptx or .potx to build decks on.",
)
@click.option(
    "-o", "--out", metavar="DIR", type=click.Path(path_type=Path), help="Folder of the outputs."
)
@click.option(
    "-p",
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_params,
    help="A parameter, for the layouts that have it; may be repeated.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["pdf", "pptx"]),
    help="All as PDF (a deck's slides too), or decks only.",
)
@click.option(
    "--handout", type=click.Choice(["2", "3", "6"]), help="Decks as PDF, so many slides a page."
)
@click.option(
    "--pdf-standard",
    type=click.Choice(["ua-1+a-2a", "a-3a", "none"]),
    help="What PDFs conform to; default ua-1+a-2a. a-3a is UA-1 too, with charts' data attached.",
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first document that fails.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what is wrong.")
@click.option("--no-progress", is_flag=True, help="No progress bar, plain lines.")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a document as it is done, and a last."
)
@press_options
def command(
    sources: tuple[Path, ...], layouts: tuple[str, ...], theme: str | None,
    template: Path | None, out: Path | None,
    params: dict[str, str | int | float | bool], format_: Literal["pdf", "pptx"] | None,
    handout: str | None, pdf_standard: str | None, strict: bool, fail_fast: bool, quiet: bool,
    no_progress: bool, as_json: bool, **press: Any,
) -> None:  # fmt: skip
    """Build briefs and decks from summaries.

    Without SOURCE every summary of the project, without --layout the layouts that
    [tool.docgen] names. A folder stands for the summaries in it. Outputs are
    build/SOURCE.LAYOUT.pdf and .pptx; each is whole, or the older one stays. What
    would come out the same is skipped.

    With --records SOURCE is a summary template (.yaml.j2), or the name of a layout
    that has one (summary.yaml.j2), and is filled with each row.

    The table of what was built goes to stdout, everything else to stderr.
    """
    # Late, so that `docgen build --help` doesn't wait for what it needs.
    from docgen.press.wish import Wish  # noqa: PLC0415

    if handout and format_ == "pptx":
        raise click.UsageError("--handout makes PDFs: it doesn't go with --format pptx")
    wish = Wish(
        sources, layouts, theme, out, params, format_, strict,
        pdf_standard, int(handout) if handout else None, template=template,
    )  # fmt: skip
    asked = PressOptions(**press)
    show = _Show(quiet, not no_progress, as_json)
    click.get_current_context().exit(_build(wish, asked, fail_fast, show))


@dataclass(frozen=True, slots=True)
class _Show:
    """What to print."""

    quiet: bool
    bar: bool
    as_json: bool


def _build(wish: Wish, asked: PressOptions, fail_fast: bool, show: _Show) -> int:
    """Do what is asked for; return the exit code."""
    from docgen.press.build import How, default_jobs, make_plan  # noqa: PLC0415
    from docgen.press.calm import calm_process  # noqa: PLC0415

    calm_process()  # before anything large is imported
    how = How(asked.jobs or default_jobs(), fail_fast, asked.executor)
    if asked.records is not None:
        from docgen.cli.rows import build_rows  # noqa: PLC0415

        return build_rows(wish, asked.records, asked.name, how, show.quiet)
    start = time.perf_counter()
    plan = make_plan(Path(), wish, os.environ, asked.force)
    if asked.dry_run:
        building.show_plan(plan)
        return 0
    if asked.verify:
        from docgen.cli.verifying import verify  # noqa: PLC0415

        return verify(plan, how, show.quiet)
    each = _json_printer() if show.as_json else None
    results = building.carry_out(plan, how, show.quiet, show.bar, each)
    if show.as_json:
        from docgen.report.machine import closing  # noqa: PLC0415

        put(closing(results).model_dump_json())
    if asked.verbose:
        building.show_times(results)
    if asked.profile:
        building.show_profile(results, time.perf_counter() - start)
    return building.report(results, show.quiet, table=not show.as_json)


def _json_printer() -> Callable[[Result], None]:
    """Return what prints each result; a summary's claims are traced once."""
    from docgen.report.machine import built, claims_of  # noqa: PLC0415

    claims: dict[str, dict[str, int] | None] = {}

    def printed(result: Result) -> None:
        source = result.job.source
        if source not in claims:
            claims[source] = claims_of(source)
        put(built(result, claims[source]).model_dump_json())

    return printed
