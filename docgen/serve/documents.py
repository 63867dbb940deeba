"""The documents of a project as they are now: built in memory, a changed one anew."""

from __future__ import annotations

import hashlib
import io
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pypdfium2

from docgen.engine.jobs import NATURAL, BuildRequest, Job, Result, fault
from docgen.engine.prepare import prepare
from docgen.engine.work import run_source
from docgen.foundation.diagnostics import Diagnostic, DocgenError
from docgen.foundation.files import digest_of_file
from docgen.foundation.values import ParameterValue
from docgen.placed.documents import Brief, Deck
from docgen.project.settings import find_project
from docgen.report.formats.common import fingerprints
from docgen.report.formats.json import finding_of
from docgen.serve.regions import regions_of

KEPT = 400
"""Pictures that are kept, the latest used last."""
LARGEST = 4000
"""Pixels: no picture is wider."""
THUMBNAIL = 300
"""Pixels: pictures up to this width aren't what somebody looks at."""
LOOKED_AT = 20
"""How many documents that somebody looked at last are built first."""
COURTESY = 0.15
"""Seconds at most that the other documents wait while the picture of one in view is drawn."""


@dataclass(slots=True)
class View:
    """A document: its last good pages, and what is wrong with the sources of now."""

    key: str
    job: Job
    version: int = 0
    pdf: bytes = b""
    digests: list[str] = field(default_factory=list)
    """A digest of each page, so that only changed pictures are fetched."""
    size: tuple[float, float] = (1.0, 1.0)
    regions: list[list[list[float | str | int]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    findings: tuple[Diagnostic, ...] = ()
    claims: dict[str, Any] | None = None
    broken: bool = False
    """The sources of now can't be built: `pdf` is the last that could."""
    inputs: dict[str, str] = field(default_factory=dict)
    """Absolute paths of all that was read, with their digests."""

    @property
    def stale(self) -> bool:
        """Whether a file that it was made of has changed, come or gone."""
        return not self.inputs or any(
            digest_of_file(path) != digest for path, digest in self.inputs.items()
        )

    def as_plain(self) -> dict[str, Any]:
        """Return what the page shows of it, for JSON."""
        found = [finding_of(one, mark).model_dump() for one, mark in fingerprints(self.findings)]
        return {
            "key": self.key,
            "source": self.job.source,
            "layout": self.job.target.name,
            "kind": self.job.target.kind,
            "version": self.version,
            "pages": self.digests,
            "width": self.size[0],
            "height": self.size[1],
            "notes": self.notes,
            "findings": found,
            "broken": self.broken,
        }


class Documents:
    """The documents of a project. Its methods may be called from several threads."""

    def __init__(self, root: Path, request: BuildRequest, environment: Mapping[str, str]) -> None:
        self.root, self.environment = root, environment
        self.request = replace(request, format=None)
        self.views: OrderedDict[str, View] = OrderedDict()
        self.problems: tuple[Diagnostic, ...] = ()
        """What is wrong with the project itself: settings, layouts, themes."""
        self.seconds = 0.0
        """Of the last update."""
        self._lock = threading.RLock()
        """Held while documents are built."""
        self._shown = threading.RLock()
        """Held while what is shown is changed or read: never while something is built."""
        self._draw = threading.Lock()
        self._drawn = threading.Event()
        self._looked_at: OrderedDict[str, None] = OrderedDict()
        """Keys of documents that somebody has in view, the latest last."""
        self._pictures: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._count = 0

    def choose(
        self,
        layouts: Sequence[str] | None = None,
        theme: str | None = None,
        params: Mapping[str, ParameterValue] | None = None,
    ) -> list[str]:
        """Use other layouts, another theme ("" for the layouts' own) or parameters from now on."""
        with self._lock:
            if layouts is not None:
                self.request = replace(self.request, layouts=tuple(layouts))
            if theme is not None:
                self.request = replace(self.request, theme=theme or None)
            if params is not None:
                self.request = replace(self.request, params=dict(params))
            for view in self.views.values():
                view.inputs = {}
            return self.update()

    def update(self, tell: Callable[[list[str]], object] = lambda keys: None) -> list[str]:
        """Build what isn't as its files are; return the keys of the views that changed.

        What somebody looks at is built first. ``tell`` is called with the keys of each document
        as soon as its pages are there.
        """
        with self._lock:
            begun = time.perf_counter()
            try:
                jobs = prepare(find_project(self.root), self.request, self.environment)
            except DocgenError as error:
                return self._problem(error.diagnostics, tell)
            except Exception as error:  # a fault of ours isn't the end of the preview
                return self._problem((fault(error),), tell)
            keys = {self._key(job): job for job in jobs}
            with self._shown:
                changed = ["*"] if self.problems else []
                self.problems = ()
                changed += [key for key in self.views if key not in keys]
                fresh = OrderedDict((k, self.views.get(k) or View(k, j)) for k, j in keys.items())
                for key, view in fresh.items():
                    if view.job.target != keys[key].target or view.job.options != keys[key].options:
                        view.inputs = {}
                    view.job = keys[key]
                self.views = fresh
            if changed:
                tell(changed)
            with self._shown:
                ranks = {key: rank for rank, key in enumerate(reversed(self._looked_at))}
            stale = [view for view in fresh.values() if view.stale]
            sources: dict[str, list[View]] = {}
            for view in sorted(stale, key=lambda one: ranks.get(one.key, len(ranks))):
                sources.setdefault(view.job.source, []).append(view)
            for views in sources.values():
                changed += self._build(views, tell)
            self.seconds = time.perf_counter() - begun
            return changed

    def _problem(
        self, problems: tuple[Diagnostic, ...], tell: Callable[[list[str]], object]
    ) -> list[str]:
        with self._shown:
            if self.problems == problems:
                return []
            self.problems = problems
            changed = [*self.views] or ["*"]
        tell(changed)
        return changed

    def _key(self, job: Job) -> str:
        name = Path(os.path.relpath(job.source, self.root)).with_suffix("").as_posix()
        return f"{name}.{job.target.name}".removeprefix("sources/").replace("/", "~")

    def _build(self, views: list[View], tell: Callable[[list[str]], object]) -> list[str]:
        """Build the views of one summary; keep the last good pages of those that fail."""
        saved: dict[str, bytes] = {}
        placed: dict[str, Brief | Deck] = {}
        jobs = [self._as_pdf(view.job) for view in views]
        outputs = {job.output: view for job, view in zip(jobs, views, strict=True)}

        def save(path: Path, data: bytes) -> None:
            saved[str(path)] = data

        def seen(job: Job, document: Brief | Deck) -> None:
            placed[job.output] = document

        for number, result in enumerate(run_source(jobs, save, seen), 1):
            view = outputs[result.job.output]
            self._take(view, result, saved.get(str(Path(result.job.output))), placed)
            self._drawn.clear()
            tell([view.key])
            if number < len(jobs) and view.key in self._looked_at and not view.broken:
                self._drawn.wait(COURTESY)  # one interpreter: building would slow the drawing
        return [view.key for view in views]

    def _as_pdf(self, job: Job) -> Job:
        output = str(Path(job.output).with_suffix(f".{job.target.name}.preview.pdf"))
        return replace(job, format="pdf", output=output)

    def _take(
        self, view: View, result: Result, pdf: bytes | None, placed: Mapping[str, Brief | Deck]
    ) -> None:
        document = placed.get(result.job.output)
        good = result.ok and pdf is not None and document is not None
        digests = page_digests(pdf) if good and pdf is not None else []
        regions = regions_of(document) if good and document is not None else []
        with self._shown:
            self._count += 1
            view.version = self._count
            view.findings, view.broken = result.diagnostics, not result.ok
            view.inputs = {path: digest for _, path, digest in result.inputs}
            if not good or pdf is None or document is None:
                return
            view.pdf, view.digests = pdf, digests
            view.regions = [[r.as_plain() for r in page] for page in regions]
            if isinstance(document, Deck):
                view.size = (document.master.width, document.master.height)
                view.notes = [_words(slide.notes) for slide in document.slides]
            else:
                view.size = (document.pages[0].width, document.pages[0].height)
                view.notes = []

    def claims(self, key: str) -> dict[str, Any] | None:
        """Return a document's claims beside their passages; None without an article."""
        from docgen.foundation.diagnostics import Diagnostics  # noqa: PLC0415
        from docgen.grounding import check_grounding, trace_json  # noqa: PLC0415  (large)
        from docgen.summary.loader import load_summary  # noqa: PLC0415

        try:
            summary = load_summary(self.views[key].job.source)
        except DocgenError:
            return None
        report = check_grounding(summary, self.request.article, diagnostics=Diagnostics())
        return None if report is None else trace_json(report)

    def download(self, key: str) -> tuple[bytes, str]:
        """Return a document's file and its name. Raises DocgenError where it can't be built."""
        view = self.views[key]
        job = replace(view.job, format=NATURAL[view.job.target.kind])
        saved: dict[str, bytes] = {}

        def save(path: Path, data: bytes) -> None:
            saved[path.suffix] = data

        with self._lock:
            for result in run_source([job], save):
                if not result.ok:
                    raise DocgenError(result.diagnostics)
        return saved[f".{job.format}"], Path(job.output).name

    def picture(self, key: str, page: int, width: int) -> bytes:
        """Return a page (from 1) as PNG, `width` pixels wide. Raises LookupError if there is none."""
        with self._shown:
            view = self.views[key]
            digest = view.digests[page - 1] if 0 < page <= len(view.digests) else None
            pdf = view.pdf
            if digest is None:
                raise LookupError(f"{key} has no page {page}")
            if width > THUMBNAIL:
                self._looked_at[key] = None
                self._looked_at.move_to_end(key)
                while len(self._looked_at) > LOOKED_AT:
                    self._looked_at.popitem(last=False)
        width = max(40, min(width, LARGEST))
        known = (digest, page, width)
        try:
            with self._draw:
                if known in self._pictures:
                    self._pictures.move_to_end(known)
                    return self._pictures[known]
                data = _drawn(pdf, page, width)
                self._pictures[known] = data
                while len(self._pictures) > KEPT:
                    self._pictures.popitem(last=False)
                return data
        finally:
            if width > THUMBNAIL:
                self._drawn.set()

    def watched(self) -> set[str]:
        """Return the folders whose files decide what the documents are."""
        found = {str(self.root.resolve())}
        for view in self.views.values():
            found |= {str(Path(path).parent) for path in view.inputs}
        roots: list[str] = []
        for folder in sorted(found):
            if Path(folder).is_dir() and not any(_below(folder, root) for root in roots):
                roots.append(folder)
        return set(roots)

    def as_plain(self) -> dict[str, Any]:
        """Return all that the page shows, for JSON."""
        with self._shown:
            return {
                "documents": [view.as_plain() for view in self.views.values()],
                "problems": [finding_of(o, m).model_dump() for o, m in fingerprints(self.problems)],
                "theme": self.request.theme or "",
                "layouts": list(dict.fromkeys(v.job.target.layout for v in self.views.values())),
                "params": dict(self.request.params),
                "milliseconds": round(self.seconds * 1000),
            }


def _below(folder: str, root: str) -> bool:
    return folder == root or folder.startswith(root.rstrip(os.sep) + os.sep)


def _words(paras: Iterable[Any]) -> str:
    """Return notes as plain text; a citation's number stands in brackets."""
    return "\n".join(
        "".join(f" [{span.text.strip()}]" if span.cite else span.text for span in para.spans)
        for para in paras
    )


def _drawn(pdf: bytes, page: int, width: int) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    try:
        one = document[page - 1]
        sink = io.BytesIO()
        picture = one.render(scale=width / one.get_width()).to_pil().convert("RGB")
        picture.save(sink, "PNG", compress_level=1)
        return sink.getvalue()
    finally:
        document.close()


def page_digests(pdf: bytes) -> list[str]:
    """Return a digest of what each page of a PDF draws: its content, fonts and pictures."""
    import pikepdf  # noqa: PLC0415  (as pypdfium2, but it reads objects)

    found = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            digest = hashlib.sha256()
            contents = page.Contents
            streams = contents if isinstance(contents, pikepdf.Array) else [contents]
            for stream in streams:
                digest.update(stream.read_raw_bytes())
            resources: Any = page.get("/Resources", {})
            for kind in ("/Font", "/XObject"):
                for name, one in sorted(resources.get(kind, {}).items()):
                    digest.update(f"{name} {_length(one)}".encode())
            found.append(digest.hexdigest()[:20])
    return found


def _length(value: Any) -> str:
    """Return a digest of a stream's bytes; of a dictionary (a font's) the name of its face."""
    import pikepdf  # noqa: PLC0415  (as above)

    if isinstance(value, pikepdf.Stream):
        return hashlib.sha256(value.read_raw_bytes()).hexdigest()
    return str(value.get("/BaseFont", ""))
