"""Split text to sentences: by the abbreviations, ordinals and quotations of its language."""

from __future__ import annotations

import re

from docgen.language.lexicon import Lexicon, lexicon

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
_MORE_ABBREVIATIONS = {
    "en": "adm ave bros cmdr dept dist ed eds est hon incl jr lt maj messrs mgr nos prov resp rev"
    " sgt sr univ vols m.d b.a m.a d.c",
    "de": "allg bes bzgl einschl entspr exkl f ff gem geb ges hrsg inkl insb jh kap lfd lt max mind"
    " o.g o.ä s s.o sog tel u u.u v.a vgl z zit zz.t zzgl i.d.r m.e co abb tab anm aufl bd",
    "fr": "adj apr boul bd chap dir éd env etc fig hab ill j.-c réf s suiv tél vol p.ex av c.-à-d",
    "es": "aprox cap dir ed fig gral lic p.ej pp prof s srta tel vol vs núms cía",
    "it": "art cap ca dott ecc es fig pag sig sig.ra vol",
}
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
    if after.isdigit() and low in _BEFORE_NUMBERS:
        return False
    following = re.match(r"[^\W\d_]+(?:['’][^\W\d_]+)?", near.lstrip('"“„«('))
    begins = bool(following and following[0].lower() in lex.words["stopwords"])
    if low in ("no", "nos") and match.end() < len(text) and after.isdigit():
        return False
    if low in _MAY_END:
        number = re.match(r"\w+\.?\s+\d", near)
        return bool(match[2]) or (begins and not number)
    if _is_abbreviation(low, lex):
        return bool(match[2])
    if len(word) == 1 and word.isalpha() and (word.isupper() or lex.lang == "de"):
        return bool(match[2])
    if re.fullmatch(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}", word):  # U.S: before a new thought
        return begins
    if lex.lang in ("de", "da", "cs", "hu", "fi") and word.isdigit() and len(word) <= 2:
        return begins
    return True


def _is_abbreviation(low: str, lex: Lexicon) -> bool:
    if low in lex.words["abbreviations"] or low in ("z.b", "d.h"):
        return True
    return low in _more(lex.lang)


def _more(lang: str) -> frozenset[str]:
    found = _SETS.get(lang)
    if found is None:
        found = _SETS[lang] = frozenset(_MORE_ABBREVIATIONS.get(lang, "").split())
    return found


_SETS: dict[str, frozenset[str]] = {}


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
