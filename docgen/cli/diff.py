"""``docgen diff``."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.choices import LAYOUT
from docgen.cli.console import put, say, show, wants_color
from docgen.cli.errors import DONE, FAULT, WRONG
from docgen.cli.findings import also_option
from docgen.cli.projects import by_project

if TYPE_CHECKING:
    from docgen.report.diff.model import Difference

_PATH = click.Path(path_type=Path)
FORMATS = ("text", "json", "markdown", "html")


@click.command("diff", short_help="Show what changed between two builds.")
@click.argument("paths", nargs=-1, metavar="[OLD NEW | OUTPUT | SOURCE...]", type=_PATH)
@click.option("--against", metavar="REV", help="Build what git holds at REV, and compare with it.")
@click.option(
    "-l", "--layout", "layouts", multiple=True, metavar="NAME", type=LAYOUT, help="With --against."
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="Form.")
@click.option("--output", metavar="FILE", type=_PATH, help="Write to a file, not stdout.")
@also_option(("text", "json", "markdown", "html"))
@click.option("--pictures", metavar="DIR", type=_PATH, help="Write pictures of what changed.")
@click.option(
    "--exit-code",
    is_flag=True,
    help="Exit with 1 if anything changed, with 3 if that can't be told.",
)
def command(
    paths: tuple[Path, ...],
    against: str | None,
    layouts: tuple[str, ...],
    form: str,
    output: Path | None,
    also: tuple[tuple[str, Path], ...],
    pictures: Path | None,
    exit_code: bool,
) -> None:
    """Show what changed: figures first, then pages or slides, then texts.

    OLD and NEW are PDFs, decks, or folders of them. One OUTPUT alone is compared with a new
    build of it: what was changed by hand. With --against REV (a branch, tag or
    commit) both sides are built: the project as it is, and as git holds it; SOURCE limits
    that to some summaries. Pictures (--pictures, and always in HTML) show old and new side
    by side with the changes boxed.

    \b
    docgen diff old.pdf new.pdf
    docgen diff --against origin/main --format markdown --output comment.md
    """
    from docgen.foundation.diagnostics import DocgenError  # noqa: PLC0415

    forms = [form, *(name for name, _ in also)]
    try:
        found, code = _compare(paths, against, layouts, bool(pictures) or "html" in forms)
    except DocgenError as error:
        if not exit_code:
            raise
        show(error.diagnostics)
        click.get_current_context().exit(FAULT)
    if pictures:
        _write_pictures(found, pictures)
    for name, path in also:
        _give(_rendered(found, name, False), path)
    _give(_rendered(found, form, output is None), output)
    changed = any(one.status != "same" for one in found)
    if exit_code:
        code = FAULT if code else WRONG if changed else DONE
    click.get_current_context().exit(code)


def _compare(
    paths: Sequence[Path], against: str | None, layouts: tuple[str, ...], pictures: bool
) -> tuple[list[Difference], int]:
    from docgen.report.diff.compare import compare_paths  # noqa: PLC0415

    if against is None:
        if len(paths) == 1 and paths[0].is_file():
            return _edited(paths[0], pictures), DONE
        if len(paths) != 2 or layouts:
            raise click.UsageError("give OLD and NEW, an output, or --against REV")
        return compare_paths(paths[0], paths[1], pictures), DONE
    found: list[Difference] = []
    for root, inside in by_project(paths):
        found += _one_project(root, inside, against, layouts, pictures)
    return found, WRONG if any(one.status == "failed" for one in found) else DONE


def _edited(path: Path, pictures: bool) -> list[Difference]:
    """Compare an output with a new build of it: what a hand changed."""
    from docgen.engine.jobs import BuildRequest  # noqa: PLC0415
    from docgen.engine.merge import built_anew, output_plan  # noqa: PLC0415
    from docgen.report.diff.compare import compare_paths  # noqa: PLC0415

    ((root, _),) = by_project((path,))
    with tempfile.TemporaryDirectory(prefix="docgen-diff-") as room:
        _, step = output_plan(path, root, BuildRequest(), os.environ)
        fresh, _ = built_anew(step, Path(room))
        return compare_paths(fresh, path, pictures)


def _one_project(
    root: Path, inside: Sequence[Path], against: str, layouts: tuple[str, ...], pictures: bool
) -> list[Difference]:
    from docgen.engine.prepare import BuildRequest  # noqa: PLC0415
    from docgen.report.diff.revision import compare_with_revision  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="docgen-diff-") as room:
        found, wrong = compare_with_revision(
            root, against, BuildRequest(inside, layouts), os.environ, Path(room), pictures
        )
    show(wrong)
    return found


def _rendered(found: list[Difference], form: str, to_stdout: bool) -> str:
    if form == "json":
        from docgen.report.diff.as_json import diff_json  # noqa: PLC0415

        return diff_json(found)
    if form == "markdown":
        from docgen.report.diff.as_markdown import diff_markdown  # noqa: PLC0415

        return diff_markdown(found).rstrip("\n")
    if form == "html":
        from docgen.report.diff.as_html import diff_html  # noqa: PLC0415

        return diff_html(found)
    from docgen.report.diff.as_text import diff_text  # noqa: PLC0415

    return diff_text(found, to_stdout and wants_color(sys.stdout))


def _give(text: str, output: Path | None) -> None:
    if output is None:
        put(text)
        return
    from docgen.engine.files import write_whole  # noqa: PLC0415

    write_whole(output, (text + "\n").encode())
    say(f"written: {output}")


def _write_pictures(found: list[Difference], folder: Path) -> None:
    from docgen.engine.files import write_whole  # noqa: PLC0415

    for one in found:
        named = []
        for look in one.looks:
            name = f"{one.name.replace('/', '-')}.{one.unit}-{look.new or look.old}.png"
            write_whole(folder / name, look.png)
            named.append(replace(look, path=str(folder / name)))
        one.looks = named
