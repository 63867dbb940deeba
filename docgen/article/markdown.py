"""Read Markdown: its text without marks, each stretch at its place in the source."""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from docgen.article.builder import Builder
from docgen.article.model import ArticlePlace, BlockKind, Link

_FRONT = re.compile(r"---\n.*?\n(?:---|\.\.\.)\n", re.S)
_TAG = re.compile(r"<[^>]*>")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read_markdown(text: str, builder: Builder) -> None:
    """Add the blocks of a Markdown text; front matter is left out."""
    front = _FRONT.match(text)
    if front:
        text = "\n" * front[0].count("\n") + text[front.end() :]
    _MarkdownReader(text, builder).read()


class _MarkdownReader:
    def __init__(self, text: str, builder: Builder) -> None:
        self.text, self.builder = text, builder
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self.here = 0
        self.row: list[tuple[str, ArticlePlace]] = []
        self.level = 0

    def read(self) -> None:
        open_kinds: list[BlockKind] = []
        for token in _parser().parse(self.text):
            if token.map and token.nesting >= 0:
                self.here = max(self.here, self.starts[min(token.map[0], len(self.starts) - 1)])
            if token.type in ("list_item_open", "blockquote_open"):
                open_kinds.append("item" if token.type.startswith("list") else "quote")
            elif token.type in ("list_item_close", "blockquote_close"):
                open_kinds.pop()
            elif token.type == "heading_open":
                self.level = int(token.tag[1])
            elif token.type == "tr_open":
                self.row = []
            elif token.type == "tr_close":
                self.builder.block("row", self.row)
            elif token.type in ("fence", "code_block"):
                self.code(token)
            elif token.type == "html_block":
                self.builder.block("para", [(_TAG.sub(" ", token.content), self.place(self.here))])
            elif token.type == "inline":
                self.inline(token, open_kinds)

    def inline(self, token: Token, kinds: list[BlockKind]) -> None:
        pieces = self.pieces(token.children or [])
        if token.level and self.in_row(token):
            gap = [(" | ", self.place(self.here))] if self.row else []
            self.row += gap + pieces
            return
        if self.level:
            is_title = self.level == 1 and not any(b.kind == "title" for b in self.builder.blocks)
            self.builder.block("title" if is_title else "heading", pieces, self.level)
            if is_title and not self.builder.title:
                self.builder.title = "".join(t for t, _ in pieces).strip()
            self.level = 0
            return
        self.builder.block(kinds[-1] if kinds else "para", pieces)

    def in_row(self, token: Token) -> bool:
        return token.map is None or (token.level >= 3 and self.is_table_line(token.map[0]))

    def is_table_line(self, line: int) -> bool:
        start = self.starts[line]
        end = self.text.find("\n", start)
        return "|" in self.text[start : end if end >= 0 else len(self.text)]

    def pieces(self, tokens: list[Token]) -> list[tuple[str, ArticlePlace]]:
        found: list[tuple[str, ArticlePlace]] = []
        label, url = -1, ""
        for token in tokens:
            if token.type == "link_open":
                label, url = len(found), str(token.attrGet("href") or "")
            elif token.type == "link_close":
                text = "".join(t for t, _ in found[label:]).strip()
                if url.startswith(("http://", "https://")):
                    self.builder.links.append(Link(text, url))
            elif token.type in ("softbreak", "hardbreak"):
                found.append((" ", self.place(self.here)))
                self.here = max(self.here, self.text.find("\n", self.here) + 1)
            elif token.content and token.type != "html_inline":
                found.append((token.content, self.find(token.content)))
        return found

    def find(self, content: str) -> ArticlePlace:
        index = self.text.find(content, self.here)
        if index < 0:
            return self.place(self.here)
        self.here = index + len(content)
        return self.place(index)

    def code(self, token: Token) -> None:
        line = (token.map[0] if token.map else 0) + (1 if token.type == "fence" else 0)
        lines = token.content.rstrip("\n").split("\n")
        pieces = [(text + "\n", ArticlePlace(line + n + 1, 1)) for n, text in enumerate(lines)]
        self.builder.block("code", pieces)

    def place(self, index: int) -> ArticlePlace:
        row = self.text.count("\n", 0, index)
        return ArticlePlace(row + 1, index - self.starts[row] + 1)
