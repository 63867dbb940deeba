"""A theme made larger or smaller, denser or more open: what a reader asks of a layout.

Ratios stay: type, leading and the limits of fitting change together.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Literal

from docgen.theme.model import Medium, Style, Theme

Density = Literal["compact", "normal", "open"]
SPACE: dict[Density, float] = {"compact": 0.7, "normal": 1.0, "open": 1.35}
"""What spaces between blocks are multiplied with."""
LEADING: dict[Density, float] = {"compact": 0.75, "normal": 1.0, "open": 1.2}
"""What the white between lines is multiplied with."""
SMALLEST: dict[Medium, float] = {"brief": 7.4, "deck": 12.0}
"""Type isn't made smaller than this by a scale, in points."""
RUNNING = ("body", "lead", "callout", "takeaway")
SPREAD, TIGHTEST = 4.0, 0.9
"""Running text of a deck stays within so many points, from the share of its size to which a tight
slide sets it, up to its largest: slides don't jump."""
FIXED = ("footer", "footer-page", "header", "date", "slide-number", "notes")
"""Styles of running heads and of notes keep their size."""
SPACES = (
    "gutter",
    "table-pad-y",
    "tile-pad",
    "tile-gap",
    "block-gap",
    "figure-gap",
    "callout-pad",
    "people-gap",
    "row-pad",
)
"""Named lengths that are white space."""


def scaled(theme: Theme, medium: Medium, factor: float) -> Theme:
    """Return the theme with the type of a medium `factor` times as large.

    What is already as small as the theme allows stays so: sizes end at `SMALLEST`. A deck's
    running text is kept within `SPREAD`, at any factor.
    """
    if factor == 1.0 and medium == "brief":
        return theme
    styles = {
        name: style if name in FIXED else _sized(style, factor, SMALLEST[medium])
        for name, style in theme.styles[medium].items()
    }
    running = [name for name in RUNNING if name in styles] if medium == "deck" else []
    if running:
        least = min(styles[name].size for name in running) * TIGHTEST
        most = math.floor((least + SPREAD) * 2) / 2
        for name in running:
            styles[name] = _at_most(styles[name], most)
    return replace(theme, styles={**theme.styles, medium: styles})


def _at_most(style: Style, most: float) -> Style:
    share = min(most / style.size, 1.0)
    return replace(
        style,
        size=round(style.size * share, 2),
        leading=round(style.leading * share, 2),
        max_size=min(style.max_size, most),
    )


def _sized(style: Style, factor: float, smallest: float) -> Style:
    size = max(style.size * factor, min(style.size, smallest))
    share = size / style.size

    def limit(value: float) -> float:
        return round(max(value * factor, min(value, smallest)), 2)

    return replace(
        style,
        size=round(size, 2),
        leading=round(style.leading * share, 2),
        space_before=round(style.space_before * share, 2),
        space_after=round(style.space_after * share, 2),
        min_size=limit(style.min_size),
        max_size=limit(style.max_size),
        tracking=round(style.tracking * share, 2),
    )


def spaced(theme: Theme, medium: Medium, density: Density) -> Theme:
    """Return the theme with less or more white in a medium: between lines and blocks."""
    if density == "normal":
        return theme
    space, leading = SPACE[density], LEADING[density]
    styles = {
        name: style
        if name in FIXED
        else replace(
            style,
            leading=round(style.size + (style.leading - style.size) * leading, 2),
            space_before=round(style.space_before * space, 2),
            space_after=round(style.space_after * space, 2),
        )
        for name, style in theme.styles[medium].items()
    }
    lengths = {
        name: round(value * space, 2) if name in SPACES else value
        for name, value in theme.lengths[medium].items()
    }
    return replace(
        theme,
        styles={**theme.styles, medium: styles},
        lengths={**theme.lengths, medium: lengths},
    )
