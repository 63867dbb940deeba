"""Split text to sentences."""

from __future__ import annotations

import re

from docgen.language.lexicon import Lexicon, lexicon

_END = re.compile(r"([.!?…]+)([\"”“’'»)\]]*)(\s+)(?=[\"“„‘'«¿¡(\[]*\s*[^\W_])")
_LAST = re.compile(r"[\w.°]+$")


def sentences_of(text: str, start: int, end: int, lang: str) -> list[tuple[int, int]]:
    """Return the sentences of ``text[start:end]``, one block of prose, as spans of `text`."""
    lex = lexicon(lang)
    found: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if _is_end(text, match, begin, lex):
            found.append((begin, match.start(3)))
            begin = match.end()
    return [*found, (begin, end)]


def sentence_spans(text: str, lang: str) -> list[tuple[int, int]]:
    """Return the sentences of a text as spans; newlines end blocks."""
    blocks = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    return [span for start, end in blocks for span in sentences_of(text, start, end, lang)]


def _is_end(text: str, match: re.Match[str], start: int, lex: Lexicon) -> bool:
    """Tell the end of a sentence from "Dr. Nwosu", "U.S. forces", "12. März" and "J. Smith"."""
    after = text[match.end() :].lstrip("\"“„‘'«¿¡([ \u00a0")[:1]
    if after.islower():
        return False
    if match[1] != ".":
        return True
    last = _LAST.search(text, start, match.start())
    word = last[0] if last else ""
    if word.lower() in lex.words["abbreviations"] or word.lower().rstrip(".") in ("z.b", "d.h"):
        return bool(match[2])
    if len(word) == 1 and word.isupper():
        return bool(match[2])
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word):  # U.S: an end only before a new thought
        following = re.match(r"[^\W\d_]+", text[match.end() :])
        return bool(following and following[0].lower() in lex.words["stopwords"])
    return not (lex.lang == "de" and word.isdigit() and len(word) <= 2)
