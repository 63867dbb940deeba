"""The colours of charts, as colour-blind readers and grey printers see them, in every theme.

Colour vision deficiencies are simulated by G. M. Machado, M. M. Oliveira and L. A. F. Fernandes,
"A Physiologically-based Model for Simulation of Color Vision Deficiency" (IEEE TVCG 15(6), 2009),
at full severity; differences are CIEDE2000; lightness is that of CIELAB (D65). All by ColorAide.
"""

from __future__ import annotations

from itertools import combinations

import pytest
from coloraide import Color

from docgen.layout import list_themes
from docgen.theme.model import Medium, Theme

DEFICIENCIES = ("deutan", "protan", "tritan")
LEAST_DIFFERENCE = 9.0
"""CIEDE2000 of any two accents, as each kind of reader sees them; 2 to 3 are just told apart."""
LEAST_GREY = 6.5
"""Difference in lightness (L*, of 100) of any two accents printed in grey."""
CASES = [
    (theme, medium)
    for theme in list_themes(None)
    if theme.name != "base"
    for medium in ("brief", "deck")
]


def accents(theme: Theme, medium: Medium) -> list[Color]:
    own = theme.of(medium)
    return [Color(f"#{own.color(f'accent-{n}').hex}") for n in range(1, 7)]


def seen(color: Color, deficiency: str | None) -> Color:
    return color.filter(deficiency, method="machado") if deficiency else color


def least(colors: list[Color], deficiency: str | None) -> float:
    shown = [seen(color, deficiency) for color in colors]
    return min(one.delta_e(two, method="2000") for one, two in combinations(shown, 2))


def grey_steps(colors: list[Color]) -> float:
    lights = [color.convert("lab-d65")["lightness"] for color in colors]
    return min(abs(one - two) for one, two in combinations(lights, 2))


@pytest.mark.parametrize(("theme", "medium"), CASES, ids=lambda v: getattr(v, "name", v))
def test_accents_are_told_apart_by_all_readers(theme: Theme, medium: Medium) -> None:
    colors = accents(theme, medium)
    found = {d or "typical": round(least(colors, d), 1) for d in (None, *DEFICIENCIES)}
    print(f"{theme.name} {medium}: {found}, grey {grey_steps(colors):.1f}")
    assert min(found.values()) >= LEAST_DIFFERENCE
    assert grey_steps(colors) >= LEAST_GREY


def test_a_palette_that_only_hue_tells_apart_is_found() -> None:
    """The measure's own proof: red and green of one lightness."""
    red, green = Color("#B4532F"), Color("#5E7A2E")
    assert least([red, green], None) > LEAST_DIFFERENCE
    assert least([red, green], "deutan") < LEAST_DIFFERENCE
    assert grey_steps([red, green]) < LEAST_GREY
