"""The layout language in one table: elements, attributes, what stands in what.

Checking, "did you mean", the manual's reference and the schema are all made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from docgen.layout.blocks import CalloutKind, ListKind, MetricsLook, QuoteLook
from docgen.layout.document import COMPANY, SLIDE_ROLES

Type = Literal[
    "text",
    "ident",
    "int",
    "float",
    "bool",
    "choice",
    "length",
    "color",
    "style",
    "href",
    "shares",
    "path",
    "ranges",
    "ref",
]


@dataclass(frozen=True, slots=True)
class Attr:
    """An attribute: its type, and the bounds or words that it allows."""

    name: str
    type: Type
    doc: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    prefix: str = ""
    """Any words that begin with it are allowed beside the choices."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its attributes, the elements it may hold, and whether it may hold text."""

    name: str
    doc: str
    attrs: tuple[Attr, ...] = ()
    kids: tuple[str, ...] = ()
    text: bool = False

    def attr(self, name: str) -> Attr | None:
        """Return the attribute of that name."""
        return next((a for a in self.attrs if a.name == name), None)


INLINE = ("b", "i", "code", "sup", "sub", "s", "link", "cite", "br", "page-number", "page-count")
BLOCKS = (
    "heading",
    "para",
    "list",
    "table",
    "chart",
    "image",
    "quote",
    "callout",
    "metrics",
    "timeline",
    "people",
    "sources",
    "toc",
    "rule",
    "spacer",
    "icon",
    "qr",
    "page-break",
    "columns",
    "grid",
    "keep",
    "fit",
)
ALIGN = ("left", "center", "right", "justify", "decimal")
OVERFLOW = ("split", "shrink", "refuse")

_ID = Attr("id", "ident", "Key for links inside the document")
_FIRST = Attr("first", "int", "How many to take", low=0, high=10000)
_FROM = Attr("from", "int", "The first to take, from 1", low=1, high=10000)
_COLUMNS = Attr("columns", "int", "How many beside each other", low=1, high=12)
_CAPTION = Attr("caption", "text", "Instead of the summary's title; empty: none")
_CREDIT = Attr("credit", "text", "Instead of the source; empty: none")
_HEIGHT = Attr("height", "length", "Points, or with a unit: 60mm", low=10, high=5000)
_ALT = Attr("alt", "text", "What it shows, for those who cannot see it")
_GAP = Attr("gap", "length", "Between columns", low=0, high=500)
_OVERFLOW = Attr("overflow", "choice", "Remedy for too much", choices=OVERFLOW)
_MIN = Attr("min-size", "length", "Type is never set smaller", low=4, high=200)
_SPAN = (
    Attr("colspan", "int", "Columns it spans", low=1, high=100),
    Attr("rowspan", "int", "Rows it spans", low=1, high=1000),
)
_FILL = Attr("fill", "color", "A token of the theme; text on it takes a colour that reads")

