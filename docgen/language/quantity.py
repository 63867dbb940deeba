"""`Quantity`: a number with its scale and unit, and how two of them compare."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from docgen.language.lexicon import Lexicon

NO_UNIT = ""
ORDINAL = "ordinal"
RATIO = "ratio"
VERSION = "version"
CLOCK = "clock"
ONE_IN = "one-in"
FRACTION = "fraction"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as found in a text.

    ``value`` has the scale in it (3.2 million is 3200000), ``mantissa`` hasn't. ``near`` is
    a unit that follows after other words, ``lent`` what a range or list lends to a bare
    number ("3 to 5 million"): its scale and unit. ``role`` is ``from`` or ``to``; ``hedged``
    numbers have "about" or the like in front, ``bound`` ones "over", "less than". ``approx``
    tells on which side the exact number lies: ``above`` ("over 400"), ``below`` ("nearly
    half"), ``about``, or "" where the number is said without a hedge.
    """

    start: int
    end: int
    raw: str
    mantissa: Decimal
    scale: int = 0
    unit: str = NO_UNIT
    near: str = NO_UNIT
    lent: tuple[int, str] | None = None
    hedged: bool = False
    bound: bool = False
    negative: bool = False
    role: str = ""
    soft: bool = False
    approx: str = ""

    @property
    def value(self) -> Decimal:
        """The number with its scale."""
        return self.mantissa.scaleb(self.scale)

    @property
    def is_bare(self) -> bool:
        """Whether it is a number and nothing else."""
        return not self.scale and self.unit == NO_UNIT

    def readings(self) -> tuple[tuple[Decimal, str], ...]:
        """Give value and unit, first as written, then as the context suggests."""
        found = [(self.value, self.unit)]
        if self.lent:
            scale, unit = self.lent
            found.append((self.mantissa.scaleb(self.scale or scale), self.unit or unit))
        if self.near:
            found.append((self.value, self.near))
        return tuple(found)


def in_base(value: Decimal, unit: str, lex: Lexicon) -> tuple[Decimal, str]:
    """Return value and dimension where the unit converts exactly, else both unchanged."""
    if unit == ONE_IN and value:
        return 1 / value, "share"
    if unit not in lex.dimensions:
        return value, unit
    dimension, factor = lex.dimensions[unit]
    return value * factor, dimension


def approximates(claim: Quantity, exact: Decimal, value: Decimal) -> bool:
    """Whether a hedged claim of ``value`` holds for an exact number of the same unit.

    "Nearly half" holds for 45% and not for 52%, "over 400" for 412 and not for 530.
    """
    if not value or not claim.approx:
        return False
    is_written_out = claim.unit != FRACTION  # a third has no end of digits
    if is_written_out and digits(value) > 2 and digits(value) >= digits(exact):
        return False  # a rounded number has fewer digits
    gap = (exact - value) / abs(value)
    if claim.approx == "above":
        return 0 <= gap <= _ABOVE
    if claim.approx == "below" and claim.unit == FRACTION:
        return -_BELOW * 2 <= gap <= 0  # "less than half" for 42%
    if claim.approx == "below":
        return -_BELOW <= gap <= 0 or (gap < 0 and is_written_out and rounds_to(exact, value))
    return abs(gap) <= _ABOUT or (is_written_out and rounds_to(exact, value))


_ABOVE = Decimal("0.2")
_BELOW = Decimal("0.11")
_ABOUT = Decimal("0.06")
"""How far an exact number may lie from a hedged one, as a share of the hedged one."""


def digits(value: Decimal) -> int:
    """Return how many significant digits a number shows, trailing zeros of wholes left out."""
    sign_digits = value.normalize().as_tuple().digits
    return max(1, len(sign_digits))


def rounds_to(exact: Decimal, rounded: Decimal) -> bool:
    """Whether ``rounded`` is ``exact`` with fewer digits."""
    if exact == rounded or not rounded or digits(exact) <= digits(rounded):
        return exact == rounded
    exponent = rounded.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(exact - rounded) * 2 <= step
