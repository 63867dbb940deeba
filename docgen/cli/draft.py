"""``docgen draft``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.console import put, say
from docgen.cli.projects import start


@click.command("draft", short_help="Draft a summary from an article.")
@click.argument("article", metavar="ARTICLE", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True),
    help='Where to write it; "-" is stdout. Default: sources/ARTICLE.yaml.',
)
def command(article: Path, out: Path | None) -> None:
    """Draft a summary from an article (text, Markdown, HTML, PDF, Word, mail or EPUB), to be edited.

    Everything is taken from the article word for word: no model, no network. The draft
    passes `docgen check`. A file that is there already is never overwritten.

    \b
    docgen draft story.md -o sources/story.yaml
    docgen check sources/story.yaml       after every edit
    """
    from docgen.article import read_article  # noqa: PLC0415
    from docgen.engine.starter import drafted, write_new  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415

    found = read_article(article)
    project = find_project(start())
    if out == Path("-"):
        put(next(iter(drafted(project.root, Path("draft.yaml"), found).values())).rstrip("\n"))
        return
    path = out if out is not None else project.sources / f"{article.stem}.yaml"
    write_new(drafted(project.root, path, found))
    put(str(path))
    say(f"put it in your own words, then: docgen check {path}")
