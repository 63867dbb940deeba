"""``docgen new``."""

from __future__ import annotations

import re
from pathlib import Path

import click

from docgen.cli.console import put, say
from docgen.cli.projects import start

_NAME = r"\w[\w.-]*"


@click.command("new", short_help="Write a starter summary, layout or theme.")
@click.argument("words", nargs=-1, required=True, metavar="[summary|layout|theme] NAME")
@click.option("--from", "source", metavar="NAME", help="The layout or theme to start from.")
@click.option("--accent", metavar="#RRGGBB", help="The theme's first accent colour.")
@click.option("--font", metavar="FAMILY", help="The theme's family of type.")
@click.option("--logo", metavar="FILE", type=click.Path(path_type=Path), help="The theme's logo.")
def command(
    words: tuple[str, ...],
    source: str | None,
    accent: str | None,
    font: str | None,
    logo: Path | None,
) -> None:
    """Write a starter summary to edit, or a layout or theme of your own.

    \b
    docgen new flood                                  sources/flood.yaml
    docgen new layout memo --from policy-brief        layouts/memo/
    docgen new theme house --from slate --accent "#8A1538" --logo logo.png

    A file that is there already is never overwritten.
    """
    from docgen.engine.starter import new_summary, write_new  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415

    kind, name = words if len(words) == 2 else ("summary", words[0])
    if len(words) > 2 or kind not in ("summary", "layout", "theme"):
        raise click.UsageError("give NAME, or summary, layout or theme and NAME")
    name = re.sub(r"\.ya?ml$", "", name)
    if not re.fullmatch(_NAME, name):
        raise click.UsageError(f'"{name}" should be letters, digits, "-" and "_"')
    if kind != "theme" and (accent or font or logo):
        raise click.UsageError("--accent, --font and --logo are for themes")
    project = find_project(start())
    if kind == "summary":
        if source:
            raise click.UsageError("--from is for layouts and themes")
        path = project.sources / f"{name}.yaml"
        write_new(new_summary(project.root, path))
        put(str(path))
        say(f"edit it, then: docgen build {path}")
        return
    from docgen.engine.copies import layout_copy, theme_copy  # noqa: PLC0415

    if kind == "layout":
        files = layout_copy(project.root, name, source or "policy-brief")
        told = f"docgen build --layout {name}"
    else:
        changes = {"accent": accent, "font": font, "logo": str(logo) if logo else None}
        wanted = {key: value for key, value in changes.items() if value}
        files = theme_copy(project.root, name, source or "slate", wanted)
        told = f"docgen build --theme {name}"
    write_new(files)
    for path in files:
        put(str(path))
    say(f"edit it, then: {told}")
