"""Read Markdown decks and reports: Marp, pandoc, Quarto and plain CommonMark with tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from docgen.importing.dialects import as_commonmark, with_links
from docgen.importing.model import ImportBlock, ImportDocument

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FENCE_DIV = re.compile(r"^(:{3,})\s*(.*?)\s*$")
_DIRECTIVE = re.compile(r"^\s*(?:_?[a-zA-Z]+|\.(?:slide|element))\s*:")
_ATTRIBUTES = re.compile(r"\s*\{[.#:%=][^{}]*\}|\s*\{[\w-]+=[^{}]*\}")
_IMAGE_ONLY = re.compile(
    r"^!\[(?P<alt>[^\]]*)\]\((?P<path>[^)\s]+)(?:\s+[\"'](?P<title>[^\"']*)[\"'])?\)$"
)
_MARP_WORDS = {"bg", "fit", "contain", "cover", "auto", "left", "right", "vertical", "blur"}
_CELL_OPTIONS = re.compile(r"^#\|.*\n?", re.M)
_HIDDEN_CELL = re.compile(r"^\{.*(?:echo|include)=false")
_HIDDEN_OPTION = re.compile(r"^#\|\s*(?:echo|include):\s*false", re.M | re.I)
_HTML_HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1\s*>", re.I | re.S)
_HTML_IMAGE = re.compile(r"<img\b[^>]*>", re.I)
_HTML_ATTRIBUTE = re.compile(r"""\b(src|alt)\s*=\s*["']([^"']*)["']""", re.I)
_MEDIA = re.compile(r"<(video|audio|iframe|script|svg|canvas|object|embed)\b", re.I)
_BADGE = re.compile(r"\[!\[[^\[\]]*\]\([^()]*\)\]\([^()]*\)")
_INLINE_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(([^)\s]{1,2000})[^)]{0,2000}\)")
_TABLE_CAPTION = re.compile(r"^(?:Table)?:\s+(?=\S)")
_RAW = re.compile(r"<[/a-zA-Z][^>]*>")
MAX_FRONT = 100_000


def _comments(text: str) -> tuple[list[str], str]:
    """Return the comments of a text, and the text without them, in one pass over it."""
    found, kept, at = [], [], 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept.append(text[at:begin])
        found.append(text[begin + 4 : end])
        at = end + 3
    return found, "".join([*kept, text[at:]])


def read_markdown(text: str) -> ImportDocument:
    """Return the blocks of a Markdown document. Raises ValueError for wrong front matter."""
    document = ImportDocument()
    front = _FRONT.match(text)
    if front:
        document.meta = _meta(front[1])
        text = "\n" * front[0].count("\n") + text[front.end() :]
    else:
        text = _pandoc_title(text, document)
    text, notes = _without_divs(as_commonmark(text, document), document)
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    environment: dict[str, Any] = {}
    tokens = parser.parse(text, environment)
    named = environment.get("references", {})
    for token in tokens:
        if token.type == "inline" and named and "[" in token.content:
            token.content = with_links(
                token.content,
                lambda name: str(named.get(normalizeReference(name), {}).get("href", "")),
            )
    _blocks(tokens, document, notes)
    return document


def _pandoc_title(text: str, document: ImportDocument) -> str:
    """Read pandoc's title block: up to three lines "% title", "% authors", "% date"."""
    lines = text.split("\n")
    for key, line in zip(("title", "author", "date"), lines[:3], strict=False):
        if not line.startswith("%"):
            break
        value = line[1:].strip()
        parts = [p.strip() for p in value.split(";")] if key == "author" else value
        document.meta = {**document.meta, key: parts}
        lines[lines.index(line)] = ""
    return "\n".join(lines)


def _meta(text: str) -> dict[str, Any]:
    if len(text) > MAX_FRONT:
        raise ValueError("the front matter is too long")
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ValueError("the front matter is not valid YAML") from error
    return data if isinstance(data, dict) else {}


