"""The summary: what an article says, structured, before any layout.

One pydantic class a YAML mapping. Unknown keys are errors; every displayed string is a
`Text` (inline Markdown) or a `Body` (paragraphs and lists). See DESIGN "The summary".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    field_validator,
    model_validator,
)

from docgen.summary.text import Body, Text

IDENT = r"^[A-Za-z][A-Za-z0-9_-]*$"
Ident = Annotated[str, Field(pattern=IDENT, description="Letters, digits, - and _")]
PARTIAL_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


def _check_partial(value: str) -> str:
    parts = [int(p) for p in value.split("-")]
    dt.date(*[*parts, 1, 1][:3])
    return value


PartialDate = Annotated[
    str,
    Field(pattern=PARTIAL_DATE, description="A year, a month or a day (ISO 8601)"),
    AfterValidator(_check_partial),
]


def _iso_date(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError('should be a day such as "2026-03-05"')
    if isinstance(value, int | float):
        raise ValueError('should be a day such as "2026-03-05"')
    return value


def _check_url(value: str) -> str:
    if not re.match(r"^(https?://|mailto:)\S+$", value):
        raise ValueError("should start with https://, http:// or mailto:")
    return value


Url = Annotated[str, AfterValidator(_check_url)]
Day = Annotated[dt.date, BeforeValidator(_iso_date)]
ColumnAlign = Literal["left", "center", "right", "decimal"]
ChartKind = Literal[
    "bar",
    "column",
    "stacked-bar",
    "stacked-column",
    "percent-bar",
    "percent-column",
    "line",
    "area",
    "pie",
    "doughnut",
    "scatter",
    "combo",
    "waterfall",
    "range",
    "histogram",
    "gantt",
    "dumbbell",
    "bubble",
    "sparkline",
]


Weight = Annotated[
    float,
    Field(ge=0, le=100, description="How much it matters beside its neighbours; 1 if not said"),
]


class Model(BaseModel):
    """Base of all mappings: strict about keys."""

    model_config = ConfigDict(
        extra="forbid",
        arbitrary_types_allowed=True,
        # a number where text is due is shown as written (`source: 5`, `date: 2027`)
        coerce_numbers_to_str=True,
        allow_inf_nan=False,
        defer_build=True,  # of 30 models one is asked to validate: its schema holds the others
    )


def _check_company_layout(value: str) -> str:
    if not re.match(r"^company:\s*\S", value):
        raise ValueError('should be company: and a name, such as "company:Key message"')
    return value


CompanyLayout = Annotated[str, AfterValidator(_check_company_layout)]


class Side(Model):
    """One side of a comparison: before, after; decided, possible."""

    label: Text
    points: list[Text]


class Section(Model):
    """A titled part of the summary."""

    id: Ident | None = None
    heading: Text
    body: Body = Field(default_factory=lambda: Body(""))
    points: list[Text] = Field(default_factory=list)
    figures: list[str] = Field(
        default_factory=list, description="Its charts, tables, images, metrics and quotations"
    )
    notes: Body = Field(default_factory=lambda: Body(""), description="Speaker notes")
    compare: list[Side] = Field(default_factory=list, max_length=3)
    layout: CompanyLayout | None = Field(
        default=None, description="A layout of the company's template for its slide"
    )
    weight: Weight = 1.0


class Metric(Model):
    """One figure that reads at a glance."""

    id: Ident | None = None
    label: Text
    value: Text
    unit: Text = Field(default_factory=lambda: Text(""))
    was: Text = Field(default_factory=lambda: Text(""), description="The value before")
    by: Text = Field(default_factory=lambda: Text(""), description="When: a date or a year")
    icon: str = Field(default="", description="Name of an icon: docs/icons.md lists them")
    source: Ident | None = None
    weight: Weight = 1.0


class Series(Model):
    """One row of numbers of a chart. ``None`` leaves a gap."""

    name: Text
    values: list[float | None]
    x: list[float] | None = Field(default=None, description="X values (scatter and bubble charts)")
    size: list[float] | None = Field(
        default=None, description="Of a bubble chart: what the areas of its bubbles show"
    )
    kind: Literal["column", "line", "target"] | None = Field(
        default=None, description="In combo charts; a target is a dashed line"
    )
    unit: Text = Field(
        default_factory=lambda: Text(""), description="Of a combo chart's line, where it differs"
    )
    axis: Literal["left", "right"] | None = Field(
        default=None, description="In combo charts; a line with a unit of its own is at the right"
    )


TARGET_KINDS = ("column", "line", "combo")
"""Kinds of charts that targets may cross."""


class ChartTarget(Model):
    """A level that values are compared with: a dashed line across the chart."""

    value: float = Field(description="On the chart's value axis")
    label: Text


class ChartTask(Model):
    """A bar of a Gantt chart."""

    name: Text
    start: PartialDate = Field(description="Its first day, month or year")
    end: PartialDate = Field(description="Its last day, month or year")

    @model_validator(mode="after")
    def _in_order(self) -> ChartTask:
        if self.end[: len(self.start)] < self.start[: len(self.end)]:
            raise ValueError(f'"end" ({self.end}) is before "start" ({self.start})')
        return self


class ChartRegion(Model):
    """Categories that a tinted band stands behind."""

    first: Text = Field(description="The category that it begins with")
    last: Text = Field(description="The category that it ends with")
    label: Text = Field(default_factory=lambda: Text(""))


class ChartDifference(Model):
    """An arrow from one column or point to another, with what lies between them."""

    first: Text = Field(description="A category")
    last: Text = Field(description="A later category")
    show: Literal["percent", "value", "growth"] = Field(
        default="percent",
        description="The change in percent, as a value, or a year's mean growth (CAGR)",
    )
    label: Text = Field(
        default_factory=lambda: Text(""), description="Instead of the figure that is computed"
    )


class ChartAnnotation(Model):
    """A remark with a line that leads to a column or point."""

    at: Text = Field(description="A category")
    text: Text


ANNOTATED_KINDS = ("column", "line", "combo", "area", "stacked-column", "waterfall")
"""Kinds of charts that regions, differences and annotations may stand on."""


class Chart(Model):
    """A chart: inline series, or a data file (first column = categories)."""

    id: Ident
    title: Text
    kind: ChartKind = "column"
    unit: Text = Field(default_factory=lambda: Text(""))
    categories: list[Text] = Field(default_factory=list)
    series: list[Series] = Field(default_factory=list)
    data: str | None = Field(default=None, description="A CSV or XLSX file beside the summary")
    sheet: str = Field(default="", description="Of an XLSX file; the first if left out")
    highlight: Text | None = Field(default=None, description="The category to stress")
    totals: list[Text] = Field(
        default_factory=list, description="Of a waterfall: categories that are sums so far"
    )
    bins: int | None = Field(
        default=None, ge=2, le=60, description="Of a histogram: how many; by default by its values"
    )
    targets: list[ChartTarget] = Field(
        default_factory=list, description="Lines across columns, lines and areas"
    )
    average: Text = Field(
        default_factory=lambda: Text(""),
        description="What a dashed line at the mean of the first series is called",
    )
    tasks: list[ChartTask] = Field(default_factory=list, description="Of a Gantt chart")
    regions: list[ChartRegion] = Field(default_factory=list, max_length=6)
    differences: list[ChartDifference] = Field(default_factory=list, max_length=4)
    annotations: list[ChartAnnotation] = Field(default_factory=list, max_length=6)
    multiples: bool = Field(
        default=False, description="A small chart for each series, all on one scale"
    )
    number_format: str | None = Field(default=None, description='Such as "0.0" or "#,##0"')
    x_title: Text = Field(default_factory=lambda: Text(""))
    y_title: Text = Field(default_factory=lambda: Text(""))
    y2_title: Text = Field(
        default_factory=lambda: Text(""), description="Of a combo chart's axis at the right"
    )
    alt: Text = Field(default_factory=lambda: Text(""))
    takeaway: Text = Field(default_factory=lambda: Text(""), description="What it proves")
    source: Ident | None = None

    @field_validator("number_format")
    @classmethod
    def _short_format(cls, value: str | None) -> str | None:
        places = re.search(r"\.([0#?]*)", value or "")
        if value and (
            len(value) > 100 or value.count(",") > 6 or len(places[1] if places else "") > 15
        ):
            raise ValueError("should be a format of at most 100 characters and 15 decimals")
        return value

    @model_validator(mode="after")
    def _has_data(self) -> Chart:
        if self.sheet and not self.data:
            raise ValueError('"sheet" goes with "data", an XLSX file')
        if self.data and (self.series or self.categories):
            raise ValueError('give either "data" or "categories" with "series", not both')
        if (self.kind == "gantt") != bool(self.tasks):
            raise ValueError('"tasks" and kind: gantt go together')
        if self.tasks and (self.series or self.categories or self.data):
            raise ValueError("a Gantt chart has tasks alone")
        if not self.data and not self.series and not self.tasks:
            raise ValueError('needs "series" (with "categories") or "data"')
        if self.targets and self.kind not in TARGET_KINDS:
            raise ValueError(f'"targets" go with {", ".join(TARGET_KINDS)}, not with {self.kind}')
        if self.average and self.kind not in TARGET_KINDS:
            raise ValueError(f'"average" goes with {", ".join(TARGET_KINDS)}, not with {self.kind}')
        for name in ("regions", "differences", "annotations"):
            if getattr(self, name) and self.kind not in ANNOTATED_KINDS:
                known = ", ".join(ANNOTATED_KINDS)
                raise ValueError(f'"{name}" go with {known}, not with {self.kind}')
        if self.multiples and (self.kind not in ANNOTATED_KINDS[:2] or len(self.series) == 1):
            raise ValueError('"multiples" want several series of columns or a line')
        if self.kind in ("range", "dumbbell") and self.data is None and len(self.series) != 2:
            raise ValueError(f"a {self.kind} has two series: where it begins, and where it ends")
        if self.kind == "bubble" and self.data is None:
            for row in self.series:
                if not (row.x and row.size) or not len(row.x) == len(row.size) == len(row.values):
                    raise ValueError("a bubble chart's series have x, values and size, as many")
                if any(one < 0 for one in row.size):
                    raise ValueError("a bubble's size is 0 or more")
        if self.kind in ("waterfall", "histogram", "sparkline") and len(self.series) > 1:
            raise ValueError(f"a {self.kind} has one series")
        if (
            self.kind == "range"
            and self.series
            and any(v is not None and v < 0 for v in self.series[0].values)
        ):
            raise ValueError("a range begins at 0 or above")
        if self.data is None and self.kind not in ("scatter", "histogram", "bubble", "gantt"):
            for row in self.series:
                if len(row.values) != len(self.categories):
                    raise ValueError(
                        f'series "{row.name}" has {len(row.values)}'
                        f" value{'' if len(row.values) == 1 else 's'}"
                        f" for {len(self.categories)} categories"
                    )
        return self


class Column(Model):
    """A table column."""

    label: Text
    align: ColumnAlign | None = None
    width: float | None = Field(default=None, gt=0, description="Share of the width; 1 if left out")


CellTone = Literal["accent", "good", "bad", "muted"]


class Cell(Model):
    """A table cell that spans columns or rows, or has a ground of its own."""

    text: Text
    colspan: int = Field(default=1, ge=1, le=100)
    rowspan: int = Field(default=1, ge=1, le=1000)
    tone: CellTone | None = Field(
        default=None, description="Its ground; what it means has to stand in words too"
    )


class Table(Model):
    """A table with a header row."""

    id: Ident
    title: Text
    columns: list[Column | Text] = Field(default_factory=list)
    rows: list[list[Cell | Text | None]] = Field(default_factory=list)
    data: str | None = Field(
        default=None, description="A CSV or XLSX file beside the summary, instead of rows"
    )
    sheet: str = Field(default="", description="Of an XLSX file; the first if left out")
    align: list[ColumnAlign] | None = None
    alt: Text = Field(default_factory=lambda: Text(""))
    highlight: Text | list[Text] | None = Field(
        default=None, description="A row's first cell, or a column; several as a list"
    )
    takeaway: Text = Field(default_factory=lambda: Text(""), description="What it proves")
    source: Ident | None = None

    @model_validator(mode="before")
    @classmethod
    def _has_rows(cls, value: Any) -> Any:
        if isinstance(value, dict) and value.get("data") is None:
            missing = [key for key in ("columns", "rows") if key not in value]
            if missing:
                raise ValueError(f'needs "{missing[0]}", or "data"')
            if value.get("sheet"):
                raise ValueError('"sheet" goes with "data", an XLSX file')
        return value


def stressed(table: Table) -> list[Text]:
    """Return the rows and columns that a table stresses, by their names."""
    named = table.highlight
    if isinstance(named, list):
        return [one for one in named if one]
    return [named] if named else []


EventStatus = Literal["past", "today", "planned", "possible"]


class Event(Model):
    """An event, with its ``date`` or, where none is known, a short free label ``when``.

    The date may be a year, a month or a day (ISO 8601); ``when`` is shown as it stands
    ("Until now", "After 2027").
    """

    date: PartialDate | None = None
    when: Text = Field(default_factory=lambda: Text(""), description='Such as "After 2027"')
    until: PartialDate | None = Field(
        default=None, description="The last year, month or day of an event that lasts"
    )
    event: Text
    status: EventStatus | None = Field(
        default=None, description="If left out: by its date and the summary's"
    )
    source: Ident | None = None

    @model_validator(mode="after")
    def _has_one_date(self) -> Event:
        if (self.date is None) == (not self.when):
            raise ValueError('needs either "date" or "when"')
        if self.until is not None and (self.date is None or self.until < self.date):
            raise ValueError('"until" should be a date after "date"')
        return self


class Person(Model):
    """Somebody the summary names."""

    name: Text
    role: Text = Field(default_factory=lambda: Text(""))
    note: Text = Field(default_factory=lambda: Text(""))
    group: Text = Field(default_factory=lambda: Text(""), description="Role in the story")


class Quote(Model):
    """A verbatim quotation."""

    id: Ident | None = None
    text: Text
    by: Text = Field(default_factory=lambda: Text(""))
    role: Text = Field(default_factory=lambda: Text(""))
    source: Ident | None = None


class Term(Model):
    """A word of the trade, explained."""

    term: Text
    meaning: Text = Field(description="In a sentence")


class Question(Model):
    """A question that will be asked, and its answer."""

    question: Text
    answer: Body
    short: Text = Field(default_factory=lambda: Text(""), description="The answer in a few words")


VIDEO_TYPES = {
    ".mp4": "video/mp4",
    ".m4v": "video/x-m4v",
    ".mov": "video/quicktime",
    ".wmv": "video/x-ms-wmv",
}
"""Media types of films that PowerPoint plays, by the file's ending."""


