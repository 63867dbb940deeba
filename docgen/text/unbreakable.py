"""Which words stay on one line although UAX #14 allows a break at their space.

UAX #14 (Unicode Line Breaking Algorithm, 8.2 "Tailoring") leaves it to the language to keep a
number with its unit, a date, an abbreviation with what it abbreviates, and a mark that follows
a space. Pairs of neighbouring words decide; their kinds come from the language's own words
(`docgen.language.lexicon`: months, units, scales, currencies).
"""

from __future__ import annotations

import re
from enum import IntFlag, auto
from functools import lru_cache

from docgen.language.lexicon import lexicon

_NUMBERED = frozenset(
    [
        "no",
        "nos",
        "nr",
        "nrn",
        "fig",
        "figs",
        "abb",
        "tab",
        "art",
        "arts",
        "abs",
        "kap",
        "ch",
        "chap",
        "sec",
        "sect",
        "vol",
        "bd",
        "eq",
        "ziff",
        "anm",
        "p",
        "pp",
        "s",
        "n°",
        "nº",
        "n.º",
        "núm",
        "pág",
        "págs",
        "page",
        "seite",
        "figure",
        "table",
        "section",
        "article",
        "chapter",
        "tabelle",
        "abbildung",
        "artikel",
        "kapitel",
        "absatz",
        "tableau",
        "chapitre",
        "tabla",
        "figura",
        "artículo",
        "§",
        "§§",
        "#",
    ]
)
"""What a number follows: "Nr. 7", "§ 5"."""
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "ste",
        "sr",
        "sra",
        "srta",
        "dra",
        "mme",
        "mlle",
        "mm",
        "mgr",
        "hr",
        "fr",
        "ing",
        "dipl",
        "gen",
        "col",
        "capt",
        "sen",
        "rep",
        "gov",
        "lt",
        "sgt",
        "rev",
        "hon",
        "dña",
        "dres",
    ]
)
_HOURS = frozenset(["a.m", "p.m", "am", "pm", "uhr", "h", "hrs", "o'clock", "o’clock"])
_SIGNS = "%‰°′″€$£¥₹₩₽₺"
_OPERATORS = frozenset("×=<>≤≥±~≈÷−+")
_DASHES = frozenset("–—-‒―")
_OPENERS = "([{«‹“‘„‚»›¿¡\"'*"
_CLOSERS = ".,;:!?)]}»›«‹”’“‘\"'…*"
_INWARDS = frozenset(["de", "da", "cs", "sl", "hr", "hu", "sk", "sr"])
"""Languages whose guillemets point »inwards«."""
_NO_LONE_LETTER = frozenset(["pl", "cs", "sk", "sl", "ru", "uk", "be"])
"""Languages in which no line ends with a word of one letter: "w", "z", "в"."""
_OF_IN_DATES = frozenset(["es", "pt", "ca", "gl"])
_ORDINALS = frozenset(["de", "da", "cs", "hu", "fi", "et", "sl", "sk", "hr"])
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:\.|er|re|º|ª|st|nd|rd|th)?")
_YEAR = re.compile(r"[12]\d{3}(?!\d)")
_AMOUNT = re.compile(r"[-+−±~≈<>#]?(?:[A-Z]{0,3}[$€£¥₹₩₽₺#])?[-+−]?\d[\d.,:·/'’\u00a0\u202f–—-]*")


GROUPED = re.compile(
    r"(?<![\w.,/-])(?:\+\d{1,4}|\(\+?\d{2,5}\)|[A-Z]{2}\d{2}|\d{2,4})(?: \d{1,4}){2,}(?![\w])"
)
"""A telephone number, a bank account, a register's number: groups of figures on one line."""


class _Is(IntFlag):
    NUMBER = auto()  # the word ends with a number, and nothing after it
    DIGIT = auto()  # begins with a number
    GROUP = auto()  # begins with exactly three digits
    HEAD = auto()  # one to three digits
    DAY = auto()
    DAY_COMMA = auto()
    YEAR = auto()
    MONTH = auto()
    UNIT = auto()
    SCALE = auto()
    OF = auto()
    BEFORE_NUMBER = auto()
    BEFORE_NAME = auto()
    INITIAL = auto()
    ORDINAL = auto()
    LETTER = auto()
    CAPITAL = auto()
    DASH = auto()
    OPERATOR = auto()
    OPENER = auto()
    CLOSER = auto()
    OTHER = 0


