"""`Match`: what was found for one claim, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from docgen.diagnostics import Severity
from docgen.summary.grounding.report import Status

Rank: TypeAlias = Callable[[int, int], float]
"""How like a claim's surroundings those of a span of the article are."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding in the making: the claim's place is added later."""

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Match:
    """Where a claim was found (``start``, ``end`` in the article's text; -1: nowhere)."""

    status: Status
    start: int = -1
    end: int = -1
    form: str = ""
    problem: Problem | None = None

    @property
    def is_found(self) -> bool:
        """Whether the article holds it."""
        return self.start >= 0


MISSING = Match(Status.MISSING)
