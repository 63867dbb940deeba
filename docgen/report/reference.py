"""The reference: every element, token, filter, variable, field, setting and code, by name.

It is made of what the program itself checks with, so that it can't drift: the vocabulary, the
models of the schemas, the theme's tables, the sandbox's filters and the declared codes.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from jinja2.filters import FILTERS as JINJA_FILTERS

from docgen.foundation.codes import CODES, load_code
from docgen.layout.catalog import find_theme, list_layouts
from docgen.layout.filters import FILTERS
from docgen.layout.vocabulary import VOCABULARY as ELEMENTS
from docgen.layout.vocabulary import Attr, Element
from docgen.report.element_pictures import ElementExample, element_examples
from docgen.report.schemas import schema_text
from docgen.theme.load import TOKENS

EntryKind = Literal["element", "token", "style", "filter", "field", "setting", "layout", "code"]
TITLES: dict[EntryKind, str] = {
    "element": "Elements of layouts",
    "token": "Colour tokens of themes",
    "style": "Type styles of themes",
    "filter": "Filters of templates",
    "field": "Fields of summaries",
    "setting": "Settings of projects, layouts and themes",
    "layout": "Stock layouts and their parameters",
    "code": "Diagnostic codes",
}


PAGES = tuple(kind for kind in TITLES if kind != "code")
"""Kinds that docs/reference has a page of; a code has one of its own (docgen/codes)."""


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """One name: what it is in a line, and more in Markdown."""

    kind: EntryKind
    name: str
    line: str
    text: str = ""
    picture: str = ""
    """A link to a picture, for the pages of docs/reference."""

    def as_markdown(self) -> str:
        """Return it as a section of a page."""
        body = "".join(f"\n\n{part}" for part in (self.text, self.picture) if part)
        return f"### `{self.name}`\n\n{self.line}.{body}\n"


def entries() -> Iterator[ReferenceEntry]:
    """Give every entry of the reference, a kind after the other, sorted by name."""
    makers = (_elements, _tokens, _styles, _filters, _fields, _settings, _layouts, _codes)
    for make in makers:
        yield from sorted(make(), key=lambda entry: entry.name)


def find(name: str) -> list[ReferenceEntry]:
    """Return the entries of a name, whatever they are; `<para>` finds the element.

    A name without what stands before it will do, where nothing has it whole: "date-format"
    for "docgen.toml: date-format", "footnote" for "brief.footnote".
    """
    wanted = name.strip("<>/`").lower()
    known = list(entries())
    whole = [one for one in known if one.name.lower() == wanted]
    return whole or [
        one for one in known if one.name.lower().endswith((f": {wanted}", f".{wanted}"))
    ]


def telling(word: str) -> list[ReferenceEntry]:
    """Return the entries whose own line has a word, such as "watermark"; no codes."""
    wanted = re.compile(rf"\b{re.escape(word.strip().lower())}", re.IGNORECASE)
    return [one for one in entries() if one.kind != "code" and wanted.search(one.line)]


def of_kind(name: str) -> EntryKind | None:
    """Return the kind that a name means: "token" or "tokens"."""
    singular = name.lower().removesuffix("s")
    return next((kind for kind in TITLES if kind == singular), None)


def page_of(kind: EntryKind) -> str:
    """Return the reference's page of a kind, in Markdown."""
    parts = [one.as_markdown() for one in entries() if one.kind == kind]
    note = "<!-- Made by `python -m docgen.report.reference docs/reference`; don't edit it. -->"
    return f"# {TITLES[kind]}\n\n{note}\n\n" + "\n".join(parts)


def _elements() -> Iterator[ReferenceEntry]:
    for element in ELEMENTS.values():
        shown = example_of(element).picture
        picture = f"![What the example of {element.name} gives](pictures/{element.name}.png)"
        text = _element_text(element)
        yield ReferenceEntry("element", element.name, element.doc, text, picture if shown else "")


def _element_text(element: Element) -> str:
    lines = []
    if element.attrs:
        lines += ["| attribute | value | meaning |", "|---|---|---|"]
        lines += [f"| `{a.name}` | {_values(a)} | {a.doc or ''} |" for a in element.attrs]
        lines.append("")
    holds = ", ".join(f"`{name}`" for name in element.kids)
    lines.append(f"Holds {holds or 'nothing'}{' and text' if element.text else ''}.")
    example = example_of(element)
    lines += ["", "```xml", example.xml, "```"]
    return "\n".join(lines)


def _values(attr: Attr) -> str:
    told = " \\| ".join(f"`{one}`" for one in attr.choices) if attr.choices else attr.type
    if attr.prefix:
        told += f" \\| `{attr.prefix}NAME`"
    if attr.low is not None and attr.high is not None and not attr.choices:
        told += f", {attr.low:g} to {attr.high:g}"
    return told + (", required" if attr.required else "")


def example_of(element: Element) -> ElementExample:
    """Return an element's example; of one that has none yet, the bare element."""
    return element_examples().get(element.name) or ElementExample(f"<{element.name}/>", "", False)


