"""Find names: capitalised words that stand together, acronyms and codes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from docgen.language.lexicon import Lexicon
from docgen.language.sentences import sentence_spans

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĜĞĠĢĤĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŜŞŠŢŤŪŮŰŲŴŶŹŻŽ"
_LETTER = r"[^\W\d_]"
_CAP = rf"(?:(?:[DO]|Mc)['’])?[{_UPPER}](?:{_LETTER})*(?:['’](?![sS]\b){_LETTER}+)*(?:-{_LETTER}+)*"
_INITIALS = rf"(?:[{_UPPER}]\.){{1,4}}(?:-(?=[{_UPPER}]))?"
_TITLED = r"(?:Dr|Prof|Mr|Mrs|Ms|St|Hon|Rev|Gen|Lt|Col|Sgt|Capt|Sen|Rep|Gov|Dipl|Ing|Mag|Sig|Dott|Avv|Sra?|Dña|Mme)\."
_CODE = rf"\b(?=[\w-]*\d)(?=[\w-]*[{_UPPER}])[A-Za-z]*[{_UPPER}][A-Za-z]*-?\d+[A-Za-z]?\b|\b\d{{1,3}}[GDK]\b"
_ACRONYM = re.compile(rf"(?:[{_UPPER}]\.){{2,}}|[{_UPPER}][{_UPPER}\d&]+s?")
_JOINS = {
    "en": r"of the|of|for the|for|de la|de|du|van der|van|von|di|da|bin|al|&",
    "de": r"van der|van|von der|de|&",
    "fr": r"de la|des|du|de|la|le|&",
    "it": r"della|delle|dello|degli|dei|del|di|da|de|la|&",
    "es": r"de la|de los|de las|del|de|la|&",
}
_ELIDED = re.compile(
    r"(?:[LDMNSCJT]|Qu|Un|Dell|All|Nell|Sull|Dall|Quest)['’][^\W\d_A-ZÀ-Þ][^\W\d_]*"
)
"""An article elided before a common noun at a sentence's start: "L'enologo"."""
_OPENERS = "\"“„«‘'([:–—|•/"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as found. ``initial``: its first word begins a sentence or a quotation."""

    start: int
    end: int
    raw: str
    words: tuple[str, ...]
    kind: str
    initial: bool

    @property
    def is_single(self) -> bool:
        """Whether it is one plain word."""
        return self.kind == "name" and len(self.words) == 1


@lru_cache(maxsize=8)
def _pattern(lang: str) -> re.Pattern[str]:
    joins = _JOINS.get(lang, _JOINS["en"])
    piece = rf"(?:{_TITLED}(?=[ \u00a0]{_CAP})|{_INITIALS}|{_CAP})"
    gap = r"[ \u00a0]"
    between = rf"(?:(?:(?<=s)['’])?{gap}(?:(?:{joins}){gap}|[dl]['’])?|(?<=[.-])(?=[{_UPPER}]))"
    return re.compile(rf"{_CODE}|(?<![^\W_]){piece}(?:{between}{piece})*")


def scan_names(
    text: str,
    lex: Lexicon,
    starts: Sequence[int] | None = None,
    skip: Sequence[tuple[int, int]] = (),
) -> list[Name]:
    """Return the names of a text in order; dates (``skip``) and function words left out."""
    begins = frozenset(
        starts if starts is not None else [s for s, _ in sentence_spans(text, lex.lang)]
    )
    found: list[Name] = []
    spans = sorted(skip)
    ends = [end for _, end in spans]
    for match in _pattern(lex.lang).finditer(text):
        first = bisect_right(ends, match.start())
        if first < len(spans) and spans[first][0] < match.end():
            found += _around(match, spans[first : first + 4], text, lex, begins)
            continue
        name = _name(match.start(), match[0], text, lex, begins)
        if name:
            found.append(name)
    return found


def _around(
    match: re.Match[str],
    skip: Sequence[tuple[int, int]],
    text: str,
    lex: Lexicon,
    begins: frozenset[int],
) -> list[Name]:
    """Name what stands before and after a date: "March Review" isn't a name, "Review" may be."""
    edges = [match.start(), match.end()]
    for a, b in skip:
        if a < match.end() and match.start() < b:
            edges += [max(a, match.start()), min(b, match.end())]
    edges.sort()
    names = []
    for a, b in zip(edges[::2], edges[1::2], strict=False):
        piece = text[a:b]
        shift = len(piece) - len(piece.lstrip())
        if piece.strip()[:1].isupper():
            name = _name(a + shift, piece.strip(), text, lex, begins)
            names += [name] if name else []
    return names


def _name(start: int, raw: str, text: str, lex: Lexicon, begins: frozenset[int]) -> Name | None:
    """Strip function words at both ends; None if nothing is left."""
    words = raw.split()
    initial = _opens(text, start, begins)
    if len(words) > 2 and len(words[0]) == 1 and words[1].islower():
        step = raw.find(words[2], 2)  # "ligne C de Lyon"
        start, raw, words, initial = start + step, raw[step:], words[2:], False
    while words and _is_empty(words[0], lex):
        step = raw.find(words[1], len(words[0])) if len(words) > 1 else len(raw)
        start, raw, words, initial = start + step, raw[step:], words[1:], False
    while words and (words[-1].lower() in lex.words["stopwords"] or words[-1] == "I"):
        words = words[:-1]
        raw = raw[: raw.rfind(words[-1]) + len(words[-1])] if words else ""
    if not words or (len(raw) == 1):
        return None
    kind = "name"
    if len(words) == 1 and any(c.isdigit() for c in raw):
        kind = "code"
    elif len(words) == 1 and _ACRONYM.fullmatch(raw):
        kind = "acronym"
    return Name(start, start + len(raw), raw, tuple(words), kind, initial)


def _is_empty(word: str, lex: Lexicon) -> bool:
    """Function words; in German also measures, as every noun has a capital there."""
    low = word.lower().rstrip(".")
    if low in lex.words["stopwords"] or word == "I" or _ELIDED.fullmatch(word):
        return True
    return lex.lang == "de" and (low in lex.units or low in lex.scales)


def _opens(text: str, start: int, begins: frozenset[int]) -> bool:
    if start in begins:
        return True
    before = text[max(0, start - 8) : start].rstrip()
    if before[-1:] in "'’" and before[-2:-1].isalpha():
        return False  # an elided article: l'Union
    return not before or before[-1] in _OPENERS


def is_title_case(text: str, lex: Lexicon) -> bool:
    """Whether most words are capitalised, so that capitals tell nothing."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if w.lower() not in lex.words["stopwords"]]
    if len(words) < 3 or lex.lang == "de":
        return text.isupper()
    return bool(sum(w[0].isupper() for w in words) >= 0.75 * len(words))


def initials_of(words: Sequence[str], lex: Lexicon) -> str:
    """Return the initials of a name's words: "GDP" of "gross domestic product"."""
    return "".join(w[0].upper() for w in words if w.lower() not in lex.words["stopwords"])
