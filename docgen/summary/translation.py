"""A translation against its original: which of its fields are behind.

Words can't be compared over languages. What can: which fields there are, the figures in each
(by their digits, whatever the script and the separators), the citations, and the values of
metrics and charts.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, Location
from docgen.summary.model import Summary
from docgen.summary.text import Text

_NUMBER = re.compile(r"\d+(?:[.,’'\u00a0\u202f\u066b\u066c]\d+)*")
_CITATION = re.compile(r"\[@([^\]\s]+)\]")
_CODE = re.compile(r"\[@[^\]]*\]|\]\([^)]*\)")
MOST_TOLD = 40
"""Findings of one translation."""


def check_translation(original: Summary, translation: Summary, found: Diagnostics) -> None:
    """Add a warning (DG434) for each field of `translation` that isn't as its original has it."""
    for message, where in islice(_differences(original, translation), MOST_TOLD):
        hint = f"compare it with {_place(original)}"
        found.warn(codes.TRANSLATION_BEHIND, message, where or Location(translation.path), hint)


def _place(original: Summary) -> str:
    return original.path.rpartition("/")[2]


def _differences(original: Summary, translation: Summary) -> Iterator[tuple[str, Location | None]]:
    mine = {text.path: text for text in translation.texts if text.path}
    theirs = {text.path: text for text in original.texts if text.path}
    for path, text in theirs.items():
        other = mine.get(path)
        if other is None:
            yield f"{path} of the original is not translated: {_begin(text)}", None
        else:
            yield from _in_text(path, text, other)
    for path, text in mine.items():
        if path not in theirs:
            yield f"{path} is not in the original", text.location
    yield from _values(original, translation)


def _in_text(path: str, original: Text, text: Text) -> Iterator[tuple[str, Location | None]]:
    wanted, given = figures(original.source), figures(text.source)
    if wanted != given:
        lacking = ", ".join(sorted((wanted - given).elements()))
        more = ", ".join(sorted((given - wanted).elements()))
        parts = [f"lacks {lacking}" if lacking else "", f"has {more} instead" if more else ""]
        yield (
            f"the figures of {path} differ from the original: {', '.join(filter(None, parts))}",
            (text.location),
        )
    cited, cites = (Counter(_CITATION.findall(t.source)) for t in (original, text))
    if cited != cites:
        yield f"{path} doesn't cite what its original cites", text.location


def _values(original: Summary, translation: Summary) -> Iterator[tuple[str, Location | None]]:
    for name in ("charts", "tables", "sections", "images", "sources"):
        ids = [
            [getattr(one, "id", None) for one in getattr(s, name)] for s in (original, translation)
        ]
        if ids[0] != ids[1]:
            yield f"the ids of {name} differ from the original", None
    for n, (one, two) in enumerate(zip(original.charts, translation.charts, strict=False)):
        values = [[row.values for row in chart.series] for chart in (one, two)]
        if values[0] != values[1]:
            yield f"the values of charts.{n} differ from the original", None
    if original.date != translation.date:
        yield "the date differs from the original", None


def figures(text: str) -> Counter[str]:
    """Return the numbers of a text, in ASCII digits without separators."""
    plain = "".join(
        str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c
        for c in _CODE.sub("]", text)
    )
    return Counter(re.sub(r"\D", "", number) for number in _NUMBER.findall(plain))


def _begin(text: Text) -> str:
    words = " ".join(text.source.split())
    return f'"{words[:40]}…"' if len(words) > 41 else f'"{words}"'
