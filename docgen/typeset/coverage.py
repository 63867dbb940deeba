"""Which texts of a summary a document shows, which its layout leaves out, which were lost.

A text is *placed* if all its words stand in the document (an alternative text: if its picture,
chart or table does), *shortened* if only some do, else *left out*. What a layout puts into its
blocks and typesetting didn't set is *lost*: a fault, and an error (DG451).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, Location, Severity
from docgen.layout.blocks import (
    Block,
    ChartBlock,
    ImageBlock,
    Span,
    TableBlock,
)
from docgen.layout.document import BriefRoot, DeckRoot, Document
from docgen.layout.walk import inlines, walk
from docgen.placed.documents import Brief, Deck
from docgen.placed.items import ChartItem, ImageItem, PlacedItem, TableItem, TextPara
from docgen.placed.walk import leaves, paras_of
from docgen.summary.model import Summary
from docgen.summary.richtext import plain_text
from docgen.summary.text import Body, Text
from docgen.typeset.markings import has_banner

_ALWAYS_ALIKE = ("article.title", "highlight", "totals")
"""Texts that name something else and aren't shown for themselves."""
_PLACES = (".first", ".last", ".at")
"""Of a chart's annotations: categories, which are shown themselves."""
_IN_CHARTS = (
    "categories",
    "series.name",
    "series.unit",
    "unit",
    "x_title",
    "y_title",
    "y2_title",
    "targets.label",
    "average",
    "tasks.name",
    "regions.label",
    "differences.label",
    "annotations.text",
)
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+")
_ALIKE = str.maketrans(dict.fromkeys("“”„«»‹›‘’‚'", '"') | dict.fromkeys("–—‐‑−", "-"))
"""What typography replaces: quotation marks and dashes are compared as one."""
_INDEX = re.compile(r"\.(\d+)(?=\.|$)")


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of a summary's texts in one document. Paths are those of `Text.path`."""

    texts: int = 0
    placed: int = 0
    shortened: tuple[str, ...] = ()
    """Of these the layout shows a part."""
    left_out: tuple[str, ...] = ()
    intended: tuple[str, ...] = ()
    """Left out or shortened as the layout's ``omits`` says."""
    lost: tuple[str, ...] = ()
    undrawn: tuple[str, ...] = ()
    """Words of charts that are in the chart's data, but not drawn as they stand."""

    def as_plain(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        return {
            "texts": self.texts,
            "placed": self.placed,
            "shortened": list(self.shortened),
            "left_out": list(self.left_out),
            "intended": list(self.intended),
            "lost": list(self.lost),
            "undrawn": list(self.undrawn),
        }


LONG = 20
"""Characters from which words say by themselves which text they are (`{{ title|plain }}`)."""
_ELSEWHERE = re.compile(r"[a-z_]+$|sections\.|\w+\.title$")
"""Texts that templates print as plain words, without a trace of what they are."""


@dataclass(slots=True)
class _ShownTexts:
    """What a document shows: words by the text they are of, all words, alternative texts."""

    by_ref: dict[int, list[str]] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)
    alts: set[str] = field(default_factory=set)
    charts: dict[str, str] = field(default_factory=dict)
    """The words drawn in each chart, by its id."""
    _all: str = ""

    def add(self, spans: Iterable[Span], refs: Iterable[int]) -> None:
        words = _squeezed(_words(spans))
        self.loose.append(words)
        for ref in refs:
            self.by_ref.setdefault(ref, []).append(words)

    def has(self, words: str, text: Text) -> bool:
        """Whether the words of a text are there in full."""
        if words in "".join(self.by_ref.get(text.ref, ())):
            return True
        if len(words) < LONG or not _ELSEWHERE.match(pattern_of(text.path)):
            return False
        return words in self.everything()

    def everything(self) -> str:
        """Return all words in the order in which they stand."""
        if not self._all:
            self._all = "".join(self.loose)
        return self._all

    def has_each(self, text: Text) -> bool:
        """Whether each word of a text is there, if not one after the other."""
        return all(_squeezed(word) in self.everything() for word in _plain(text).split())


