"""A template's colours, fonts and logo as a docgen theme, so that briefs match the deck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from PIL import Image
from pptx.opc.package import Part

from docgen.ooxml.xml import XmlNode, qname
from docgen.pptx_template.background import scheme_of
from docgen.pptx_template.colors import RGB
from docgen.pptx_template.deck_styles import theme_fonts
from docgen.pptx_template.file import Company, open_company, reading
from docgen.pptx_template.fills import open_picture
from docgen.pptx_template.palette import base_colors, changed, ordered_accents, visible
from docgen.pptx_template.placeholders import shapes
from docgen.pptx_template.roles import map_roles
from docgen.pptx_template.study import Study
from docgen.text.fonts import find_file
from docgen.theme.model import SCHEME_SLOTS, Color, Theme, contrast

PAPER: RGB = (1.0, 1.0, 1.0)
TEXT, GRAPHIC = 4.5, 3.0
MARGIN = 1.12
"""Contrast is taken a little higher than needed, for tints and rounding."""
LARGEST_LOGO = 0.06
"""A picture on the master that takes more of the slide than this is no logo."""
SANS, SERIF = "Source Sans Pro", "Source Serif Pro"
SERIFS = ("times", "cambria", "georgia", "garamond", "palatino", "serif", "book", "caladea")


def branded(path: str | Path, theme: Theme) -> Theme:
    """Return a theme with the palette and fonts of a template, for briefs.

    Raises DocgenError (DG702, DG703).
    """
    with reading(path):
        return _branded(open_company(path), theme)


def _branded(company: Company, theme: Theme) -> Theme:
    palette = dict(theme.palette)
    for token, color in brand_palette(company).items():
        palette[token] = color
    for token, color in theme.palette.items():
        if color.base != token and color.base in palette:
            base = palette[color.base]
            one = changed(
                token, replace(base, lum_mod=1.0, lum_off=0.0), color.lum_mod, color.lum_off
            )
            palette[token] = one
    fonts = {**theme.fonts, "brief": {**theme.fonts["brief"], **brief_fonts(company)}}
    return replace(theme, palette=palette, fonts=fonts)


def brand_palette(company: Company) -> dict[str, Color]:
    """Return the base tokens for white paper: the template's, darkened where they'd not read."""
    home = map_roles(Study(company), {}, None)["content"].layout
    base = base_colors(scheme_of(home))
    darker = sorted((base["text"], base["background"]), key=lambda c: -contrast(c.rgb, PAPER))
    found = {"text": _solid("text", visible(darker[0], PAPER, 7.0))}
    found["background"] = Color("background", "background", rgb=PAPER)
    found["ink"] = _solid("ink", visible(base["ink"], PAPER, 7.0))
    light = base["surface"]
    pale = light if contrast(light.rgb, PAPER) < 1.25 else changed("surface", light, 0.2, 0.8)
    found["surface"] = _solid("surface", pale if contrast(pale.rgb, PAPER) < 1.25 else _grey())
    for token, color in _accents(base, found["text"]).items():
        least = TEXT if token in ("accent-1", "accent-3", "accent-4") else GRAPHIC
        found[token] = _solid(token, visible(color, PAPER, least * MARGIN * MARGIN))
    for token in ("link", "visited"):
        found[token] = _solid(token, visible(base[token], PAPER, TEXT * MARGIN * MARGIN))
    return found


def _accents(base: Mapping[str, Color], text: Color) -> dict[str, Color]:
    """Return the accents in the order that decks take them: the second is quiet."""
    return {f"accent-{n}": color for n, color in enumerate(ordered_accents(base, text), 1)}


def _grey() -> Color:
    return Color("surface", "surface", rgb=(0.955, 0.957, 0.96))


def _solid(token: str, color: Color) -> Color:
    return Color(token, token, rgb=color.rgb)


def brief_fonts(company: Company) -> dict[str, str]:
    """Return the families of briefs: the template's where they can be drawn, else the nearest."""
    fonts = theme_fonts(company.masters[0])
    return {role: _drawn(family) for role, family in fonts.items()}


def _drawn(family: str) -> str:
    found = find_file(family, False, False)
    if found is not None and found.draws == family:
        return family
    return SERIF if any(word in family.lower() for word in SERIFS) else SANS


def find_logo(company: Company) -> Part | None:
    """Return the media part of a small picture that the master (or cover) shows, if any."""
    best: tuple[float, Part] | None = None
    whole = company.width * company.height
    trees: list[tuple[Part, XmlNode]] = [(m.part, m.node) for m in company.masters[:1]]
    trees += [(one.part, one.node) for one in company.layouts[:1]]
    for part, node in trees:
        for media, area in _pictures(part, node):
            if area <= LARGEST_LOGO * whole and (best is None or area > best[0]):
                best = (area, media)
    return best[1] if best else None


def _pictures(part: Part, node: XmlNode) -> Iterator[tuple[Part, float]]:
    for shape, frame in shapes(node):
        blip = shape.find(f"{qname('p:blipFill')}/{qname('a:blip')}")
        size = shape.find(f"{qname('p:spPr')}/{qname('a:xfrm')}/{qname('a:ext')}")
        rid = blip.get(qname("r:embed"), "") if blip is not None else ""
        if size is None or rid not in part.rels or part.rels[rid].is_external:
            continue
        wide = int(size.get("cx", "0")) / 12700 * frame.scale_x
        tall = int(size.get("cy", "0")) / 12700 * frame.scale_y
        yield part.rels[rid].target_part, wide * tall


def logo_png(media: Part) -> Image.Image | None:
    """Return a logo's pixels; None for vector formats that can't be read here."""
    return open_picture(media.blob)


def theme_toml(company: Company, name: str, logo: str | None, extends: str = "base") -> str:
    """Return the text of a theme file with a template's palette, fonts and logo."""
    palette = brand_palette(company)
    base = base_colors(scheme_of(company.layouts[0]))
    original = {**base, **_accents(base, palette["text"])}
    brief, deck = brief_fonts(company), theme_fonts(company.masters[0])
    lines = [
        f'description = "From {Path(company.path).name}"',
        f'extends = "{extends}"',
        *([f'logo = "{logo}"'] if logo else []),
        "",
        "[template]",
        f'file = "{name}"',
        "",
        "[palette]",
        *_palette_lines(palette, original),
        "",
        "[fonts]",
        f"brief = {{{_pairs(brief)}}}",
        f"deck = {{{_pairs(deck)}}}",
    ]
    return "\n".join(lines) + "\n"


def _palette_lines(palette: Mapping[str, Color], original: Mapping[str, Color]) -> Iterator[str]:
    for token in SCHEME_SLOTS:
        was = original[token].hex
        note = f"  # {was} in the template, too light here" if palette[token].hex != was else ""
        if token in ("background", "surface", "text", "ink"):
            note = ""
        yield f'{token} = "#{palette[token].hex}"{note}'


def _pairs(fonts: Mapping[str, str]) -> str:
    return ", ".join(f'{role} = "{_escaped(family)}"' for role, family in fonts.items())


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
