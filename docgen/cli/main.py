"""The ``docgen`` command: finds its subcommands by name and imports only the one called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from docgen.cli.errors import guarded
from docgen.cli.projects import project_option
from docgen.foundation.diagnostics import did_you_mean
from docgen.version import full_version

COMMANDS = {
    "build": "Build briefs and decks from summaries.",
    "clean": "Remove what was built.",
    "check": "Look for what is wrong, build nothing.",
    "serve": "Show the documents in a browser, as you write.",
    "plan": "List what a build would make.",
    "diff": "Show what changed between two builds.",
    "merge": "Rebuild a deck and keep what was added by hand.",
    "snapshot": "Record how pages look, or compare with it.",
    "layouts": "List the layouts and their parameters.",
    "themes": "List the themes.",
    "fonts": "List the fonts that are found.",
    "theme": "Make a theme of a company's template.",
    "inspect": "Show how a company's template would be used.",
    "new": "Write a starter summary, layout, theme or package.",
    "import": "Make a summary of a Markdown or Word document.",
    "draft": "Draft a summary from an article.",
    "init": "Make a starter project.",
    "render": "Draw pages or slides as PNG pictures.",
    "sheet": "Show all pages small on one picture.",
    "site": "Make a static web site of the documents.",
    "help": "Tell what an element, token, filter, field or code is.",
    "explain": "Tell what a diagnostic code means.",
    "schema": "Print a JSON Schema, for editors.",
    "completion": "Print a script that completes commands in a shell.",
    "mcp": "Serve the project to an agent.",
    "doctor": "See whether everything is in place.",
}
"""Each command's one line of help, so that --help imports none of them."""

MODULES = {"help": "help_", "import": "import_"}
"""Commands whose module has another name, since theirs is a word of Python."""
IN_A_PROJECT = frozenset(COMMANDS) - {"init", "explain", "help", "schema", "completion"}
"""Commands that read a project, and so have ``--project``."""

EPILOG = """\b
Exit codes:
  0  done
  1  something in the sources or layouts is wrong
  2  usage
  3  a fault of ours or of the machine

stdout is for data, stderr for people: progress and what is wrong.
NO_COLOR turns colour off.
"""


class LazyGroup(click.Group):
    """A group whose commands are modules of `docgen.cli`, imported when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands' names, the ones used most first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command, if there is one of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"docgen.cli.{MODULES.get(cmd_name, cmd_name)}").command
        if not isinstance(command, click.Command):
            return None
        named = {option.name for option in command.params}
        if cmd_name in IN_A_PROJECT and "project" not in named:
            command.params.append(project_option())
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown one, name the nearest."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f'no command "{args[0]}"; {did_you_mean(args[0], COMMANDS)}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(click.style(k, bold=True), v) for k, v in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what it raises becomes findings and an exit code."""
        return guarded(ctx, super().invoke)


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"docgen {full_version()}")
        ctx.exit()


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-V",
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Turn a structured summary of an article into a PDF brief and a PowerPoint deck."""
