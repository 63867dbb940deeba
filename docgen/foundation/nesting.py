"""How deeply a text nests, counted before or beside a parser: the limit is ours.

Parsers answer deep nesting each in their own way, and differently from version to version:
with an error of their own, with `RecursionError`, or not at all. Here the depth is counted
on the text, in one pass and linear time.
"""

from __future__ import annotations

import re

_JSON = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{\]}]', re.S)
_TOML = re.compile(
    r'"""(?:[^\\]|\\.)*?(?:"""|\Z)'
    r"|'''(?:.)*?(?:'''|\Z)"
    r'|"(?:[^"\\\n]|\\.)*"?'
    r"|'[^'\n]*'?"
    r"|\#[^\n]*"
    r"|[\[{\]}]",
    re.S,
)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"?|' + r"'(?:[^']|'')*'?", re.S)
_COMPACT = re.compile(r"(?:[-?] +)*(?:[-?](?=\n|$))?")


def too_deep_json(text: str, most: int) -> int | None:
    """Return the index of the first bracket of JSON that opens level `most` + 1, or None."""
    return _brackets(_JSON, text, most)


def too_deep_toml(text: str, most: int) -> int | None:
    """Return the index where TOML opens level `most` + 1, by brackets or dots, or None."""
    found = _brackets(_TOML, text, most)
    if found is not None:
        return found
    # A dotted key of so many parts: dots on one line, which numbers and dates have few of.
    for hit in re.finditer(r"[^\n]+", text):
        if hit[0].count(".") > most and _dots(hit[0]) > most:
            return hit.start()
    return None


def _dots(line: str) -> int:
    """Count the dots of a line's key or header, those in quotes left out."""
    bare = _TOML.sub(lambda hit: "" if hit[0][0] in "\"'#" else hit[0], line)
    return bare.partition("=")[0].count(".")


def _brackets(tokens: re.Pattern[str], text: str, most: int) -> int | None:
    depth = 0
    for hit in tokens.finditer(text):
        sign = hit[0]
        if sign in "[{":
            depth += 1
            if depth > most:
                return hit.start()
        elif sign in "]}":
            depth = max(depth - 1, 0)
    return None


def too_deep_yaml(text: str, most: int) -> int | None:
    """Return the index where YAML opens level `most` + 1, or None.

    Counts brackets outside quotes and comments, and block levels by their indentation with
    compact ones (``- - a``). It takes the text of a block scalar for structure, so it is to
    explain a parser's complaint and not to refuse a text that the parser takes.
    """
    indents: list[int] = []
    flow = 0
    index, size = 0, len(text)
    at_start = True
    while index < size:
        if at_start and not flow:
            stop = index
            while stop < size and text[stop] == " ":
                stop += 1
            column = stop - index
            compact = _COMPACT.match(text, stop)
            marks = (
                [i - index for i in range(stop, compact.end()) if text[i] in "-?"]
                if compact
                else []
            )
            while indents and indents[-1] > column:
                indents.pop()
            for level in [*marks, (compact.end() if compact else stop) - index]:
                if not indents or level > indents[-1]:
                    indents.append(level)
                if len(indents) > most:
                    return index + level
            index = max(compact.end() if compact else stop, index)
            at_start = False
            continue
        char = text[index]
        if char == "\n":
            at_start = True
        elif char in "\"'" and _opens(text, index):
            hit = _QUOTED.match(text, index)
            index = hit.end() if hit else index + 1
            continue
        elif char == "#" and (not index or text[index - 1] in " \t\n"):
            index = text.find("\n", index)
            if index < 0:
                return None
            continue
        elif char in "[{":
            flow += 1
            if flow + len(indents) > most:
                return index
        elif char in "]}":
            flow = max(flow - 1, 0)
        index += 1
    return None


def _opens(text: str, index: int) -> bool:
    """Say whether a quote begins a scalar: it stands first, or after an indicator."""
    before = text[:index][-80:].rstrip(" \t")
    return not before or before[-1] in "\n[{,:-?"
