"""Decks: each slide's blocks are measured, fitted and placed on the master's layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.layout.blocks import Block, Inline, ListBlock, ListItem, Para, Span
from docgen.layout.document import DeckRoot, Document, SlideBlock, company_layouts
from docgen.layout.runs import plain
from docgen.layout.walk import inlines, walk
from docgen.placed.documents import (
    GROUND_COLORS,
    Bookmark,
    CompanyFile,
    Deck,
    InsertedSlide,
    Master,
    Placeholder,
    Slide,
    SlideGround,
    SlideItem,
    SlideLayout,
    layout_key,
)
from docgen.placed.items import ChartItem, PlacedItem, Rect, TextItem, TextPara, moved
from docgen.placed.mirror import mirror_deck
from docgen.placed.overlaps import text_extent, text_overlaps
from docgen.placed.structure import Elem
from docgen.placed.walk import leaves, paras_of
from docgen.summary.given import named_file
from docgen.summary.model import Summary
from docgen.summary.richtext import plain_text
from docgen.text.font_findings import check_fonts, missing_glyphs
from docgen.text.paragraph import new_setter
from docgen.text.scripts import is_rtl
from docgen.typeset.art import picture_in
from docgen.typeset.compositions import GOOD, MOST_CANDIDATES, measure, score
from docgen.typeset.context import Context, Shared, Squeeze
from docgen.typeset.cut_words import report_cut_words
from docgen.typeset.embedded_fonts import embedded_fonts
from docgen.typeset.fields import fill_fields
from docgen.typeset.fit import FittedPart, Fitter
from docgen.typeset.flowables.base import flows
from docgen.typeset.flowables.stack import FUZZ
from docgen.typeset.flowables.table import table_look
from docgen.typeset.grounds import slide_ground
from docgen.typeset.logo import with_logo
from docgen.typeset.markings import banner_height, slide_marks, with_marks
from docgen.typeset.master import stock_master
from docgen.typeset.overflow import refuse_title, shortened
from docgen.typeset.properties import properties_of, shown_date
from docgen.typeset.steps import steps_of
from docgen.typeset.text_boxes import (
    apart,
    fill_placeholders,
    least_lines,
    one_line,
    pushed,
    pushed_region,
    set_box,
    smaller,
    text_bottom,
)
from docgen.typeset.wide_tables import for_slide

if TYPE_CHECKING:  # python-pptx is only needed where a deck is read
    from docgen.pptx_template.inserted import InsertedText


def unique_titles(slides: Iterable[SlideBlock], fallback: str) -> Iterator[SlideBlock]:
    """Yield the slides, those whose title has been there before numbered: ``Voices (2)``."""
    seen: Counter[str] = Counter()
    for block in slides:
        if block.insert is not None:
            yield block
            continue
        text = block.title.words or fallback
        seen[text] += 1
        if seen[text] == 1:
            yield block
            continue
        spans = block.title.spans or (Span(fallback),)
        number = Span(f" ({seen[text]})")
        yield replace(block, title=Inline((*spans, number), block.title.refs))


def source_lines(paras: Sequence[TextPara], summary: Summary) -> Iterator[Inline]:
    """Yield a line for each source that the paragraphs cite, in the order of first use."""
    known = {str(one.id): one for one in summary.sources}
    seen: dict[str, str] = {}
    for para in paras:
        for span in para.spans:
            if span.cite and span.cite in known:
                seen.setdefault(span.cite, span.text.strip("[]"))
    for name, number in seen.items():
        source = known[name]
        texts = (plain_text(t.source).strip() for t in (source.title, source.publisher))
        told = ". ".join(filter(None, [*texts, str(source.url or "")]))
        yield Inline((Span(f"{number.strip('[]')}. {told}"),))


NOTES_WIDTH = 468.0
"""Width of the notes' text on a notes page (6.5 in)."""
MOST_TITLE = 0.4
"""A title may take this share of the slide's height before it is refused."""
MOST_GAP = 26.0
"""Most space kept between a long title and the blocks under it, in points."""
LEAST_REGION = 60.0
"""A title leaves at least so much height for blocks, in points."""
MOST_TITLE_WORDS = 120
"""Of an inserted slide's title, a PDF shows so many characters."""
MOST_TRIES = 12
"""For so many words of an inserted slide as a PDF's page holds: at least half as many each time."""
OPENING_TYPE = (0.92, 0.84, 0.76, 0.68, 0.6, 0.5)
"""How much smaller a cover's texts are made, one after another, until they fit."""
SHORE = 20.0
"""Nothing stands nearer to the slide's lower edge, in points."""


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A slide's content fitted in one composition."""

    block: SlideBlock
    layout: SlideLayout
    context: Context
    title: SlideItem
    loose: Sequence[SlideItem]
    """Kicker and subtitle in their own places..."""
    fixed: Sequence[SlideItem]
    """...and where the title leaves them room."""
    parts: Sequence[FittedPart]
    region: Rect
    name: str
    ground: SlideGround | None = None


