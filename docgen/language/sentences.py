"""Split text to sentences: by the abbreviations, ordinals and quotations of its language."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files

from docgen.language.lexicon import LANGUAGES, Lexicon, lexicon
from docgen.language.locale import locale_of

_END = re.compile(
    r"(?<![.!?…])([.!?…]++)([\"”“’'»«›‹)\]]*+)(\s++)(?=[\"“„‘‚'«»‹›¿¡(\[]*+\s*+[^\W_])"
    r"|(?<![。！？])([。！？]++)([」』”’）]*+)(\s*+)(?=\S)"
)
_LAST = re.compile(r"[\w.°]+$")
_OPENS = {"“": "”", "„": "“”", "‚": "‘’", "«": "»", "‹": "›", "(": ")", "[": "]", "「": "」"}
_INWARDS = frozenset(["de", "da", "cs", "sl", "hr", "hu", "sk"])
_LONGEST_QUOTATION = 400
"""A longer one, or one that is never closed, is divided into its sentences."""
_NEAR = 200
"""Characters around an end that tell what it is: the work for each is bounded."""
_BEFORE_NUMBERS = frozenset(
    [
        "no",
        "nos",
        "nr",
        "nrn",
        "fig",
        "figs",
        "p",
        "pp",
        "vol",
        "vols",
        "ch",
        "chap",
        "sec",
        "sect",
        "art",
        "arts",
        "eq",
        "ex",
        "abs",
        "kap",
        "abb",
        "tab",
        "s",
        "n",
        "núm",
        "núms",
        "pág",
        "págs",
        "par",
        "para",
        "§",
        "cap",
        "bd",
        "ziff",
        "approx",
        "ca",
        "est",
        "circa",
        "ver",
    ]
)
"""Abbreviations only where a number follows: "Fig. 3"."""
_WORDS_TOO = frozenset(["no", "nos", "art", "arts", "par", "cap", "sec", "sect", "max", "min"])
"""Abbreviations before a number, and else words that a sentence may end with."""
_MAY_END = frozenset(
    [
        "inc",
        "ltd",
        "co",
        "corp",
        "etc",
        "jr",
        "sr",
        "a.m",
        "p.m",
        "usw",
        "u.a",
        "al",
        "ff",
        "f",
        "u.s",
        "u.k",
        "u.n",
        "d.c",
        "ee.uu",
        "jh",
        "ecc",
        "uu",
        "bros",
    ]
)
"""Abbreviations that a sentence may end with: so it does before a word that begins one."""


def sentences_of(text: str, start: int, end: int, lang: str) -> list[tuple[int, int]]:
    """Return the sentences of ``text[start:end]``, one block of prose, as spans of `text`."""
    lex = lexicon(lang)
    found: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match[4] is not None:
            found.append((begin, match.start(6)))
            begin = match.end()
        elif _is_end(text, match, begin, lex) and not _is_inside(text, begin, match, end, lex):
            found.append((begin, match.start(3)))
            begin = match.end()
    return [*found, (begin, end)]


def sentence_spans(text: str, lang: str) -> list[tuple[int, int]]:
    """Return the sentences of a text as spans; newlines end blocks."""
    blocks = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    return [span for start, end in blocks for span in sentences_of(text, start, end, lang)]


def first_sentence_end(text: str, lang: str) -> int:
    """Return where the first sentence of a paragraph ends, its closing quotation included."""
    return sentences_of(text, 0, len(text), lang)[0][1]


def _is_end(text: str, match: re.Match[str], start: int, lex: Lexicon) -> bool:
    """Tell the end of a sentence from "Dr. Nwosu", "U.S. forces", "12. März" and "J. Smith"."""
    near = text[match.end() : match.end() + _NEAR]
    after = near.lstrip("\"“„‘‚'«»‹›¿¡([ \u00a0")[:1]
    if after.islower():
        return False
    if match[1] != ".":
        return True
    last = _LAST.search(text, max(start, match.start() - _NEAR), match.start())
    word = last[0] if last else ""
    low = word.lower().strip(".")
    numbered = after.isdigit() or re.match(r"[IVXLC]+\b", near)
    if numbered and (low in _BEFORE_NUMBERS or _may_count(word, lex)):
        return False
    following = re.match(r"[^\W\d_]+(?:['’][^\W\d_]+)?", near.lstrip('"“„«('))
    begins = bool(following and following[0].lower() in lex.words["stopwords"])
    if low in _WORDS_TOO:
        return True
    if low in _MAY_END:
        number = re.match(r"\w+\.?\s+\d", near)
        return bool(match[2]) or (begins and not number)
    if _is_abbreviation(low, lex):
        return bool(match[2])
    if len(word) == 1 and word.isalpha() and (word.isupper() or lex.lang not in _LONE_LETTERS):
        return bool(match[2])
    if re.fullmatch(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}", word):  # U.S: before a new thought
        return begins
    if _has_no_vowel(word, lex):  # "blz.", "Mgr."; "5 km." may end a sentence
        counts = re.search(
            r"\d\s*$", text[max(start, match.start() - _NEAR) : last.start()] if last else ""
        )
        return bool(match[2]) or bool(counts and (begins or lex.lang not in LANGUAGES))
    if lex.lang in _ORDINALS and word.isdigit() and len(word) <= 2:
        return begins
    if lex.lang == "de" and _ROMAN.fullmatch(word):  # Wilhelm II. dankte
        return begins
    return True


_LONE_LETTERS = frozenset(["en", "fr", "it", "es", "pt"])
"""Languages in which a small letter alone may end a sentence ("vitamin d.")."""
_ORDINALS = frozenset(
    [
        "de",
        "da",
        "cs",
        "hu",
        "fi",
        "et",
        "sl",
        "sk",
        "hr",
        "sr",
        "bs",
        "nb",
        "nn",
        "no",
        "tr",
        "pl",
        "lv",
        "is",
        "fo",
        "lb",
    ]
)
"""Languages that write ordinal numbers with a full stop."""
_ROMAN = re.compile("[IVX]{1,5}")
_VOWELS = frozenset("aeiouyæœøəıаеёиоуыэюяіїєѣαεηιουω")
_SYLLABIC = frozenset(["cs", "sk", "sl", "hr", "sr", "bs", "mk"])
"""Languages with words whose vowel is an r or l ("prst")."""
_CASED = re.compile("[a-z\u00df-\u024f\u0370-\u052f]+", re.I)


def _has_no_vowel(word: str, lex: Lexicon) -> bool:
    """Say whether a word of two letters or more has no vowel, and isn't set in capitals."""
    if len(word) < 2 or word.isupper() or not _CASED.fullmatch(word):
        return False
    low = unicodedata.normalize("NFD", word.lower())
    vowels = _VOWELS | {"r", "l"} if lex.lang in _SYLLABIC and len(word) > 2 else _VOWELS
    return not any(char in vowels for char in low)


