"""The ``docgen`` command: finds its subcommands by name and loads only the one called.

Exit codes: 0 done; 1 something in the sources or layouts is wrong; 2 usage; 3 a fault of
docgen's or of the machine.
"""

from __future__ import annotations

import importlib

import click

COMMANDS = {
    "build": "Build briefs and decks from summaries.",
    "explain": "Tell what a diagnostic code means.",
    "init": "Make a starter project in a folder.",
    "layouts": "List the layouts.",
    "new": "Write a starter summary.",
    "themes": "List the themes.",
}
"""Command to its one line of help, so that --help imports none of them."""

EPILOG = (
    "Exit codes: 0 done; 1 something in the sources or layouts is wrong; 2 usage; "
    "3 a fault of docgen's or of the machine."
)


class LazyGroup(click.Group):
    """A group whose commands are imported when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands' names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import a command; while only help is wanted, a stand-in with its line is enough."""
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"docgen.cli.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; suggest the nearest name for an unknown one."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            import difflib  # noqa: PLC0415  (only for a mistyped command)

            close = difflib.get_close_matches(name, COMMANDS, n=1)
            hint = f' Did you mean "{close[0]}"?' if close else ""
            ctx.fail(f'No such command "{name}".{hint}')
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        from docgen.version import version  # noqa: PLC0415  (reads package metadata)

        click.echo(f"docgen {version()}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version,
    help="Show the version and exit.",
)  # fmt: skip
def main() -> None:
    """Turn a structured summary of an article into a PDF brief and a PowerPoint deck."""
