"""``docgen completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from docgen.cli.console import put
from docgen.cli.shells import register

SHELLS = ("bash", "zsh", "fish")


@click.command("completion", short_help="Print a script that completes commands in a shell.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print a script that completes docgen's commands, options and file names.

    \b
    bash: docgen completion bash > ~/.local/share/bash-completion/completions/docgen
    zsh:  docgen completion zsh > "${fpath[1]}/_docgen"
    fish: docgen completion fish > ~/.config/fish/completions/docgen.fish
    """
    register()
    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"Click knows no completion for {shell}")
    put(made(ctx.find_root().command, {}, "docgen", "_DOCGEN_COMPLETE").source().rstrip("\n"))
