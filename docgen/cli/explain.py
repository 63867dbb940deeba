"""``docgen explain``."""

from __future__ import annotations

import click

from docgen.cli.choices import CODE
from docgen.cli.console import columns, put
from docgen.foundation.codes import all_codes, load_code
from docgen.foundation.diagnostics import did_you_mean


@click.command("explain", short_help="Tell what a diagnostic code means.")
@click.argument("code", required=False, type=CODE)
def command(code: str | None) -> None:
    """Tell what a diagnostic code means, with a bad and a good example.

    CODE is as printed, such as DG204. Without CODE list them all.
    """
    if code is None:
        pages = [load_code(one) for one in all_codes()]
        for line in columns([[click.style(p.code, bold=True), p.meaning] for p in pages]):
            put(line)
        return
    wanted = code.upper() if code.upper().startswith("DG") else f"DG{code}"
    try:
        page = load_code(wanted)
    except KeyError:
        hint = did_you_mean(wanted, all_codes()) if len(wanted) > 3 else ""
        hint = hint if hint.startswith("did") else "`docgen explain` lists them"
        raise click.UsageError(f'there is no code "{code}"; {hint}') from None
    put(page.text.rstrip())