def cover(document: Document, placed: Brief | Deck, found: Diagnostics) -> Coverage:
    """Return what became of the summary's texts; what isn't meant goes to `found` (DG450, DG451).

    With DG450, a notice, the layout's own leavings are told with their counts.
    """
    summary = document.summary
    footed = isinstance(placed, Deck) and any(
        one.layout.role != "title" for one in placed.slides if one.inserted is None
    )
    asked, set_ = _composed(document, footed), _placed(placed, document.root)
    shortened: list[str] = []
    left_out: list[str] = []
    intended: list[str] = []
    lost: list[Text] = []
    undrawn: list[str] = []
    texts = [text for text in summary.texts if not _is_a_name(text.path)]
    for text in texts:
        if text.path == "classification" and has_banner(document.theme):
            continue  # it stands on every page and slide
        share = _share(text, asked, summary)
        if share < 1 and _is_meant(text.path, document):
            intended.append(text.path)
        elif share < 1:
            (shortened if share else left_out).append(text.path)
        if _is_chart_word(text.path):
            chart = str(summary.charts[int(text.path.split(".")[1])].id)
            drawn = set_.charts.get(chart)
            if drawn is not None and _squeezed(_plain(text)) not in drawn:
                undrawn.append(text.path)
        elif share and _share(text, set_, summary) < share:
            # Words without a trace may belong to another text, which a page divides.
            traced = text.ref in asked.by_ref
            lost += [] if not traced and set_.has_each(text) else [text]
    coverage = Coverage(
        texts=len(texts),
        placed=len(texts) - len(shortened) - len(left_out) - len(intended) - len(lost),
        shortened=tuple(shortened),
        left_out=tuple(left_out),
        intended=tuple(intended),
        lost=tuple(text.path for text in lost),
        undrawn=tuple(undrawn),
    )
    found.extend(_told(document, coverage, lost))
    return coverage


def pattern_of(path: str) -> str:
    """Return a text's path without numbers: ``sections.points`` of ``sections.2.points.0``."""
    return _INDEX.sub("", path)


# ---- what is shown -----------------------------------------------------------------


def _composed(document: Document, footed: bool) -> _ShownTexts:
    """Return what a layout put into its blocks; a deck's footer, if `footed`.

    Title slides have no footer, so a deck of them alone leaves its footer out.
    """
    shown, root = _ShownTexts(), document.root
    for note in root.notes:
        shown.add(note.spans, note.refs)
    if isinstance(root, BriefRoot):
        parts = (root.blocks, root.header, root.footer, root.first_header, root.first_footer)
        for blocks in parts:
            _add_blocks(shown, blocks or ())
        _add_dates(shown, document.summary)
        return shown
    if footed:
        shown.add(root.footer.spans, root.footer.refs)
    for slide in root.slides:
        for inline in (slide.title, slide.subtitle, slide.kicker):
            shown.add(inline.spans, inline.refs)
        _add_blocks(shown, slide.blocks)
        _add_blocks(shown, slide.notes)
    _add_dates(shown, document.summary)
    return shown


def _add_blocks(shown: _ShownTexts, blocks: Iterable[Block]) -> None:
    for block in walk(blocks):
        for inline in inlines(block):
            shown.add(inline.spans, inline.refs)
        if isinstance(block, ChartBlock | TableBlock | ImageBlock):
            shown.alts.add(_squeezed(block.alt))
        if isinstance(block, ChartBlock):
            shown.charts[_family(str(block.data.id), block.reach is not None)] = ""


def _placed(placed: Brief | Deck, root: BriefRoot | DeckRoot) -> _ShownTexts:
    shown = _ShownTexts()
    if isinstance(placed, Brief):
        for page in placed.pages:
            _add_items(shown, page.items, placed.summary)
            _add_items(shown, page.marks, placed.summary)
            _add_items(shown, page.over, placed.summary)
    else:
        refs = root.footer.refs if isinstance(root, DeckRoot) else ()
        for slide in placed.slides:
            for mark in slide.marks:
                if mark.placeholder is not None and mark.placeholder.kind == "footer":
                    words = [p.spans for p in paras_of(mark.item)]
                    shown.add([span for spans in words for span in spans], refs)
            _add_items(shown, [one.item for one in slide.items], placed.summary)
            _add_paras(shown, slide.notes)
    _add_dates(shown, placed.summary)
    return shown