@lru_cache(maxsize=65536)
def _kind(word: str, lang: str) -> _Is:
    """Return what a word (without spaces) is to its neighbours."""
    lex, base = lexicon(lang), lang.partition("-")[0].lower()
    inwards = base in _INWARDS
    openers = "([{“‘„‚¿¡" + ("»›" if inwards else "«‹")
    closers = ")]}!?;:…”/" + ("" if inwards else "»›")
    if inwards:
        openers = openers.replace("“", "").replace("‘", "")
    kind = _Is.OTHER
    if word[0] in closers or (word[0] in ",." and not word[1:2].isdigit()):
        kind |= _Is.CLOSER
    if word[0] in _SIGNS and not word[1:2].isdigit():
        kind |= _Is.UNIT
    if word[-1] in openers:
        kind |= _Is.OPENER
    if word in _DASHES:
        return kind | _Is.DASH
    if word in _OPERATORS or word in ("/", "x"):
        return kind | _Is.OPERATOR
    head = word.lstrip(_OPENERS)
    core = head.rstrip(_CLOSERS)
    tail = head[len(core) :]
    low = core.lower()
    if not core:
        return kind
    if amount := _AMOUNT.match(head):
        kind |= _Is.DIGIT
        if re.match(r"\d{3}(?![\d])", head):
            kind |= _Is.GROUP
        if _YEAR.match(head):
            kind |= _Is.YEAR
        if amount.end() >= len(core) and not tail:
            kind |= _Is.NUMBER
            kind |= _Is.HEAD if re.fullmatch(r"\D{0,2}\d{1,3}", core) else _Is.OTHER
        if tail == "." and re.fullmatch(r"\d{1,3}", core):
            kind |= _Is.ORDINAL if base in _ORDINALS else _Is.OTHER
        if _DAY.fullmatch(core + tail):
            kind |= _Is.DAY
        if _DAY.fullmatch(core) and tail == ",":
            kind |= _Is.DAY_COMMA
    elif core[0].isalpha():
        kind |= _Is.LETTER
        kind |= _Is.CAPITAL if core[0].isupper() else _Is.OTHER
        if tail in ("", ".") and low in lex.months:
            kind |= _Is.MONTH
        first = low.partition("-")[0]
        if low[:2] in ("d’", "d'"):
            first = low[2:]  # "12 millions d’euros"
        if low in _units(lang) or first in _units(lang) or core in lex.currencies:
            kind |= _Is.UNIT
        if low in lex.scales or low in ("mio", "mrd", "tsd", "mds"):
            kind |= _Is.SCALE if tail in ("", ".") else _Is.UNIT
        if low == "de" or (base == "fr" and word in ("de", "d’", "d'")):
            kind |= _Is.OF
        if low in _NUMBERED and tail in ("", "."):
            kind |= _Is.BEFORE_NUMBER
        if tail == "." and low in _TITLES:
            kind |= _Is.BEFORE_NAME
        if tail == "." and len(core) == 1:
            kind |= _Is.INITIAL
    if core in lex.currencies or low in _NUMBERED:
        kind |= _Is.BEFORE_NUMBER
    return kind


@lru_cache(maxsize=16)
def _units(lang: str) -> frozenset[str]:
    lex = lexicon(lang)
    return frozenset(u.partition(" ")[0].lower() for u in [*lex.units, *lex.scales]) | _HOURS


_PAIRS = (
    (_Is.NUMBER, _Is.UNIT | _Is.SCALE),
    (_Is.SCALE, _Is.UNIT | _Is.OF),
    (_Is.HEAD, _Is.GROUP),
    (_Is.DAY, _Is.MONTH),
    (_Is.DAY_COMMA, _Is.YEAR),
    (_Is.MONTH, _Is.YEAR | _Is.DAY | _Is.DAY_COMMA),
    (_Is.BEFORE_NUMBER, _Is.DIGIT),
    (_Is.BEFORE_NAME, _Is.CAPITAL),
    (_Is.INITIAL, _Is.LETTER),
    (_Is.ORDINAL, _Is.LETTER),
    (_Is.DASH | _Is.OPERATOR, _Is.DIGIT),
    (_Is.NUMBER, _Is.OPERATOR),
)


@lru_cache(maxsize=131072)
def joined(left: str, right: str, lang: str) -> bool:
    """Say whether no line may end between two neighbouring words (given without spaces)."""
    if not left or not right:
        return False
    base = lang.partition("-")[0].lower()
    if base in _NO_LONE_LETTER and len(left.lstrip(_OPENERS)) == 1 and left[-1].isalpha():
        return True
    one, two = _kind(left, lang), _kind(right, lang)
    if two & (_Is.CLOSER | _Is.DASH) or one & _Is.OPENER:
        return True
    if any(one & first and two & second for first, second in _PAIRS):
        return True
    if base in _OF_IN_DATES:
        dated = _Is.MONTH | _Is.YEAR | _Is.UNIT
        return bool(
            (one & (_Is.DAY | _Is.MONTH) and two & _Is.OF) or (one & _Is.OF and two & dated)
        )
    return False
