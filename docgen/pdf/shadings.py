"""Gradients as axial shadings (ISO 32000-1, 8.7.4.5.3), each stored once."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

from docgen.foundation.structs import Struct, field
from docgen.pdf.objects import PdfFile, number
from docgen.placed.items import Gradient, Rect
from docgen.theme.model import Theme


class Shadings(Struct):
    """The gradients of one file."""

    file: PdfFile
    theme: Theme
    resources: dict[str, int] = field(default_factory=dict)
    """Resource name to object number."""
    _known: dict[bytes, str] = field(default_factory=dict)

    def resource(self, gradient: Gradient, rect: Rect, up: Callable[[float], float]) -> str:
        """Return the resource name of a gradient over a box; `up` turns y upwards."""
        x0, y0, x1, y1 = _axis(gradient.angle, rect)
        coords = " ".join(number(v) for v in (x0, up(y0), x1, up(y1)))
        data = (
            f"<</ShadingType 2/ColorSpace/DeviceRGB/Coords[{coords}]/Extend[true true]"
            f"/Function {self._function(gradient.tokens)}>>"
        ).encode()
        if data not in self._known:
            name = self._known[data] = f"Sh{len(self.resources)}"
            self.resources[name] = self.file.add(data)
        return self._known[data]

    def _function(self, tokens: tuple[str, ...]) -> str:
        colors = [
            " ".join(f"{round(c, 4) + 0.0:.12g}" for c in self.theme.color(t).rgb) for t in tokens
        ]
        parts = [
            f"<</FunctionType 2/Domain[0 1]/C0[{one}]/C1[{two}]/N 1>>"
            for one, two in itertools.pairwise(colors)
        ]
        if len(parts) == 1:
            return parts[0]
        bounds = " ".join(number(n / len(parts)) for n in range(1, len(parts)))
        encode = " ".join(["0 1"] * len(parts))
        return (
            f"<</FunctionType 3/Domain[0 1]/Functions[{''.join(parts)}]"
            f"/Bounds[{bounds}]/Encode[{encode}]>>"
        )


def _axis(angle: float, rect: Rect) -> tuple[float, float, float, float]:
    """Return the ends of the line along which colours run: corners get the first and the last."""
    turn = math.radians(angle)
    across, down = math.cos(turn), math.sin(turn)
    half = (abs(rect.width * across) + abs(rect.height * down)) / 2
    x, y = rect.x + rect.width / 2, rect.y + rect.height / 2
    return x - across * half, y - down * half, x + across * half, y + down * half
