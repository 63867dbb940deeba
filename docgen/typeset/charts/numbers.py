"""Numbers of a chart: nice axis steps, and values written as the native chart writes them."""

from __future__ import annotations

import math
import re

from babel.numbers import format_decimal

from docgen.summary.dates import locale_of

_QUOTED = re.compile(r'"([^"]*)"')


def nice_number(value: float, up: bool) -> float:
    """Return a number of the form 1, 2 or 5 times a power of ten near `value`.

    Heckbert, "Nice numbers for graph labels", Graphics Gems (1990).
    """
    exponent = math.floor(math.log10(value))
    fraction = value / 10**exponent
    if up:
        nice = next((n for n in (1, 2, 5) if fraction <= n * (1 + 1e-9)), 10)
    else:
        nice = next((n for n, edge in ((1, 1.5), (2, 3), (5, 7)) if fraction < edge), 10)
    return float(nice) * 10.0**exponent


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return axis values around low..high: nice, evenly spaced, about `most` of them."""
    if high <= low:
        high = low + (abs(low) or 1.0)
    span = nice_number(high - low, up=True)
    step = nice_number(span / max(most - 1, 1), up=False)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [round(n * step, 12) for n in range(first, last + 1)]


def write_number(value: float, number_format: str, lang: str) -> str:
    """Return `value` in a spreadsheet format such as ``"£"#,##0.0`` in a language's digits."""
    literals = list(_QUOTED.finditer(number_format))
    core = _QUOTED.sub("", number_format) or "#,##0.##"
    before = "".join(m[1] for m in literals if not number_format[: m.start()].strip('"'))
    after = "".join(m[1] for m in literals if number_format[: m.start()].strip('"'))
    if core == "General":
        core = "#,##0.##"
    try:
        text = format_decimal(abs(value), format=core, locale=locale_of(lang))
    except (ValueError, TypeError):
        text = f"{abs(value):g}"
    sign = "\u2212" if value < 0 and any(c in "123456789" for c in text) else ""
    return f"{sign}{before}{text}{after}"
