"""Packing jobs for another machine: which files they read, and paths that hold there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen.diagnostics import Diagnostic, DocgenError
from docgen.layout import Layout, find_layout, find_theme
from docgen.layout.catalog import stock_folder
from docgen.layout.theme import Theme
from docgen.press.deps import Stamp, look_files, summary_files
from docgen.press.hashing import file_digest
from docgen.press.plan import Job, Options, trace_path
from docgen.press.recipe import Input
from docgen.press.records import filled
from docgen.press.remote import Parcel
from docgen.press.result import Result
from docgen.projectfile import OWN_FILE, SHARED_FILE
from docgen.summary.loader import load_summary


@dataclass(frozen=True, slots=True)
class Packed:
    """A parcel, the jobs as they were, and what their summaries read."""

    parcel: Parcel
    jobs: tuple[Job, ...]
    inputs: tuple[Stamp, ...]
    given: Mapping[str, str]
    """Paths as they were given, by absolute path."""

    def home(self, result: Result, number: int) -> Result:
        """Return a result in the terms of the job that it is of."""
        found, job = tuple(self._told(one) for one in result.diagnostics), self.jobs[number]
        trace = str(trace_path(job)) if result.trace else ""
        return replace(result, job=job, inputs=self.inputs, diagnostics=found, trace=trace)

    def _told(self, one: Diagnostic) -> Diagnostic:
        at = one.location
        if at is None or at.file not in self.given:
            return one
        return one.at(replace(at, file=self.given[at.file]))


@dataclass(slots=True)
class Packer:
    """Packs the jobs of one build; layouts and themes are looked up once."""

    about: str
    _looks: dict[tuple[str, Options], tuple[Layout, Theme, tuple[Input, ...]]] = field(
        default_factory=dict
    )

    def pack(self, jobs: tuple[Job, ...]) -> Packed | None:
        """Return a parcel; None for a summary with errors, which are told without travelling."""
        job = jobs[0]
        try:
            summary = filled(job.record) if job.record else load_summary(job.source)
        except DocgenError:
            return None
        own = [("source", job.record.template if job.record else job.source)]
        named = summary_files(summary)
        looks = [one for job in jobs for one in self._look(job)[2]]
        project = Path(job.options.project)
        settings = [("settings", str(project / name)) for name in (OWN_FILE, SHARED_FILE)]
        every = dict.fromkeys(path for _, path in [*own, *named, *looks, *settings])
        stock = str(stock_folder())
        digests = {path: file_digest(path) for path in every if not path.startswith(stock)}
        files = tuple((_whole(path), digest) for path, digest in digests.items() if digest)
        return Packed(
            Parcel(tuple(map(self._whole, jobs)), files, self.about), jobs,
            tuple((kind, path, digests[path]) for kind, path in named),
            {_whole(path): path for path in digests},
        )  # fmt: skip

    def _look(self, job: Job) -> tuple[Layout, Theme, tuple[Input, ...]]:
        key = (job.target.layout, job.options)
        if key not in self._looks:
            project = Path(job.options.project)
            layout = find_layout(job.target.layout, project)
            theme = find_theme(job.options.theme or layout.theme, project)
            self._looks[key] = (layout, theme, look_files(layout, job.options, project))
        return self._looks[key]

    def _whole(self, job: Job) -> Job:
        """Return the job with absolute paths, and names only for what is stock."""
        layout, theme, _ = self._look(job)
        target, options, record = job.target, job.options, job.record
        if layout.origin != "stock":
            target = replace(target, layout=_whole(str(layout.folder)))
        if not Path(theme.path).is_relative_to(stock_folder()):
            options = replace(options, theme=_whole(theme.path))
        template = _whole(options.template) if options.template else None
        options = replace(options, project=_whole(options.project), template=template)
        if record is not None:
            record = replace(record, template=_whole(record.template))
            return replace(job, target=target, options=options, record=record)
        return replace(job, source=_whole(job.source), target=target, options=options)


def _whole(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100  (no symlinks followed: names as given)
