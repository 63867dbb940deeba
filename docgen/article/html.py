"""Read HTML: the main text as trafilatura finds it, each word at its place in the source.

Title, standfirst and byline belong to the article though they stand outside its body; the
site's name behind a title doesn't.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from itertools import groupby

from lxml import etree, html

from docgen.article.builder import Builder
from docgen.article.model import ArticlePlace, BlockKind, Link
from docgen.language.fold import fold
from docgen.language.tokens import count_words

_KINDS: dict[str, BlockKind] = {
    "p": "para",
    "ab": "para",
    "item": "item",
    "quote": "quote",
    "row": "row",
    "code": "code",
    "head": "heading",
}
_CODE = re.compile(r"<(script|style)\b", re.I)
_CODE_ENDS = {name: re.compile(rf"</{name}\s*>", re.I) for name in ("script", "style")}
_SHOWN = re.compile(r"[^\n]+")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);", re.I)
_WINDOW = 20_000


def read_html(data: bytes, builder: Builder) -> None:
    """Add the title, standfirst, byline and main text of a page.

    Raises ValueError where there is no page to parse.
    """
    encoding = _encoding(data)
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding=encoding))
    except (etree.ParserError, etree.XMLSyntaxError, LookupError) as error:
        raise ValueError(str(error)) from error
    source = _Source(data.decode(encoding, "replace"))
    builder.told_lang = (root.get("lang") or "").strip()
    text = data.decode(encoding, "replace")
    body = _main_body(text)
    reader = _HtmlReader(builder, source)
    known = _all_text(body) if body is not None else ""
    builder.title = page_title(root)
    reader.head(root, builder.title, " ".join(known.split()))
    if body is not None:
        reader.read(body)
    if count_words(known) < _LITTLE:
        builder.is_thin = True
        if count_words(known) < _NOTHING:
            reader.all_paragraphs(root, known)


def _main_body(text: str) -> etree._Element | None:
    """Return the main text of a page in trafilatura's elements.

    Portals set other stories before and behind the article. Where a second, stricter reading of
    the page lacks much of the first one, long runs of what it lacks are left out.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415  (half a second, only for pages)

    def read(*, strict: bool) -> etree._Element | None:
        found = bare_extraction(
            text,
            include_comments=False,
            include_links=True,
            include_tables=True,
            with_metadata=False,
            favor_precision=strict,
        )
        body: etree._Element | None = getattr(found, "body", None)
        return body

    body = read(strict=False)
    if body is None or len(body) < _MANY_BLOCKS:
        return body
    strict = read(strict=True)
    if strict is None:
        return body
    sure = _letters(_all_text(strict))
    texts = [_letters(_all_text(block)) for block in body]
    lengths = [len(text) for text in texts]
    foreign = [len(text) <= _SURE_LENGTH or text not in sure for text in texts]
    outside = sum(n for n, is_foreign in zip(lengths, foreign, strict=True) if is_foreign)
    if len(sure) < sum(lengths) * _SURE_PART or outside < sum(lengths) * _FOREIGN_PART:
        return body
    for is_foreign, run in groupby(zip(list(body), foreign, strict=True), key=lambda b: b[1]):
        blocks = [block for block, _ in run]
        if is_foreign and len(blocks) >= _RUN:
            for block in blocks:
                body.remove(block)
    return body


def _all_text(element: etree._Element) -> str:
    return " ".join(map(str, element.itertext()))


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


def page_title(root: html.HtmlElement) -> str:
    """Return a page's title without its site's name.

    The heading where the page's own title begins with it; else the title told to other sites;
    else the page's title, cut at its last dash or bar where the site's name stands behind.
    """
    told = _meta(root, "og:title") or _meta(root, "twitter:title")
    whole = root.findtext(".//title") or ""
    whole, told = " ".join(whole.split()), " ".join(told.split())
    headings = [" ".join(h.text_content().split()) for h in root.iter("h1")]
    for heading in headings:
        if len(heading) > _SHORT and _begins(whole or told, heading):
            return heading
    best = told or whole
    site = _meta(root, "og:site_name")
    parts = _SUFFIX.split(best)
    if len(parts) > 1:
        last = parts[-1]
        is_site = _letters(last) in (_letters(site), "") or (
            len(last.split()) <= _SITE_WORDS and len(parts[0].split()) > _SITE_WORDS - 1
        )
        if is_site:
            return best[: best.rfind(last)].rstrip(" -–—|·»:")
    return best or next(iter(headings), "")


