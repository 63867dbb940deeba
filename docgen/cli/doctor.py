"""``docgen doctor``."""

from __future__ import annotations

import os

import click

from docgen.cli.console import columns, put, say
from docgen.cli.errors import DONE, FAULT
from docgen.cli.projects import start

MARKS = {"ok": ("ok", "green"), "note": ("--", "yellow"), "bad": ("!!", "red")}


@click.command("doctor", short_help="See whether everything is in place.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(as_json: bool) -> None:
    """See whether everything is in place: versions, fonts, tools, project, disk.

    The exit code is 3 if something is missing without which docgen can't work.
    """
    from docgen.report.doctor import examine  # noqa: PLC0415

    checks = examine(start(), os.environ)
    bad = sum(1 for one in checks if one.status == "bad")
    if as_json:
        for one in checks:
            put(one.model_dump_json())
    else:
        rows = []
        for one in checks:
            mark, hue = MARKS[one.status]
            told = f"{one.found}: {one.todo}" if one.todo else one.found
            rows.append([click.style(mark, fg=hue), one.topic, one.name, told])
        for line in columns(rows):
            put(line)
    say(f"{bad} to put right" if bad else "all is in place")
    click.get_current_context().exit(FAULT if bad else DONE)
