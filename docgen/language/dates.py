"""Find the dates of a text: days, months, quarters, years, decades, in several languages."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from docgen.language.lexicon import Lexicon

YEARS = r"(?:1[5-9]\d\d|20\d\d|21\d\d)"
_QUARTERS = {
    name: number
    for number, names in enumerate(
        (
            "first ersten erstes premier primer primo",
            "second zweiten zweites deuxième segundo secondo",
            "third dritten drittes troisième tercer terzo",
            "fourth vierten viertes quatrième cuarto quarto",
        ),
        start=1,
    )
    for name in names.split()
}
_QUARTER = r"(?:quarter|quartal|trimestre)"
_HALVES = {
    name: number
    for number, names in enumerate(
        (
            "first erste ersten erstes première primer primera primo prima",
            "second zweite zweiten zweites deuxième seconde segundo segunda secondo seconda",
        ),
        start=1,
    )
    for name in names.split()
}
_HALF = r"(?:half|hälfte|halbjahr|moitié|semestre|mitad|metà)"
_NOT_YEAR = re.compile(
    r"\s?(?:%|percent\b|per cent|km\b|kg\b|[mM]illion|MW\b|GB\b|MB\b|ms\b|€|\$|£|-?(?:metre|meter|mile|tonne))"
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date as found; what isn't said is None. ``part`` is ``Q1`` to ``Q4``, ``H1``, ``H2`` or ``s``."""

    start: int
    end: int
    raw: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    weekday: int | None = None

    @property
    def key(self) -> tuple[int | None, int | None, int | None, str]:
        """What the date says, without its place."""
        return self.year, self.month, self.day, self.part

    def says(self, other: Date) -> bool:
        """Whether this date says all that ``other`` says, and perhaps more."""
        if other.weekday is not None and other.key == (None, None, None, ""):
            return self.weekday == other.weekday
        if other.part and other.part not in (self.part, self.quarter, self.half):
            return False
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(mine == theirs for mine, theirs in pairs if theirs is not None)

    @property
    def quarter(self) -> str:
        """The quarter that the month lies in."""
        return f"Q{(self.month + 2) // 3}" if self.month else ""

    @property
    def half(self) -> str:
        """The half of the year that the month or quarter lies in."""
        if self.month:
            return "H1" if self.month <= 6 else "H2"
        return {"Q1": "H1", "Q2": "H1", "Q3": "H2", "Q4": "H2"}.get(self.part, "")

    @property
    def iso(self) -> str:
        """The date for a machine: ``2026-03-12``, ``2026-Q1``, ``--03-12``."""
        if self.weekday is not None and self.key == (None, None, None, ""):
            return f"weekday {self.weekday + 1}"
        if self.part == "s":
            return f"{self.year}s"
        parts = [f"{self.year:04}" if self.year else "-"]
        parts += [self.part] if self.part else []
        parts += [f"{n:02}" for n in (self.month, self.day) if n is not None]
        return "-".join(parts)


def parse_iso(value: str, raw: str = "") -> Date:
    """Return the date that a summary's date field holds (a year, month or day)."""
    numbers = [int(part) for part in value.split("-")]
    year, month, day = [*numbers, None, None][:3]
    return Date(0, len(raw or value), raw or value, year, month, day)


def scan_dates(text: str, lex: Lexicon, *, month_first: bool = False) -> list[Date]:
    """Return the dates of a text in order; none overlaps another.

    ``month_first``: whether 3/12/2026 is a day in March (United States).
    """
    taken: list[Date] = []
    ends: list[tuple[int, int]] = []  # spans taken, in order; they don't overlap
    if not _may_hold(lex.lang, tuple(lex.months), tuple(lex.weekdays)).search(text):
        return taken
    for pattern in _patterns(lex.lang, tuple(lex.months), tuple(lex.weekdays)):
        for match in pattern.finditer(text):
            place = bisect_right(ends, (match.start(), match.end()))
            is_taken = place and ends[place - 1][1] > match.start()
            if is_taken or (place < len(ends) and ends[place][0] < match.end()):
                continue
            for date in _read(match, text, lex, month_first):
                taken.append(date)
                insort(ends, (date.start, date.end))
    return sorted(taken, key=lambda d: (d.start, d.end))


