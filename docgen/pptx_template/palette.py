"""The deck's palette from a template: tokens on its theme's slots, readable on its ground."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Mapping, Sequence

from docgen.ooxml.colors import MAPPED
from docgen.pptx_template.colors import RGB, Paint, Scheme
from docgen.theme.model import SCHEME_SLOTS, Color, apply_luminance, contrast

TEXT, LARGE = 4.5, 3.0
"""WCAG 2.2 AA: text, and large text or graphics."""
BLACK_INK = Color("slot-black", "slot-black", rgb=(0.0, 0.0, 0.0))
WHITE_INK = Color("slot-white", "slot-white", rgb=(1.0, 1.0, 1.0))
"""For grounds on which none of the theme's own colours reads."""
GREY = 0.18
"""Least saturation of what is called a colour."""
GREENS, REDS = (75.0, 190.0), (340.0, 385.0)
STEPS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2)
FADES_DARK = ((0.65, 0.30), (0.75, 0.20), (0.85, 0.12), (1.0, 0.0))
FADES_LIGHT = ((0.75, 0.0), (0.85, 0.0), (0.92, 0.0), (1.0, 0.0))
"""Muted text on light and on dark grounds, the most faded first."""


def base_colors(scheme: Scheme) -> dict[str, Color]:
    """Return our base tokens with the template's colours, under its colour map."""
    found = {}
    for token, slot in SCHEME_SLOTS.items():
        rgb = scheme.slots[scheme.slot(MAPPED.get(slot, slot))]
        found[token] = Color(token, token, rgb=rgb)
    return found


def token_of(paint: Paint | None, scheme: Scheme) -> Color:
    """Return a template's colour as one of ours: a slot's token, else a literal one."""
    if paint is None:
        return Color("slot-text", "text", rgb=scheme.slots[scheme.slot("tx1")])
    names = {slot: name for name, slot in scheme.names.items()}
    if paint.slot is not None and not paint.changed:
        name = names.get(paint.slot, paint.slot)
        for token, slot in SCHEME_SLOTS.items():
            if MAPPED.get(slot, slot) == name:
                return Color(f"slot-{token}", token, rgb=paint.rgb)
    return Color(f"rgb-{paint.hex}", f"rgb-{paint.hex}", rgb=paint.rgb)


def template_palette(scheme: Scheme, ground: RGB, title: Color | None) -> dict[str, Color]:
    """Return every token for a ground; base tokens may stand on another slot than ours."""
    base = base_colors(scheme)
    slots = [base[name] for name in ("text", "background", "ink", "surface")]
    text = _readable("text", slots, ground)
    if not _ok(text, ground):  # none of the theme's own colours reads
        text = _named("text", best_on((text, BLACK_INK, WHITE_INK), ground))
    back = _opposite(text, base, ground)
    dark = _luma(text.rgb) > _luma(ground)
    found = {"text": text, "background": back}
    found["surface"] = _surface(base["surface"], back, text, ground, dark)
    for number, color in enumerate(ordered_accents(base, text), 1):
        least = TEXT if number == 1 else LARGE
        found[f"accent-{number}"] = visible(_named(f"accent-{number}", color), ground, least)
    inks = [base["ink"]] if title is None else [title, base["ink"]]
    found["ink"] = _named("ink", next((c for c in inks if _ok(c, ground)), text))
    for name in ("link", "visited"):
        found[name] = visible(base[name], ground, TEXT)
    return found | _derived(found, ground, dark)


def _derived(found: Mapping[str, Color], ground: RGB, dark: bool) -> dict[str, Color]:
    text, first = found["text"], found["accent-1"]
    more = {"tint": _tint(first, text, dark)}
    grounds = (ground, found["surface"].rgb, more["tint"].rgb)
    fades = FADES_LIGHT if dark else FADES_DARK
    faded = [changed("muted", text, *one) for one in fades]
    more["muted"] = next(
        (c for c in faded if all(contrast(c.rgb, g) >= TEXT for g in grounds)), faded[-1]
    )
    more["faint"] = changed("faint", text, *((0.55, 0.0) if dark else (0.5, 0.5)))
    more["rule"] = changed("rule", text, *((0.45, 0.0) if dark else (0.2, 0.8)))
    both = (found["background"], text)
    more["on-accent"] = _named("on-accent", max(both, key=lambda c: contrast(c.rgb, first.rgb)))
    ink = found["ink"]
    more["on-ink"] = _named("on-ink", max(both, key=lambda c: contrast(c.rgb, ink.rgb)))
    for name, hues in (("positive", GREENS), ("negative", REDS)):
        more[name] = _named(name, visible(_hued(found, hues) or text, ground, TEXT))
    return more