def _add_dates(shown: _ShownTexts, summary: Summary) -> None:
    """Add as they stand the dates that are shown in the summary's language, or apart."""
    dates = [*(one.by for one in summary.metrics), *(one.when for one in summary.timeline)]
    for text in dates:
        if text.ref in shown.by_ref:
            shown.add((Span(_plain(text)),), (text.ref,))


def _family(name: str, small: bool) -> str:
    """Return the id of the summary's chart that a chart, or one of several small ones, shows."""
    return name.rpartition("-")[0] if small else name


def _add_items(shown: _ShownTexts, items: Iterable[PlacedItem], summary: Summary) -> None:
    for leaf in leaves(items):
        _add_paras(shown, paras_of(leaf))
        if isinstance(leaf, TableItem):
            shown.alts.add(_squeezed(leaf.alt))
        elif isinstance(leaf, ImageItem):
            shown.alts.add(_squeezed(leaf.block.alt))
        elif isinstance(leaf, ChartItem):
            shown.alts.add(_squeezed(leaf.chart.alt))
            drawn = [_words(p.spans) for one in leaves(leaf.art) for p in paras_of(one)]
            name = leaf.chart.id
            if name not in {one.id for one in summary.charts}:  # one of several small charts
                name = _family(name, True)
            shown.charts[name] = shown.charts.get(name, "") + _squeezed(" ".join(drawn))


def _add_paras(shown: _ShownTexts, paras: Iterable[TextPara]) -> None:
    for para in paras:
        shown.add(para.spans, para.refs)


def _share(text: Text, shown: _ShownTexts, summary: Summary) -> float:
    """Return how much of a text is shown: all (1), a part, or nothing (0)."""
    if text.path.endswith(".alt"):
        return float(_squeezed(_plain(text)) in shown.alts)
    if _is_chart_word(text.path):
        return float(str(summary.charts[int(text.path.split(".")[1])].id) in shown.charts)
    parts = [part for part in map(_squeezed, _plain(text).split("\n")) if part]
    there = sum(shown.has(part, text) for part in parts)
    if there == len(parts):
        return 1.0
    return 0.5 if there or text.ref in shown.by_ref else 0.0


def _is_chart_word(path: str) -> bool:
    chart, _, rest = pattern_of(path).partition(".")
    return chart == "charts" and rest in _IN_CHARTS


def _is_a_name(path: str) -> bool:
    pattern = pattern_of(path)
    named = pattern.startswith("charts.") and pattern.endswith(_PLACES)
    return named or path == "article.title" or pattern.rpartition(".")[2] in _ALWAYS_ALIKE


def _is_meant(path: str, document: Document) -> bool:
    """Whether a layout says that it leaves a text out; a brief never shows speaker notes."""
    pattern = pattern_of(path)
    if pattern == "sections.notes" and document.layout.kind == "brief":
        return True
    return any(pattern == one or pattern.startswith(f"{one}.") for one in document.layout.omits)


def _plain(text: Text) -> str:
    return plain_text(text.source, block=isinstance(text, Body), apart=True)


def _words(spans: Iterable[Span]) -> str:
    """Return the words of runs, without the numbers of sources."""
    kept = (s for s in spans if not (s.cite or s.note or (s.superscript and s.text == ",")))
    return "".join("\n" if s.field == "break" else s.text for s in kept)


def _squeezed(text: str) -> str:
    """Return text without spaces and invisible characters, capitals as small letters."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text).casefold())
    return re.sub("-+", "-", plain.translate(_ALIKE))


# ---- telling -----------------------------------------------------------------------

_NOUNS: Mapping[str, tuple[str, str]] = {
    "key_points": ("key point", "key points"),
    "sections": ("section", "sections"),
    "metrics": ("metric", "metrics"),
    "charts": ("chart", "charts"),
    "tables": ("table", "tables"),
    "timeline": ("event", "events"),
    "people": ("person", "people"),
    "quotes": ("quotation", "quotations"),
    "images": ("image", "images"),
    "questions": ("question", "questions"),
    "glossary": ("term", "terms"),
    "sources": ("source", "sources"),
    "authors": ("author", "authors"),
}
"""A list's items, one and many."""
_FIELDS: Mapping[str, str] = {
    "charts.alt": "alternative text",
    "tables.alt": "alternative text",
    "images.alt": "alternative text",
    "metrics.by": "date",
    "metrics.was": "earlier value",
    "quotes.by": "speaker",
}
MOST_TOLD = 20
"""Lost texts that get a finding of their own."""