def _check_video(value: str) -> str:
    if re.match(r"^https?://\S+$", value):
        return value
    if not value.lower().endswith(tuple(VIDEO_TYPES)):
        raise ValueError(f"should be an address (https://...), or a {', '.join(VIDEO_TYPES)} file")
    return value


Video = Annotated[str, AfterValidator(_check_video)]


class Image(Model):
    """A picture, by a path relative to the summary."""

    id: Ident
    path: str
    title: Text = Field(default_factory=lambda: Text(""))
    caption: Text = Field(default_factory=lambda: Text(""))
    alt: Text = Field(default_factory=lambda: Text(""))
    credit: Text = Field(default_factory=lambda: Text(""))
    focus: tuple[float, float] = Field(default=(0.5, 0.5), description="0,0 = top left")
    decorative: bool = False
    video: Video | None = Field(
        default=None, description="A film whose poster the picture is: a file, or its address"
    )


class Cover(Model):
    """A picture on a deck's first slide and under a brief's title."""

    path: str
    alt: Text = Field(
        default_factory=lambda: Text(""), description="What it shows; without, it is decoration"
    )
    focus: tuple[float, float] = Field(default=(0.5, 0.5), description="0,0 = top left")


class Source(Model):
    """Where something was published."""

    id: Ident
    title: Text
    publisher: Text = Field(default_factory=lambda: Text(""))
    url: Url | None = None
    date: PartialDate | None = None


