"""Look at a layout itself, apart from any summary: what is unused, fixed, untranslated, unguarded.

Its templates are read as text and as Jinja2's tree (parameters, literal colours, words that no
catalogue translates); then the layout is composed with a summary that has everything, and with
others that lack one thing each. Stock fragments that a layout includes count for what they use,
and aren't judged.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from pydantic import BaseModel

from docgen.foundation import codes
from docgen.foundation.codes import Code
from docgen.foundation.diagnostics import (
    Diagnostic,
    Diagnostics,
    DocgenError,
    Location,
    did_you_mean,
)
from docgen.foundation.files import LAYOUT, read_file
from docgen.foundation.structs import Struct, field
from docgen.foundation.toml import TomlSource
from docgen.layout.blocks import Block, BlockBase, Heading, PageBreak, Rule, Spacer
from docgen.layout.catalog import find_theme, shared_folders, stock_folder
from docgen.layout.compose import compose
from docgen.layout.document import BriefRoot, DeckRoot, Document
from docgen.layout.layoutfile import TEMPLATE, Layout
from docgen.layout.sample import SAMPLE
from docgen.layout.template import SHARED
from docgen.layout.walk import inlines, inner, walk
from docgen.summary.model import Summary
from docgen.theme.load import TOKENS

_HIDDEN = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|&#?\w+;", re.S)
_TAG = re.compile(r"<[^<>]*>", re.S)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*("[^"]*"|'[^']*')""")
_WORD = re.compile(r"[^\W\d_]{2,}")
_PROSE = ("title", "caption", "credit", "alt", "by", "role", "section")
"""Attributes that hold words for readers."""
_HEX = re.compile(r"#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})\Z")
_EDGES = re.compile(r"^[·|–—,;:/•]|[·|–—,;/•]$|\(\s*\)|[·|–—•]\s*[·|–—•]|,\s*,")
_BUILT_IN = {
    "trace": "either",
    "scale": "either",
    "density": "either",
    "page": "brief",
    "slide": "deck",
}
"""Parameters that docgen itself reads, and for which kind of layout."""


def lint(layout: Layout) -> list[Diagnostic]:
    """Return what a layout's author should know: DG881 to DG885, by place.

    A template that can't be read at all gives nothing here: whoever composes with it is told.
    """
    files = _files(layout)
    if files is None:
        return []
    found = [*_parameters(layout, files)]
    for file in files:
        if file.own:
            found += _literals(file)
            found += _untranslated(file)
    told = {(one.location.file, one.location.line) for one in found if one.location}
    for one in _lacking(layout, files):
        if one.location is None or (one.location.file, one.location.line) not in told:
            found.append(one)
    return list(dict.fromkeys(found))


class _File(Struct, frozen=True):
    """A template's source, its tree, and whether it is the layout's own."""

    path: str
    text: str
    tree: nodes.Template
    own: bool
    inside: bool
    """Whether it lies in the layout's folder: what other layouts share may ask for more."""

    def at(self, offset: int) -> Location:
        line = self.text.count("\n", 0, offset) + 1
        return Location(self.path, line, offset - (self.text.rfind("\n", 0, offset) + 1) + 1)

    def word(self, line: int, word: str) -> Location:
        """Return where a word stands on a line, counted from 1, or on one of the next."""
        lines = self.text.split("\n")
        for number in range(line, min(line + 20, len(lines)) + 1):
            hit = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", lines[number - 1])
            if hit:
                return Location(self.path, number, hit.start() + 1)
        return Location(self.path, line, 1)


def _files(layout: Layout) -> list[_File] | None:
    """Return the layout's template and all that it includes or imports by name."""
    environment, wanted, seen = Environment(), [TEMPLATE], set[str]()
    found: list[_File] = []
    stock = stock_folder().resolve()
    while wanted:
        name = wanted.pop()
        bases = shared_folders(layout) if name.startswith(SHARED) else (layout.folder,)
        for base in bases:
            path = base / name.removeprefix(SHARED)
            if str(path) in seen or not path.is_file():
                continue
            seen.add(str(path))
            try:
                text = read_file(path, LAYOUT, base).decode("utf-8-sig").replace("\r\n", "\n")
                tree = environment.parse(text)
            except (OSError, UnicodeDecodeError, TemplateSyntaxError, RecursionError):
                return None
            own = layout.origin == "stock" or not path.resolve().is_relative_to(stock)
            inside = base == layout.folder
            found.append(_File(str(path), text, tree, own, inside))
            for node in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport)):
                named = getattr(node, "template", None)
                if isinstance(named, nodes.Const) and isinstance(named.value, str):
                    wanted.append(named.value)
            break
    return found


