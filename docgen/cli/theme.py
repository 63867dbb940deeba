"""``docgen theme from``."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import click

from docgen.cli.console import put, say
from docgen.cli.projects import start


@click.group("theme", short_help="Make a theme of a company's template.")
def command() -> None:
    """Make a theme of a company's template."""


@command.command("from")
@click.argument("template", type=click.Path(path_type=Path))
@click.option(
    "--logo",
    type=click.Path(path_type=Path),
    metavar="FILE.png",
    help="Write the picture on the master here, and name it in the theme.",
)
def from_(template: Path, logo: Path | None) -> None:
    """Print a theme with the colours and fonts of a .pptx or .potx.

    For example: docgen theme from corp.pptx > layouts/themes/corp.toml
    """
    from docgen.pptx_template.file import reading  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415

    root = find_project(start()).root
    with reading(template):
        text = _theme_of(template, logo, root)
    put(text.rstrip())


def _theme_of(template: Path, logo: Path | None, root: Path) -> str:
    from docgen.engine.files import write_whole  # noqa: PLC0415
    from docgen.engine.work import as_themes_name  # noqa: PLC0415
    from docgen.pptx_template.brand import find_logo, logo_png, theme_toml  # noqa: PLC0415
    from docgen.pptx_template.file import open_company  # noqa: PLC0415

    company = open_company(template)
    media = find_logo(company)
    written = None
    if media is not None and logo is None:
        say("there is a logo on the master: --logo FILE.png writes it and names it")
    elif media is not None and logo is not None and (picture := logo_png(media)) is not None:
        sink = BytesIO()
        picture.save(sink, "PNG")
        write_whole(logo, sink.getvalue())
        written = as_themes_name(logo, root)
    elif logo is not None:
        say("no logo that can be read is on the master")
    return theme_toml(company, as_themes_name(template, root), written)
