"""``docgen explain``."""

from __future__ import annotations

import click

from docgen.cli.shared import guarded
from docgen.codes import all_codes, load_code
from docgen.diagnostics import did_you_mean


@click.command("explain")
@click.argument("code", required=False)
@guarded
def command(code: str | None) -> int:
    """Tell what a diagnostic code means, with a bad and a good example.

    Without CODE, list all codes.
    """
    if code is None:
        for name in all_codes():
            page = load_code(name)
            if page is not None:
                click.echo(f"{name}  {page.meaning}")
        return 0
    page = load_code(code.upper())
    if page is None:
        hint = did_you_mean(code.upper(), all_codes()) if code[:2].upper() == "DG" else ""
        raise click.UsageError(f'no code "{code}" {hint}'.strip())
    click.echo(page.text.rstrip())
    return 0
