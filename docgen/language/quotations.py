"""Find what stands in quotation marks, of any language."""

from __future__ import annotations

import re

from docgen.foundation.structs import Struct
from docgen.language.fold import fold

_PAIRS = re.compile(
    r"“([^“”\n]+)(?:”|(?=\n+\s*“))|„([^„“”\n]+)[“”]|«\s?([^«»\n]+?)\s?(?:»|(?=\n+\s*«))|»([^«»\n]+)«|‹([^‹›\n]+)›|‚([^‚‘\n]+)‘"
    r"|(?<!\w)‘([^‘\n]+?)’(?!\w)|(?<![\w\"])\"(?!\s)([^\"\n]+?)(?<!\s)\"(?!\w)"
)
_GAP = re.compile(r"\s*(?:\[[^\]]*\]|\(\s*…\s*\)|…)\s*")
_EDGES = " .,;:!?…\"'-"


class Quotation(Struct, frozen=True):
    """A quotation: the span inside its marks."""

    start: int
    end: int
    text: str


def scan_quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text in order, outermost marks only.

    One that goes on in the next paragraph has no closing mark there: it ends with its own.
    """
    found = []
    for match in _PAIRS.finditer(text):
        group = match.lastindex or 0
        if match[group].strip():
            found.append(Quotation(match.start(group), match.end(group), match[group]))
    return found


def needle(text: str) -> str:
    """Return a quotation folded for the search: without punctuation at its ends."""
    return plain_marks(fold(text).text).strip(_EDGES)


def plain_marks(folded: str) -> str:
    """Make single and double marks alike, as nesting exchanges them."""
    return folded.replace('"', "'")


def pieces(text: str) -> list[str]:
    """Return the stretches of a folded quotation between ellipses and insertions."""
    parts = (part.strip(_EDGES) for part in _GAP.split(text))
    return [part for part in parts if part]
