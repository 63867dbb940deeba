"""Readers of chart, table and image: filled from the summary by id."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from docgen.foundation import codes
from docgen.foundation.diagnostics import Location
from docgen.foundation.files import PICTURE, VIDEO, FileError, FileKind, check_inside, is_file
from docgen.layout.blocks import (
    Block,
    ChartBlock,
    Grid,
    ImageBlock,
    Inline,
    Para,
    Span,
    TableBlock,
    TableCell,
    TextAlign,
)
from docgen.layout.markup.nodes import MarkupNode
from docgen.layout.markup.prose import hint
from docgen.layout.markup.reader import Reader
from docgen.layout.runs import citation, plain, tidy
from docgen.layout.vocabulary import ALIGN
from docgen.summary.files import check_video, is_address
from docgen.summary.model import Cell, CellTone, Chart, Column, Image, Table, stressed
from docgen.summary.text import Text

_NUMERIC = re.compile(
    r"^[-+−–~≈<>≤≥]?\s?[$€£¥]?\s?\d[\d.,\s\u00a0\u202f’']*\s?(%|[A-Za-z€$£¥°]{0,3})$"
)


class _HasId(Protocol):
    id: str


T = TypeVar("T", bound=_HasId)


def _named(reader: Reader, node: MarkupNode, items: Sequence[T], noun: str) -> T | None:
    name = node.get("ref")
    for item in items:
        if item.id == name:
            return item
    near = hint(str(name), [i.id for i in items], noun + "s")
    reader.found.error(
        codes.UNKNOWN_REFERENCE, f'the summary has no {noun} "{name}"', node.at, near
    )
    return None


def read_chart(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<chart ref height>``."""
    chart = _named(reader, node, reader.summary.charts, "chart")
    if chart is None:
        return ()
    alt = node.get("alt", Inline()).words or plain(chart.alt)
    reader.shown.append(("figure", chart.id))
    frame = _frame(reader, node, chart.title, chart.source, chart.id)
    if chart.multiples:
        return _multiples(reader, node, chart, alt, frame)
    return (ChartBlock(data=chart, alt=alt, height=node.get("height"), **frame),)


MOST_ACROSS = 3
"""Small charts beside each other."""


