"""From a summary's inline Markdown to spans, lists and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from docgen.language.sentences import first_sentence_end
from docgen.language.typography import with_marks
from docgen.layout.blocks import Inline, Span
from docgen.summary.richtext import Run, flat, notes, parse_blocks, parse_inline, plain_text
from docgen.summary.text import Body, Excerpt, Text

_SPACE = re.compile(r"[ \t\r\n]+")


def plain(text: Text) -> str:
    """Return a text without its markup and citations."""
    if isinstance(text, Excerpt):
        shown = "".join(run.text for run in text.runs if run.cite is None)
        return re.sub(r" +(?=[.,;:]|$)", "", _SPACE.sub(" ", shown)).strip()
    shown = plain_text(text.source, block=isinstance(text, Body))
    return _SPACE.sub(" ", shown).strip()


def unmarked(text: Text) -> Excerpt:
    """Return the words of a text's first paragraph without stress, links, citations and notes."""
    kept = [run for run in first_paragraph(text) if run.cite is None and run.note is None]
    runs = tuple(replace(run, bold=False, italic=False, href=None) for run in kept)
    return Excerpt.of(text, runs)


def runs_of(text: Text) -> tuple[Run, ...]:
    """Return the runs of a text of one paragraph."""
    return text.runs if isinstance(text, Excerpt) else parse_inline(text.source)


def first_paragraph(text: Text) -> tuple[Run, ...]:
    """Return the runs of a text's first paragraph, the first item of a list if it is one."""
    if not isinstance(text, Body):
        return runs_of(text)
    return next((p.runs for p in flat(parse_blocks(text.source)) if p.runs), ())


def first_sentence(text: Text, lang: str) -> Excerpt:
    """Return the first sentence of a text's first paragraph, markup and citations kept.

    A citation just behind the sentence belongs to it: "It rose. [@a] Then it fell."
    """
    runs = first_paragraph(text)
    return Excerpt.of(text, _head(runs, first_sentence_end(_words(runs), lang)))


def first_words(text: Text, count: int) -> Excerpt | Text:
    """Return the first `count` words of a text with an ellipsis; the text if it has no more."""
    runs = first_paragraph(text)
    ends = [match.end() for match in re.finditer(r"\S+", _words(runs))]
    longer = isinstance(text, Body) and len(flat(parse_blocks(text.source))) > 1
    if len(ends) < count or (len(ends) == count and not longer):
        return text
    return Excerpt.of(text, (*_head(runs, ends[count - 1] if count else 0), Run(" …")))


def _words(runs: Sequence[Run]) -> str:
    """Return what runs say, citations aside; code as letters, for no sentence ends in it."""
    return "".join(
        re.sub(r"\S", "x", r.text) if r.code else _SPACE.sub(" ", r.text)
        for r in runs
        if r.cite is None
    )


def _head(runs: Sequence[Run], end: int) -> tuple[Run, ...]:
    """Return the runs of the first `end` characters, with the citations that stand there."""
    found: list[Run] = []
    left = end
    for run in runs:
        if run.cite is not None or run.note is not None:
            found.append(run)
            continue
        text = _SPACE.sub(" ", run.text)
        if left <= 0 and text.strip():
            break
        if left > 0:
            found.append(replace(run, text=text[:left]) if len(text) > left else run)
        behind = text[max(left, 0) :]
        left -= len(text)
        if left <= 0 and behind.strip():
            break
    return tuple(found)


