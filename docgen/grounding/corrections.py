"""The right value of a wrong claim, where only one can be meant.

A correction is certain if the claim is one slip away from something of the article (a digit
changed, two exchanged, another unit beside the same digits, a part of a date, a letter of a
name, a word of a quotation), if nothing else of the article is as near, and if the words around
both agree. Everything else is left to people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TypeVar

from docgen.foundation import codes
from docgen.foundation.diagnostics import Fix, TextEdit
from docgen.grounding.claims import FoundClaim
from docgen.grounding.index import ArticleIndex
from docgen.grounding.passages import Passage
from docgen.grounding.report import ClaimProblem, Correction, Match, Rank, TextChange
from docgen.grounding.trace_names import NameTracer
from docgen.grounding.trace_numbers import NumberTracer
from docgen.language.dates import Date
from docgen.language.fold import fold, plain_letters
from docgen.language.lexicon import Lexicon
from docgen.language.names import Name
from docgen.language.numbers import scan_numbers
from docgen.language.places import place_of
from docgen.language.quantity import CLOCK, FRACTION, ORDINAL, RATIO, VERSION, Quantity, in_base
from docgen.language.quotations import Quotation
from docgen.language.tokens import TextRange
from docgen.summary.model import Summary
from docgen.summary.sourcemap import Scalar, SourceMap

_ALIKE = 0.2
"""How like the words around a claim and around its right value have to be (`likeness`)."""
_MANY_DIGITS, _ALIKE_OF_MANY = 3, 0.05
"""Of so many digits fewer words have to agree: chance seldom leaves one slip between two."""
_AHEAD = 0.6
"""Share of the best value's likeness that the next one must stay under."""
_NUMERAL = re.compile(r"\d(?:[\d.,'’\u00a0\u202f ]*\d)?")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SURE_WORDS = 4
"""Words that an altered quotation has to share with the article's."""
_SURE_SHARE = 0.7
_MARKUP = re.compile(r"[*_`\[\]<>~^$=\\|&{}#\n]")
"""Characters that may mean something to the summary's markup: nothing with them is written."""
_T = TypeVar("_T", Quantity, Date)
_NEVER = (ORDINAL, RATIO, VERSION, CLOCK, FRACTION)


