"""Load a summary: read, parse, validate, check; every error of the file at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.summary import checks, files, richtext
from docgen.summary.bibliography import read_bibliography
from docgen.summary.data import fill, read_cells
from docgen.summary.fields import FoundField, lookup, walk
from docgen.summary.figures import check_figures
from docgen.summary.files import CONTROL, name_control, read_text
from docgen.summary.from_data import PointerMap, as_json
from docgen.summary.language_tags import check_language_tags
from docgen.summary.model import Chart, Model, Summary, Table
from docgen.summary.sourcemap import Scalar, SourceMap
from docgen.summary.translation import check_translation
from docgen.summary.validation_messages import dotted, translate
from docgen.summary.yaml import check_json, load_yaml

_M = TypeVar("_M", bound=Model)

_BREAKS = str.maketrans({"\u0085": " ", "\u2028": " ", "\u2029": " "})
"""Line breaks to YAML 1.1 and to libyaml, ordinary characters to YAML 1.2."""
_BLANK_WITH_TAB = re.compile(r"^ *\t[ \t]*$", re.M)
_SURROGATES = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
)


@dataclass(slots=True)
class _Job:
    """One load: the file's name as given, its data, its places and the findings so far."""

    name: str
    places: SourceMap
    data: dict[str, Any]
    found: Diagnostics


def load_summary(path: str | Path, diagnostics: Diagnostics | None = None) -> Summary:
    """Load and check a YAML or JSON summary.

    Sets the summary's path, its texts with their places, and the citation numbers; charts
    with a data file are filled from it. Warnings go to ``diagnostics`` when given. Raises
    DocgenError with all of the file's errors, in the file's order.
    """
    name, found = str(path), Diagnostics()
    job = _read(Path(path), name, found)
    summary = _validate(job) if job else None
    _raise_sorted(found)
    if summary is None or job is None:
        raise DocgenError(Diagnostic(codes.EMPTY_FILE, "the file holds no summary", Location(name)))
    if summary.translation_of is not None:
        _check_translation(summary, job, found)
        _raise_sorted(found)
    if diagnostics is not None:
        diagnostics.extend(found)
    return summary


def _check_translation(summary: Summary, job: _Job, found: Diagnostics) -> None:
    """Hold a translation against its original, whose own findings are told elsewhere."""
    where = job.places.value(("translation_of",))
    path = files.check_file(job.name, summary.translation_of or "", where, found, must_exist=True)
    if path is None:
        return
    apart = Diagnostics()
    other = _read(path, str(path), apart)
    original = _validate(other) if other else None
    if original is None or original.translation_of is not None:
        why, hint = "is no summary that can be read", "docgen check tells what is wrong with it"
        if original is not None:
            why = "is a translation itself"
            hint = f'name what it translates: translation_of: "{original.translation_of}"'
        found.error(codes.TRANSLATION_ORIGINAL, f'"{summary.translation_of}" {why}', where, hint)
        return
    check_translation(original, summary, found)


def parse_summary(text: str, name: str = "summary.yaml") -> Summary:
    """Check a summary given as YAML text; ``name`` stands for the file in messages.

    Paths in it are relative to the folder of ``name``. Raises DocgenError.
    """
    found = Diagnostics()
    job = _parse(text, name, found)
    summary = _validate(job) if job else None
    _raise_sorted(found)
    if summary is None:
        raise DocgenError(Diagnostic(codes.EMPTY_FILE, "there is no summary here", Location(name)))
    return summary


def summary_from_data(
    data: Mapping[str, Any], name: str = "summary", diagnostics: Diagnostics | None = None
) -> Summary:
    """Check a summary given as a mapping, as `load_summary` checks a file.

    Places in findings are JSON pointers behind ``name``; paths in the data are relative to
    the folder of ``name``. ``data`` of a chart or table may be a data frame. Warnings go to
    ``diagnostics`` when given. Raises DocgenError.
    """
    found = Diagnostics()
    places = PointerMap(name, as_json(data, name))
    loaded = load_yaml(places, found)
    _check_characters(places, found)
    _raise_sorted(found)
    summary = _validate(_Job(name, places, loaded, found))
    _raise_sorted(found)
    assert summary is not None
    if diagnostics is not None:
        diagnostics.extend(found)
    return summary


def _raise_sorted(found: Diagnostics) -> None:
    """Raise what was found in the order of the file; equal findings once."""
    key = {id(d): (d.location is None, d.location or Location("")) for d in found}
    found.found = list(dict.fromkeys(sorted(found, key=lambda d: key[id(d)])))
    found.raise_errors()


