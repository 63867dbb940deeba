"""Documents built in memory, to be shown: their files, and their pages as a PDF to draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from docgen.engine.jobs import BuildRequest, Job, Result
from docgen.engine.page_pictures import page_pngs
from docgen.engine.prepare import prepare
from docgen.engine.work import run_source, write
from docgen.placed.documents import Brief, Deck
from docgen.project.settings import find_project


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document that was built: its file's bytes, and the same as PDF, a slide a page."""

    result: Result
    placed: Brief | Deck
    data: bytes
    pdf: bytes
    trace: bytes = b""
    """Its summary's trace as JSON, with the first of the summary's documents."""

    @property
    def name(self) -> str:
        """``SOURCE.LAYOUT``."""
        return Path(self.result.job.output).stem

    def pictures(self, dpi: float, pages: Iterable[int] | None = None) -> Iterator[bytes]:
        """Give pages as PNG files; `pages` counts from 1. Raises ValueError if one isn't there."""
        return page_pngs(self.pdf, dpi, pages)


def jobs_to_show(
    root: Path, request: BuildRequest, environment: Mapping[str, str]
) -> tuple[Job, ...]:
    """Return the jobs of a request in the project of `root`, as a build has them.

    Raises DocgenError as `prepare` does.
    """
    return prepare(find_project(root), request, environment)


def shown_documents(jobs: Iterable[Job]) -> Iterator[ShownDocument | Result]:
    """Build each job in memory, writing nothing; of one that fails give its result."""
    for _, group in groupby(jobs, key=lambda job: job.source):
        saved: dict[Path, bytes] = {}
        placed: dict[str, Brief | Deck] = {}

        def save(path: Path, data: bytes, saved: dict[Path, bytes] = saved) -> None:
            saved[path] = data

        def seen(
            job: Job, document: Brief | Deck, placed: dict[str, Brief | Deck] = placed
        ) -> None:
            placed[job.output] = document

        for result in run_source(tuple(group), save, seen):
            if not result.ok:
                yield result
                continue
            job = result.job
            data, document = saved.pop(Path(job.output)), placed.pop(job.output)
            pdf = data if job.format == "pdf" else write(document, "pdf", job.options)
            trace = saved.pop(Path(result.trace), b"") if result.trace else b""
            yield ShownDocument(result, document, data, pdf, trace)
