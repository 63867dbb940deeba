"""How a chart looks, decided once: colours, labels, axes, formats. No XML here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from docgen.charts.description import chart_alt
from docgen.charts.numbers import named_unit, number_format, told, write_number
from docgen.layout.blocks import ChartBlock
from docgen.summary.model import Chart
from docgen.theme.model import Color, Theme, apply_luminance, contrast

ACCENTS = 6
MOST_LABELS = 12
"""Up to so many bars carry their value and need no axis."""
TARGET = "negative"
"""Colour of a target's dashed line."""
STRESSED, QUIET = "accent-1", "accent-2"
ON_SLICE = "on-accent"
PALER, PALER_STEPS = 0.15, 5
"""How quiet slices differ from one another."""
MOST_SIZED = 40
"""The same where the chart's size is known and the values fit."""
FILL = 0.68
"""Share of a category's band that its bars fill."""
ADVANCE, LEADING = 0.56, 1.22
"""Of a bold figure and of a line, in em: measured enough to say whether labels fit."""


@dataclass(frozen=True, slots=True)
class ChartLook:
    """What the XML writers need to know beside the data."""

    data: Chart
    theme: Theme
    label_size: float
    number_format: str
    label_format: str
    """Of values at their points: with the unit, where it has room there."""
    labels: bool
    legend: Literal["t", "r"] | None
    """Its place (ST_LegendPos), None for no legend."""
    highlight: int | None
    """Index of the stressed category."""
    x_title: str
    y_title: str
    """The unit, or what values are: told once, above the chart."""
    reach: tuple[float, float] | None = None
    """Ends of the value axis that several charts share."""

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
        return self.data.kind.endswith(("bar", "column")) or self.data.kind == "histogram"

    @property
    def hidden_axis(self) -> bool:
        """The value axis is left out: every bar says its value."""
        return self.labels and (self.bars or self.data.kind == "waterfall")


def chart_look(
    block: ChartBlock,
    theme: Theme,
    label_size: float,
    width: float | None = None,
    height: float | None = None,
    lang: str = "en",
) -> ChartLook:
    """Decide a chart's look from its data, and from its size in points if that is known.

    Both writers decide with this, so a slide's chart and the same one in PDF agree.
    """
    data = block.data
    many = len(data.series) > 1
    is_round = data.kind in ("pie", "doughnut")
    code = number_format(data, lang)
    waterfall = data.kind == "waterfall"
    labels = is_round or waterfall or _bars_tell(data, code, label_size, width, height, lang)
    full = number_format(data, lang, whole_unit=True)
    # A format that can't take the unit (it has quotes, say) leaves it to the axis.
    whole = labels and not waterfall and _unit_at_values(data) and full != code
    title = told(data.y_title)
    if not whole and not data.kind.startswith("percent"):
        title = _with_unit(title, data)
    return ChartLook(
        data,
        theme,
        label_size,
        code,
        full if whole else code,
        labels=labels,
        legend="t" if many and not is_round and data.kind not in ("range", "gantt") else None,
        highlight=_highlight(data),
        x_title=told(data.x_title),
        y_title=title,
        reach=block.reach,
    )


def unit_above(look: ChartLook) -> ChartLook:
    """Return the look of bars that have room for their values alone: the unit is told once."""
    title = _with_unit(look.y_title, look.data)
    return replace(look, label_format=look.number_format, y_title=title)


def untold(look: ChartLook) -> ChartLook:
    """Return the look of bars that have no room for their values: an axis tells them."""
    title = look.y_title or ("" if look.percent else named_unit(look.data))
    return replace(look, labels=False, label_format=look.number_format, y_title=title)


MOST_UNITS, LONGEST_UNIT = 6, 16
"""Up to so many values carry a unit of so many characters; else it is told once."""


def _unit_at_values(data: Chart) -> bool:
    """Say whether a long unit stands at every value ("2% of GDP") and not above the chart."""
    count = sum(len(row.values) for row in data.series)
    return bool(named_unit(data)) and count <= MOST_UNITS and len(told(data.unit)) <= LONGEST_UNIT