def _read(path: Path, name: str, found: Diagnostics) -> _Job | None:
    text = read_text(path, name, found)
    return None if text is None else _parse(text, name, found)


def _parse(text: str, name: str, found: Diagnostics) -> _Job | None:
    text = _BLANK_WITH_TAB.sub(lambda m: " " * len(m[0]), text.translate(_BREAKS))
    if not text.strip():
        hint = "`docgen new NAME` writes a starter summary"
        found.error(codes.EMPTY_FILE, "the file is empty", Location(name), hint)
        return None
    places = SourceMap(name, text)
    if name.lower().endswith(".json"):
        wrong = check_json(places)
        if wrong:
            found.extend([wrong])
            return None
        places = SourceMap(name, _SURROGATES.sub(_pair, text).rstrip())
    data = load_yaml(places, found)
    _check_characters(places, found)
    if isinstance(data, dict):
        return _Job(name, places, data, found)
    if data is None and not found.errors:
        hint = "`docgen new NAME` writes a starter summary"
        found.error(codes.EMPTY_FILE, "the file holds only comments", Location(name), hint)
    elif not found.errors:
        hint = 'begin with "title: ..."'
        found.error(
            codes.WRONG_VALUE, "the file should be a mapping of keys", places.value(()), hint
        )
    return None


def _pair(match: re.Match[str]) -> str:
    """JSON writes characters beyond U+FFFF as two escapes; YAML wants the character."""
    high, low = int(match[2], 16), int(match[3], 16)
    return match[1] + chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _check_characters(places: SourceMap, found: Diagnostics) -> None:
    """Report control characters that came in by escapes such as ``"\\x07"``."""
    for path, node in [*places.values.items(), *places.keys.items()]:
        if isinstance(node, Scalar) and isinstance(node.value, str):
            match = CONTROL.search(node.value)
            if match:
                where = places.inside(path, match.start())
                message = f"control character {name_control(match[0])}"
                found.error(codes.CONTROL_CHARACTER, message, where, "delete it")


def _validate(job: _Job) -> Summary | None:
    summary: Summary | None = None
    _fill_tables(job)
    _fill_sources(job)
    try:
        summary = Summary.model_validate(job.data)
    except ValidationError as error:
        job.found.extend(translate(error, job.data, job.places))
    texts = list(walk(job.data))
    checks.check_ids(job.data, job.places, job.found)
    check_figures(job.data, job.places, job.found)
    checks.check_titles(job.data, job.places, job.found)
    checks.check_texts(texts, job.data, job.places, job.found)
    _check_charts(job, summary)
    for index, table in _each(job, "tables", Table, summary.tables if summary else None):
        checks.check_table(table, index, job.places, job.found)
        checks.check_table_highlight(table, index, job.places, job.found)
    _check_files(job)
    check_language_tags(job.places, job.found)
    if summary is None or job.found.errors:
        return None
    _finish(summary, job, texts)
    return summary


def _fill_tables(job: _Job) -> None:
    """Put the cells of tables' data files into the data, before it is validated."""
    tables = job.data.get("tables")
    if not isinstance(tables, list):
        return
    for index, table in enumerate(tables):
        name = table.get("data") if isinstance(table, dict) else None
        if not isinstance(name, str) or "rows" in table or "columns" in table:
            continue
        path = _data_file(job, name, ("tables", index, "data"))
        cells = [["-"]]
        if path is not None:
            try:
                sheet = table.get("sheet")
                named = sheet if isinstance(sheet, str) else ""
                cells = read_cells(path, str(Path(job.name).parent / name), named)
            except DocgenError as error:
                job.found.extend(error.diagnostics)
        tables[index] = {**table, "columns": cells[0], "rows": cells[1:]}


def _fill_sources(job: _Job) -> None:
    """Add the cited sources that the summary's bibliography has and it doesn't list itself."""
    name = job.data.get("bibliography")
    listed = job.data.get("sources", [])
    if not isinstance(name, str) or not isinstance(listed, list):
        return
    where = job.places.value(("bibliography",))
    path = files.check_file(job.name, name, where, job.found, must_exist=True)
    if path is None:
        return
    try:
        entries = read_bibliography(path, str(Path(job.name).parent / name))
    except DocgenError as error:
        job.found.extend(error.diagnostics)
        return
    known = {one.get("id") for one in listed if isinstance(one, dict)}
    wanted: dict[str, None] = {}
    for text in walk(job.data):
        if text.kind == "source":
            wanted[text.value] = None
        else:
            wanted |= dict.fromkeys(
                n for n, _ in richtext.citations(text.value, block=text.kind == "body")
            )
    by_id = {str(one["id"]): one for one in entries}
    more = [by_id[name] for name in wanted if name in by_id and name not in known]
    if more:
        job.data["sources"] = [*listed, *more]


