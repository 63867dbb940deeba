"""Say which words and numbers had to be cut: what was wider than its line at every size."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, Location
from docgen.layout.blocks import Inline
from docgen.placed.items import TextPara
from docgen.summary.model import Summary
from docgen.typeset.overflow import shortened

_AMOUNT = re.compile(r"[^\w\s]*[\d.,:'’\u00a0\u202f ]*\d[^\w\s]*")


def report_cut_words(
    paras: Iterable[TextPara], summary: Summary, diagnostics: Diagnostics, *, deck: bool = False
) -> None:
    """Add a finding for each paragraph with a line that ends inside a word (DG420, DG421), for
    each text of a table that goes on in a row divided between lines (DG422), and in a `deck` for
    each with a word at whose soft hyphen a line ends (DG429).

    A word cut without a hyphen can still be read: a warning. A number that was cut reads as
    other numbers: an error.
    """
    divided: set[tuple[int, ...]] = set()
    for para in paras:
        cell = para.elem is not None and para.elem.role in ("TD", "TH")
        if cell and para.continued and para.lines and para.refs not in divided:
            divided.add(para.refs)
            diagnostics.notice(
                codes.ROW_DIVIDED,
                "a table row is higher than half a page: it is divided between lines",
                _place(para, summary),
                "long text reads better outside a table",
            )
        hyphened = deck and any(line.hyphen for line in para.lines)
        if not hyphened and not any(line.cut for line in para.lines):
            continue
        text = Inline(para.spans).plain
        offset = para.lines[0].start
        for line in para.lines:
            if deck and line.hyphen and not line.cut:
                shown = shortened(_word_at(text, line.end - offset).replace("\u00ad", ""))
                diagnostics.notice(
                    codes.WORD_DIVIDED,
                    f'"{shown}" is wider than its line and is divided on a slide: LibreOffice'
                    " draws no hyphen there",
                    _place(para, summary),
                    "shorten it, or write a hyphen where it may be divided",
                )
                break
            if not line.cut:
                continue
            at = line.end - offset
            word = _word_at(text, at)
            place = _place(para, summary)
            shown = shortened(word)
            if _AMOUNT.fullmatch(word):
                diagnostics.error(
                    codes.NUMBER_CUT,
                    f'the number "{shown}" is wider than its place even at the smallest size',
                    place,
                    "give it more room: fewer columns, a wider one, or fewer digits",
                )
            else:
                diagnostics.warn(
                    codes.WORD_CUT,
                    f'"{shown}" is wider than its line and is cut without a hyphen',
                    place,
                    "shorten it, put a soft hyphen (U+00AD) where it may be divided, or give it"
                    " more room",
                )
            break


def _word_at(text: str, at: int) -> str:
    start = max(text.rfind(c, 0, at) for c in " \n") + 1
    ends = [n for c in " \n" if (n := text.find(c, at)) >= 0]
    return text[start : min(ends, default=len(text))]


def _place(para: TextPara, summary: Summary) -> Location | None:
    for ref in para.refs:
        if ref < len(summary.texts):
            return summary.texts[ref].location
    return Location(summary.path)
