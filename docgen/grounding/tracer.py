"""Trace the claims of one passage after another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Severity
from docgen.grounding.attribution import Speaking
from docgen.grounding.claims import FoundClaim, find_claims
from docgen.grounding.corrections import Corrections, corrected
from docgen.grounding.derived import is_own
from docgen.grounding.evidence import Backing, comes_out
from docgen.grounding.index import ArticleIndex
from docgen.grounding.inherited_units import units_told, without
from docgen.grounding.mentions import Families, core_span
from docgen.grounding.messages import as_source, missing_problem, shorten, to_diagnostic
from docgen.grounding.misattribution import Mention
from docgen.grounding.nearest import Finder
from docgen.grounding.passages import Passage, PassageKind
from docgen.grounding.report import (
    MISSING,
    Claim,
    ClaimKind,
    ClaimProblem,
    Closest,
    Correction,
    Match,
    Trace,
    TraceStatus,
)
from docgen.grounding.surroundings import Around
from docgen.grounding.trace_dates import DateTracer
from docgen.grounding.trace_names import NameTracer
from docgen.grounding.trace_numbers import Beside, NumberTracer
from docgen.grounding.trace_quotations import QuoteTracer
from docgen.language.dates import Date
from docgen.language.fold import stem
from docgen.language.lexicon import lexicon
from docgen.language.names import Name
from docgen.language.quantity import Quantity
from docgen.language.quotations import Quotation
from docgen.language.tokens import TextRange
from docgen.summary.model import Summary

_SITE = re.compile(r"\s[-–—|·]\s(?:The\s|Die\s|Der\s|Das\s|Le\s|La\s|El\s|Il\s)?$")
"""Before the site's name at the end of a page's title."""
_FEW = 3
_OF_THEM = re.compile(
    r"\s*(?:davon|of (?:them|these|those|which|whom)|d[’']entre|de (?:ellos|ellas)|di (?:cui|essi|esse))\b",
    re.IGNORECASE,
)
_OF_THEM_BEFORE = re.compile(
    r"(?:davon|of which|of them|dont|en reste|ne restano|di cui|de ellos|de ellas|quedan)\s+$",
    re.IGNORECASE,
)
_LENIENT = (PassageKind.CELL, PassageKind.VALUE)
_UNATTACHED = (PassageKind.SOURCE, PassageKind.ROLE, PassageKind.BY, PassageKind.PERSON)
"""Too short to compare what surrounds a claim; roles and speakers have checks of their own."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A trace with its findings, and the claim as the test of attachment sees it."""

    trace: Trace
    diagnostics: tuple[Diagnostic, ...] = ()
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class _Here:
    """A passage at work: its context, and the evidence's span in the article."""

    passage: Passage
    evidence: TextRange | None = None


