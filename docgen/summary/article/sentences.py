"""Split blocks to sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docgen.summary.article.model import Block, Sentence
from docgen.summary.lexicon import Lexicon, lexicon

_END = re.compile(r"([.!?…]+)([\"”“’'»)\]]*)(\s+)(?=[\"“„‘'«¿¡(\[]*\s*[^\W_])")
_LAST = re.compile(r"[\w.°]+$")


def split_sentences(text: str, blocks: Sequence[Block], lang: str) -> tuple[Sentence, ...]:
    """Return the sentences of all blocks in order; a heading or a table row is one."""
    lex = lexicon(lang)
    found: list[Sentence] = []
    for number, block in enumerate(blocks):
        if block.kind in ("title", "heading", "row", "code"):
            found.append(Sentence(block.start, block.end, number))
            continue
        start = block.start
        for match in _END.finditer(text, block.start, block.end):
            if _is_end(text, match, start, lex):
                found.append(Sentence(start, match.start(3), number))
                start = match.end()
        found.append(Sentence(start, block.end, number))
    return tuple(found)


def sentence_spans(text: str, lang: str) -> list[tuple[int, int]]:
    """Return the sentences of a text as spans; newlines end blocks."""
    blocks = [Block("para", m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    return [(s.start, s.end) for s in split_sentences(text, blocks, lang)]


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