def _without_divs(text: str, document: ImportDocument) -> tuple[str, dict[int, str]]:
    """Take pandoc's fenced divs away; those with notes are kept by the line that they begin at."""
    notes: dict[int, str] = {}
    lines = text.split("\n")
    out: list[str] = []
    stack: list[str] = []
    held: list[str] = []
    begun = 0
    for number, line in enumerate(lines):
        match = _FENCE_DIV.match(line)
        if match and match[2]:
            stack.append("notes" if "notes" in match[2] else "div")
            if stack[-1] == "notes":
                held, begun = [], number
            out.append("")
        elif match and stack:
            if stack.pop() == "notes":
                notes[begun] = "\n".join(held).strip()
                out[begun] = f"<!-- docgen-notes {begun} -->"
            out.append("")
        elif "notes" in stack:
            held.append(line)
            out.append("")
        else:
            out.append(line)
    return "\n".join(out), notes


def _blocks(tokens: Sequence[Token], document: ImportDocument, notes: dict[int, str]) -> None:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        end = _closing(tokens, index)
        inside = tokens[index + 1 : end]
        line = token.map[0] + 1 if token.map else 0
        _block(token, inside, line, document, notes)
        index = end + 1


def _closing(tokens: Sequence[Token], index: int) -> int:
    """Return the index of the token that closes the one at `index`; itself if none does."""
    depth = 0
    for at in range(index, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return len(tokens) - 1


def _block(
    token: Token,
    inside: Sequence[Token],
    line: int,
    document: ImportDocument,
    notes: dict[int, str],
) -> None:
    add = document.blocks.append
    match token.type:
        case "heading_open":
            add(ImportBlock("heading", clean(inside[0].content), int(token.tag[1]), line=line))
        case "paragraph_open":
            _paragraph(inside[0], line, document)
        case "bullet_list_open" | "ordered_list_open":
            level = int(token.type == "ordered_list_open")
            add(ImportBlock("list", level=level, items=tuple(_items(inside)), line=line))
        case "table_open":
            add(ImportBlock("table", rows=tuple(_rows(inside)), line=line))
        case "blockquote_open":
            words = [clean(t.content) for t in inside if t.type == "inline"]
            add(ImportBlock("quote", "\n".join(words), line=line))
        case "fence" | "code_block":
            if _HIDDEN_CELL.search(token.info.lower().replace(" ", "")) or (
                token.info.startswith("{") and _HIDDEN_OPTION.search(token.content)
            ):
                document.left_out.append((line, "a code cell that is not shown"))
            elif token.info.strip().startswith("dataview"):
                document.left_out.append((line, "a query of notes"))
            else:
                add(ImportBlock("code", _CELL_OPTIONS.sub("", token.content).rstrip(), line=line))
        case "hr":
            add(ImportBlock("break", line=line))
        case "html_block":
            _html(token.content, line, document, notes)
        case _:
            document.left_out.append((line, token.type.replace("_", " ")))


def _html(content: str, line: int, document: ImportDocument, notes: dict[int, str]) -> None:
    """Comments are notes (Marp), but for directives; other HTML has no place."""
    for comment in _comments(content)[0]:
        told = comment.strip()
        if told.startswith("docgen-notes "):
            told = notes.get(int(told.split()[1]), "")
        elif _DIRECTIVE.match(told):
            continue
        if told:
            document.blocks.append(ImportBlock("notes", told, line=line))
    rest = _comments(content)[1].strip()
    if not rest or rest.lower().startswith("<style"):
        return
    media = _MEDIA.search(rest)
    if media:
        document.left_out.append((line, f"HTML: <{media[1].lower()}>"))
        return
    add = document.blocks.append
    for level, words in _HTML_HEADING.findall(rest):
        if clean(words):
            add(ImportBlock("heading", clean(words), int(level), line=line))
    rest = _HTML_HEADING.sub("", rest)
    for tag in _HTML_IMAGE.findall(rest):
        named = {key.lower(): value for key, value in _HTML_ATTRIBUTE.findall(tag)}
        if named.get("src"):
            add(ImportBlock("image", named.get("alt", ""), path=named["src"], line=line))
    told = clean(_HTML_IMAGE.sub("", rest))
    if told:
        add(ImportBlock("para", told, line=line))


def _paragraph(inline: Token, line: int, document: ImportDocument) -> None:
    text = inline.content.strip()
    for comment in _comments(text)[0]:
        if comment.strip() and not _DIRECTIVE.match(comment.strip()):
            document.blocks.append(ImportBlock("notes", comment.strip(), line=line))
    if _BADGE.search(text) and not _BADGE.sub("", text).strip():
        document.left_out.append((line, "badges"))
        return
    lines, kept = _comments(text)[1].split("\n"), []
    for one in lines:
        bare = _ATTRIBUTES.sub("", one).strip()
        picture = _IMAGE_ONLY.match(bare)
        if picture:
            alt = " ".join(w for w in picture["alt"].split() if not _is_marp_word(w))
            block = ImportBlock(
                "image", alt, path=picture["path"], items=(picture["title"] or "",), line=line
            )
            document.blocks.append(block)
        elif one.strip():
            kept.append(one)
    for tag in dict.fromkeys(re.findall(r"<([a-zA-Z][\w-]*)[\s/>]", "\n".join(kept))):
        if tag.lower() not in ("br", "http", "https"):
            document.left_out.append((line, f"the HTML element <{tag}>"))
    add = document.blocks.append
    whole = "\n".join(kept)
    if len(kept) > 1 and any(re.match(r"[:~]\s+\S", one) for one in kept[1:]):
        terms = "\n".join(re.sub(r"^[:~]\s+", ": ", clean(one)) for one in kept)
        add(ImportBlock("para", terms, path="definitions", line=line))
    elif _TABLE_CAPTION.match(whole):
        add(ImportBlock("para", clean(_TABLE_CAPTION.sub("", whole)), path="caption", line=line))
    else:
        for part in re.split(r"\\\n", whole.removesuffix("\\")):
            if clean(part):
                add(ImportBlock("para", clean(part), line=line))
    for alt, path in _INLINE_IMAGE.findall(_BADGE.sub("", whole)):
        add(ImportBlock("image", alt, path=path, line=line))


def _is_marp_word(word: str) -> bool:
    return word in _MARP_WORDS or bool(
        re.fullmatch(r"(?:w|h|width|height|blur|left|right):\S+|\d+%", word)
    )


def _items(tokens: Sequence[Token]) -> list[str]:
    """Return a list's items as one text each; what is nested follows, parted by semicolons."""
    found: list[str] = []
    index = 0
    while index < len(tokens):
        if tokens[index].type == "list_item_open":
            end = _closing(tokens, index)
            words = [clean(t.content) for t in tokens[index:end] if t.type == "inline"]
            first, rest = words[:1], words[1:]
            sign = " – " if first and ":" in first[0] else ": "
            text = " ".join(first) + (f"{sign}{'; '.join(rest)}" if rest and first else "")
            found.append(text.replace("::", ":"))
            index = end
        index += 1
    return [re.sub(r"^\[[ xX]\]\s+", "", item) for item in found if item.strip()]


def _rows(tokens: Sequence[Token]) -> list[tuple[str, ...]]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(clean(token.content))
    return [tuple(row) for row in rows]


def clean(text: str) -> str:
    """Return inline Markdown without attributes, comments, raw tags and inline pictures."""
    text = _comments(text)[1]
    text = re.sub(r"!\[([^\[\]]*)\]\([^)]{0,4000}\)", r"\1", text)
    text = _ATTRIBUTES.sub("", text)
    text = re.sub(r"\[([^\[\]]+)\]\{[^{}]*\}", r"\1", text)
    text = re.sub(r"<br\s*/?>", " ", text, flags=re.I)
    text = re.sub(r"<(https?://[^>\s]+)>", r"[\1](\1)", text)
    text = _RAW.sub("", text)
    return " ".join(text.split())
