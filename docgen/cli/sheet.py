"""``docgen sheet``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.choices import document_options
from docgen.cli.console import put
from docgen.cli.errors import DONE
from docgen.cli.projects import start
from docgen.cli.shown import built_documents, told
from docgen.engine.jobs import BuildRequest, Result

_PATH = click.Path(path_type=Path)


@click.command("sheet", short_help="Show all pages small on one picture.")
@document_options
@click.option("--columns", default=4, show_default=True, type=click.IntRange(1, 12))
@click.option(
    "--width",
    default=420,
    show_default=True,
    type=click.IntRange(80, 2000),
    help="Of a page, in pixels.",
)
@click.option(
    "-o",
    "--out",
    metavar="FILE",
    type=_PATH,
    help="The sheet: .png or .pdf; default: build/sheet.png.",
)
def command(
    sources: tuple[Path, ...],
    layouts: tuple[str, ...],
    theme: str | None,
    template: Path | None,
    params: dict[str, str | int | float | bool],
    given: dict[str, str],
    columns: int,
    width: int,
    out: Path | None,
) -> None:
    """Show every page and slide of the documents small on one sheet, a document a band."""
    from docgen.engine.contact_sheet import contact_sheet  # noqa: PLC0415
    from docgen.engine.files import write_whole  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415

    target = out if out is not None else find_project(start()).out / "sheet.png"
    if target.suffix.lower() not in (".png", ".pdf"):
        raise click.UsageError(f"{target}: a sheet is a .png or .pdf file")
    results: list[Result] = []
    asked = BuildRequest(sources, layouts, theme, params=params, template=template, given=given)
    bands = []
    for one in built_documents(asked, results):
        source = Path(one.result.job.source).stem
        bands.append((f"{source} · {one.result.job.target.name}", list(one.pictures(96.0))))
    code = told(results)
    if bands and code == DONE:
        write_whole(target, contact_sheet(bands, columns, width, target.suffix.lower()[1:]))
        put(str(target))
    click.get_current_context().exit(code)
