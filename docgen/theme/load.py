"""Read theme files: ``extends``, palette, styles, lengths; checked with places and hints."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, Location, did_you_mean
from docgen.foundation.files import FONT, THEME, FileError, check_inside, note_folder
from docgen.foundation.toml import Codes, TomlSource, must_read
from docgen.foundation.toml_text import TomlError, parse_toml
from docgen.theme.art import BRIEF_SCENES, DECK_SCENES, Art, ArtShape, Box, Scene
from docgen.theme.art_contrast import weak_places
from docgen.theme.brand_yml import SUFFIXES, read_brand, with_contrast
from docgen.theme.file import (
    ArtFile,
    FontsFile,
    MediumFile,
    ShapeFile,
    StyleFile,
    TemplateFile,
    ThemeFile,
    split_color,
)
from docgen.theme.model import SCHEME_SLOTS, Color, Medium, Style, Theme, apply_luminance, contrast

TEXT_RATIO = 4.5
"""1.4.3 Contrast (Minimum): text."""
LARGE_RATIO = 3.0
"""1.4.3: text of 18 pt, or bold of 14 pt, and more; 1.4.11: graphics."""

_TEXT_PAIRS = (
    ("text", "background"),
    ("muted", "background"),
    ("ink", "background"),
    ("text", "surface"),
    ("muted", "surface"),
    ("text", "tint"),
    ("ink", "tint"),
    ("on-accent", "accent-1"),
    ("on-ink", "ink"),
    ("link", "background"),
    ("accent-1", "tint"),
    ("accent-1", "surface"),
    ("muted", "tint"),
    ("link", "surface"),
    ("visited", "background"),
    ("positive", "background"),
    ("negative", "background"),
)
_GRAPHIC_PAIRS = tuple((f"accent-{n}", "background") for n in range(1, 7))
ON_ART = {
    ("deck", name)
    for name in ("center-title", "subtitle", "cover-kicker", "details", "section-title")
} | {("deck", "closing-title")}
"""Styles of texts that stand on what a theme draws."""
_GROUNDS = {"on-accent": "accent-1", "on-ink": "ink"}


@dataclass(frozen=True, slots=True)
class Weak:
    """A pair with too little contrast."""

    front: str
    back: str
    ratio: float
    needed: float
    used_by: str = ""
    """``brief.styles.meta`` when a style makes the pair."""


def needed_ratio(style: Style) -> float:
    """Return the ratio that text of a style needs (WCAG 2.2, "large scale")."""
    large = style.size >= 18 or (style.bold and style.size >= 14)
    return LARGE_RATIO if large else TEXT_RATIO


def weak_pairs(theme: Theme) -> list[Weak]:
    """Return every pair of `theme` under its ratio, palette pairs first."""
    found = [_weak(theme, front, back, TEXT_RATIO) for front, back in _TEXT_PAIRS]
    found += [_weak(theme, front, back, LARGE_RATIO) for front, back in _GRAPHIC_PAIRS]
    media: tuple[Medium, ...] = ("brief", "deck")
    for medium in media:
        own = theme.of(medium)
        if own is not theme:
            found += [_weak(own, front, back, TEXT_RATIO) for front, back in _TEXT_PAIRS]
            found += [_weak(own, front, back, LARGE_RATIO) for front, back in _GRAPHIC_PAIRS]
        for name, style in theme.styles.get(medium, {}).items():
            back = _GROUNDS.get(style.color, "background")
            used = f"{medium}.styles.{name}"
            if (medium, name) in ON_ART:
                continue  # judged where they stand: `docgen.typeset.master_contrast`
            found.append(_weak(own, style.color, back, needed_ratio(style), used))
    seen = {(w.front, w.back) for w in found if w and not w.used_by}
    return [w for w in found if w and (not w.used_by or (w.front, w.back) not in seen)]


def _weak(theme: Theme, front: str, back: str, needed: float, used: str = "") -> Weak | None:
    if front not in theme.palette or back not in theme.palette:
        return None
    ratio = contrast(theme.color(front).rgb, theme.color(back).rgb)
    return Weak(front, back, ratio, needed, used) if ratio < needed else None


CODES = Codes(
    unreadable=codes.THEME_FILE, key=codes.THEME_NAME, value=codes.THEME_VALUE, kind=THEME
)
DERIVED = ("muted", "faint", "rule", "tint", "on-accent", "on-ink", "positive", "negative")
"""Tokens made of base tokens; the writers count on them."""
TOKENS = (*SCHEME_SLOTS, *DERIVED)
MASTHEADS = ("rule", "band", "tint", "frame", "side", "heavy", "centered")
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "tile": ("plain", "tint", "rule"),
    "title-slide": ("dark", "light"),
    "section-slide": ("dark", "light", "accent"),
    "banner": ("known", "always", "never"),
    "masthead": MASTHEADS,
    "running-head": ("rule", "plain", "bar"),
    "embed-fonts": ("no", "yes"),
}
MEDIA: tuple[Medium, ...] = ("brief", "deck")
BRIEF_BODY_MIN, DECK_BODY_MIN, DECK_TABLE_MIN = 8.5, 12.0, 10.0
_MINIMA = {
    ("brief", "body"): BRIEF_BODY_MIN,
    ("deck", "body"): DECK_BODY_MIN,
    ("deck", "table-cell"): DECK_TABLE_MIN,
}


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """A theme's file, and where it may read from."""

    path: Path
    folders: tuple[Path, ...]
    """Where the theme's logo and its template must lie."""
    given: bool = False
    """Named by its path: the file itself may lie anywhere."""
    origin: str = "stock"
    """``stock``, ``project``, or the package of a plug-in."""


