"""Is every pair of a theme's colours readable? (WCAG 2.2, 1.4.3 and 1.4.11, level AA)."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.layout.theme import Medium, Style, Theme, contrast

TEXT_RATIO = 4.5
"""1.4.3 Contrast (Minimum): text."""
LARGE_RATIO = 3.0
"""1.4.3: text of 18 pt, or bold of 14 pt, and more; 1.4.11: graphics."""

_TEXT_PAIRS = (
    ("text", "background"), ("muted", "background"), ("ink", "background"),
    ("text", "surface"), ("muted", "surface"), ("text", "tint"), ("ink", "tint"),
    ("on-accent", "accent-1"), ("on-ink", "ink"), ("link", "background"),
    ("accent-1", "tint"), ("accent-1", "surface"), ("muted", "tint"),
    ("link", "surface"), ("visited", "background"), ("positive", "background"),
    ("negative", "background"),
)  # fmt: skip
_GRAPHIC_PAIRS = tuple((f"accent-{n}", "background") for n in range(1, 7))
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
        for name, style in theme.styles.get(medium, {}).items():
            back = _GROUNDS.get(style.color, "background")
            used = f"{medium}.styles.{name}"
            found.append(_weak(theme, style.color, back, needed_ratio(style), used))
    seen = {(w.front, w.back) for w in found if w and not w.used_by}
    return [w for w in found if w and (not w.used_by or (w.front, w.back) not in seen)]


def _weak(theme: Theme, front: str, back: str, needed: float, used: str = "") -> Weak | None:
    if front not in theme.palette or back not in theme.palette:
        return None
    ratio = contrast(theme.color(front).rgb, theme.color(back).rgb)
    return Weak(front, back, ratio, needed, used) if ratio < needed else None
