"""Metric tiles: figures that read at a glance, in rows of equal tiles."""

from __future__ import annotations

import re
from dataclasses import replace

from docgen.layout.blocks import (
    IconBlock,
    Inline,
    Metrics,
    MetricsLook,
    MetricTile,
    People,
    PersonEntry,
    Span,
)
from docgen.placed.items import Rect, ShapeItem
from docgen.placed.structure import Elem
from docgen.typeset.context import Context
from docgen.typeset.flowables.badges import Monogram
from docgen.typeset.flowables.base import (
    BlockFlowable,
    Fixed,
    Placement,
    flow,
    without_edges,
)
from docgen.typeset.flowables.boxes import Ornament, Panel
from docgen.typeset.flowables.columns import ColumnsFlow, RowsFlow
from docgen.typeset.flowables.drawings import icon_flow
from docgen.typeset.flowables.rows import Row, RowsOfText
from docgen.typeset.flowables.text import TextFlow

COLUMNS = {"brief": 2, "deck": 3}


@flow.register(People)
def people(block: People, context: Context) -> list[BlockFlowable]:
    """Return the people in rows of equal cells."""
    if not block.entries:
        return []
    top = context.elem.add("L", numbering="None", id=block.id)
    wide = context.medium == "deck" and block.columns == 1
    make = _person_row if wide else _person
    cells = [make(p, context, top) for p in block.entries]
    lines = -(-len(cells) // COLUMNS[context.medium])
    count = block.columns or -(-len(cells) // lines)  # 2 and 2, not 3 and 1
    gap = context.length("people-gap")
    rows = RowsFlow(cells, min(count, len(cells)), gap, shared=context.shared)
    rows.space_before = rows.space_after = context.length("block-gap")
    return [rows]


def _person(entry: PersonEntry, context: Context, parent: Elem) -> BlockFlowable:
    body = parent.add("LI").add("LBody")
    parts = (
        (entry.group, "person-group"),
        (entry.name, "person-name"),
        (entry.role, "person-role"),
        (entry.note, "person-note"),
    )
    lines = [
        TextFlow(context.setter, inline, context.style(style), body.add("P"))
        for inline, style in parts
        if inline
    ]
    for line in lines:
        line.hyphenable = line.style.name != "person-name"
    pad = context.length("tile-pad")
    name = f"Person: {entry.name.words}"[:80]
    if context.medium == "deck":
        badge = Monogram(entry.name.words, context, without_edges(lines))
        return Panel([badge], (0.0, pad, pad * 0.5, 0.0), Ornament(top="rule"), "people", name)
    ornament = Ornament(top="rule", top_width=0.75)
    return Panel(without_edges(lines), (0.0, pad * 0.7, pad * 0.5, 0.0), ornament, "people", name)


BESIDE = (5.0, 6.0)
"""Shares of a row's width: who somebody is, and what is said of them."""


def _person_row(entry: PersonEntry, context: Context, parent: Elem) -> BlockFlowable:
    """Return a person as a row: the name and the role, and beside them the group and the note."""
    body = parent.add("LI").add("LBody")
    sides: list[list[BlockFlowable]] = []
    for parts in (
        ((entry.name, "person-name"), (entry.role, "person-role")),
        ((entry.group, "person-group"), (entry.note, "person-note")),
    ):
        side: list[BlockFlowable] = []
        for inline, style in parts:
            if inline:
                line = TextFlow(context.setter, inline, context.style(style), body.add("P"))
                line.hyphenable = style != "person-name"
                side.append(line)
        if side:
            sides.append(without_edges(side))
    pad = context.length("tile-pad")
    gap = context.length("people-gap")
    inner = ColumnsFlow(sides, BESIDE, gap) if len(sides) > 1 else None
    badge = Monogram(entry.name.words, context, [inner] if inner else sides[0])
    name = f"Person: {entry.name.words}"[:80]
    made = Panel([badge], (0.0, pad * 0.7, pad * 0.5, 0.0), Ornament(top="rule"), "people", name)
    made.centred = True
    return made


MOST_COLUMNS = 4
NARROWEST = 7.0
"""Of a tile on a slide, in sizes of its label: a long word."""


@flow.register(Metrics)
def metrics(block: Metrics, context: Context) -> list[BlockFlowable]:
    """Return the tiles in rows."""
    if not block.tiles:
        return []
    top = context.elem.add("L", numbering="None", id=block.id)
    if block.look == "rows":
        return [_figure_rows(block, context, top)]
    line = context.style("metric-unit").leading if any(t.unit for t in block.tiles) else 0.0
    tiles = [_tile(t, context, top, block.look, line, n == 0) for n, t in enumerate(block.tiles)]
    # A company's body may be half a slide wide: rather fewer tiles than broken words.
    deck = context.medium == "deck" and not block.columns
    narrowest = NARROWEST * context.style("metric-label").size if deck else 0.0
    gap = context.length("tile-gap")
    rows = RowsFlow(tiles, _columns(block), gap, narrowest, context.shared)
    rows.space_before = rows.space_after = context.length("block-gap")
    return [rows]


HERO_SIGNS, LARGE_SIGNS = 7, 12
"""Signs of a value that is set as large as can be, and of one that is still set large."""


def _hero_style(value: str) -> str:
    """Return the style for a hero's value: a number is never broken, so a long one is smaller."""
    if len(value) <= HERO_SIGNS:
        return "hero-value"
    return "metric-value" if len(value) <= LARGE_SIGNS else "metric-unit"


MOST_FIGURE = 270.0
"""Widest column of figures in rows, in points."""


def _figure_rows(block: Metrics, context: Context, top: Elem) -> BlockFlowable:
    """Return each figure with its unit at the left, its label and context at the right."""
    setter, style = context.setter, context.style("row-value")
    face = setter.fonts.face(style.font, style.bold, style.italic)
    rows: list[Row] = []
    widest = 0.0
    for tile in block.tiles:
        entry = top.add("LI")
        gap = (Span("\u00a0"),) if tile.unit else ()
        refs = (*tile.value.refs, *tile.unit.refs)
        value = Inline((*tile.value.spans, *gap, *tile.unit.spans), refs)
        widest = max(widest, face.set_width(value.plain, style.size, style.tracking, False))
        label = TextFlow(setter, value, style, entry.add("Lbl"))
        body = entry.add("LBody")
        lines: list[BlockFlowable] = [
            TextFlow(setter, inline, context.style(name), body.add("P"))
            for inline, name in ((tile.label, "metric-label"), (tile.context, "metric-context"))
            if inline
        ]
        rows.append(Row(label, without_edges(lines)))
    beside = context.length("tile-gap") + 2
    whole = max(setter.widest(t.value, style) for t in block.tiles) + beside
    wide = max(min(widest * setter.safety + beside, MOST_FIGURE), whole)
    made = RowsOfText(rows, wide, context.length("row-pad"), context.color)
    made.space_before = made.space_after = context.length("block-gap")
    return made


def _columns(block: Metrics) -> int:
    if block.columns:
        return min(block.columns, len(block.tiles))
    count = len(block.tiles)
    if count <= MOST_COLUMNS:
        return count
    rows = -(-count // MOST_COLUMNS)
    return -(-count // rows)


def _tile(
    tile: MetricTile,
    context: Context,
    parent: Elem,
    size: MetricsLook,
    unit_line: float,
    leads: bool,
) -> BlockFlowable:
    """Return a tile; the one that `leads` has the accent, the others the ink.

    `unit_line` is kept free where other tiles have a unit, so that labels stand in line.
    """
    body = parent.add("LI", id=tile.id).add("LBody")
    lines: list[BlockFlowable] = []
    ground = context.theme.options.get(context.medium, {}).get("tile", "rule")
    if ground == "tint" and size != "hero":
        context = context.on("tint" if leads else "surface")
    parts: tuple[tuple[Inline, str], ...] = (
        (tile.value, _hero_style(tile.value.plain) if size == "hero" else "metric-value"),
        (tile.unit, "metric-unit"),
        (tile.label, "metric-label"),
        (tile.context, "metric-context"),
    )
    if tile.icon:
        color = "accent-1" if leads or context.color is None else context.color
        lines.append(icon_flow(IconBlock(name=tile.icon, color=color), context))
    for inline, style in parts:
        if inline:
            elem = body.add("P")
            look = context.style(style)
            if look.color == "accent-1" and not leads and context.color is None:
                look = replace(look, color="ink")
            lines.append(TextFlow(context.setter, inline, look, elem))
        elif style == "metric-unit" and unit_line and size == "tiles":
            lines.append(Fixed(Placement((), unit_line)))
    change = _change(tile)
    if change is not None and context.medium == "deck":
        lines.append(ChangeBars(*change, context))
    if size == "hero":
        hero = Panel(without_edges(lines), (0.0, 0.0, 0.0, 0.0), Ornament(), "tile", "Metric")
        hero.centred = True
        return hero
    pad = context.length("tile-pad")
    name = f"Metric: {tile.label.words}"[:80]
    if ground == "tint":
        padding, ornament = (pad, pad, pad, pad), Ornament(fill="tint" if leads else "surface")
    elif ground == "rule":
        top = "accent-1" if leads else "rule"
        padding, ornament = (0.0, pad, pad, 0.0), Ornament(top=top, top_width=1.5)
    else:
        padding, ornament = (0.0, 0.0, pad, 0.0), Ornament()
    return Panel(without_edges(lines), padding, ornament, "tile", name)


_AMOUNT = re.compile(r"^[^\w\d]{0,2}(\d[\d.,\u00a0\u202f ]*)\s?%?")


def _change(tile: MetricTile) -> tuple[float, float] | None:
    """Return the earlier and the present amount of a figure that says both."""
    if tile.data is None or not tile.data.was:
        return None
    shown = (str(tile.data.was), tile.value.words)
    hits = [_AMOUNT.match(text) for text in shown]
    if any(re.search(r"\d", t[h.end() :]) if h else True for t, h in zip(shown, hits, strict=True)):
        return None  # such as "1 in 40": no amount
    amounts = [float(re.sub(r"[^\d]", "", h[1]) or 0) for h in hits if h]
    if any(re.search(r"[.,]\d{1,2}$", h[1].strip()) for h in hits if h):
        return None  # decimals: what is a thousand's mark, and what isn't, isn't known here
    return (amounts[0], amounts[1]) if max(amounts) > 0 else None


class ChangeBars(BlockFlowable):
    """Two thin bars, one under another: the earlier amount and the present one."""

    def __init__(self, before: float, now: float, context: Context) -> None:
        super().__init__()
        self.parts = (before / max(before, now), now / max(before, now))
        self.thick = context.length("change-bar")
        self.space_before = self.thick * 1.5

    def layout(self, width: float) -> Placement:
        """Return the bars; the figures themselves say what they show."""
        gap = self.thick * 0.6
        tokens = ("accent-2", "accent-1")
        bars = [
            ShapeItem(
                Rect(0, n * (self.thick + gap), max(width * part, 1.0), self.thick),
                fill=token,
                name="Change",
            )
            for n, (part, token) in enumerate(zip(self.parts, tokens, strict=True))
        ]
        return Placement(tuple(bars), 2 * self.thick + gap)
