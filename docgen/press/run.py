"""Do the jobs of a plan in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from docgen.press.plan import Job
from docgen.press.result import Result
from docgen.press.work import run_source

__all__ = ["run", "run_source"]


def run(jobs: Iterable[Job], fail_fast: bool = False) -> Iterator[Result]:
    """Do every job in order, giving each result as it comes.

    One that fails stops no other, unless ``fail_fast``.
    """
    for _, group in groupby(jobs, key=lambda job: job.source):
        for result in run_source(tuple(group)):
            yield result
            if fail_fast and not result.ok:
                return
