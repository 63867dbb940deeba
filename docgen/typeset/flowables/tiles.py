"""Metric tiles: figures that read at a glance, in rows of equal tiles."""

from __future__ import annotations

from docgen.layout.blocks import Inline, Metrics, MetricTile, People, PersonEntry
from docgen.placed.structure import Elem
from docgen.typeset.context import Context
from docgen.typeset.flowables.base import BlockFlowable, flow, without_edges
from docgen.typeset.flowables.boxes import Ornament, Panel
from docgen.typeset.flowables.columns import RowsFlow
from docgen.typeset.flowables.text import TextFlow

COLUMNS = {"brief": 2, "deck": 3}


@flow.register(People)
def people(block: People, context: Context) -> list[BlockFlowable]:
    """Return the people in rows of equal cells."""
    if not block.entries:
        return []
    top = context.elem.add("L", numbering="None", id=block.id)
    cells = [_person(p, context, top) for p in block.entries]
    lines = -(-len(cells) // COLUMNS[context.medium])
    count = block.columns or -(-len(cells) // lines)  # 2 and 2, not 3 and 1
    rows = RowsFlow(cells, min(count, len(cells)), context.length("people-gap"))
    rows.space_before = rows.space_after = context.length("block-gap")
    return [rows]


def _person(entry: PersonEntry, context: Context, parent: Elem) -> BlockFlowable:
    body = parent.add("LI").add("LBody")
    parts = (
        (entry.name, "person-name"),
        (entry.role, "person-role"),
        (entry.note, "person-note"),
    )
    lines: list[BlockFlowable] = [
        TextFlow(context.setter, inline, context.style(style), body.add("P"))
        for inline, style in parts
        if inline
    ]
    pad = context.length("tile-pad")
    ornament = Ornament(top="rule", top_width=0.75)
    name = f"Person: {entry.name.plain}"[:80]
    return Panel(without_edges(lines), (0.0, pad * 0.7, pad * 0.5, 0.0), ornament, "people", name)


MOST_COLUMNS = 4
NARROWEST = 7.0
"""Of a tile on a slide, in sizes of its label: a long word."""


@flow.register(Metrics)
def metrics(block: Metrics, context: Context) -> list[BlockFlowable]:
    """Return the tiles in rows."""
    if not block.tiles:
        return []
    top = context.elem.add("L", numbering="None", id=block.id)
    tiles = [_tile(t, context, top) for t in block.tiles]
    # A company's body may be half a slide wide: rather fewer tiles than broken words.
    deck = context.medium == "deck" and not block.columns
    narrowest = NARROWEST * context.style("metric-label").size if deck else 0.0
    rows = RowsFlow(tiles, _columns(block), context.length("tile-gap"), narrowest)
    rows.space_before = rows.space_after = context.length("block-gap")
    return [rows]


def _columns(block: Metrics) -> int:
    if block.columns:
        return min(block.columns, len(block.tiles))
    count = len(block.tiles)
    if count <= MOST_COLUMNS:
        return count
    rows = -(-count // MOST_COLUMNS)
    return -(-count // rows)


def _tile(tile: MetricTile, context: Context, parent: Elem) -> BlockFlowable:
    body = parent.add("LI", id=tile.id).add("LBody")
    lines: list[BlockFlowable] = []
    parts: tuple[tuple[Inline, str], ...] = (
        (tile.value, "metric-value"),
        (tile.unit, "metric-unit"),
        (tile.label, "metric-label"),
        (tile.context, "metric-context"),
    )
    for inline, style in parts:
        if inline:
            elem = body.add("P")
            lines.append(TextFlow(context.setter, inline, context.style(style), elem))
    look = context.theme.options.get(context.medium, {}).get("tile", "rule")
    pad = context.length("tile-pad")
    name = f"Metric: {tile.label.plain}"[:80]
    if look == "tint":
        padding, ornament = (pad, pad, pad, pad), Ornament(fill="tint")
    elif look == "rule":
        padding, ornament = (0.0, pad, pad, 0.0), Ornament(top="accent-1", top_width=1.5)
    else:
        padding, ornament = (0.0, 0.0, pad, 0.0), Ornament()
    return Panel(without_edges(lines), padding, ornament, "tile", name)
