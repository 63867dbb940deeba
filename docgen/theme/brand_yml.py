"""A ``_brand.yml`` (Quarto's brand file: colours, typography, logo) read as a theme.

What it says of colours is held to WCAG 2.2 AA like any theme: a colour that wouldn't read is made
darker or lighter, which is told (DG733); what docgen makes nothing of is told too (DG734).
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, DocgenError, Location, did_you_mean
from docgen.foundation.files import THEME, Folders, read_file
from docgen.foundation.structs import Struct, field
from docgen.foundation.toml import TomlSource
from docgen.summary.sourcemap import SourceMap
from docgen.summary.yaml import load_yaml
from docgen.theme.file import ThemeFile
from docgen.theme.model import apply_luminance, contrast

NAMES = ("_brand.yml", "brand.yml", "_brand.yaml", "brand.yaml")
SUFFIXES = (".yml", ".yaml")
RGB = tuple[float, float, float]
_HEX = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$")
SEMANTIC = (
    "foreground",
    "background",
    "primary",
    "secondary",
    "tertiary",
    "success",
    "info",
    "warning",
    "danger",
    "light",
    "dark",
    "link",
)
KEYS = ("meta", "logo", "color", "typography", "defaults")
UNUSED = ("defaults",)
TEXT, GRAPHIC, STRONG = 4.6, 3.1, 9.0
"""Contrast that is aimed at: of text, of graphics, of the ink that covers are made of."""
STEP = 0.02
"""By which a colour's lightness is changed until it reads."""
SANS, SERIF, MONO = "Source Sans Pro", "Source Serif Pro", "Source Code Pro"


class _Brand(Struct):
    """A brand file under way: its data, places and findings, and the names of its colours."""

    data: Mapping[str, Any]
    places: SourceMap
    found: Diagnostics
    folder: Path
    named: dict[str, str] = field(default_factory=dict)

    def at(self, *path: str) -> Location:
        return self.places.value(path)

    def part(self, *path: str) -> Any:
        value: Any = self.data
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return value


def read_brand(path: Path, inside: Folders, found: Diagnostics) -> tuple[ThemeFile, TomlSource]:
    """Return a brand file as a theme's file, and where it stands.

    Notices are added to `found`. Raises DocgenError (DG302, DG304) for what can't be read.
    """
    try:
        text = read_file(path, THEME, inside).decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        wrong = Diagnostics()
        why = getattr(error, "strerror", None) or "is not UTF-8 text"
        wrong.error(codes.THEME_FILE, f"it {why}", Location(str(path)))
        raise DocgenError(wrong) from error
    places, wrong = SourceMap(str(path), text), Diagnostics()
    data = load_yaml(places, wrong)
    wrong.raise_errors()
    if not isinstance(data, dict):
        wrong.error(
            codes.THEME_FILE, "it isn't a mapping with color, typography, logo", Location(str(path))
        )
        wrong.raise_errors()
    brand = _Brand(data, places, wrong, path.parent)
    made = _theme(brand)
    wrong.raise_errors()
    found.extend(wrong)
    return ThemeFile.model_validate(made), TomlSource(str(path), "")


def _theme(brand: _Brand) -> dict[str, Any]:
    for key in brand.data:
        if key not in KEYS:
            hint = did_you_mean(str(key), KEYS)
            brand.found.error(
                codes.THEME_NAME, f'unknown key "{key}"', brand.places.key((key,)), hint
            )
        elif key in UNUSED:
            _unused(brand, key)
    colors = dict(_colors(brand))
    background = _rgb(colors.get("background", "#FFFFFF"))
    dark = contrast(background, (0.0, 0.0, 0.0)) < 4.0
    name = brand.part("meta", "name")
    if isinstance(name, dict):
        name = name.get("full") or name.get("short")
    made: dict[str, Any] = {
        "description": f"Brand: {name}" if name else "The project's brand",
        "extends": "midnight" if dark else "slate",
        "fonts": _fonts(brand),
    }
    if dark:  # paper stays white
        made["deck"] = {"palette": _palette(brand, colors, dark)}
        made["brief"] = {"palette": _paper(colors)}
    else:
        made["palette"] = _palette(brand, colors, dark)
    if logo := _logo(brand):
        made["logo"] = logo
    return made


# -- colours -----------------------------------------------------------------------------------


def _colors(brand: _Brand) -> Iterator[tuple[str, str]]:
    """Yield the semantic colours as ``#RRGGBB``."""
    section = brand.part("color")
    if section is None:
        return
    if not isinstance(section, dict):
        brand.found.error(codes.THEME_VALUE, '"color" should be a mapping', brand.at("color"))
        return
    named = section.get("palette")
    brand.named = {str(k): str(v) for k, v in named.items()} if isinstance(named, dict) else {}
    for key, value in section.items():
        if key == "palette":
            continue
        at = ("color", str(key))
        if key not in SEMANTIC:
            hint = did_you_mean(str(key), SEMANTIC)
            brand.found.error(codes.THEME_NAME, f'unknown colour "{key}"', brand.at(*at), hint)
        elif (color := _resolved(brand, value, at)) is not None:
            yield str(key), color


