"""How a chart looks, decided once: colours, labels, axes, formats. No XML here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.layout.blocks import ChartBlock
from docgen.layout.theme import Color, Theme, apply_luminance, contrast
from docgen.summary.model import Chart, Series
from docgen.summary.richtext import plain_text
from docgen.summary.text import Text

ACCENTS = 6
MOST_LABELS = 12
"""Up to so many bars carry their value and need no axis."""
STRESSED, QUIET = "accent-1", "accent-2"
ON_SLICE = "on-accent"
PALER, PALER_STEPS = 0.15, 5
"""How quiet slices differ from one another."""
CURRENCIES = ("$", "€", "£", "¥", "₩", "₹")
SHORT_UNIT = 2
"""Units up to this length stand at each number; longer ones name the axis."""
MOST_ALT = 24
"""Values told one by one in a description."""


@dataclass(frozen=True, slots=True)
class ChartLook:
    """What the XML writers need to know beside the data."""

    data: Chart
    theme: Theme
    label_size: float
    number_format: str
    labels: bool
    legend: str | None
    """Its place (ST_LegendPos), None for no legend."""
    highlight: int | None
    """Index of the stressed category."""
    x_title: str
    y_title: str

    @property
    def round(self) -> bool:
        """Pie or doughnut."""
        return self.data.kind in ("pie", "doughnut")

    @property
    def percent(self) -> bool:
        """Shares of 100%."""
        return self.data.kind.startswith("percent")

    @property
    def bars(self) -> bool:
        """Bars or columns, with nothing else."""
        return self.data.kind.endswith(("bar", "column"))

    @property
    def hidden_axis(self) -> bool:
        """The value axis is left out: every bar says its value."""
        return self.labels and self.bars


def told(text: Text) -> str:
    """Return a text of the data without its Markdown."""
    return plain_text(text.source)


def chart_look(block: ChartBlock, theme: Theme, label_size: float) -> ChartLook:
    """Decide a chart's look from its data."""
    data = block.data
    many = len(data.series) > 1
    is_round = data.kind in ("pie", "doughnut")
    bars = data.kind in ("bar", "column") and not many and len(data.categories) <= MOST_LABELS
    unit = told(data.unit)
    long_unit = unit if len(unit) > SHORT_UNIT else ""
    return ChartLook(
        data, theme, label_size, number_format(data),
        labels=bars or is_round,
        legend="r" if data.kind == "doughnut" else "t" if many and not is_round else None,
        highlight=_highlight(data),
        x_title=told(data.x_title),
        y_title=told(data.y_title) or ("" if data.kind.startswith("percent") else long_unit),
    )  # fmt: skip


def _highlight(data: Chart) -> int | None:
    if not data.highlight:
        return None
    names = [told(c) for c in data.categories]
    wanted = told(data.highlight)
    return names.index(wanted) if wanted in names else None


def number_format(data: Chart) -> str:
    """Return the format of values and labels (ECMA-376 Part 1, 18.8.31), with a short unit."""
    core = data.number_format or _format_of(_values(data.series))
    unit = told(data.unit)
    if not unit or len(unit) > SHORT_UNIT or '"' in unit or "%" in core:
        return core
    if unit in CURRENCIES:
        return f'"{unit}"{core}'
    gap = "" if unit in ("%", "‰", "°") else "\u00a0"
    return f'{core}"{gap}{unit}"'


def _values(series: Sequence[Series]) -> list[float]:
    return [v for row in series for v in row.values if v is not None]


def _format_of(values: Sequence[float]) -> str:
    places = max((_decimals(v) for v in values), default=0)
    return "#,##0" + ("." + "0" * places if places else "")


def _decimals(value: float) -> int:
    text = f"{value:.2f}".rstrip("0")
    return len(text.partition(".")[2])


def accent(theme: Theme, number: int) -> Color:
    """Return the colour of a series: accents in order, then darker ones."""
    color = theme.color(f"accent-{number % ACCENTS + 1}")
    turn = number // ACCENTS
    if not turn:
        return color
    return Color(color.token, color.base, max(0.75**turn, 0.3), 0.0, color.rgb)


def point_color(look: ChartLook, index: int) -> Color:
    """Return the colour of a category (slices, or bars where one is stressed)."""
    if look.highlight is None:
        return accent(look.theme, index)
    if index == look.highlight:
        return look.theme.color(STRESSED)
    quiet = look.theme.color(QUIET)
    if not look.round:
        return quiet
    off = PALER * ((index - (index > look.highlight)) % PALER_STEPS)
    return Color(quiet.token, quiet.base, 1.0 - off, off, quiet.rgb)


def label_token(look: ChartLook, index: int) -> str:
    """Return the colour of a label on a slice: the one that reads better."""
    color = point_color(look, index)
    ground = apply_luminance(look.theme.color(color.base).rgb, color.lum_mod, color.lum_off)
    tokens = (ON_SLICE, "text")
    return max(tokens, key=lambda t: contrast(look.theme.color(t).rgb, ground))


def series_color(look: ChartLook, number: int) -> Color:
    """Return the colour of a series."""
    if look.highlight is not None and look.bars and len(look.data.series) == 1:
        return look.theme.color(QUIET)
    return accent(look.theme, number)


def chart_alt(block: ChartBlock) -> str:
    """Return a description made of title and data; no words, so that it fits any language."""
    data = block.data
    unit = f" ({told(data.unit)})" if data.unit else ""
    title = f"{block.caption.plain or told(data.title)}{unit}"
    rows = []
    for row in data.series:
        names = [str(x) for x in (row.x or [])] if data.kind == "scatter" else None
        names = names or [told(c) for c in data.categories]
        pairs = [f"{n} {v:g}" for n, v in zip(names, row.values, strict=False) if v is not None]
        if len(pairs) > MOST_ALT:
            pairs = [*pairs[: MOST_ALT // 2], "…", *pairs[-MOST_ALT // 2 :]]
        name = f"{told(row.name)}: " if len(data.series) > 1 else ""
        rows.append(name + ", ".join(pairs))
    return f"{title}. " + "; ".join(rows)
