"""From markdown-it's tokens to runs and blocks, with the offset of every problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal, TypeAlias, assert_never

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.link import link as commonmark_link
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from docgen.foundation import codes
from docgen.foundation.structs import Struct


class Run(Struct, frozen=True):
    """Text with one look. A hard break is a run whose text is ``"\\n"``.

    A citation is a run with ``cite`` (the source's id, repeated in ``text``); a reference to
    a figure or table has ``ref`` (its id); the mark of a footnote has ``note``, the number
    of the note among those of the text, from 0, and no text.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str | None = None
    cite: str | None = None
    strike: bool = False
    shift: Literal["", "super", "sub"] = ""
    """Raised or lowered, and smaller."""
    ref: str | None = None
    note: int | None = None
    lang: str | None = None
    """Language of a run written ``[mot]{lang=fr}``."""


class Paragraph(Struct, frozen=True):
    """Runs of one paragraph."""

    runs: tuple[Run, ...]


class RichList(Struct, frozen=True):
    """A list; each item holds paragraphs and further lists."""

    kind: Literal["bullet", "number"]
    items: tuple[tuple[RichBlock, ...], ...]


class SubHeading(Struct, frozen=True):
    """A heading inside a text; ``level`` is the number of its ``#``."""

    level: int
    runs: tuple[Run, ...]


class CodeBlock(Struct, frozen=True):
    """Lines of code as they were written."""

    text: str


class BlockQuote(Struct, frozen=True):
    """What stands behind ``>``."""

    blocks: tuple[RichBlock, ...]


class Definitions(Struct, frozen=True):
    """Terms, each with what it means: a line, then lines that begin with a colon."""

    items: tuple[tuple[tuple[Run, ...], tuple[RichBlock, ...]], ...]


class RichTable(Struct, frozen=True):
    """A table of ``|`` lines: a header row, then rows; ``align`` a word a column, or empty."""

    head: tuple[tuple[Run, ...], ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    align: tuple[Literal["", "left", "center", "right"], ...]


RichBlock: TypeAlias = (
    Paragraph | RichList | SubHeading | CodeBlock | BlockQuote | Definitions | RichTable
)


class MarkupProblem(Struct, frozen=True):
    """What is wrong with a text; ``offset`` counts characters of the source from 0."""

    code: str
    message: str
    hint: str
    offset: int


_ID = r"@((?:(?:fig|tab):)?[A-Za-z][A-Za-z0-9_-]*)"
CITE_ID = re.compile(_ID)
CITATION = re.compile(rf"\[{_ID}(?:\s*;\s*{_ID})*\](?!\()")
"""``[@id]`` or ``[@one; @two]``, ``[@fig:id]``, ``[@tab:id]``, and not the text of a link."""
_CITATION_LIKE = re.compile(r"\[@(?:\\.|[^\]\\\n]){0,200}\](?!\()")

_INLINE = [
    "escape",
    "newline",
    "backticks",
    "strikethrough",
    "emphasis",
    "link",
    "image",
    "autolink",
    "entity",
]
_BLOCK = ["paragraph", "list", "heading", "lheading", "fence", "blockquote", "hr", "table"]
_MAX_NESTING = 100


@lru_cache(maxsize=1)
def inline_parser() -> MarkdownIt:
    """Return the parser of a `Text`."""
    return _parser()


@lru_cache(maxsize=1)
def block_parser() -> MarkdownIt:
    """Return the parser of a `Body`."""
    return _parser().enable(_BLOCK).use(deflist_plugin)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"maxNesting": _MAX_NESTING})
    parser.enable(_INLINE)
    parser.use(footnote_plugin).use(sub_plugin).use(superscript_plugin)
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
    "hr": ("a horizontal line", "delete it, or leave a blank line before the dashes"),
}
_HTML = re.compile(
    r"</?(a|abbr|b|big|blockquote|br|center|cite|code|del|div|dl|em|font|h[1-6]|hr|i|img|ins|kbd"
    r"|li|mark|ol|p|pre|q|s|small|span|strike|strong|sub|sup|table|td|th|tr|tt|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.I,
)
_HTML_HINTS = {
    **dict.fromkeys(("b", "strong"), "write **bold**"),
    **dict.fromkeys(("i", "em", "cite"), "write *italic*"),
    **dict.fromkeys(("s", "del", "strike"), "write ~~struck out~~"),
    **dict.fromkeys(("code", "tt", "kbd", "pre"), "write `code`"),
    "sub": "write H~2~O",
    "sup": "write m^2^",
    "br": "end the line with a backslash",
    "a": "write [text](https://...)",
    **dict.fromkeys(("u", "mark"), "write **bold**"),
}
_UNSUPPORTED = (
    (
        re.compile(r"(?<![$\w])\$\$?(?=[^\s$])[^$\n]*?(?<=[^\s$])\$\$?(?![\w$])"),
        "formulas can't be set: {0} would be printed as it stands",
        "say it in words and with ^raised^ and ~lowered~ text; for a plain $ write \\$",
    ),
    (
        re.compile(r"(?<!=)==(?=[^\s=])[^=\n]*(?<=[^\s=])==(?!=)"),
        "{0} isn't markup here",
        "write **bold** to stress it",
    ),
    (
        re.compile(r"\[\^[^\]\s]+\]"),
        "the footnote {0} has no text",
        "add the line {0}: its text to the same body, or write ^[its text]",
    ),
)
"""What people know from elsewhere and would find printed: pattern, message, hint."""
_ESCAPED = re.compile(r"(?<!\\)(?:\\\\)*\\$")
"""A backslash, itself not escaped, just before."""
_CHECKBOX = re.compile(r"\[[ xX]\]\s")


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
        self.referred: list[tuple[str, int]] = []
        """Ids of figures and tables (``fig:cost``) and of places (``#gates``)."""
        self.notes: list[tuple[Run, ...]] = []
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
        """Build the tree of a text's tokens."""
        return tuple(self._until(iter(tokens), ""))

    def _until(self, tokens: Iterator[Token], end: str, lists: int = 0) -> list[RichBlock]:
        """Read blocks up to the token `end`, inside so many lists."""
        found: list[RichBlock] = []
        for token in tokens:
            if token.type == end:
                break
            self.check_block(token)
            kind = token.type
            if kind in ("bullet_list_open", "ordered_list_open"):
                if lists == MAX_LIST_DEPTH:
                    self.too_deep(token)
                found.append(self._list(tokens, kind, lists + 1))
            elif kind == "inline":
                self._check_box(token, lists)
                found.append(Paragraph(strip(self.inline(token.children or []))))
            elif kind == "heading_open":
                runs = self._line(tokens, "heading_close")
                found.append(SubHeading(int(token.tag[1:]), runs))
            elif kind == "fence":
                self.find(token.content.split("\n")[0])
                found.append(CodeBlock(token.content.rstrip("\n")))
            elif kind == "blockquote_open":
                found.append(BlockQuote(tuple(self._until(tokens, "blockquote_close", lists))))
            elif kind == "dl_open":
                found.append(self._definitions(tokens, lists))
            elif kind == "table_open":
                found.append(self._table(tokens))
            elif kind == "footnote_open":
                inside = self._until(tokens, "footnote_close", lists)
                self.notes.append(_one_line(inside))
        return found

    def _list(self, tokens: Iterator[Token], opened: str, lists: int) -> RichList:
        kind: Literal["bullet", "number"] = "bullet" if opened.startswith("bullet") else "number"
        items = []
        for token in tokens:
            if token.type == opened.replace("open", "close"):
                break
            self.check_block(token)
            if token.type == "list_item_open":
                items.append(tuple(self._until(tokens, "list_item_close", lists)))
        return RichList(kind, tuple(items))

    def _definitions(self, tokens: Iterator[Token], lists: int) -> Definitions:
        items: list[tuple[tuple[Run, ...], tuple[RichBlock, ...]]] = []
        for token in tokens:
            if token.type == "dl_close":
                break
            if token.type == "dt_open":
                items.append((self._line(tokens, "dt_close"), ()))
            elif token.type == "dd_open":
                term, before = items.pop() if items else ((), ())
                items.append((term, (*before, *self._until(tokens, "dd_close", lists))))
        return Definitions(tuple(items))

    def _table(self, tokens: Iterator[Token]) -> RichTable:
        rows: list[list[tuple[Run, ...]]] = []
        align: list[Literal["", "left", "center", "right"]] = []
        for token in tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                if token.type == "th_open":
                    align.append(_aligned(str(token.attrGet("style") or "")))
                rows[-1].append(self._line(tokens, token.type.replace("open", "close")))
        head, *body = rows
        return RichTable(tuple(head), tuple(tuple(row) for row in body), tuple(align))

    def _line(self, tokens: Iterator[Token], end: str) -> tuple[Run, ...]:
        """Read the one inline token before `end`."""
        runs: list[Run] = []
        for token in tokens:
            if token.type == end:
                break
            if token.type == "inline":
                runs += self.inline(token.children or [])
        return strip(runs)

    def _check_box(self, token: Token, lists: int) -> None:
        if lists and _CHECKBOX.match(token.content):
            offset = self.offset(token)
            at = self.source.find(token.content[:3], offset)
            message = "a check box can't stand in a list: it would be printed as it stands"
            self.problem(codes.UNSUPPORTED_MARKUP, message, 'say "open" or "done" in words', at)

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
        depth = dict.fromkeys(("strong", "em", "s", "sup", "sub"), 0)
        href: str | None = None
        for token in tokens:
            kind = token.type
            name = kind.removesuffix("_open").removesuffix("_close")
            if name in depth:
                depth[name] += token.nesting
            elif kind == "link_open":
                href = self.link(str(token.attrGet("href") or ""), token)
            elif kind == "link_close":
                href = None
            elif kind == "citation":
                runs += self.cite(token.content)
            elif kind == "footnote_ref":
                self.find("[")
                runs.append(Run("", note=int(token.meta["id"])))
            elif kind == "footnote_anchor":
                continue
            else:
                text = self.text(token)
                look = Run(
                    text,
                    depth["strong"] > 0,
                    depth["em"] > 0,
                    kind == "code_inline",
                    href,
                    strike=depth["s"] > 0,
                    shift="super" if depth["sup"] > 0 else "sub" if depth["sub"] > 0 else "",
                )
                _append(runs, look)
        return _with_languages(runs)

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
            before = self.here
            self.find(token.content)  # never past its true place, so safe to search from
            if token.type == "text":
                self.check_words(token.content, before)
        return token.content

    def check_words(self, words: str, before: int) -> None:
        """Report markup of other languages, which would be printed as it stands."""
        for match in _HTML.finditer(words):
            hint = _HTML_HINTS.get(match[1].lower(), "to show the tag itself write it in `code`")
            message = f"HTML isn't read: {match[0][:40]} would be printed as it stands"
            self.unsupported(message, hint, match[0], before)
        for pattern, message, hint in _UNSUPPORTED:
            for match in pattern.finditer(words):
                shown = match[0] if len(match[0]) <= 40 else match[0][:40] + "…"
                self.unsupported(message.format(shown), hint.format(shown), match[0], before)

    def unsupported(self, message: str, hint: str, needle: str, before: int) -> None:
        at = self.source.find(needle, before)
        if at >= 0 and not _ESCAPED.search(self.source[:at]):
            self.problem(codes.UNSUPPORTED_MARKUP, message, hint, at)

    def link(self, href: str, token: Token) -> str | None:
        written = str(token.meta.get("written") or href)
        offset = self.find(written) if written else self.here
        if _SCHEME.fullmatch(href):
            if href.startswith("#"):
                self.referred.append((href, offset))
            return href
        hint = "link to https://, http://, mailto: or #id"
        shown = written if len(written) <= 60 else written[:60] + "…"
        self.problem(codes.LINK, f'a link may not lead to "{shown}"', hint, offset)
        return None

    def cite(self, content: str) -> list[Run]:
        """Read ``[@a; @b]``; a run each."""
        start = self.find(content)
        found: list[Run] = []
        for match in CITE_ID.finditer(content):
            name, at = match[1], start + match.start()
            if ":" in name:
                self.referred.append((name, at))
                if found and found[-1].ref:
                    found.append(Run(", "))
                found.append(Run("", ref=name))
            else:
                self.cited.append((name, at))
                found.append(Run(name, cite=name))
        return found


