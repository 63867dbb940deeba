"""``docgen merge``."""

from __future__ import annotations

import os
from pathlib import Path

import click

from docgen.cli.choices import THEME
from docgen.cli.console import put, say, show
from docgen.cli.errors import DONE
from docgen.cli.projects import by_project

_PATH = click.Path(path_type=Path, dir_okay=False)


@click.command("merge", short_help="Rebuild a deck and keep what was added by hand.")
@click.argument("deck", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("-o", "--out", metavar="FILE", type=_PATH, help="Write there, not over the deck.")
@click.option("-t", "--theme", metavar="NAME", type=THEME, help="The theme that it was built with.")
@click.option("--template", metavar="FILE", type=_PATH, help="The template it was built with.")
def command(deck: Path, out: Path | None, theme: str | None, template: Path | None) -> None:
    """Rebuild DECK from its summary and carry over what people added to it.

    Their own shapes, comments, notes, animation, hidden slides and slides of their own stay, on
    the slides that they were added to, and so do places and sizes of docgen's shapes that still
    say the same. All else that docgen wrote comes from the summary again; what was changed of
    it, and what stood on slides that are gone, is told (DG713).

    \b
    docgen merge build/brief.executive-deck.pptx
    """
    from docgen.engine.jobs import BuildRequest  # noqa: PLC0415
    from docgen.engine.merge import merge_output  # noqa: PLC0415
    from docgen.foundation.diagnostics import Diagnostics  # noqa: PLC0415

    ((root, _),) = by_project((deck,))
    found = Diagnostics()
    request = BuildRequest(theme=theme, template=template)
    kept = merge_output(deck, root, request, os.environ, found, out)
    for what in kept:
        put(f"kept: {what}")
    show(found)
    say(f"written: {out or deck}")
    click.get_current_context().exit(DONE)