def _told(document: Document, coverage: Coverage, lost: Sequence[Text]) -> Iterator[Diagnostic]:
    if coverage.left_out or coverage.shortened:
        parts, keys = leavings(document.summary, coverage)
        omits = ", ".join(f'"{key}"' for key in keys)
        yield Diagnostic(
            codes.LEFT_OUT,
            f"the layout {document.layout.name} leaves out {', '.join(parts)}",
            Location(document.summary.path),
            f"another layout or parameter may show them; if it is meant: omits = [{omits}]"
            " in layout.toml",
            Severity.NOTICE,
        )
    for text in lost[:MOST_TOLD]:
        shown = " ".join(_plain(text).split())
        shown = shown if len(shown) <= 40 else shown[:40] + "…"
        yield Diagnostic(
            codes.TEXT_LOST,
            f'"{shown}" ({spoken(text.path)}) is in the layout {document.layout.name} and found'
            " no place",
            text.location,
            "shorten it, or give it more room in the layout",
        )


def leavings(summary: Summary, coverage: Coverage) -> tuple[list[str], list[str]]:
    """Return what a layout leaves out, in words, and the keys of ``omits`` for it."""
    gone = set(coverage.left_out)
    whole: dict[str, list[int]] = {}
    for text in summary.texts:
        key, number = _item(text.path)
        if number is not None and not _is_a_name(text.path) and not text.path.endswith(".alt"):
            whole.setdefault(f"{key} {number}", []).append(text.path in gone)
    out = {item for item, texts in whole.items() if all(texts)}
    groups: dict[tuple[str, str], dict[int, None]] = {}
    for path in (*coverage.left_out, *coverage.shortened):
        key, number = _item(path)
        pattern = pattern_of(path)
        if number is None:
            groups.setdefault(("", pattern), {})
        elif f"{key} {number}" in out:
            groups.setdefault(("all", key), {})[number] = None
        else:
            how = "part" if path in coverage.shortened else "field"
            field_ = ".".join(pattern.split(".")[:2])
            groups.setdefault((how, field_), {})[number] = None
    parts = [_phrase(how, key, [*numbers], summary) for (how, key), numbers in groups.items()]
    keys = dict.fromkeys(key for _, key in groups)
    return parts, [
        key for key in keys if key.partition(".")[0] == key or key.split(".")[0] not in keys
    ]


def _phrase(how: str, key: str, numbers: list[int], summary: Summary) -> str:
    if not how:
        return f'"{key}"'
    top, _, rest = key.partition(".")
    one, many = _NOUNS.get(top, (top.replace("_", " "), top.replace("_", " ")))
    count = len(getattr(summary, top))
    if how == "all" and len(numbers) == count:
        return f"{many if count > 1 else one} ({count})"
    which = f"{one if len(numbers) == 1 else many} {_ranges(numbers)}"
    if how == "all":
        return which
    what = _FIELDS.get(key, rest.replace("_", " "))
    return f"{'part of ' if how == 'part' else ''}{f'the {what} of ' if what else ''}{which}"


def _ranges(numbers: Sequence[int]) -> str:
    """Return "1, 3 to 5" of indices from 0."""
    runs: list[list[int]] = []
    for number in sorted(number + 1 for number in numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        str(r[0]) if len(r) == 1 else f"{r[0]}{' to ' if len(r) > 2 else ', '}{r[-1]}" for r in runs
    )


def spoken(path: str) -> str:
    """Return a path as it is said, counted from 1: "heading of section 2"."""
    top, *rest = path.split(".")
    if not rest or not rest[0].isdigit():
        return path.replace("_", " ")
    one = _NOUNS.get(top, (top.replace("_", " "), ""))[0]
    item = f"{one} {int(rest[0]) + 1}"
    inner = " ".join(
        str(int(step) + 1) if step.isdigit() else step.replace("_", " ") for step in rest[1:]
    )
    return f"{inner} of {item}" if inner else item


def _item(path: str) -> tuple[str, int | None]:
    """Return the list and the index of the item that a path leads into."""
    top, _, rest = path.partition(".")
    number = rest.partition(".")[0]
    return top, int(number) if number.isdigit() else None
