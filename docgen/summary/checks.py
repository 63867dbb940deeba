"""What no schema can say: ids that are unique and exist, tables that add up, markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, Location, did_you_mean
from docgen.summary import richtext
from docgen.summary.fields import FoundField
from docgen.summary.model import Cell, Chart, Column, Table, stressed
from docgen.summary.sourcemap import SourceMap

MAX_TEXT = 50_000
"""Characters of one text: some 25 printed pages; parsing and fitting stay quick below it."""
_WITH_IDS = ("sections", "metrics", "charts", "tables", "quotes", "images", "sources")


def ids_of(data: dict[str, Any], key: str) -> Iterator[tuple[str, int]]:
    """Give the ids of a list's items, each with the item's index; tolerant of bad data."""
    items = data.get(key)
    for index, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield item["id"], index


def check_ids(data: dict[str, Any], places: SourceMap, diagnostics: Diagnostics) -> None:
    """Report ids given twice in one list (DG112)."""
    for key in _WITH_IDS:
        first: dict[str, int] = {}
        for name, index in ids_of(data, key):
            if name in first:
                line = places.value((key, first[name], "id")).line
                where = places.value((key, index, "id"))
                message = f'the id "{name}" is given twice in "{key}"'
                diagnostics.error(codes.DUPLICATE_ID, message, where, f"first given at line {line}")
            first.setdefault(name, index)


MAX_BRACKETS = 1_000
"""Opening brackets of one text: each may begin a link, and is looked for an end."""
MAX_MARKS = 5_000
"""Signs of markup in one text."""


def check_texts(
    found: Sequence[FoundField], data: dict[str, Any], places: SourceMap, diagnostics: Diagnostics
) -> None:
    """Report markup that a text may not hold (DG114, DG115) and unknown sources (DG111)."""
    known = [name for name, _ in ids_of(data, "sources")]
    targets = _targets(data)
    for text in found:
        if text.kind == "source":
            if text.value not in known:
                _unknown(text.value, known, places, text, 0, diagnostics)
            continue
        if len(text.value) > MAX_TEXT:
            message = f"a text of {len(text.value):,} characters; {MAX_TEXT:,} at most"
            diagnostics.error(
                codes.LIMIT, message, places.inside(text.path), "split it into sections"
            )
            continue
        marks = {sign: text.value.count(sign) for sign in "[]*_~`<!$"}
        if marks["["] > MAX_BRACKETS or sum(marks.values()) > MAX_MARKS:
            where, hint = (
                places.inside(text.path),
                "split it, or write \\ before signs that are text",
            )
            diagnostics.error(codes.LIMIT, "a text with too many signs of markup", where, hint)
            continue
        block = text.kind == "body"
        for problem in richtext.problems(text.value, block=block):
            where = places.inside(text.path, problem.offset)
            diagnostics.error(problem.code, problem.message, where, problem.hint)
        for name, offset in richtext.citations(text.value, block=block):
            if name not in known:
                _unknown(name, known, places, text, offset, diagnostics)
        for name, offset in richtext.references(text.value, block=block):
            if name not in targets:
                _dead(name, targets, places.inside(text.path, offset), diagnostics)


def _targets(data: dict[str, Any]) -> list[str]:
    """Return what a text can refer to: ``#id``, ``fig:id`` of charts and pictures, ``tab:id``."""
    found = [f"fig:{name}" for key in ("charts", "images") for name, _ in ids_of(data, key)]
    found += [f"tab:{name}" for name, _ in ids_of(data, "tables")]
    for key in _WITH_IDS:
        prefix = "#source-" if key == "sources" else "#"
        found += [prefix + name for name, _ in ids_of(data, key)]
    return found


def _dead(name: str, targets: list[str], where: Location, diagnostics: Diagnostics) -> None:
    kind, _, rest = name.rpartition(":")
    noun = {"fig": "chart or image", "tab": "table"}.get(kind, "section, chart, table or image")
    start = f"{kind}:" if kind else "#"
    alike = [one for one in targets if one.startswith(start)]
    other = [one for one in targets if one.partition(":")[2] == rest and kind]
    hint = f'did you mean "{other[0]}"?' if other else did_you_mean(name, alike)
    hint = hint or f"give a {noun} this id"
    message = f'no {noun} has the id "{rest.removeprefix("#")}"'
    diagnostics.error(codes.DEAD_REFERENCE, message, where, hint)


def _unknown(
    name: str,
    known: list[str],
    places: SourceMap,
    text: FoundField,
    offset: int,
    diagnostics: Diagnostics,
) -> None:
    hint = did_you_mean(name, known) or 'list it under "sources"'
    where = places.inside(text.path, offset)
    diagnostics.error(codes.UNKNOWN_SOURCE, f'no source has the id "{name}"', where, hint)


def check_titles(data: dict[str, Any], places: SourceMap, diagnostics: Diagnostics) -> None:
    """Report a title or a section's heading without text (DG123)."""
    spots: list[tuple[tuple[str | int, ...], Any]] = [(("title",), data.get("title"))]
    sections = data.get("sections")
    for index, section in enumerate(sections if isinstance(sections, list) else []):
        if isinstance(section, dict):
            spots.append((("sections", index, "heading"), section.get("heading")))
    for path, value in spots:
        text = value.get("text") if isinstance(value, dict) else value
        if isinstance(text, str) and not richtext.plain_text(text).strip():
            message = f'"{path[-1]}" has no text'
            diagnostics.error(
                codes.EMPTY_TITLE, message, places.value(path), "readers navigate by it"
            )


