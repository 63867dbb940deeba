"""Read HTML: the main text by lxml, each word at its place in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape

from lxml import etree, html

from docgen.article.builder import Builder
from docgen.article.model import ArticlePlace, BlockKind, Link

_SKIPPED = {
    "script",
    "style",
    "nav",
    "footer",
    "aside",
    "form",
    "noscript",
    "template",
    "svg",
    "head",
    "button",
    "iframe",
    "select",
    "textarea",
    "dialog",
    "menu",
    "figure",
}
_KINDS: dict[str, BlockKind] = {
    "p": "para",
    "li": "item",
    "blockquote": "quote",
    "tr": "row",
    "pre": "code",
    "dt": "item",
    "dd": "item",
    "figcaption": "para",
    "caption": "para",
    "div": "para",
    "section": "para",
    "article": "para",
    "main": "para",
    "td": "para",
    "body": "para",
    "address": "para",
    "summary": "para",
    "header": "para",
    "time": "para",
}
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_CELLS = {"td", "th"}
_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^>]*>", re.S | re.I)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);", re.I)
_WINDOW = 20_000


def read_html(data: bytes, builder: Builder) -> None:
    """Add the blocks of the page's main text: no navigation, forms, scripts, asides.

    Raises ValueError where there is no page to parse.
    """
    encoding = _encoding(data)
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding=encoding))
    except (etree.ParserError, etree.XMLSyntaxError, LookupError) as error:
        raise ValueError(str(error)) from error
    source = data.decode(encoding, "replace")
    builder.told_lang = (root.get("lang") or "").strip()
    main = _main(root)
    _HtmlReader(builder, _Source(source)).read(main)
    heading = main.find(".//h1")
    title = heading if heading is not None else root.find(".//title")
    if title is not None:
        builder.title = " ".join("".join(map(str, title.itertext())).split())


def _encoding(data: bytes) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8"
    told = re.search(rb"charset=[\"']?([\w-]+)", data[:2048], re.I)
    name = told[1].decode("ascii", "replace") if told else "utf-8"
    try:
        "".encode(name)
    except LookupError:
        return "utf-8"
    return name


def _main(root: html.HtmlElement) -> html.HtmlElement:
    """Return the element that holds the article: by its name, else the body."""
    for path in (".//article", ".//main", ".//*[@role='main']", ".//body"):
        found = root.findall(path)
        if found:
            return max(found, key=lambda e: len(e.text_content()))
    return root


class _Source:
    """The page's source without its tags: finds words in order, with line and column."""

    def __init__(self, source: str) -> None:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
        self.starts = [0, *(m.end() for m in re.finditer("\n", source))]
        bare = _HIDDEN.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), source)
        self.text = _ENTITY.sub(lambda m: unescape(m[0]).ljust(len(m[0]), "\x00"), bare)
        self.here = 0

    def find(self, word: str) -> ArticlePlace:
        index = self.text.find(word, self.here, self.here + _WINDOW)
        if index < 0:
            index = self.here
        else:
            self.here = index + len(word)
        row = bisect_right(self.starts, index) - 1
        return ArticlePlace(row + 1, index - self.starts[row] + 1)


class _HtmlReader:
    def __init__(self, builder: Builder, source: _Source) -> None:
        self.builder, self.source = builder, source
        self.words: list[str] = []
        self.gap = False

    def read(self, main: html.HtmlElement) -> None:
        self.walk(main, "para", 0)
        self.flush("para", 0)

    def walk(self, element: html.HtmlElement, kind: BlockKind, level: int) -> None:
        """Gather text; a block-level element ends the block before it (iterative depth)."""
        stack: list[tuple[Iterator[html.HtmlElement], str | None, BlockKind, int, bool]] = []
        self.add(element.text)
        stack.append((iter(element), None, kind, level, False))
        while stack:
            children, tail, kind, level, is_block = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                if is_block:
                    self.flush(kind, level)
                self.add(tail)
                continue
            tag = child.tag if isinstance(child.tag, str) else ""
            if not tag or tag in _SKIPPED or child.get("hidden") is not None:
                self.add(child.tail)
                continue
            stack.append(self.enter(child, tag, kind, level))

    def enter(
        self, child: html.HtmlElement, tag: str, kind: BlockKind, level: int
    ) -> tuple[Iterator[html.HtmlElement], str | None, BlockKind, int, bool]:
        if tag in _HEADINGS or (tag in _KINDS and not (tag in _CELLS and kind == "row")):
            self.flush(kind, level)
            is_title = tag == "h1" and not any(b.kind == "title" for b in self.builder.blocks)
            level = _HEADINGS.get(tag, 0)
            inner: BlockKind = ("title" if is_title else "heading") if level else _KINDS[tag]
            kind = kind if tag == "p" and kind in ("quote", "item") else inner
            self.add(child.text)
            return iter(child), child.tail, kind, level, True
        if tag in _CELLS and any(w.strip() for w in self.words):
            self.words.append(" | ")
        if tag == "br":
            self.words.append(" ")
        url = child.get("href") or ""
        if tag == "a" and url.startswith(("http://", "https://")):
            self.builder.links.append(Link(" ".join(child.text_content().split()), url))
        self.add(child.text)
        return iter(child), child.tail, kind, level, False

    def add(self, text: str | None) -> None:
        if text:
            self.words += re.findall(r"\s+|\S+", text)

    def flush(self, kind: BlockKind, level: int) -> None:
        pieces: list[tuple[str, ArticlePlace]] = []
        for word in self.words:
            if word.isspace():
                if pieces and not pieces[-1][0].endswith(" "):
                    pieces.append((" ", pieces[-1][1]))
            else:
                pieces.append((word, self.source.find(word.strip())))
        self.words = []
        self.builder.block(kind, pieces, level)
