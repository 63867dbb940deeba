"""The shape of a theme's TOML file."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from docgen.foundation.toml import TomlModel
from docgen.theme.art import Corner, ShapeKind

_HEX = re.compile(r"^#[0-9A-Fa-f]{6}$")
_PERCENT = re.compile(r"^(100|\d{1,2})(\.\d+)?%$")
_DERIVED = re.compile(r"^([a-z][a-z0-9-]*)(?: (\d{1,3}) (\d{1,3}))?$")


def _check_color(value: str) -> str:
    if not _HEX.match(value) and not _DERIVED.match(value):
        raise ValueError('should be "#RRGGBB" or a token with lumMod and lumOff ("text 65 35")')
    return value


ColorValue = Annotated[str, AfterValidator(_check_color)]
Points = Annotated[float, Field(ge=0, le=2000, strict=False)]
Size = Annotated[float, Field(gt=0, le=400, strict=False)]


class StyleFile(TomlModel):
    """``[brief.styles.NAME]``: only what differs from the theme that is extended."""

    like: str | None = Field(default=None, description="A style of this theme to start from")
    font: Literal["heading", "body", "mono"] | None = None
    size: Size | None = None
    leading: Size | None = None
    color: str | None = None
    align: Literal["left", "center", "right", "justify"] | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    tracking: Annotated[float, Field(ge=-5, le=20, strict=False)] | None = None
    space_before: Points | None = Field(default=None, alias="space-before")
    space_after: Points | None = Field(default=None, alias="space-after")
    min_size: Points | None = Field(default=None, alias="min-size")
    max_size: Points | None = Field(default=None, alias="max-size")
    indent: Points | None = None
    hyphenate: bool | None = None


def _check_edge(value: float | str) -> float | str:
    if isinstance(value, str) and not _PERCENT.match(value):
        raise ValueError('should be points, or a share of the page such as "40%"')
    return value


Edge = Annotated[float | str, Field(union_mode="left_to_right"), AfterValidator(_check_edge)]
"""Points from the left or top, negative ones from the right or bottom; or "40%"."""
Box = tuple[Edge, Edge, Edge, Edge]
"""Left, top, right and bottom edge."""


class ShapeFile(TomlModel):
    """A drawn shape of a page or slide."""

    kind: ShapeKind = "rect"
    box: Annotated[Box | None, Field(strict=False)] = Field(
        default=None, description="Left, top, right, bottom"
    )
    points: list[Annotated[tuple[Edge, Edge], Field(strict=False)]] = Field(
        default_factory=list, description="Of a polygon"
    )
    corner: Corner = Field(default="top-left", description="Centre of a quarter disc")
    fill: ColorValue | None = None
    gradient: list[ColorValue] = Field(default_factory=list, description="Colours instead of fill")
    angle: Annotated[float, Field(ge=0, le=360, strict=False)] = Field(
        default=0, description="Of the gradient: 0 runs to the right, 90 down"
    )
    stroke: ColorValue | None = None
    width: Annotated[float, Field(gt=0, le=100, strict=False)] = 0.75
    radius: Points = 0
    dash: bool = False
    file: str | None = Field(default=None, description="A picture, from the theme's folder")
    no_picture: bool = Field(
        default=False, alias="no-picture", description="Left out where there is a cover picture"
    )
    repeat: Annotated[int, Field(ge=1, le=200)] = Field(default=1, description="Drawn so often")
    step: Annotated[tuple[Edge, Edge], Field(strict=False)] = Field(
        default=(0.0, 0.0), description="From one repetition to the next, across and down"
    )


class PlacesFile(TomlModel):
    """Where a slide's texts stand, each as left, top, right and bottom edge."""

    title: Annotated[Box | None, Field(strict=False)] = None
    subtitle: Annotated[Box | None, Field(strict=False)] = None
    kicker: Annotated[Box | None, Field(strict=False)] = None
    details: Annotated[Box | None, Field(strict=False)] = None
    body: Annotated[Box | None, Field(strict=False)] = None
    picture: Annotated[Box | None, Field(strict=False)] = None


