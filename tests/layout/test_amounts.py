"""Stock layouts with none, one and many of each thing: no empty pages, nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from docgen.layout import compose, find_layout
from docgen.layout.blocks import (
    Block,
    Callout,
    Columns,
    Fit,
    Grid,
    Heading,
    Keep,
    ListBlock,
    Metrics,
    OwnPage,
    PageBreak,
    Para,
    People,
    Rule,
    Sources,
    Spacer,
    Timeline,
)
from docgen.layout.document import BriefRoot, DeckRoot, Document
from docgen.layout.walk import inlines, inner, walk

from .samples import summary
from .test_stock import LAYOUTS

CITED = ("plan", "press")
"""Ids that the shared summary knows as cited."""


def things(count: int) -> dict[str, Any]:
    """So many of each thing that a summary lists."""
    numbers = range(1, count + 1)
    names = [*CITED, *(f"s{n}" for n in numbers)]
    return {
        "key_points": [f"Point {n} of weight" for n in numbers],
        "metrics": [{"label": f"Count {n}", "value": n, "unit": "km"} for n in numbers],
        "sections": [{"heading": f"Section {n}", "body": f"Body {n} tells it."} for n in numbers],
        "charts": [
            {
                "id": f"chart{n}",
                "title": f"Chart {n} rises",
                "categories": ["a", "b"],
                "series": [{"name": "s", "values": [1, n]}],
                "alt": f"It rises to {n}",
            }
            for n in numbers
        ],
        "tables": [
            {"id": f"t{n}", "title": f"Table {n}", "columns": ["What"], "rows": [["Dig"]]}
            for n in numbers
        ],
        "images": [{"id": f"i{n}", "path": "map.png", "alt": f"Map {n}"} for n in numbers],
        "quotes": [{"text": f"We build wall number {n} now.", "by": "Eve"} for n in numbers],
        "timeline": [{"date": f"20{9 + n:02d}-03", "event": f"Event {n} came"} for n in numbers],
        "people": [{"name": f"Person {n}", "role": "Mayor"} for n in numbers],
        "questions": [{"question": f"Question {n}?", "answer": f"So it is {n}."} for n in numbers],
        "glossary": [{"term": f"Term {n}", "meaning": f"It means {n}."} for n in numbers],
        "remember": [f"Remember {n}" for n in numbers],
        "ask": [f"Decide {n}" for n in numbers],
        "sources": [{"id": names[n - 1], "title": f"Source {n}"} for n in numbers],
    }


THINGS = list(things(1))
BESIDES = {"one-pager": {"sources"}}
"""What is no more than a note at the end where there is nothing else."""


def composed(layout: str, data: dict[str, Any]) -> Document:
    return compose(summary({"title": "The title", "lang": "en", **data}), find_layout(layout, None))


def is_hollow(block: Block) -> bool:
    """Whether a block shows nothing by itself."""
    match block:
        case Keep() | Fit() | Callout() | OwnPage() | ListBlock() | Columns() | Grid():
            return all(is_hollow(one) for stream in inner(block) for one in stream)
        case Spacer() | Rule() | PageBreak():
            return True
        case Metrics():
            return not block.tiles
        case Timeline():
            return not block.events
        case People() | Sources():
            return not block.entries
        case Para():
            return not block.inline.plain.strip()
        case _:
            return False


def is_masthead(block: Block) -> bool:
    return any(isinstance(one, Heading) and one.level == 1 for one in walk((block,)))


def empty_places(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield headings over nothing, boxes and columns with nothing in them."""
    stream = list(blocks)
    for number, block in enumerate(stream):
        after = next((one for one in stream[number + 1 :] if not is_hollow(one)), None)
        if (
            isinstance(block, Heading)
            and block.level > 1
            and (after is None or (isinstance(after, Heading) and after.level <= block.level))
        ):
            yield f"heading over nothing: {block.inline.plain}"
        parts = inner(block)
        if parts and any(all(map(is_hollow, part)) for part in parts):
            yield f"nothing in a {type(block).__name__}"
        if not isinstance(block, Columns) or block.balance:  # else headings may stand beside
            for part in parts:
                yield from empty_places(part)


