"""A placed chart as Office draws it: plots, series, axes and labels, all decided.

The PPTX writer writes these and the PDF writer tells their data; colours are theme tokens,
sizes points, and every value refers to a cell of the chart's sheet (its workbook).
Names follow ECMA-376 Part 1, 21.2 (DrawingML charts).
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from docgen.foundation.structs import Struct

PlotKind: TypeAlias = Literal[
    "bar", "column", "line", "area", "pie", "doughnut", "scatter", "bubble"
]
Grouping: TypeAlias = Literal["standard", "clustered", "stacked", "percentStacked"]
LabelPlace: TypeAlias = Literal["outEnd", "inEnd", "ctr", "t", "b", "l", "r"]
SheetCell: TypeAlias = "str | float | SheetFormula | None"


class Share(Struct, frozen=True):
    """A box in a chart, its sides as shares of the chart's width and height."""

    x: float
    y: float
    width: float
    height: float


class DataLabels(Struct, frozen=True):
    """Labels at a series' points."""

    number_format: str
    color: str = "text"
    bold: bool = True
    place: LabelPlace | None = None
    value: bool = True
    category: bool = False
    last_name: bool = False
    """Only at the last point, and it tells the series' name."""
    moves: tuple[tuple[int, float, float], ...] = ()
    """Points whose label stands elsewhere: so far right and down, as shares of the chart."""
    texts: tuple[tuple[int, str], ...] = ()
    """Points whose label is a text of its own: the value isn't that of the cell."""
    colors: tuple[tuple[int, str], ...] = ()
    """Points whose label has another colour."""


class ChartPoint(Struct, frozen=True):
    """A point that differs from its series."""

    index: int
    fill: str
    marker: int | None = None
    """Size of its marker in points; None: it has none of its own."""


class NativeSeries(Struct, frozen=True):
    """A series: its name and values are columns of the sheet, counted from 0."""

    column: int
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 0.0
    dash: bool = False
    marker: int | None = None
    """Size in points; None: no markers."""
    points: tuple[ChartPoint, ...] = ()
    labels: DataLabels | None = None
    x_column: int | None = None
    """Of a scatter or bubble series' x values."""
    size_column: int | None = None
    """Of a bubble series' sizes."""
    count: int = 0
    """How many rows of the sheet it has."""
    number_format: str = "General"


class NativePlot(Struct, frozen=True):
    """Series drawn in one way on one pair of axes."""

    kind: PlotKind
    series: tuple[NativeSeries, ...]
    grouping: Grouping = "standard"
    gap: int = 0
    """Between categories, in percent of a bar's width."""
    hole: int = 0
    """Of a doughnut, in percent of its diameter."""
    secondary: bool = False
    """On the second pair of axes."""


class NativeAxis(Struct, frozen=True):
    """An axis; ``labels`` is where its labels stand (ST_TickLblPos)."""

    kind: Literal["category", "value"]
    side: Literal["l", "b", "r", "t"]
    title: str = ""
    number_format: str = "General"
    labels: Literal["low", "nextTo", "none"] = "nextTo"
    grid: bool = False
    line: bool = True
    reverse: bool = False
    crosses: Literal["autoZero", "max"] = "autoZero"
    between: bool = True
    """Categories stand between tick marks, not on them (value axes only)."""
    deleted: bool = False
    """It is there for its plot's sake and isn't shown."""
    title_at: tuple[float, float] | None = None
    """Left and top of its title, as shares of the chart's width and height."""
    low: float | None = None
    high: float | None = None
    step: float | None = None
    """Ends of its scale and distance of its ticks; None: Office's choice."""
    label_step: int = 1
    """Every so many categories are labelled."""
    color: str | None = None
    """Of its labels; None: the chart's."""


MarkKind: TypeAlias = Literal["line", "head", "band", "pill", "text"]


class ChartMark(Struct, frozen=True):
    """A shape that stands on a chart and moves with it: ends as shares of its box.

    ``head`` is an arrow's, and points down; ``band`` is a translucent box behind the data.
    """

    kind: MarkKind
    x1: float
    y1: float
    x2: float
    y2: float
    color: str
    text: tuple[str, ...] = ()
    bold: bool = False


class SheetFormula(Struct, frozen=True):
    """A cell that is computed from others of its row: a spreadsheet keeps it right."""

    formula: str
    """With ``{row}`` for the row's number."""
    value: float


class NativeChart(Struct, frozen=True):
    """A chart: what it is called and told, its sheet, and how it is drawn."""

    id: str
    title: str
    alt: str
    sheet: tuple[tuple[SheetCell, ...], ...]
    """The data, as in the workbook: the names of series first, then a row a category.

    A name that stands in several lines beside bars or slices has line feeds.
    """
    table: tuple[tuple[str, ...], ...]
    """The data as a reader is told it: header, then rows."""
    plots: tuple[NativePlot, ...]
    axes: tuple[NativeAxis, ...] = ()
    legend: Literal["t", "r", "b", "l"] | None = None
    label_size: float = 12.0
    label_color: str = "muted"
    number_format: str = "General"
    """Of the sheet's values."""
    heading: str = ""
    """Stands at the top left of the chart: the unit."""
    plot_area: Share | None = None
    """Where bars, lines or slices stand, without labels of axes."""
    legend_area: Share | None = None
    marks: tuple[ChartMark, ...] = ()
    """Differences, regions and remarks that stand on it."""
    bubble_scale: int = 100
    """Of the largest bubble, in percent of Office's own size."""