@lru_cache(maxsize=16)
def _may_hold(lang: str, months: tuple[str, ...], weekdays: tuple[str, ...]) -> re.Pattern[str]:
    """Cheap to search: four digits, a slash or dot between digits, a month, a weekday."""
    names = "|".join(map(re.escape, (*months, *weekdays))) or "(?!)"
    parts = rf"\bQ[1-4]\b|{_QUARTER}\b|{_HALF}\b|[’']\d\d|\d月"
    return re.compile(rf"\d{{4}}|\d[./]\d|\b(?:{names})s?\b|{parts}", re.IGNORECASE)


@lru_cache(maxsize=16)
def _patterns(
    lang: str, months: tuple[str, ...], weekdays: tuple[str, ...]
) -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True)) or "(?!)"
    month = rf"(?P<month>{names})\b\.?"
    days = "|".join(sorted(map(re.escape, weekdays), key=len, reverse=True)) or "(?!)"
    day = r"(?P<day>\d{1,2}|1er)(?:\.|st\b|nd\b|rd\b|th\b|er\b|º)?"
    of = r"\s+(?:of\s+|de\s+|del\s+)?"
    year = rf"(?P<year>{YEARS})(?!\d)"
    sources = (
        r"(?<!\d)(?P<year>\d{4})年(?:(?P<iso>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?",
        r"(?<!\d)(?P<iso>\d{1,2})月(?P<day>\d{1,2})日",
        rf"(?<![\d.-])(?P<year>{YEARS})-(?P<iso>\d\d)(?:-(?P<day>\d\d))?(?![\d-])",
        rf"(?<!\d)(?P<day>\d{{1,2}})[./](?P<iso>\d{{1,2}})[./](?P<year>{YEARS})(?!\d)",
        rf"\bQ(?P<quarter>[1-4])(?:\s+|/|-)(?:of\s+)?{year}",
        rf"\b(?P<ordinal>{'|'.join(_QUARTERS)})\s+{_QUARTER}(?:\s+(?:of|de|del|des|di))?\s+{year}",
        rf"\b(?P<half>{'|'.join(_HALVES)})\s+{_HALF}(?:\s+(?:of|de|del|des|di))?\s+{year}",
        rf"\b(?P<quarter>[1-4])\.\s?Quartal\s+{year}",
        rf"\b(?P<ordinal>{'|'.join(_QUARTERS)})\s+{_QUARTER}\b",
        r"\bQ(?P<quarter>[1-4])\b(?![\d-])",
        rf"(?<!\d)(?:(?P<day0>\d{{1,2}})\.?\s?(?:[–-]|and|und|et|y|to|bis|au|al)\s?)?{day}{of}{month}"
        rf"(?:{of}|,\s*){year}",
        rf"\b{month}\s+{day},?\s+{year}",
        rf"\b{month}(?:\s+(?:de|del|of)\s+|,?\s+){year}",
        rf"(?<!\d){day}{of}{month}",
        rf"\b{month}\s+{day}(?![\d.,]*\d)",
        rf"(?<!\d)(?P<from>{YEARS})\s?[–/-]\s?(?P<to>{YEARS}|\d\d)(?!\d)",
        rf"(?<!\d)(?P<year>{YEARS})(?P<decade>s\b|er\b|er-Jahre)",
        rf"(?<![\d.,$€£¥])(?<![\d.,][-–])\b(?P<year>{YEARS})\b(?![.,]\d|\s?[-–]\d|:\d)",
        r"(?<![\w’'])[’'](?P<short>\d\d)\b(?!['’]|\s?(?:%|cm\b|kg\b))",
        rf"\b(?P<weekday>{days})(?:s?)\b",
        rf"\b(?P<bare>{names})\b",
    )
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)