def empty_pages(root: BriefRoot) -> Iterator[str]:
    """Yield what stands alone between forced breaks: the masthead, sources, nothing."""
    pages: list[list[Block]] = [[]]
    for block in root.blocks:
        if isinstance(block, PageBreak):
            pages.append([])
        elif not is_hollow(block):
            pages[-1].append(block)
    for page in pages[1:]:
        said = [one for one in walk(page) if not isinstance(one, Heading | Columns | Keep | Rule)]
        if all(isinstance(one, Sources) for one in said):
            yield "a page with sources alone, or nothing"
    if len(pages) > 1 and all(map(is_masthead, pages[0])):
        yield "a page with the title alone"


def faults(document: Document) -> list[str]:
    root = document.root
    if isinstance(root, BriefRoot):
        return [*empty_places(root.blocks), *empty_pages(root)]
    assert isinstance(root, DeckRoot)
    found: list[str] = []
    for slide in root.slides:
        if slide.layout in ("title", "section"):
            continue
        if all(map(is_hollow, slide.blocks)):
            found.append(f"empty slide: {slide.title.plain}")
        for way in slide.compositions:
            found += empty_places(way.blocks)
    return found


def says_something(document: Document, layout: str, data: dict[str, Any]) -> bool:
    root = document.root
    if set(data) <= BESIDES.get(layout, set()):
        return True
    if isinstance(root, BriefRoot):
        return any(not is_hollow(one) and not is_masthead(one) for one in root.blocks)
    return len(root.slides) > 1


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", [1, 2, 9])
def test_one_thing_alone_is_shown(layout: str, count: int) -> None:
    many = things(count)
    for name in THINGS:
        data = {name: many[name]}
        document = composed(layout, data)
        assert (name, faults(document)) == (name, [])
        assert says_something(document, layout, data), name


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", [0, 1, 9])
def test_none_one_and_many_beside_the_others(layout: str, count: int) -> None:
    for name in THINGS:
        document = composed(layout, {**things(2), name: things(9)[name][:count]})
        assert (name, faults(document)) == (name, [])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_section_of_one_kind_of_text(layout: str) -> None:
    for part in ({"body": "It stands."}, {"points": ["One point"]}, {"points": ["One", "Two"]}):
        for count in (1, 2):
            sections = [{"heading": f"Section {n}", **part} for n in range(count)]
            for more in ({}, {"timeline": things(1)["timeline"]}):
                assert faults(composed(layout, {"sections": sections, **more})) == []


@pytest.mark.parametrize("layout", [one for one in LAYOUTS if one.endswith(("deck", "pitch"))])
@pytest.mark.parametrize("more", [{}, {"timeline": things(1)["timeline"]}], ids=["", "timeline"])
def test_a_heading_alone_makes_no_empty_slide(layout: str, more: dict[str, Any]) -> None:
    assert faults(composed(layout, {"sections": [{"heading": "Only this"}], **more})) == []


@pytest.mark.parametrize("layout", ["briefing-deck", "executive-deck", "reading-deck"])
@pytest.mark.parametrize("count", [1, 2])
def test_one_point_alone_has_no_number(layout: str, count: int) -> None:
    root = composed(layout, {"sections": [{"heading": "How", "points": ["One", "Two"][:count]}]})
    ways = [way for slide in root.root.slides for way in slide.compositions]  # type: ignore[union-attr]
    lists = [one for way in ways for one in walk(way.blocks) if isinstance(one, ListBlock)]
    assert any(one.kind == "steps" for one in lists) is (count > 1)


def test_an_empty_summary_is_seen_as_such() -> None:
    assert not says_something(composed("memo", {}), "memo", {"metrics": []})


QUOTED = "We saw the water come over the wall."


@pytest.mark.parametrize("layout", ["policy-brief", "backgrounder", "qa-brief"])
@pytest.mark.parametrize("named", [True, False], ids=["named by the section", "by none"])
@pytest.mark.parametrize("body", [f"She said: “{QUOTED}” So it was.", "She said nothing."])
def test_a_quotation_stands_once(layout: str, named: bool, body: str) -> None:
    section = {"heading": "How", "body": body}
    quote = {"id": "wall", "text": QUOTED, "by": "Ann Bo"}
    if named:
        section["figures"] = ["wall"]
    root = composed(layout, {"sections": [section], "quotes": [quote]}).root
    assert isinstance(root, BriefRoot)
    words = " ".join(i.plain for one in walk(root.blocks) for i in inlines(one))
    shown = words.count("the water come over the wall")
    assert shown == (0 if layout == "qa-brief" and not named and QUOTED not in body else 1)
