"""A group of jobs on another machine: its files in, its documents out, as bytes.

The machine needs docgen of the same version and nothing else: no shared disk, no project.
"""

from __future__ import annotations

import os
import re
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from docgen.engine.digests import Digests, digest_json, tool_digest
from docgen.engine.gc_tuning import fewer_collections
from docgen.engine.jobs import Job, Options, Result, trace_path
from docgen.engine.records.fill import filled
from docgen.engine.work import run_source
from docgen.foundation.diagnostics import Diagnostic, DocgenError
from docgen.foundation.files import (
    ARTICLE,
    OWN,
    PICTURE,
    SUMMARY,
    UNSURE,
    allowing,
    digest_of_file,
    read_file,
    recording,
)
from docgen.layout import Layout, find_layout, find_theme
from docgen.layout.catalog import shared_folders, stock_folder
from docgen.project.discovery import OWN_FILE, SHARED_FILE
from docgen.summary.files import resolve_in
from docgen.summary.given import PICTURES
from docgen.summary.loader import load_summary
from docgen.summary.model import Summary
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
    stock = [[p.name, digest_of_file(p)] for p in sorted(stock_folder().rglob("*.*"))]
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


def build_parcels(
    parcels: Sequence[Parcel], contents: Mapping[str, bytes]
) -> list[list[ParcelResult]]:
    """Build some parcels, one after the other; see `build_parcel`."""
    return [build_parcel(parcel, contents) for parcel in parcels]


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
    article = moved(options.article)
    given = tuple(
        (name, moved(value) or "" if name in PICTURES else value) for name, value in options.given
    )
    record = job.record and replace(job.record, template=moved(job.record.template) or "")
    return replace(
        job,
        source=moved(job.source) or "",
        record=record,
        target=replace(job.target, layout=moved(job.target.layout) or ""),
        options=replace(
            options,
            project=project or "",
            theme=theme,
            template=template,
            article=article,
            given=given,
        ),
    )


def _home(result: Result, job: Job, root: Path) -> Result:
    """Return the result as if it had been made where the job came from."""
    found = tuple(_told_home(one, str(root)) for one in result.diagnostics)
    inputs = tuple((kind, path.removeprefix(str(root)), was) for kind, path, was in result.inputs)
    return replace(result, job=job, diagnostics=found, inputs=inputs)


def _told_home(one: Diagnostic, root: str) -> Diagnostic:
    at = one.location
    if at is not None:
        at = replace(at, file=at.file.removeprefix(root))
    message, hint = one.message.replace(root, ""), one.hint.replace(root, "")
    return replace(one, location=at, message=message, hint=hint)


@dataclass(frozen=True, slots=True)
class Packed:
    """A parcel, and the jobs as they were."""

    parcel: Parcel
    jobs: tuple[Job, ...]
    given: Mapping[str, str]
    """Paths as they were given, by absolute path."""
    certain: bool
    """Whether the summary was loaded to know what it reads; else its words were looked at."""

    def home(self, result: Result, number: int) -> Result:
        """Return a result in the terms of the job that it is of."""
        found, job = tuple(self._told(one) for one in result.diagnostics), self.jobs[number]
        trace = str(trace_path(job)) if result.trace else ""
        return replace(result, job=job, diagnostics=found, trace=trace)

    def _told(self, one: Diagnostic) -> Diagnostic:
        at = one.location
        if at is None or at.file not in self.given:
            return one
        return one.at(replace(at, file=self.given[at.file]))

    def lacking(self, results: Iterable[Result]) -> list[str]:
        """Return files that a worker looked for in vain and that are here.

        Of a parcel that isn't certain only those that a layout's jobs share.
        """
        return sorted(self._missed(results, lambda kind: self.certain or kind not in OWN))

    def doubtful(self, results: Iterable[Result]) -> bool:
        """Say whether what came of the parcel may be other than what a certain one comes to."""
        results = tuple(results)
        failed = any(not result.ok for result in results)
        return not self.certain and (failed or bool(self._missed(results, lambda kind: True)))

    def _missed(self, results: Iterable[Result], wanted: Callable[[str], bool]) -> set[str]:
        known = {path for path, _ in self.parcel.files}
        missed = {
            path
            for result in results
            for kind, path, digest in result.inputs
            if not digest and path not in known and wanted(kind)
        }
        return {path for path in missed if digest_of_file(path)}


