"""``docgen render``."""

from __future__ import annotations

import re
from pathlib import Path

import click

from docgen.cli.console import put
from docgen.cli.projects import start

_PATH = click.Path(path_type=Path)


def _pages(ctx: click.Context, param: click.Parameter, value: str | None) -> list[int] | None:
    """Read pages such as ``1,3-5``."""
    if value is None:
        return None
    found: list[int] = []
    for part in value.split(","):
        match = re.fullmatch(r"\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*", part)
        if match is None or int(match[2] or match[1]) < int(match[1]) or int(match[1]) < 1:
            raise click.BadParameter(f'"{value}" should be pages such as 1,3-5')
        found += range(int(match[1]), int(match[2] or match[1]) + 1)
    return found


@click.command("render", short_help="Draw pages or slides as PNG pictures.")
@click.argument("document", metavar="SOURCE|PDF", type=_PATH)
@click.option("-l", "--layout", "layouts", multiple=True, metavar="NAME", help="A layout to use.")
@click.option("-t", "--theme", metavar="NAME", help="A theme, instead of the layouts' own.")
@click.option("--png", "as_png", is_flag=True, help="Pictures as PNG, which is the default.")
@click.option("--dpi", default=150.0, show_default=True, type=click.FloatRange(20, 600))
@click.option("--pages", metavar="1,3-5", callback=_pages, help="Which pages; default: all.")
@click.option("-o", "--out", metavar="DIR", type=_PATH, help="Folder of the pictures.")
def command(
    document: Path,
    layouts: tuple[str, ...],
    theme: str | None,
    as_png: bool,
    dpi: float,
    pages: list[int] | None,
    out: Path | None,
) -> None:
    """Draw the pages of a summary's documents, or of a PDF, as PNG pictures.

    Slides are drawn by docgen itself: no Office is needed. The pictures' names are
    printed: NAME.LAYOUT-01.png and so on, in the project's folder of outputs.
    """
    from docgen.engine.files import write_whole  # noqa: PLC0415
    from docgen.engine.page_pictures import page_pngs  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415

    project = find_project(start())
    folder = out if out is not None else project.out
    for name, pdf in _documents(document, layouts, theme, project.root):
        try:
            for number, data in zip(
                pages or range(1, 100_000), page_pngs(pdf, dpi, pages), strict=False
            ):
                target = folder / f"{name}-{number:02}.png"
                write_whole(target, data)
                put(str(target))
        except ValueError as error:
            raise click.UsageError(str(error)) from error


def _documents(
    document: Path, layouts: tuple[str, ...], theme: str | None, root: Path
) -> list[tuple[str, bytes]]:
    """Return the documents' names and PDFs. Raises DocgenError."""
    from docgen.engine.api import render  # noqa: PLC0415
    from docgen.foundation.files import OUTPUT, FileError, read_file  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415
    from docgen.summary.loader import load_summary  # noqa: PLC0415

    if document.suffix.lower() == ".pdf":
        try:
            return [(document.stem, read_file(document, OUTPUT))]
        except FileError as error:
            raise click.UsageError(f"{document}: {error.strerror}") from error
    summary = load_summary(document)
    names = layouts or tuple(find_project(start()).settings.layouts)
    return [
        (f"{document.stem}.{name}", bytes(render(summary, name, theme, "pdf", project=root)))
        for name in names
    ]
