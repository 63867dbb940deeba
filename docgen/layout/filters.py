"""Filters of the layout language: Jinja2's harmless ones, and ours."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from babel.numbers import format_decimal
from jinja2 import Undefined, pass_environment
from jinja2.exceptions import FilterArgumentError, TemplateRuntimeError
from jinja2.filters import FILTERS as JINJA
from jinja2.filters import make_attrgetter
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from docgen.language.locale import locale_of
from docgen.language.sentences import first_sentence_end
from docgen.language.word_count import word_count
from docgen.layout.template_values import MappingView, ModelView, TextView
from docgen.summary.dates import format_partial

_PLAIN_JINJA = (
    "abs",
    "batch",
    "capitalize",
    "count",
    "d",
    "default",
    "dictsort",
    "e",
    "escape",
    "first",
    "float",
    "groupby",
    "int",
    "items",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "select",
    "selectattr",
    "sort",
    "string",
    "title",
    "trim",
    "unique",
    "upper",
)
TESTS = (
    "defined",
    "undefined",
    "none",
    "string",
    "number",
    "mapping",
    "sequence",
    "iterable",
    "even",
    "odd",
    "divisibleby",
    "sameas",
    "in",
    "eq",
    "==",
    "ne",
    "!=",
    "lt",
    "<",
    "le",
    "<=",
    "gt",
    ">",
    "ge",
    ">=",
    "equalto",
    "greaterthan",
    "lessthan",
    "true",
    "false",
    "boolean",
    "integer",
    "float",
    "lower",
    "upper",
    "callable",
    "escaped",
    "test",
    "filter",
)
MAX_JOINED = 2_000_000
MAX_NUMBER = 1e27
"""The largest amount that is printed: beyond, digits would be made up."""


class LimitError(TemplateRuntimeError):
    """A limit on a template's work was reached."""


@pass_environment
def printable(environment: Any, value: Any) -> Any:
    """Return what is printed for a value; raises for what cannot be shown as it is."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, dt.date):
        return format_partial(value.isoformat(), environment.lang)
    if isinstance(value, ModelView):
        fields = ", ".join(value.field_names())
        raise TemplateRuntimeError(
            f"a {value.noun()} cannot be printed; one of its fields can: {fields}"
        )
    if isinstance(value, tuple | list | MappingView | dict):
        raise TemplateRuntimeError("a list cannot be printed; loop over it")
    if isinstance(value, Macro) or (
        callable(value) and not isinstance(value, Undefined | TextView)
    ):
        raise TemplateRuntimeError("a macro cannot be printed; call it with ()")
    return value


@pass_environment
def date(environment: Any, value: Any) -> str:
    """Show a date (day, or ``"2027"``, ``"2027-03"``) in the summary's language."""
    if value is None or value == "":
        return ""
    try:
        return format_partial(str(value), environment.lang)
    except ValueError:
        raise FilterArgumentError(f'"{value}" is not a date (ISO 8601)') from None


@pass_environment
def number(environment: Any, value: Any, digits: int | None = None) -> str:
    """Show a number in the summary's language, with that many decimal places."""
    try:
        amount = float(str(value))
    except ValueError:
        return str(value)
    if not math.isfinite(amount) or abs(amount) > MAX_NUMBER:
        raise FilterArgumentError("a number that is too large to be shown")
    places = (
        "#,##0.###" if digits is None else "#,##0" + ("." + "0" * digits if 0 < digits < 12 else "")
    )
    return format_decimal(amount, format=places, locale=locale_of(environment.lang))


def blocks(value: Any) -> Any:
    """Let a text stand for itself where blocks are wanted (its paragraphs and lists)."""
    return value


def plain(value: Any) -> str:
    """The text without its markup."""
    return str(value)


def unmarked(value: Any) -> Any:
    """Return a text's words alone, set as text is: for running heads. See ``plain``."""
    return value.unmarked() if isinstance(value, TextView) else str(value)


def wordcount(value: Any) -> int:
    """Count a text's words; in scripts without spaces two characters count as one."""
    return word_count(str(value))


@pass_environment
def first_sentence(environment: Any, value: Any) -> Any:
    """Return the first sentence of a text's first paragraph, markup and citations kept."""
    if isinstance(value, TextView):
        return value.first_sentence(environment.lang)
    words = str(value).strip()
    return words[: first_sentence_end(words, environment.lang)]


