"""Plain words for long cases: fixed, so that every run sets the same text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

_SENTENCES = (
    "The ministry published its plan for the coast on a wet Thursday in March.",
    "Costs rose by 14.5 percent over four years, more than twice the rate of prices.",
    "Officials in the office of the auditor found that fjords flood differently from rivers.",
    "Nobody had asked the fishermen, whose boats lie on both sides of the new wall.",
    "A second survey (2031-2034) is to say whether the first one measured the right things.",
    "Engineers disagree about the height: some want 3.2 m, others no less than 4 m.",
    "The money comes from bonds, from the state, and from a levy on harbour dues.",
    "It is a first step/second step affair: design now, concrete later.",
)


def sentences() -> Iterator[str]:
    """Yield sentences for ever."""
    return cycle(_SENTENCES)


def words(count: int, skip: int = 0) -> str:
    """Return text of `count` words."""
    stream = (word for sentence in sentences() for word in sentence.split())
    return " ".join(islice(stream, skip, skip + count))


def characters(count: int) -> str:
    """Return text of exactly `count` characters, the last no space."""
    text = words(count)[:count]
    return text if text[-1] != " " else text[:-1] + "."


def paragraphs(count: int, each: int = 60) -> str:
    """Return `count` paragraphs of `each` words."""
    return "\n\n".join(words(each, skip=n * 7) for n in range(count))
