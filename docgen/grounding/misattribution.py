"""Is a number or name said of the right thing? Compare what surrounds it here and there.

A heuristic, so warnings only. Two tests: a claim for itself (another value of the article
fits its words far better), and pairs of one passage (exchanged, they fit far better).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from docgen.grounding.context import Vector, likeness
from docgen.grounding.index import ArticleIndex
from docgen.language.tokens import TextRange

_FAR = 50
_FAINT = 0.6
"""Share of a likeness that the sentence itself must give; the rest may come from beside it."""
_ROLE_FACTOR, _ROLE_BONUS = 1.25, 0.06
"""What "from" and "to" add to a likeness where both sides say the same."""
_EPSILON = 1e-9
_OTHERS = 2
"""So many values of one table in one paragraph of the article: it is about them."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim as the test sees it.

    ``places``: where the article says it; ``family``: what it may be confused with;
    ``group``: the passage or table it stands in; ``role``: "from" or "to".
    """

    ref: int
    value: object
    family: object
    group: object
    around: Vector
    places: tuple[TextRange, ...]
    role: str = ""


@dataclass(frozen=True, slots=True)
class Rival:
    """What fits better: another claim's or another value's place in the article."""

    ref: int
    start: int
    end: int
    other: int = -1


@dataclass(frozen=True)
class Attachment:
    """The tests over one article. ``values`` gives each family's places by value."""

    index: ArticleIndex
    values: Mapping[object, Mapping[object, tuple[TextRange, ...]]]
    roles: Mapping[TextRange, str] = field(default_factory=dict)

    single: tuple[float, float] = (2.2, 0.35)
    """A rival must fit this many times as well, and be at least this good."""
    dated: tuple[float, float] = (1.7, 0.3)
    """The same for dates of a timeline, whose words are about nothing else."""
    same_block: float = 1.5
    pair: tuple[float, float] = (1.25, 0.1)
    """Exchanged, two claims of one passage must fit so many times as well, and by so much."""
    apart: tuple[float, float] = (1.8, 0.35)
    """The same for claims of different passages."""

    def fit(
        self, mention: Mention, value: object, places: Sequence[TextRange]
    ) -> tuple[float, TextRange | None]:
        """Return how well the best place of a value fits a claim's words, and the place."""
        key = (mention.ref, value)
        if key not in self._fits:
            self._fits[key] = self._fit(mention, places)
        return self._fits[key]

    @cached_property
    def _fits(self) -> dict[tuple[int, object], tuple[float, TextRange | None]]:
        return {}

    def _fit(self, mention: Mention, places: Sequence[TextRange]) -> tuple[float, TextRange | None]:
        best: tuple[float, TextRange | None] = (0.0, None)
        for place in places:
            around = self.index.surroundings(*place)
            score = likeness(mention.around, around, self.index.rarity)
            told = self.roles.get(place, "")
            if mention.role and told:
                score = score * _ROLE_FACTOR + _ROLE_BONUS if mention.role == told else score * 0.7
            if score > best[0]:
                best = score, place
        return best

    def misplaced(self, mentions: Sequence[Mention]) -> list[Rival]:
        """Return the claims that seem to be said of the wrong thing; each once."""
        found: dict[int, Rival] = {}
        beside: dict[object, set[object]] = {}
        for mention in mentions:
            beside.setdefault(mention.group, set()).add(mention.value)
        for rival in self._pairs(mentions, beside):
            found.setdefault(rival.ref, rival)
        for mention in mentions:
            if mention.ref not in found and mention.family != "name":
                alone = self._alone(mention, beside[mention.group])
                if alone:
                    found[mention.ref] = alone
        return [found[ref] for ref in sorted(found)]

    def _pairs(
        self, mentions: Sequence[Mention], beside: Mapping[object, set[object]]
    ) -> Iterator[Rival]:
        families: dict[object, list[Mention]] = {}
        for mention in mentions:
            families.setdefault(mention.family, []).append(mention)
        for members in families.values():
            holders: dict[int, list[int]] = {}
            for number, member in enumerate(members):
                for start, _ in member.places:
                    holders.setdefault(self._sentence(start), []).append(number)
            for number, one in enumerate(members):
                for place in self._candidates(one, number, holders, len(members)):
                    other = members[place]
                    if one.value == other.value:
                        continue
                    # a passage that holds both values is judged within itself
                    both = other.value in beside[one.group] or one.value in beside[other.group]
                    if one.group == other.group or not both:
                        yield from self._pair(one, other)

    def _candidates(
        self, one: Mention, number: int, holders: Mapping[int, list[int]], count: int
    ) -> Sequence[int]:
        """Return the later members of a family whose places may fit a claim better than its own."""
        own, _ = self.fit(one, one.value, one.places)
        least = (own - _ROLE_BONUS) / _ROLE_FACTOR if one.role else own
        sentences = self.index.promising(self._gains(one), least - _EPSILON)
        if sentences is None:
            return range(number + 1, count)
        found = {n for sentence in sentences for n in holders.get(sentence, ()) if n > number}
        return sorted(found)

    def _gains(self, mention: Mention) -> Mapping[int, float]:
        if mention.ref not in self._gained:
            self._gained[mention.ref] = self.index.gains(mention.around)
        return self._gained[mention.ref]

    @cached_property
    def _gained(self) -> dict[int, Mapping[int, float]]:
        return {}

    def _pair(self, one: Mention, other: Mention) -> Iterator[Rival]:
        new_one, at_one = self.fit(one, other.value, other.places)
        new_other, at_other = self.fit(other, one.value, one.places)
        if at_one is None or at_other is None:
            return
        own_one, _ = self.fit(one, one.value, one.places)
        own_other, _ = self.fit(other, other.value, other.places)
        now, then = own_one + own_other, new_one + new_other
        times, by = self.pair if one.group == other.group else self.apart
        if then > now * times and then - now > by and new_one > own_one and new_other > own_other:
            yield Rival(one.ref, *at_one, other=other.ref)
            yield Rival(other.ref, *at_other, other=one.ref)

    def _sentence(self, offset: int) -> int:
        return self.index.article.sentence_index(offset)

    def _block(self, offset: int) -> int:
        article = self.index.article
        return article.sentences[article.sentence_index(offset)].block

    def _among_its_own(self, mention: Mention, blocks: set[int], beside: set[object]) -> bool:
        """Whether a paragraph of the article holds others of a claim's table or chart too."""
        if len(beside) <= _OTHERS:
            return False
        known = self.values.get(mention.family, {})
        others = (known.get(value, ()) for value in beside if value != mention.value)
        near = (any(self._block(start) in blocks for start, _ in places) for places in others)
        return sum(near) >= _OTHERS

    def _holders(self, family: object) -> Mapping[int, list[tuple[int, object]]]:
        """Return the values of a family by the sentences that hold them, with their order."""
        if family not in self._held:
            table: dict[int, list[tuple[int, object]]] = {}
            for order, (value, places) in enumerate(self.values.get(family, {}).items()):
                for start, _ in places:
                    table.setdefault(self._sentence(start), []).append((order, value))
            self._held[family] = table
        return self._held[family]

    @cached_property
    def _held(self) -> dict[object, Mapping[int, list[tuple[int, object]]]]:
        return {}

    def _alone(self, mention: Mention, beside: set[object]) -> Rival | None:
        own, _ = self.fit(mention, mention.value, mention.places)
        blocks = {self._block(start) for start, _ in mention.places}
        if self._among_its_own(mention, blocks, beside):
            return None
        times, least = self.dated if mention.group == "timeline" else self.single
        best: tuple[float, TextRange | None] = (0.0, None)
        faint = max(least, own * times) * _FAINT
        related = [n for n, gain in self._gains(mention).items() if gain >= faint]
        known, holders = self.values.get(mention.family, {}), self._holders(mention.family)
        for _, value in sorted(
            {pair for sentence in related for pair in holders.get(sentence, ())},
            key=lambda pair: pair[0],
        ):
            if value in beside or not _comparable(value, mention.value):
                continue
            places = known[value]
            score, place = self.fit(mention, value, places)
            if place and self._block(place[0]) in blocks:
                score /= self.same_block  # one paragraph speaks of one thing
            if score > best[0]:
                best = score, place
        if best[1] and best[0] > least and best[0] > own * times:
            return Rival(mention.ref, *best[1])
        return None


def _comparable(one: object, other: object) -> bool:
    """Numbers far apart in size are rarely mistaken for each other."""
    if not (isinstance(one, Decimal) and isinstance(other, Decimal)) or not (one and other):
        return True
    return max(one, other) <= _FAR * min(one, other)