def _begins(whole: str, heading: str) -> bool:
    return bool(whole) and _letters(whole).startswith(_letters(heading)[:40])


def _letters(text: str) -> str:
    return "".join(c for c in fold(text).text.lower() if c.isalnum())


def _meta(root: html.HtmlElement, name: str) -> str:
    for element in root.iter("meta"):
        if name in (element.get("property"), element.get("name")):
            return " ".join((element.get("content") or "").split())
    return ""


class _Source:
    """The page's source without its tags: finds words in order, with line and column."""

    def __init__(self, source: str) -> None:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
        self.starts = [0, *(m.end() for m in re.finditer("\n", source))]
        bare = without_tags(source)
        self.text = _ENTITY.sub(lambda m: unescape(m[0]).ljust(len(m[0]), "\x00"), bare)
        self.here = 0

    def go_to(self, words: list[str]) -> None:
        """Go to where some words stand together: after this place, else before it."""
        if not words:
            return
        gap = r"[\s\x00]*"
        pattern = re.compile(gap.join(map(re.escape, words)))
        match = pattern.search(self.text, self.here) or pattern.search(self.text)
        if match is not None:
            self.here = match.start()

    def holds(self, text: str) -> bool:
        """Whether the page shows a text."""
        words = text.split()[:12]
        return bool(words) and bool(re.search(r"[\s\x00]*".join(map(re.escape, words)), self.text))

    def find(self, word: str) -> ArticlePlace:
        index = self.text.find(word, self.here, self.here + _WINDOW)
        if index < 0:
            index = self.here
        else:
            self.here = index + len(word)
        row = bisect_right(self.starts, index) - 1
        return ArticlePlace(row + 1, index - self.starts[row] + 1)


class _HtmlReader:
    """Adds blocks to a builder; ``source`` gives each word its place."""

    def __init__(self, builder: Builder, source: _Source) -> None:
        self.builder, self.source = builder, source
        self.seen: set[str] = set()

    def head(self, root: html.HtmlElement, title: str, known: str) -> None:
        """Add title, standfirst and byline, as far as the page shows them and ``known`` doesn't."""
        if title:
            self.add("title", title, 1)
        known = _letters(known)
        for text in (
            *_standfirsts(root),
            _meta(root, "og:description"),
            _meta(root, "description"),
        ):
            short = _letters(text)[:_SAME]
            if len(text) > _STANDFIRST and short not in known and self.source.holds(text):
                self.add("para", text)
                break
        for text in _bylines(root):
            if _letters(text) and _letters(text) not in known[:2000]:
                self.add("para", text)
                break

    def read(self, body: etree._Element) -> None:
        """Add the blocks of a body in trafilatura's elements."""
        for element in _blocks(body):
            kind = _KINDS[str(element.tag)]
            level = 2 if kind == "heading" else 0
            if kind == "row":
                cells = (" ".join("".join(map(str, c.itertext())).split()) for c in element)
                self.add(kind, " | ".join(cells))
                continue
            for link in element.iter("ref"):
                url = link.get("target") or ""
                if url.startswith(("http://", "https://")):
                    label = " ".join("".join(map(str, link.itertext())).split())
                    self.builder.links.append(Link(label, url))
            self.add(kind, _own_text(element), level)

    def all_paragraphs(self, root: html.HtmlElement, known: str) -> None:
        """Add every paragraph of a page whose main text wasn't found."""
        for element in root.iter("p", "li", "h2", "h3", "td", "pre"):
            text = " ".join(element.text_content().split())
            if text and text not in known:
                self.add("heading" if element.tag in ("h2", "h3") else "para", text, 0)

    def add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        """Add a block, once; the title isn't repeated as a heading."""
        plain = " ".join(text.split())
        key = _letters(plain)
        if not plain or key in self.seen:
            return
        if len(key) > _SHORT or kind in ("title", "heading"):
            self.seen.add(key)
        words = plain.split(" ")
        self.source.go_to([w for w in words[:_ANCHOR] if w != "|"])
        pieces: list[tuple[str, ArticlePlace]] = []
        for number, word in enumerate(words):
            place = (
                self.source.find(word)
                if word != "|"
                else pieces[-1][1]
                if pieces
                else ArticlePlace(1, 1)
            )
            pieces.append((word, place))
            if number < len(words) - 1:
                pieces.append((" ", place))
        self.builder.block(kind, pieces, level)


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Give the innermost blocks in order: a list's items, a table's rows, paragraphs."""
    for child in element:
        tag = str(child.tag)
        inner = [e for e in child.iterdescendants() if str(e.tag) in _KINDS and tag != "row"]
        if tag in _KINDS and (not inner or tag == "item"):
            yield child
            if tag == "item":
                yield from _blocks_of_lists(child)
        elif tag in _KINDS or len(child):
            yield from _blocks(child)
        elif (child.text or "").strip() and tag not in _KINDS:
            child.tag = "p"
            yield child


def _blocks_of_lists(item: etree._Element) -> Iterator[etree._Element]:
    for inner in item.iter("list"):
        yield from _blocks(inner)


def _own_text(element: etree._Element) -> str:
    """Return an element's text without that of lists inside it."""
    parts = [element.text or ""]
    for child in element:
        if str(child.tag) not in ("list", "table"):
            parts.append(_own_text(child))
        if str(child.tag) == "lb":
            parts.append(" ")
        parts.append(child.tail or "")
    return "".join(parts)