Find = Callable[[str], FoundTheme]
"""Name of a theme to its file; raises `DocgenError` if there is none."""


def load_theme(start: FoundTheme, find: Find) -> Theme:
    """Return the theme of a TOML file, with all that it extends.

    Raises `DocgenError` with every finding: TOML, unknown keys, tokens and styles, wrong
    values, sizes under the bounds, and pairs of colours with too little contrast.
    """
    theme, source = _load(start, find, ())
    found = Diagnostics()
    _check_whole(theme, source, found)
    found.raise_errors()
    return theme


_CIRCLE = 'let the first of them extend a stock theme: extends = "base"'


def _load(start: FoundTheme, find: Find, chain: tuple[Path, ...]) -> tuple[Theme, TomlSource]:
    path = start.path
    inside = None if start.given else start.folders
    found, noticed = Diagnostics(), Diagnostics()
    if path.suffix in SUFFIXES:
        file, source = read_brand(path, inside, noticed)
    else:
        file, source = must_read(path, ThemeFile, CODES, inside=inside)
    _check_inside(file, source, start, found)
    parent = Theme(name="")
    if file.extends is not None:
        target = find(file.extends)
        at = source.locate(["extends"])
        if target.given:  # by a theme, and so not anywhere
            _stay(target.path, start, at, found)
            found.raise_errors()
        if target.path in (*chain, path):
            names = " > ".join(p.stem for p in (*chain, path, target.path))
            found.error(codes.THEME_CIRCLE, f"themes extend each other: {names}", at, _CIRCLE)
            found.raise_errors()
        parent, _ = _load(target, find, (*chain, path))
    theme = _merge(parent, file, source, found)
    found.raise_errors()
    return replace(theme, findings=(*parent.findings, *noticed)), source