class Tracer:
    """Traces the claims of a summary's passages in an article."""

    def __init__(self, summary: Summary, index: ArticleIndex) -> None:
        self.summary, self.index = summary, index
        self.lex = lexicon(summary.lang)
        self.numbers = NumberTracer(index, self.lex)
        self.dates = DateTracer(index)
        self.names = NameTracer(index, self.lex)
        self.quotes = QuoteTracer(index)
        self.backing = Backing(index, self.quotes)
        self.finder = Finder(index)
        self.around = Around(index, self.lex)
        self.speaking = Speaking(summary, index)
        self.families = Families(index, self.lex, self.speaking.voices)
        self.roles = {path: (name, role) for path, name, role in self.speaking.people()}
        self.corrections = Corrections(index, self.lex, self.numbers, self.names)
        self.count = 0
        self.matches: dict[tuple[str, int], Match] = {}

    def trace(self, passage: Passage) -> Iterator[Traced]:
        """Give the traces of a passage's claims."""
        found = find_claims(passage, self.lex)
        backing = passage.backing
        here = _Here(passage)
        if backing is not None and backing.ignore is not None:
            yield from self._ignored(here, found, backing.ignore)
            return
        if backing is not None and backing.evidence:
            match = self.backing.evidence(backing.evidence)
            yield self._traced(here, ClaimKind.EVIDENCE, backing.evidence, 0, match)
            here = replace(here, evidence=(match.start, match.end) if match.is_found else None)
        derived = backing.derived if backing is not None else None
        yield from _without_rivals(list(self._all(here, found, derived)))
        yield from self._role(here)

    def _ignored(self, here: _Here, found: FoundClaim, reason: str) -> Iterator[Traced]:
        match = Match(TraceStatus.IGNORED, form=reason.strip())
        if not reason.strip():
            hint = 'say why: ignore: "A count of what the article lists"'
            problem = ClaimProblem(
                codes.IGNORED_WITHOUT_REASON, "ignored without a reason", hint, Severity.WARNING
            )
            match = Match(TraceStatus.IGNORED, problem=problem)
        for kind, start, text in _listed(found):
            yield self._traced(here, kind, text, start, match)
            match = replace(match, problem=None)

    def _all(self, here: _Here, found: FoundClaim, derived: str | None) -> Iterator[Traced]:
        results = self._derivation(here, found, derived) if derived else {}
        failed = results.pop(-1, [])
        yield from failed
        spans = [(n.start, n.end) for n in found.numbers]
        free = without(here.passage.text, spans)
        told = units_told(f"{here.passage.told} | {free}", self.lex)
        shared = frozenset((n.scale, n.unit) for n in found.numbers if n.unit)
        for date in found.dates:
            yield self._date(here, date, found)
        for number in found.numbers:
            if number.start in results:
                yield from results[number.start]
            else:
                rank = self.around.rank(here.passage, (number.start, number.end), here.evidence)
                lenient = here.passage.kind in _LENIENT
                units = told | shared if self._may_share(here, number) else told
                low, high = self.around.sentence(here.passage.text, number.start)
                beside = Beside(here.passage.text[low:high], number.start - low, found.numbers)
                match = self.numbers.trace(number, units, rank, beside, lenient=lenient)
                if failed and match == MISSING:  # one finding: the computation's
                    yield self._traced(here, ClaimKind.NUMBER, number.raw, number.start, match)
                else:
                    own = match == MISSING and self.numbers.is_own(number, beside, rank)
                    number = replace(number, soft=number.soft or own)
                    yield self._number(here, number, match, found)
        for quotation in found.quotations:
            yield self._quotation(here, quotation)
        for name in found.names:
            yield self._name(here, name)

    def _may_share(self, here: _Here, number: Quantity) -> bool:
        """Whether a bare number counts nothing of its own: "27 instead of 44 minutes"."""
        after = re.match(r"\W*([^\W\d_]+)?", here.passage.text[number.end :])
        word = (after[1] or "").lower() if after else ""
        is_end = bool(after and re.match(r"\s*[.,;:)]|\s*$", after[0])) or not word
        return not number.hedged and (is_end or self.lex.has("stopwords", word))

    def _derivation(
        self, here: _Here, found: FoundClaim, expression: str
    ) -> dict[int, list[Traced]]:
        """Return the traces of derived numbers by offset; at -1 what is wrong."""
        derivation, problem = self.backing.derive(expression)
        results: dict[int, list[Traced]] = {}
        if derivation is not None:
            start, end = self.backing.place_of(derivation)
            match = Match(TraceStatus.DERIVED, start, end, expression)
            for number in found.numbers:
                if comes_out(number, derivation.result):
                    traced = self._traced(here, ClaimKind.NUMBER, number.raw, number.start, match)
                    results[number.start] = [traced]
            if not results and problem is None:
                shown = f"{derivation.result.normalize():f}"[:12]
                message = f'"{expression}" gives {shown}, which the text doesn\'t say'
                problem = ClaimProblem(
                    codes.DERIVATION_WRONG, message, "correct the number or the computation"
                )
        if problem is not None:
            match = Match(TraceStatus.MISSING, problem=problem)
            results[-1] = [self._traced(here, ClaimKind.NUMBER, expression, 0, match)]
        return results

    def _date(self, here: _Here, date: Date, others: FoundClaim) -> Traced:
        rank = self.around.rank(here.passage, (date.start, date.end), here.evidence)
        match = self.dates.trace(date, rank)
        is_head = ".columns." in here.passage.path
        is_told = is_head or self.dates.is_relative(date)
        mention = None if is_told else self.families.of_date(date, match)
        match = self._problem(ClaimKind.DATE, date.raw, match)
        match = _with(match, self.corrections.of_date(here.passage, date, match, rank, others))
        return self._judged(here, ClaimKind.DATE, date.raw, (date.start, date.end), match, mention)

    def _number(self, here: _Here, number: Quantity, match: Match, others: FoundClaim) -> Traced:
        mention = None
        if not self._is_told_apart(here.passage, number, match):
            mention = self.families.of_number(number, match)
        span = number.start, number.end
        match = self._problem(ClaimKind.NUMBER, number.raw, match, soft=number.soft)
        if match.problem is not None:
            rank = self.around.rank(here.passage, span, here.evidence)
            right = self.corrections.of_number(here.passage, number, match, rank, others)
            match = _with(match, right)
        return self._judged(here, ClaimKind.NUMBER, number.raw, span, match, mention)

    def _is_told_apart(self, passage: Passage, number: Quantity, match: Match) -> bool:
        """Whether what stands around a number can't tell what it is a number of.

        A rounded one, a count of two or three, one whose noun the article leaves out ("46 cracks,
        19 of them dangerous").
        """
        if (number.approx and match.form) or (is_own(number) and number.value <= _FEW):
            return True
        if not match.is_found:
            return False
        text = self.index.article.text
        before, after = text[max(0, match.start - 16) : match.start], text[match.end :][:16]
        return bool(_OF_THEM.match(after) or _OF_THEM_BEFORE.search(before))

    def _quotation(self, here: _Here, quotation: Quotation) -> Traced:
        match = self.quotes.trace(quotation.text)
        if (
            here.passage.kind is PassageKind.QUOTE
            and match.is_found
            and not self.quotes.spoken(match)
        ):
            match = replace(match, problem=self.quotes.not_spoken(quotation.text))
        if match.is_found and match.problem is None:
            match = replace(match, problem=self._speaker(here, quotation, match))
        span = quotation.start, quotation.end
        match = self._problem(ClaimKind.QUOTATION, quotation.text, match)
        match = _with(match, self.corrections.of_quotation(quotation, match))
        return self._judged(here, ClaimKind.QUOTATION, quotation.text, span, match, None)

    def _name(self, here: _Here, name: Name) -> Traced:
        match = self.names.trace(name)
        mention = self.families.of_name(name, match)
        span = core_span(name, self.lex) if mention else (name.start, name.end)
        doubtful = self._is_doubtful(here.passage, name)
        if here.passage.path == "title" and _SITE.search(here.passage.text[: name.start]):
            here = replace(here, passage=replace(here.passage, kind=PassageKind.SOURCE))
        match = self._problem(ClaimKind.NAME, name.raw, match, soft=doubtful)
        match = _with(match, self.corrections.of_name(name, match))
        return self._judged(here, ClaimKind.NAME, name.raw, span, match, mention)

    def _is_doubtful(self, passage: Passage, name: Name) -> bool:
        """Whether a name that isn't found may be none: a capital alone tells little in places."""
        if self.names.is_place(name):
            return False
        if name.kind == "name" and passage.kind is PassageKind.ROLE:
            return True
        if not name.is_single:
            return False
        is_sure = passage.kind in (PassageKind.PROSE, PassageKind.BY) and self.lex.lang != "de"
        word = name.raw.lower()
        is_common = word in self.index.low_words or stem(word) in self.index.low_stems
        return not is_sure or is_common or name.initial or self.lex.has("capitals", word)

    def _problem(self, kind: ClaimKind, text: str, match: Match, *, soft: bool = False) -> Match:
        """Say what is wrong with a claim that wasn't found."""
        if match.is_found or match.problem is not None:
            return match
        return replace(match, problem=missing_problem(kind, text, soft=soft, dates=self.dates))

    def _judged(
        self,
        here: _Here,
        kind: ClaimKind,
        text: str,
        span: tuple[int, int],
        match: Match,
        mention: Mention | None,
    ) -> Traced:
        match = self._check_evidence(here, kind, text, match)
        self.matches[here.passage.path, span[0]] = match
        traced = self._traced(here, kind, text, span[0], match)
        if mention is None or match.problem is not None or here.passage.kind in _UNATTACHED:
            return traced
        sentence = self.around.sentence(here.passage.text, span[0])
        mention = replace(
            mention,
            ref=self.count,
            group=here.passage.group or (here.passage.path, sentence),
            around=self.around.of(here.passage, *span),
        )
        self.count += 1
        return replace(traced, mention=mention)

    def _check_evidence(self, here: _Here, kind: ClaimKind, text: str, match: Match) -> Match:
        if here.evidence is None or kind not in (ClaimKind.NUMBER, ClaimKind.DATE):
            return match
        if not match.is_found or match.problem is not None:
            return match
        low, high = here.evidence
        if low <= match.start and match.end <= high:
            return match
        hint = "take a longer passage, or give this number a text of its own"
        problem = ClaimProblem(
            codes.EVIDENCE_LACKS_NUMBER, f'the evidence doesn\'t hold "{text}"', hint
        )
        return replace(match, problem=problem)

    def _speaker(self, here: _Here, quotation: Quotation, match: Match) -> ClaimProblem | None:
        """Compare the speaker: the field's own, or the one person that the sentence names."""
        span = match.start, match.end
        if here.passage.kind is PassageKind.QUOTE:
            return self.speaking.other_speaker(span, here.passage.context, sure=True)
        low, high = self.around.sentence(here.passage.text, quotation.start)
        text = here.passage.text
        rest = text[low : quotation.start] + " " + text[quotation.end : high]
        return self.speaking.other_speaker(span, rest, sure=False)

    def _role(self, here: _Here) -> Iterator[Traced]:
        """Check whose role it is."""
        if here.passage.kind is not PassageKind.ROLE or here.passage.path not in self.roles:
            return
        name, role = self.roles[here.passage.path]
        problem = self.speaking.other_role(name, role)
        if problem:
            match = Match(TraceStatus.FORM, problem=problem)
            yield self._traced(here, ClaimKind.NAME, role, 0, match)

    def traced(
        self, passage: Passage, kind: ClaimKind, text: str, start: int, match: Match
    ) -> Traced:
        """Return a match as a trace with its findings; ``start``: the claim's in its passage."""
        return self._traced(_Here(passage), kind, text, start, match)

    def _traced(self, here: _Here, kind: ClaimKind, text: str, start: int, match: Match) -> Traced:
        passage, article = here.passage, self.index.article
        where = passage.where(self.summary, start)
        ref = passage.parts[0].text.ref if passage.parts else -1
        claim = Claim(kind, text, passage.path, where, self._sentence(passage, start), ref)
        problem = match.problem
        if problem and passage.kind is PassageKind.SOURCE:
            problem = as_source(problem, text)
        closest = self._closest(passage, text, match) if problem else ()
        lacks = (TraceStatus.MISSING, TraceStatus.CONTRADICTED)
        found = match.is_found and match.status not in lacks
        trace = Trace(
            claim=claim,
            status=match.status,
            place=article.place(match.start) if found else None,
            sentence=article.sentence_text(article.sentence_index(match.start)) if found else "",
            form=match.form,
            closest=closest,
            code=problem.code if problem else "",
        )
        if problem is None:
            return Traced(trace)
        fix = corrected(problem, passage, self.summary)
        return Traced(trace, (to_diagnostic(problem, where, article.name, closest, fix),))

    def _sentence(self, passage: Passage, start: int) -> str:
        low, high = self.around.sentence(passage.text, start)
        return passage.text[low:high].strip() or shorten(passage.text)

    def _closest(self, passage: Passage, text: str, match: Match) -> tuple[Closest, ...]:
        if match.status is TraceStatus.IGNORED:
            return ()
        if match.is_found:
            return (self.finder.at(match.start),)
        low, high = self.around.sentence(passage.text, 0)
        return self.finder.near(f"{text} {passage.text[low:high]} {passage.context}")


