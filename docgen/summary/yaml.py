"""YAML 1.2 core types from PyYAML's event stream, with the place of every node.

PyYAML resolves by YAML 1.1 (``no`` is false, ``12:30`` is 750) and keeps the last of two
equal keys; reading its events ourselves gives 1.2, positions and limits in one pass.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

import yaml

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics
from docgen.foundation.files import SUMMARY, most_of
from docgen.foundation.nesting import too_deep_json, too_deep_yaml
from docgen.summary.sourcemap import DataNode, Mapping, Path, Scalar, Sequence, SourceMap

_QUOTE = "put the text in quotes"
_HINTS = (
    (
        "mapping values are not allowed",
        'a text that holds ": " needs quotes; one of several lines begins with "key: |"',
    ),
    ("scanning an alias", 'put a text that starts with "*" (such as **bold**) in quotes'),
    ("scanning an anchor", 'put a text that starts with "&" in quotes'),
    ("a tag", 'put a text that starts with "!" in quotes'),
    ("escape c", "in \"double quotes\" a backslash starts an escape; use 'single quotes'"),
    ("while scanning a quoted scalar", "close the quotes; a quote inside needs doubling"),
    ("could not find expected ':'", "write keys as `key: value`, and indent by spaces"),
    ("did not find expected '-'", f'a text that starts with "[", "*" or a quote: {_QUOTE}'),
    ("did not find expected ',' or", "close the bracket, or put the text in quotes"),
    ("did not find expected key", "check the indentation, and quotes inside quoted text"),
    ("found unexpected end of stream", "a quote or bracket is never closed"),
)


def explain(error: yaml.YAMLError, places: SourceMap) -> Diagnostic:
    """Return PyYAML's complaint as a diagnostic (DG106)."""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    context = getattr(error, "context", None) or ""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    index = min(mark.index if mark else 0, len(places.text))
    said = f"{problem} {context}"
    hint = next((h for start, h in _HINTS if start in said), "")
    if "cannot start any token" in said:
        char = places.text[index : index + 1]
        problem = (
            "a tab can't indent" if char == "\t" else f'a plain text can\'t start with "{char}"'
        )
        hint = "indent by spaces" if char == "\t" else _QUOTE
    if "tab character" in said:
        problem, context, hint = "a tab can't indent", "", "indent by spaces"
    if "while parsing a block" in said or "did not find expected" in problem:
        hint = _misaligned(places.text, index) or hint
    tail = f" {context}" if context and "token" not in context else ""
    return Diagnostic(codes.SYNTAX, f"not valid YAML: {problem}{tail}", places.at(index), hint)


def _misaligned(text: str, index: int) -> str:
    """Return a hint where a line begins at a column that no line above it has."""
    lines = text[: text.find("\n", index) if "\n" in text[index:] else len(text)].split("\n")
    indents = [len(one) - len(one.lstrip(" ")) for one in lines]
    starts = {i for one, i in zip(lines[:-1], indents[:-1], strict=True) if one.strip()}
    starts |= {
        i + 2 for one, i in zip(lines, indents, strict=True) if one.lstrip().startswith("- ")
    }
    if not lines[-1].strip() or indents[-1] in starts or lines[-1].lstrip()[0] in "[]{}\"'*":
        return ""
    near = min(starts, key=lambda one: (abs(one - indents[-1]), one), default=0)
    return (
        f"the line begins after {indents[-1]} spaces: line it up with what it belongs to,"
        f" such as {near} spaces"
    )


def check_json(places: SourceMap) -> Diagnostic | None:
    """Return what makes the text invalid JSON, in JSON's terms, or None."""
    deep = too_deep_json(places.text, MAX_DEPTH)
    if deep is not None:
        return _deep(places, deep)
    try:
        json.loads(places.text)
    except json.JSONDecodeError as error:
        return Diagnostic(codes.SYNTAX, f"not valid JSON: {error.msg}", places.at(error.pos))
    except ValueError as error:  # more digits than Python converts
        return Diagnostic(codes.SYNTAX, f"not valid JSON: {error}", places.at(0))
    return None


def _deep(places: SourceMap, index: int) -> Diagnostic:
    message, hint = f"nested deeper than {MAX_DEPTH} levels", "a summary needs six levels at most"
    return Diagnostic(codes.LIMIT, message, places.at(index), hint)


MAX_DEPTH = 50
MAX_ALIASES = 1_000
MAX_NODES = 250_000


