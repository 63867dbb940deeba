"""Themes: design tokens read from TOML and used by both writers.

A colour is always a token (``accent-1``, ``muted``), never a literal. Base tokens fill
the twelve slots of an Office theme (ECMA-376 Part 1, 20.1.6.2 clrScheme); the others are
a base token with PowerPoint's lumMod/lumOff, so that recolouring the theme recolours all.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from docgen.foundation.diagnostics import Diagnostic
from docgen.foundation.structs import Struct, field
from docgen.theme.art import Art, Scene

Medium = Literal["brief", "deck"]

SCHEME_SLOTS: Mapping[str, str] = {
    "text": "dk1",
    "background": "lt1",
    "ink": "dk2",
    "surface": "lt2",
    "accent-1": "accent1",
    "accent-2": "accent2",
    "accent-3": "accent3",
    "accent-4": "accent4",
    "accent-5": "accent5",
    "accent-6": "accent6",
    "link": "hlink",
    "visited": "folHlink",
}
"""Base token to theme slot."""


class Color(Struct, frozen=True):
    """A token resolved to a base slot and PowerPoint's luminance changes (0 to 1)."""

    token: str
    base: str
    lum_mod: float = 1.0
    lum_off: float = 0.0
    rgb: tuple[float, float, float] = (0.0, 0.0, 0.0)

    @property
    def hex(self) -> str:
        """``RRGGBB``."""
        return "".join(f"{round(c * 255):02X}" for c in self.rgb)


def apply_luminance(
    rgb: tuple[float, float, float], mod: float, off: float
) -> tuple[float, float, float]:
    """Return `rgb` with HSL luminance times `mod` plus `off` (ECMA-376 20.1.2.3.20-21)."""
    hue, light, sat = colorsys.rgb_to_hls(*rgb)
    return colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light * mod + off)), sat)


def contrast(one: tuple[float, float, float], two: tuple[float, float, float]) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, "contrast ratio")."""

    def luminance(rgb: tuple[float, float, float]) -> float:
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


class Style(Struct, frozen=True):
    """A paragraph style. Sizes and spaces in points; ``leading`` is line to line."""

    name: str
    font: str = "body"
    """Role of the family: ``heading``, ``body`` or ``mono``."""
    size: float = 10.0
    leading: float = 13.0
    color: str = "text"
    align: Literal["left", "center", "right", "justify"] = "left"
    bold: bool = False
    italic: bool = False
    caps: bool = False
    tracking: float = 0.0
    """Extra space after each character, in points."""
    space_before: float = 0.0
    space_after: float = 0.0
    min_size: float = 0.0
    """Fitting never goes under this; 0 means no shrinking."""
    max_size: float = 0.0
    """Composing never goes over this; 0 means no growing."""
    indent: float = 0.0
    """Left indent of the text (lists: per level)."""
    hyphenate: bool = False
    rtl: bool = False
    """Turned round for a language written from right to left: ``align`` is as drawn."""

    @property
    def turned(self) -> Style:
        """The style for text that begins at the right."""
        if self.rtl:
            return self
        align = _TURNED.get(self.align, self.align)
        return replace(self, align=align, rtl=True)


_TURNED: Mapping[str, Literal["left", "right"]] = {"left": "right", "right": "left"}


class Theme(Struct, frozen=True):
    """Tokens: palette, fonts, styles and lengths by medium, and a logo.

    ``fonts`` maps medium to role to family. ``metrics`` holds named lengths in points
    (``brief.gutter``, ``deck.margin``).
    """

    name: str
    description: str = ""
    palette: Mapping[str, Color] = field(default_factory=dict)
    fonts: Mapping[Medium, Mapping[str, str]] = field(default_factory=dict)
    styles: Mapping[Medium, Mapping[str, Style]] = field(default_factory=dict)
    lengths: Mapping[Medium, Mapping[str, float]] = field(default_factory=dict)
    options: Mapping[Medium, Mapping[str, str]] = field(default_factory=dict)
    """Named choices (``title-slide = "dark"``)."""
    logo: str | None = None
    """Absolute path of a picture."""
    document: Mapping[str, str | bool] = field(default_factory=dict)
    """What its documents say, unless their summary does: ``classification``, ``event``..."""
    markings: Mapping[str, str] = field(default_factory=dict)
    """Classifications with the colours (``#RRGGBB``) of their banners."""
    art: Mapping[Scene, Art] = field(default_factory=dict)
    """What is drawn on slides and pages, by their kind."""
    medium_colors: Mapping[Medium, Mapping[str, str]] = field(default_factory=dict)
    """Colours as written that a medium has of its own."""
    medium_palettes: Mapping[Medium, Mapping[str, Color]] = field(default_factory=dict)
    """The whole palette of such a medium."""
    fallback: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Families for a script (``Arab``, ``Jpan``) or a language, before the usual ones."""
    font_folders: tuple[str, ...] = ()
    """Where font files of the project and beside the theme are looked for."""
    template: str | None = None
    """Absolute path of a company's .pptx or .potx."""
    template_layouts: Mapping[str, str | int] = field(default_factory=dict)
    """Slide role to the template's layout, by name or number."""
    template_keep: tuple[int, ...] = ()
    """The template's sample slides that stay in a deck, by number from 1."""
    path: str = ""
    origin: str = "stock"
    """Where it is from: ``stock``, ``project``, or the package of a plug-in."""
    findings: tuple[Diagnostic, ...] = ()
    """What was noticed when it was read, told with each document."""

    def color(self, token: str) -> Color:
        """Return the colour of a token; KeyError if the theme lacks it.

        ``"accent-2 85 15"`` is a token with lumMod and lumOff in percent.
        """
        if " " not in token:
            return self.palette[token]
        base, mod, off = token.split()
        one = self.palette[base]
        change = (float(mod) / 100, float(off) / 100)
        return Color(token, one.base, *change, apply_luminance(one.rgb, *change))

    def of(self, medium: Medium) -> Theme:
        """Return the theme as a medium shows it: with the colours that only this one has."""
        palette = self.medium_palettes.get(medium)
        if palette is None or palette is self.palette:
            return self
        return replace(self, palette=palette, medium_palettes={}, medium_colors={})

    def scene(self, name: Scene) -> Art:
        """Return what is drawn on a kind of slide or page."""
        return self.art.get(name, _PLAIN)

    def style(self, medium: Medium, name: str) -> Style:
        """Return a style; KeyError if the theme lacks it."""
        return self.styles[medium][name]

    def family(self, medium: Medium, role: str) -> str:
        """Return the font family of a role."""
        fonts = self.fonts[medium]
        return fonts.get(role, fonts["body"])

    def length(self, medium: Medium, name: str) -> float:
        """Return a named length in points; KeyError if the theme lacks it."""
        return self.lengths[medium][name]


_PLAIN = Art()