@dataclass(frozen=True)
class Corrections:
    """Finds the right values of one summary's wrong claims."""

    index: ArticleIndex
    lex: Lexicon
    numbers: NumberTracer
    names: NameTracer

    @property
    def _is_same_language(self) -> bool:
        return self.lex.lang == self.index.lex.lang

    def of_number(
        self,
        passage: Passage,
        claim: Quantity,
        match: Match,
        rank: Rank,
        others: FoundClaim,
    ) -> Correction | None:
        """Return the number that is meant, for a wrong digit (DG510) or unit (DG511)."""
        problem = match.problem
        if problem is None or not self._is_same_language or claim.unit in _NEVER:
            return None
        if problem.code == codes.UNIT_CHANGED:
            return self._unit(passage, claim, rank)
        if problem.code != codes.NUMBER_NOT_FOUND:
            return None
        right = self._digits(passage, claim, rank, others)
        if right is None:
            return None
        numeral = _only_numeral(right.raw)
        mine = _NUMERAL.search(claim.raw)
        if mine is None or not numeral:
            return None
        if passage.place is not None:
            return _scalar(f"{right.mantissa:f}", right.raw)
        start = claim.start + mine.start()
        change = TextChange(start, start + len(mine[0]), numeral)
        value = claim.raw[: mine.start()] + numeral + claim.raw[mine.end() :]
        return Correction(value, (change,))

    def _digits(
        self, passage: Passage, claim: Quantity, rank: Rank, others: FoundClaim
    ) -> Quantity | None:
        """Return the article's number that a wrong digit hides; None if two may be meant."""
        digits = _digits_of(claim.raw)
        if len(digits) < 2:
            return None
        own = {in_base(*r, self.lex)[1] for r in claim.readings()}
        scores: dict[str, tuple[float, Quantity]] = {}
        for found in self.index.numbers:
            if found.unit in _NEVER or found.value == claim.value:
                continue
            if not own & {in_base(*r, self.lex)[1] for r in found.readings()}:
                continue
            if found.scale != claim.scale or not _is_slip(digits, _digits_of(found.raw)):
                continue
            if _shape_of(found.raw) != _shape_of(claim.raw):
                continue
            key, score = f"{found.value.normalize()}", rank(found.start, found.end)
            if key not in scores or score > scores[key][0]:
                scores[key] = score, found
        least = _ALIKE if len(digits) < _MANY_DIGITS else _ALIKE_OF_MANY
        best = _clear_winner(scores.values(), least)
        # a value that the sentence has already, or the other half of a metric, is another's
        beside = scan_numbers(f"{passage.context} | {passage.told}", self.lex, [])
        told = {q.mantissa for q in beside} | {q.value for q in (*others.numbers, *beside)}
        return best if best is not None and best.value not in told else None

    def _unit(self, passage: Passage, claim: Quantity, rank: Rank) -> Correction | None:
        """Write the article's magnitude, or its unit of the same kind, beside the same digits."""
        fits = self.numbers.same_digits(claim)
        if len({(q.value, q.unit) for q in fits}) != 1 or passage.place is not None:
            return None
        best = max(fits, key=lambda q: (rank(q.start, q.end), -q.start))
        if best.lent or best.near or claim.lent or rank(best.start, best.end) < _ALIKE:
            return None
        if _only_numeral(claim.raw) != _only_numeral(best.raw) or not _only_numeral(best.raw):
            return None
        if claim.unit == best.unit:
            return self._scale(claim, best)
        if self._kind_of(claim.unit) != self._kind_of(best.unit):
            return None  # the digits may as well be wrong
        change = _trimmed(claim.raw, best.raw, claim.start)
        return Correction(best.raw, (change,))

    def _scale(self, claim: Quantity, best: Quantity) -> Correction | None:
        mine, theirs = self._scale_word(claim.raw), self._scale_word(best.raw)
        if mine is None or theirs is None:
            return None
        low, high = mine.span()
        value = claim.raw[:low] + theirs[0] + claim.raw[high:]
        return Correction(value, (TextChange(claim.start + low, claim.start + high, theirs[0]),))

    def _scale_word(self, raw: str) -> re.Match[str] | None:
        """Return the one word of magnitude in a number: "million", "bn"."""
        found = [
            m
            for m in re.finditer(r"[^\W\d_]+", raw)
            if m[0].lower() in self.lex.scales or m[0].lower() in self.lex.signs
        ]
        return found[0] if len(found) == 1 else None

    def _kind_of(self, unit: str) -> str:
        """Return what a unit measures; one that stands alone is its own kind."""
        if unit in self.lex.currencies.values():
            return "money"
        if unit in self.lex.dimensions:
            return self.lex.dimensions[unit][0]
        return "share" if unit in ("%", "points", "pp") else f"={unit}"

    def of_date(
        self, passage: Passage, claim: Date, match: Match, rank: Rank, others: FoundClaim
    ) -> Correction | None:
        """Return the date that is meant, where one part of it is wrong (DG515)."""
        if match.problem is None or match.problem.code != codes.DATE_NOT_FOUND:
            return None
        if claim.part or claim.weekday is not None or not self._is_same_language:
            return None
        if claim.month is None and not passage.date:
            return None  # a year in a text may be one that the article tells as "last year"
        scores: dict[str, tuple[float, Date]] = {}
        for found in self.index.dates:
            if found.part or not (part := _differing(claim, found)):
                continue
            if part == "year" and not _is_slip(str(claim.year), str(found.year)):
                continue
            key = f"{part} {getattr(found, part)}"
            score = rank(found.start, found.end)
            if key not in scores or score > scores[key][0]:
                scores[key] = score, found
        best = _clear_winner(scores.values(), _ALIKE)
        if best is None or any(best.says(other) for other in others.dates if other != claim):
            return None
        part = _differing(claim, best)
        if passage.date:
            return _scalar(_iso_with(passage.date, part, getattr(best, part)), best.raw)
        return self._date_part(claim, best, part)

    def _date_part(self, claim: Date, right: Date, part: str) -> Correction | None:
        old, new = getattr(claim, part), getattr(right, part)
        if part == "month":
            spelled = [m for m in _WORD.finditer(claim.raw) if m[0].lower() in self.lex.months]
            theirs = [m[0] for m in _WORD.finditer(right.raw) if m[0].lower() in self.lex.months]
            if len(spelled) != 1 or len(theirs) != 1:
                return None
            where, text = spelled[0], theirs[0]
        else:
            numerals = [m for m in re.finditer(r"\d+", claim.raw) if int(m[0]) == old]
            if len(numerals) != 1:
                return None
            where, text = numerals[0], str(new)
        start = claim.start + where.start()
        value = claim.raw[: where.start()] + text + claim.raw[where.end() :]
        return Correction(value, (TextChange(start, start + len(where[0]), text),))

    def of_name(self, claim: Name, match: Match) -> Correction | None:
        """Return the article's spelling of a name that is one letter off (DG530)."""
        if match.problem is None or match.problem.code != codes.NAME_NOT_FOUND:
            return None
        if claim.kind not in ("name", "person") or place_of(claim.raw, self.lex.lang):
            return None
        found = {
            tuple(window)
            for name in self.index.names
            for window in _windows(name.words, len(claim.words))
            if _misspelt(claim.words, window) is not None
        }
        if len(found) != 1:
            return None
        right = found.pop()
        place = _misspelt(claim.words, right)
        assert place is not None
        wrong = claim.words[place]
        if self.names.verbatim(wrong) or place_of(right[place], self.index.lex.lang):
            return None
        at = claim.raw.find(wrong)
        if at < 0 or claim.raw.count(wrong) != 1:
            return None
        start = claim.start + at
        value = claim.raw[:at] + right[place] + claim.raw[at + len(wrong) :]
        return Correction(value, (TextChange(start, start + len(wrong), right[place]),))

    def of_quotation(self, claim: Quotation, match: Match) -> Correction | None:
        """Return the words of the one quotation that a claim changes a few words of (DG520)."""
        if match.problem is None or match.problem.code != codes.QUOTATION_ALTERED:
            return None
        mine = list(_WORD.finditer(claim.text))
        if len(mine) < _SURE_WORDS or "…" in claim.text or "[" in claim.text:
            return None
        scored = sorted(
            (aligned for q in self.index.quotations if (aligned := _aligned(mine, q.text))),
            key=lambda a: -a.share,
        )
        sure = [a for a in scored if a.share >= _SURE_SHARE]
        texts = {a.text for a in sure}
        if len(texts) != 1:
            return None
        best = sure[0]
        changes = tuple(
            TextChange(claim.start + c.start, claim.start + c.end, c.text) for c in best.changes
        )
        return Correction(best.text, changes)