def _merge(parent: Theme, file: ThemeFile, source: TomlSource, found: Diagnostics) -> Theme:
    folder = Path(source.path).parent
    palette = _palette(parent, file.palette, ["palette"], source, found)
    own = {m: _own_colors(parent, file, m) for m in MEDIA}
    return replace(
        parent,
        name=Path(source.path).stem.removeprefix("_"),
        description=file.description or parent.description,
        palette=palette,
        medium_colors=own,
        medium_palettes={
            m: _palette(replace(parent, palette=palette), colors, [m, "palette"], source, found)
            for m, colors in own.items()
            if colors
        },
        art=_scenes(parent, file, folder, palette, source, found),
        fonts={m: _fonts(parent, getattr(file.fonts, m), m) for m in MEDIA},
        styles={m: _styles(parent, _medium(file, m), m, palette, source, found) for m in MEDIA},
        lengths={m: _lengths(parent, _medium(file, m), m, source, found) for m in MEDIA},
        options={m: _options(parent, _medium(file, m), m, source, found) for m in MEDIA},
        fallback={**parent.fallback, **{k: tuple(v) for k, v in file.fonts.fallback.items()}},
        font_folders=(*_font_folders(folder), *parent.font_folders),
        logo=str((folder / file.logo).absolute()) if file.logo else parent.logo,
        document={**parent.document, **_document(file, folder)},
        markings={**parent.markings, **file.markings},
        template=_template(file, folder) or parent.template,
        template_layouts={**parent.template_layouts, **_template_layouts(file)},
        template_keep=_template_keep(file) or parent.template_keep,
        path=source.path,
    )


def _document(file: ThemeFile, folder: Path) -> dict[str, str | bool]:
    given: dict[str, str | bool] = file.document.model_dump(exclude_none=True)
    if "cover" in given:
        given["cover"] = str((folder / str(given["cover"])).absolute())
    return given


def _check_inside(
    file: ThemeFile, source: TomlSource, start: FoundTheme, found: Diagnostics
) -> None:
    """Report a logo or a template that leads out of the project (DG119)."""
    folder = start.path.parent
    pictures = [(file.logo, ["logo"]), (file.document.cover, ["document", "cover"])]
    for medium, scenes in (("deck", file.deck), ("brief", file.brief)):
        for scene in (*DECK_SCENES, *BRIEF_SCENES):
            shapes = getattr(getattr(scenes, scene, None), "shapes", None) or ()
            pictures += [(one.file, [medium, scene]) for one in shapes if one.file]
    for name, keys in pictures:
        if not name:
            continue
        at = source.locate(keys)
        _stay(folder / name, start, at, found)
        if not found.errors and not (folder / name).is_file():
            hint = f"a PNG or JPEG, from the folder of the theme ({folder.name}/)"
            what = "logo" if keys == ["logo"] else "picture"
            found.error(codes.THEME_VALUE, f'the {what} "{name}" doesn\'t exist', at, hint)
    template = _template(file, folder)
    if template:
        _stay(Path(template), start, source.locate(["template"]), found)


def _stay(path: Path, start: FoundTheme, at: Location, found: Diagnostics) -> None:
    try:
        check_inside(path, start.folders)
    except FileError as error:
        hint = "keep what a theme uses in its project"
        found.error(codes.OUTSIDE_PROJECT, f'"{path.name}" {error.strerror}', at, hint)


def _font_folders(folder: Path) -> tuple[str, ...]:
    """Return where a theme's own fonts lie: in ``fonts`` beside it."""
    fonts = folder / "fonts"
    note_folder(fonts, FONT)
    return (str(fonts.absolute()),) if fonts.is_dir() else ()


def _template(file: ThemeFile, folder: Path) -> str | None:
    name = file.template.file if isinstance(file.template, TemplateFile) else file.template
    return os.path.normpath((folder / name).absolute()) if name else None


def _template_layouts(file: ThemeFile) -> dict[str, str | int]:
    if not isinstance(file.template, TemplateFile):
        return {}
    chosen: dict[str, str | int] = file.template.layouts.model_dump(
        by_alias=True, exclude_none=True
    )
    return chosen


def _template_keep(file: ThemeFile) -> tuple[int, ...]:
    if not isinstance(file.template, TemplateFile):
        return ()
    return tuple(sorted(set(file.template.keep)))


def _medium(file: ThemeFile, medium: Medium) -> MediumFile:
    return file.brief if medium == "brief" else file.deck


