"""What backs a text: its ``evidence`` stands in the article, its ``derived`` comes out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from docgen.summary.grounding.arithmetic import Derivation, DerivationError, compute
from docgen.summary.grounding.index import ArticleIndex
from docgen.summary.grounding.match import Match, Problem
from docgen.summary.grounding.quantity import FRACTION, RATIO, Quantity, rounds_to
from docgen.summary.grounding.report import Status
from docgen.summary.grounding.tracequotes import QuoteTracer


@dataclass(frozen=True)
class Backing:
    """Checks what a text gives for its claims."""

    index: ArticleIndex
    quotes: QuoteTracer

    def evidence(self, text: str) -> Match:
        """Find a passage verbatim; DG540 where it isn't in the article."""
        match = self.quotes.trace(text)
        if match.is_found:
            return match
        message = "the evidence is not in the article word for word"
        problem = Problem("DG540", message, "copy the passage from the article")
        return Match(Status.MISSING, problem=problem)

    def derive(self, expression: str) -> tuple[Derivation | None, Problem | None]:
        """Compute an expression and trace its inputs; DG542 where either fails."""
        try:
            derivation = compute(expression)
        except DerivationError as error:
            hint = 'write it as numbers of the article: derived: "418 - 187"'
            return None, Problem("DG542", f'"{expression}" can\'t be computed: {error}', hint)
        missing = [n for n in derivation.inputs if not self._is_known(n)]
        if missing:
            shown = " and ".join(f"{n:f}" for n in missing)
            verb = "is" if len(missing) == 1 else "are"
            message = f'of "{expression}", {shown} {verb} not in the article'
            return derivation, Problem("DG542", message, "compute with the article's own numbers")
        return derivation, None

    def place_of(self, derivation: Derivation) -> tuple[int, int]:
        """Return where the first input stands."""
        for number in derivation.inputs:
            for q in self.index.numbers:
                if number in (q.value, q.mantissa):
                    return q.start, q.end
        return -1, -1

    def _is_known(self, number: Decimal) -> bool:
        """Whether the article has a number; 1, 12 and powers of ten may just convert."""
        if number in (1, 12, 60, 365) or number.normalize().as_tuple().digits == (1,):
            return True if number >= 10 or number == 1 else self._has(number)
        return self._has(number)

    def _has(self, number: Decimal) -> bool:
        index = self.index
        return any(number in (q.value, q.mantissa) for q in index.numbers) or any(
            number in (d.year, d.day) for d in index.dates
        )


def comes_out(claim: Quantity, result: Decimal) -> bool:
    """Whether a claimed number is the result of a computation, rounded to its digits."""
    results = [result, abs(result)]
    if claim.unit in ("%", FRACTION, "pp"):
        results += [result * 100, abs(result) * 100, abs(result - 1) * 100]
    if claim.unit in (RATIO, "times") and result:
        results.append(1 / result)
    return any(rounds_to(r, v) for r in results for v in (claim.value, claim.mantissa))