def most_nodes() -> int:
    """Return how many values a summary may hold: more, where it may be larger than usual."""
    return MAX_NODES * max(1, most_of(SUMMARY) // SUMMARY.most)


_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_HEAD, _TAIL = re.compile(r"(?:^|[\s€$£¥(~≈])\d{1,3}$"), re.compile(r"\d{3}(?!\d)")
"""How the parts of a number begin and end that a comma divided: 84,000."""
_LONGEST_NUMBER = 300
"""Python refuses to convert very long digits; such a scalar stays text."""


class RawInt(int):
    """An integer that remembers how it was written."""

    raw: str

    def __str__(self) -> str:
        return self.raw

    def __reduce__(self) -> tuple[Any, ...]:
        return number, (self.raw,)


class RawFloat(float):
    """A number with a fraction that remembers how it was written (``1.10``)."""

    raw: str

    def __str__(self) -> str:
        return self.raw

    def __reduce__(self) -> tuple[Any, ...]:
        return number, (self.raw,)


def number(raw: str) -> RawInt | RawFloat | None:
    """Return a plain scalar as a YAML 1.2 core number, or None when it isn't one."""
    if len(raw) > _LONGEST_NUMBER:
        return None
    if _INT.fullmatch(raw):
        whole = RawInt(raw, 0 if raw[:2] in ("0o", "0x") else 10)
        whole.raw = raw
        return whole
    if _FLOAT.fullmatch(raw):
        special = raw.lower().lstrip("+").replace(".inf", "inf").replace(".nan", "nan")
        real = RawFloat(special)
        real.raw = raw
        return real
    return None


def resolve(raw: str) -> object:
    """Return the value of a plain scalar by the YAML 1.2 core schema."""
    if raw in _WORDS:
        return _WORDS[raw]
    found = number(raw)
    return raw if found is None else found


@dataclass(slots=True)
class _Frame:
    node: Sequence | Mapping
    anchor: str | None
    key: Scalar | None = None
    seen: dict[str, Scalar] = field(default_factory=dict)


class _StopError(Exception):
    """Raised inside the reader when going on makes no sense; the finding is recorded."""


class _YamlReader:
    """Builds nodes from events; iterative, so hostile nesting can't exhaust the stack."""

    def __init__(self, places: SourceMap, diagnostics: Diagnostics) -> None:
        self.places = places
        self.diagnostics = diagnostics
        self.stack: list[_Frame] = []
        self.anchors: dict[str, DataNode | None] = {}
        self.aliases = 0
        self.documents = 0
        self.root: DataNode | None = None

    def fail(self, code: str, message: str, index: int, hint: str = "") -> None:
        self.diagnostics.error(code, message, self.places.at(index), hint)
        raise _StopError

    def read(self) -> DataNode | None:
        try:
            for event in yaml.parse(self.places.text, Loader=yaml.CSafeLoader):
                self.take(event)
        except _StopError:
            return None
        except yaml.YAMLError as error:
            # The parser reads ahead, and newer ones refuse depth before we see the events.
            deep = too_deep_yaml(self.places.text, MAX_DEPTH)
            found = explain(error, self.places) if deep is None else _deep(self.places, deep)
            self.diagnostics.extend([found])
            return None
        return self.root

    def take(self, event: yaml.Event) -> None:
        start, end = _index(event.start_mark), _index(event.end_mark)
        if isinstance(event, yaml.ScalarEvent):
            self.check_tag(event, start)
            value: object = unicodedata.normalize("NFC", event.value)
            if event.implicit[0] and not event.style:
                value = resolve(event.value)
            self.add(Scalar(value, start, end, event.style or ""), event.anchor)
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event.anchor, start)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self.check_tag(event, start)
            is_list = isinstance(event, yaml.SequenceStartEvent)
            self.open(Sequence(start) if is_list else Mapping(start), event.anchor)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            frame = self.stack.pop()
            frame.node.end = end
            if frame.anchor:
                self.anchors[frame.anchor] = frame.node
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                hint = "keep one summary a file"
                self.fail(codes.YAML_FEATURE, 'a second document starts here ("---")', start, hint)

    def check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, start: int) -> None:
        tag = event.tag
        if tag and not (isinstance(event, yaml.ScalarEvent) and tag in ("!", _STR)):
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            hint = 'put a text that starts with "!" in quotes'
            self.fail(
                codes.YAML_FEATURE, f"YAML tags such as {shown} have no place here", start, hint
            )

    def alias(self, name: str | None, start: int) -> None:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            self.fail(codes.LIMIT, f"more than {MAX_ALIASES} aliases", start, "write them out")
        if name is None or name not in self.anchors:
            hint = 'put a text that starts with "*" in quotes'
            self.fail(codes.SYNTAX, f"no anchor &{name} for the alias *{name}", start, hint)
            return
        node = self.anchors[name]
        if node is None:
            self.fail(codes.YAML_FEATURE, f"the alias *{name} holds itself", start)
        else:
            self.add(node, None, start)

    def open(self, node: Sequence | Mapping, anchor: str | None) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self.diagnostics.extend([_deep(self.places, node.start)])
            raise _StopError
        self.add(node, None)
        if anchor:
            self.anchors[anchor] = None
        self.stack.append(_Frame(node, anchor))

    def add(self, node: DataNode, anchor: str | None, at: int | None = None) -> None:
        if anchor:
            self.anchors[anchor] = node
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        if isinstance(frame.node, Sequence):
            if frame.node.items:
                self.check_divided(frame.node.items[-1], node)
            frame.node.items.append(node)
        elif frame.key is None:
            frame.key = self.key(frame, node, node.start if at is None else at)
        else:
            frame.node.pairs.append((frame.key, node))
            frame.key = None

    def check_divided(self, before: DataNode, node: DataNode) -> None:
        """Tell of ``[84,000 visitors, ...]``: YAML reads two items, "84" and "000 visitors"."""
        if not (isinstance(before, Scalar) and isinstance(node, Scalar)):
            return
        text = self.places.text
        if before.style or node.style or text[before.end : node.start] != ",":
            return
        first, rest = text[before.start : before.end], text[node.start : node.end]
        numbers = not isinstance(before.value, str) and not isinstance(node.value, str)
        if not numbers and _HEAD.search(first) and _TAIL.match(rest):
            self.diagnostics.warn(
                codes.NUMBER_DIVIDED,
                f'"{first},{rest}" is read as two items, "{first}" and "{rest}"',
                self.places.at(before.start),
                f'put it in quotes: "{first},{rest}"; or leave a space after the comma',
            )

    def key(self, frame: _Frame, node: DataNode, start: int) -> Scalar:
        if not isinstance(node, Scalar):
            self.fail(codes.YAML_FEATURE, "a key should be a word, not a list or mapping", start)
            raise _StopError
        name = node.value if isinstance(node.value, str) else self.places.text[start : node.end]
        scalar = Scalar(name, start, node.end, node.style)
        if name in frame.seen:
            first = self.places.at(frame.seen[name].start)
            hint = f"first given at line {first.line}, column {first.column}; keep one"
            self.diagnostics.error(
                codes.DUPLICATE_KEY, f'the key "{name}" is given twice', self.places.at(start), hint
            )
        frame.seen.setdefault(name, scalar)
        return scalar