def _finding(code: Code, message: str, at: Location, hint: str) -> Diagnostic:
    return Diagnostic(code, message, at, hint, code.severity)


# ---- parameters ---------------------------------------------------------------------------------


def _parameters(layout: Layout, files: Iterable[_File]) -> Iterator[Diagnostic]:
    used, passed_on = dict[str, tuple[_File, int]](), False
    for file in files:
        for name, line, guarded in _reads(file.tree):
            if name is None:
                passed_on = True
            elif file.inside and name not in layout.params and not guarded and name not in used:
                yield _undeclared(layout, file, name, line)
            used.setdefault(name or "", (file, line))
    if passed_on:
        return
    path = layout.folder / "layout.toml"
    try:
        source = TomlSource(str(path), read_file(path, LAYOUT, layout.folder).decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        return
    for name in layout.params:
        if name not in used and _BUILT_IN.get(name) not in ("either", layout.kind):
            yield _finding(
                codes.PARAMETER_UNUSED,
                f'the layout never reads its parameter "{name}"',
                source.locate(["params", name]),
                f"read it in the template as params.{name}, or take it out",
            )


def _undeclared(layout: Layout, file: _File, name: str, line: int) -> Diagnostic:
    close = did_you_mean(name, layout.params) if layout.params else ""
    hint = close if close.startswith("did") else f"declare [params.{name}] in layout.toml"
    message = f'the template reads the parameter "{name}", which layout.toml doesn\'t declare'
    return _finding(codes.PARAMETER_UNDECLARED, message, file.word(line, name), hint)


def _reads(tree: nodes.Template) -> Iterator[tuple[str | None, int, bool]]:
    """Give the parameters that a template reads: name (None: all of them), line, guarded or not.

    One is guarded that has a default, or is asked whether it is there.
    """
    guarded = set[int]()
    for call in tree.find_all((nodes.Filter, nodes.Test)):
        if getattr(call, "name", "") in ("default", "d", "defined", "undefined"):
            guarded |= {id(one) for one in call.find_all((nodes.Getattr, nodes.Getitem))}
    named = set[int]()
    for read in tree.find_all((nodes.Getattr, nodes.Getitem)):
        assert isinstance(read, nodes.Getattr | nodes.Getitem)
        if not (isinstance(read.node, nodes.Name) and read.node.name == "params"):
            continue
        if isinstance(read, nodes.Getattr):
            name: object = read.attr
        else:
            name = read.arg.value if isinstance(read.arg, nodes.Const) else None
        if isinstance(name, str):
            named.add(id(read.node))
            yield name, read.lineno, id(read) in guarded
    for one in tree.find_all(nodes.Name):
        if one.name == "params" and one.ctx == "load" and id(one) not in named:
            yield None, one.lineno, True


# ---- literal colours, and words that aren't translated --------------------------------------------


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _literals(file: _File) -> Iterator[Diagnostic]:
    hint = "name a token of the theme, such as accent-1: `docgen help token` lists them"
    for const in file.tree.find_all(nodes.Const):
        value = const.value
        if isinstance(value, str) and _HEX.match(value):
            lines = file.text.split("\n")
            column = lines[const.lineno - 1].find(value) + 1 or 1
            at = Location(file.path, const.lineno, column)
            yield _finding(
                codes.LITERAL_LOOK, f"{value} is a colour of its own, not the theme's", at, hint
            )
    for tag, offset in _tags(file.text):
        for attribute in _ATTRIBUTE.finditer(tag):
            name, value = attribute[1], attribute[2][1:-1].strip()
            at = file.at(offset + attribute.start())
            if name == "color" and value and "{" not in value and value not in TOKENS:
                close = did_you_mean(value, TOKENS)
                better = close if close.startswith("did") else hint
                message = f'"{value}" is a colour of its own, not the theme\'s'
                yield _finding(codes.LITERAL_LOOK, message, at, better)
            elif name in ("font", "font-family", "font-size", "bgcolor", "fill", "stroke") or (
                name == "style" and ":" in value
            ):
                message = f"{name}={attribute[2]} fixes a look that is the theme's to choose"
                better = "name a style of the theme: `docgen themes`, docs/reference/styles.md"
                yield _finding(codes.LITERAL_LOOK, message, at, better)


def _tags(text: str) -> Iterator[tuple[str, int]]:
    """Give every tag with its offset; comments and expressions in it are blank."""
    for match in _TAG.finditer(_HIDDEN.sub(_blank, text)):
        yield match[0], match.start()


def _untranslated(file: _File) -> Iterator[Diagnostic]:
    bare = _HIDDEN.sub(_blank, file.text)
    if file.path.endswith(".xml.j2"):
        yield from _untranslated_attributes(file, bare)
        for piece in re.finditer(r"[^<>]+", _TAG.sub(lambda m: "<" + _blank(m)[2:] + ">", bare)):
            for line in re.finditer(r"[^\n]+", piece[0]):
                word = _WORD.search(line[0])
                if word:
                    offset = piece.start() + line.start() + word.start()
                    yield _told(file, offset, line[0][word.start() :])


def _untranslated_attributes(file: _File, bare: str) -> Iterator[Diagnostic]:
    for tag in _TAG.finditer(bare):
        for attribute in _ATTRIBUTE.finditer(tag[0]):
            word = _WORD.search(attribute[2])
            if attribute[1] in _PROSE and word:
                offset = tag.start() + attribute.start(2) + word.start()
                yield _told(file, offset, attribute[2][word.start() : -1])


def _told(file: _File, offset: int, text: str) -> Diagnostic:
    words = re.split(r"\s{2,}", text.strip())[0][:40].rstrip(" :,.;")
    return _finding(
        codes.TEXT_UNTRANSLATED,
        f'"{words}" is printed in every language as it stands',
        file.at(offset),
        f'write {{{{ t("{words}") }}}}, and its translations in labels.toml; a name that is'
        f' the same in all: {{{{ "{words}" }}}}',
    )


# ---- what a summary may lack ---------------------------------------------------------------------

_NEEDED = {"title"}


class _Sample(Struct):
    """A summary that lacks something: what, in words, and the summary."""

    lacks: str
    summary: Summary


def _samples(extra: Iterable[str]) -> Iterator[_Sample]:
    """Give the full sample, then those that lack something each and are still summaries."""
    for lacks, data in _sample_data(extra):
        with suppress(DocgenError):  # a chart can't be without its categories
            yield _Sample(lacks, Summary.from_data(data, "sample"))


def _sample_data(extra: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    full = {**copy.deepcopy(SAMPLE), "extra": dict.fromkeys(extra, "Words")}
    if not full["extra"]:
        del full["extra"]
    yield "", full
    for key in full:
        if key not in _NEEDED and key != "extra":
            yield f'"{key}"', _without(full, key)
    for name in full.get("extra", {}):
        rest = {key: value for key, value in full["extra"].items() if key != name}
        yield f'"extra.{name}"', {**full, "extra": rest}
    for key, name in _optional():
        yield f'"{key}[].{name}"', _without(full, key, name)
    yield "all but a title", {"title": "Walls pay"}


@cache
def _optional() -> tuple[tuple[str, str], ...]:
    """Return the optional keys of the sample's items."""
    found = []
    for key, items in SAMPLE.items():
        if not (isinstance(items, list) and isinstance(items[0], dict)):
            continue
        model = _item_model(key)
        names = dict.fromkeys(name for item in items for name in item)
        found += [(key, n) for n in names if model and not model.model_fields[n].is_required()]
    return tuple(found)


def _item_model(key: str) -> type[BaseModel] | None:
    for one in getattr(Summary.model_fields[key].annotation, "__args__", ()):
        if isinstance(one, type) and issubclass(one, BaseModel):
            return one
    return None


def _without(full: Mapping[str, Any], key: str, name: str | None = None) -> dict[str, Any]:
    """Return the sample without a key (and what refers to it), or without a key of its items."""
    made = copy.deepcopy(dict(full))
    if name is not None:
        made[key] = [{k: v for k, v in item.items() if k != name} for item in made[key]]
        if (key, name) == ("timeline", "date"):
            made[key] = [{**item, "when": "Spring"} for item in made[key]]
        return made
    del made[key]
    if key == "sources":
        made["standfirst"] = "The first five years of building."
        made["key_points"] = ["Every euro spent has saved four.", "Two districts are open."]
        for items in made.values():
            for item in items if isinstance(items, list) else ():
                if isinstance(item, dict):
                    item.pop("source", None)
    if key == "charts":
        for item in made.get("sections", ()):
            item.pop("figures", None)
    return made


def _lacking(layout: Layout, files: Iterable[_File]) -> Iterator[Diagnostic]:
    """Compose with summaries that lack something each; tell what then fails or reads oddly."""
    own = {file.path for file in files if file.own}
    extra = sorted({name for file in files for name in _extra_keys(file.tree)})
    try:
        theme = find_theme(layout.theme, layout.project)
        params = layout.resolve({}, Diagnostics())
    except DocgenError:
        return
    usual = _Oddities()
    seen = set[Location]()
    for sample in _samples(extra):
        try:
            document = compose(sample.summary, layout, theme, params)
        except DocgenError as error:
            if not sample.lacks:
                return  # it fails with everything there: no matter of what is lacking
            for one in error.diagnostics:
                if one.location and one.location not in seen and one.location.file in own:
                    seen.add(one.location)
                    yield _unguarded(sample, one.location, one.message)
            continue
        odd = _oddities(document)
        if not sample.lacks:
            usual = odd
            continue
        for at, words in odd.told(usual):
            if at not in seen and at.file in own:
                seen.add(at)
                yield _unguarded(sample, at, words)


def _extra_keys(tree: nodes.Template) -> Iterator[str]:
    for read in tree.find_all(nodes.Getattr):
        if isinstance(read.node, nodes.Name) and read.node.name == "extra":
            yield read.attr


def _unguarded(sample: _Sample, at: Location, why: str) -> Diagnostic:
    has = f"has {sample.lacks} missing" if sample.lacks[0] != '"' else f"has no {sample.lacks}"
    name = sample.lacks.strip('"').partition("[")[0]
    hint = f"ask first: {{% if {name} %}} … {{% endif %}}" if sample.lacks[0] == '"' else ""
    if "[]" in sample.lacks:
        inner_name = sample.lacks.strip('"').rpartition(".")[2]
        hint = f"ask first: {{% if one.{inner_name} %}} … {{% endif %}}"
    return _finding(codes.FIELD_UNGUARDED, f"where a summary {has}: {why}", at, hint)


class _Oddities(Struct):
    """Where a document has headings over nothing, empty slides, and separators of nothing."""

    places: dict[tuple[str, Location], str] = field(default_factory=dict)

    def add(self, kind: str, at: Location | None, words: str) -> None:
        """Note one, if it is known where it comes from."""
        if at is not None:
            self.places.setdefault((kind, replace(at)), words)

    def told(self, usual: _Oddities) -> Iterator[tuple[Location, str]]:
        """Give those that the usual document hasn't."""
        for (kind, at), words in self.places.items():
            if (kind, at) not in usual.places:
                yield at, words


def _oddities(document: Document) -> _Oddities:
    found = _Oddities()
    root = document.root
    if isinstance(root, BriefRoot):
        streams = (root.blocks, root.header, root.footer, root.first_header, root.first_footer)
        for stream in streams:
            _look(stream or (), found)
    else:
        assert isinstance(root, DeckRoot)
        _separators(root, root.footer.plain, found)
        for slide in root.slides:
            for part in (slide.title, slide.subtitle, slide.kicker):
                _separators(slide, part.plain, found)
            _look(slide.blocks, found)
            shown = slide.blocks or slide.subtitle or slide.compositions
            if slide.title and not shown and slide.layout not in ("title", "section"):
                found.add("slide", slide.origin, "a slide has a title and nothing else")
    return found


def _look(blocks: Iterable[Block], found: _Oddities) -> None:
    stream = list(blocks)
    for index, block in enumerate(stream):
        following = [b for b in stream[index + 1 :] if not isinstance(b, PageBreak | Rule | Spacer)]
        if isinstance(block, Heading) and block.level > 1:
            after = following[0] if following else None
            if after is None or (isinstance(after, Heading) and after.level <= block.level):
                words = f'the heading "{block.inline.words}" stands over nothing'
                found.add("heading", block.origin, words)
        for inside in inner(block):
            _look(inside, found)
    for block in walk(stream):
        for inline in inlines(block):
            _separators(block, inline.plain, found)


def _separators(block: BlockBase, text: str, found: _Oddities) -> None:
    words = " ".join(text.split())
    if words and _EDGES.search(words):
        found.add("separator", block.origin, f'"{words[:60]}" is printed')