def _resolved(brand: _Brand, value: Any, at: tuple[str, ...], depth: int = 0) -> str | None:
    """Return a colour: as written, by its name in the palette, or of another part."""
    if isinstance(value, dict):  # a colour for light and one for dark pages
        value = value.get("light") or value.get("dark")
    text = str(value)
    if _HEX.match(text):
        digits = text[1:] if len(text) == 7 else "".join(c * 2 for c in text[1:])
        return f"#{digits.upper()}"
    other = brand.named.get(text)
    if other is None and text in SEMANTIC:
        other = brand.part("color", text)
    if other is None or depth > 8:
        hint = did_you_mean(text, [*brand.named, *SEMANTIC])
        message = f'"{text}" is no colour: "#RRGGBB", or a name of color.palette'
        brand.found.error(codes.THEME_VALUE, message, brand.at(*at), hint)
        return None
    return _resolved(brand, other, at, depth + 1)


def _palette(brand: _Brand, colors: Mapping[str, str], dark: bool) -> dict[str, str]:
    """Return the theme's palette; what wouldn't read is changed and told."""
    ground = _rgb(colors.get("background", "#FFFFFF"))
    text = _readable(
        brand, colors, "foreground", "#F1F5FA" if dark else "#1B2229", (ground,), STRONG
    )
    surface = _mixed(ground, text, 0.08 if dark else 0.045)
    tint = _mixed(ground, text, 0.13 if dark else 0.075)
    grounds = (ground, surface, tint)
    main = _readable(brand, colors, "primary", "#5CB8FF" if dark else "#0057B2", grounds, TEXT)
    link = _readable(
        brand, {"link": _hex(main), **colors}, "link", "#5CB8FF", (ground, surface), TEXT
    )
    ink_from = {"dark": _hex(text), **colors} if not dark else {"light": _hex(text), **colors}
    ink = with_contrast(_rgb(ink_from["light" if dark else "dark"]), (ground,), STRONG)
    made = {
        "text": _hex(text),
        "background": _hex(ground),
        "ink": _hex(ink),
        "surface": _hex(surface),
        "accent-1": _hex(main),
        "link": _hex(link),
    }
    others = (
        ("accent-2", "secondary", GRAPHIC),
        ("accent-3", "success", TEXT),
        ("accent-4", "danger", TEXT),
        ("accent-5", "warning", GRAPHIC),
        ("accent-6", "tertiary", GRAPHIC),
    )
    if "tertiary" not in colors and "info" in colors:
        others = (*others[:-1], ("accent-6", "info", GRAPHIC))
    usual = _USUAL_DARK if dark else _USUAL
    for token, key, needed in others:
        made[token] = _hex(_readable(brand, colors, key, usual[token], (ground,), needed))
    made["visited"] = _hex(with_contrast(_rgb(usual["visited"]), (ground, surface), TEXT))
    made["muted"] = _derived(
        "text", text, grounds, ((78, 0), (88, 0), (100, 0)) if dark else _PALER
    )
    made["tint"] = _derived_tint(surface, tint)
    made |= {"positive": "accent-3 100 0", "negative": "accent-4 100 0"}
    return made


_USUAL = {
    "accent-2": "#8795A4",
    "accent-3": "#007B61",
    "accent-4": "#871F1B",
    "accent-5": "#B07223",
    "accent-6": "#3B255B",
    "visited": "#5A3A78",
}
_USUAL_DARK = {
    "accent-2": "#677381",
    "accent-3": "#81DCA9",
    "accent-4": "#FF6B6C",
    "accent-5": "#FFE268",
    "accent-6": "#9577CA",
    "visited": "#BBA6E8",
}
"""Colours that a brand leaves open: those of slate and midnight."""
_PALER = ((65, 30), (70, 22), (80, 10), (90, 0), (100, 0))


def _derived(
    token: str, color: RGB, grounds: Iterable[RGB], choices: Iterable[tuple[int, int]]
) -> str:
    """Return the first change of luminance that still reads on all grounds."""
    grounds = tuple(grounds)
    for mod, off in choices:
        made = apply_luminance(color, mod / 100, off / 100)
        if all(contrast(made, ground) >= 4.55 for ground in grounds):
            return f"{token} {mod} {off}"
    return f"{token} 100 0"


def _derived_tint(surface: RGB, tint: RGB) -> str:
    """Return the tint as a change of the surface's luminance."""
    light = colorsys.rgb_to_hls(*surface)[1]
    share = colorsys.rgb_to_hls(*tint)[1] / max(light, 0.01)
    return f"surface {min(round(share * 100), 200)} 0"


def _paper(colors: Mapping[str, str]) -> dict[str, str]:
    """Return what briefs have of their own, where the brand's ground is dark."""
    white = ((1.0, 1.0, 1.0), (0.945, 0.955, 0.97))
    made = {}
    for token, key, needed in (("accent-1", "primary", 5.2), ("link", "link", 5.2)):
        if key in colors:
            made[token] = _hex(with_contrast(_rgb(colors[key]), white, needed))
    return made