def _data_file(job: _Job, name: str, key: tuple[str | int, ...]) -> Path | None:
    """Return the path of a data file that the summary names, or None with a finding."""
    where = job.places.value(key)
    if not name.lower().endswith(files.DATA_SUFFIXES):
        hint = "save the data as CSV or XLSX"
        message = f'"{name}" is not a kind of data that can be read'
        job.found.error(codes.CHART_DATA, message, where, hint)
        return None
    return files.check_file(job.name, name, where, job.found, must_exist=True)


def _each(job: _Job, key: str, kind: type[_M], loaded: list[_M] | None) -> list[tuple[int, _M]]:
    """Return the valid items of a list with their index, even when others aren't valid."""
    if loaded is not None:
        return list(enumerate(loaded))
    good = []
    items = job.data.get(key)
    for index, item in enumerate(items if isinstance(items, list) else []):
        try:
            good.append((index, kind.model_validate(item)))
        except ValidationError:
            continue  # reported already
    return good


def _check_charts(job: _Job, summary: Summary | None) -> None:
    for index, chart in _each(job, "charts", Chart, summary.charts if summary else None):
        full = _filled(job, chart, index) if chart.data else chart
        if full is None:
            continue
        checks.check_highlight(full, index, job.places, job.found)
        checks.check_annotations(full, index, job.places, job.found)
        if summary is not None:
            summary.charts[index] = full


def _filled(job: _Job, chart: Chart, index: int) -> Chart | None:
    name = chart.data or ""
    path = _data_file(job, name, ("charts", index, "data"))
    if path is None:
        return None
    try:
        return fill(chart, path, str(Path(job.name).parent / name))
    except DocgenError as error:
        job.found.extend(error.diagnostics)
        return None


def _check_files(job: _Job) -> None:
    images = job.data.get("images")
    for index, image in enumerate(images if isinstance(images, list) else []):
        name = image.get("path") if isinstance(image, dict) else None
        if isinstance(name, str):
            where = job.places.value(("images", index, "path"))
            path = files.check_file(job.name, name, where, job.found, must_exist=True)
            if path:
                files.check_image(path, name, where, job.found)
        film = image.get("video") if isinstance(image, dict) else None
        if isinstance(film, str) and not files.is_address(film):
            where = job.places.value(("images", index, "video"))
            path = files.check_file(job.name, film, where, job.found, must_exist=True)
            if path:
                files.check_video(path, film, where, job.found)
    cover = job.data.get("cover")
    shown = cover.get("path") if isinstance(cover, dict) else None
    pictures = ((("logo",), job.data.get("logo")), (("cover", "path"), shown))
    for key, name in pictures:
        if isinstance(name, str):
            where = job.places.value(key)
            path = files.check_file(job.name, name, where, job.found, must_exist=True)
            if path:
                files.check_image(path, name, where, job.found)
    article = job.data.get("article")
    name = article.get("path") if isinstance(article, dict) else None
    if isinstance(name, str):  # whether it exists is grounding's question
        where = job.places.value(("article", "path"))
        files.check_file(job.name, name, where, job.found, must_exist=False)


def _finish(summary: Summary, job: _Job, found: list[FoundField]) -> None:
    """Set the texts with their places, and number the sources by first use."""
    numbers: dict[str, int] = {}
    for item in found:
        if item.kind == "source":
            numbers.setdefault(item.value, len(numbers) + 1)
            continue
        text = lookup(summary, item.path)
        if text is None:
            continue
        text.location = job.places.inside(item.path)
        text.path = dotted(item.path)
        text.ref = len(summary.texts)
        summary.texts.append(text)
        for source, _ in richtext.citations(text.source, block=item.kind == "body"):
            numbers.setdefault(source, len(numbers) + 1)
    for entry in summary.sources:
        numbers.setdefault(entry.id, len(numbers) + 1)
    summary._path = job.name
    summary._citations.update(numbers)
    summary._locations = job.places
