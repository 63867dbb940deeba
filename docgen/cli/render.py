"""``docgen render``."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import click

from docgen.cli.choices import document_options
from docgen.cli.console import put
from docgen.cli.projects import start
from docgen.cli.shown import built_documents, told
from docgen.engine.jobs import BuildRequest, Result

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
@document_options
@click.option("--png", "as_png", is_flag=True, help="Pictures as PNG, which is the default.")
@click.option("--dpi", default=150.0, show_default=True, type=click.FloatRange(20, 600))
@click.option("--pages", metavar="1,3-5", callback=_pages, help="Which pages; default: all.")
@click.option("-o", "--out", metavar="DIR", type=_PATH, help="Folder of the pictures.")
def command(
    sources: tuple[Path, ...],
    layouts: tuple[str, ...],
    theme: str | None,
    template: Path | None,
    params: dict[str, str | int | float | bool],
    given: dict[str, str],
    as_png: bool,
    dpi: float,
    pages: list[int] | None,
    out: Path | None,
) -> None:
    """Draw the pages of documents as PNG pictures; SOURCE may be a PDF too.

    Slides are drawn by docgen itself: no Office is needed. The pictures' names are
    printed: NAME.LAYOUT-01.png and so on, in the project's folder of outputs.
    """
    from docgen.engine.files import write_whole  # noqa: PLC0415
    from docgen.engine.page_pictures import page_pngs  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415

    folder = out if out is not None else find_project(start()).out
    pdfs = [path for path in sources if path.suffix.lower() == ".pdf"]
    rest = tuple(path for path in sources if path not in pdfs)
    asked = BuildRequest(rest, layouts, theme, params=params, template=template, given=given)
    results: list[Result] = []
    documents = () if pdfs and not rest else built_documents(asked, results)
    drawn = chain(map(_read, pdfs), ((one.name, one.pdf) for one in documents))
    for name, pdf in drawn:
        try:
            for number, data in zip(
                pages or range(1, 100_000), page_pngs(pdf, dpi, pages), strict=False
            ):
                target = folder / f"{name}-{number:02}.png"
                write_whole(target, data)
                put(str(target))
        except ValueError as error:
            raise click.UsageError(f"{name}: {error}") from error
    click.get_current_context().exit(told(results))


def _read(path: Path) -> tuple[str, bytes]:
    """Return a PDF's name and bytes."""
    from docgen.foundation.files import OUTPUT, FileError, read_file  # noqa: PLC0415

    try:
        data = read_file(path, OUTPUT)
    except FileError as error:
        raise click.UsageError(f"{path}: {error.strerror}") from error
    if b"%PDF-" not in data[:1024]:
        raise click.UsageError(f"{path}: it is no PDF")
    return path.stem, data
