"""``docgen build --verify``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.cli.console import say, show
from docgen.cli.faults import DONE, FAULT, WRONG

if TYPE_CHECKING:
    from docgen.press.build import How, Plan


def verify(plan: Plan, how: How, quiet: bool) -> int:
    """Build all of a plan twice, writing nothing, and tell what differs; return the exit code."""
    from docgen.press import verify as twice  # noqa: PLC0415

    verdict = twice.verify(plan.jobs, how.jobs)
    show(verdict.findings)
    if not quiet:
        count = len(verdict.same)
        say(f"{count:,} output{'' if count == 1 else 's'} built twice with the same bytes")
    if verdict.differ:
        return FAULT
    return WRONG if verdict.failed else DONE
