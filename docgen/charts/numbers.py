"""Numbers of a chart: nice axis steps, and values written as the native chart writes them."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import format_decimal

from docgen.foundation.structs import Struct
from docgen.language.locale import locale_of
from docgen.summary.model import Chart
from docgen.summary.richtext import plain_text
from docgen.summary.text import Text

SHORT_UNIT = 2
"""Units up to this length stand at each number; longer ones name the axis."""
GLUED = ("%", "‰", "°", "′", "″")
"""Units that follow a number without a space."""
MILLIONS = 1e7
"""From here values are shown in millions, billions..."""
_MONEY = re.compile(
    r"([$€£¥₩₹])\s*(k|m|mn|bn|tn|M|B|T|thousand|million|billion|trillion)?", re.IGNORECASE
)


def told(text: Text) -> str:
    """Return a text of the data without its Markdown."""
    return plain_text(text.source)


def named_unit(data: Chart) -> str:
    """Return the unit if it names the axis, "" if it stands at each number."""
    unit = told(data.unit)
    return unit if len(unit) > SHORT_UNIT and not _MONEY.fullmatch(unit) else ""


def number_format(data: Chart, lang: str = "en", whole_unit: bool = False) -> str:
    """Return the format of values and labels (ECMA-376 Part 1, 18.8.31), with a short unit.

    `whole_unit` puts a long unit behind each number too ("2% of GDP").
    """
    if data.kind == "gantt":
        return "yyyy-mm-dd"
    unit = told(data.unit)
    named = named_unit(data)
    values = [v for row in data.series for v in row.values if v is not None]
    money = _MONEY.fullmatch(unit)
    plain = not unit or bool(money and not money[2]) or bool(named)
    core = data.number_format or _format_of(values, lang if plain else "")
    if "%" in core:  # the format has the unit's own sign: "2%" and "of GDP"
        unit = unit[1:].strip() if unit.startswith("%") else ""
    if not unit or '"' in unit or (named and not whole_unit):
        return core
    return ";".join(_with_unit(section, unit, money) for section in core.split(";"))


def with_unit(code: str, unit: str) -> str:
    """Return a format with a unit behind the number (a currency's sign before it)."""
    return _with_unit(code, unit, _MONEY.fullmatch(unit)) if unit else code


def _with_unit(code: str, unit: str, money: re.Match[str] | None) -> str:
    condition, core = _condition(code)
    if money:
        word = money[2] or ""
        gap = NO_BREAK if len(word) > SHORT_UNIT else ""
        return f'{condition}"{money[1]}"{core}' + (f'"{gap}{word}"' if word else "")
    return f'{condition}{core}"{"" if unit.startswith(GLUED) else NO_BREAK}{unit}"'


def _condition(code: str) -> tuple[str, str]:
    """Return a section's condition (``[>=1000]``, or nothing) and the rest of it."""
    match = _CONDITION.match(code)
    return (match[0], code[match.end() :]) if match else ("", code)


def _format_of(values: Sequence[float], lang: str) -> str:
    """Return a format with the digits that values need; huge ones in millions and so on.

    Where that would show a value as 0 that isn't, smaller ones get a section of their own.
    """
    most = max(map(abs, values), default=0.0)
    code, unit = _one_format(values, most, lang)
    shown = 0.5 * unit / 10 ** parse_code(code).places
    small = [v for v in values if 0 < abs(v) < shown]
    if not small or "E" in code:
        return code
    other = _one_format(small, max(map(abs, small)), lang)[0]
    if min(values) < 0:
        return f"[>={shown:.15g}]{code};[<=-{shown:.15g}]{code};{other}"
    return f"[>={shown:.15g}]{code};[=0]0;{other}"


def _one_format(values: Sequence[float], most: float, lang: str) -> tuple[str, float]:
    """Return the format for values up to `most`, and what its digits are multiples of."""
    if most >= 1e15 or 0 < most < 1e-5:
        return "0.0E+00", 1.0
    if most >= MILLIONS and lang:
        for power in range(min(int(math.log10(most)) // 3, 4), 1, -1):
            word = _compact(power, lang)
            if not word:
                continue
            places = max((_decimals(v / 1000.0**power, 1) for v in values), default=0)
            return f'{_digits(places)}{"," * power}"{word}"', 1000.0**power
    finest = 2 if most >= 0.1 else 2 - math.floor(math.log10(most)) if most else 0
    return _digits(max((_decimals(v, finest) for v in values), default=0)), 1.0


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


_TOKEN = re.compile(
    r'(?P<quoted>"[^"]*")|(?P<escaped>\\.)|(?P<skip>_.|\*.|\[[^\]]*\])'
    r"|(?P<core>[#0?][#0?.,]*(?:E[+-]0+)?|\.[#0?]+)|(?P<end>;)|(?P<plain>.)"
)
HUGE, TINY = 1e200, 1e-200
"""Beyond these a value is drawn as if it were there (so that sums stay finite)."""
PLAIN = "#,##0.###"
MINUS = "\u2212"
NO_BREAK = "\u00a0"
_QUOTED = re.compile(r'"[^"]*"|\\.')
_CONDITION = re.compile(r"\[(>=|<=|=|<|>)(-?[0-9.eE+-]+)\]")


def tame(value: float) -> float:
    """Return a value that can be added and scaled without overflow."""
    if abs(value) < TINY:
        return 0.0
    return max(-HUGE, min(HUGE, float(value)))


def nice_number(value: float, up: bool) -> float:
    """Return a number of the form 1, 2 or 5 times a power of ten near `value`.

    Heckbert, "Nice numbers for graph labels", Graphics Gems (1990), pp. 61-63. `up`: the
    next one that is no smaller.
    """
    exponent = math.floor(math.log10(value))
    fraction = value / 10.0**exponent
    if up:
        nice = next((n for n in (1, 2, 5) if fraction <= n * (1 + 1e-9)), 10)
    else:
        nice = next((n for n, edge in ((1, 1.5), (2, 3), (5, 7)) if fraction < edge), 10)
    return float(nice) * 10.0**exponent


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return axis values around low..high: nice, evenly spaced, about `most` of them."""
    least = max(abs(low), abs(high)) * 1e-9
    if high - low <= least:
        high = low + (abs(low) or 1.0)
    span = nice_number(high - low, up=True)
    step = nice_number(span / max(most - 1, 1), up=False)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    places = 2 - math.floor(math.log10(step))
    return [round(n * step, places) for n in range(first, last + 1)]


def few_ticks(low: float, high: float, limit: int) -> list[float]:
    """Return nice axis values, at most `limit` of them where that can be."""
    for most in range(max(limit, 2), 1, -1):
        found = ticks(low, high, most)
        if len(found) <= limit:
            break
    return found


class NumberCode(Struct, frozen=True):
    """A spreadsheet number format: literals around digits (ECMA-376 Part 1, 18.8.31)."""

    before: str
    core: str
    after: str
    head: str
    """What stands before the digits, as written in the format."""
    tail: str

    @property
    def percent(self) -> bool:
        """Values are shown times 100."""
        return "%" in _QUOTED.sub("", self.head + self.tail)

    @property
    def thousands(self) -> int:
        """Commas behind the digits: so many times values are divided by 1000."""
        return len(self.core) - len(self.core.rstrip(","))

    @property
    def places(self) -> int:
        """Decimals that are shown at most."""
        return sum(c in "#0?" for c in self.core.partition("E")[0].partition(".")[2])

    def scaled(self, value: float) -> float:
        """Return the value that the digits show."""
        return value * (100.0 if self.percent else 1.0) / 1000.0**self.thousands

    def with_places(self, places: int) -> str:
        """Return the format with another number of decimals."""
        if "E" in self.core:
            return f"{self.head}{self.core}{self.tail}"
        commas = "," * self.thousands
        whole = self.core.rstrip(",").partition(".")[0] or "0"
        return f"{self.head}{whole}{'.' + '0' * places if places else ''}{commas}{self.tail}"


@lru_cache(maxsize=256)
def parse_code(number_format: str) -> NumberCode:
    """Read the first section of a format; what isn't understood stands for itself."""
    before, after, head, tail, core = "", "", "", "", ""
    if number_format.strip().lower() in ("", "general"):
        return NumberCode("", PLAIN, "", "", "")
    for match in _TOKEN.finditer(number_format):
        raw, kind = match[0], match.lastgroup
        if kind == "end":
            break
        if kind == "core" and not core:
            core = raw
            continue
        text = {"quoted": raw[1:-1], "escaped": raw[1:], "skip": ""}.get(kind or "", raw)
        if core:
            after, tail = after + text, tail + raw
        else:
            before, head = before + text, head + raw
    return NumberCode(before, core or PLAIN, after, head, tail)


def section_of(number_format: str, value: float) -> str:
    """Return the section of a format that a value is shown in: the first whose condition holds."""
    if not number_format.startswith("["):
        return number_format
    for section in number_format.split(";"):
        condition, core = _condition(section)
        if not condition or _holds(condition, value):
            return core
    return core


def _holds(condition: str, value: float) -> bool:
    match = _CONDITION.match(condition)
    assert match is not None
    limit = float(match[2])
    return {
        ">=": value >= limit,
        "<=": value <= limit,
        "=": value == limit,
        "<": value < limit,
        ">": value > limit,
    }[match[1]]


EPOCH = dt.date(1899, 12, 30)
"""Day 0 of spreadsheets (ECMA-376 Part 1, 18.17.4.1, 1900 date system, from March 1900 on)."""
DATES: Mapping[str, str] = {"yyyy-mm-dd": "%Y-%m-%d", "yyyy": "%Y", "mm/yyyy": "%m/%Y"}
"""Formats of days, and what writes them."""


def day_number(day: dt.date) -> float:
    """Return a day as spreadsheets count them."""
    return float((day - EPOCH).days)


@lru_cache(maxsize=4096)
def write_number(value: float, number_format: str, lang: str) -> str:
    """Return `value` in a spreadsheet format such as ``"£"#,##0.0``, in a language's digits."""
    if number_format in DATES:
        return (EPOCH + dt.timedelta(days=int(value))).strftime(DATES[number_format])
    code = parse_code(section_of(number_format, value))
    shown = Decimal(repr(abs(code.scaled(value))))
    if shown < 10**15 and "E" not in code.core:
        # A spreadsheet rounds halves up, Babel to even.
        shown = shown.quantize(Decimal(1).scaleb(-code.places), ROUND_HALF_UP)
    core = code.core.rstrip(",").replace("?", "#")
    try:
        text = format_decimal(shown, format=core, locale=locale_of(lang))
    except (ValueError, TypeError, ArithmeticError):
        text = f"{float(shown):g}"
    sign = MINUS if value < 0 and any(c in "123456789" for c in text.partition("E")[0]) else ""
    return f"{sign}{code.before}{text.replace('E-', 'E' + MINUS)}{code.after}"


def step_format(number_format: str, step: float) -> str:
    """Return the format for an axis: as many decimals as its step needs, no more."""
    code = parse_code(number_format)
    size = abs(code.scaled(step))
    if not 1e-12 < size < 1e15:
        return number_format
    digits = f"{Decimal(repr(size)).quantize(Decimal(1).scaleb(-12)):f}".rstrip("0")
    return code.with_places(len(digits.partition(".")[2]))
