"""A group of jobs on another machine: its files in, its documents out, as bytes.

The machine needs docgen of the same version and nothing else: no shared disk, no project.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from docgen.engine.digests import digest_json, file_digest, tool_digest
from docgen.engine.gc_tuning import fewer_collections
from docgen.engine.inputs import Stamp, look_files, summary_files
from docgen.engine.jobs import Job, Options, Result, trace_path
from docgen.engine.recipe import Input
from docgen.engine.records.fill import filled
from docgen.engine.work import run_source
from docgen.foundation.diagnostics import Diagnostic, DocgenError
from docgen.layout import Layout, find_layout, find_theme
from docgen.layout.catalog import stock_folder
from docgen.project.discovery import OWN_FILE, SHARED_FILE
from docgen.summary.loader import load_summary
from docgen.theme.model import Theme
from docgen.version import __version__

ParcelResult = tuple[Result, bytes, bytes]
"""A result, the document's bytes, and those of its summary's trace; none if it failed."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Jobs of one summary, ready to travel: all paths in them are absolute."""

    jobs: tuple[Job, ...]
    files: tuple[tuple[str, str], ...]
    """Paths and digests of all files that the jobs read, stock layouts aside."""
    about: str
    """What the docgen that builds them should be (`about`)."""


@lru_cache(maxsize=1)
def about() -> tuple[str, str]:
    """Return docgen's version, and a digest of all that shapes its outputs."""
    stock = [[p.name, file_digest(str(p))] for p in sorted(stock_folder().rglob("*.*"))]
    return __version__, digest_json([tool_digest(), stock])


def same(data: bytes) -> bytes:
    """Return `data`: a task whose result is an input, so that a lost one can be had again."""
    return data


def build_parcel(parcel: Parcel, contents: Mapping[str, bytes]) -> list[ParcelResult]:
    """Build a parcel's jobs in a folder of its own; ``contents`` are its files by digest.

    Raises RuntimeError if this docgen is another one than the sender's.
    """
    if about()[1] != parcel.about:
        raise RuntimeError(f"docgen {about()[0]} here is another one than the sender's")
    with _turn(), fewer_collections():  # parts of our libraries are not made for threads
        return _build(parcel, contents)


@lru_cache(maxsize=1)
def _turn() -> threading.Lock:
    return threading.Lock()


def _build(parcel: Parcel, contents: Mapping[str, bytes]) -> list[ParcelResult]:
    desk = _desk()
    desk.lay(parcel.files, contents)
    root = desk.root
    made: dict[Path, bytes] = {}
    local = [_moved(job, root) for job in parcel.jobs]
    results = list(run_source(local, made.__setitem__))
    return [
        (
            _home(result, job, root),
            made.get(Path(result.job.output), b""),
            made.get(Path(result.trace), b"") if result.trace else b"",
        )
        for result, job in zip(results, parcel.jobs, strict=True)
    ]


class _Desk:
    """A folder that holds a parcel's files and no others.

    One for all parcels of a process: where a layout lies again, it needn't be read again.
    """

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="docgen-", ignore_cleanup_errors=True)
        self.root = Path(self.folder.name).resolve()
        self.there: dict[str, str] = {}

    def lay(self, files: Sequence[tuple[str, str]], contents: Mapping[str, bytes]) -> None:
        """Write what isn't there yet, and take away what is of another parcel."""
        wanted = dict(files)
        for path in [p for p in self.there if p not in wanted]:
            del self.there[path]
            _inside(self.root, path).unlink(missing_ok=True)
        for path, digest in files:
            if self.there.get(path) == digest:
                continue
            self.there.pop(path, None)
            target = _inside(self.root, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(contents[digest])
            self.there[path] = digest


@lru_cache(maxsize=1)
def _desk() -> _Desk:
    return _Desk()


def _inside(root: Path, path: str) -> Path:
    return root / Path(path).relative_to(Path(path).anchor)


def _moved(job: Job, root: Path) -> Job:
    """Return the job with its paths under `root`."""

    def moved(path: str | None) -> str | None:
        return str(_inside(root, path)) if path and Path(path).is_absolute() else path

    options = job.options
    project, theme, template = map(moved, (options.project, options.theme, options.template))
    record = job.record and replace(job.record, template=moved(job.record.template) or "")
    return replace(
        job,
        source=moved(job.source) or "",
        record=record,
        target=replace(job.target, layout=moved(job.target.layout) or ""),
        options=replace(options, project=project or "", theme=theme, template=template),
    )


def _home(result: Result, job: Job, root: Path) -> Result:
    """Return the result as if it had been made where the job came from."""
    found = tuple(_told_home(one, str(root)) for one in result.diagnostics)
    return replace(result, job=job, diagnostics=found, inputs=())


def _told_home(one: Diagnostic, root: str) -> Diagnostic:
    at = one.location
    if at is not None:
        at = replace(at, file=at.file.removeprefix(root))
    message, hint = one.message.replace(root, ""), one.hint.replace(root, "")
    return replace(one, location=at, message=message, hint=hint)


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
            Parcel(tuple(map(self._whole, jobs)), files, self.about),
            jobs,
            tuple((kind, path, digests[path]) for kind, path in named),
            {_whole(path): path for path in digests},
        )

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
