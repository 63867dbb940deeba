"""``docgen sheet``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.console import put
from docgen.cli.projects import by_project, start

_PATH = click.Path(path_type=Path)


@click.command("sheet", short_help="Show all pages small on one picture.")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=_PATH)
@click.option("-l", "--layout", "layouts", multiple=True, metavar="NAME", help="A layout to use.")
@click.option("-t", "--theme", metavar="NAME", help="A theme, instead of the layouts' own.")
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
    columns: int,
    width: int,
    out: Path | None,
) -> None:
    """Show every page and slide of the documents small on one sheet, a document a band."""
    from docgen.engine.api import render  # noqa: PLC0415
    from docgen.engine.contact_sheet import contact_sheet  # noqa: PLC0415
    from docgen.engine.files import write_whole  # noqa: PLC0415
    from docgen.project.discovery import summaries_in  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415
    from docgen.summary.loader import load_summary  # noqa: PLC0415

    target = out if out is not None else find_project(start()).out / "sheet.png"
    if target.suffix.lower() not in (".png", ".pdf"):
        raise click.UsageError(f"{target}: a sheet is a .png or .pdf file")
    bands = []
    for root, inside in by_project(sources):
        project = find_project(root)
        named = [p for s in inside for p in (summaries_in(s) if s.is_dir() else [s])]
        for source in named or project.all_sources():
            summary = load_summary(source)
            for layout in layouts or tuple(project.settings.layouts):
                made = render(summary, layout, theme, "pdf", project=root)
                bands.append((f"{source.stem} · {layout}", list(made.pictures(96.0))))
    if not bands:
        raise click.UsageError("there is no summary to show")
    write_whole(target, contact_sheet(bands, columns, width, target.suffix.lower()[1:]))
    put(str(target))