def ordered_accents(base: Mapping[str, Color], text: Color) -> list[Color]:
    """Return the six accents in our order: the second is quiet, beside stressed ones."""
    six = [base[f"accent-{n}"] for n in range(1, 7)]
    quiet = next((c for c in six[1:] if _saturation(c.rgb) < GREY), None)
    rest = [c for c in six[1:] if c is not quiet]
    if quiet is None:
        quiet = changed("quiet", text, *((0.55, 0.0) if _luma(text.rgb) > 0.5 else (0.5, 0.5)))
    return [six[0], quiet, *rest][:6]


def _saturation(rgb: RGB) -> float:
    return colorsys.rgb_to_hls(*rgb)[2]


def _hued(found: Mapping[str, Color], hues: tuple[float, float]) -> Color | None:
    """Return the first accent of a range of hues (degrees; a range may pass 360)."""
    for number in range(1, 7):
        color = found[f"accent-{number}"]
        hue = colorsys.rgb_to_hls(*color.rgb)[0] * 360
        inside = hues[0] <= hue <= hues[1] or hues[0] <= hue + 360 <= hues[1]
        if inside and _saturation(color.rgb) >= GREY:
            return color
    return None


def changed(token: str, color: Color, mod: float, off: float) -> Color:
    """Return a colour with a change of luminance on top, under another token."""
    lum_mod, lum_off = round(color.lum_mod * mod, 4), round(color.lum_off * mod + off, 4)
    return Color(token, color.base, lum_mod, lum_off, apply_luminance(color.rgb, mod, off))


def visible(color: Color, ground: RGB, least: float) -> Color:
    """Return a colour, darkened or lightened as little as makes it visible on a ground."""
    best = color
    for lighter in (_luma(ground) < 0.18, _luma(ground) >= 0.18):
        for step in STEPS:
            one = changed(color.token, color, step, 1 - step if lighter else 0.0)
            if contrast(one.rgb, ground) >= least:
                return one
            if contrast(one.rgb, ground) > contrast(best.rgb, ground):
                best = one
    return best


def _named(token: str, color: Color) -> Color:
    return Color(token, color.base, color.lum_mod, color.lum_off, color.rgb)


def _luma(rgb: RGB) -> float:
    return contrast(rgb, (0.0, 0.0, 0.0)) * 0.05 - 0.05


def _ok(color: Color, ground: RGB) -> bool:
    return contrast(color.rgb, ground) >= TEXT


def _readable(token: str, choices: Sequence[Color], ground: RGB) -> Color:
    """Return the first colour that reads on a ground, else the one that reads best."""
    good = [c for c in choices[:2] if contrast(c.rgb, ground) >= TEXT]
    return _named(token, good[0] if good else best_on(choices, ground))


def best_on(choices: Iterable[Color], ground: RGB) -> Color:
    """Return the colour of most contrast with a ground."""
    return max(choices, key=lambda c: contrast(c.rgb, ground))


def _opposite(text: Color, base: Mapping[str, Color], ground: RGB) -> Color:
    """Return what stands for the page: the light or dark slot nearest to the ground."""
    others = [base[t] for t in ("background", "text", "surface", "ink")]
    readable = [c for c in others if contrast(c.rgb, text.rgb) >= TEXT]
    near = min(readable or others, key=lambda c: contrast(c.rgb, ground))
    return _named("background", near)


def _surface(surface: Color, back: Color, text: Color, ground: RGB, dark: bool) -> Color:
    if contrast(surface.rgb, text.rgb) >= TEXT * 1.4 and contrast(surface.rgb, ground) < 2.0:
        return surface
    off = (0.85, 0.12) if dark else (0.95, 0.0)
    return changed("surface", back, *off)


def _tint(first: Color, text: Color, dark: bool) -> Color:
    steps = (0.45, 0.35, 0.25, 0.15) if dark else (0.12, 0.08, 0.05)
    tints = [changed("tint", first, s, 0.0 if dark else 1 - s) for s in steps]
    return next((t for t in tints if contrast(t.rgb, text.rgb) >= TEXT * 1.3), tints[-1])
