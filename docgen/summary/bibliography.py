"""Sources from a bibliography: BibTeX (.bib) or CSL-JSON (.json) files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.summary.files import read_text
from docgen.version import install_hint

SUFFIXES = (".bib", ".json")
MOST = 20_000
"""Entries of a file."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BRACES = re.compile(r"[{}]")
_SIGNS = re.compile(r"([\\`*_\[\]<~^=$])")
_COMMAND = re.compile(r"\\[a-zA-Z]+\s*")


def read_bibliography(path: Path, shown: str) -> list[dict[str, Any]]:
    """Return the entries of a bibliography as a summary's sources, in the file's order.

    ``shown`` is the path for messages. Raises DocgenError: DG872 for a file that can't be
    read or is no bibliography, or where BibTeX's reader isn't installed.
    """
    found = Diagnostics()
    at = Location(shown)
    if path.suffix.lower() not in SUFFIXES:
        hint = "name a .bib (BibTeX) or .json (CSL-JSON) file"
        raise DocgenError(Diagnostic(codes.BIBLIOGRAPHY, "is no bibliography", at, hint))
    text = read_text(path, shown, found)
    found.raise_errors()
    read = _csl if path.suffix.lower() == ".json" else _bibtex
    entries = read(text or "", at)
    if len(entries) > MOST:
        raise DocgenError(Diagnostic(codes.BIBLIOGRAPHY, f"more than {MOST:,} entries", at))
    return entries


_AGAIN = "export it again as CSL-JSON"


def _csl(text: str, at: Location) -> list[dict[str, Any]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        place = Location(at.file, line, getattr(error, "colno", 1))
        raise DocgenError(
            Diagnostic(codes.BIBLIOGRAPHY, "not valid JSON", place, _AGAIN)
        ) from error
    items = data if isinstance(data, list) else None
    if items is None or not all(isinstance(i, dict) and i.get("id") is not None for i in items):
        hint = "CSL-JSON is a list of items, each with an id"
        raise DocgenError(Diagnostic(codes.BIBLIOGRAPHY, "not a CSL-JSON file", at, hint))
    return [_csl_source(item) for item in items]


def _csl_source(item: Mapping[str, Any]) -> dict[str, Any]:
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [int(p) for p in first[:3] if str(p).isdigit()]
    container = item.get("container-title") or item.get("publisher") or ""
    return source(
        item["id"],
        item.get("title"),
        _names(item.get("author")),
        container,
        item.get("URL"),
        numbers,
    )


def _names(authors: Any) -> str:
    if not isinstance(authors, list):
        return ""
    told = []
    for one in authors:
        if isinstance(one, dict):
            told.append(str(one.get("family") or one.get("literal") or ""))
    return _listed(told)


def _bibtex(text: str, at: Location) -> list[dict[str, Any]]:
    try:
        import bibtexparser  # noqa: PLC0415  (an extra)
    except ImportError as error:
        hint = install_hint("import")
        found = Diagnostic(codes.BIBLIOGRAPHY, "reading BibTeX needs bibtexparser", at, hint)
        raise DocgenError(found) from error
    try:
        library = bibtexparser.parse_string(text)  # type: ignore[attr-defined]
    except Exception as error:  # whatever the parser makes of a damaged file
        raise DocgenError(Diagnostic(codes.BIBLIOGRAPHY, "not valid BibTeX", at)) from error
    failed = list(library.failed_blocks)
    if failed:
        line = (failed[0].start_line or 0) + 1
        message = "not a valid BibTeX entry, or one that is there twice"
        raise DocgenError(Diagnostic(codes.BIBLIOGRAPHY, message, Location(at.file, line, 1)))
    return [_bibtex_source(entry) for entry in library.entries]


def _bibtex_source(entry: Any) -> dict[str, Any]:
    fields = {field.key.lower(): str(field.value) for field in entry.fields}
    year = re.search(r"\d{4}", fields.get("date", "") or fields.get("year", ""))
    numbers = [int(year[0])] if year else []
    day = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", fields.get("date", ""))
    month = fields.get("month", "").strip().lower()[:3]
    if day:
        numbers = [int(part) for part in day.groups() if part]
    elif numbers and month in _MONTHS:
        numbers.append(_MONTHS.index(month) + 1)
    elif numbers and month.isdigit() and 1 <= int(month) <= 12:
        numbers.append(int(month))
    authors = re.split(r"\s+and\s+", fields.get("author", "")) if fields.get("author") else []
    families = [a.partition(",")[0] if "," in a else a.split(" ")[-1] for a in authors]
    container = next(
        (
            fields[k]
            for k in (
                "journal",
                "journaltitle",
                "booktitle",
                "publisher",
                "institution",
                "organization",
            )
            if fields.get(k)
        ),
        "",
    )
    link = fields.get("url") or (f"https://doi.org/{fields['doi']}" if fields.get("doi") else "")
    return source(entry.key, fields.get("title"), _listed(families), container, link, numbers)


def _listed(names: Iterable[str]) -> str:
    plain = [n.strip() for n in names if n.strip()]
    return f"{plain[0]} et al." if len(plain) > 2 else " and ".join(plain)


def source(
    name: Any, title: Any, authors: str, container: Any, url: Any, date: list[int]
) -> dict[str, Any]:
    """Return a summary's source of the parts of an entry."""
    made: dict[str, Any] = {"id": source_id(str(name)), "title": _plain(title) or str(name)}
    by = ", ".join(filter(None, [_plain(authors), _plain(container)]))
    if by:
        made["publisher"] = by
    if isinstance(url, str) and url.startswith(("http://", "https://")) and " " not in url:
        made["url"] = url
    if date and 1000 <= date[0] <= 9999:
        made["date"] = "-".join([f"{date[0]:04}", *(f"{part:02}" for part in date[1:])])
    return made


def source_id(name: str) -> str:
    """Return a citation key as the id of a source: letters, digits and hyphens."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")
    return plain if plain[:1].isalpha() else f"s-{plain}"


def _plain(value: Any) -> str:
    """Return a field as a text that shows as it stands, without TeX's braces and commands."""
    text = _COMMAND.sub("", _BRACES.sub("", str(value or "")))
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
