"""Markings of classification: which are known, and the colours of their banners.

Sources: for the United States the cover sheets and labels of 32 CFR 2001.80 (SF 703 to 710: top
secret orange, secret red, confidential blue, unclassified green) and SF 902 (controlled
unclassified information, purple); for the Traffic Light Protocol FIRST's TLP 2.0 (its colours on
black); for Germany the Verschlusssachenanweisung (blue up to VS-VERTRAULICH, red above). Markings
of others that name no colour have a dark banner.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from docgen.theme.model import Color, Medium, Theme, contrast

GREEN, PURPLE, BLUE, RED, ORANGE = "#007A33", "#502B85", "#0033A0", "#B5121B", "#FF671F"
YELLOW, DARK, BLACK, WHITE = "#FCE83A", "#1F2A37", "#000000", "#FFFFFF"

KNOWN: Mapping[str, str] = {
    "unclassified": GREEN,
    "cui": PURPLE,
    "controlled": PURPLE,
    "controlled unclassified information": PURPLE,
    "confidential": BLUE,
    "secret": RED,
    "top secret": ORANGE,
    "top secret//sci": YELLOW,
    "official": DARK,
    "official-sensitive": DARK,
    "official sensitive": DARK,
    "protected": DARK,
    "restricted": DARK,
    "nato unclassified": GREEN,
    "nato restricted": DARK,
    "nato confidential": BLUE,
    "nato secret": RED,
    "cosmic top secret": ORANGE,
    "limite": DARK,
    "restreint ue/eu restricted": DARK,
    "confidentiel ue/eu confidential": BLUE,
    "secret ue/eu secret": RED,
    "très secret ue/eu top secret": ORANGE,
    "vs-nur für den dienstgebrauch": BLUE,
    "vs-nfd": BLUE,
    "vs-vertraulich": BLUE,
    "geheim": RED,
    "streng geheim": RED,
    "diffusion restreinte": DARK,
    "secret défense": RED,
    "très secret": RED,
    "riservato": DARK,
    "riservatissimo": BLUE,
    "segreto": RED,
    "segretissimo": RED,
    "difusión limitada": DARK,
    "confidencial": BLUE,
    "reservado": DARK,
    "secreto": RED,
}
"""Marking, in lower case, to the colour of its banner."""
TLP: Mapping[str, str] = {
    "tlp:red": "#FF2B2B",
    "tlp:amber": "#FFC000",
    "tlp:amber+strict": "#FFC000",
    "tlp:green": "#33FF00",
    "tlp:clear": "#FFFFFF",
}
"""The Traffic Light Protocol: colours of the text, on black."""
GROUND, TEXT = "marking", "on-marking"
"""Tokens of a banner's colours, in a theme whose document has one."""


def marking_colors(text: str, own: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the ground and text colour of a marking's banner; None: nobody knows it.

    `own` are a theme's markings with the colours of their banners. Of "SECRET//NOFORN" the
    part before the slashes counts, unless the whole is known.
    """
    plain = re.sub(r"\s+", " ", text).strip().casefold()
    if not plain:
        return None
    mine = {key.casefold(): color for key, color in own.items()}
    for name in (plain, plain.split("//")[0].strip()):
        if name in mine:
            return mine[name], _over(mine[name])
        if name in TLP:
            return BLACK, TLP[name]
        if name in KNOWN:
            return KNOWN[name], _over(KNOWN[name])
    return None


def _over(ground: str) -> str:
    """Return black or white, whichever reads better on a colour."""
    rgb = _rgb(ground)
    dark, light = contrast(rgb, (0.0, 0.0, 0.0)), contrast(rgb, (1.0, 1.0, 1.0))
    return BLACK if dark > light else WHITE


def _rgb(value: str) -> tuple[float, float, float]:
    red, green, blue = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def with_marking(theme: Theme, text: str, medium: Medium) -> Theme:
    """Return a theme with the colours of a marking's banner, if the document has one.

    The theme's option ``banner`` says whether: ``known`` markings (and its own), ``always``,
    ``never``.
    """
    wanted = theme.options.get(medium, {}).get("banner", "known")
    colors = marking_colors(text, theme.markings) if wanted != "never" else None
    if colors is None and wanted == "always" and text.strip():
        colors = DARK, WHITE
    if colors is None:
        return theme
    made = {
        token: Color(token, token, rgb=_rgb(value))
        for token, value in zip((GROUND, TEXT), colors, strict=True)
    }
    return replace(theme, palette={**theme.palette, **made})