def corrected(problem: ClaimProblem, passage: Passage, summary: Summary) -> Fix | None:
    """Return a problem's correction as edits of the summary's file, if it can be written there."""
    correction, places = problem.correction, summary._locations
    if correction is None or type(places) is not SourceMap:
        return None
    edits = []
    for change in correction.changes:
        edit = _edit(change, passage, places)
        if edit is None:
            return None
        edits.append(edit)
    return Fix(correction.value, tuple(edits)) if edits else None


def _edit(change: TextChange, passage: Passage, places: SourceMap) -> TextEdit | None:
    if _MARKUP.search(change.text):
        return None
    if not passage.parts:
        path = _steps(passage.path)
        node = places.values.get(path)
        if not isinstance(node, Scalar):
            return None
        value = node.value if isinstance(node.value, str) else str(node.value)
        start, end = 0, len(value)
    else:
        part = next((p for p in reversed(passage.parts) if p.start <= change.start), None)
        if part is None or change.end > part.start + len(part.plain.text):
            return None
        path = _steps(part.text.path)
        start = part.plain.offset(change.start - part.start)
        end = part.plain.offset(change.end - 1 - part.start) + 1
        shown = passage.text[change.start : change.end]
        if part.text.source[start:end].split() != shown.split():
            return None
    span = places.span(path, start, end) if path else None
    if span is None:
        return None
    low, high = span
    first, last = places.at(low), places.at(high)
    new = places.encode(path, change.text)
    return TextEdit(first, last.line, last.column, places.text[low:high], new)


def _steps(path: str) -> tuple[str | int, ...]:
    return tuple(int(s) if s.isdigit() else s for s in path.split(".")) if path else ()


def _scalar(text: str, value: str) -> Correction | None:
    """Return the change of a whole scalar: a chart's number, a timeline's date."""
    return Correction(value, (TextChange(0, 0, text),)) if text else None


