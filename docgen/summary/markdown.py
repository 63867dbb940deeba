"""The Markdown parser: markdown-it with few rules, and one of ours for citations."""

from __future__ import annotations

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.link import link as commonmark_link

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
