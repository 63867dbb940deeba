"""Inline and block Markdown of a summary's texts, as runs and paragraphs.

Inline: bold, italic, code, links (http, https, mailto, ``#id``), ``[@id; @id2]`` citations
and hard breaks. Blocks (`Body` only): paragraphs and nested lists. Raw HTML and entities
are literal text. Anything else is shown literally here and is an error in `problems`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from docgen.summary.markdown import block_parser, inline_parser
from docgen.summary.richreader import RichReader, strip
from docgen.summary.richtree import Paragraph, Problem, RichBlock, RichList, Run

_MARKUP = re.compile(r"[\\*_`\[<!\n]")
_BLOCK_START = re.compile(r"[ \t]*(?:[-+*#>=|~]|\d+[.)])|[ \t]", re.M)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class _Parsed:
    blocks: tuple[RichBlock, ...]
    problems: tuple[Problem, ...]
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


def problems(source: str, *, block: bool) -> tuple[Problem, ...]:
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
    "Paragraph", "Problem", "RichBlock", "RichList", "Run",
    "citations", "parse_blocks", "parse_inline", "plain_text", "problems",
]  # fmt: skip