def _may_count(word: str, lex: Lexicon) -> bool:
    """Say whether a word before a full stop and a number is short for what is counted: "pkt. 3",
    "Wed. 4". Sentences hardly begin with figures.
    """
    known = lex.lang not in LANGUAGES or word.lower() not in lex.words["stopwords"]
    return known and word.isalpha() and len(word) <= _SHORT and not word.isupper()


_SHORT = 3
"""Letters of such a word at most."""


def _is_abbreviation(low: str, lex: Lexicon) -> bool:
    if low in lex.words["abbreviations"] or low in ("z.b", "d.h"):
        return True
    return low in _more(lex.lang)


@lru_cache(maxsize=32)
def _more(lang: str) -> frozenset[str]:
    """Return a language's abbreviations, those of its months and days included."""
    found = set(_abbreviations().get("nb" if lang in ("no", "nn") else lang, "").split())
    locale = locale_of(lang)
    for names in (locale.months["format"]["abbreviated"], locale.days["format"]["abbreviated"]):
        found.update(str(n).lower().rstrip(".") for n in names.values() if str(n).endswith("."))
    if lang == "en":
        found.update(
            [
                "mon",
                "tue",
                "tues",
                "wed",
                "thu",
                "thur",
                "thurs",
                "fri",
                "jan",
                "feb",
                "aug",
                "sept",
                "sep",
                "oct",
                "nov",
                "dec",
            ]
        )
    return frozenset(found)


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    text = files("docgen.language").joinpath("abbreviations.toml").read_text("utf-8")
    return tomllib.loads(text)


def _is_inside(text: str, start: int, match: re.Match[str], end: int, lex: Lexicon) -> bool:
    """Say whether a quotation or a bracket is open there that the paragraph closes."""
    opens = {k: v for k, v in _OPENS.items() if lex.lang not in _INWARDS or k not in "«‹“"}
    if lex.lang in _INWARDS:
        opens |= {"»": "«", "›": "‹"}
    waiting: list[str] = []
    for char in text[max(start, match.end(2) - 4 * _LONGEST_QUOTATION) : match.end(2)]:
        if waiting and char in waiting[-1]:
            waiting.pop()
        elif char in opens:
            waiting.append(opens[char])
    if not waiting:
        return False
    rest = text[match.end(2) : min(end, start + _LONGEST_QUOTATION)]
    return any(char in rest for char in waiting[0])
