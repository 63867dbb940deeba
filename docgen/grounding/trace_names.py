"""Trace a name: verbatim, without its title, shortened, or by its initials."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from docgen.foundation import codes
from docgen.foundation.diagnostics import Severity
from docgen.grounding.index import ArticleIndex
from docgen.grounding.report import MISSING, ClaimProblem, Match, TraceStatus
from docgen.language.fold import fold, plain_letters, stem
from docgen.language.lexicon import Lexicon
from docgen.language.names import Name, initials_of
from docgen.language.places import people_of, place_of, places_in, territory_of
from docgen.language.quotations import plain_marks

_PREFIX = 4
_CAPITALISED = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class NameTracer:
    """Finds names of a summary in an article."""

    index: ArticleIndex
    lex: Lexicon

    def trace(self, name: Name) -> Match:
        """Return the first place that holds the name."""
        whole = self.verbatim(name.raw) or self._unaccented(name.raw)
        if whole:
            return whole
        place = place_of(name.raw, self.lex.lang) if name.kind == "name" else ""
        if place and not self._names_place(place):
            return (
                self._for_country(name, place) or MISSING
            )  # "Austria" isn't "Australia", nor "Niger" "Nigeria"
        if name.kind in ("acronym", "code"):
            return self._acronym(name)
        return (
            self._initials(name)
            or self._core(name)
            or self._same_place(place)
            or (self._kindred(name) if name.is_single else self._inflected(name))
            or MISSING
        )

    def _for_country(self, name: Name, place: str) -> Match | None:
        """A city may stand for its country's government, "Seoul" for South Korea: a warning."""
        country = territory_of(place)
        if "/" not in place or country not in self._territories:
            return None
        message = f'"{name.raw}" is not in the article, though its country is'
        hint = "name the country, or leave it so if the government is meant"
        problem = ClaimProblem(codes.NAME_DOUBTFUL, message, hint, Severity.WARNING)
        return Match(TraceStatus.FORM, 0, 1, "its country", problem)

    @cached_property
    def _territories(self) -> frozenset[str]:
        return frozenset(territory_of(place) for place in self._places) - {""}

    def _inflected(self, name: Name) -> Match | None:
        """West African for West Africa: word for word the same, the last one akin."""
        for found in self.index.names:
            if len(found.words) != len(name.words) or found.words[:-1] != name.words[:-1]:
                continue
            mine, theirs = name.words[-1], found.words[-1]
            if min(len(mine), len(theirs)) > _PREFIX and _akin(mine, theirs):
                return Match(TraceStatus.FORM, found.start, found.end, found.raw)
        return None

    def _same_place(self, place: str) -> Match | None:
        """The article names the place by its people, or in its own language."""
        if not place:
            return None
        for found in self.index.names:
            if place in places_in(found.raw, self.index.lex.lang):
                return Match(TraceStatus.FORM, found.start, found.end, found.raw)
        return Match(TraceStatus.FORM, 0, 1, "by its people")

    def places(self, raw: str) -> list[int]:
        """Return every offset of the article's text where these words stand."""
        return self.index.find_all(plain_marks(fold(raw).text))

    def verbatim(self, raw: str) -> Match | None:
        """Find these very words, also with "St" for "St." and "US" for "U.S."."""
        for form in dict.fromkeys((raw, raw.replace(".", ""), raw.removesuffix("s"))):
            needle = plain_marks(fold(form).text)
            at = self.index.find(needle) if len(needle) > 1 else -1
            if at >= 0 and (form != raw.removesuffix("s") or raw.isupper() or len(form) > 4):
                start = self.index.folded.origin(at)
                end = self.index.folded.origin(at + len(needle) - 1) + 1
                status = TraceStatus.FOUND if form == raw else TraceStatus.FORM
                return Match(status, start, end, "" if form == raw else form)
        return None

    def _unaccented(self, raw: str) -> Match | None:
        """Find a name whose diacritics one side leaves out: Sørensen, Sorensen."""
        plain = plain_letters(plain_marks(fold(raw).text))
        if len(plain) < 3:
            return None
        text, origins = self._plain_text
        at = text.find(plain)
        while at >= 0:
            end = at + len(plain)
            edges = text[at - 1 : at] if at else "", text[end : end + 1]
            start, last = origins[at], origins[end - 1]
            if not any(edge.isalnum() for edge in edges):
                found = self.index.article.text[start : last + 1]
                if found[:1].isupper():
                    return Match(TraceStatus.FORM, start, last + 1, found)
            at = text.find(plain, at + 1)
        return None

    @cached_property
    def _plain_text(self) -> tuple[str, list[int]]:
        """The article's text without diacritics, and where each character comes from."""
        letters, origins = [], []
        for place, char in enumerate(self.index.article.text):
            for letter in char.lower() if char.isascii() else plain_letters(char):
                letters.append("'" if letter in "’‘" else letter)
                origins.append(place)
        return "".join(letters), origins

    def _names_place(self, place: str) -> bool:
        """Whether the article names a country or city, or its people."""
        return place in self._places

    def is_place(self, name: Name) -> bool:
        """Whether a name is that of a country or city."""
        return bool(place_of(name.raw, self.lex.lang))

    @cached_property
    def _places(self) -> frozenset[str]:
        return places_in(self.index.article.text, self.index.lex.lang)

    def _acronym(self, name: Name) -> Match:
        """US for United States, CSBA for the Center of that name; also with dots."""
        bare = name.raw.replace(".", "").removesuffix("s")
        dotted = self.verbatim(".".join(bare) + ".") if bare.isalpha() else None
        if dotted:
            return Match(TraceStatus.FORM, dotted.start, dotted.end, ".".join(bare) + ".")
        for found in self.index.names:
            if len(found.words) > 1 and initials_of(found.words, self.lex).startswith(bare):
                return Match(TraceStatus.FORM, found.start, found.end, found.raw)
        joined = self._joined_initials.get(bare)
        if joined:
            start, end = joined
            return Match(TraceStatus.FORM, start, end, self.index.article.text[start:end])
        spelled = self._spelled_out(bare)
        if spelled:
            return spelled
        hyphened = self.verbatim(name.raw.replace("-", " ")) or self.verbatim(
            name.raw.replace("-", "")
        )
        return hyphened or MISSING

    def _spelled_out(self, letters: str) -> Match | None:
        """Find "gross domestic product" for GDP: that many content words in a row."""
        if not 3 <= len(letters) <= 6 or not letters.isalpha():
            return None
        text = self.index.article.text
        words = [
            m
            for m in _CAPITALISED.finditer(text)
            if not self.index.lex.has("stopwords", m[0].lower())
        ]
        initials = "".join(m[0][0].upper() if len(m[0][0].upper()) == 1 else "?" for m in words)
        at = initials.find(letters.upper())
        while at >= 0:
            first, last = words[at], words[at + len(letters) - 1]
            if not re.search(r"[.;:,()\n]", text[first.start() : last.end()]):
                return Match(
                    TraceStatus.FORM, first.start(), last.end(), text[first.start() : last.end()]
                )
            at = initials.find(letters.upper(), at + 1)
        return None

    @cached_property
    def _joined_initials(self) -> dict[str, tuple[int, int]]:
        """Initials of neighbouring names joined by "and": Center for Strategic and ..."""
        table: dict[str, tuple[int, int]] = {}
        for first, second in zip(self.index.names, self.index.names[1:], strict=False):
            if 0 < second.start - first.end <= 5:
                key = initials_of(first.words, self.lex) + initials_of(second.words, self.lex)
                table.setdefault(key, (first.start, second.end))
        return table

    def _initials(self, name: Name) -> Match | None:
        """The article has the acronym of this name."""
        short = initials_of(name.words, self.lex)
        if len(short) < 2:
            return None
        return next(
            (
                Match(TraceStatus.FORM, m.start, m.end, m.raw)
                for m in self.index.names
                if m.kind == "acronym" and m.raw.replace(".", "") == short
            ),
            None,
        ) or self._dotted(short)

    def _dotted(self, short: str) -> Match | None:
        found = self.verbatim(".".join(short) + ".")
        return found and Match(TraceStatus.FORM, found.start, found.end, ".".join(short) + ".")

    def _core(self, name: Name) -> Match | None:
        """Leave titles out; then the words must stand together in one name of the article."""
        words = [w for w in name.words if w[:1].isupper()]
        core = [w for w in words if not self._is_title(w)]
        if name.initial and len(core) > 1 and self._is_common(core[0]):
            core = core[1:]
        if not core or core == list(name.words):
            return self._within(core) or self._split(name)
        found = self.verbatim(" ".join(core)) or self._within(core)
        if found:
            return Match(TraceStatus.FORM, found.start, found.end, found.form or " ".join(core))
        return self._split(name)

    def _is_title(self, word: str) -> bool:
        return self.lex.is_title(word) or self.index.lex.is_title(word)

    def _is_common(self, word: str) -> bool:
        low = word.lower()
        return low in self.index.low_words or stem(low) in self.index.low_stems

    def _within(self, core: Sequence[str]) -> Match | None:
        """Find the words in order inside one name: "Mayor Strand" in "Mayor Helena Strand"."""
        if not core:
            return None
        for found in self.index.names:
            rest = iter(w.removesuffix("’s").removesuffix("'s") for w in found.words)
            if all(word in rest for word in core):
                return Match(TraceStatus.FORM, found.start, found.end, found.raw)
        return None

    def _split(self, name: Name) -> Match | None:
        """Find the pieces between "of", "for" and the like, each for itself."""
        pieces: list[list[str]] = [[]]
        for word in name.words:
            if word[:1].isupper():
                pieces[-1].append(word)
            elif pieces[-1]:
                pieces.append([])
        pieces = [p for p in pieces if p]
        if len(pieces) < 2:
            return self._trimmed(name)
        found = [self._piece(p, name.initial and n == 0) for n, p in enumerate(pieces)]
        if not all(found):
            return None
        first = next((m for m in found if m and m.start >= 0), None)
        if first is None:
            return None
        return Match(TraceStatus.FORM, first.start, first.end, "in parts")

    def _piece(self, words: list[str], initial: bool) -> Match | None:
        core = [w for w in words if not self._is_title(w)]
        if not core:
            return Match(TraceStatus.FORM)
        if len(core) == 1 and initial:
            return Match(TraceStatus.FORM)  # "Cost of The Collector": any word may open a label
        return self.verbatim(" ".join(words)) or self.verbatim(" ".join(core)) or self._within(core)

    def _trimmed(self, name: Name) -> Match | None:
        """At a sentence's start the first capital tells nothing: try without it."""
        words = [w for w in name.words if not self._is_title(w)]
        if self.lex.lang == "de" and len(words) > 1:
            # two nouns side by side: "Lossin Stellen", unless they are of people's names
            people = {w for n in self.index.names if len(n.words) > 1 for w in n.words}
            found = [None if w in people else self.verbatim(w) for w in words]
            if all(found) and found[0] is not None:
                return Match(TraceStatus.FORM, found[0].start, found[0].end, "in parts")
        is_german = self.lex.lang == "de" and len(words) == 2
        if name.initial and is_german and _is_inflected(words[0]):  # noqa: SIM102
            if not place_of(words[1], self.lex.lang):
                return Match(TraceStatus.FORM, 0, 1, "an adjective and its noun")
        if not name.initial or len(words) < 2:
            return None
        rest = self.verbatim(" ".join(words[1:])) or self._within(words[1:])
        if rest is None:
            return None
        if self.lex.lang == "de" and len(words) == 2:  # "Kleine Ernte": an adjective, a noun
            return Match(TraceStatus.FORM, rest.start, rest.end, " ".join(words[1:]))
        message = f'"{words[0]}" in "{name.raw}" is not in the article'
        hint = f'"{" ".join(words[1:])}" is; if "{words[0]}" is no name, put it elsewhere'
        problem = ClaimProblem(codes.NAME_DOUBTFUL, message, hint, Severity.WARNING)
        return Match(TraceStatus.FORM, rest.start, rest.end, " ".join(words[1:]), problem)

    def _kindred(self, name: Name) -> Match | None:
        """Chinese for China: the same first letters, both with a capital."""
        word = name.words[0]
        parts = [p for p in word.split("-") if p]
        if len(parts) > 1 and all(self._known(p) for p in parts):
            return self.verbatim(parts[0]) or self.verbatim(parts[-1])
        if len(word) <= _PREFIX:
            return None
        people = people_of(word)
        if people and people in self._territories:
            return Match(TraceStatus.FORM, 0, 1, "by a city of it")
        for found in self.index.names:
            for other in found.words:
                if len(other) >= _PREFIX and _akin(word, other):
                    return Match(TraceStatus.FORM, found.start, found.end, other)
        return None

    def _known(self, word: str) -> bool:
        return word in self.index.proper_words or word.lower() in self.index.low_words


def _is_inflected(word: str) -> bool:
    """Whether a German word at a text's start looks like an adjective: "Erwartete Einnahmen"."""
    return bool(
        re.fullmatch(r"[^\W\d_]{3,}(?:te|nde|ige|liche|ische|bare|same|ste|tere|ere)[nrsm]?", word)
    )


def _akin(word: str, other: str) -> bool:
    """Chinese and China, Ukraine and Ukrainian; but not Strand and Strait."""
    common = 0
    for a, b in zip(word.lower(), other.lower(), strict=False):
        if a != b:
            break
        common += 1
    rest = word[common:].lower(), other[common:].lower()
    endings = (
        "",
        "s",
        "n",
        "an",
        "ian",
        "ese",
        "ish",
        "ic",
        "i",
        "a",
        "e",
        "er",
        "ien",
        "isch",
        "ische",
        "ischen",
        "ais",
        "aise",
        "és",
        "esa",
        "ans",
        "ians",
        "en",
        "y",
        "ia",
        "ns",
        "is",
        "ca",
        "ce",
        "che",
        "ches",
    )
    return common >= _PREFIX and rest[0] in endings and rest[1] in endings
