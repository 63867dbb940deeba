"""Which number format a chart uses when none is given, and where its unit stands."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from docgen.summary.dates import locale_of
from docgen.summary.model import Chart
from docgen.summary.richtext import plain_text
from docgen.summary.text import Text

SHORT_UNIT = 2
"""Units up to this length stand at each number; longer ones name the axis."""
GLUED = ("%", "‰", "°", "′", "″")
"""Units that follow a number without a space."""
MILLIONS = 1e7
"""From here values are shown in millions, billions..."""
_MONEY = re.compile(r"([$€£¥₩₹])\s*(k|m|mn|bn|tn|M|B|T)?")


def told(text: Text) -> str:
    """Return a text of the data without its Markdown."""
    return plain_text(text.source)


def named_unit(data: Chart) -> str:
    """Return the unit if it names the axis, "" if it stands at each number."""
    unit = told(data.unit)
    return unit if len(unit) > SHORT_UNIT and not _MONEY.fullmatch(unit) else ""


def number_format(data: Chart, lang: str = "en") -> str:
    """Return the format of values and labels (ECMA-376 Part 1, 18.8.31), with a short unit."""
    unit = told(data.unit)
    values = [v for row in data.series for v in row.values if v is not None]
    money = _MONEY.fullmatch(unit)
    plain = not unit or bool(money and not money[2]) or bool(named_unit(data))
    core = data.number_format or _format_of(values, lang if plain else "")
    if not unit or '"' in unit or "%" in core or named_unit(data):
        return core
    if money:
        return f'"{money[1]}"{core}' + (f'"{money[2]}"' if money[2] else "")
    return f'{core}"{"" if unit in GLUED else chr(0xA0)}{unit}"'


def _format_of(values: Sequence[float], lang: str) -> str:
    """Return a format with the digits that values need; huge ones in millions and so on."""
    most = max(map(abs, values), default=0.0)
    if most >= 1e15 or 0 < most < 1e-5:
        return "0.0E+00"
    if most >= MILLIONS and lang:
        for power in range(min(int(math.log10(most)) // 3, 4), 1, -1):
            word = _compact(power, lang)
            if not word:
                continue
            places = max((_decimals(v / 1000.0**power, 1) for v in values), default=0)
            return f'{_digits(places)}{"," * power}"{word}"'
    finest = 2 if most >= 0.1 else 2 - math.floor(math.log10(most)) if most else 0
    return _digits(max((_decimals(v, finest) for v in values), default=0))


def _digits(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places else "")


def _decimals(value: float, most: int) -> int:
    text = f"{value:.{most}f}".rstrip("0")
    return len(text.partition(".")[2])


@lru_cache(maxsize=64)
def _compact(power: int, lang: str) -> str:
    """Return a language's sign for a power of 1000 (CLDR's short form): "M", " Mio."."""
    forms = locale_of(lang).compact_decimal_formats.get("short", {}).get("other", {})
    pattern = forms.get(str(1000**power))
    # Some languages count in ten thousands: their signs don't go with powers of 1000.
    if pattern is None or pattern.pattern.count("0") != 1:
        return ""
    return str(pattern.suffix[0]).replace("'", "").replace('"', "")