@pass_environment
def telling(environment: Any, value: Any, heading: Any, words: int = 40) -> Any:
    """Return the sentences of a text that tell most of what `heading` promises, in order.

    Whole sentences, of at most so many words together, and at least one. A sentence tells
    more the more of the heading's words it has, the more numbers and words in bold; and of
    two alike the earlier.
    """
    source = value.markdown() if isinstance(value, TextView) else str(value)
    found = [
        one
        for part in source.strip().split("\n\n")
        for one in sentences(" ".join(part.split()), environment.lang)
    ]
    promised = _content(str(heading))
    rated = sorted(
        range(len(found)), key=lambda n: (-_told(found[n], promised) - (n == 0) * 0.5, n)
    )
    chosen: set[int] = set()
    left = words
    for n in rated:
        size = word_count(found[n])
        tells = _told(found[n], promised) >= 1.0
        if not chosen or (tells and size <= left):
            chosen.add(n)
            left -= size
    kept = " ".join(found[n] for n in sorted(chosen))
    return value.shortened(kept) if isinstance(value, TextView) else kept


_CITED = re.compile(r"^(\s*(?:\[@[^\]]+\]\s*)+)")


def sentences(text: str, lang: str) -> list[str]:
    """Return a paragraph's sentences as written, each with the citations that follow it."""
    found: list[str] = []
    rest = text.strip()
    while rest:
        end = first_sentence_end(rest, lang) or len(rest)
        one, rest = rest[:end].strip(), rest[end:].strip()
        hit = _CITED.match(one)
        if hit and found:
            found[-1] += " " + hit[1].strip()
            one = one[hit.end() :]
        if one.strip():
            found.append(one.strip())
    return found


def _told(sentence: str, promised: set[str]) -> float:
    """Return how much a sentence tells: shared words, numbers, words in bold."""
    stems = {word[:5] for word in promised}
    shared = sum(1 for word in _content(sentence) if word[:5] in stems)
    return shared + 0.5 * bool(re.search(r"\d", sentence)) + 0.5 * ("**" in sentence)


REPEATED = 0.6
"""A sentence of whose words a point has so great a share says what the point says."""
_WORDS = re.compile(r"\w+")


@pass_environment
def lead(environment: Any, value: Any, points: Sequence[Any] = ()) -> Any:
    """Return a text's first sentence, or nothing if one of `points` says the same."""
    first = first_sentence(environment, value)
    words = _content(str(first))
    for point in points:
        said = _content(str(point))
        if said and len(words & said) >= REPEATED * min(len(words), len(said)):
            return ""
    return first


def _content(text: str) -> set[str]:
    """Return the words that carry meaning: numbers, and words of more than three letters."""
    words = {w.casefold() for w in _WORDS.findall(text)}
    return {w for w in words if len(w) > 3 or w[0].isdigit()}


def limit(value: Any, count: int) -> Any:
    """Return the first `count` items of a list, or words of a text (then an ellipsis)."""
    if isinstance(value, TextView):
        return value.first_words(max(0, count))
    if isinstance(value, str):
        words = value.split(" ")
        return value if len(words) <= count else " ".join(words[:count]) + " …"
    return tuple(islice(value, max(0, count)))


@pass_environment
def total(
    environment: Any, values: Iterable[Any], attribute: str | int | None = None, start: Any = 0
) -> Any:
    """Add up numbers, or an attribute of each item."""
    found = start
    for one in (
        values if attribute is None else map(make_attrgetter(environment, attribute), values)
    ):
        if not all(isinstance(n, int | float) for n in (one, found)):
            raise FilterArgumentError("sum is for numbers only")
        found += one
    return found


@pass_environment
def join(environment: Any, value: Sequence[Any], between: Any = "") -> Markup:
    """Join items with text between them, each escaped."""
    parts, total, gap = [], 0, escape(between)
    for item in value:
        parts.append(escape(printable(environment, item)))
        total += len(parts[-1]) + len(gap)
        if total > MAX_JOINED:
            raise LimitError(f"a text of more than {MAX_JOINED:,} characters")
    return gap.join(parts)


FILTERS: Mapping[str, Callable[..., Any]] = {
    **{name: JINJA[name] for name in _PLAIN_JINJA},
    "date": date,
    "number": number,
    "blocks": blocks,
    "plain": plain,
    "unmarked": unmarked,
    "wordcount": wordcount,
    "first_sentence": first_sentence,
    "lead": lead,
    "telling": telling,
    "limit": limit,
    "join": join,
    "sum": total,
}
