"""From a text of a loaded summary back to its place in the file."""

from __future__ import annotations

from docgen.diagnostics import Location
from docgen.summary.model import Summary
from docgen.summary.sourcemap import SourceMap
from docgen.summary.text import Text


def locate(summary: Summary, text: Text, offset: int = 0) -> Location | None:
    """Return where the character at ``offset`` of ``text.source`` stands in the file.

    Right through quotes, escapes and block scalars. None for a text that isn't from a
    file (made in code, or read from a chart's data file).
    """
    places = summary._locations
    if not isinstance(places, SourceMap) or not text.path:
        return text.location
    steps = (int(s) if s.isdigit() else s for s in text.path.split("."))
    return places.inside(tuple(steps), offset)