_ELEMENTS = (
    Element(
        "brief", "A document of pages", (), ("header", "footer", "first-page", "page", *BLOCKS)
    ),
    Element(
        "page",
        "Blocks on pages of their own",
        (
            Attr("orientation", "choice", "How its paper lies", choices=("landscape", "portrait")),
            _ID,
        ),
        BLOCKS,
    ),
    Element("first-page", "Header and footer of page 1", (), ("header", "footer")),
    Element("header", "Running header", (), BLOCKS),
    Element("footer", "Running footer; in a deck, its one line", (), (*BLOCKS, *INLINE), text=True),
    Element("deck", "A document of slides", (), ("slide", "insert", "footer")),
    Element(
        "slide",
        "One slide; fitting may make several of it",
        (
            Attr(
                "layout",
                "choice",
                "Its role in the master, or company: and a name of the template's own layouts",
                choices=SLIDE_ROLES,
                prefix=COMPANY,
            ),
            Attr("title", "text", "Its title, when it is plain text"),
            Attr("section", "text", "Starts a section of this name"),
            Attr("compose", "text", "auto: the composition that measures best; or one's name"),
            Attr("hidden", "bool", "Kept in the file, not shown"),
            Attr("steps", "bool", "Its points appear one after the other, with each click"),
            Attr("background", "color", "A token of the theme, instead of the layout's ground"),
            Attr("picture", "ref", "Id of an image of the summary: fills the slide, under a scrim"),
            _OVERFLOW,
            _MIN,
            _ID,
        ),
        ("title", "subtitle", "kicker", "notes", "composition", *BLOCKS),
    ),
    Element(
        "insert",
        "Slides of another deck, with their masters, in the order given",
        (
            Attr("deck", "path", "A .pptx in the layout's folder, or the project's", required=True),
            Attr("slides", "ranges", "Which, counted from 1: 2-3, 7; all if left out"),
            Attr("section", "text", "Starts a section of this name"),
            Attr("notes", "bool", "Their speaker notes come too; true if left out"),
            _ID,
        ),
    ),
    Element(
        "composition",
        "One way to arrange a slide: one of several is chosen by measuring",
        (
            Attr("name", "ident", "What it is called", required=True),
            Attr("layout", "choice", "Its role in the master", choices=SLIDE_ROLES),
            Attr("picture", "ref", "Id of an image of the summary: fills the slide, under a scrim"),
        ),
        BLOCKS,
    ),
    Element("title", "Title of a slide or a callout", (), INLINE, text=True),
    Element("subtitle", "Subtitle of a slide", (), INLINE, text=True),
    Element("kicker", "Line over a slide's title", (), INLINE, text=True),
    Element("notes", "Speaker notes", (), ("para", "list", "heading")),
    Element(
        "heading",
        "A heading",
        (
            Attr("level", "int", "1 to 6", required=True, low=1, high=6),
            Attr("style", "style", "A style of the theme"),
            _ID,
        ),
        INLINE,
        text=True,
    ),
    Element(
        "para",
        "A paragraph",
        (Attr("style", "style", "A style of the theme"), _ID),
        INLINE,
        text=True,
    ),
    Element(
        "list",
        "A list",
        (
            Attr("kind", "choice", "Its marks", choices=get_args(ListKind)),
            Attr("style", "style", "A style of the theme"),
            _ID,
        ),
        ("item",),
    ),
    Element("item", "A list item: text, or blocks", (), ("para", "list", *INLINE), text=True),
    Element(
        "table",
        "A table of the summary, or rows",
        (
            Attr("ref", "ref", "Id of a table of the summary"),
            Attr("align", "text", "Words for the columns: left right decimal"),
            Attr("widths", "shares", "Shares of the width: 2 1 1"),
            Attr("header-rows", "int", "Rows that repeat", low=0, high=20),
            Attr("highlight", "text", "Instead of the summary's: a row's first cell, or a column"),
            _CAPTION,
            _CREDIT,
            _ALT,
            _ID,
        ),
        ("caption", "credit", "tr"),
    ),
    Element("tr", "A row", (_FILL,), ("th", "td")),
    Element("th", "A header cell", (*_SPAN, _FILL), INLINE, text=True),
    Element("td", "A cell", (*_SPAN, _FILL), INLINE, text=True),
    Element("caption", "Over a table, chart or image", (), INLINE, text=True),
    Element("credit", "Under a table, chart or image", (), INLINE, text=True),
    Element(
        "chart",
        "A chart of the summary",
        (Attr("ref", "ref", "Id of a chart", required=True), _HEIGHT, _CAPTION, _CREDIT, _ALT, _ID),
        ("caption", "credit"),
    ),
    Element(
        "image",
        "A picture: of the summary, or of the layout's folder",
        (
            Attr("ref", "ref", "Id of an image of the summary"),
            Attr("src", "path", "A file in the layout's folder"),
            Attr(
                "video",
                "path",
                "With src: a film in the layout's folder; the picture is its poster",
            ),
            Attr("mode", "choice", "Whole, or cropped to the room", choices=("fit", "crop")),
            Attr("decorative", "bool", "Says nothing, needs no alt"),
            _HEIGHT,
            _CAPTION,
            _CREDIT,
            _ALT,
            _ID,
        ),
        ("caption", "credit"),
    ),
    Element(
        "quote",
        "A quotation: of the summary by its number, or its text",
        (
            Attr("ref", "int", "Number of a quote, from 1", low=1, high=10000),
            Attr("by", "text", "Who said it"),
            Attr("role", "text", "Their role"),
            Attr("look", "choice", "A bar, or the speaker beside it", choices=get_args(QuoteLook)),
            _ID,
        ),
        INLINE,
        text=True,
    ),
    Element(
        "callout",
        "A tinted box",
        (
            Attr("kind", "choice", "Its look", choices=get_args(CalloutKind)),
            Attr("icon", "ident", "Name of an icon over its title"),
            Attr("title", "text", "Its title, when it is plain text"),
            _ID,
        ),
        ("title", *BLOCKS),
    ),
    Element(
        "metrics",
        "Tiles of figures",
        (
            _FIRST,
            _FROM,
            _COLUMNS,
            Attr("look", "choice", "Tiles, or as large as can be", choices=get_args(MetricsLook)),
            Attr("order", "choice", "The file's, or by weight", choices=("given", "weight")),
            _ID,
        ),
    ),
    Element(
        "timeline",
        "Events in order",
        (
            _FIRST,
            _FROM,
            Attr("direction", "choice", "How it runs", choices=("auto", "horizontal", "vertical")),
            Attr("show", "choice", "All, or those that aren't past", choices=("all", "ahead")),
            _ID,
        ),
    ),
    Element("people", "Names, roles and notes", (_FIRST, _FROM, _COLUMNS, _ID)),
    Element(
        "sources",
        "Numbered sources",
        (Attr("show", "choice", "Which", choices=("all", "cited")), _ID),
    ),
    Element(
        "toc",
        "Table of contents",
        (
            Attr("depth", "int", "Heading levels", low=1, high=6),
            Attr("title", "text", "Its title"),
            _ID,
        ),
    ),
    Element(
        "rule",
        "A line",
        (
            Attr("color", "color", "A token of the theme"),
            Attr("thickness", "length", "Points", low=0.1, high=50),
            Attr("width", "length", "Points; all the width if left out", low=1, high=5000),
            _ID,
        ),
    ),
    Element(
        "spacer",
        "White space",
        (Attr("height", "length", "Points", required=True, low=0, high=5000),),
    ),
    Element(
        "icon",
        "An icon by name; without alt it is decorative",
        (
            Attr("name", "ident", "Such as shield; docs/icons.md lists them", required=True),
            Attr("size", "length", "Its side, points", low=6, high=500),
            Attr("color", "color", "A token of the theme"),
            _ALT,
            _ID,
        ),
    ),
    Element(
        "qr",
        "A QR code that leads to an address, which stands under it",
        (
            Attr("ref", "ref", "Id of a source: its address; nothing if it has none"),
            Attr("href", "href", "https: or mailto:"),
            Attr("size", "length", "Its side, points", low=40, high=500),
            Attr("caption", "text", "Instead of the address; empty: none"),
            _ID,
        ),
    ),
    Element("page-break", "Go on at the next page or slide"),
    Element(
        "columns",
        "Columns beside each other",
        (
            Attr("widths", "shares", "Shares of the width: 2 1"),
            Attr("balance", "bool", "One flow in columns of equal height"),
            Attr("equal", "bool", "What is in them is as high as the highest"),
            _GAP,
            _ID,
        ),
        ("column", *BLOCKS),
    ),
    Element("column", "One of columns, or a cell of a grid", (), BLOCKS),
    Element(
        "grid",
        "Cells in rows; each element is a cell",
        (_COLUMNS, _GAP, _ID),
        ("column", *BLOCKS),
    ),
    Element("keep", "Stays on one page or slide", (_ID,), BLOCKS),
    Element("fit", "Its own remedy for too much", (_OVERFLOW, _MIN, _ID), BLOCKS),
    Element("b", "Bold", (), INLINE, text=True),
    Element("i", "Italic", (), INLINE, text=True),
    Element("code", "Code", (), INLINE, text=True),
    Element("sup", "Superscript", (), INLINE, text=True),
    Element("sub", "Subscript", (), INLINE, text=True),
    Element("s", "Struck out", (), INLINE, text=True),
    Element(
        "link",
        "A link",
        (Attr("href", "href", "https:, mailto: or #id", required=True),),
        INLINE,
        text=True,
    ),
    Element(
        "cite",
        "The number of a source",
        (Attr("ref", "ref", "Id of a source", required=True),),
    ),
    Element("br", "A line break"),
    Element("page-number", "This page's number"),
    Element("page-count", "How many pages there are"),
)

VOCABULARY: Mapping[str, Element] = {e.name: e for e in _ELEMENTS}
ROOTS = ("brief", "deck")