def _readable(
    brand: _Brand,
    colors: Mapping[str, str],
    key: str,
    otherwise: str,
    grounds: Iterable[RGB],
    needed: float,
) -> RGB:
    """Return a colour that reads on all grounds; tell it (DG733) if it isn't the brand's own."""
    own = _rgb(colors.get(key, otherwise))
    made = with_contrast(own, tuple(grounds), needed)
    if made != own and brand.part("color", key) is not None:
        brand.found.notice(
            codes.BRAND_COLOR_CHANGED,
            f"{key} is {_hex(made)} instead of {_hex(own)}, to be read on its ground"
            f" ({needed:g}:1)",
            brand.at("color", key),
            "give a darker or lighter one to have it as it is",
        )
    return made


def with_contrast(color: RGB, grounds: Iterable[RGB], needed: float) -> RGB:
    """Return a colour, made darker or lighter until it has the contrast to all grounds."""
    grounds = tuple(grounds)
    darker = contrast(grounds[0], (0.0, 0.0, 0.0)) > contrast(grounds[0], (1.0, 1.0, 1.0))
    hue, light, sat = colorsys.rgb_to_hls(*color)
    while min(contrast(color, ground) for ground in grounds) < needed and 0 < light < 1:
        light = max(light - STEP, 0.0) if darker else min(light + STEP, 1.0)
        color = colorsys.hls_to_rgb(hue, light, sat)
        color = _rgb(_hex(color))
    return color


def _mixed(one: RGB, two: RGB, share: float) -> RGB:
    red, green, blue = (a + (b - a) * share for a, b in zip(one, two, strict=True))
    return _rgb(_hex((red, green, blue)))


def _rgb(value: str) -> RGB:
    red, green, blue = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(rgb: RGB) -> str:
    return "#" + "".join(f"{round(c * 255):02X}" for c in rgb)


# -- fonts and logo --------------------------------------------------------------------------------


def _fonts(brand: _Brand) -> dict[str, dict[str, str]]:
    """Return the families: decks name the brand's; briefs too, where its files are given."""
    deck: dict[str, str] = {}
    base = _family(brand, "base")
    headings = _family(brand, "headings") or base
    mono = _family(brand, "monospace")
    for role, family in (("body", base), ("heading", headings), ("mono", mono)):
        if family:
            deck[role] = family
    shipped = _files(brand)
    brief = {role: family for role, family in deck.items() if family in shipped}
    for family in dict.fromkeys(f for r, f in deck.items() if f not in shipped):
        message = (
            f'briefs are set in another family than "{family}": a PDF embeds fonts, and the'
            " brand gives no file of it"
        )
        hint = "typography.fonts with source: file, its files in a folder called fonts"
        at = brand.at("typography")
        brand.found.notice(codes.BRAND_UNUSED, message, at, hint)
    return {"deck": deck, "brief": brief}


def _family(brand: _Brand, key: str) -> str | None:
    value = brand.part("typography", key)
    if isinstance(value, dict):
        for other in value:
            if other != "family":
                _unused(brand, "typography", key, str(other))
        value = value.get("family")
    return str(value) if value else None


def _files(brand: _Brand) -> set[str]:
    """Return the families whose files are in the folder ``fonts`` beside the brand file."""
    listed = brand.part("typography", "fonts")
    found = set()
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and one.get("source") == "file" and one.get("family"):
            files = one.get("files")
            paths = [
                str(f.get("path") if isinstance(f, dict) else f)
                for f in (files if isinstance(files, list) else ())
            ]
            if paths and all(Path(path).parts[:1] == ("fonts",) for path in paths):
                found.add(str(one["family"]))
    return found | {SANS, SERIF, MONO}


def _logo(brand: _Brand) -> str | None:
    """Return the path of the brand's logo: the medium one first; PNG and JPEG only."""
    section = brand.part("logo")
    if section is None:
        return None
    images = brand.part("logo", "images") or {}
    choices: list[Any] = [section] if isinstance(section, str) else []
    if isinstance(section, dict):
        choices = [section.get(size) for size in ("medium", "small", "large")]
    for choice in choices:
        while isinstance(choice, dict):
            choice = choice.get("path") or choice.get("light") or choice.get("dark")
        named = images.get(choice) if isinstance(images, dict) else None
        path = named.get("path") if isinstance(named, dict) else named or choice
        if isinstance(path, str):
            if Path(path).suffix.lower() in (".png", ".jpg", ".jpeg"):
                return path
            message = f'the logo "{path}" isn\'t shown: it is no PNG or JPEG'
            brand.found.notice(
                codes.BRAND_UNUSED, message, brand.at("logo"), "give one of these too"
            )
    return None


def _unused(brand: _Brand, *path: str) -> None:
    brand.found.notice(
        codes.BRAND_UNUSED,
        f"docgen makes nothing of {'.'.join(path)}",
        brand.places.key(path),
        "a theme of your own says more: extends, styles, lengths",
    )