@dataclass(frozen=True, slots=True)
class _State:
    """What typesetting a candidate adds to: structure, bookmarks, headings met."""

    kids: tuple[Elem, ...]
    bookmarks: tuple[Bookmark, ...]
    headings: int


class SlideMaker:
    """Typesets the slides of one deck."""

    def __init__(self, document: Document, master: Master, shared: Shared) -> None:
        self.document, self.master, self.shared = document, master, shared
        self.structure = Elem("Document", lang=document.lang)
        self.slides: list[Slide] = []
        self.kicker = ""
        """Of the slide before."""
        self.composed: list[str] = []
        """The composition of each slide so far; empty for a slide with none."""
        self.tried = 0
        """Candidates typeset so far."""
        root = document.root
        assert isinstance(root, DeckRoot)
        self.marks = slide_marks(
            master, document.theme, document.summary, document.draft, shared.setter
        )
        """Drawn on each slide, where the master is a company's."""
        self.footer = _footer(root, master, shared)
        self.date = document.date or shown_date(document.summary, document.lang)

    def add(self, block: SlideBlock) -> None:
        """Place one slide of the layout: one slide or, where it is split, several."""
        elem = self.structure.add("Sect", id=block.id)
        head = elem.add("H1" if block.layout == "title" else "H2", id=f"slide-{len(self.slides)}")
        title = block.title.words or self.document.title
        self.shared.bookmarks.append(
            Bookmark(1 if block.layout in ("title", "section") else 2, title, head)
        )
        made = self._composed(block, elem, head)
        notes = self._notes(block)
        for number, part in enumerate(made.parts, 1):
            self._place(made, head, part, (number, len(made.parts)), notes)
        self.kicker = block.kicker.plain
        self.composed.append(made.name)

    def insert(self, block: SlideBlock) -> None:
        """Place another deck's slides: what a PDF shows of each is its words."""
        # Late: python-pptx is only needed where a deck is read.
        from docgen.pptx_template.inserted import read_inserted, size_of  # noqa: PLC0415

        assert block.insert is not None
        file, slides = read_inserted(block.insert, block.origin, self.shared.diagnostics)
        self._tell_size(file, size_of(file), block)
        for said in slides:
            section = block.section if said is slides[0] else None
            name = block.id if said is slides[0] else None
            self._inserted(replace(block, section=section, id=name), file, said)

    def _tell_size(self, file: CompanyFile, size: tuple[float, float], block: SlideBlock) -> None:
        wide, high = size
        master = self.master
        if abs(wide - master.width) > 0.5 or abs(high - master.height) > 0.5:
            message = (
                f'slides of "{PurePath(file.path).name}" are {wide / 72:.2f} x {high / 72:.2f} in: they are scaled'
                f" to {master.width / 72:.2f} x {master.height / 72:.2f} in"
            )
            hint = "set the size of the deck's slides to theirs to have them as they are"
            self.shared.diagnostics.notice(codes.INSERTED_SCALED, message, block.origin, hint)

    def _inserted(self, block: SlideBlock, file: CompanyFile, said: InsertedText) -> None:
        """Place one slide: its title and as many of its words as there is room for."""
        label = f"{PurePath(file.path).name} · {said.number}"
        words = list(said.paragraphs)
        elem = self.structure.add("Sect", id=block.id)
        head = elem.add("H2", id=f"slide-{len(self.slides)}")
        self.shared.bookmarks.append(Bookmark(2, said.title or label, head))
        start = self._state(elem)
        for _ in range(MOST_TRIES):
            self._reset(elem, start)
            shown = replace(
                block,
                title=Inline((Span(shortened(said.title, MOST_TITLE_WORDS) or label),)),
                kicker=Inline((Span(label),)) if said.title else Inline(),
                blocks=tuple(_as_list(words)) + _rest(said, words),
                hidden=said.hidden,
            )
            try:
                made = self._fitted(shown, elem, head, "")
            except DocgenError:
                if not words:
                    raise
                words = words[: len(words) // 2]
                continue
            if len(made.parts) == 1:
                break
            words = words[: min(len(words) - 1, len(words) // len(made.parts))]
        notes = self._notes(replace(shown, notes=tuple(_as_paras(said.notes))))
        self._place(made, head, made.parts[0], (1, 1), notes)
        slide = self.slides[-1]
        slide.inserted = InsertedSlide(
            file, said.number, block.insert.notes if block.insert else True
        )
        slide.title = said.title or label
        self.kicker = ""
        self.composed.append("")

    def _composed(self, block: SlideBlock, elem: Elem, head: Elem) -> _Fitted:
        """Return the slide fitted in its one composition, or in the best of several."""
        if not block.compositions:
            return self._fitted(block, elem, head, "")
        start = self._state(elem)
        best: tuple[float, _Fitted, _State] | None = None
        refused: DocgenError | None = None
        for rank, one in enumerate(block.compositions[:MOST_CANDIDATES]):
            self._reset(elem, start)
            self.tried += 1
            variant = replace(
                block,
                layout=one.layout,
                blocks=one.blocks,
                picture=one.picture or block.picture,
            )
            try:
                made = self._fitted(variant, elem, head, one.name)
            except DocgenError as error:
                refused = refused or error
                continue
            found = measure(made.parts[0].items, made.region, len(made.parts))
            reached = score(found, one.name, self.composed, rank)
            if best is None or reached > best[0] + 1e-6:
                best = (reached, made, self._state(elem))
            if reached >= GOOD:
                break
        if best is None:
            assert refused is not None
            raise refused
        self._reset(elem, best[2])
        return best[1]

    def _state(self, elem: Elem) -> _State:
        return _State(tuple(elem.kids), tuple(self.shared.bookmarks), self.shared.headings)

    def _reset(self, elem: Elem, state: _State) -> None:
        """Bring back the structure and the bookmarks of a candidate, or of before them all."""
        elem.kids[:] = state.kids
        self.shared.bookmarks[:] = state.bookmarks
        self.shared.headings = state.headings

    def _fitted(self, block: SlideBlock, elem: Elem, head: Elem, name: str) -> _Fitted:
        company = block.company if self.master.template else ""
        layout = self.master.layout(layout_key(block.layout, company))
        ground = slide_ground(block, layout, self.master, self.shared)
        color = ground.text if ground is not None else _ground_color(layout)
        context = Context(self.shared, elem, color=color, align=layout.align)
        heads = Context(self.shared, elem) if layout.part and ground is None else context
        box = self._title_item(block, layout, heads, head, "")
        loose = self._fixed_items(block, layout, heads)
        box = _under_kicker(box, loose, layout)
        fixed = [_follow(box, one, layout) for one in loose]
        box = _under_kicker(box, fixed, layout)
        if layout.role in ("title", "section") and not layout.part:
            box, fixed = self._smaller_opening(block, layout, heads, box, fixed)
        region = self._region(block, layout, box, fixed)
        fitter = Fitter(block, region, context, bool(block.compositions), bool(layout.part))
        shown = block.blocks
        if layout.role not in ("title", "section"):
            shown = (*shown, *self._footnote_paras(block))
        blocks = for_slide(shown, context, region.width)
        parts = fitter.fit(lambda ctx: flows(blocks, ctx))
        if len(parts) > 1:
            last = f" ({len(parts)}/{len(parts)})"
            numbered = self._title_item(block, layout, heads, None, last)
            after = fixed
            if layout.part:
                numbered = _under_kicker(numbered, loose, layout)
                after = [_follow(numbered, one, layout) for one in loose]
            numbered = _under_kicker(numbered, after if layout.part else loose, layout)
            if numbered.item.rect.bottom > box.item.rect.bottom + FUZZ:
                fitter.region = self._region(block, layout, numbered, after)
                parts = fitter.fit(lambda ctx: flows(blocks, ctx))
        return _Fitted(
            block, layout, context, box, loose, fixed, parts, fitter.region, name, ground
        )

    def _smaller_opening(
        self,
        block: SlideBlock,
        layout: SlideLayout,
        context: Context,
        title: SlideItem,
        fixed: list[SlideItem],
    ) -> tuple[SlideItem, list[SlideItem]]:
        """Return a cover's or divider's texts smaller, where they'd reach what stands below."""
        texts = {"title": block.title, "kicker": block.kicker, "subtitle": block.subtitle}
        region = layout.region
        assert region is not None
        floor = region.y - 4 if block.blocks else self.master.height - SHORE

        def reset(one: SlideItem, tight: Context) -> SlideItem | None:
            place, item = one.placeholder, one.item
            assert place is not None and isinstance(item, TextItem)
            inline = texts[place.key] or Inline((Span(self.document.title),))
            most = max(place.rect.height, self.master.height * MOST_TITLE)
            made = set_box(inline, place, tight, item.paras[0].elem, most)
            return None if made is None else replace(one, item=made)

        def reach(items: Sequence[SlideItem]) -> float:
            below = (one for one in items if one.placeholder and one.placeholder.key != "kicker")
            return max(text_bottom(one.item) for one in below)

        for factor in OPENING_TYPE:
            if reach((title, *fixed)) <= floor + FUZZ:
                break
            tight = replace(context, squeeze=Squeeze(type=factor))
            head = reset(title, tight)
            others = [reset(one, tight) for one in fixed]
            if head is None or None in others:
                continue
            loose = [one for one in others if one is not None]
            head = _under_kicker(head, loose, layout)
            title, fixed = head, [_follow(head, one, layout) for one in loose]
        return title, fixed

    def _place(
        self,
        made: _Fitted,
        head: Elem,
        part: FittedPart,
        of: tuple[int, int],
        notes: tuple[TextPara, ...],
    ) -> None:
        block, layout, context, fixed = made.block, made.layout, made.context, made.fixed
        suffix = f" ({of[0]}/{of[1]})" if of[1] > 1 else ""
        own = layout.part and made.ground is None
        heads = Context(self.shared, context.elem) if own else context
        title = made.title
        if suffix:
            title = self._title_item(block, layout, heads, head if of[0] == 1 else None, suffix)
            if layout.part:
                title = _under_kicker(title, made.loose, layout)
                fixed = [_follow(title, one, layout) for one in made.loose]
            title = _under_kicker(title, fixed, layout)
        items = [title, *(fixed if of[0] == 1 else _artifacts(fixed))]
        items += fill_placeholders(part.items, layout)
        if layout.part:
            items = apart(items)
        if layout.role == "title" and of[0] == 1:
            items += self._cover(layout, context)
        items += [SlideItem(one) for one in self.marks]
        self.slides.append(
            Slide(
                layout,
                (block.title.words or self.document.title) + suffix,
                items,
                context.elem,
                marks_of(
                    layout,
                    len(self.slides) + 1,
                    self.footer,
                    self.date,
                    self.shared,
                    made.ground.text if made.ground is not None else None,
                ),
                notes if of[0] == 1 else (),
                block.section,
                block.hidden,
                len(self.slides) + 1,
                of,
                made.name,
                ground=made.ground,
                steps=steps_of(items) if self._stepped(block) else (),
            )
        )

    def _stepped(self, block: SlideBlock) -> bool:
        """Say whether a slide's points appear one after the other."""
        if block.steps is not None:
            return block.steps
        return self.document.layout.params.get("steps") is True

    def _title_item(
        self,
        block: SlideBlock,
        layout: SlideLayout,
        context: Context,
        elem: Elem | None,
        suffix: str,
    ) -> SlideItem:
        place = layout.placeholder("title")
        assert place is not None
        inline = block.title if block.title else Inline((Span(self.document.title),))
        if suffix:
            inline = Inline((*inline.spans, Span(suffix)), inline.refs)
        most = max(place.rect.height, self.master.height * MOST_TITLE)
        item = set_box(inline, place, context, elem, most)
        if item is None:
            raise self._too_long(block, inline, place, context, most)
        return SlideItem(item, place)

    def _fixed_items(
        self, block: SlideBlock, layout: SlideLayout, context: Context
    ) -> list[SlideItem]:
        found: list[SlideItem] = []
        for key, inline in (("kicker", block.kicker), ("subtitle", block.subtitle)):
            place = layout.placeholder(key)
            if not inline or place is None:
                continue
            most = max(place.rect.height, self.master.height * MOST_TITLE)
            elem = None if key == "kicker" and self._repeats(inline) else context.elem.add("P")
            item = set_box(inline, place, context, elem, most)
            if item is None:
                raise self._too_long(block, inline, place, context, most)
            found.append(SlideItem(item, place))
        return found

    def _cover(self, layout: SlideLayout, context: Context) -> list[SlideItem]:
        """Return the summary's cover picture in its place on the first slide (DG732)."""
        summary, place = self.document.summary, layout.placeholder("picture")
        if summary.cover is None:
            return []
        if place is None:
            hint = "a title layout with a picture placeholder shows it"
            name = f'the title layout "{layout.name}" has no place for the cover picture'
            at = Location(summary.path) if summary.path else None
            self.shared.diagnostics.notice(codes.COVER_NOT_SHOWN, name, at, hint)
            return []
        tall = banner_height(self.document.theme, "deck")
        rect = place.rect
        top = max(rect.y, tall)
        rect = Rect(rect.x, top, rect.width, min(rect.bottom, self.master.height - tall) - top)
        path, alt = str(named_file(summary, summary.cover.path)), plain(summary.cover.alt)
        elem = context.elem.add("Figure", alt=alt) if alt else None
        item = picture_in(
            path, rect, "Cover picture", Location(summary.path), alt, summary.cover.focus
        )
        return [SlideItem(replace(item, elem=elem), place)]

    def _repeats(self, kicker: Inline) -> bool:
        """Say whether a slide's label is that of the slide before: a running head, unread."""
        return kicker.plain == self.kicker

    def _too_long(
        self, block: SlideBlock, inline: Inline, place: Placeholder, context: Context, most: float
    ) -> DocgenError:
        lines, leading = least_lines(inline, place, context)
        return refuse_title(block, inline, self.document.summary, lines, most / leading)

    def _region(
        self, block: SlideBlock, layout: SlideLayout, title: SlideItem, fixed: Sequence[SlideItem]
    ) -> Rect:
        """Return where blocks go: the layout's region, less what a long title took of it."""
        region = layout.region
        assert region is not None
        if layout.part:
            return pushed_region(region, (title, *fixed))
        top = region.y
        for one in (title, *fixed):
            place = one.placeholder
            assert place is not None
            beside = place.rect.right <= region.x or place.rect.x >= region.right
            if place.rect.y <= region.y and not beside:
                gap = min(max(region.y - place.rect.bottom, 0.0), MOST_GAP)
                top = max(top, one.item.rect.bottom + gap)
        lowest = max(text_bottom(one.item) for one in (title, *fixed))
        room = region.bottom - top if block.blocks else self.master.height - SHORE - lowest
        if room < min(region.height, LEAST_REGION) - FUZZ and not (top == region.y and room >= 0):
            fullest = max((title, *fixed), key=lambda o: o.item.rect.height)
            place, item = fullest.placeholder, fullest.item
            assert place is not None and isinstance(item, TextItem)
            lines, leading = len(item.paras[0].lines), item.paras[0].style.leading
            inline = Inline(item.paras[0].spans, item.paras[0].refs)
            fit = lines - max((LEAST_REGION - room) / leading, 1.0)
            raise refuse_title(block, inline, self.document.summary, lines, fit)
        return Rect(region.x, top, region.width, region.bottom - top)

    def _footnote_paras(self, block: SlideBlock) -> Iterator[Para]:
        """Yield the footnotes whose marks are on a slide, small, for under its blocks."""
        for number in self._noted(block, block.blocks):
            note = self.document.root.notes[number - 1]
            yield Para(
                inline=Inline((Span(f"({number}) "), *note.spans), note.refs),
                style="source",
                origin=block.origin,
            )

    def _footnotes(self, block: SlideBlock) -> Iterator[Inline]:
        """Yield the footnotes whose marks are on a slide or in its notes: "1 The note"."""
        for number in self._noted(block, (*block.blocks, *block.notes)):
            note = self.document.root.notes[number - 1]
            yield Inline((Span(f"{number} "), *note.spans), note.refs)

    def _noted(self, block: SlideBlock, blocks: Iterable[Block]) -> Iterable[int]:
        """Return the numbers of the footnotes whose marks a slide's title or `blocks` have."""
        texts = [block.title, block.subtitle, block.kicker]
        texts += [one for inner in walk(blocks) for one in inlines(inner)]
        return {span.note: None for one in texts for span in one.spans if span.note}

    def _notes(self, block: SlideBlock) -> tuple[TextPara, ...]:
        loose = Context(self.shared, Elem("Artifact"))
        made = flows(block.notes, loose)
        items = [i for b in made for i in b.place(NOTES_WIDTH).items]
        paras = [p for leaf in leaves(items) for p in paras_of(leaf)]
        style = loose.style("notes")
        lines = [*self._footnotes(block), *source_lines(paras, self.document.summary)]
        for line in lines:
            paras.append(loose.setter.set(line, style, NOTES_WIDTH))
        return tuple(paras)


def _as_list(paragraphs: Sequence[tuple[int, str]]) -> Iterator[Block]:
    """Yield what an inserted slide says, as one list."""
    items = tuple(ListItem(blocks=(Para(inline=Inline((Span(text),))),)) for _, text in paragraphs)
    if items:
        yield ListBlock(items=items)


def _rest(said: InsertedText, words: Sequence[tuple[int, str]]) -> tuple[Block, ...]:
    """Return what stands for words that there is no room for, and for what isn't words."""
    if len(words) == len(said.paragraphs):
        return ()
    return (Para(inline=Inline((Span("…"),))),)


def _as_paras(texts: Iterable[str]) -> Iterator[Block]:
    for text in texts:
        yield Para(inline=Inline((Span(text),)))


def _fill_numbers(slide: Slide, shared: Shared, count: int) -> None:
    """Put slide numbers into the text that shows them."""
    items = fill_fields((one.item for one in slide.items), shared.setter, slide.number, count)
    slide.items = [replace(o, item=i) for o, i in zip(slide.items, items, strict=True)]


def _ground_color(layout: SlideLayout) -> str | None:
    return layout.text or GROUND_COLORS.get(layout.background)


def _under_kicker(title: SlideItem, fixed: Sequence[SlideItem], layout: SlideLayout) -> SlideItem:
    """Return the title below its kicker, where that takes more lines than its place has.

    On a company's layout: where the title has grown so high that the kicker can't rise more.
    """
    place = title.placeholder
    for one in fixed:
        above = one.placeholder
        if layout.part and above is not None and above.key == "kicker":
            return replace(title, item=_below(title.item, one.item))
        if layout.part or above is None or place is None or above.key != "kicker":
            continue
        grown = one.item.rect.bottom - above.rect.bottom
        if grown > FUZZ:
            return replace(title, item=moved(title.item, 0, grown))
    return title


def _below(title: PlacedItem, kicker: PlacedItem) -> PlacedItem:
    """Return a title's box lower, so that its text begins under a line that stood above it."""
    assert isinstance(title, TextItem) and isinstance(kicker, TextItem)
    text, line = text_extent(title), text_extent(kicker)
    if text is None or line is None or line.y > text.y or line.bottom <= text.y:
        return title
    return moved(title, 0, line.bottom - text.y)


def _follow(title: SlideItem, one: SlideItem, layout: SlideLayout) -> SlideItem:
    """Return a subtitle just below its title, however many lines that takes."""
    above, place = title.placeholder, one.placeholder
    assert above is not None and place is not None and isinstance(title.item, TextItem)
    if layout.part:
        return replace(one, item=moved(one.item, 0, pushed(title, place, above)))
    if place.key != "subtitle" or above.anchor != "top":
        return one  # a title that stands on its place's lower edge grows upwards
    text = title.item.rect.y + sum(p.height for p in title.item.paras)
    return replace(one, item=moved(one.item, 0, text - above.rect.bottom))


def _artifacts(items: Sequence[SlideItem]) -> list[SlideItem]:
    """Return the same boxes unread: they repeat what the first part said."""
    found = []
    for one in items:
        assert isinstance(one.item, TextItem)
        paras = tuple(
            replace(
                p,
                elem=None,
                lines=tuple(
                    replace(line, pieces=tuple(replace(g, elem=None) for g in line.pieces))
                    for line in p.lines
                ),
            )
            for p in one.item.paras
        )
        found.append(SlideItem(replace(one.item, paras=paras), one.placeholder))
    return found


def typeset_deck(
    document: Document, diagnostics: Diagnostics, master: Master | None = None
) -> Deck:
    """Return the placed slides; raises DocgenError if a slide can't be made to fit."""
    root = document.root
    assert isinstance(root, DeckRoot)
    size = (document.layout.width, document.layout.height)
    document = replace(document, theme=document.theme.of("deck"))
    setter = new_setter(document.theme, "deck", document.lang)
    master = master or with_logo(
        stock_master(document.theme, *size, document.summary.cover is not None), document.theme
    )
    master = with_marks(master, document.theme, document.summary, document.draft, setter)
    shared = Shared(
        document.theme,
        "deck",
        document.summary,
        setter,
        document.lang,
        diagnostics,
    )
    maker = SlideMaker(document, master, shared)
    if master.template is None:
        _tell_no_template(document, diagnostics)
    elif document.summary.logo:
        _tell_logo_unused(document, diagnostics)
    for block in unique_titles(root.slides, document.title):
        if block.insert is None:
            maker.add(block)
        else:
            maker.insert(block)
    diagnostics.extend(dict.fromkeys(_chart_findings(maker.slides)))
    shown = (
        p
        for one in maker.slides
        for i in one.items
        for leaf in leaves([i.item])
        for p in paras_of(leaf)
    )
    report_cut_words(shown, document.summary, diagnostics, deck=True)
    diagnostics.raise_errors()
    _tell_overlaps(maker.slides, master, document, diagnostics)
    for slide in maker.slides:
        _fill_numbers(slide, shared, len(maker.slides))
    check_fonts(shared.setter.fonts, "deck", document.summary, document.theme.path, diagnostics)
    deck = Deck(
        maker.slides,
        master,
        maker.structure,
        shared.bookmarks,
        document.theme,
        document.layout,
        document.summary,
        document.title,
        document.lang,
        maker.footer,
        maker.date,
        properties_of(document.summary),
        undrawable=missing_glyphs(shared.setter.fonts, document.summary),
        tables=table_look(document.theme, "deck"),
        candidates=maker.tried,
        fonts=embedded_fonts(maker.slides, document, diagnostics),
        estimated=frozenset((*shared.setter.fonts.approximate, *shared.setter.fonts.unknown)),
    )
    # A company's master stays as it is: only text begins at the right there.
    turned = is_rtl(document.lang) and master.template is None
    return mirror_deck(deck) if turned else deck


def _tell_no_template(document: Document, found: Diagnostics) -> None:
    """Tell which of a company's layouts slides ask for, where there is no company's file."""
    for name, at in company_layouts(document).items():
        message = f'there is no template with a layout "{name}": its slides have our own layout'
        hint = "build with --template FILE, or with a theme that has a [template]"
        found.warn(codes.NO_COMPANY_TEMPLATE, message, at, hint)


def _tell_logo_unused(document: Document, found: Diagnostics) -> None:
    """Tell that a summary's logo isn't on slides of a company's template, which has its own."""
    summary = document.summary
    places = summary._locations
    at = places.value(("logo",)) if places is not None else Location(summary.path)
    message = f'the logo "{PurePath(summary.logo or "").name}" isn\'t on the slides of the template'
    hint = "put it on the template's master slide; briefs show it"
    found.notice(codes.LOGO_UNUSED, message, at, hint)


def _tell_overlaps(
    slides: Sequence[Slide], master: Master, document: Document, found: Diagnostics
) -> None:
    """Tell where texts stand on one another, or off the slide: there should be none."""
    at = Location(document.summary.path) if document.summary.path else None
    for slide in (one for one in slides if one.inserted is None):
        for what in text_overlaps(slide, (master.width, master.height)):
            message = f'slide {slide.number} "{shortened(slide.title)}": {what}'
            hint = "shorten one of them, or choose another layout"
            found.warn(codes.TEXT_OVERLAP, message, at, hint)


def _footer(root: DeckRoot, master: Master, shared: Shared) -> str:
    """Return the footer cut to the one line that it has room for, on every layout (DG441)."""
    text = root.footer.plain
    places = [p for one in master.layouts for p in one.placeholders if p.kind == "footer"]
    if not text or not places:
        return text
    width = min(p.rect.width - p.insets[0] - p.insets[2] for p in places)
    context = Context(shared, Elem("Artifact"))
    shown = one_line(text, context.style(places[0].style), width, context)
    if shown != text:
        shared.warn_once(
            codes.FOOTER_CUT,
            f'the footer "{text}" is longer than its line and is cut to "{shown}"',
            root.origin,
            "shorten it",
        )
    return shown


def marks_of(
    layout: SlideLayout,
    number: int,
    footer: str,
    date: str,
    shared: Shared,
    color: str | None = None,
) -> tuple[SlideItem, ...]:
    """Return a slide's footer, date and number; title slides have none.

    `color` is that of text on the slide's own ground, if it has one.
    """
    if layout.role == "title":
        return ()
    color = color or (None if layout.part else _ground_color(layout))
    context = Context(shared, Elem("Artifact"), color=color)
    texts = {"footer": footer, "date": date, "slide-number": str(number)}
    return tuple(
        SlideItem(_mark(text, place, layout, context), place)
        for place in layout.placeholders
        if (text := texts.get(place.kind))
    )


LEAST_MARK, MARK_STEP = 7.0, 0.5
"""A company's footers are made smaller down to so many points, by so many."""


def _mark(text: str, place: Placeholder, layout: SlideLayout, context: Context) -> TextItem:
    """Return a footer, date or number in its place; a company's as small as its box wants."""
    if place.color is not None:
        context = replace(context, color=place.color)
    style = context.style(place.style)
    room = place.rect.inset(*place.insets)
    while True:
        para = context.setter.set(Inline((Span(text),)), style, room.width)
        fits = len(para.lines) == 1 or para.height <= room.height
        if not layout.part or fits or style.size - MARK_STEP < LEAST_MARK:
            break
        style = smaller(style, style.size - MARK_STEP)
    para = replace(para, space_before=0.0, space_after=0.0)
    return TextItem(place.rect, (para,), place.anchor, place.insets, place.name)


def _chart_findings(slides: Iterable[Slide]) -> Iterator[Diagnostic]:
    """Yield what charts on slides have no room to say."""
    for slide in slides:
        for leaf in leaves(one.item for one in slide.items):
            if isinstance(leaf, ChartItem):
                yield from leaf.findings
