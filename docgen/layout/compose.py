"""Compose a document: summary and layout in, typed blocks out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, Location, did_you_mean
from docgen.foundation.values import ParameterValue
from docgen.layout.catalog import find_theme, label_folders
from docgen.layout.document import Document
from docgen.layout.labels import read_labels
from docgen.layout.layoutfile import Layout
from docgen.layout.markup import read_markup
from docgen.layout.runs import plain
from docgen.layout.template import render
from docgen.summary.dates import dates_as, format_day
from docgen.summary.given import named_file, with_defaults
from docgen.summary.model import Summary
from docgen.theme.markings import with_marking
from docgen.theme.model import Theme
from docgen.theme.scale import SPACE, scaled, spaced

_OF_SECTION = "section:"

if TYPE_CHECKING:  # the tracer is large, and only summaries with an article need it
    from docgen.grounding import GroundingReport


def compose(
    summary: Summary,
    layout: Layout,
    theme: Theme | None = None,
    params: Mapping[str, object] | None = None,
    diagnostics: Diagnostics | None = None,
    report: GroundingReport | None = None,
    typography: str = "auto",
    date_format: str = "",
) -> Document:
    """Render `layout`'s template with `summary` and read it to blocks.

    `theme` defaults to the layout's own; `params` overrides defaults of ``layout.toml``.
    `date_format` is the project's (see `docgen.summary.dates.dates_as`).
    `typography`: ``auto`` sets quotation marks, apostrophes, dashes, ellipses and their spaces
    as the summary's language does, ``as-is`` leaves them as typed.
    Where the layout says ``trace``, claims of `report` are told with their passages.
    Warnings go to `diagnostics`, if given. Raises `DocgenError` with every error found
    (DG204, DG205, DG21x of the template, DG22x of its markup, DG30x of its theme).
    """
    found = Diagnostics()
    values = layout.resolve(params or {}, found)
    _check_sections(summary, layout, values, found)
    found.raise_errors()
    chosen = (theme or find_theme(layout.theme, layout.project)).of(layout.kind)
    chosen = _adapted(chosen, layout, values)
    found.extend(chosen.findings)
    summary = with_defaults(summary, chosen.document)
    if summary.logo:
        chosen = replace(chosen, logo=str(named_file(summary, summary.logo)))
    chosen = with_marking(chosen, plain(summary.classification), layout.kind)
    labels = read_labels(label_folders(layout), summary.lang)
    with dates_as(date_format):
        rendered = render(summary, layout, chosen, values, labels)
        root = read_markup(rendered, summary, layout, chosen, labels, found, typography)
        date = format_day(summary.date, summary.lang) if summary.date else ""
    for key in rendered.extra_unread:
        places = summary._locations
        at = places.key(("extra", key)) if places is not None else Location(summary.path)
        message = f'the layout {layout.name} makes nothing of "{key}" under extra'
        found.notice(codes.EXTRA_UNREAD, message, at, "a layout of your own reads it: extra." + key)
    places = summary._locations
    named = places is not None and ("lang",) in places.values
    labels.report(found, places.value(("lang",)) if named else Location(summary.path))
    if diagnostics is not None:
        diagnostics.extend(found)
    document = Document(
        root=root,
        layout=layout.info(values, chosen.name),
        theme=chosen,
        summary=summary,
        lang=summary.lang,
        title=plain(summary.title),
        draft=labels("Draft") if summary.draft else "",
        date=date,
    )
    if report is not None and document.layout.trace:
        from docgen.layout.provenance import with_trace  # noqa: PLC0415  (it imports the tracer)

        return with_trace(document, report, labels)
    return document


def _adapted(theme: Theme, layout: Layout, values: Mapping[str, ParameterValue]) -> Theme:
    """Return the theme as the parameters ``scale`` and ``density`` want it."""
    scale, density = values.get("scale", 1.0), values.get("density", "normal")
    if isinstance(scale, int | float):
        theme = scaled(theme, layout.kind, float(scale))
    if density in SPACE:
        theme = spaced(theme, layout.kind, density)
    return theme


def _check_sections(
    summary: Summary, layout: Layout, values: Mapping[str, ParameterValue], found: Diagnostics
) -> None:
    """Tell which sections a list names ("section:money") that the summary hasn't (DG470)."""
    ids = [str(one.id) for one in summary.sections if one.id]
    known = {*ids, *(str(n + 1) for n in range(len(summary.sections))), "*"}
    for name, param in layout.params.items():
        asked = str(values.get(name, "")).split(",") if param.type == "list" else []
        for one in asked:
            section = one.removeprefix(_OF_SECTION)
            if section != one and section not in known:
                count = len(summary.sections)
                hint = f"by number: 1 to {count}" if count else "the summary has no sections"
                hint = did_you_mean(section, ids) if ids else hint
                message = f'parameter "{name}" of {layout.name}: no section has the id "{section}"'
                found.error(codes.NO_SUCH_SECTION, message, Location(summary.path), hint)