def _standfirsts(root: html.HtmlElement) -> Iterator[str]:
    for element in root.iter("p", "h2", "h3", "div", "span"):
        told = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"
        if _STANDS_FIRST.search(told):
            text = " ".join(element.text_content().split())
            if _STANDFIRST < len(text) < _LONGEST:
                yield text


def _bylines(root: html.HtmlElement) -> Iterator[str]:
    for element in root.iter("p", "span", "div", "a", "address", "li"):
        told = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}"
        if _BYLINE.search(told):
            text = " ".join(element.text_content().split())
            if 4 < len(text) < _BYLINE_LENGTH:
                yield text


def without_tags(source: str) -> str:
    """Return HTML with spaces in place of tags, comments, scripts and styles; lines stay.

    One pass, whatever is left open: what has no end is looked for once and never again.
    """
    parts: list[str] = []
    done = at = 0
    endless: set[str] = set()
    while (at := source.find("<", at)) >= 0:
        end = _hidden_end(source, at, endless)
        if end < 0:
            at += 1
            if ">" in endless:
                break
            continue
        parts.append(source[done:at])
        parts.append(_SHOWN.sub(lambda hit: " " * len(hit[0]), source[at:end]))
        done = at = end
    return "".join([*parts, source[done:]])


def _hidden_end(source: str, at: int, endless: set[str]) -> int:
    """Return where the tag, comment or script that begins at a place ends; -1 if it doesn't."""
    if source.startswith("<!--", at) and "-->" not in endless:
        end = source.find("-->", at + 4)
        if end >= 0:
            return end + 3
        endless.add("-->")
    code = _CODE.match(source, at)
    name = code[1].lower() if code is not None else ""
    if code is not None and name not in endless:
        closing = _CODE_ENDS[name].search(source, code.end())
        if closing is not None:
            return closing.end()
        endless.add(name)
    end = -1 if ">" in endless else source.find(">", at + 1)
    if end < 0:
        endless.add(">")
    return end + 1 if end >= 0 else -1


_SUFFIX = re.compile(r"\s+[-–—|·»]\s+")
_STANDS_FIRST = re.compile(
    r"standfirst|\bdek\b|\bdeck\b|subtitle|sub-title|subhead|chapo|vorspann|entradilla|sommario"
    r"|article[-_]?(?:lead|intro|summary)|\blead\b|\bteaser-text\b|sottotitolo|bajada",
    re.I,
)
_BYLINE = re.compile(r"byline|\bauthor\b|article[-_]author|\bautor\b|auteur|autore", re.I)
_SHORT = 12
_MANY_BLOCKS = 8
_SURE_LENGTH, _RUN = 60, 4
_SURE_PART, _FOREIGN_PART = 0.25, 0.3
"""Share of a page that a strict reading must hold, and that must lie outside it, to cut there."""
_SAME = 60
_ANCHOR = 5
_SITE_WORDS = 5
_STANDFIRST = 40
_LONGEST = 600
_BYLINE_LENGTH = 120
_LITTLE = 60
_NOTHING = 12
"""Words of main text: fewer than the first is said, fewer than the second is no article."""
