"""What a template sees of a summary: fields to read, and nothing else.

A text prints as a placeholder (``<dg-t r="3"/>``), which the markup reader fills with the
text's runs: a summary's characters never pass through the XML, so they cannot become
markup. In an attribute a text prints plain, after a mark of its number.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup
from pydantic import BaseModel

from docgen.foundation.diagnostics import did_you_mean
from docgen.layout.runs import first_sentence, first_words, plain, unmarked
from docgen.summary.events import event_status
from docgen.summary.figures import (
    FIGURE_LISTS,
    FigureRef,
    FigureType,
    figures_of,
    figures_of_no_section,
)
from docgen.summary.model import Event, Section, Summary
from docgen.summary.text import Body, Text

_OPEN, _CLOSE = "\U000f0000", "\U000f0001"
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\U000f0000\U000f0001]")


@dataclass(slots=True)
class Texts:
    """The texts that a rendering printed, by number, and the summary that they are of."""

    printed: list[Text] = field(default_factory=list)
    summary: Summary | None = None
    extra_read: set[str] = field(default_factory=set)
    """Keys of ``extra`` that the template looked up."""

    def add(self, text: Text) -> int:
        """Remember a text; return its number."""
        self.printed.append(text)
        return len(self.printed) - 1


class TextView:
    """A text of the summary: prints as inline or block markup; compares as plain text."""

    __slots__ = ("_at", "_text", "_texts")

    def __init__(self, text: Text, texts: Texts, at: str = "") -> None:
        self._text, self._texts, self._at = text, texts, at

    def __html__(self) -> Markup:
        number = self._texts.add(self._text)
        return Markup(f'<dg-t r="{number}" p="{self._at}"/>')

    def __str__(self) -> str:
        return clean(plain(self._text))

    def __bool__(self) -> bool:
        return bool(self._text)

    def __len__(self) -> int:
        return len(str(self))

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __lt__(self, other: object) -> bool:
        return str(self) < str(other)

    def __contains__(self, part: object) -> bool:
        return str(part) in str(self)

    def __hash__(self) -> int:
        return hash(str(self))

    @property
    def is_body(self) -> bool:
        """Whether it may hold several paragraphs and lists."""
        return isinstance(self._text, Body)

    def first_sentence(self, lang: str) -> TextView:
        """Return the first sentence of its first paragraph."""
        return TextView(first_sentence(self._text, lang), self._texts)

    def first_words(self, count: int) -> TextView:
        """Return its first words, with an ellipsis if there are more."""
        return TextView(first_words(self._text, count), self._texts)

    def shortened(self, source: str) -> TextView:
        """Return a text cut from this one, with its place and its number in the summary."""
        text = self._text
        kind = Body if self.is_body else Text
        return TextView(kind(source, location=text.location, ref=text.ref), self._texts)

    def at(self, place: str) -> TextView:
        """Return the same text, printed at a place of a template."""
        return TextView(self._text, self._texts, place)

    def unmarked(self) -> TextView:
        """Return its words alone, without stress, links, citations and notes."""
        return TextView(unmarked(self._text), self._texts)

    def markdown(self) -> str:
        """The text as written."""
        return self._text.source

    def attribute(self) -> str:
        """Plain text after a mark of its number, for an attribute."""
        return f"{_OPEN}{self._texts.add(self._text)}{_CLOSE}{self}"


class ModelView:
    """A mapping of the summary: its fields only."""

    __slots__ = ("_model", "_texts")

    def __init__(self, model: BaseModel, texts: Texts) -> None:
        self._model, self._texts = model, texts

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in type(self._model).model_fields:
            raise AttributeError(name)
        value = getattr(self._model, name)
        if name == "extra" and isinstance(self._model, Summary):
            return ExtraView(value, self._texts)
        if name == "status" and isinstance(self._model, Event) and self._texts.summary:
            return event_status(self._model, self._texts.summary)
        if name == "figures" and isinstance(self._model, Section) and self._texts.summary:
            summary = self._texts.summary
            return tuple(
                FigureView(one, summary, self._texts) for one in figures_of(summary, value)
            )
        return view(value, self._texts)

    def __getitem__(self, name: object) -> Any:
        if isinstance(name, str) and name in self.field_names():
            return getattr(self, name)
        raise KeyError(name)

    def field_names(self) -> list[str]:
        """The fields that can be read."""
        return list(type(self._model).model_fields)

    def noun(self) -> str:
        """What it is: ``section``."""
        return type(self._model).__name__.lower()


class FigureView(ModelView):
    """A chart, table, image, metric or quotation that a section names.

    Its fields, and ``type`` ("chart") and ``number``, its place in the summary's list from 1.
    """

    __slots__ = ("_ref",)

    def __init__(self, ref: FigureRef, summary: Summary, texts: Texts) -> None:
        super().__init__(getattr(summary, ref.key)[ref.index], texts)
        self._ref = ref

    @property
    def type(self) -> FigureType:
        """What it is: ``chart``."""
        return self._ref.type

    @property
    def number(self) -> int:
        """Its place in the summary's list, from 1."""
        return self._ref.number

    def field_names(self) -> list[str]:
        """The fields that can be read."""
        return ["type", "number", *super().field_names()]


def unassigned(summary: Summary, texts: Texts) -> dict[str, tuple[FigureView, ...]]:
    """Return the figures that no section names, by the summary's lists: ``charts``."""
    types: dict[str, FigureType] = {key: type_ for type_, key in FIGURE_LISTS.items()}
    return {
        key: tuple(FigureView(FigureRef(types[key], i), summary, texts) for i in indices)
        for key, indices in figures_of_no_section(summary).items()
    }


class MappingView(Mapping[str, Any]):
    """A mapping under ``extra``."""

    __slots__ = ("_data", "_texts")

    def __init__(self, data: Mapping[str, Any], texts: Texts) -> None:
        self._data, self._texts = data, texts

    def __getitem__(self, key: str) -> Any:
        return view(self._data[key], self._texts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


class ExtraView(MappingView):
    """The mapping ``extra`` itself: notes which of its keys a template reads."""

    __slots__ = ()

    def __getitem__(self, key: str) -> Any:
        self._texts.extra_read.add(key)
        return super().__getitem__(key)

    def __iter__(self) -> Iterator[str]:
        self._texts.extra_read.update(self._data)
        return super().__iter__()


def view(value: object, texts: Texts) -> Any:
    """Wrap a summary's value for templates. Lists become tuples, None prints as nothing."""
    if isinstance(value, Text):
        return TextView(value, texts)
    if isinstance(value, BaseModel):
        return ModelView(value, texts)
    if isinstance(value, Mapping):
        return MappingView(value, texts)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return tuple(view(one, texts) for one in value)
    if isinstance(value, str):
        return clean(value)
    return value if isinstance(value, int | float | bool | dt.date | None) else str(value)


def clean(value: str) -> str:
    """Return text without characters that XML cannot hold or that are our own marks."""
    return _CONTROL.sub("", value)


def split_marks(value: str) -> tuple[str, tuple[int, ...]]:
    """Return an attribute's plain text and the numbers of the texts in it."""
    return _MARK.sub("", value), tuple(int(n) for n in _MARK.findall(value))


def known_names(obj: object) -> list[str]:
    """Return the names that a template may read from `obj`."""
    if isinstance(obj, ModelView):
        return obj.field_names()
    if isinstance(obj, Mapping):
        return [str(k) for k in obj]
    return []


def hint_for(obj: object, name: str) -> str:
    """Return a "did you mean" for a field that is not there."""
    return did_you_mean(name, known_names(obj))