def check_highlight(chart: Chart, index: int, places: SourceMap, diagnostics: Diagnostics) -> None:
    """Report a highlight that is none of the chart's categories (DG116), or has no effect (DG127)."""
    if not chart.highlight:
        return
    names = [str(c) for c in chart.categories] or [str(one.name) for one in chart.tasks]
    if str(chart.highlight) not in names:
        where = places.value(("charts", index, "highlight"))
        message = f'"{chart.highlight}" is not a category of the chart "{chart.id}"'
        diagnostics.error(
            codes.HIGHLIGHT, message, where, did_you_mean(str(chart.highlight), names)
        )
    elif len(chart.series) > 1:
        where = places.value(("charts", index, "highlight"))
        message = f'the highlight of the chart "{chart.id}" has no effect: colours tell its series'
        hint = "highlight a category in a chart of one series"
        diagnostics.notice(codes.HIGHLIGHT_UNUSED, message, where, hint)


def check_annotations(
    chart: Chart, index: int, places: SourceMap, diagnostics: Diagnostics
) -> None:
    """Report regions, differences and annotations at what is no category (DG471)."""
    names = [str(c) for c in chart.categories]
    for key in ("regions", "differences", "annotations"):
        for number, one in enumerate(getattr(chart, key)):
            ends = [field for field in ("first", "last", "at") if hasattr(one, field)]
            for field in ends:
                name = str(getattr(one, field))
                if name not in names:
                    where = places.value(("charts", index, key, number, field))
                    message = f'"{name}" is not a category of the chart "{chart.id}"'
                    hint = did_you_mean(name, names)
                    diagnostics.error(codes.CHART_PLACE, message, where, hint)
            if len(ends) < 2 or not all(str(getattr(one, field)) in names for field in ends):
                continue
            first, last = names.index(str(one.first)), names.index(str(one.last))
            if first > last or (first == last and key == "differences"):
                where = places.value(("charts", index, key, number, "first"))
                message = (
                    f'"{one.first}" doesn\'t stand before "{one.last}" in the chart "{chart.id}"'
                )
                diagnostics.error(codes.CHART_PLACE, message, where, "change their places")


def check_table_highlight(
    table: Table, index: int, places: SourceMap, diagnostics: Diagnostics
) -> None:
    """Report a table's highlight that is no row's first cell and no column (DG140)."""
    if not table.highlight:
        return
    names = [str(c.label if isinstance(c, Column) else c) for c in table.columns]
    firsts = (row[0] for row in table.rows if row)
    names += [str(c.text if isinstance(c, Cell) else c) for c in firsts if c is not None]
    for name in [str(n) for n in stressed(table) if str(n) not in names]:
        where = places.value(("tables", index, "highlight"))
        message = f'"{name}" is no row and no column of the table "{table.id}"'
        hint = did_you_mean(name, names)
        diagnostics.error(
            codes.TABLE_HIGHLIGHT,
            message,
            where,
            hint or "give the first cell of a row, or a column",
        )


def check_table(table: Table, index: int, places: SourceMap, diagnostics: Diagnostics) -> None:
    """Report rows whose cells, spans included, don't fill the columns (DG117)."""
    width = len(table.columns)
    if not width:
        where = places.value(("tables", index, "columns"))
        message, hint = f'the table "{table.id}" has no columns', "name at least one, or give data"
        diagnostics.error(codes.TABLE_SHAPE, message, where, hint)
        return
    if table.align is not None and len(table.align) != width:
        where = places.value(("tables", index, "align"))
        given = _count(len(table.align), "alignment")
        message = f"{given} for {_count(width, 'column')}"
        diagnostics.error(codes.TABLE_SHAPE, message, where, "one for each column")
    taken = [0] * width
    for number, row in enumerate(table.rows):
        where = places.value(("tables", index, "rows", number))
        free = taken.count(0)
        cells = sum(cell.colspan if isinstance(cell, Cell) else 1 for cell in row)
        below = "" if free == width else f" ({width - free} taken by cells above)"
        if cells != free:
            message = f"row {number + 1} has {_count(cells, 'cell')} for {_count(free, 'column')}"
            hint = "an empty cell is written as null; colspan counts"
            diagnostics.error(codes.TABLE_SHAPE, message + below, where, hint)
            return
        taken = _place(row, taken)
        if not taken:
            message = f"row {number + 1} has a span across a cell from above"
            hint = "let the cell above end before this row, or the span beside it"
            diagnostics.error(codes.TABLE_SHAPE, message, where, hint)
            return
    if any(taken):
        where = places.value(("tables", index, "rows", len(table.rows) - 1))
        message, hint = "a rowspan reaches past the last row", "make it smaller, or add the rows"
        diagnostics.error(codes.TABLE_SHAPE, message, where, hint)


def _place(row: Sequence[object], taken: list[int]) -> list[int]:
    """Return how many rows each column is still taken for below this row; [] if none fits."""
    after = [max(0, rows - 1) for rows in taken]
    column = 0
    for cell in row:
        wide, tall = (cell.colspan, cell.rowspan) if isinstance(cell, Cell) else (1, 1)
        while taken[column]:
            column += 1
        if any(taken[column : column + wide]):
            return []
        after[column : column + wide] = [tall - 1] * wide
        column += wide
    return after


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