@dataclass(slots=True)
class References:
    """What texts refer to: sources, figures and tables, places, footnotes.

    A document is read twice if its texts refer to anything inside it: which figures it shows,
    in which order, and which places there are, is known after the first time.
    """

    sources: Mapping[str, int] = field(default_factory=dict)
    """Numbers of the sources by id."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """What a figure or table is called ("Figure 2") by id, for those that the document shows."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Titles of all figures and tables by id."""
    targets: frozenset[str] | None = None
    """Ids that a link can lead to; None: not known yet."""
    typography: str = ""
    """The language whose marks texts get (`docgen.language.typography`); empty: as typed."""
    linked_notes: bool = False
    """Whether a footnote's mark leads to the note (in a brief)."""
    uncalled: frozenset[str] = frozenset()
    """Ids of sources that are cited by texts which the document doesn't show."""
    notes: list[Inline] = field(default_factory=list)
    dead: dict[str, None] = field(default_factory=dict)
    """Links that lead nowhere in this document."""
    _numbered: dict[tuple[int, tuple[Run, ...]], int] = field(default_factory=dict)

    def spans(self, runs: Iterable[Run], text: Text) -> list[Span]:
        """Turn a text's runs into spans; a citation becomes its source's number, raised.

        A citation of an unknown source shows its id: the summary's own check reports it.
        """
        spans: list[Span] = []
        for run in runs:
            if run.cite:
                shown = str(self.sources.get(run.cite, run.cite))
                spans.append(citation(shown, run.cite))
            elif run.note is not None:
                spans += self._note(text, run.note)
            elif run.ref:
                spans.append(self._figure(run.ref.partition(":")[2]))
            elif run.text == "\n":
                spans.append(Span("", field="break"))
            elif run.text:
                spans.append(
                    Span(
                        run.text,
                        bold=run.bold,
                        italic=run.italic,
                        code=run.code,
                        superscript=run.shift == "super",
                        subscript=run.shift == "sub",
                        strike=run.strike,
                        href=self._link(run.href),
                        lang=run.lang or text.lang,
                    )
                )
        return self._with_marks(spans, text) if self.typography else spans

    def _with_marks(self, spans: list[Span], text: Text) -> list[Span]:
        """Return spans with the language's marks; code and quoted words stay as they are."""
        if text.path.startswith("quotes.") and text.path.endswith(".text"):
            return spans
        kept = [bool(s.code or s.cite or s.note or s.field) for s in spans]
        made = with_marks([s.text for s in spans], kept, self.typography)
        return [_with_text(span, new) for span, new in zip(spans, made, strict=True)]

    def _link(self, href: str | None) -> str | None:
        inside = href is not None and href.startswith("#") and self.targets is not None
        if inside and href is not None and href[1:] not in (self.targets or ()):
            self.dead[href] = None
            return None
        return href

    def _figure(self, name: str) -> Span:
        """Return "Figure 2" as a link; the title of one that the document doesn't show."""
        shown = self.numbers.get(name)
        if shown:
            return Span(shown.replace(" ", "\u00a0"), href=f"#{name}")
        return Span(self.titles.get(name, name), italic=True)

    def _note(self, text: Text, index: int) -> list[Span]:
        """Return the mark of a footnote; one text's note has one number, wherever it is shown."""
        block = text.block if isinstance(text, Excerpt) else isinstance(text, Body)
        runs = notes(text.source, block=block)
        key = (text.ref, runs[index])
        if key not in self._numbered:
            self.notes.append(Inline())
            self._numbered[key] = len(self.notes)
            refs = (text.ref,) if text.ref >= 0 else ()
            inline = tidy(self.spans(runs[index], text), refs)
            self.notes[self._numbered[key] - 1] = inline
        number = self._numbered[key]
        href = f"#note-{number}" if self.linked_notes else None
        return [Span(f"({number})", superscript=True, note=number, href=href)]


def citation(number: object, source: str) -> Span:
    """Return the raised mark of a source.

    In brackets, for "2031" with a bare raised 2 is read as another number by whoever copies
    it, searches for it, hears it or reads it with a program.
    """
    return Span(f"[{number}]", superscript=True, cite=source)


def tidy(spans: Sequence[Span], refs: Iterable[int] = ()) -> Inline:
    """Make an `Inline`: white space collapsed, citations and notes set close."""
    out: list[Span] = []
    for span in spans:
        one = _with_text(span, _SPACE.sub(" ", span.text)) if span.field is None else span
        if one.cite or one.note:
            _strip_end(out)
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
    while out and out[-1].field is None and not out[-1].cite and not out[-1].note:
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
    closed = last is None or any((last.cite, span.cite, last.field, span.field))
    closed = closed or span.note is not None or (last is not None and last.note is not None)
    if last and not closed and replace(last, text="") == replace(span, text=""):
        out[-1] = replace(last, text=last.text + span.text)
        return
    out.append(span)
