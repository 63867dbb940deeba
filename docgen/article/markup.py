"""Read the plain markup of a document (Word, e-book, mail): every block of it is the article's."""

from __future__ import annotations

from lxml import etree, html

from docgen.article.builder import Builder
from docgen.article.model import ArticlePlace, BlockKind, Link

_KINDS: dict[str, BlockKind] = {
    "p": "para",
    "li": "item",
    "blockquote": "quote",
    "tr": "row",
    "pre": "code",
    "dd": "item",
    "dt": "item",
    "div": "para",
    "td": "para",
}
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_SKIPPED = {"script", "style", "head", "nav"}


def read_markup(source: str | bytes, builder: Builder, first: int = 1) -> int:
    """Add the blocks of HTML without furniture; return the number of the next block.

    A place's line is the number of its block, counted from ``first``. Raises ValueError where
    it can't be parsed.
    """
    try:
        root = html.document_fromstring(source)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ValueError(str(error)) from error
    number = first
    for element in root.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag not in _KINDS and tag not in _HEADINGS:
            continue
        if any(a.tag in _SKIPPED or a.tag == "tr" for a in element.iterancestors()):
            continue
        inner = [e for e in element.iterdescendants() if e.tag in _KINDS or e.tag in _HEADINGS]
        if tag == "tr":
            cells = (" ".join("".join(map(str, c.itertext())).split()) for c in element)
            text = " | ".join(cells)
        elif inner and tag != "li":
            continue
        else:
            text = _own(element)
        if not text.strip(" |"):
            continue
        for link in element.iter("a"):
            url = link.get("href") or ""
            if url.startswith(("http://", "https://")):
                builder.links.append(
                    Link(" ".join("".join(map(str, link.itertext())).split()), url)
                )
        level = _HEADINGS.get(tag, 0)
        is_title = level == 1 and not builder.blocks
        kind: BlockKind = ("title" if is_title else "heading") if level else _kind(element, tag)
        builder.block(kind, [(text, ArticlePlace(number, 1))], level)
        number += 1
    return number


def _kind(element: html.HtmlElement, tag: str) -> BlockKind:
    if tag in ("p", "div") and any(a.tag == "blockquote" for a in element.iterancestors()):
        return "quote"
    return _KINDS[tag]


def _own(element: html.HtmlElement) -> str:
    """Return an element's text without that of blocks inside it."""
    parts = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "br":
            parts.append(" ")
        elif tag and tag not in ("ul", "ol", "table"):
            parts.append(_own(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())