def _tokens() -> Iterator[ReferenceEntry]:
    palette = find_theme("slate", None).palette
    for name in TOKENS:
        color = palette.get(name)
        told = f"In the theme slate: `{_hex(color.rgb)}`" if color is not None else "Derived"
        yield ReferenceEntry(
            "token", name, f'A colour: `color="{name}"` in layouts, `[palette]` in themes', told
        )


def _hex(rgb: Any) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in rgb)


def _styles() -> Iterator[ReferenceEntry]:
    theme = find_theme("slate", None)
    for medium in ("brief", "deck"):
        for name, style in theme.styles[medium].items():
            told = f"{style.size:g} pt on {style.leading:g}, {style.font}, colour `{style.color}`"
            least = f", at least {style.min_size:g} pt" if style.min_size else ""
            yield ReferenceEntry(
                "style", f"{medium}.{name}", f"A type style of {medium}s", told + least
            )


def _filters() -> Iterator[ReferenceEntry]:
    for name, function in FILTERS.items():
        doc = inspect.getdoc(function) or "As in Jinja2"
        first, _, rest = doc.partition("\n\n")
        yield ReferenceEntry(
            "filter",
            name,
            " ".join(first.split()).rstrip("."),
            "" if name in JINJA_FILTERS else rest,
        )


def _fields() -> Iterator[ReferenceEntry]:
    yield from _schema("field", "summary", "")


def _settings() -> Iterator[ReferenceEntry]:
    yield from _schema("setting", "config", "docgen.toml: ")
    yield from _schema("setting", "layout", "layout.toml: ")
    yield from _schema("setting", "theme", "theme: ")


def _schema(kind: EntryKind, name: str, prefix: str) -> Iterator[ReferenceEntry]:
    schema = json.loads(schema_text(name))
    yield from _properties(kind, schema, schema, prefix, "")
    seen: set[str] = set()
    for owner, key in _owners(schema):
        if owner not in seen:
            seen.add(owner)
            yield from _properties(kind, schema, schema["$defs"][owner], prefix, f"{key}.")


def _owners(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the models that the top-level keys hold, with the key's path."""
    for key, part in schema.get("properties", {}).items():
        text = json.dumps(part)
        for owner in schema.get("$defs", {}):
            if f'"#/$defs/{owner}"' in text and schema["$defs"][owner].get("properties"):
                yield owner, f"{key}[]" if '"array"' in text else key


def _properties(
    kind: EntryKind, schema: dict[str, Any], part: dict[str, Any], prefix: str, path: str
) -> Iterator[ReferenceEntry]:
    required = part.get("required", [])
    for name, one in part.get("properties", {}).items():
        told = one.get("description") or one.get("title") or ""
        need = "Required. " if name in required else ""
        yield ReferenceEntry(
            kind, f"{prefix}{path}{name}", told.rstrip("."), f"{need}{_type(one)}."
        )


def _type(part: dict[str, Any]) -> str:
    if "const" in part:
        return f"`{part['const']}`"
    if "enum" in part:
        return "One of " + ", ".join(f"`{one}`" for one in part["enum"])
    if "$ref" in part:
        return f"A {part['$ref'].rpartition('/')[2]}"
    if "anyOf" in part:
        options = [_type(one) for one in part["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(options))
    if part.get("type") == "array":
        return f"A list: {_type(part.get('items', {})).lower()}"
    return {
        "string": "A text",
        "number": "A number",
        "integer": "A whole number",
        "boolean": "`true` or `false`",
        "object": "A table",
    }.get(str(part.get("type")), "Any value")


def _layouts() -> Iterator[ReferenceEntry]:
    for layout in list_layouts(None):
        lines = [f"A {layout.kind}, by default with the theme `{layout.theme}`."]
        if layout.params:
            lines += ["", "| parameter | default | meaning |", "|---|---|---|"]
            for name, p in layout.params.items():
                # A list's names stand apart, so that a line can end between them.
                default = str(p.default).replace(",", ", ") if p.type == "list" else p.default
                choices = f" of {', '.join(p.choices)}" if p.choices else ""
                lines.append(f"| `{name}` | `{default}`{choices} | {p.description} |")
        yield ReferenceEntry(
            "layout", layout.name, layout.description.rstrip("."), "\n".join(lines)
        )


def _codes() -> Iterator[ReferenceEntry]:
    for code, one in CODES.items():
        body = load_code(code).text.partition("\n")[2].strip().replace("## ", "#### ")
        yield ReferenceEntry("code", code, f"{one.name}, {one.severity.value}: {one.meaning}", body)


def main(folder: str) -> None:
    """Write the pages into a folder."""
    from pathlib import Path  # noqa: PLC0415  (the command needs none)

    Path(folder).mkdir(parents=True, exist_ok=True)
    for kind in PAGES:
        Path(folder, f"{kind}s.md").write_text(page_of(kind), "utf-8")


if __name__ == "__main__":
    import sys

    main(sys.argv[1])
