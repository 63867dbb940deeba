"""Which charts, tables, images, metrics and quotations a section names under ``figures``.

Charts, tables and images are named by their id; metrics and quotations by their ``id`` or,
where they have none, by the metric's label and the quotation's speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, did_you_mean
from docgen.foundation.structs import Struct
from docgen.summary.richtext import plain_text
from docgen.summary.sourcemap import SourceMap

FigureType = Literal["chart", "table", "image", "metric", "quote"]
FIGURE_LISTS: Mapping[FigureType, str] = {
    "chart": "charts",
    "table": "tables",
    "image": "images",
    "metric": "metrics",
    "quote": "quotes",
}
"""Each type of figure and the summary's list that holds its kind."""
_SHOWN_BY: Mapping[FigureType, str] = {"metric": "label", "quote": "by"}
"""The field that names a figure of the type beside its id."""


class FigureRef(Struct, frozen=True):
    """A figure that a section names: its type, and its index in that type's list."""

    type: FigureType
    index: int

    @property
    def number(self) -> int:
        """Its place in the list, from 1: what ``<quote ref>`` and ``<metrics from>`` take."""
        return self.index + 1

    @property
    def key(self) -> str:
        """The summary's list that holds it: ``charts``."""
        return FIGURE_LISTS[self.type]


def figure_names(data: Any) -> dict[str, list[FigureRef]]:
    """Return what each name means; ``data`` is a summary's plain data or a loaded `Summary`.

    Ids go before labels and speakers: a label that is somebody's id means the id.
    """
    by_id: dict[str, list[FigureRef]] = {}
    by_label: dict[str, list[FigureRef]] = {}
    for type_ in get_args(FigureType):
        for index, item in enumerate(_items(data, FIGURE_LISTS[type_])):
            one = FigureRef(type_, index)
            name, label = _field(item, "id"), _field(item, _SHOWN_BY.get(type_, ""))
            if name:
                by_id.setdefault(name, []).append(one)
            elif label:
                by_label.setdefault(plain_text(label), []).append(one)
    return by_label | by_id


def check_figures(data: dict[str, Any], places: SourceMap, diagnostics: Diagnostics) -> None:
    """Report names under ``sections[].figures`` that mean nothing, or more than one thing (DG124).

    A figure is shown once, so one that two sections name is reported too.
    """
    known = figure_names(data)
    first: dict[FigureRef, int] = {}
    for path, name in _named(data):
        where = places.value(path)
        meant = known.get(name, [])
        if not meant:
            hint = did_you_mean(name, known) or "list it under charts, tables or images"
            message = f'no chart, table, image, metric or quotation is named "{name}"'
            diagnostics.error(codes.UNKNOWN_FIGURE, message, where, hint)
        elif len(meant) > 1:
            what = " and ".join(f"{one.key} {one.number}" for one in meant)
            message = f'"{name}" names more than one thing: {what}'
            hint = "give each an id of its own"
            diagnostics.error(codes.UNKNOWN_FIGURE, message, where, hint)
        elif meant[0] in first:
            message = f'the {meant[0].type} "{name}" is named already'
            hint = f"at line {first[meant[0]]}; a figure is shown once: delete one of them"
            diagnostics.error(codes.UNKNOWN_FIGURE, message, where, hint)
        else:
            first[meant[0]] = where.line


def figures_of(summary: Any, names: list[str]) -> list[FigureRef]:
    """Return the figures that a section of a checked summary names, in its order."""
    known = figure_names(summary)
    return [known[name][0] for name in names if name in known]


def figures_of_no_section(summary: Any) -> dict[str, list[int]]:
    """Return for each list of figures the indices of those that no section names."""
    named = {one for section in summary.sections for one in figures_of(summary, section.figures)}
    return {
        key: [i for i in range(len(getattr(summary, key))) if FigureRef(type_, i) not in named]
        for type_, key in FIGURE_LISTS.items()
    }


def _named(data: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for section, item in enumerate(_items(data, "sections")):
        names = item.get("figures") if isinstance(item, dict) else None
        for index, name in enumerate(names if isinstance(names, list) else []):
            if isinstance(name, str | int | float) and not isinstance(name, bool):
                yield ("sections", section, "figures", index), str(name)


def _items(data: Any, key: str) -> list[Any]:
    items = data.get(key) if isinstance(data, dict) else getattr(data, key)
    return items if isinstance(items, list) else []


def _field(item: Any, name: str) -> str:
    value = item.get(name) if isinstance(item, dict) else getattr(item, name, None)
    if isinstance(value, dict):
        value = value.get("text")
    return "" if value is None or isinstance(value, bool | list) else str(value)