def _index(mark: Any) -> int:
    return int(mark.index) if mark else 0


_STR = "tag:yaml.org,2002:str"


class _Builder:
    """Turns nodes to plain data and notes the place of every path."""

    def __init__(self, places: SourceMap) -> None:
        self.places = places
        self.count = 0

    def build(self, node: DataNode, path: Path) -> Any:
        self.count += 1
        over = self.count > MAX_NODES and self.count > most_nodes()
        if over or len(path) > MAX_DEPTH:
            raise OverflowError
        self.places.values[path] = node
        if isinstance(node, Scalar):
            return node.value
        if isinstance(node, Sequence):
            return [self.build(item, (*path, i)) for i, item in enumerate(node.items)]
        data: dict[str, Any] = {}
        for key, value in node.pairs:
            name = str(key.value)
            if name not in data:
                self.places.keys[*path, name] = key
                data[name] = self.build(value, (*path, name))
        return data


def load_yaml(places: SourceMap, diagnostics: Diagnostics) -> Any:
    """Read the text of ``places`` as YAML 1.2 core; fill its ``values`` and ``keys``.

    Returns plain dicts, lists and scalars, or None when nothing could be read; what is
    wrong is added to ``diagnostics``. Of two equal keys the first counts.
    """
    root = _YamlReader(places, diagnostics).read()
    if root is None:
        return None
    try:
        return _Builder(places).build(root, ())
    except OverflowError:
        hint = f"a summary may hold {most_nodes()} values nested {MAX_DEPTH} deep; aliases count"
        diagnostics.error(codes.LIMIT, "too many values or levels", places.at(root.start), hint)
        return None