class ArticleReference(Model):
    """The article that the summary is checked against."""

    path: str | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    title: Text = Field(default_factory=lambda: Text(""))
    url: Url | None = None


class Headings(Model):
    """Headings over the lists of a summary; where one is left out, a layout's own stands."""

    key_points: Text = Field(default_factory=lambda: Text(""))
    metrics: Text = Field(default_factory=lambda: Text(""))
    timeline: Text = Field(default_factory=lambda: Text(""))
    people: Text = Field(default_factory=lambda: Text(""))
    quotes: Text = Field(default_factory=lambda: Text(""))
    sources: Text = Field(default_factory=lambda: Text(""))
    closing: Text = Field(default_factory=lambda: Text(""), description="Over remember and ask")


class Summary(Model):
    """A structured summary of an article.

    Made by `docgen.summary.loader.load_summary`, which also sets `path`, `texts` and the
    citation numbers.
    """

    title: Text
    kicker: Text = Field(default_factory=lambda: Text(""))
    standfirst: Text = Field(default_factory=lambda: Text(""))
    date: Day | None = None
    lang: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = Field(
        default="en", description="BCP 47"
    )
    authors: list[Text] = Field(default_factory=list)
    addressee: Text = Field(default_factory=lambda: Text(""), description="Whom it is for")
    classification: Text = Field(default_factory=lambda: Text(""))
    presenter: Text = Field(default_factory=lambda: Text(""), description="Who speaks")
    event: Text = Field(default_factory=lambda: Text(""), description="Where it is presented")
    draft: bool = Field(default=False, description="Marked as a draft on every page and slide")
    logo: str | None = Field(default=None, description="A picture, instead of the theme's logo")
    cover: Cover | None = None
    key_points: list[Text] = Field(default_factory=list)
    remember: list[Text] = Field(default_factory=list, description="What should stay")
    ask: list[Text] = Field(default_factory=list, description="What the reader is to decide")
    sections: list[Section] = Field(default_factory=list)
    metrics: list[Metric] = Field(default_factory=list)
    charts: list[Chart] = Field(default_factory=list)
    tables: list[Table] = Field(default_factory=list)
    timeline: list[Event] = Field(default_factory=list)
    people: list[Person] = Field(default_factory=list)
    quotes: list[Quote] = Field(default_factory=list)
    images: list[Image] = Field(default_factory=list)
    questions: list[Question] = Field(default_factory=list)
    glossary: list[Term] = Field(default_factory=list)
    sources: list[Source] = Field(default_factory=list)
    bibliography: str | None = Field(
        default=None,
        description="A .bib or CSL-JSON file beside the summary: sources by citation key",
    )
    headings: Headings = Field(default_factory=Headings)
    article: ArticleReference | None = None
    translation_of: str | None = Field(
        default=None, description="The summary that this one translates: a file beside it"
    )
    extra: dict[str, Any] = Field(default_factory=dict)

    _path: str = PrivateAttr(default="")
    _texts: list[Text] = PrivateAttr(default_factory=list)
    _citations: dict[str, int] = PrivateAttr(default_factory=dict)
    _locations: Any = PrivateAttr(default=None)

    @staticmethod
    def from_data(data: Mapping[str, Any], name: str = "summary") -> Summary:
        """Return a checked summary of a mapping; see `docgen.summary.loader.summary_from_data`."""
        from docgen.summary.loader import summary_from_data  # noqa: PLC0415  (it imports this)

        return summary_from_data(data, name)

    @property
    def path(self) -> str:
        """The file it was read from."""
        return self._path

    @property
    def texts(self) -> list[Text]:
        """Every non-empty text field in the file's order; ``text.ref`` is the index."""
        return self._texts

    @property
    def citations(self) -> dict[str, int]:
        """Source id to number (from 1), in order of first use in the file."""
        return self._citations