class PlaceColors(TomlModel):
    """Colours of a slide's texts, instead of their styles'."""

    title: ColorValue | None = None
    subtitle: ColorValue | None = None
    kicker: ColorValue | None = None
    details: ColorValue | None = None
    footer: ColorValue | None = None


class ArtFile(TomlModel):
    """How a kind of page or slide is drawn: its ground, its shapes, where its texts stand."""

    background: Literal["background", "ink", "accent-1", "surface", "tint"] | None = None
    shapes: list[ShapeFile] | None = Field(
        default=None, description="From the ground up; instead of those of the extended theme"
    )
    places: PlacesFile = PlacesFile.model_construct()
    colors: PlaceColors = PlaceColors.model_construct()
    anchor: Literal["top", "middle", "bottom"] | None = Field(
        default=None, description="Where in its place the title stands"
    )
    align: Literal["left", "center"] | None = None


class MediumFile(TomlModel):
    """``[brief]`` or ``[deck]``."""

    palette: dict[str, ColorValue] = Field(
        default_factory=dict, description="Where this medium's colours differ"
    )
    styles: dict[str, StyleFile] = Field(default_factory=dict)
    lengths: dict[str, Points] = Field(default_factory=dict)
    options: dict[str, str] = Field(default_factory=dict)


class BriefFile(MediumFile):
    """``[brief]``: the first page and those after it have shapes."""

    first: ArtFile = ArtFile.model_construct()
    pages: ArtFile = ArtFile.model_construct()


class DeckFile(MediumFile):
    """``[deck]``: four kinds of slides are drawn."""

    cover: ArtFile = ArtFile.model_construct()
    divider: ArtFile = ArtFile.model_construct()
    content: ArtFile = ArtFile.model_construct()
    closing: ArtFile = ArtFile.model_construct()


class FontsFile(TomlModel):
    """The families of a medium's three roles."""

    heading: str | None = None
    body: str | None = None
    mono: str | None = None


class MediaFonts(TomlModel):
    """``[fonts]``: families for each medium."""

    brief: FontsFile = FontsFile.model_construct()
    deck: FontsFile = FontsFile.model_construct()
    fallback: dict[str, list[str]] = Field(
        default_factory=dict,
        description='Families by script (ISO 15924: "Arab", "Jpan", "Hans") or language, in order',
    )


class LayoutsFile(TomlModel):
    """``[template.layouts]``: a layout of the template for each role, by name or number."""

    title: str | int | None = None
    section: str | int | None = None
    content: str | int | None = None
    two_content: str | int | None = Field(default=None, alias="two-content")
    picture: str | int | None = None
    quote: str | int | None = None
    chart: str | int | None = None
    table: str | int | None = None
    blank: str | int | None = None
    closing: str | int | None = None


class TemplateFile(TomlModel):
    """``[template]``: a company's .pptx or .potx, and how its layouts are used."""

    file: str | None = None
    layouts: LayoutsFile = LayoutsFile.model_construct()
    keep: list[Annotated[int, Field(ge=1)]] = Field(
        default_factory=list,
        description="Sample slides that stay, by number: those of the first half before ours",
    )


class DocumentFile(TomlModel):
    """``[document]``: what every document of the theme says, unless its summary does."""

    classification: str | None = None
    draft: bool | None = None
    presenter: str | None = None
    event: str | None = None
    cover: str | None = Field(default=None, description="A picture for covers, by its path")


class ThemeFile(TomlModel):
    """A theme file."""

    description: str = ""
    extends: str | None = None
    palette: dict[str, ColorValue] = Field(default_factory=dict)
    fonts: MediaFonts = MediaFonts.model_construct()
    brief: BriefFile = BriefFile.model_construct()
    deck: DeckFile = DeckFile.model_construct()
    logo: str | None = None
    document: DocumentFile = DocumentFile.model_construct()
    markings: dict[str, Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]] = Field(
        default_factory=dict, description="Classifications of your own, with their banners' colours"
    )
    template: str | TemplateFile | None = None


def split_color(value: str) -> tuple[str, float, float]:
    """Split ``"text 65 35"`` into token, lumMod and lumOff (0 to 1)."""
    hit = _DERIVED.match(value)
    if hit is None:
        raise ValueError(value)
    return hit[1], int(hit[2] or 100) / 100, int(hit[3] or 0) / 100
