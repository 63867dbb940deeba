"""From a summary's inline Markdown to spans, lists and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from docgen.layout.blocks import Inline, Span
from docgen.summary.richtext import Run, plain_text
from docgen.summary.text import Body, Text

_SPACE = re.compile(r"[ \t\r\n]+")


def plain(text: Text) -> str:
    """Return a text without its markup and citations."""
    shown = plain_text(text.source, block=isinstance(text, Body))
    return _SPACE.sub(" ", shown).strip()


def spans_of(runs: Iterable[Run], numbers: Mapping[str, int]) -> list[Span]:
    """Turn runs into spans; a citation becomes its source's number, raised.

    A citation of an unknown source shows its id: the summary's own check reports it.
    """
    spans = []
    for run in runs:
        if run.cite:
            shown = str(numbers.get(run.cite, run.cite))
            spans.append(Span(shown, superscript=True, cite=run.cite))
        elif run.text == "\n":
            spans.append(Span("", field="break"))
        elif run.text:
            spans.append(
                Span(run.text, bold=run.bold, italic=run.italic, code=run.code, href=run.href)
            )
    return spans


def tidy(spans: Sequence[Span], refs: Iterable[int] = ()) -> Inline:
    """Make an `Inline`: white space collapsed, citations set close and joined by commas."""
    out: list[Span] = []
    for span in spans:
        one = _with_text(span, _SPACE.sub(" ", span.text)) if span.field is None else span
        if one.cite:
            _strip_end(out)
            if out and out[-1].cite:
                out.append(Span(",", superscript=True))
        elif one.field != "break" and one.field is None:
            if not out or out[-1].text.endswith(" ") or out[-1].field == "break":
                one = _with_text(one, one.text.lstrip(" "))
            if not one.text:
                continue
        elif one.field == "break":
            _strip_end(out)
        _append(out, one)
    _strip_end(out)
    return Inline(tuple(out), tuple(dict.fromkeys(refs)))


def _strip_end(out: list[Span]) -> None:
    while out and out[-1].field is None and not out[-1].cite:
        text = out[-1].text.rstrip(" ")
        if text:
            out[-1] = _with_text(out[-1], text)
            return
        out.pop()


def _with_text(span: Span, text: str) -> Span:
    return span if text == span.text else replace(span, text=text)


def _append(out: list[Span], span: Span) -> None:
    """Add a span, grown into the last one if they look the same."""
    last = out[-1] if out else None
    closed = last is None or last.cite or span.cite or last.field or span.field
    if last and not closed and replace(last, text="") == replace(span, text=""):
        out[-1] = replace(last, text=last.text + span.text)
        return
    out.append(span)
