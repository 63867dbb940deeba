"""``docgen import``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from docgen.cli.console import put, say, show
from docgen.cli.projects import start

_PATH = click.Path(path_type=Path)


@click.command("import", short_help="Make a summary of a Markdown or Word document.")
@click.argument("document", metavar="DOCUMENT", type=_PATH)
@click.option(
    "-o",
    "--out",
    metavar="FILE",
    type=_PATH,
    help="The summary; - for stdout; default: sources/NAME.yaml.",
)
def command(document: Path, out: Path | None) -> None:
    """Make a summary of a Markdown or Word document, to be built at once or worked on.

    Slides of Marp, pandoc and Quarto, reports and notes (.md, .qmd, .rmd) and Word files
    (.docx) are read: headings become sections, bullets points, tables, pictures,
    quotations and speaker notes what they are. Cited sources come from the document's
    bibliography. What a summary can't hold is told. A file that is there already is
    never overwritten.

    \b
    docgen import deck.md
    docgen build sources/deck.yaml
    """
    from docgen.engine.budget import budget, memory_budget  # noqa: PLC0415
    from docgen.engine.starter import SCHEMA, summary_schema, write_new  # noqa: PLC0415
    from docgen.importing import import_document  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415

    project = find_project(start())
    settings, source = project.settings, str(document)
    with budget(settings.job_seconds, source), memory_budget(settings.job_megabytes, source):
        made = import_document(document, project.root)
    if out == Path("-"):
        put(made.text.rstrip("\n"))
        show(made.notices)
        return
    path = out if out is not None else project.sources / f"{document.stem}.yaml"
    schema = project.root / SCHEMA
    way = Path(os.path.relpath(schema, path.parent)).as_posix()
    text = made.text
    files: dict[Path, str | bytes] = {}
    for name, data in made.pictures.items():
        picture = f"{path.stem}-{name}"
        text = text.replace(f"path: {name}\n", f"path: {picture}\n")
        files[path.parent / picture] = data
    files[path] = f"# yaml-language-server: $schema={way}\n{text}"
    if not schema.exists():
        files[schema] = summary_schema()
    write_new(files)
    show(made.notices)
    put(str(path))
    say(f"look it through, then: docgen build {path}")