def _bars_tell(
    data: Chart, code: str, size: float, width: float | None, height: float | None, lang: str
) -> bool:
    """Say whether each bar has room for its value, so that no axis is needed."""
    rows, count = len(data.series), len(data.categories)
    if data.kind not in ("bar", "column", "histogram") or not count:
        return False
    if width is None or height is None:
        return rows == 1 and count <= MOST_LABELS
    if rows * count > MOST_SIZED:
        return False
    if data.kind == "bar":
        above = (1.5 if rows > 1 else 0.0) + (1.0 if named_unit(data) else 0.0)
        band = (height - above * LEADING * size) / count
        return band * (FILL / rows if rows > 1 else 1.0) >= size * LEADING
    values = [v for row in data.series for v in row.values if v is not None]
    longest = max((len(write_number(v, code, lang)) for v in values), default=0)
    band = width / count
    return longest * size * ADVANCE <= band * (FILL / rows if rows > 1 else 0.95)


def _with_unit(title: str, data: Chart) -> str:
    """Return the value axis's title with the unit that no number bears: "Damage, tonnes"."""
    unit = named_unit(data)
    if not unit or unit.casefold() in title.casefold():
        return title
    return f"{title}, {unit}" if title else unit


def _highlight(data: Chart) -> int | None:
    if not data.highlight:
        return None
    names = [told(c) for c in data.categories]
    wanted = told(data.highlight)
    return names.index(wanted) if wanted in names else None


def right_series(data: Chart) -> list[int]:
    """Return the series of a combined chart that have the axis at the right.

    Those that say so, and lines with a unit of their own.
    """
    if data.kind != "combo":
        return []
    return [
        n
        for n, row in enumerate(data.series)
        if row.kind == "line"
        and (
            row.axis == "right"
            or (row.axis is None and row.unit and told(row.unit) != told(data.unit))
        )
    ]


def accent(theme: Theme, number: int) -> Color:
    """Return the colour of a series: accents in order, then darker ones."""
    color = theme.color(f"accent-{number % ACCENTS + 1}")
    turn = number // ACCENTS
    if not turn:
        return color
    return Color(color.token, color.base, max(0.75**turn, 0.3), 0.0, color.rgb)


def token(color: Color) -> str:
    """Return a colour as a token that `Theme.color` takes."""
    if color.lum_mod == 1.0 and color.lum_off == 0.0:
        return color.token
    return f"{color.base} {color.lum_mod * 100:g} {color.lum_off * 100:g}"


def readable(look: ChartLook, color: Color) -> str:
    """Return a colour's token, made darker until text in it reads (WCAG 2.2, 1.4.3)."""
    ground = look.theme.color("background").rgb
    for mod in (100, 85, 70, 55, 40):
        name = f"{color.base} {color.lum_mod * mod:g} {color.lum_off * 100:g}"
        if contrast(look.theme.color(name).rgb, ground) >= 4.5:
            return token(color) if mod == 100 else name
    return "text"


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


PALE = ("40 60", "50 0")
"""Luminance of bubbles, as lumMod and lumOff: lighter, or darker on a dark ground."""


def bubble_token(look: ChartLook, number: int) -> str:
    """Return the fill of a series' bubbles: one that text reads on (WCAG 2.2, 1.4.3)."""
    base, text = series_color(look, number).base, look.theme.color("text").rgb
    tokens = [f"{base} {change}" for change in PALE]
    return max(tokens, key=lambda one: contrast(look.theme.color(one).rgb, text))


def series_color(look: ChartLook, number: int) -> Color:
    """Return the colour of a series."""
    if look.data.series[number].kind == "target":
        return look.theme.color(TARGET)
    if look.highlight is not None and look.bars and len(look.data.series) == 1:
        return look.theme.color(QUIET)
    return accent(look.theme, number)


__all__ = [
    "ChartLook",
    "accent",
    "chart_alt",
    "chart_look",
    "label_token",
    "number_format",
    "point_color",
    "series_color",
    "token",
    "told",
]