def _own_colors(parent: Theme, file: ThemeFile, medium: Medium) -> dict[str, str]:
    """Return what a medium has of its own; what the theme says for all goes before its parent's."""
    before = parent.medium_colors.get(medium, {})
    kept = {token: color for token, color in before.items() if token not in file.palette}
    return kept | _medium(file, medium).palette


def _scenes(
    parent: Theme,
    file: ThemeFile,
    folder: Path,
    palette: Mapping[str, Color],
    source: TomlSource,
    found: Diagnostics,
) -> dict[Scene, Art]:
    scenes = dict(parent.art)
    given: tuple[tuple[Medium, Scene, ArtFile], ...] = (
        ("deck", "cover", file.deck.cover),
        ("deck", "divider", file.deck.divider),
        ("deck", "content", file.deck.content),
        ("deck", "closing", file.deck.closing),
        ("brief", "first", file.brief.first),
        ("brief", "pages", file.brief.pages),
    )
    for medium, scene, art in given:
        if not art.model_fields_set:
            continue
        keys: list[str] = [medium, scene]
        _check_art(art, keys, palette, source, found)
        before = scenes.get(scene, Art())
        drawn = (
            before.shapes if art.shapes is None else tuple(_shape(s, folder) for s in art.shapes)
        )
        scenes[scene] = Art(
            background=art.background or before.background,
            shapes=drawn,
            places={**before.places, **art.places.model_dump(exclude_none=True)},
            colors={**before.colors, **art.colors.model_dump(exclude_none=True)},
            anchor=art.anchor or before.anchor,
            align=art.align or before.align,
        )
    return scenes


WHOLE: Box = (0.0, 0.0, "100%", "100%")


def _shape(shape: ShapeFile, folder: Path) -> ArtShape:
    return ArtShape(
        kind=shape.kind,
        box=shape.box or WHOLE,
        points=tuple(shape.points),
        corner=shape.corner,
        fill=shape.fill,
        gradient=tuple(shape.gradient),
        angle=shape.angle,
        stroke=shape.stroke,
        width=shape.width,
        radius=shape.radius,
        dash=shape.dash,
        file=str((folder / shape.file).absolute()) if shape.file else None,
        no_picture=shape.no_picture,
        repeat=shape.repeat,
        step=shape.step,
    )


def _check_art(
    art: ArtFile,
    keys: list[str],
    palette: Mapping[str, Color],
    source: TomlSource,
    found: Diagnostics,
) -> None:
    """Report colours that the palette lacks, and shapes that lack what makes them."""
    named = [([*keys, "colors", k], v) for k, v in art.colors.model_dump(exclude_none=True).items()]
    for number, shape in enumerate(art.shapes or ()):
        at = [*keys, "shapes", str(number)]
        named += [([*at, "gradient"], one) for one in shape.gradient]
        named += [([*at, k], v) for k, v in (("fill", shape.fill), ("stroke", shape.stroke)) if v]
        wrong = ""
        if shape.kind == "polygon" and len(shape.points) < 3:
            wrong = "a polygon needs three points or more"
        elif shape.kind != "polygon" and shape.box is None:
            wrong = f"a shape of kind {shape.kind} needs a box"
        elif shape.kind == "picture" and not shape.file:
            wrong = "a picture needs a file"
        elif len(shape.gradient) == 1:
            wrong = "a gradient needs two colours or more"
        if wrong:
            found.error(codes.THEME_VALUE, wrong, source.locate(at))
    for where, color in named:
        token = color.split(" ")[0]
        if token.startswith("#") or token not in palette:
            hint = did_you_mean(token, palette)
            found.error(
                codes.THEME_NAME, f'unknown colour token "{color}"', source.locate(where), hint
            )


