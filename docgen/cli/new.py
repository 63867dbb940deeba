"""``docgen new``."""

from __future__ import annotations

import keyword
import re
from pathlib import Path

import click

from docgen.cli.console import put, say
from docgen.cli.projects import start

MOST = 100
"""Characters of a name: with what is added to it, a file's name has at most 255 bytes."""
_NAME = r"\w[\w.-]*"
_PACKAGE = r"[A-Za-z]([A-Za-z0-9_-]*[A-Za-z0-9])?"
"""What the Python packaging user guide allows as a name, without dots; it names a module too."""


@click.command("new", short_help="Write a starter summary, layout, theme or package.")
@click.argument("words", nargs=-1, required=True, metavar="[summary|layout|theme|package] NAME")
@click.option("--from", "source", metavar="NAME", help="The layout or theme to start from.")
@click.option("--accent", metavar="#RRGGBB", help="The theme's first accent colour.")
@click.option("--font", metavar="FAMILY", help="The theme's family of type.")
@click.option(
    "--logo",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The theme's logo.",
)
def command(
    words: tuple[str, ...],
    source: str | None,
    accent: str | None,
    font: str | None,
    logo: Path | None,
) -> None:
    """Write a starter summary to edit, or a layout, theme or package of your own.

    \b
    docgen new flood                                  sources/flood.yaml
    docgen new layout memo --from policy-brief        layouts/memo/
    docgen new theme house --from slate --accent "#8A1538" --logo logo.png
    docgen new package acme --from briefing-deck      acme/

    A package is a Python project that offers a theme and a layout to whoever installs it.
    A file that is there already is never overwritten.
    """
    from docgen.engine.starter import new_summary, write_new  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415

    kind, name = words if len(words) == 2 else ("summary", words[0])
    if len(words) > 2 or kind not in ("summary", "layout", "theme", "package"):
        raise click.UsageError("give NAME, or summary, layout, theme or package and NAME")
    name = re.sub(r"\.ya?ml$", "", name)
    if len(name) > MOST:
        raise click.UsageError(f"a name has at most {MOST} characters")
    if not re.fullmatch(_NAME, name):
        raise click.UsageError(f'"{name}" should be letters, digits, "-" and "_"')
    if kind not in ("theme", "package") and (accent or font or logo):
        raise click.UsageError("--accent, --font and --logo are for themes and packages")
    project = find_project(start())
    if kind == "summary":
        if source:
            raise click.UsageError("--from is for layouts, themes and packages")
        path = project.sources / f"{name}.yaml"
        write_new(new_summary(project.root, path))
        put(str(path))
        say(f"edit it, then: docgen build {path}")
        return
    from docgen.engine.copies import layout_copy, package_files, theme_copy  # noqa: PLC0415

    changes = {"accent": accent, "font": font, "logo": str(logo) if logo else None}
    wanted = {key: value for key, value in changes.items() if value}
    if kind == "layout":
        files = layout_copy(project.root, name, source or "policy-brief")
        told = f"docgen build --layout {name}"
    elif kind == "package":
        if not re.fullmatch(_PACKAGE, name, re.ASCII) or keyword.iskeyword(name):
            raise click.UsageError(
                f'"{name}" can\'t name a package: a letter, then letters, digits, "-" and "_"'
            )
        files = package_files(Path(), name, source or "policy-brief", wanted)
        told = f"pip install -e {name}"
    else:
        files = theme_copy(project.root, name, source or "slate", wanted)
        told = f"docgen build --theme {name}"
    write_new(files)
    for path in files:
        put(str(path))
    say(f"edit it, then: {told}")
