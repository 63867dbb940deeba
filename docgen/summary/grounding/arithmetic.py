"""Compute what ``derived:`` says: numbers, + - * / and parentheses, nothing else."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, localcontext

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