def _clear_winner(scored: Iterable[tuple[float, _T]], least: float) -> _T | None:
    """Return what fits best if it fits, and if nothing else comes near; of evidence all does."""
    ranked = sorted(scored, key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < least:
        return None
    if len(ranked) > 1 and ranked[1][0] > ranked[0][0] * _AHEAD:
        return None
    return ranked[0][1]


def _only_numeral(raw: str) -> str:
    found = _NUMERAL.findall(raw)
    return str(found[0]) if len(found) == 1 else ""


def _digits_of(raw: str) -> str:
    return re.sub(r"\D", "", _only_numeral(raw))


def _shape_of(raw: str) -> str:
    """Return what stands around a numeral, and where its decimals begin."""
    numeral = _only_numeral(raw)
    rest = raw.replace(numeral, "", 1) if numeral else raw
    points = re.findall(r"[.,](\d+)$", numeral)
    decimals = len(points[0]) if points and len(points[0]) != 3 else 0
    return f"{decimals} {''.join(fold(rest).text.lower().split())}"


def _is_slip(one: str, other: str) -> bool:
    """Whether two texts differ by one character, or by two neighbours exchanged."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        wrong = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(wrong) == 1:
            return True
        if len(wrong) != 2 or wrong[1] != wrong[0] + 1:
            return False
        a, b = wrong
        return one[a] == other[b] and one[b] == other[a]
    short, long = sorted((one, other), key=len)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def _differing(claim: Date, found: Date) -> str:
    """Return which part of a date differs if all others agree, else ``""``."""
    wrong = ""
    for part in ("year", "month", "day"):
        mine, theirs = getattr(claim, part), getattr(found, part)
        if mine is None or mine == theirs:
            continue
        if theirs is None or wrong:
            return ""
        wrong = part
    return wrong


def _iso_with(date: str, part: str, value: int) -> str:
    parts = date.split("-")
    place = ("year", "month", "day").index(part)
    parts[place] = f"{value:0{len(parts[place])}}"
    return "-".join(parts)


def _windows(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    bare = [word.removesuffix("’s").removesuffix("'s") for word in words]
    for start in range(len(bare) - length + 1):
        yield tuple(bare[start : start + length])


def _misspelt(words: Sequence[str], right: Sequence[str]) -> int | None:
    """Return the index of the one word that is a slip of its counterpart, or None."""
    wrong = [n for n, (a, b) in enumerate(zip(words, right, strict=True)) if a != b]
    if len(wrong) != 1:
        return None
    one, other = words[wrong[0]], right[wrong[0]]
    least = 5 if len(words) > 1 else 6
    if min(len(one), len(other)) < least or not other[:1].isupper():
        return None
    plain = plain_letters(one), plain_letters(other)
    return wrong[0] if _is_slip(*plain) else None


@dataclass(frozen=True, slots=True)
class _Aligned:
    """A quotation beside the article's: the share of its words that agree, and the changes."""

    share: float
    text: str
    changes: tuple[TextChange, ...]


def _aligned(mine: Sequence[re.Match[str]], text: str) -> _Aligned | None:
    """Align a quotation with a stretch of the article's, word by word."""
    theirs = list(_WORD.finditer(text))
    one = [fold(m[0]).text.lower() for m in mine]
    other = [fold(m[0]).text.lower() for m in theirs]
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()[:-1]
    shared = sum(block.size for block in blocks)
    if shared < _SURE_WORDS - 1 or not blocks:
        return None
    ahead, behind = blocks[0].a, len(one) - blocks[-1].a - blocks[-1].size
    first, last = blocks[0].b - ahead, blocks[-1].b + blocks[-1].size + behind
    if first < 0 or last > len(other) or last - first > len(one) * 1.5:
        return None
    changes: list[TextChange] = []
    matcher = SequenceMatcher(None, one, other[first:last], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        if tag == "delete" or tag == "insert":  # a neighbour is rewritten with it
            a, b, c, d = (a, b + 1, c, d + 1) if b < len(one) else (a - 1, b, c - 1, d)
        if a < 0 or c < 0 or b > len(one) or first + d > len(theirs):
            return None
        new = text[theirs[first + c].start() : theirs[first + d - 1].end()]
        changes.append(TextChange(mine[a].start(), mine[b - 1].end(), new))
    if not changes or any(x.end > y.start for x, y in pairwise(changes)):
        return None
    whole = text[theirs[first].start() : theirs[last - 1].end()]
    return _Aligned(shared / max(len(one), last - first), whole, tuple(changes))


def _trimmed(old: str, new: str, shift: int) -> TextChange:
    """Return the change of one text to another without the words that both begin and end with."""
    mine, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    start = 0
    while start < min(len(mine), len(theirs)) and mine[start] == theirs[start]:
        start += 1
    end = 0
    while end < min(len(mine), len(theirs)) - start and mine[-1 - end] == theirs[-1 - end]:
        end += 1
    left, right = "".join(mine[:start]), "".join(mine[len(mine) - end :])
    piece = "".join(theirs[start : len(theirs) - end])
    low, high = shift + len(left), shift + len(old) - len(right)
    if low >= high or not piece.strip():  # only something to insert, or to take away
        low, high, piece = shift, shift + len(old), new
    span: TextRange = low, high
    return TextChange(*span, piece)