_WORDS = re.compile(rb"[^\s\"'{}\[\],:;|<>()]+")
_SUFFIX = re.compile(rb"[A-Za-z][A-Za-z0-9]{1,7}")
LONGEST_PATH = 4_096


def _texts(value: object) -> Iterator[str]:
    """Give all texts in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)


def _file_names(data: bytes) -> set[bytes]:
    """Return the words of a text that may be the name of a file: no spaces, and a suffix."""
    words = {word for word in _WORDS.findall(data) if b"." in word and len(word) < LONGEST_PATH}
    return {word for word in words if _SUFFIX.fullmatch(word.rpartition(b".")[2])}


def _is_plain(path: str, root: str) -> bool:
    """Say whether there is a file below a folder, reached from there without links."""
    if not path.startswith(root + os.sep) or not os.path.isfile(path):  # noqa: PTH113
        return False
    return os.path.realpath(path) == os.path.realpath(root) + path[len(root) :]


def _limits(job: Job) -> AbstractContextManager[None]:
    """Return a block in which a job's limit on summaries holds."""
    return allowing(SUMMARY, job.options.summary_megabytes * 1_000_000)


MOST_FAILED = 3
"""Times that a parcel is asked for again because it wasn't certain, before all are."""
MOST_ROUNDS = 8
"""Times that a parcel is sent anew because files were lacking."""
MOST_FILES = 2_000
"""Files of a layout's folder that are sent at first."""


