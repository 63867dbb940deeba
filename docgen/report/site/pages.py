"""The files of a site: an index, a page a document, a page a trace, pictures and downloads."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from PIL import Image

from docgen.engine.page_pictures import page_images
from docgen.engine.shown import ShownDocument
from docgen.report.site.text import PageText, page_texts
from docgen.summary.richtext import plain_text
from docgen.summary.text import Text
from docgen.text.scripts import is_rtl

WIDE, SMALL = 1280, 360
"""Pixels: the width of a page's picture, and of its thumbnail."""


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page or slide: its pictures' names and sizes, and its words."""

    number: int
    picture: str
    small: str
    size: tuple[int, int]
    small_size: tuple[int, int]
    text: PageText


@dataclass(frozen=True, slots=True)
class SiteDocument:
    """A document as the site shows it."""

    name: str
    layout: str
    kind: str
    unit: str
    file: str
    bytes: int
    pages: tuple[SitePage, ...]
    words: int

    @property
    def folder(self) -> str:
        """Its address in the site."""
        return quote(self.name)

    @property
    def form(self) -> str:
        """Its kind of file in words."""
        return "PDF" if self.file.endswith(".pdf") else "PowerPoint"

    @property
    def size(self) -> str:
        """How large its file is."""
        return f"{max(1, round(self.bytes / 1000)):,} kB"


@dataclass(slots=True)
class SiteEntry:
    """A summary with its documents."""

    name: str
    title: str
    standfirst: str
    kicker: str
    date: str
    lang: str
    documents: list[SiteDocument] = field(default_factory=list)
    trace: dict[str, Any] | None = None

    @property
    def count(self) -> int:
        """How many documents it has."""
        return len(self.documents)

    @property
    def direction(self) -> str:
        """Which way its language is written."""
        return "rtl" if is_rtl(self.lang) else "ltr"

    @property
    def trace_folder(self) -> str:
        """Address of its trace in the site."""
        return quote(f"{self.name}.trace")


def site_files(documents: Iterable[ShownDocument], title: str = "Documents") -> dict[str, bytes]:
    """Return a site's files by name: the same documents give the same bytes.

    Nothing in them says where or when they were made; every address is relative, so that a
    site works in any folder of any server and from a disk.
    """
    made: dict[str, bytes] = {}
    entries: dict[str, SiteEntry] = {}
    for shown in documents:
        entry = entries.setdefault(shown.result.job.source, _entry(shown))
        entry.documents.append(_document(shown, made))
        if shown.trace:
            entry.trace = json.loads(shown.trace)
            made[f"files/{entry.name}.trace.json"] = shown.trace
    environment = Environment(
        loader=PackageLoader("docgen.report.site", "static"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["place"] = _place
    shared = {"site": title, "entries": list(entries.values())}

    def page(name: str, template: str, up: str, **values: Any) -> None:
        text = environment.get_template(template).render(up=up, **shared, **values)
        made[name] = text.encode()

    page("index.html", "index.html.j2", "")
    for entry in entries.values():
        for one in entry.documents:
            page(f"{one.name}/index.html", "document.html.j2", "../", entry=entry, document=one)
        if entry.trace is not None:
            name = f"{entry.name}.trace/index.html"
            page(name, "trace.html.j2", "../", entry=entry, trace=entry.trace)
    for name in ("style.css", "search.js"):
        made[name] = files("docgen.report.site").joinpath("static", name).read_bytes()
    made["search-index.js"] = _index(entries)
    return made


def _entry(shown: ShownDocument) -> SiteEntry:
    summary = shown.placed.summary
    return SiteEntry(
        name=Path(shown.result.job.source).stem,
        title=_plain(summary.title),
        standfirst=_plain(summary.standfirst),
        kicker=_plain(summary.kicker),
        date=summary.date.isoformat() if summary.date else "",
        lang=summary.lang,
    )


def _place(path: str) -> str:
    """Return a text's path in words: ``sections.0.heading`` is "sections 1, heading"."""
    parts = [str(int(one) + 1) if one.isdigit() else f", {one}" for one in path.split(".")]
    return " ".join(parts).removeprefix(", ").replace(" ,", ",").replace("_", " ")


def _plain(text: Text) -> str:
    return " ".join(plain_text(text.source).split())


def _document(shown: ShownDocument, made: dict[str, bytes]) -> SiteDocument:
    job = shown.result.job
    name, file = shown.name, Path(job.output).name
    pages = []
    for number, (picture, text) in enumerate(
        zip(page_images(shown.pdf, WIDE), page_texts(shown.placed), strict=True), start=1
    ):
        large, small = f"page-{number:02}.png", f"small-{number:02}.png"
        thumbnail = picture.resize(
            (SMALL, max(1, round(picture.height * SMALL / picture.width))), Image.Resampling.LANCZOS
        )
        made[f"{name}/{large}"], made[f"{name}/{small}"] = _png(picture), _png(thumbnail)
        pages.append(SitePage(number, large, small, picture.size, thumbnail.size, text))
    made[f"files/{file}"] = shown.data
    return SiteDocument(
        name,
        job.target.name,
        job.target.kind,
        job.unit,
        file,
        len(shown.data),
        tuple(pages),
        shown.result.words,
    )


def _png(picture: Image.Image) -> bytes:
    """Return a picture as a PNG of 128 colours: a third of the bytes, and the eye sees no change."""
    few = picture.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    sink = io.BytesIO()
    few.save(sink, "PNG")
    return sink.getvalue()


def _index(entries: Mapping[str, SiteEntry]) -> bytes:
    """Return what the search reads, as a script: a page opened from a disk may not fetch."""
    found: list[Sequence[Any]] = [
        [entry.title, one.layout, one.unit, f"{one.folder}/", page.number, page.text.words]
        for entry in entries.values()
        for one in entry.documents
        for page in one.pages
    ]
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c")
    return f"window.docgenPages={safe};\n".encode()
