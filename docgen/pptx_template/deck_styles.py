"""The deck's theme on a template: our type scale at its size, with its own styles in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from docgen.ooxml.xml import qname
from docgen.pptx_template.colors import Scheme
from docgen.pptx_template.file import MasterIn
from docgen.pptx_template.palette import token_of
from docgen.pptx_template.text_styles import TextLook
from docgen.theme.model import SCHEME_SLOTS, Color, Style, Theme

WIDTH, HEIGHT = 960.0, 540.0
"""The slide that our themes are made for, in points."""
LEAST = {"body": 12.0, "title": 18.0, "footer": 7.0}
MOST = {"body": 24.0, "title": 36.0, "footer": 14.0}
"""Bounds of a template's sizes; the upper ones for a slide of our size."""
TOKEN_FONT = "font-"
FLOORS = {"table-cell": 10.0, "table-head": 10.0, "footer": 8.0, "date": 8.0, "slide-number": 8.0}
FLOOR = 10.0


def scale_of(width: float, height: float) -> float:
    """Return how large our type is on a slide of another size, 1 on our own."""
    return min(max(min(width / WIDTH, height / HEIGHT), 0.5), 2.0)


def theme_fonts(master: MasterIn) -> dict[str, str]:
    """Return the families of a theme part's major and minor fonts."""
    found = {}
    for role, name in (("heading", "a:majorFont"), ("body", "a:minorFont")):
        font = master.theme.find(f".//{qname(name)}/{qname('a:latin')}")
        family = font.get("typeface", "") if font is not None else ""
        found[role] = family if family and not family.startswith("+") else "Arial"
    return found


def font_role(typeface: str, fonts: Mapping[str, str]) -> str:
    """Return our role of a typeface: theme fonts by role, others by a role of their own."""
    if typeface.startswith("+mj") or typeface == fonts["heading"]:
        return "heading"
    if typeface.startswith("+mn") or typeface == fonts["body"]:
        return "body"
    return TOKEN_FONT + typeface


class Styles:
    """Makes styles from a template's looks, and keeps the colours and fonts they need."""

    def __init__(self, theme: Theme, fonts: dict[str, str], scale: float) -> None:
        self.scale = scale
        self.fonts = {**fonts, "mono": theme.family("deck", "mono")}
        self.colors: dict[str, Color] = {}
        self.styles = {name: self._scaled(s) for name, s in theme.styles["deck"].items()}
        self.lengths = {k: v * scale for k, v in theme.lengths["deck"].items()}

    def _scaled(self, style: Style) -> Style:
        floor = FLOORS.get(style.name, FLOOR)
        size = max(round(style.size * self.scale * 2) / 2, floor)
        least = min(max(round(style.min_size * self.scale * 2) / 2, floor), size)
        return replace(
            style,
            size=size,
            leading=round(style.leading * size / style.size, 2),
            min_size=least if style.min_size else 0.0,
            max_size=0.0,  # a company's type scale is kept: spaces grow, type doesn't
            tracking=style.tracking * self.scale,
            space_before=style.space_before * self.scale,
            space_after=style.space_after * self.scale,
            indent=style.indent * self.scale,
        )

    def color(self, color: Color) -> str:
        """Keep a colour and return its token.

        A token of the palette is left to it, and two masters may mean different colours by
        one name: then the token tells them apart.
        """
        token = f"slot-{color.token}" if color.token in SCHEME_SLOTS else color.token
        if token in self.colors and self.colors[token].rgb != color.rgb:
            token = f"{token}-{color.hex}"
        self.colors[token] = replace(color, token=token)
        return token

    def role(self, typeface: str) -> str:
        """Keep a typeface and return its role."""
        role = font_role(typeface, self.fonts)
        if role.startswith(TOKEN_FONT):
            self.fonts[role] = typeface
        return role

    def dress(self, role: str, typeface: str) -> None:
        """Give our own type the face that the template's text has beside it."""
        face = self.role(typeface)
        for name, style in self.styles.items():
            if style.font == role:
                self.styles[name] = replace(style, font=face)

    def rescale(self, body: float) -> None:
        """Bring our own type to the size of the template's body text."""
        change = body / self.styles["body"].size
        change = min(max(change, 0.9), 1.25)
        for name, style in self.styles.items():
            floor = FLOORS.get(name, FLOOR)
            size = max(round(style.size * change * 2) / 2, floor)
            least = min(max(style.min_size * min(change, 1.0), floor), size)
            self.styles[name] = replace(
                style,
                size=size,
                leading=round(style.leading * size / style.size, 2),
                min_size=least if style.min_size else 0.0,
            )

    def add(self, name: str, look: TextLook, scheme: Scheme, kind: str) -> Style:
        """Make a style of a template's look, its size within our bounds."""
        top, least = MOST[kind] * self.scale, LEAST[kind]
        if kind == "title":  # never smaller than what stands under it
            least = max(least, self.styles["body"].size)
        size = min(max(look.size, least), max(top, least))
        leading = min(max(look.leading / max(look.size, 1.0), 1.08), 1.45) * size
        after = min(max(look.before, look.after, 0.25 * size), 0.7 * size)
        least = max(least, size * 0.6) if kind == "title" else least
        made = Style(
            name,
            self.role(look.font),
            round(size, 2),
            round(leading, 2),
            self.color(token_of(look.paint, scheme)),
            look.align,
            look.bold,
            look.italic,
            look.caps,
            look.tracking,
            0.0,
            round(after, 2) if kind == "body" else 0.0,
            min(least, size),
        )
        self.styles[name] = made
        return made

    def recolored(self, name: str, token: str) -> None:
        """Give a style another colour."""
        self.styles[name] = replace(self.styles[name], color=token)

    def theme(self, start: Theme, palette: Mapping[str, Color], path: str) -> Theme:
        """Return the deck's theme; what briefs use of it stays."""
        return replace(
            start,
            palette={**palette, **self.colors},
            fonts={**start.fonts, "deck": self.fonts},
            styles={**start.styles, "deck": self.styles},
            lengths={**start.lengths, "deck": self.lengths},
            template=path,
        )
