"""Put an article together from blocks of pieces with their places."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from docgen.article.model import (
    Anchor,
    Article,
    ArticleBlock,
    ArticlePlace,
    BlockKind,
    Link,
    Sentence,
)
from docgen.language.lexicon import guess_language
from docgen.language.sentences import sentences_of

_DROPPED = str.maketrans("", "", "\u00ad\u200b\ufeff")


@dataclass(slots=True)
class Builder:
    """Gathers blocks; `build` makes the Article."""

    name: str
    lang: str
    title: str = ""
    told_lang: str = ""
    is_thin: bool = False
    parts: list[str] = field(default_factory=list)
    blocks: list[ArticleBlock] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    length: int = 0

    def block(
        self, kind: BlockKind, pieces: list[tuple[str, ArticlePlace]], level: int = 0
    ) -> None:
        """Add a block of pieces of text; what holds no text is left out."""
        if not any(text.strip() for text, _ in pieces):
            return
        if self.parts:
            self.parts.append("\n\n")
            self.length += 2
        start = self.length
        for number, (text, place) in enumerate(pieces):
            clean = unicodedata.normalize("NFC", text.translate(_DROPPED))
            shown = clean.lstrip() if number == 0 else clean
            shown = shown.rstrip() if number == len(pieces) - 1 else shown
            lead = len(clean) - len(clean.lstrip()) if number == 0 else 0
            at = ArticlePlace(place.line, place.column + lead, place.page)
            self.anchors.append(Anchor(self.length, at))
            self.parts.append(shown)
            self.length += len(shown)
        self.blocks.append(ArticleBlock(kind, start, self.length, level))

    def build(self, sha256: str) -> Article:
        """Return the article; its language as told by the file, else guessed."""
        text = "".join(self.parts)
        lang = self.told_lang or guess_language(text, self.lang)
        return Article(
            name=self.name,
            text=text,
            blocks=tuple(self.blocks),
            sentences=_sentences(text, self.blocks, lang),
            sha256=sha256,
            lang=lang,
            title=self.title or self._title(text),
            links=tuple(dict.fromkeys(self.links)),
            anchors=tuple(self.anchors),
            is_thin=self.is_thin,
        )

    def _title(self, text: str) -> str:
        """Take the title from the first block where that is a heading."""
        if self.blocks and self.blocks[0].kind in ("title", "heading"):
            return text[self.blocks[0].start : self.blocks[0].end]
        return ""


def _sentences(text: str, blocks: Sequence[ArticleBlock], lang: str) -> tuple[Sentence, ...]:
    """Return the sentences of all blocks in order; a heading or a table row is one."""
    found: list[Sentence] = []
    for number, block in enumerate(blocks):
        whole = block.kind in ("title", "heading", "row", "code")
        spans = [(block.start, block.end)]
        if not whole:
            spans = sentences_of(text, block.start, block.end, lang)
        found += [Sentence(start, end, number) for start, end in spans]
    return tuple(found)