def _palette(
    parent: Theme,
    colors: Mapping[str, str],
    keys: list[str],
    source: TomlSource,
    found: Diagnostics,
) -> dict[str, Color]:
    raw = {token: _written(color) for token, color in parent.palette.items()} | dict(colors)
    for token in colors:
        if token not in TOKENS:
            at = source.locate([*keys, token])
            found.error(
                codes.THEME_NAME, f'unknown colour token "{token}"', at, did_you_mean(token, TOKENS)
            )
    base = {t: Color(t, t, rgb=_rgb(v)) for t, v in raw.items() if v.startswith("#")}
    for token in sorted(set(base).intersection(DERIVED)):
        at = source.locate([*keys, token])
        hint = f'derive it from a base token, such as {token} = "text 65 35"'
        found.error(codes.THEME_VALUE, f'"{token}" cannot be a colour of its own', at, hint)
    palette = dict(base)
    for token, value in raw.items():
        if value.startswith("#"):
            continue
        name, mod, off = split_color(value)
        if name not in base or token in SCHEME_SLOTS:
            at = source.locate([*keys, token])
            message = f'the colour "{token}" is "{value}", which is no colour'
            if token in SCHEME_SLOTS:
                hint = 'write six hexadecimal digits, such as "#235F9C"'
            else:
                hint = 'write a colour with its shares, such as "text 65 35"; ' + did_you_mean(
                    name, base
                )
            found.error(codes.THEME_VALUE, message, at, hint)
            continue
        palette[token] = Color(token, name, mod, off, apply_luminance(base[name].rgb, mod, off))
    return palette


def _written(color: Color) -> str:
    if color.token == color.base:
        return f"#{color.hex}"
    return f"{color.base} {round(color.lum_mod * 100)} {round(color.lum_off * 100)}"


def _rgb(value: str) -> tuple[float, float, float]:
    red, green, blue = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _fonts(parent: Theme, file: FontsFile, medium: Medium) -> dict[str, str]:
    return dict(parent.fonts.get(medium, {})) | file.model_dump(exclude_none=True)


def _styles(
    parent: Theme,
    file: MediumFile,
    medium: Medium,
    palette: Mapping[str, Color],
    source: TomlSource,
    found: Diagnostics,
) -> dict[str, Style]:
    styles = dict(parent.styles.get(medium, {}))
    root = not styles
    for name, change in file.styles.items():
        keys = [medium, "styles", name]
        known = styles.get(change.like or name)
        if known is None and not root:
            wanted, key = (change.like, [*keys, "like"]) if change.like else (name, keys)
            hint = did_you_mean(str(wanted), styles)
            if not change.like:
                hint += '; a style of your own needs like = "body"'
            found.error(codes.THEME_NAME, f'unknown style "{wanted}"', source.locate(key), hint)
            continue
        styles[name] = _style(known or Style(name), name, change)
        color = styles[name].color
        if color not in palette:
            at = source.locate([*keys, "color"])
            found.error(
                codes.THEME_NAME,
                f'unknown colour token "{color}"',
                at,
                did_you_mean(color, palette),
            )
    return styles


def _style(start: Style, name: str, change: StyleFile) -> Style:
    given = change.model_dump(exclude_none=True, exclude={"like"})
    return replace(start, name=name, **given)


def _lengths(
    parent: Theme, file: MediumFile, medium: Medium, source: TomlSource, found: Diagnostics
) -> dict[str, float]:
    known = dict(parent.lengths.get(medium, {}))
    _check_names(known, file.lengths, [medium, "lengths"], "length", source, found)
    return known | file.lengths


def _options(
    parent: Theme, file: MediumFile, medium: Medium, source: TomlSource, found: Diagnostics
) -> dict[str, str]:
    known = dict(parent.options.get(medium, {}))
    _check_names(known, file.options, [medium, "options"], "option", source, found)
    for name, value in file.options.items():
        if value not in OPTIONS.get(name, (value,)):
            at = source.locate([medium, "options", name])
            found.error(
                codes.THEME_VALUE,
                f'unknown {name} "{value}"',
                at,
                did_you_mean(value, OPTIONS[name]),
            )
    return known | file.options