def _read(match: re.Match[str], text: str, lex: Lexicon, month_first: bool) -> Iterator[Date]:
    got = match.groupdict()
    start, end, raw = match.start(), match.end(), match[0]
    if got.get("from"):
        yield from _span(match)
        return
    if got.get("weekday"):
        is_adverb = lex.lang == "de" and raw.lower() == got["weekday"].lower() + "s"
        if raw[:1].isupper() or is_adverb or lex.lang in ("fr", "es", "it"):
            yield Date(start, end, raw, weekday=lex.weekdays[got["weekday"].lower()])
        return
    if got.get("bare"):
        if _is_month(raw, start, text, lex):
            yield Date(start, end, raw, month=lex.months[raw.lower()])
        return
    if got.get("short"):
        yield Date(start, end, raw, (1900 if int(got["short"]) > 50 else 2000) + int(got["short"]))
        return
    year = int(got["year"]) if got.get("year") else None
    if got.get("decade"):
        yield Date(start, end, raw, year, part="s")
        return
    quarter = got.get("quarter") or _QUARTERS.get((got.get("ordinal") or "").lower())
    if quarter:
        yield Date(start, end, raw, year, part=f"Q{quarter}")
        return
    if got.get("half"):
        yield Date(start, end, raw, year, part=f"H{_HALVES[got['half'].lower()]}")
        return
    yield from _days(match, year, text, lex, month_first)


def _days(
    match: re.Match[str], year: int | None, text: str, lex: Lexicon, month_first: bool
) -> Iterator[Date]:
    got = match.groupdict()
    start, end, raw = match.start(), match.end(), match[0]
    month = int(got["iso"]) if got.get("iso") else lex.months.get((got.get("month") or "").lower())
    day = int(got["day"].removesuffix("er")) if got.get("day") else None
    if "/" in raw and month_first:
        month, day = day, month
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return
    if month is None and day is None and (_NOT_YEAR.match(text, end) or _measured(text, end, lex)):
        return
    if (
        got.get("month")
        and not raw[match.start("month") - start].isupper()
        and lex.lang
        in (
            "en",
            "de",
        )
    ):
        return
    if got.get("day0"):
        first = int(got["day0"])
        yield Date(start, match.end("day0"), got["day0"], year, month, first)
        start, raw = match.start("day"), text[match.start("day") : end]
    yield Date(start, end, raw, year, month, day)


def _measured(text: str, end: int, lex: Lexicon) -> bool:
    """Whether a unit of money or measure follows: "2024 euros" isn't a year."""
    word = re.match(r"[ \u00a0\u202f]([^\W\d_]{4,})", text[end : end + 24])
    unit = lex.units.get(word[1].lower(), "") if word else ""
    dimension = lex.dimensions.get(unit, ("",))[0]
    return unit in lex.currencies.values() or dimension not in ("", "time", "months", "share")


def _span(match: re.Match[str]) -> Iterator[Date]:
    """Read "2021-24": two years."""
    first, last = match["from"], match["to"]
    full = last if len(last) == 4 else first[:2] + last
    if int(full) <= int(first):
        return
    yield Date(match.start("from"), match.end("from"), first, int(first))
    yield Date(match.start("to"), match.end("to"), last, int(full))


def _is_month(raw: str, start: int, text: str, lex: Lexicon) -> bool:
    """Tell the month from the verb: "in May", but not "It May"; short forms never count."""
    low = raw.lower()
    if len(low) < 3 or (len(low) == 3 and low not in ("may", "mai")):
        return False
    if lex.lang in ("en", "de") and not raw[:1].isupper():
        return False
    if not lex.has("not-sure", low):
        return lex.lang in ("en", "de") or len(low) > 4
    before = re.search(r"(\w+)\s+$", text[max(0, start - 20) : start])
    return bool(before and lex.has("sure", before[1].lower()))
