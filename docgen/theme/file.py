"""The shape of a theme's TOML file."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from docgen.foundation.toml import TomlModel

_HEX = re.compile(r"^#[0-9A-Fa-f]{6}$")
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


class MediumFile(TomlModel):
    """``[brief]`` or ``[deck]``."""

    styles: dict[str, StyleFile] = Field(default_factory=dict)
    lengths: dict[str, Points] = Field(default_factory=dict)
    options: dict[str, str] = Field(default_factory=dict)


class FontsFile(TomlModel):
    """The families of a medium's three roles."""

    heading: str | None = None
    body: str | None = None
    mono: str | None = None


class MediaFonts(TomlModel):
    """``[fonts]``: families for each medium."""

    brief: FontsFile = FontsFile()
    deck: FontsFile = FontsFile()
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


class TemplateFile(TomlModel):
    """``[template]``: a company's .pptx or .potx, and how its layouts are used."""

    file: str | None = None
    layouts: LayoutsFile = LayoutsFile()
    keep: list[Annotated[int, Field(ge=1)]] = Field(
        default_factory=list,
        description="Sample slides that stay, by number: those of the first half before ours",
    )


class ThemeFile(TomlModel):
    """A theme file."""

    description: str = ""
    extends: str | None = None
    palette: dict[str, ColorValue] = Field(default_factory=dict)
    fonts: MediaFonts = MediaFonts()
    brief: MediumFile = MediumFile()
    deck: MediumFile = MediumFile()
    logo: str | None = None
    template: str | TemplateFile | None = None


def split_color(value: str) -> tuple[str, float, float]:
    """Split ``"text 65 35"`` into token, lumMod and lumOff (0 to 1)."""
    hit = _DERIVED.match(value)
    if hit is None:
        raise ValueError(value)
    return hit[1], int(hit[2] or 100) / 100, int(hit[3] or 0) / 100
