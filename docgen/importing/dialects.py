"""What Markdown of several tools has beyond CommonMark, put into CommonMark line by line.

Slidev's front matter of slides, reveal.js' notes and vertical slides, Obsidian's links, embeds,
callouts, comments and highlights, pandoc's footnotes, simple tables and line blocks. Lines keep
their numbers; what stands in fenced code stays as it is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from docgen.importing.model import ImportDocument

_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_SLIDEV = {
    *("layout", "image", "class", "transition", "clicks", "background", "backgroundSize"),
    *("level", "hide", "hideInToc", "preload", "routeAlias", "src", "url", "zoom", "theme"),
    *("dragPos", "color", "disabled", "fonts"),
}
_KEY = re.compile(r"^([A-Za-z]\w*):(?:\s+(.*))?$")
_PICTURE = re.compile(r"\.(png|jpe?g|gif|webp|bmp|tiff?|svg)$", re.I)
_EMBED = re.compile(r"!\[\[([^\[\]|#]+)(?:#[^\[\]|]*)?(?:\|[^\[\]]*)?\]\]")
_WIKI = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
_CALLOUT = re.compile(r"^(\s*>\s*)\[!(\w+)\][+-]?\s*(.*)$")
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:\s*(.*)$")
_NOTED = re.compile(r"\[\^([^\[\]\s]+)\](?!:)")
_RULE = re.compile(r"^\s*-{2,}(?:\s+-{2,})+\s*$")
_LINE_BLOCK = re.compile(r"^\| (?!.*\|\s*$)(.*)$")


def as_commonmark(text: str, document: ImportDocument) -> str:
    """Return a document's text; what it holds that has no place is noted in `document`."""
    lines = text.split("\n")
    code = _in_code(lines)
    slides = any(line.strip() == "---" for line in lines)
    _slide_matter(lines, code)
    if slides:
        _spoken(lines, code)
    _simple_tables(lines, code)
    notes = _footnotes(lines, code)
    for index, line in enumerate(lines):
        if not code[index]:
            lines[index] = _line(line, index + 1, notes, document)
    return "\n".join(lines)


def _in_code(lines: list[str]) -> list[bool]:
    """Say of each line whether it is of a fenced block."""
    found, fence = [], ""
    for line in lines:
        match = _FENCE.match(line)
        if match and not fence:
            fence = match[1]
            found.append(True)
        elif match and match[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
            found.append(True)
        else:
            found.append(bool(fence))
    return found


def _slide_matter(lines: list[str], code: list[bool]) -> None:
    """Take Slidev's settings of a slide away; its picture stays."""
    for start, line in enumerate(lines):
        if line.strip() != "---" or code[start]:
            continue
        end = start + 1
        while end < len(lines) and (match := _KEY.match(lines[end])) and match[1] in _SLIDEV:
            end += 1
        if end == start + 1 or end >= len(lines) or lines[end].strip() != "---":
            continue
        for index in range(start + 1, end):
            match = _KEY.match(lines[index])
            named = match is not None and match[1] in ("image", "background") and match[2]
            lines[index] = f"![]({named})" if named and _PICTURE.search(named) else ""
        lines[start], lines[end] = "", ""
        lines[start] = "***"


def _spoken(lines: list[str], code: list[bool]) -> None:
    """Make comments of reveal.js' notes, and breaks of its vertical slides."""
    for index, line in enumerate(lines):
        if code[index]:
            continue
        if line.strip() == "--" and (index == 0 or not lines[index - 1].strip()):
            lines[index] = "***"
        elif re.fullmatch(r"notes?:", line.strip(), re.I):
            end = index + 1
            while end < len(lines) and lines[end].strip() not in ("---", "--", "***"):
                end += 1
            told = " ".join(one.strip() for one in lines[index + 1 : end]).replace("--", "–")
            lines[index:end] = ["", f"<!-- {told.strip()} -->", *[""] * (end - index - 2)][
                : end - index
            ]


def _simple_tables(lines: list[str], code: list[bool]) -> None:
    """Write pandoc's simple tables with ``|``: columns are where its dashes stand."""
    index = 1
    while index < len(lines):
        if code[index] or not _RULE.match(lines[index]) or not lines[index - 1].strip():
            index += 1
            continue
        spans = [m.span() for m in re.finditer(r"-{2,}", lines[index])]
        cuts = [
            0,
            *((a[1] + b[0] + 1) // 2 for a, b in itertools.pairwise(spans)),
            10_000,
        ]
        end = index + 1
        while end < len(lines) and lines[end].strip() and not re.fullmatch(r"\s*[- ]+", lines[end]):
            end += 1
        for at in (index - 1, *range(index + 1, end)):
            cells = [lines[at][a:b].strip() for a, b in itertools.pairwise(cuts)]
            lines[at] = "| " + " | ".join(cells) + " |"
        lines[index] = "|" + "---|" * len(spans)
        if end < len(lines) and re.fullmatch(r"\s*[- ]+", lines[end]) and lines[end].strip():
            lines[end] = ""
        index = end


def _footnotes(lines: list[str], code: list[bool]) -> dict[str, str]:
    """Take the definitions of footnotes away; return them by name."""
    found: dict[str, str] = {}
    for index, line in enumerate(lines):
        match = None if code[index] else _NOTE.match(line)
        if match is None:
            continue
        words, lines[index] = [match[2]], ""
        after = index + 1
        while after < len(lines) and lines[after].startswith(("    ", "\t")):
            words.append(lines[after].strip())
            lines[after] = ""
            after += 1
        found[match[1]] = " ".join(words).strip()
    return found


def _line(line: str, number: int, notes: dict[str, str], document: ImportDocument) -> str:
    def embedded(match: re.Match[str]) -> str:
        if _PICTURE.search(match[1].strip()):
            return f"![]({match[1].strip()})"
        document.left_out.append((number, f"the embedded note {match[1].strip()}"))
        return ""

    def noted(match: re.Match[str]) -> str:
        told = notes.get(match[1], "")
        return f"^[{told}]" if told and "[" not in told and "]" not in told else f" ({told})"

    if re.fullmatch(r"::\w+::", line.strip()):  # Slidev: a column begins
        return ""
    callout = _CALLOUT.match(line)
    if callout:
        title = callout[3].strip() or callout[2].capitalize()
        return f"{callout[1]}**{title}**"
    if line.lstrip().startswith("#"):
        line = re.sub(r"(?<=\s)#[A-Za-z][\w/-]*(?=\s|$)", "", line).rstrip()
    line = re.sub(r"%%.*?%%", "", line)
    line = re.sub(r"(?<![=`])==([^=`]+)==(?!=)", r"**\1**", line)
    line = _EMBED.sub(embedded, line)
    line = _WIKI.sub(lambda m: (m[2] or m[1].partition("#")[0]).strip(), line)
    line = _NOTED.sub(lambda m: noted(m) if m[1] in notes else m[0], line)
    block = _LINE_BLOCK.match(line)
    return f"{block[1]}\\" if block else line


REFERENCE = re.compile(r"(?<![!\]\\])\[([^\]\[]+)\](?:\[([^\]]*)\])?(?![\[(:])")


def with_links(text: str, target: Callable[[str], str]) -> str:
    """Return inline text whose links by reference (``[words][name]``) have their addresses.

    `target` gives a name's address, "" for one that there isn't.
    """

    def linked(match: re.Match[str]) -> str:
        address = target(match[2] or match[1])
        return f"[{match[1]}]({address})" if address else match[0]

    return REFERENCE.sub(linked, text)
