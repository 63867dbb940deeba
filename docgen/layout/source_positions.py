"""Mark a template's source so that what it renders knows where it came from.

Before Jinja2 sees a template, each start tag gets an attribute ``dg-at`` with its file,
line and column, and each end tag a processing instruction before it. Lines stay as they
are, so Jinja2's own line numbers hold. Printed expressions get the filter ``dg_at`` with
their place; in attribute values ``dg_attr``, because there a text must be plain.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from html.entities import html5

from docgen.foundation.structs import Struct, field

AT = "dg-at"
ATTR_FILTER = "dg_attr"
PLACE_FILTER = "dg_at"
MARK = re.compile(r' dg-at="([^":]*):(\d+):(\d+)"|<\?at ([^?:]*):(\d+):(\d+)\?>')
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.:-]*")
_ENTITY = re.compile(r"&(#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
_XML = ("amp", "lt", "gt", "quot", "apos")
_RAW = re.compile(r"\{%[-+]?\s*raw\s*[-+]?%\}")
_ENDRAW = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
_STOP = re.compile(r"\{[{%#]|[<&]")
_STOP_TAG = re.compile(r"\{[{%#]|[<&>\"']")


class _Scan(Struct):
    source: str
    name: str
    out: list[str] = field(default_factory=list)
    done: int = 0
    quote: str = ""
    in_tag: bool = False
    starts: list[int] = field(default_factory=list)

    def place(self, offset: int) -> str:
        line = bisect_right(self.starts, offset)
        return f"{self.name}:{line}:{offset - self.starts[line - 1] + 1}"

    def copy_to(self, end: int) -> None:
        self.out.append(self.source[self.done : end])
        self.done = end

    def put(self, at: int, text: str) -> None:
        self.copy_to(at)
        self.out.append(text)


@lru_cache(maxsize=32)
def annotate(source: str, name: str) -> str:
    """Return the template's source with position marks. A broken source comes back as it is
    from where it breaks: Jinja2 or the XML parser then says what is wrong.
    """
    starts = [0, *(m.end() for m in re.finditer("\n", source))]
    scan = _Scan(source, name, starts=starts)
    at = 0
    while at < len(source):
        hit = (_STOP_TAG if scan.in_tag else _STOP).search(source, at)
        if hit is None:
            break
        step = _jinja(scan, hit.start()) if hit[0][0] == "{" else _xml(scan, hit.start())
        if step is None:
            break
        at = step
    scan.copy_to(len(source))
    return "".join(scan.out)


def _jinja(scan: _Scan, at: int) -> int | None:
    """Step over a Jinja2 comment, statement or expression."""
    source, kind = scan.source, scan.source[at + 1]
    if kind == "#":
        end = source.find("#}", at + 2)
        return None if end < 0 else end + 2
    if kind == "%" and (raw := _RAW.match(source, at)):
        ending = _ENDRAW.search(source, raw.end())
        return None if ending is None else ending.end()
    end_at = jinja_end(source, at + 2, "}}" if kind == "{" else "%}")
    if end_at is None:
        return None
    if kind == "{":
        _filtered(scan, at, end_at)
    return end_at


def jinja_end(source: str, at: int, closing: str) -> int | None:
    """Return the offset after `closing`, past strings and nested braces."""
    depth = 0
    while at < len(source):
        char = source[at]
        if char in "\"'":
            at = _string_end(source, at)
            continue
        if depth == 0 and source.startswith(closing, at):
            return at + 2
        depth += (char in "{[(") - (char in "}])" and depth > 0)
        at += 1
    return None


def _string_end(source: str, at: int) -> int:
    quote, at = source[at], at + 1
    while at < len(source) and source[at] != quote:
        at += 2 if source[at] == "\\" else 1
    return at + 1


def _filtered(scan: _Scan, at: int, end: int) -> None:
    left = at + 2 + (scan.source[at + 2] in "-+")
    right = end - 2 - (scan.source[end - 3] in "-+")
    if scan.source[left:right].strip():
        place = f'{PLACE_FILTER}("{scan.place(at)}")'
        scan.put(left, " (")
        scan.put(right, f")|{ATTR_FILTER if scan.quote else place} ")


def _xml(scan: _Scan, at: int) -> int | None:
    char = scan.source[at]
    if char == "&":
        return _entity(scan, at)
    if scan.in_tag and char in "\"'":
        if not scan.quote:
            scan.quote = char
        elif scan.quote == char:
            scan.quote = ""
        return at + 1
    if char == ">":
        scan.in_tag = bool(scan.quote)
        return at + 1
    return at + 1 if scan.in_tag else _markup(scan, at)


def _markup(scan: _Scan, at: int) -> int | None:
    source = scan.source
    for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")):
        if source.startswith(opening, at):
            end = source.find(closing, at)
            return None if end < 0 else end + len(closing)
    if source.startswith("</", at):
        scan.put(at, f"<?at {scan.place(at)}?>")
        return at + 2
    name = _NAME.match(source, at + 1)
    if name is None:
        scan.put(at, f"<?at {scan.place(at)}?>")
        return at + 1
    scan.put(name.end(), f' {AT}="{scan.place(at)}"')
    scan.in_tag = True
    return name.end()


def _entity(scan: _Scan, at: int) -> int:
    hit = _ENTITY.match(scan.source, at)
    if hit and hit[1][0] != "#" and hit[1] not in _XML and f"{hit[1]};" in html5:
        scan.put(at, html5[f"{hit[1]};"])
        scan.done = hit.end()
        return hit.end()
    if hit is None and not scan.in_tag:
        scan.put(at, f"<?at {scan.place(at)}?>")
    return hit.end() if hit else at + 1
