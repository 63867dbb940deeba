"""Read a Word document (.docx) by mammoth, by its paragraph styles."""

from __future__ import annotations

import base64
import io
import re
from typing import Any

from lxml import html

from docgen.importing.model import ImportBlock, ImportDocument

STYLES = """\
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Author'] => p.author:fresh
p[style-name='Date'] => p.date:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Image Caption'] => p.caption:fresh
p[style-name='Table Caption'] => p.caption:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
"""
_SIGNS = re.compile(r"([\\`*_\[\]<])")


def read_word(data: bytes) -> ImportDocument:
    """Return the blocks of a .docx. Raises ImportError without mammoth, ValueError if it is none."""
    import mammoth  # noqa: PLC0415  (an extra)

    try:
        made = mammoth.convert_to_html(io.BytesIO(data), style_map=STYLES)
        root = html.fragment_fromstring(made.value, create_parent="div")
    except Exception as error:  # what zipfile, lxml and mammoth raise for a damaged file
        raise ValueError("not a readable Word document") from error
    document = ImportDocument()
    for element in root:
        _element(element, document)
    document.left_out += [(0, m.message) for m in made.messages if m.type == "error"]
    return document


def _element(element: Any, document: ImportDocument) -> None:
    add = document.blocks.append
    tag = element.tag if isinstance(element.tag, str) else ""
    if re.fullmatch("h[1-6]", tag):
        titled = element.get("class") == "title"
        add(ImportBlock("heading", _inline(element), 0 if titled else int(tag[1])))
    elif tag in ("ul", "ol"):
        items = tuple(_inline(item) for item in element if item.tag == "li")
        add(ImportBlock("list", level=int(tag == "ol"), items=tuple(i for i in items if i)))
    elif tag == "table":
        rows = tuple(tuple(_inline(cell) for cell in row) for row in element.iter("tr"))
        add(ImportBlock("table", rows=rows))
    elif tag == "blockquote":
        add(ImportBlock("quote", _inline(element)))
    elif tag == "p":
        for image in element.iter("img"):
            kind, _, coded = image.get("src", "").partition(";base64,")
            suffix = kind.rpartition("/")[2] or "png"
            data = base64.b64decode(coded) if coded else b""
            add(ImportBlock("image", image.get("alt", ""), path=f"image.{suffix}", data=data))
        text = _inline(element)
        if text:
            style = element.get("class", "")
            known = {key: document.meta.get(key) for key in ("subtitle", "date")}
            if style in known and not known[style]:
                document.meta = {**document.meta, style: text}
            else:
                add(ImportBlock("para", text, path=style if style in ("author", "caption") else ""))


def _inline(element: Any) -> str:
    """Return an element's text as inline Markdown: bold, italic and web links stay."""
    parts = [_SIGNS.sub(r"\\\1", element.text or "")]
    for child in element:
        inner = _inline(child) if isinstance(child.tag, str) else ""
        words = inner.strip()
        href = child.get("href", "") if child.tag == "a" else ""
        if words and child.tag in ("strong", "b"):
            inner = inner.replace(words, f"**{words}**", 1)
        elif words and child.tag in ("em", "i"):
            inner = inner.replace(words, f"*{words}*", 1)
        elif words and href.startswith(("http://", "https://")):
            inner = f"[{inner}]({href})"
        elif child.tag in ("br", "p", "li", "ul", "ol"):
            inner = f" {inner}"
        parts += [inner, _SIGNS.sub(r"\\\1", child.tail or "")]
    return " ".join("".join(parts).split())