def _with_languages(runs: list[Run]) -> list[Run]:
    """Divide runs that hold words of another language: ``[mot]{lang=fr}`` (as pandoc's spans)."""
    if not any("]{lang=" in run.text for run in runs):
        return runs
    made: list[Run] = []
    for run in runs:
        at = 0
        for match in _IN_LANGUAGE.finditer(run.text) if not run.code else ():
            _append(made, replace(run, text=run.text[at : match.start()]))
            made.append(replace(run, text=match[1], lang=match[2]))
            at = match.end()
        if at:
            _append(made, replace(run, text=run.text[at:]))
        else:
            made.append(run)
    return made


def _append(runs: list[Run], run: Run) -> None:
    """Add a run, joined to the last one when the look is the same."""
    if not run.text:
        return
    if runs and run.text != "\n" and runs[-1].text != "\n":
        last = runs[-1]
        if replace(last, text="") == replace(run, text=""):
            runs[-1] = replace(run, text=last.text + run.text)
            return
    runs.append(run)


def _aligned(style: str) -> Literal["", "left", "center", "right"]:
    word = style.rpartition(":")[2]
    return word if word in ("left", "center", "right") else ""  # type: ignore[return-value]


def _one_line(blocks: Sequence[RichBlock]) -> tuple[Run, ...]:
    """Return a note's runs; its paragraphs follow each other."""
    runs: list[Run] = []
    for part in flat(blocks):
        runs += [*([Run(" ")] if runs else []), *part.runs]
    return tuple(runs)


