"""``docgen help``."""

from __future__ import annotations

import click

from docgen.cli.choices import REFERENCE
from docgen.cli.console import columns, put


@click.command("help", short_help="Tell what an element, token, filter, field or code is.")
@click.argument(
    "name", required=False, type=REFERENCE, metavar="[ELEMENT|TOKEN|FILTER|FIELD|SETTING|CODE]"
)
def command(name: str | None) -> None:
    """Tell what a name means that stands in a layout, theme, summary or message.

    \b
    docgen help callout          an element of layouts, with its attributes
    docgen help key_points       a field of summaries
    docgen help DG404            a code
    docgen help tokens           all of a kind
    docgen help watermark        what tells of a word

    Without a name list them all.
    """
    from docgen.foundation.diagnostics import did_you_mean  # noqa: PLC0415
    from docgen.report.reference import (  # noqa: PLC0415
        TITLES,
        entries,
        find,
        of_kind,
        telling,
    )

    found = find(name) if name else []
    listed = of_kind(name) if name and not found else None
    if name is None or listed:
        for kind, title in TITLES.items():
            if listed not in (None, kind):
                continue
            put(click.style(title, bold=True))
            rows = [[one.name, one.line[:90]] for one in entries() if one.kind == kind]
            for line in columns(rows):
                put(f"  {line}")
        return
    if not found:
        known = did_you_mean(name.strip("<>/`"), {one.name for one in entries()})
        guessed = known.startswith("did")
        if not guessed and (told := telling(name)):
            put(f'nothing is called "{name}"; what tells of it:')
            for line in columns([[one.name, one.line[:90]] for one in told]):
                put(f"  {line}")
            return
        hint = known if guessed else "`docgen help` lists what there is"
        raise click.UsageError(f'there is nothing called "{name}"; {hint}')
    for one in found:
        put(click.style(f"{one.name}  ({TITLES[one.kind].lower()})", bold=True))
        put(f"{one.line}.")
        if one.text:
            put(f"\n{one.text}")
        put("")
