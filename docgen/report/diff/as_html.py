"""Differences as one HTML page, with the pictures in it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from docgen.report.diff.align import DiffMark, marked_words
from docgen.report.diff.model import Change, Difference
from docgen.report.diff.phrases import figure_place, headline, part_phrase, summary_line, where


def diff_html(found: Sequence[Difference]) -> str:
    """Return the differences as a page that needs nothing else: styles and pictures inside."""
    page = files(__package__).joinpath("page.html.j2").read_text("utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        headline=headline,
        where=where,
        figure_place=figure_place,
        part_phrase=part_phrase,
        words=_words,
        data=_data,
    )
    text: str = environment.from_string(page).render(found=found, summary=summary_line(found))
    return text


def _words(change: Change) -> list[tuple[DiffMark, str]]:
    return list(marked_words(change.old, change.new))


def _data(png: bytes) -> str:
    return "data:image/png;base64," + b64encode(png).decode("ascii")
