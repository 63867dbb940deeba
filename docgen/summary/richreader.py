"""From markdown-it's tokens to runs and blocks, with the offset of every problem."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from markdown_it.token import Token

from docgen.summary.markdown import CITE_ID
from docgen.summary.richtree import Paragraph, Problem, RichBlock, RichList, Run

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
        self.problems: list[Problem] = []
        self.cited: list[tuple[str, int]] = []
        self.here = 0

    def find(self, needle: str) -> int:
        index = self.source.find(needle, self.here)
        if index < 0:
            return self.here
        self.here = index + len(needle)
        return index

    def problem(self, code: str, message: str, hint: str, offset: int) -> None:
        self.problems.append(Problem(code, message, hint, offset))

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
            self.problem("DG114", f"{what} can't stand in a text", hint, offset)
        elif token.type == "ordered_list_open" and token.attrGet("start") not in (None, 0):
            start = token.attrGet("start")
            hint = f'to keep it text write "{start}\\.", to number items begin with "1."'
            self.problem("DG114", f'"{start}." starts a numbered list', hint, offset)

    def too_deep(self, token: Token) -> None:
        message = f"a list nested deeper than {MAX_LIST_DEPTH} levels"
        self.problem("DG114", message, "flatten it", self.offset(token))

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
            self.problem("DG114", "an image can't stand in a text", hint, offset)
            return token.content
        if token.type == "bad_citation":
            offset = self.find(token.content)
            hint = "write [@source-id] or [@one; @two]"
            self.problem("DG114", f"{token.content} is not a citation", hint, offset)
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
        self.problem("DG115", f'a link may not lead to "{shown}"', hint, offset)
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
