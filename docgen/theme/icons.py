"""Icons by name: outlines that both writers draw as native shapes (Bootstrap Icons, MIT)."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from docgen.foundation.toml import parse_toml

BOX = 16.0
"""Outlines are drawn in a box so wide and high."""
_STEP = re.compile(r"([MLCZ])([^MLCZ]*)")

IconOps = tuple[tuple[str | float, ...], ...]
"""``("M", x, y)``, ``("L", x, y)``, ``("C", x1, y1, x2, y2, x, y)``, ``("Z",)``."""


@lru_cache(maxsize=1)
def _outlines() -> dict[str, str]:
    text = (files("docgen.theme") / "icons.toml").read_text("utf-8")
    return {name: str(outline) for name, outline in parse_toml(text).items()}


def icon_names() -> tuple[str, ...]:
    """Return the names of all icons, sorted."""
    return tuple(sorted(_outlines()))


@lru_cache(maxsize=256)
def icon(name: str, size: float) -> IconOps:
    """Return an icon's outline in a box of `size` points; KeyError if there is none."""
    scale = size / BOX
    return tuple(
        (command, *(round(float(value) * scale, 3) for value in numbers.split()))
        for command, numbers in _STEP.findall(_outlines()[name])
    )