def _multiples(
    reader: Reader, node: MarkupNode, chart: Chart, alt: str, frame: dict[str, Any]
) -> Sequence[Block]:
    """Return a small chart for each series, all on one scale, under the chart's caption."""
    values = [v for row in chart.series for v in row.values if v is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    cells = []
    for number, row in enumerate(chart.series):
        one = chart.model_copy(
            update={"id": f"{chart.id}-{number + 1}", "series": [row], "multiples": False}
        )
        panel = ChartBlock(
            data=one,
            alt=alt if number == 0 else "",
            height=node.get("height"),
            caption=reader.text(row.name),
            reach=(low, high if high > low else low + 1.0),
            **{**reader.base(node), "id": f"{frame['id']}-{number + 1}", "source": frame["source"]},
        )
        cells.append((panel,))
    base = reader.base(node)
    count = len(cells)
    across = count if count <= MOST_ACROSS else 2 if count == 4 else MOST_ACROSS
    head = (Para(inline=frame["caption"], style="caption", **base),) if frame["caption"] else ()
    foot = (Para(inline=frame["credit"], style="credit"),) if frame["credit"] else ()
    return (*head, Grid(cells=tuple(cells), columns=across, **base | {"id": frame["id"]}), *foot)


def _frame(
    reader: Reader, node: MarkupNode, title: Text, source: str | None, name: str
) -> dict[str, Any]:
    """Return caption, credit, id and places: the element's own, else the summary's."""
    caption, credit = reader.either(node, "caption"), reader.either(node, "credit")
    return reader.base(node) | {
        "id": node.get("id") or name,
        "source": title.location,
        "caption": _numbered(reader, name, reader.text(title) if caption is None else caption),
        "credit": source_line(reader, source) if credit is None else credit,
    }


def _numbered(reader: Reader, name: str, caption: Inline) -> Inline:
    """Return a caption with its number before it ("Figure 2. Damage") where it has one."""
    number = reader.references.numbers.get(name)
    if not number:
        return caption
    label = number.replace(" ", "\u00a0")
    spans = (Span(f"{label}. " if caption else label, bold=True), *caption.spans)
    return tidy(spans, caption.refs)


def source_line(reader: Reader, name: str | None) -> Inline:
    """Return ``Source: Publisher`` with the source's number; nothing without a source."""
    found = next((s for s in reader.summary.sources if s.id == name), None)
    if found is None:
        return Inline()
    shown = reader.text(found.publisher or found.title)
    number = reader.numbers.get(found.id)
    cite = (citation(number, found.id),) if number else ()
    label = Span(f"{reader.labels('Source')}{reader.labels('colon')}")
    return tidy((label, *shown.spans, *cite), shown.refs)


# ---- table -------------------------------------------------------------------------


def read_table(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<table ref>`` of the summary, or rows of its own."""
    align = _align(reader, node)
    if node.get("ref") is None:
        return _own_table(reader, node, align)
    table = _named(reader, node, reader.summary.tables, "table")
    if table is None:
        return ()
    reader.shown.append(("table", table.id))
    head = tuple(_header(reader, column) for column in table.columns)
    rows = [tuple(_cell(reader, cell) for cell in row) for row in table.rows]
    widths = tuple(c.width if isinstance(c, Column) else None for c in table.columns)
    rows_stressed, columns_stressed = _highlit(reader, node, table)
    return (
        TableBlock(
            rows=(head, *rows),
            header_rows=min(node.get("header-rows", 1), len(rows) + 1),
            align=align or _summary_align(table),
            widths=node.get("widths") or (widths if any(widths) else ()),
            alt=node.get("alt", Inline()).words or plain(table.alt),
            highlight_rows=rows_stressed,
            highlight_columns=columns_stressed,
            **_frame(reader, node, table.title, table.source, table.id),
        ),
    )


def _highlit(
    reader: Reader, node: MarkupNode, table: Table
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the rows (the header counted) and the columns that are to be stressed."""
    heads = [str(c.label if isinstance(c, Column) else c) for c in table.columns]
    firsts = [_first(row) for row in table.rows]
    own = node.get("highlight")
    names = [own.plain.strip()] if own is not None else [str(n) for n in stressed(table)]
    wrong = [n for n in names if n and n not in firsts and n not in heads]
    if own is not None and wrong:
        message = f'"{wrong[0]}" is no row and no column of the table "{table.id}"'
        reader.found.error(codes.BAD_VALUE, message, node.at, hint(wrong[0], firsts + heads, ""))
    rows = [firsts.index(name) + 1 for name in names if name in firsts]
    columns = [heads.index(name) for name in names if name in heads and name not in firsts]
    return tuple(rows), tuple(columns)


TONES: Mapping[CellTone, str] = {
    "accent": "tint",
    "good": "positive",
    "bad": "negative",
    "muted": "surface",
}
"""The ground of a cell by its tone."""


def _first(row: Sequence[Cell | Text | None]) -> str:
    cell = row[0] if row else None
    return str(cell.text if isinstance(cell, Cell) else cell or "")


def _own_table(reader: Reader, node: MarkupNode, align: tuple[TextAlign, ...]) -> Sequence[Block]:
    rows = tuple(
        tuple(
            TableCell(
                inline=reader.inline(cell),
                header=cell.tag == "th",
                colspan=cell.get("colspan", 1),
                rowspan=cell.get("rowspan", 1),
                fill=cell.get("fill", row.get("fill")),
                **reader.base(cell),
            )
            for cell in row.elements("th", "td")
        )
        for row in node.elements("tr")
    )
    if not rows:
        return ()
    heads = next((i for i, r in enumerate(rows) if not all(c.header for c in r)), len(rows))
    return (
        TableBlock(
            rows=rows,
            header_rows=min(node.get("header-rows", heads), len(rows)),
            align=align,
            widths=node.get("widths") or (),
            caption=reader.either(node, "caption") or Inline(),
            credit=reader.either(node, "credit") or Inline(),
            alt=node.get("alt", Inline()).words,
            **reader.base(node),
        ),
    )


def _align(reader: Reader, node: MarkupNode) -> tuple[TextAlign, ...]:
    words = node.get("align", Inline()).plain.split()
    for word in words:
        if word not in ALIGN:
            near = hint(word, list(ALIGN), "")
            reader.found.error(codes.BAD_VALUE, f'unknown align "{word}"', node.at, near)
            return ()
    return tuple(words)


def _header(reader: Reader, column: Column | Text) -> TableCell:
    text = column.label if isinstance(column, Column) else column
    return TableCell(inline=reader.text(text), header=True, source=text.location)


def _cell(reader: Reader, cell: Cell | Text | None) -> TableCell:
    if cell is None:
        return TableCell(inline=Inline())
    if isinstance(cell, Text):
        return TableCell(inline=reader.text(cell), source=cell.location)
    return TableCell(
        inline=reader.text(cell.text),
        source=cell.text.location,
        colspan=cell.colspan,
        rowspan=cell.rowspan,
        fill=TONES[cell.tone] if cell.tone is not None else None,
    )


def _summary_align(table: Table) -> tuple[TextAlign, ...]:
    """Return each column's alignment: as given, else decimal for columns of numbers."""
    given = table.align or []
    out: list[TextAlign] = []
    for index, column in enumerate(table.columns):
        own = column.align if isinstance(column, Column) else None
        own = own or (given[index] if index < len(given) else None)
        out.append(own or ("decimal" if _is_numeric(table, index) else "left"))
    return tuple(out)


def _is_numeric(table: Table, index: int) -> bool:
    cells = [row[index] for row in table.rows if index < len(row)]
    shown = [plain(c) for c in cells if isinstance(c, Text) and c]
    whole = all(isinstance(c, Text) or c is None for c in cells)
    return whole and bool(shown) and all(_NUMERIC.match(one) for one in shown)


# ---- image -------------------------------------------------------------------------


def read_image(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<image ref>`` of the summary, or ``<image src>`` of the layout's folder."""
    if (node.get("ref") is None) == (node.get("src") is None):
        reader.found.error(codes.MISSING_ATTRIBUTE, "<image> needs either ref or src", node.at)
        return ()
    if node.get("video") is not None and node.get("src") is None:
        message = "<image video> goes with src: an image of the summary names its own film"
        reader.found.error(codes.BAD_VALUE, message, node.at)
        return ()
    common: dict[str, Any] = {"mode": node.get("mode", "fit"), "height": node.get("height")}
    if node.get("src") is not None:
        return _own_image(reader, node, common)
    image = _named(reader, node, reader.summary.images, "image")
    if image is None:
        return ()
    reader.shown.append(("figure", image.id))
    caption, credit = reader.either(node, "caption"), reader.either(node, "credit")
    caption = _image_caption(reader, image) if caption is None else caption
    path = Path(reader.summary.path).parent / image.path
    name = node.get("id") or image.id
    base = reader.base(node) | {"source": _place_of(reader, image), "id": name}
    return (
        ImageBlock(
            path=str(path.absolute()),
            focus=image.focus,
            video=_video(reader, image),
            **common,
            **base,
            alt=node.get("alt", Inline()).words or plain(image.alt),
            decorative=node.get("decorative", image.decorative),
            caption=_numbered(reader, image.id, caption),
            credit=_with_address(
                reader.text(image.credit) if credit is None else credit, image.video or ""
            ),
        ),
    )


def _video(reader: Reader, image: Image) -> str:
    """Return a film's address, or the absolute path of its file."""
    if not image.video or is_address(image.video):
        return image.video or ""
    return str((Path(reader.summary.path).parent / image.video).absolute())


def _with_address(credit: Inline, video: str) -> Inline:
    """Return a credit with the address of a film after it: on paper it leads there too."""
    if not is_address(video):
        return credit
    shown = Span(video.partition("://")[2].rstrip("/"), href=video)
    between = (Span(" \N{MIDDLE DOT} "),) if credit else ()
    return Inline((*credit.spans, *between, shown), credit.refs)


def read_ground(reader: Reader, node: MarkupNode) -> ImageBlock | None:
    """Return the picture that fills a slide; None if it has none."""
    name = node.get("picture")
    if name is None:
        return None
    found = next((one for one in reader.summary.images if one.id == name), None)
    if found is None:
        near = hint(str(name), [i.id for i in reader.summary.images], "images")
        message = f'the summary has no image "{name}"'
        reader.found.error(codes.UNKNOWN_REFERENCE, message, node.at, near)
        return None
    reader.shown.append(("figure", found.id))
    path = Path(reader.summary.path).parent / found.path
    return ImageBlock(
        path=str(path.absolute()),
        focus=found.focus,
        mode="crop",
        alt=plain(found.alt),
        decorative=found.decorative,
        source=_place_of(reader, found),
        origin=node.at,
    )


def _image_caption(reader: Reader, image: Image) -> Inline:
    """Return a picture's title and caption: "Title. Caption"."""
    title, caption = reader.text(image.title), reader.text(image.caption)
    if not title or not caption:
        return title or caption
    stop = "" if title.plain[-1:] in ".:!?…。！？" else "."
    between = Span(f"{stop} ")
    return tidy((*title.spans, between, *caption.spans), (*title.refs, *caption.refs))


def _own_image(reader: Reader, node: MarkupNode, common: dict[str, Any]) -> Sequence[Block]:
    folder = reader.layout.folder
    path = folder / node.get("src")
    video = folder / node.get("video") if node.get("video") is not None else None
    if not _has_file(reader, node, path, PICTURE):
        return ()
    if video is not None:
        if not _has_file(reader, node, video, VIDEO):
            return ()
        check_video(video, str(node.get("video")), node.at, reader.found)
    alt = node.get("alt", Inline()).words
    return (
        ImageBlock(
            path=str(path.absolute()),
            alt=alt,
            video=str(video.absolute()) if video is not None else "",
            decorative=node.get("decorative", not alt),
            caption=reader.either(node, "caption") or Inline(),
            credit=reader.either(node, "credit") or Inline(),
            **common,
            **reader.base(node),
        ),
    )


def _has_file(reader: Reader, node: MarkupNode, path: Path, kind: FileKind) -> bool:
    """Say whether the layout's folder has a file; if not, that is told."""
    folder, why = reader.layout.folder, ""
    try:
        check_inside(path, folder)
        if not is_file(path, kind):
            why = "the layout has no file"
    except FileError as error:
        why = f"the layout's file {error.strerror}:"
    if why:
        name = path.relative_to(folder).as_posix()
        shown = name if len(name) <= 80 else name[:79] + "\N{HORIZONTAL ELLIPSIS}"
        reader.found.error(codes.UNKNOWN_REFERENCE, f'{why} "{shown}"', node.at)
    return not why


def _place_of(reader: Reader, image: Image) -> Location | None:
    """Return where the summary names the picture's file."""
    summary = reader.summary
    if summary._locations is not None:
        place: Location = summary._locations.value(("images", summary.images.index(image), "path"))
        return place
    return Location(summary.path) if summary.path else None
