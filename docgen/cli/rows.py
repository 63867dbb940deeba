"""``docgen build --records``: results are shown as they come, none is kept."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.cli.console import say, show
from docgen.cli.faults import DONE, FAULT, WRONG
from docgen.cli.progress import progress

if TYPE_CHECKING:
    from docgen.press.build import How
    from docgen.press.wish import Wish


def build_rows(wish: Wish, file: Path, name: str, how: How, quiet: bool) -> int:
    """Build one document a record; return the exit code."""
    from docgen.press.build import do_groups  # noqa: PLC0415
    from docgen.press.result import Status  # noqa: PLC0415
    from docgen.press.rows import plan_rows  # noqa: PLC0415

    rows = plan_rows(Path(), wish, os.environ, file, name)
    writers = sorted({rows.format_of(target) for target in rows.recipe.targets})
    done = failed = 0
    code = DONE
    with (
        progress(None, quiet, bar=True) as step,
        closing(do_groups(rows.groups(), how, writers)) as results,
    ):
        for result in results:
            step(result)
            show(result.diagnostics, counted=False)
            done, failed = done + result.ok, failed + (not result.ok)
            if not result.ok:
                worse = result.status in (Status.MACHINE, Status.FAULT)
                code = FAULT if worse or code == FAULT else WRONG
                if how.fail_fast:
                    break
    if not quiet:
        say(f"{done:,} documents built" + (f", {failed:,} failed" if failed else ""))
    return code
