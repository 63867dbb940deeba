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
    numbers have "about" or the like in front, ``bound`` ones "over", "less than".
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
    if unit not in lex.dimensions:
        return value, unit
    dimension, factor = lex.dimensions[unit]
    return value * factor, dimension


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