_WRONG_NUMBER = (codes.NUMBER_NOT_FOUND, codes.UNIT_CHANGED)


def _without_rivals(traced: list[Traced]) -> list[Traced]:
    """Drop a number's correction where its sentence has another number that isn't found.

    One may be computed from the other, and is right once that one is corrected.
    """
    found = Counter(
        t.trace.claim.passage
        for t in traced
        if t.trace.claim.kind is ClaimKind.NUMBER and t.trace.code in _WRONG_NUMBER
    )
    return [
        replace(t, diagnostics=tuple(replace(d, fix=None) for d in t.diagnostics))
        if t.trace.code in _WRONG_NUMBER and found[t.trace.claim.passage] > 1
        else t
        for t in traced
    ]


def _with(match: Match, correction: Correction | None) -> Match:
    if correction is None or match.problem is None:
        return match
    return replace(match, problem=replace(match.problem, correction=correction))


def _listed(found: FoundClaim) -> Iterator[tuple[ClaimKind, int, str]]:
    for date in found.dates:
        yield ClaimKind.DATE, date.start, date.raw
    for number in found.numbers:
        yield ClaimKind.NUMBER, number.start, number.raw
    for quotation in found.quotations:
        yield ClaimKind.QUOTATION, quotation.start, quotation.text
    for name in found.names:
        yield ClaimKind.NAME, name.start, name.raw
