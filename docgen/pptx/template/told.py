"""What of a deck found no placeholder: each kind of content is named once a layout."""

from __future__ import annotations

from collections import Counter

from docgen.diagnostics import Diagnostic, Location, Severity
from docgen.typeset.placed import Deck, SlideItem

NOUNS = {"TableItem": "table", "ChartItem": "chart", "ImageItem": "picture", "TextItem": "text"}
HINT = "it is still there and editable; `docgen inspect` shows what the layout offers"


def moved_text(deck: Deck) -> list[Diagnostic]:
    """Return a notice (DG705) for each kind of content that stands in shapes of ours.

    Tiles, timelines and the like are shapes on any layout and aren't told.
    """
    found: dict[str, Counter[str]] = {}
    for slide in deck.slides:
        taken: set[str] = set()
        for one in slide.items:
            noun = _noun(one, taken)
            if noun:
                found.setdefault(noun, Counter())[slide.layout.name] += 1
    at = Location(deck.master.template or "")
    return [
        Diagnostic("DG705", _message(noun, layouts), at, HINT, Severity.NOTICE)
        for noun, layouts in sorted(found.items())
    ]


def _message(noun: str, layouts: Counter[str]) -> str:
    names = ", ".join(f'"{name}"' for name in sorted(layouts))
    times = sum(layouts.values())
    often = "once" if times == 1 else f"{times} times"
    which = "layout" if len(layouts) == 1 else "layouts"
    return f"a {noun} has no place on {which} {names}: it is a shape of ours, {often}"


def _noun(one: SlideItem, taken: set[str]) -> str:
    """Return what an item without placeholder is called; empty for ornaments and groups."""
    place, item = one.placeholder, one.item
    if place is not None and place.shape and place.key not in taken:
        taken.add(place.key)
        return ""
    if place is not None and not place.shape:
        return place.key
    return NOUNS.get(type(item).__name__, "")
