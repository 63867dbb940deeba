"""Trace a quotation: verbatim, but for marks, dashes, spaces and marked gaps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from docgen.foundation import codes
from docgen.foundation.diagnostics import Severity
from docgen.grounding.index import ArticleIndex
from docgen.grounding.report import MISSING, ClaimProblem, Match, TraceStatus
from docgen.language.quotations import needle, pieces

_REACH = 1500
_APART = 160


@dataclass(frozen=True)
class QuoteTracer:
    """Finds quotations of a summary in an article."""

    index: ArticleIndex

    def trace(self, text: str) -> Match:
        """Return where a quotation stands."""
        parts = pieces(needle(text)) or [needle(text)]
        if not parts[0]:
            return MISSING
        found = self._parts(parts)
        if found:
            return found
        joined = self._interrupted(" ".join(parts))
        return joined or MISSING

    def spoken(self, match: Match) -> bool:
        """Whether what was found lies in quotation marks."""
        return any(q.start < match.end and match.start < q.end for q in self.index.quotations)

    def not_spoken(self, text: str) -> ClaimProblem:
        """Return the warning that the article doesn't put these words in quotation marks."""
        message = f'"{_short(text)}" is in the article, but not in quotation marks'
        hint = "nobody is quoted saying it: quote another sentence, or make it a plain text"
        return ClaimProblem(codes.NOT_QUOTED, message, hint, Severity.WARNING)

    def _parts(self, parts: list[str]) -> Match | None:
        index = self.index
        first = _find_any(index, parts[0], 0)
        while first >= 0:
            end = first + len(parts[0])
            for part in parts[1:]:
                at = _find_any(index, part, end)
                if at < 0 or at - end > _REACH:
                    break
                end = at + len(part)
            else:
                start, stop = index.folded.origin(first), index.folded.origin(end - 1) + 1
                status = TraceStatus.FOUND if len(parts) == 1 else TraceStatus.FORM
                return Match(status, start, stop, "" if len(parts) == 1 else "with gaps")
            first = _find_any(index, parts[0], first + 1)
        return None

    def _interrupted(self, whole: str) -> Match | None:
        """The article breaks the quotation by "she said"."""
        for start, end, text in self._joined:
            at = text.lower().find(whole.lower())
            if at >= 0:
                return Match(TraceStatus.FORM, start, end, "the article interrupts it")
        return None

    @cached_property
    def _joined(self) -> list[tuple[int, int, str]]:
        found = []
        quotes = self.index.quotations
        for number, quote in enumerate(quotes):
            text, end = needle(quote.text + "x")[:-1].rstrip(), quote.end
            for other in quotes[number + 1 : number + 4]:
                between = self.index.article.text[end : other.start]
                if len(between) > _APART or "\n\n" in between:
                    break
                text += " " + needle(other.text)
                end = other.end
                found.append((quote.start, end, text))
        return found


def _find_any(index: ArticleIndex, part: str, start: int) -> int:
    """Find a stretch; its first letter may have been made large or small."""
    at = index.find(part, start)
    if at < 0 and part[:1].isalpha():
        at = index.find(part[0].swapcase() + part[1:], start)
    return at


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"