def flat(blocks: Sequence[RichBlock]) -> list[Paragraph]:
    """Return the text of blocks as paragraphs in order, those inside lists and tables too."""
    out: list[Paragraph] = []
    for block in blocks:
        match block:
            case Paragraph():
                out.append(block)
            case SubHeading():
                out.append(Paragraph(block.runs))
            case CodeBlock():
                out += [Paragraph((Run(line, code=True),)) for line in block.text.split("\n")]
            case RichList():
                for item in block.items:
                    out += flat(item)
            case BlockQuote():
                out += flat(block.blocks)
            case Definitions():
                for term, meaning in block.items:
                    out += [Paragraph(term), *flat(meaning)]
            case RichTable():
                out += [Paragraph(cell) for row in (block.head, *block.rows) for cell in row]
            case _:
                assert_never(block)
    return out


def strip(runs: list[Run]) -> tuple[Run, ...]:
    """Drop white space and hard breaks at both ends."""
    while runs and _is_blank(runs[0]):
        runs.pop(0)
    while runs and _is_blank(runs[-1]):
        runs.pop()
    for index, side in ((0, "l"), (-1, "r")):
        if runs:
            run = runs[index]
            runs[index] = replace(run, text=run.text.lstrip() if side == "l" else run.text.rstrip())
    return tuple(runs)