def _check_names(
    known: Iterable[str],
    given: Iterable[str],
    keys: list[str],
    noun: str,
    source: TomlSource,
    found: Diagnostics,
) -> None:
    names = list(known)
    for name in given:
        if names and name not in names:
            at = source.locate([*keys, name])
            found.error(codes.THEME_NAME, f'unknown {noun} "{name}"', at, did_you_mean(name, names))


def _check_whole(theme: Theme, source: TomlSource, found: Diagnostics) -> None:
    missing = [t for t in TOKENS if t not in theme.palette]
    if missing:
        names = ", ".join(missing)
        at = source.locate(["palette"])
        found.error(
            codes.THEME_NAME, f"the palette lacks {names}", at, 'extend "base" to start from all'
        )
    for (medium, name), least in _MINIMA.items():
        style = theme.styles["brief" if medium == "brief" else "deck"].get(name)
        if style and min(style.size, style.min_size or style.size) < least:
            at = source.locate([medium, "styles", name])
            found.error(codes.THEME_VALUE, f"{medium} {name} may not go under {least:g} pt", at)
    for place in weak_places(theme) if not missing and theme.lengths["deck"] else ():
        under = f'on "{place.back}"' if place.back else "on a picture"
        found.error(
            codes.LOW_CONTRAST,
            f'the {place.place} of the {place.scene} slide, "{place.front}" {under}, has a'
            f" contrast of {place.ratio:.2f}:1, needs {place.needed:g}:1 (WCAG 2.2 AA)",
            *_contrast_at(
                theme.of("deck"),
                (place.front, place.back),
                source,
                ["deck", place.scene],
                "move the text or the shape, or give the text another colour",
            ),
        )
    told: set[tuple[str, Location]] = set()
    for weak in weak_pairs(theme):
        keys = weak.used_by.split(".") if weak.used_by else ["palette", weak.front]
        message = (
            f'"{weak.front}" on "{weak.back}" has a contrast of {weak.ratio:.2f}:1,'
            f" needs {weak.needed:g}:1 (WCAG 2.2 AA)"
        )
        pair = (weak.front, weak.back)
        own = theme.of("deck") if keys[0] == "deck" else theme
        at, hint = _contrast_at(own, pair, source, keys, "make one darker or lighter")
        if (message, at) not in told:  # styles that share two colours
            told.add((message, at))
            found.error(codes.LOW_CONTRAST, message, at, hint)


def _contrast_at(
    theme: Theme, pair: tuple[str, str], source: TomlSource, keys: list[str], hint: str
) -> tuple[Location, str]:
    """Return where a theme's file makes two colours too alike, and what to do.

    That is a colour of its own palette, unless the file itself says what stands at `keys`.
    The colour that is offered reads on and under all that the file's own doesn't.
    """
    front, back = pair
    said = keys[0] != "palette" and _has(source, keys)
    both = [(back, front), (front, back)] if front and back and not said else []
    for one, other in both:
        for own in (["deck", "palette", one], ["brief", "palette", one], ["palette", one]):
            if _has(source, own):
                weak = [(w.front, w.back, w.needed) for w in weak_pairs(theme)]
                weak += [(w.front, w.back, w.needed) for w in weak_places(theme)]
                others = {
                    *(f for f, b, _ in weak if b == one),
                    *(b for f, b, _ in weak if f == one),
                }
                grounds = [theme.color(o).rgb for o in sorted(others - {""} | {other})]
                needed = max((n for f, b, n in weak if one in (f, b)), default=TEXT_RATIO)
                rgb = with_contrast(theme.color(one).rgb, grounds, needed)
                code = "#" + "".join(f"{round(c * 255):02X}" for c in rgb)
                return source.locate(own), f'make it darker or lighter, such as {one} = "{code}"'
    return source.locate(keys), hint


def _has(source: TomlSource, keys: list[str]) -> bool:
    """Say whether a file itself says something of a key."""
    try:
        there: Any = parse_toml(source.text)
    except TomlError:  # a _brand.yml
        return False
    for key in keys:
        if not isinstance(there, dict) or key not in there:
            return False
        there = there[key]
    return True
