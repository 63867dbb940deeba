"""Find the numbers of a text: numerals, number words, ordinals, fractions, ratios."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from docgen.language.lexicon import Lexicon
from docgen.language.number_words import read_words
from docgen.language.quantity import (
    CLOCK,
    FRACTION,
    ONE_IN,
    ORDINAL,
    RATIO,
    VERSION,
    Quantity,
)
from docgen.language.tokens import TextRange, Token, tokenize
from docgen.language.units import (
    is_glued,
    money_before,
    near_unit,
    read_scale,
    read_unit,
)

_LONELY = {CLOCK, FRACTION, ORDINAL, RATIO, VERSION}
_BETWEEN = re.compile(r"[\s,;/–—-]*(?:([^\W\d_]+)[\s,;]*)?")


def lend(text: str, found: list[Quantity], lex: Lexicon) -> list[Quantity]:
    """Return the numbers, bare ones with what a neighbour in a range or list lends."""
    result = list(found)
    for index in range(len(result) - 2, -1, -1):
        one, after = result[index], result[index + 1]
        source = (after.scale, after.unit) if not after.is_bare else after.lent
        if source and _lacks(one, source) and _joined(text[one.end : after.start], one, lex):
            result[index] = replace(one, lent=source)
    for index in range(1, len(result)):
        one, before = result[index], result[index - 1]
        source = (before.scale, before.unit) if not before.is_bare else before.lent
        is_money = source is not None and source[1] in lex.currencies.values()
        if is_money and one.is_bare and not one.lent:  # noqa: SIM102
            if _joined(text[before.end : one.start], one, lex):
                result[index] = replace(one, lent=source)
    return result


def completed(found: Sequence[Quantity], sentences: Sequence[int]) -> list[Quantity]:
    """Lend units across a sentence: "14.5 million euros: 9.2 million in fees"."""
    units: dict[tuple[int, int], set[str]] = {}
    for quantity, sentence in zip(found, sentences, strict=True):
        if quantity.unit and quantity.scale:
            units.setdefault((sentence, quantity.scale), set()).add(quantity.unit)
    result = []
    for quantity, sentence in zip(found, sentences, strict=True):
        known = units.get((sentence, quantity.scale), set())
        if quantity.scale and not quantity.unit and not quantity.lent and len(known) == 1:
            quantity = replace(quantity, lent=(quantity.scale, next(iter(known))))
        result.append(quantity)
    return result


def _lacks(one: Quantity, source: tuple[int, str]) -> bool:
    scale, unit = source
    if one.unit in _LONELY or unit in _LONELY or (one.unit and one.unit != unit):
        return False
    return (not one.scale and bool(scale)) or (not one.unit and bool(unit))


def _joined(between: str, one: Quantity, lex: Lexicon) -> bool:
    match = _BETWEEN.fullmatch(between)
    if match is None:
        return False
    word = (match[1] or "").lower()
    if not word:
        return bool(between.strip()) and (one.is_bare or "," not in between)
    return any(lex.has(kind, word) for kind in ("range", "pairs", "connectors"))


_NO_CAPITALS = re.compile("[\u0590-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_VULGAR = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal(1) / 3,
    "⅔": Decimal(2) / 3,
    "⅕": Decimal("0.2"),
    "⅛": Decimal("0.125"),
}
_ABOUT_SIGNS = ("約", "约", "~", "≈")
_EINHALB = re.compile(r"(?:(\w+?)einhalb|anderthalb)(?:e|en|er|es|em|mal)?")
_SPANS = {"h", "min", "day", "week", "month", "quarter", "year", "decade", "century"}
"""Spans of time, of which one says "half a" or "two and a half"."""
_SUFFIXES = {"st", "nd", "rd", "th", "e", "er", "re", "ème", "è", "º", "ª", "°", "ten", "te"}
_POINTERS = {"the", "its", "their", "his", "her", "our", "this", "that", "every"}
_HALF_OF_TIME = {"first", "second", "other", "last", "latter", "former", "better"}
_HYPHENS = ("-", "‐", "‑", "–", "−")


def scan_numbers(
    text: str, lex: Lexicon, skip: Sequence[TextRange] = (), tokens: Sequence[Token] | None = None
) -> list[Quantity]:
    """Return the numbers of a text in order, those inside ``skip`` (dates) left out."""
    return _Scanner(text, tokenize(text, lex) if tokens is None else tokens, lex, skip).run()


def numeral(text: str, lex: Lexicon) -> Decimal:
    """Return the value of a numeral as the language writes it."""
    plain = "".join(c for c in text if c not in "'’ \u00a0\u202f\u2009")
    if lex.group.strip() and lex.group in plain:
        last = plain.rpartition(lex.group)[2].partition(lex.decimal)[0]
        if lex.group == "," or len(last) == 3:
            plain = plain.replace(lex.group, "")
    return Decimal(plain.replace(",", "."))


class _Scanner:
    def __init__(
        self, text: str, tokens: Sequence[Token], lex: Lexicon, skip: Sequence[TextRange]
    ) -> None:
        self.text, self.tokens, self.lex = text, tokens, lex
        self.skip = sorted(skip)
        self.found: list[Quantity] = []

    def run(self) -> list[Quantity]:
        index, spans = 0, 0
        while index < len(self.tokens):
            token = self.tokens[index]
            while spans < len(self.skip) and self.skip[spans][1] <= token.start:
                spans += 1
            if spans < len(self.skip) and self.skip[spans][0] <= token.start:
                index += 1
                continue
            if token.kind == "num":
                index = self.numeral(index)
            elif token.kind == "word":
                index = self.word(index)
            else:
                index += 1
        return lend(self.text, self.found, self.lex)

    def numeral(self, index: int) -> int:
        """Read a number in digits; codes such as F-35, G7 or 5G are names, not numbers."""
        token, tokens = self.tokens[index], self.tokens
        if self.is_code(index):
            return index + 1
        if token.text.count(".") > 1 and "," not in token.text:
            groups = token.text.split(".")
            if self.lex.group != "." or any(len(g) != 3 for g in groups[1:]):
                return self.add(index, index + 1, Decimal(0), unit=VERSION)
        if self.is_clock(index):
            hours, minutes = Decimal(token.text), Decimal(tokens[index + 2].text)
            return self.add(index, index + 3, hours * 60 + minutes, unit=CLOCK)
        value = numeral(token.text, self.lex)
        end = index + 1
        if end < len(tokens) and tokens[end].text in _VULGAR and value == int(value):
            value, end = value + _VULGAR[tokens[end].text], end + 1
        if end < len(tokens) and is_glued(tokens, end) and tokens[end].low in _SUFFIXES:
            return self.add(index, end + 1, value, unit=ORDINAL)
        if self.is_german_ordinal(index):
            return self.add(index, end + 1, value, unit=ORDINAL)
        return self.measured(index, end, value)

    def is_code(self, index: int) -> bool:
        tokens = self.tokens
        if is_glued(tokens, index):
            before = tokens[index - 1]
            if before.kind == "word" and before.text not in self.lex.currencies:
                return not _NO_CAPITALS.match(before.text)
            if before.text in "-‐‑/" and is_glued(tokens, index - 1):
                word = tokens[index - 2]
                return word.kind == "word" and word.text[:1].isupper()
        after = index + 1
        if is_glued(tokens, after) and tokens[after].kind == "word":
            name = tokens[after].text
            if _NO_CAPITALS.match(name):
                return False  # a script without capitals writes on without a space
            known = name in self.lex.units or name.lower() in self.lex.scales
            return name.isupper() and not known and name not in ("M", "B", "K")
        return False

    def is_clock(self, index: int) -> bool:
        tokens = self.tokens
        if index + 2 >= len(tokens) or tokens[index + 1].text != ":":
            return False
        minutes = tokens[index + 2]
        is_pair = is_glued(tokens, index + 1) and is_glued(tokens, index + 2)
        return is_pair and minutes.text.isdigit() and len(minutes.text) == 2

    def is_german_ordinal(self, index: int) -> bool:
        tokens = self.tokens
        if self.lex.lang != "de" or index + 2 >= len(tokens):
            return False
        is_dotted = tokens[index + 1].text == "." and is_glued(tokens, index + 1)
        is_short = len(tokens[index].text) <= 2 and tokens[index].text.isdigit()
        return is_dotted and is_short and tokens[index + 2].kind == "word"

    def word(self, index: int) -> int:
        """Read a number in words, an ordinal, a fraction or a "doubling"."""
        low, lex = self.tokens[index].low, self.lex
        halved = self.halved(index)
        if halved is not None:
            return self.measured(index, index + 1, halved)
        part = self.part_of_measure(index)
        if part is not None:
            return self.measured(index, part[1], part[0], whole=True)
        if low in lex.ratios:
            return self.add(index, index + 1, lex.ratios[low], unit=RATIO)
        if low in lex.ordinals and self.is_ordinal(index):
            soft = lex.ordinals[low] <= 3
            return self.add(index, index + 1, Decimal(lex.ordinals[low]), unit=ORDINAL, soft=soft)
        if lex.fractions.get(low) == Decimal("0.5") and self.is_half(index):
            return self.add(index, index + 1, Decimal("0.5"), unit=FRACTION)
        if lex.has("indefinite", low):
            return self.indefinite(index)
        read = read_words(self.tokens, index, lex)
        if read is None:
            return index + 1
        whole, end = read
        value = Decimal(whole)
        share, after = self.fraction(end)
        if share is not None and not self.is_half_more(end):
            measure = self.part_of_measure(after - 1)
            if measure is not None:
                return self.measured(index, measure[1], value * measure[0], whole=True)
            return self.add(index, after, value * share, unit=FRACTION)
        if end == index + 1 and lex.has("weak", low) and not self.is_counting(end):
            return end
        return self.measured(index, end, value)

    def halved(self, index: int) -> Decimal | None:
        """Read "anderthalb" and "zweieinhalb"; None for any other word."""
        match = _EINHALB.fullmatch(self.tokens[index].low) if self.lex.lang == "de" else None
        if match is None:
            return None
        whole = 1 if match[0].startswith("andert") else self.lex.numbers.get(match[1] or "")
        return None if whole is None else Decimal(whole) + Decimal("0.5")

    def part_of_measure(self, index: int) -> tuple[Decimal, int] | None:
        """Read "half a million", "half a decade", "ein halbes Jahr": the share, the index after.

        None where neither a scale nor a span of time follows: "half a loaf", "half the votes".
        """
        tokens, lex = self.tokens, self.lex
        share = lex.fractions.get(tokens[index].low)
        if share is None or (index and tokens[index - 1].low in _HALF_OF_TIME):
            return None
        step = index + 1
        if step < len(tokens) and tokens[step].text in _HYPHENS and is_glued(tokens, step):
            step += 1
        if step < len(tokens) and lex.has("of", tokens[step].low) and share != Decimal("0.5"):
            step += 1
        if step < len(tokens) and (
            lex.has("indefinite", tokens[step].low) or lex.has("weak", tokens[step].low)
        ):
            step += 1
        power, end = read_scale(tokens, step, lex, money=False)
        unit, after = ("", end) if power else read_unit(tokens, step, lex)
        is_of = share == Decimal("0.5") or step > index + 1
        if power or (unit in _SPANS and after > step and is_of):
            return share, step  # "the fifth quarter" is an ordinal
        return None

    def is_half_more(self, index: int) -> bool:
        """Whether "and a half" stands there, which adds to a number."""
        return self.half_after(index) > index

    def half_after(self, index: int) -> int:
        """Return the index behind "and a half", "et demi", "y medio"; ``index`` without it."""
        for phrase in self.lex.words["and-half"]:
            words = phrase.split()
            found = [t.low for t in self.tokens[index : index + len(words)]]
            if found == words:
                return index + len(words)
        return index

    def is_ordinal(self, index: int) -> bool:
        """First is mostly rhetoric; "second" is one only where no time is meant."""
        low = self.tokens[index].low
        if self.lex.ordinals[low] == 1:
            return False
        if self.lex.lang != "en" or low not in ("second", "third", "fifth", "tenth"):
            return True
        return index > 0 and self.tokens[index - 1].low in _POINTERS

    def is_half(self, index: int) -> bool:
        if index and self.tokens[index - 1].low in _HALF_OF_TIME:
            return False
        return not (is_glued(self.tokens, index + 1) and self.tokens[index + 1].text in _HYPHENS)

    def indefinite(self, index: int) -> int:
        """Read "a million", "a dozen", "a third"; any other "a" is no number."""
        after = index + 1
        if after >= len(self.tokens):
            return after
        low = self.tokens[after].low
        share, end = self.fraction(after)
        if share is not None and share != Decimal("0.5"):
            return self.add(index, end, share, unit=FRACTION)
        if low in self.lex.scales and len(low) > 2:
            return self.measured(index, after, Decimal(1))
        if self.lex.units.get(low) in ("fortnight", "decade", "century"):
            return self.measured(index, after, Decimal(1), soft=True)
        if self.lex.numbers.get(low) in (12, 100):
            return self.word(after)
        return after

    def fraction(self, index: int) -> tuple[Decimal | None, int]:
        if index < len(self.tokens) and self.tokens[index].text in _HYPHENS:
            index += 1
        if index >= len(self.tokens):
            return None, index
        return self.lex.fractions.get(self.tokens[index].low), index + 1

    def is_counting(self, index: int) -> bool:
        """Whether "one" counts here: a scale, a unit or "in five" follows."""
        power, end = read_scale(self.tokens, index, self.lex, money=False)
        unit, after = read_unit(self.tokens, end, self.lex)
        return bool(power or (unit and after > end) or self.one_in(index))

    def one_in(self, index: int) -> int:
        """Return the index of N in "one in N", or 0."""
        tokens = self.tokens
        if self.lex.lang not in ("en", "fr") or index + 1 >= len(tokens):
            return 0
        if tokens[index].low not in ("in", "sur"):
            return 0
        after = tokens[index + 1]
        is_number = after.kind == "num" or read_words(tokens, index + 1, self.lex) is not None
        is_year = after.kind == "num" and len(after.text) == 4
        return index + 1 if is_number and not is_year else 0

    def measured(
        self, first: int, end: int, value: Decimal, *, whole: bool = False, soft: bool = False
    ) -> int:
        """Add a number with the scale and unit around it; ``whole``: no "and a half" follows."""
        tokens, lex = self.tokens, self.lex
        money = money_before(tokens, first, lex)
        after = end if whole else self.half_after(end)
        if after > end:
            value, end = value + Decimal("0.5"), after
        power, end = read_scale(tokens, end, lex, money=bool(money))
        unit, after = read_unit(tokens, end, lex)
        if unit and after > end:
            end = after
            after = end if whole else self.half_after(end)
            if unit in _SPANS and after > end:  # "deux ans et demi", "a year and a half"
                value, end = value + Decimal("0.5"), after
        if value == 1 and not power and not unit and self.one_in(end):
            return self.chance(first, self.one_in(end))
        if unit and not money:
            unit, end = self.per(unit, end)
        if not (money or unit or power) and self.is_version(first):
            return self.add(first, end, Decimal(0), unit=VERSION)
        near = "" if money or unit else near_unit(tokens, end, lex)
        if not (money or unit or power) and self.is_age(first, end, value):
            near = "year"
        begin = first - 1 if money else first
        return self.add(begin, end, value, scale=power, unit=money or unit, near=near, soft=soft)

    def per(self, unit: str, end: int) -> tuple[str, int]:
        """Read on in a compound unit: "20 g/kg"."""
        tokens = self.tokens
        if end + 1 < len(tokens) and tokens[end].text == "/" and is_glued(tokens, end):
            other, after = read_unit(tokens, end + 1, self.lex)
            if other and after == end + 2 and is_glued(tokens, end + 1):
                return f"{unit}/{other}", after
        return unit, end

    def is_age(self, first: int, end: int, value: Decimal) -> bool:
        """Tell an age: "Lena Sund, 47, is mayor", "aged 47", "(47)" behind a name."""
        tokens = self.tokens
        if not 0 < value < 120 or not first:
            return False
        before = tokens[first - 1]
        if self.lex.has("age-before", before.low):
            return True
        if before.text not in (",", "(") or first < 2:
            return False
        name = tokens[first - 2]
        closes = end >= len(tokens) or tokens[end].text in ",.;)"
        return closes and name.kind == "word" and name.text[:1].isupper()

    def chance(self, first: int, index: int) -> int:
        token = self.tokens[index]
        if token.kind == "num":
            return self.add(first, index + 1, numeral(token.text, self.lex), unit=ONE_IN)
        read = read_words(self.tokens, index, self.lex) or (0, index + 1)
        return self.add(first, read[1], Decimal(read[0]), unit=ONE_IN)

    def is_version(self, index: int) -> bool:
        token = self.tokens[index]
        if token.kind != "num" or "." not in token.text or not index:
            return False
        if self.lex.group == "." and len(token.text.rpartition(".")[2]) == 3:
            return False
        before = self.tokens[index - 1]
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if after is not None and (after.kind == "num" or after.text in self.lex.currencies):
            return False  # a row of figures
        is_name = before.text[:1].isupper() and before.kind == "word" and self.lex.lang != "de"
        is_name = is_name and not self.lex.has("stopwords", before.low)
        return before.low in ("version", "release", "versions", "v") or is_name

    def add(
        self,
        first: int,
        end: int,
        value: Decimal,
        *,
        scale: int = 0,
        unit: str = "",
        near: str = "",
        soft: bool = False,
    ) -> int:
        start, stop = self.tokens[first].start, self.tokens[end - 1].end
        quantity = Quantity(
            start,
            stop,
            self.text[start:stop],
            value,
            scale,
            unit,
            near,
            soft=soft,
            hedged=self.said_before(first, "hedges"),
            bound=self.said_before(first, "bounds"),
            approx=self.approx(first),
            negative=self.is_negative(first),
        )
        self.found.append(replace(quantity, role=self.role(first)))
        return end

    def said_before(self, index: int, kind: str) -> bool:
        return any(self.lex.has(kind, word) for word in self.hedges(index))

    def hedges(self, index: int) -> list[str]:
        """Return the words before a number, nearest first, as far as only hedges stand there.

        "Un peu plus de la moitié": function words between may be stepped over.
        """
        found: list[str] = []
        for token in reversed(self.tokens[max(0, index - 5) : index]):
            is_hedge = self.lex.has("hedges", token.low) or self.lex.has("bounds", token.low)
            if not is_hedge and (len(found) > 1 and not self.lex.has("stopwords", token.low)):
                break
            if token.kind != "word":
                break
            found.append(token.low)
            if not is_hedge and not self.lex.has("stopwords", token.low):
                break
        return found

    def approx(self, index: int) -> str:
        """Return on which side of a number the exact one lies, as far as a hedge tells."""
        words = self.hedges(index)
        is_about = index and self.tokens[index - 1].text[-1:] in _ABOUT_SIGNS
        near = self.tokens[index : index + 1]
        if near and self.lex.has("indefinite", near[0].low):
            near = self.tokens[index : index + 2]  # "une centaine"
        if is_about or any(self.lex.has("approximate", token.low) for token in near):
            return "about"
        for kind in ("above", "below"):
            if any(self.lex.has(kind, word) for word in words):
                other = "below" if kind == "above" else "above"
                both = any(self.lex.has(other, word) for word in words)
                return "about" if both else kind
        return "about" if any(self.lex.has("hedges", word) for word in words) else ""

    def is_negative(self, index: int) -> bool:
        if not index or self.tokens[index - 1].text not in ("-", "−", "–"):
            return False
        before = self.tokens[index - 1].start
        is_near = self.tokens[index - 1].end == self.tokens[index].start
        return is_near and (before == 0 or self.text[before - 1] in " (\n|")

    def role(self, index: int) -> str:
        """Return "from" or "to" by the words before a number."""
        for place in range(index - 1, max(0, index - 3) - 1, -1):
            token = self.tokens[place]
            if self.lex.has("from", token.low):
                return "from"
            if self.lex.has("to", token.low):
                is_bound = place > 0 and self.lex.has("bounds", self.tokens[place - 1].low)
                return "" if is_bound else "to"  # "up to 40 centimetres" is no end of a change
            if not (self.lex.has("hedges", token.low) or self.lex.has("stopwords", token.low)):
                return ""
        return ""
