"""Options that name layouts, themes, parameters, codes and summaries, and what a shell may complete.

Nothing here is looked up unless a shell asks; a name that there isn't is told by the command.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem
from click.types import StringParamType

from docgen.cli.projects import start

if TYPE_CHECKING:
    from docgen.layout.layoutfile import Layout

F = TypeVar("F", bound=Callable[..., Any])


def _starting(pairs: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    found = dict.fromkeys(pairs)
    return [CompletionItem(name, help=told) for name, told in found if name.startswith(incomplete)]


def _layouts() -> list[Layout]:
    from docgen.layout.catalog import list_layouts  # noqa: PLC0415  (only a shell asks)
    from docgen.project.discovery import find_file  # noqa: PLC0415

    return list_layouts(find_file(start()).root)


class LayoutName(StringParamType):
    """The name of a layout, or a path to its folder."""

    name = "layout"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the layouts of the project, of plug-ins, and stock."""
        return _starting(((one.name, one.description) for one in _layouts()), incomplete)


class ThemeName(StringParamType):
    """The name of a theme, or a path to its file."""

    name = "theme"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the themes of the project, of plug-ins, and stock."""
        from docgen.layout.catalog import list_themes  # noqa: PLC0415  (only a shell asks)
        from docgen.project.discovery import find_file  # noqa: PLC0415

        themes = list_themes(find_file(start()).root)
        pairs = ((one.name, one.description) for one in themes if one.name != "base")
        return _starting(pairs, incomplete)


class CodeName(StringParamType):
    """A diagnostic code."""

    name = "code"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return all codes with their meanings."""
        from docgen.foundation.codes import CODES  # noqa: PLC0415  (only a shell asks)

        pairs = ((code, one.meaning) for code, one in CODES.items())
        return _starting(pairs, incomplete.upper())


class ReferenceName(StringParamType):
    """A name that the reference has: of an element, a field, a setting, a code."""

    name = "name"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the names of the reference, each with its line."""
        from docgen.report.reference import entries  # noqa: PLC0415  (only a shell asks)

        return _starting(((one.name, one.line) for one in entries()), incomplete)


class Parameter(StringParamType):
    """A layout's parameter as ``NAME=VALUE``."""

    name = "parameter"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the parameters of the layouts named before it, or of all; after ``=`` the values."""
        named = ctx.params.get("layouts") or ()
        layouts = [one for one in _layouts() if not named or one.name in named]
        name, sign, _ = incomplete.partition("=")
        if not sign:
            pairs = ((f"{key}=", p.description) for one in layouts for key, p in one.params.items())
            return _starting(pairs, incomplete)
        values: list[str] = []
        for one in layouts:
            known = one.params.get(name)
            if known is not None:
                choices = ["true", "false"] if isinstance(known.default, bool) else known.choices
                values += choices or [str(known.default)]
        return _starting(((f"{name}={value}", "") for value in values), incomplete)


class SourcePath(click.Path):
    """A summary, or a folder of them."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the project's summaries; where none begins so, leave it to the shell's files."""
        from docgen.project.discovery import find_file, summaries_in  # noqa: PLC0415

        project = find_file(start())  # settings that are wrong are no matter of a shell
        found = summaries_in(project.root / str(project.peek().get("sources", "sources")))
        items = _starting(((path.as_posix(), "") for path in found), incomplete)
        return items or [CompletionItem(incomplete, type="file")]


LAYOUT, THEME, CODE, PARAMETER = LayoutName(), ThemeName(), CodeName(), Parameter()
REFERENCE = ReferenceName()
SOURCE = SourcePath(path_type=Path)


def read_params(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> dict[str, str | int | float | bool]:
    """Read ``NAME=VALUE`` pairs."""
    pairs: dict[str, str | int | float | bool] = {}
    for value in values:
        name, sign, given = value.partition("=")
        if not sign or not name.strip():
            raise click.BadParameter(f'"{value}" should be NAME=VALUE')
        pairs[name.strip()] = given.strip()
    return pairs


def read_given(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    """Read ``NAME=VALUE`` pairs as they stand."""
    return {name: str(value) for name, value in read_params(ctx, param, values).items()}


def document_options(command: F) -> F:
    """Add ``[SOURCE]...`` and the options that every command shares: which documents, and how.

    They arrive as ``sources``, ``layouts``, ``theme``, ``template``, ``params`` and ``given``.
    """
    for add in reversed(
        (
            click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=SOURCE),
            click.option(
                "-l",
                "--layout",
                "layouts",
                multiple=True,
                metavar="NAME",
                type=LAYOUT,
                help="A layout to use; may be repeated.",
            ),
            click.option(
                "-t",
                "--theme",
                metavar="NAME",
                type=THEME,
                help="A theme, instead of the layouts' own.",
            ),
            click.option(
                "--template",
                metavar="FILE",
                type=click.Path(path_type=Path),
                help="A company's .pptx or .potx to build decks on.",
            ),
            click.option(
                "-p",
                "--param",
                "params",
                multiple=True,
                metavar="NAME=VALUE",
                type=PARAMETER,
                callback=read_params,
                help="A parameter, for the layouts that have it; may be repeated.",
            ),
            click.option(
                "--set",
                "given",
                multiple=True,
                metavar="NAME=VALUE",
                callback=read_given,
                help="Say for every document: classification, draft, date, presenter, event,"
                " addressee, logo, cover; may be repeated.",
            ),
        )
    ):
        command = add(command)
    return command
