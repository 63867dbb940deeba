"""From markdown-it's tokens to runs and blocks, with the offset of every problem."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.link import link as commonmark_link
from markdown_it.token import Token

from docgen.foundation import codes


@dataclass(frozen=True, slots=True)
class Run:
    """Text with one look. A hard break is a run whose text is ``"\\n"``.

    A citation is a run with ``cite`` (the source's id, repeated in ``text``).
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str | None = None
    cite: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs of one paragraph."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class RichList:
    """A list; each item holds paragraphs and further lists."""

    kind: Literal["bullet", "number"]
    items: tuple[tuple[RichBlock, ...], ...]


RichBlock: TypeAlias = Paragraph | RichList


@dataclass(frozen=True, slots=True)
class MarkupProblem:
    """What is wrong with a text; ``offset`` counts characters of the source from 0."""

    code: str
    message: str
    hint: str
    offset: int


_ID = r"@([A-Za-z][A-Za-z0-9_-]*)"
CITE_ID = re.compile(_ID)
CITATION = re.compile(rf"\[{_ID}(?:\s*;\s*{_ID})*\](?!\()")
"""``[@id]`` or ``[@one; @two]``, and not the text of a link."""
_CITATION_LIKE = re.compile(r"\[@(?:\\.|[^\]\\\n]){0,200}\](?!\()")

_INLINE = ["escape", "newline", "backticks", "emphasis", "link", "image", "autolink"]
_BLOCK = ["paragraph", "list", "heading", "lheading", "fence", "blockquote", "hr", "table"]
_MAX_NESTING = 100


@lru_cache(maxsize=1)
def inline_parser() -> MarkdownIt:
    """Return the parser of a `Text`."""
    return _parser()


@lru_cache(maxsize=1)
def block_parser() -> MarkdownIt:
    """Return the parser of a `Body`."""
    return _parser().enable(_BLOCK)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"maxNesting": _MAX_NESTING})
    parser.enable(_INLINE)
    parser.inline.ruler.before("link", "citation", _citation)
    parser.inline.ruler.at("link", _link)
    # schemes are judged by richtext, with a position; markdown-it would stay silent
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _citation(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[@", state.pos):
        return False
    match = CITATION.match(state.src, state.pos)
    loose = match or _CITATION_LIKE.match(state.src, state.pos)
    if loose is None or loose.end() > state.posMax:
        return False
    if not silent:
        token = state.push("citation" if match else "bad_citation", "", 0)
        token.content = loose[0]
    state.pos = loose.end()
    return True


def _link(state: StateInline, silent: bool) -> bool:
    """CommonMark's own rule, noting the address as it was written (before escaping)."""
    start, count = state.pos, len(state.tokens)
    if not commonmark_link(state, silent):
        return False
    if not silent and len(state.tokens) > count:
        written = re.search(r"\]\(\s*<?([^\s>)]*)[^()]*\)?$", state.src[start : state.pos])
        state.tokens[count].meta["written"] = written[1] if written else ""
    return True


MAX_LIST_DEPTH = 9
"""PowerPoint knows nine list levels."""

_SCHEME = re.compile(r"(?:https?://|mailto:)[^\s]+|#[A-Za-z][A-Za-z0-9_-]*", re.I)
_FORBIDDEN = {
    "heading_open": ("a heading", "a section has one heading of its own: start a new section"),
    "fence": ("a code block", "use `code` within a line"),
    "blockquote_open": ("a block quote", 'put quotations under "quotes"'),
    "hr": ("a horizontal line", "delete it, or leave a blank line before the dashes"),
    "table_open": ("a table", 'put tables under "tables"'),
}


class RichReader:
    """Turns one text's tokens to blocks; finds offsets by searching forward in the source.

    markdown-it gives lines but no columns, so the place of a citation or link is the next
    occurrence of its own source text.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = [0, *(m.end() for m in re.finditer("\n", source))]
        self.problems: list[MarkupProblem] = []
        self.cited: list[tuple[str, int]] = []
        self.here = 0

    def find(self, needle: str) -> int:
        index = self.source.find(needle, self.here)
        if index < 0:
            return self.here
        self.here = index + len(needle)
        return index

    def problem(self, code: str, message: str, hint: str, offset: int) -> None:
        self.problems.append(MarkupProblem(code, message, hint, offset))

    def blocks(self, tokens: Sequence[Token]) -> tuple[RichBlock, ...]:
        """Build the tree by a stack of (list kind, its items) and open items."""
        top: list[RichBlock] = []
        items: list[list[RichBlock]] = [top]
        lists: list[tuple[Token, list[tuple[RichBlock, ...]]]] = []
        deepest = 0
        for token in tokens:
            self.check_block(token)
            if token.type in ("bullet_list_open", "ordered_list_open"):
                lists.append((token, []))
                if len(lists) > MAX_LIST_DEPTH >= deepest:
                    self.too_deep(token)
                deepest = max(deepest, len(lists))
            elif token.type == "list_item_open":
                items.append([])
            elif token.type == "list_item_close":
                lists[-1][1].append(tuple(items.pop()))
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                opened, done = lists.pop()
                kind: Literal["bullet", "number"]
                kind = "bullet" if opened.type.startswith("bullet") else "number"
                items[-1].append(RichList(kind, tuple(done)))
            elif token.type == "inline":
                items[-1].append(Paragraph(strip(self.inline(token.children or []))))
            elif token.type == "fence":
                items[-1].append(Paragraph((Run(token.content.strip(), code=True),)))
        return tuple(top)

    def check_block(self, token: Token) -> None:
        offset = self.offset(token)
        if token.block and token.map and token.nesting >= 0:
            self.here = max(self.here, offset)
        if token.type in _FORBIDDEN:
            what, hint = _FORBIDDEN[token.type]
            self.problem(codes.MARKUP, f"{what} can't stand in a text", hint, offset)
        elif token.type == "ordered_list_open" and token.attrGet("start") not in (None, 0):
            start = token.attrGet("start")
            hint = f'to keep it text write "{start}\\.", to number items begin with "1."'
            self.problem(codes.MARKUP, f'"{start}." starts a numbered list', hint, offset)

    def too_deep(self, token: Token) -> None:
        message = f"a list nested deeper than {MAX_LIST_DEPTH} levels"
        self.problem(codes.MARKUP, message, "flatten it", self.offset(token))

    def offset(self, token: Token) -> int:
        """Return where a block's first character stands."""
        if not token.map:
            return self.here
        start = self.lines[min(token.map[0], len(self.lines) - 1)]
        return start + len(self.source[start:]) - len(self.source[start:].lstrip())

    def inline(self, tokens: Sequence[Token]) -> list[Run]:
        runs: list[Run] = []
        bold = italic = 0
        href: str | None = None
        for token in tokens:
            kind = token.type
            if kind in ("strong_open", "strong_close"):
                bold += token.nesting
            elif kind in ("em_open", "em_close"):
                italic += token.nesting
            elif kind == "link_open":
                href = self.link(str(token.attrGet("href") or ""), token)
            elif kind == "link_close":
                href = None
            elif kind == "citation":
                runs += self.cite(token.content)
            else:
                text = self.text(token)
                look = Run(text, bold > 0, italic > 0, kind == "code_inline", href)
                _append(runs, look)
        return runs

    def text(self, token: Token) -> str:
        if token.type == "softbreak":
            return " "
        if token.type == "hardbreak":
            return "\n"
        if token.type == "image":
            offset = self.find("![")
            hint = 'list it under "images"; a layout places it'
            self.problem(codes.MARKUP, "an image can't stand in a text", hint, offset)
            return token.content
        if token.type == "bad_citation":
            offset = self.find(token.content)
            hint = "write [@source-id] or [@one; @two]"
            self.problem(codes.MARKUP, f"{token.content} is not a citation", hint, offset)
        elif token.content:
            self.find(token.content)  # never past its true place, so safe to search from
        return token.content

    def link(self, href: str, token: Token) -> str | None:
        written = str(token.meta.get("written") or href)
        offset = self.find(written) if written else self.here
        if _SCHEME.fullmatch(href):
            return href
        hint = "link to https://, http://, mailto: or #id"
        shown = written if len(written) <= 60 else written[:60] + "…"
        self.problem(codes.LINK, f'a link may not lead to "{shown}"', hint, offset)
        return None

    def cite(self, content: str) -> list[Run]:
        """Read ``[@a; @b]``; a run each."""
        start = self.find(content)
        found = []
        for match in CITE_ID.finditer(content):
            self.cited.append((match[1], start + match.start()))
            found.append(Run(match[1], cite=match[1]))
        return found


def _append(runs: list[Run], run: Run) -> None:
    """Add a run, joined to the last one when the look is the same."""
    if not run.text:
        return
    if runs and run.text != "\n" and runs[-1].text != "\n":
        last = runs[-1]
        same = (last.bold, last.italic, last.code, last.href, last.cite)
        if same == (run.bold, run.italic, run.code, run.href, run.cite):
            runs[-1] = Run(last.text + run.text, run.bold, run.italic, run.code, run.href)
            return
    runs.append(run)


def strip(runs: list[Run]) -> tuple[Run, ...]:
    """Drop white space and hard breaks at both ends."""
    while runs and not runs[0].text.strip():
        runs.pop(0)
    while runs and not runs[-1].text.strip():
        runs.pop()
    for index, side in ((0, "l"), (-1, "r")):
        if runs:
            run = runs[index]
            text = run.text.lstrip() if side == "l" else run.text.rstrip()
            runs[index] = Run(text, run.bold, run.italic, run.code, run.href, run.cite)
    return tuple(runs)


_MARKUP = re.compile(r"[\\*_`\[<!\n]")
_BLOCK_START = re.compile(r"[ \t]*(?:[-+*#>=|~]|\d+[.)])|[ \t]", re.M)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class _Parsed:
    blocks: tuple[RichBlock, ...]
    problems: tuple[MarkupProblem, ...]
    citations: tuple[tuple[str, int], ...]


def parse_inline(source: str) -> tuple[Run, ...]:
    """Return the runs of a `Text`. Never raises; see `problems` for what is wrong."""
    text = source.strip()
    if not _MARKUP.search(text):
        return (Run(text),) if text else ()
    blocks = _parse(source, False).blocks
    return blocks[0].runs if blocks and isinstance(blocks[0], Paragraph) else ()


def parse_blocks(source: str) -> tuple[RichBlock, ...]:
    """Return the paragraphs and lists of a `Body`. Never raises; see `problems`."""
    return _parse(source, True).blocks


def problems(source: str, *, block: bool) -> tuple[MarkupProblem, ...]:
    """Return what a `Body` (``block``) or a `Text` holds that may not be there."""
    if _is_plain(source, block):
        return ()
    return _parse(source, block).problems


def citations(source: str, *, block: bool) -> tuple[tuple[str, int], ...]:
    """Return cited source ids in order, each with its offset in the source."""
    if "[@" not in source:
        return ()
    return _parse(source, block).citations


def plain_text(source: str, *, block: bool = False) -> str:
    """Return the text without markup and citations; blocks are joined by newlines."""
    if not block:
        return _joined(parse_inline(source))
    return "\n".join(_plain_blocks(parse_blocks(source)))


def _plain_blocks(blocks: Sequence[RichBlock]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(_joined(block.runs))
        else:
            for item in block.items:
                lines += _plain_blocks(item)
    return lines


def _joined(runs: Sequence[Run]) -> str:
    return re.sub(r" +(?=[.,;:]|$)", "", "".join(r.text for r in runs if r.cite is None))


def _is_plain(source: str, block: bool) -> bool:
    if not block:
        return not _MARKUP.search(source.strip())
    return not _MARKUP.search(source.strip().replace("\n", "")) and not _BLOCK_START.search(source)


@lru_cache(maxsize=4096)
def _parse(source: str, block: bool) -> _Parsed:
    if block and _is_plain(source, True):
        parts = _BLANK_LINES.split(source.strip())
        paragraphs = (Paragraph((Run(re.sub(r"[ \t]*\n[ \t]*", " ", p)),)) for p in parts if p)
        return _Parsed(tuple(paragraphs), (), ())
    reader = RichReader(source)
    if block:
        blocks = reader.blocks(block_parser().parse(source))
    else:
        children = inline_parser().parseInline(source)[0].children or []
        runs = strip(reader.inline(children))
        blocks = (Paragraph(runs),) if runs else ()
    return _Parsed(blocks, tuple(reader.problems), tuple(reader.cited))


__all__ = [
    "MarkupProblem",
    "Paragraph",
    "RichBlock",
    "RichList",
    "Run",
    "citations",
    "parse_blocks",
    "parse_inline",
    "plain_text",
    "problems",
]
