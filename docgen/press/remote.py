"""A group of jobs on another machine: its files in, its documents out, as bytes.

The machine needs docgen of the same version and nothing else: no shared disk, no project.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from docgen import __version__
from docgen.diagnostics import Diagnostic
from docgen.layout.catalog import stock_folder
from docgen.press.calm import calm
from docgen.press.hashing import digest_json, file_digest, tool_digest
from docgen.press.plan import Job
from docgen.press.result import Result
from docgen.press.work import run_source

Document = tuple[Result, bytes, bytes]
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


def build_parcel(parcel: Parcel, contents: Mapping[str, bytes]) -> list[Document]:
    """Build a parcel's jobs in a folder of its own; ``contents`` are its files by digest.

    Raises RuntimeError if this docgen is another one than the sender's.
    """
    if about()[1] != parcel.about:
        raise RuntimeError(f"docgen {about()[0]} here is another one than the sender's")
    with _turn(), calm():  # parts of our libraries are not made for threads
        return _build(parcel, contents)


@lru_cache(maxsize=1)
def _turn() -> threading.Lock:
    return threading.Lock()


def _build(parcel: Parcel, contents: Mapping[str, bytes]) -> list[Document]:
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
        job, source=moved(job.source) or "", record=record,
        target=replace(job.target, layout=moved(job.target.layout) or ""),
        options=replace(options, project=project or "", theme=theme, template=template),
    )  # fmt: skip


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