def _is_blank(run: Run) -> bool:
    return not run.text.strip() and run.note is None and run.ref is None


_MARKUP = re.compile(r"[\\*_`\[<!~^&$\n]|==")
_IN_LANGUAGE = re.compile(r"\[([^\[\]]+)\]\{lang=([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\}")
_BLOCK_START = re.compile(r"[ \t]*(?:[-+*#>=|~:]|\d+[.)])|[ \t]", re.M)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


class _Parsed(Struct, frozen=True):
    blocks: tuple[RichBlock, ...]
    problems: tuple[MarkupProblem, ...]
    citations: tuple[tuple[str, int], ...]
    references: tuple[tuple[str, int], ...] = ()
    notes: tuple[tuple[Run, ...], ...] = ()


def parse_inline(source: str) -> tuple[Run, ...]:
    """Return the runs of a `Text`. Never raises; see `problems` for what is wrong."""
    text = source.strip()
    if not _MARKUP.search(text):
        return (Run(text),) if text else ()
    blocks = _parse(source, False).blocks
    return blocks[0].runs if blocks and isinstance(blocks[0], Paragraph) else ()


def parse_blocks(source: str) -> tuple[RichBlock, ...]:
    """Return the blocks of a `Body`. Never raises; see `problems`."""
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


def references(source: str, *, block: bool) -> tuple[tuple[str, int], ...]:
    """Return what a text refers to: ``fig:cost``, ``#gates``, each with its offset."""
    if "[@" not in source and "](" not in source:
        return ()
    return _parse(source, block).references


def notes(source: str, *, block: bool) -> tuple[tuple[Run, ...], ...]:
    """Return the footnotes of a text; a run's ``note`` is the index here."""
    return _parse(source, block).notes if "^" in source else ()


def plain_text(source: str, *, block: bool = False, apart: bool = False) -> str:
    """Return the text without markup and citations; blocks are joined by newlines.

    With ``apart`` its footnotes follow, and a reference to a figure divides the text, for
    what it prints is known to the document only.
    """
    parts = [part.runs for part in flat(parse_blocks(source))] if block else [parse_inline(source)]
    if apart:
        parts += notes(source, block=block)
        parts = [tuple(replace(r, text="\n") if r.ref else r for r in runs) for runs in parts]
    return "\n".join(map(_joined, parts))


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
    reader, env = RichReader(source), dict[str, Any]()
    if block:
        blocks = reader.blocks(block_parser().parse(source, env))
    else:
        line, *rest = inline_parser().parseInline(source, env)
        runs = strip(reader.inline(line.children or []))
        blocks = (Paragraph(runs),) if runs else ()
        reader.blocks(rest)
    for label, used in env.get("footnotes", {}).get("refs", {}).items():
        if used < 0:
            shown = f"[^{label[1:]}]"
            hint = f"write {shown} where it belongs, or delete it"
            at = max(source.find(shown), 0)
            message = f"nothing refers to the footnote {shown}"
            reader.problem(codes.UNSUPPORTED_MARKUP, message, hint, at)
    return _Parsed(
        blocks,
        tuple(reader.problems),
        tuple(reader.cited),
        tuple(reader.referred),
        tuple(reader.notes),
    )


__all__ = [
    "BlockQuote",
    "CodeBlock",
    "Definitions",
    "MarkupProblem",
    "Paragraph",
    "RichBlock",
    "RichList",
    "RichTable",
    "Run",
    "SubHeading",
    "citations",
    "flat",
    "notes",
    "parse_blocks",
    "parse_inline",
    "plain_text",
    "problems",
    "references",
]
