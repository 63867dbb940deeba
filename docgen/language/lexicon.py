"""Words of numbers, units, dates, titles and speech, a TOML file a language.

Months, weekdays and the signs of decimals and thousands come from Babel (CLDR).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale

from docgen.foundation.structs import Struct
from docgen.language.locale import locale_of

LANGUAGES = ("de", "en", "es", "fr", "it")
"""Languages whose words are known; of others only numerals, dates, names and quotations."""
_SAMPLE = 4_000
_SURE = 0.9
_FEW = 100
"""Characters; of less text a detector can't be sure."""
_OTHER_SCRIPT = re.compile("[\u0370-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SPELLED = re.compile(r"[^\W\d_](?:[^\W\d_]|[-'’ ])+")


class Lexicon(Struct, frozen=True, eq=False):
    """What a language's numbers, dates and names are made of; all words in lower case."""

    lang: str
    decimal: str
    group: str
    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    signs: Mapping[str, int]
    ordinals: Mapping[str, int]
    fractions: Mapping[str, Decimal]
    ratios: Mapping[str, Decimal]
    units: Mapping[str, str]
    currencies: Mapping[str, str]
    dimensions: Mapping[str, tuple[str, Decimal]]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    words: Mapping[str, frozenset[str]]

    def has(self, kind: str, word: str) -> bool:
        """Whether a word is of a kind: ``stopwords``, ``titles``, ``speech`` and so on."""
        return word in self.words[kind]

    def is_title(self, word: str) -> bool:
        """Whether a word is a title or office: "Minister", in German "Betriebsratschefin"."""
        low = word.lower().rstrip(".")
        if low in self.words["titles"]:
            return True
        endings = self.words.get("title-endings")
        return bool(endings) and len(low) > 6 and low.endswith(tuple(endings or ()))


@lru_cache(maxsize=32)
def lexicon(lang: str) -> Lexicon:
    """Return the lexicon for a BCP 47 tag; of a language without a file, English words.

    Signs and month names are the tag's own wherever CLDR knows it.
    """
    base = lang.partition("-")[0].lower()
    own = _read(base if base in LANGUAGES else "en")
    common = _read("common")
    locale = locale_of(lang)
    symbols = _symbols(locale)
    words = {key: frozenset(value) for key, value in own.items() if isinstance(value, list)}
    units = dict(common["units"]) | {k: v for k, v in own["units"].items() if v}
    return Lexicon(
        lang=base,
        decimal=symbols[0],
        group=symbols[1],
        numbers=own["numbers"],
        scales=own["scales"],
        signs=common["scales"],
        ordinals=own["ordinals"],
        fractions=_decimals(own["fractions"]),
        ratios=_decimals(own["ratios"]),
        units=units,
        currencies=common["currencies"],
        dimensions={k: (d, Decimal(f)) for k, (d, f) in common["dimensions"].items()},
        months=_months(locale),
        weekdays={name.lower(): day for day, name in locale.days["format"]["wide"].items()},
        words=words,
    )


@lru_cache(maxsize=8)
def _read(name: str) -> dict[str, Any]:
    text = files("docgen.language").joinpath("lexicons", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _decimals(values: Mapping[str, str]) -> dict[str, Decimal]:
    parts = {word: Fraction(value) for word, value in values.items()}
    return {word: Decimal(f.numerator) / Decimal(f.denominator) for word, f in parts.items()}


def _symbols(locale: Locale) -> tuple[str, str]:
    table = locale.number_symbols
    chosen = table.get("latn", table)
    return str(chosen.get("decimal", ".")), str(chosen.get("group", ","))


def _months(locale: Locale) -> dict[str, int]:
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                word = str(name).lower().rstrip(".")
                if _SPELLED.fullmatch(word):
                    found.setdefault(word, number)
    if "sep" in found:
        found.setdefault("sept", 9)
    return found


def guess_language(text: str, fallback: str = "en") -> str:
    """Return a text's language as CLD3 detects it; ``fallback`` where it isn't sure.

    A tag with a region ("en-GB") is kept where only its language is detected.
    """
    import gcld3  # noqa: PLC0415  (a compiled module that only reading an article needs)

    detector = gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=_SAMPLE)
    found = detector.FindLanguage(" ".join(text.split())[:_SAMPLE])
    few = len(text) < _FEW and not _OTHER_SCRIPT.search(text)
    if few or not found.is_reliable or found.probability < _SURE:
        return fallback
    best = str(found.language).partition("-")[0]
    if best == "no":
        best = "nb"
    return fallback if fallback.partition("-")[0].lower() == best else best