@dataclass(slots=True)
class Packer:
    """Packs the jobs of one build; layouts and themes are looked up once.

    What a job will read is known from what other jobs of its layout read, and from the files
    that its summary names: whatever looks like one and is there. A worker's record of files that
    it looked for in vain tells the rest. Who isn't content with what comes back from such a parcel
    asks for a certain one: the summary is loaded here, as the job would, and its errors are told
    here.
    """

    about: str
    _looks: dict[tuple[str, Options], tuple[Layout, Theme]] = field(default_factory=dict)
    _digests: Digests = field(default_factory=Digests)
    """Of what all jobs read: each file is read once a build."""
    _files: dict[tuple[str, Options], dict[str, None]] = field(default_factory=dict)
    """Paths that a layout's jobs read, by layout and options."""
    _failed: int = 0
    """Parcels that weren't certain, and were asked for again."""

    def pack(self, jobs: tuple[Job, ...], certain: bool = False) -> Packed | None:
        """Return a parcel; None for a summary with errors, which are told without travelling."""
        job = jobs[0]
        self._failed += certain
        own = None if certain or self._failed >= MOST_FAILED else self._named(job)
        certain = own is None
        if own is None:
            own = self._loaded(job)
        if own is None:
            return None
        for one in jobs:
            self._look(one)
        looks = [path for one in jobs for path in self._files[one.target.layout, one.options]]
        project = Path(job.options.project)
        settings = [str(project / name) for name in (OWN_FILE, SHARED_FILE)]
        stock = str(stock_folder())
        every = dict.fromkeys([*own, *looks, *settings])
        digests = {
            path: own[path] if own.get(path, UNSURE) != UNSURE else self._digests.of(path)
            for path in every
            if not path.startswith(stock)
        }
        files = tuple((_whole(path), digest) for path, digest in digests.items() if digest)
        # With more files a worker may find another layout or theme: it is another build then.
        moved = tuple(replace(self._whole(j), build=f"{j.build}-{len(looks)}") for j in jobs)
        root = Path(_whole(str(project)))
        given = {
            path: str(project / Path(path).relative_to(root))
            for path, _ in files
            if Path(path).is_relative_to(root)
        }
        given |= {_whole(name): name for name in (job.source, job.options.template) if name}
        return Packed(Parcel(moved, files, self.about), jobs, given, certain)

    def _loaded(self, job: Job) -> dict[str, str] | None:
        """Return the files that a job's summary reads, with their digests, by loading it."""
        try:
            with recording() as record, _limits(job):
                summary = filled(job.record) if job.record else load_summary(job.source)
                self._article(summary, job)
        except DocgenError:
            return None
        own = {path: digest for _, path, digest in record.stamps()}
        # A file behind a link is recorded where it lies; it travels under the link's name too.
        for text in _texts(summary.model_dump(mode="json", warnings=False)):
            if not text or len(text) > LONGEST_PATH or "\0" in text:
                continue
            name = _whole(str(Path(summary.path).parent / text))
            if name not in own and own.get(os.path.realpath(name)):
                own[name] = own[os.path.realpath(name)]
        return own

    def _named(self, job: Job) -> dict[str, str] | None:
        """Return the files that a summary's words name, with their digests; None if unsure.

        Only files of the project without links: what leads out of it is no input.
        """
        source = job.source if job.record is None else job.record.template
        if job.record is not None and job.record.error is not None:
            return None
        try:
            with recording() as record, _limits(job):
                data = read_file(source, SUMMARY)
        except OSError:
            return None
        values = b"" if job.record is None else job.record.values.encode("utf-8", "replace")
        folder, root = Path(source).parent, _whole(job.options.project)
        named = {
            _whole(str(folder / os.fsdecode(word))) for word in _file_names(data + b" " + values)
        }
        wanted = [path for path in sorted(named) if _is_plain(path, root)]
        wanted += [_whole(value) for name, value in job.options.given if name in PICTURES]
        wanted += [_whole(job.options.article)] if job.options.article is not None else []
        own = {path: digest for _, path, digest in record.stamps()}
        return own | {path: self._digests.of(path) for path in wanted}

    def learn(self, jobs: tuple[Job, ...], lacking: Iterable[str]) -> None:
        """Send these files too from now on, with jobs of these layouts."""
        for job in jobs:
            self._files[job.target.layout, job.options].update(dict.fromkeys(lacking))

    def _article(self, summary: Summary, job: Job) -> None:
        """Record the article, which only grounding reads, and pictures given for all documents."""
        for name, value in job.options.given:
            if name in PICTURES:
                with suppress(OSError):
                    read_file(value, PICTURE)
        with suppress(OSError, DocgenError):
            if job.options.article is not None:
                read_file(job.options.article, ARTICLE)
            elif summary.article is not None and summary.article.path:
                read_file(resolve_in(summary, summary.article.path), ARTICLE)

    def _look(self, job: Job) -> tuple[Layout, Theme]:
        key = (job.target.layout, job.options)
        if key not in self._looks:
            project = Path(job.options.project)
            with recording() as record:
                layout = find_layout(job.target.layout, project)
                theme = find_theme(job.options.theme or layout.theme, project)
            self._looks[key] = (layout, theme)
            paths = [path for _, path, _ in record.stamps()]
            if layout.origin != "stock":
                for folder in (layout.folder, *shared_folders(layout)):
                    paths += _all_files(folder)
            paths += [str(p) for p in (job.options.template, theme.template, theme.logo) if p]
            self._files[key] = dict.fromkeys(paths)
        return self._looks[key]

    def _whole(self, job: Job) -> Job:
        """Return the job with absolute paths; what a plug-in brings is named by its path too."""
        layout, theme = self._look(job)
        target, options, record = job.target, job.options, job.record
        if layout.origin == "plug-in" or "/" in target.layout:
            target = replace(target, layout=_whole(str(layout.folder)))
        if _is_elsewhere(theme, options.project):
            options = replace(options, theme=_whole(theme.path))
        template = _whole(options.template) if options.template else None
        article = _whole(options.article) if options.article else None
        options = replace(
            options, project=_whole(options.project), template=template, article=article
        )
        if record is not None:
            record = replace(record, template=_whole(record.template))
            return replace(job, target=target, options=options, record=record)
        return replace(job, source=_whole(job.source), target=target, options=options)


def _is_elsewhere(theme: Theme, project: str) -> bool:
    """Say whether a theme is neither the project's own nor stock."""
    path = Path(_whole(theme.path))
    own = Path(_whole(project)) / "layouts" / "themes"
    return path.parent not in (own, stock_folder() / "themes")


def _whole(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100  (no symlinks followed: names as given)


def _all_files(folder: Path) -> list[str]:
    """Return the files in a folder, at any depth, up to `MOST_FILES`."""
    found: list[str] = []
    for inside, folders, names in os.walk(folder):
        folders.sort()
        found += [os.path.join(inside, name) for name in sorted(names)]  # noqa: PTH118
        if len(found) > MOST_FILES:
            break
    return found[:MOST_FILES]
