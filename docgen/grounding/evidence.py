"""What backs a text: its ``evidence`` stands in the article, its ``derived`` comes out."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, localcontext

from docgen.foundation import codes
from docgen.grounding.index import ArticleIndex
from docgen.grounding.report import ClaimProblem, Match, TraceStatus
from docgen.grounding.trace_quotations import QuoteTracer
from docgen.language.quantity import FRACTION, RATIO, Quantity, rounds_to

MAX_LENGTH = 200
_GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+(?!\d)")
_SIGNS = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-"})


class DerivationError(ValueError):
    """Raised with the reason why an expression can't be computed."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """A computed expression: its result and the numbers that went in."""

    result: Decimal
    inputs: tuple[Decimal, ...]


def compute(expression: str) -> Derivation:
    """Compute an expression such as ``(9,400 - 6,100) / 9,400``. Raises DerivationError."""
    if len(expression) > MAX_LENGTH:
        raise DerivationError(f"longer than {MAX_LENGTH} characters")
    plain = _GROUPED.sub(lambda m: re.sub(r"\D", "", m[0]), expression.translate(_SIGNS))
    try:
        tree = ast.parse(plain.strip(), mode="eval")
        inputs: list[Decimal] = []
        with localcontext() as context:
            context.prec = 28
            result = _value(tree.body, inputs, plain.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, DerivationError):
            raise
        raise DerivationError("not an arithmetic expression") from error
    except ZeroDivisionError as error:
        raise DerivationError("a division by zero") from error
    except InvalidOperation as error:
        raise DerivationError("no number comes out") from error
    if len(inputs) < 2:
        raise DerivationError("it computes nothing")
    return Derivation(result, tuple(inputs))


def _value(node: ast.expr, inputs: list[Decimal], source: str) -> Decimal:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        written = ast.get_source_segment(source, node) or str(node.value)
        number = Decimal(written.replace("_", ""))
        if number and abs(number.adjusted()) > MAX_LENGTH:
            raise DerivationError("a number of that size is none of an article's")
        inputs.append(number)
        return number
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = _value(node.operand, inputs, source)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, inputs, source), _value(node.right, inputs, source)
        if isinstance(node.op, ast.Add):
            return left + right
        if isinstance(node.op, ast.Sub):
            return left - right
        if isinstance(node.op, ast.Mult):
            return left * right
        if isinstance(node.op, ast.Div):
            if not right:
                raise ZeroDivisionError
            return left / right
    raise DerivationError("only numbers, + - * / and parentheses may stand in it")


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
        problem = ClaimProblem(codes.EVIDENCE_ALTERED, message, "copy the passage from the article")
        return Match(TraceStatus.MISSING, problem=problem)

    def derive(self, expression: str) -> tuple[Derivation | None, ClaimProblem | None]:
        """Compute an expression and trace its inputs; DG542 where either fails."""
        try:
            derivation = compute(expression)
        except DerivationError as error:
            hint = 'write it as numbers of the article: derived: "418 - 187"'
            return None, ClaimProblem(
                codes.DERIVATION_WRONG, f'"{expression}" can\'t be computed: {error}', hint
            )
        missing = [n for n in derivation.inputs if not self._is_known(n)]
        if missing:
            shown = " and ".join(f"{n:f}" for n in missing)
            verb = "is" if len(missing) == 1 else "are"
            message = f'of "{expression}", {shown} {verb} not in the article'
            return derivation, ClaimProblem(
                codes.DERIVATION_WRONG, message, "compute with the article's own numbers"
            )
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
