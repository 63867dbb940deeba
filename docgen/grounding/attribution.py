"""Who says what in the article, and who is what: speakers of quotations, roles of people."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from docgen.foundation import codes
from docgen.foundation.diagnostics import Severity
from docgen.grounding.context import Word, likeness, words_of
from docgen.grounding.index import ArticleIndex
from docgen.grounding.report import ClaimProblem
from docgen.language.fold import plain_letters, stem
from docgen.language.lexicon import Lexicon, lexicon
from docgen.language.names import Name, scan_names
from docgen.language.quotations import Quotation
from docgen.language.tokens import TextRange
from docgen.summary.model import Summary

_BELONGS = {"of", "for", "&"}
_NEAR_VERB = 60
_APPOSITION = 120
_ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "der",
        "die",
        "das",
        "dem",
        "den",
        "des",
        "la",
        "le",
        "les",
        "el",
        "los",
        "las",
        "del",
        "l",
        "d",
    ]
)
_DESCRIBED = re.compile(
    r",? (?:who|whose|qui|quien|dont)\b|, (?:an?|der|die|un|une|el|la|le) [a-zà-ÿ]"
    r"|, [a-zà-ÿ]+(?:rice|eur|in|or)\b|, \d\d,"
)
_BESIDE = 0.25
"""How near a role's word must stand to a name to be said of it."""
_ROLE_FIT = 0.23
_LEAD = 240
"""Characters before a quotation in which its speaker may be named."""


def surname(words: Sequence[str], lex: Lexicon) -> str:
    """Return the last word of a name, by which a text goes on to call a person.

    Of "Lena Abiodun of the University of Castlemere" that is Abiodun.
    """
    return _surname(tuple(words), lex)


@lru_cache(maxsize=8192)
def _surname(words: tuple[str, ...], lex: Lexicon) -> str:
    ends = (i for i, w in enumerate(words) if w.lower() in _BELONGS and i >= 2)
    words = words[: next(ends, len(words))]
    core = [w for w in words if w[:1].isupper() and not lex.is_title(w)]
    last = core[-1] if core else ""
    return last.removesuffix("’s").removesuffix("'s")


_GENITIVE = re.compile(r"\b(?:of|of the|de|del|de la|der|des|du|di|della|del|von)\s+$", re.I)
_HELPERS = ("a", "ha", "hat", "ont", "hanno", "han")
"""Verbs that stand before a participle: "a déclaré", "ha detto"."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quotation, its speaker's surname ("" if nobody is told), and the clause that names it."""

    quotation: Quotation
    speaker: str
    span: TextRange


_ACCORDING = re.compile(
    r"(?:pour|selon|d[’']après|para|según|per|secondo|laut|according to|for)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Voices:
    """Speakers and roles in one article; ``known`` are surnames that the summary lists."""

    index: ArticleIndex
    known: frozenset[str]

    @cached_property
    def people(self) -> frozenset[str]:
        """Surnames of those whom the summary lists or the article shows to be people."""
        lex = self.index.lex
        shown = (n for n in self.index.names if n.kind == "name" and self._is_person(n))
        return frozenset({*self.known, *(surname(n.words, lex) for n in shown)} - {""})

    def _is_person(self, name: Name) -> bool:
        """A title in front; a verb of speech beside; or "Jo Hart, who" and "Jo Hart, a judge"."""
        text, lex = self.index.article.text, self.index.lex
        if text[name.end : name.end + 2] in ("'s", "’s"):
            return False
        core = [w for w in name.words if not lex.is_title(w)]
        if len(core) < len(name.words) and core:
            return True
        before = re.search(r"([^\W\d_]+)\W{0,2}$", text[max(0, name.start - 20) : name.start])
        last = before[1].lower() if before else ""
        if lex.is_title(last) or lex.has("speech", last):
            return True
        after = text[name.end : name.end + _APPOSITION]
        spoken = re.match(r"(?:, [^,.;:]{2,90},)?\W{0,2}([^\W\d_]+)", after)
        if spoken and lex.has("speech", spoken[1].lower()):
            return True
        is_full = len(core) in (2, 3) and all(w[:1].isupper() for w in core)
        if last in _ARTICLES:
            return False  # "the Moreton Institute, who"
        return is_full and bool(_DESCRIBED.match(after))

    @cached_property
    def _persons(self) -> list[Name]:
        lex = self.index.lex
        return [n for n in self.index.names if surname(n.words, lex) in self.people]

    @cached_property
    def speakers(self) -> list[tuple[Quotation, str]]:
        """Every quotation with its speaker's surname, "" where the article tells none."""
        return [(told.quotation, told.speaker) for told in self.attributions]

    @cached_property
    def attributions(self) -> list[Attributed]:
        """Every quotation with its speaker and the words that tell of it."""
        found: list[Attributed] = []
        for quote in self.index.quotations:
            found.append(self._attributed(quote, found))
        return found

    def attributed_at(self, start: int, end: int) -> Attributed | None:
        """Return the attribution of whatever quotation holds a span of the article."""
        for told in self.attributions:
            quote = told.quotation
            if quote.start < end and start < quote.end:
                return told
        return None

    def speaker_at(self, start: int, end: int) -> str:
        """Return the surname of whoever says a span of the article, or ""."""
        told = self.attributed_at(start, end)
        return told.speaker if told else ""

    def _attributed(self, quote: Quotation, found: Sequence[Attributed]) -> Attributed:
        """Name the subject of the verb beside a quotation; else by its sentence and paragraph."""
        after, lead = self._clause_after(quote), self._clause_before(quote)
        name = self._subject_after(quote, after) or self._subject_before(lead)
        if name is not None:
            span = after if name.start >= quote.end else lead
            return Attributed(quote, surname(name.words, self.index.lex), span)
        before = [(told.quotation, told.speaker) for told in found]
        if found and self._goes_on(found[-1].quotation, quote):
            return Attributed(quote, found[-1].speaker, found[-1].span)
        speaker = self._speaker(quote, before)
        span = after if self._has_speech(*after) else lead
        return Attributed(quote, speaker, span)

    def _goes_on(self, last: Quotation, quote: Quotation) -> bool:
        """Whether a quotation is the next paragraph of one without a closing mark."""
        between = self.index.article.text[last.end : quote.start - 1]
        return bool(between) and not between.strip()

    def _subject_after(self, quote: Quotation, span: TextRange) -> Name | None:
        """Read '," quipped Ned Pitt', '," Phoebe Wall said', '», a déclaré la maire, X'."""
        start, end = span
        text = self.index.article.text
        rest = text[start:end]
        comma = re.match(r"\s*,?\s*", rest)
        first = start + (comma.end() if comma else 0)
        told = (
            text[quote.start : quote.end].rstrip()[-1:] in ",?!…—-" or "," in rest[: first - start]
        )
        name = self._name_at(first)
        if name is not None:  # a name, then its verb
            verb = re.match(r"(?:, [^,.;:]{2,90},)?\s+([^\W\d_]+)", text[name.end : end])
            word = verb[1] if verb else ""
            is_verb = self.index.lex.has("speech", word.lower()) or (
                told and word.islower() and not self.index.lex.has("stopwords", word)
            )
            return name if is_verb else None
        verb = re.match(r"([^\W\d_]+)(?:[-\s]+([^\W\d_]+))?", text[first:end])
        if verb is None or not verb[1].islower():
            return None
        words = [w for w in verb.groups() if w]
        lex = self.index.lex
        known = any(lex.has("speech", w.lower()) for w in words)
        helper = words[0] in _HELPERS and len(words) > 1
        if not known and (not told or (lex.has("stopwords", words[0]) and not helper)):
            return None
        if any(lex.has("pronouns", w.lower()) for w in words[: 2 if known else 1]):
            return None
        low = first + verb.start(1)
        for name in self._named_in(low, min(end, low + _NEAR_VERB + 30)):
            between = text[low : name.start]
            if re.search(r"[.;:]", between):
                break
            if name.raw.endswith(("'s", "’s")) or text[name.end : name.end + 2] in ("'s", "’s"):
                continue  # "Tarvonia's foreign minister, Zdenka Maric"
            apposed = re.match(r",?\s+", text[name.end : end])
            if apposed and _GENITIVE.search(between):  # "the head of the Port, Carmen Rueda"
                return self._name_at(name.end + apposed.end()) or name
            return name
        return None

    def _subject_before(self, span: TextRange) -> Name | None:
        """Read 'Phoebe Wall said: "', 'Wall, a judge, added, "'."""
        start, end = span
        lead = self._text(start, end).rstrip(' "“„«‘')
        if not lead.endswith((":", ",")):
            return None
        lex = self.index.lex
        for name in reversed(self._named_in(start, end)):
            rest = self._text(name.end, start + len(lead))
            verb = re.match(r"(?:, [^,.;:]{2,90},)?\s+((?:[^\W\d_]+\s*){1,3})", rest)
            words = verb[1].split() if verb else []
            if any(lex.has("speech", w.lower()) for w in words):
                return name
            if rest == "," and _ACCORDING.match(self._text(start, name.start).lstrip()):
                return name  # "Pour l'économiste Lucie Marchal, «"
        return None

    def _name_at(self, offset: int) -> Name | None:
        names = self._named_in(offset, offset + 1)
        return names[0] if names else None

    def _named_in(self, start: int, end: int) -> list[Name]:
        """Return names that begin in a span and may speak: no acronym of a unit, no date."""
        names = self.index.names
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        lex = self.index.lex
        return [n for n in names[first:last] if n.kind != "code" and surname(n.words, lex)]

    @cached_property
    def _starts(self) -> list[int]:
        return [name.start for name in self.index.names]

    def _speaker(self, quote: Quotation, before: Sequence[tuple[Quotation, str]]) -> str:
        after = self._clause_after(quote)
        lead = self._clause_before(quote)
        told = self._named(*after, nearest_first=True)
        if told and self._has_speech(*after):
            return told
        if not told and self.index.lex.lang in ("es", "it") and self._has_speech(*after):
            return self._last_before(quote.start, before)  # "aseguró": the verb is enough
        if self._says_pronoun(*after) or (not told and self._says_pronoun(*lead)):
            return self._last_before(quote.start, before)
        if self._has_speech(*lead) or self._text(*lead).rstrip(' "“„«').endswith(":"):
            led = self._named(*lead, nearest_first=False)
            if led:
                return led
        if told:
            return told
        return self._same_paragraph(quote, before)

    def _clause_after(self, quote: Quotation) -> tuple[int, int]:
        """The rest of the sentence behind a quotation that ends in it, up to the next one."""
        article = self.index.article
        closing = quote.end + 1
        sentence = article.sentences[article.sentence_index(max(quote.start, closing - 2))]
        end = max(sentence.end, closing)
        if not article.text[closing:end].strip(" \"”“»'’."):
            return closing, closing
        following = [q.start for q in self.index.quotations if quote.end < q.start < end]
        return closing, min(following, default=end)

    def _clause_before(self, quote: Quotation) -> tuple[int, int]:
        article = self.index.article
        sentence = article.sentences[article.sentence_index(quote.start)]
        earlier = [
            q.end + 1 for q in self.index.quotations if sentence.start <= q.end < quote.start
        ]
        start = max([sentence.start, quote.start - _LEAD, *earlier])
        return start, max(start, quote.start - 1)

    def _text(self, start: int, end: int) -> str:
        return self.index.article.text[start:end]

    def _has_speech(self, start: int, end: int) -> bool:
        words = re.findall(r"[^\W\d_]+", self._text(start, end).lower())
        return any(self.index.lex.has("speech", word) for word in words)

    def _says_pronoun(self, start: int, end: int) -> bool:
        """Whether "she said" stands there and no name."""
        text = (
            self._text(start, end)[:_NEAR_VERB]
            if end - start > _NEAR_VERB
            else self._text(start, end)
        )
        words = re.findall(r"[^\W\d_]+", text.lower())
        lex = self.index.lex
        pairs = itertools.pairwise(words)
        return any(
            (lex.has("pronouns", a) and lex.has("speech", b))
            or (lex.has("speech", a) and lex.has("pronouns", b))
            or (lex.has("pronouns", a) and b in ("a", "hat", "ha", "had", "has"))
            for a, b in pairs
        )

    def _named(self, start: int, end: int, *, nearest_first: bool) -> str:
        inside = [n for n in self._persons if start <= n.start and n.end <= end]
        if not inside:
            return ""
        chosen = inside[0] if nearest_first else inside[-1]
        return surname(chosen.words, self.index.lex)

    def _last_before(self, start: int, before: Sequence[tuple[Quotation, str]]) -> str:
        """Resolve "she": whoever was named last, outside quotations."""
        article = self.index.article
        quoted = [(q.start, q.end) for q in self.index.quotations]
        sure = self._full_people | self.known
        persons = [n for n in self._persons if surname(n.words, self.index.lex) in sure]
        for name in reversed(persons or self._persons):
            if name.start < start and not any(a <= name.start < b for a, b in quoted):
                far = article.sentence_index(start) - article.sentence_index(name.start)
                return surname(name.words, self.index.lex) if far <= 6 else ""
        return ""

    def _same_paragraph(self, quote: Quotation, before: Sequence[tuple[Quotation, str]]) -> str:
        """A quotation that goes on: whoever spoke last in this paragraph."""
        if not before:
            return ""
        article = self.index.article
        last, speaker = before[-1]
        blocks = [article.sentences[article.sentence_index(q.start)].block for q in (last, quote)]
        return speaker if blocks[0] == blocks[1] else ""

    def surnames_in(self, text: str) -> list[str]:
        """Return the surnames in a summary's text that the article knows as people."""
        lex = self.index.lex
        found = [surname(n.words, lex) for n in scan_names(text, lex)]
        return [
            s for s in dict.fromkeys(found) if s in self.people and s in self.index.proper_words
        ]

    def places_of(self, last: str) -> tuple[tuple[int, int], ...]:
        """Return every mention of a person: the surname alone, as titles tell the role."""
        found = []
        for name in self.index.names:
            if surname(name.words, self.index.lex) == last:
                start = name.start + max(name.raw.rfind(last), 0)
                found.append((start, start + len(last)))
        return tuple(found)

    def role_fit(self, role: Iterable[Word], last: str) -> tuple[float, frozenset[str]]:
        """Return how well a role fits what surrounds a person's mentions; the words that do."""
        weights = {word.stem: 1.0 for word in role}
        best: tuple[float, frozenset[str]] = (0.0, frozenset())
        for place in self.places_of(last):
            around = self.index.surroundings(*place)
            near = frozenset(s for s in weights if around.get(s, 0.0) >= _BESIDE)
            score = likeness(weights, around, self.index.rarity)
            best = max(best, (score, near), key=lambda b: b[0])
        return best

    def described(self, last: str) -> frozenset[str]:
        """Return the stems of what stands beside a person's name: title, office, apposition."""
        if last not in self._described:
            text, lex = self.index.article.text, self.index.lex
            found: set[str] = set()
            for name in self.index.names:
                if surname(name.words, lex) != last:
                    continue
                sentence = self.index.article.sentences[
                    self.index.article.sentence_index(name.start)
                ]
                before = text[max(sentence.start, name.start - _BEFORE_NAME) : name.start]
                before = re.split(r"[.;:()“”\"«»]|,(?!\s*$)", before)[-1]
                after = _APPOSED.match(text[name.end : min(sentence.end, name.end + _APPOSITION)])
                for piece in (before, name.raw, after[0] if after else ""):
                    found |= {w.stem for w in words_of(piece, lex)}
                    # titles are function words to `words_of`: "Mr", "president"
                    found |= {stem(w) for w in re.findall(r"[^\W\d_]+", piece) if lex.is_title(w)}
            self._described[last] = frozenset(found)
        return self._described[last]

    @cached_property
    def _described(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _full_people(self) -> frozenset[str]:
        """Surnames of people whom the article once calls by two names or more."""
        lex = self.index.lex
        full = (n for n in self.index.names if sum(not lex.is_title(w) for w in n.words) > 1)
        return frozenset(surname(n.words, lex) for n in full) & self.people

    def role_owner(self, role: str, last: str, others: Iterable[str]) -> tuple[str, bool]:
        """Return the surname of whom a role fits far better than its bearer, or "".

        Also whether that is sure: all words of the role stand beside the other's name, and
        none beside the bearer's.
        """
        if last not in self.people:
            return "", False
        words = words_of(role, self.index.lex)
        stems = {w.stem for w in words}
        own_words = self.described(last)
        if stems and stems <= own_words:
            return "", False
        mentioned = {w.lower() for w in re.findall(r"[^\W\d_]+", role)}
        for other in dict.fromkeys([*others, *sorted(self._full_people)]):
            if other.lower() in mentioned:
                continue
            fits = stems and stems <= self.described(other) and not stems & own_words
            if other != last and fits:
                return other, True
        if _PREDECESSOR & own_words:
            return "", False  # "her predecessor, Tom Ishii": of an office told of another
        own, mine = self.role_fit(words, last)
        for other in others:
            score, theirs = self.role_fit(words, other)
            if other != last and score > _ROLE_FIT and score > 1.5 * own and mine < theirs:
                return other, False
        return "", False


_BEFORE_NAME = 60
_APPOSED = re.compile(r"\s*(?:,[^,.;:“”\"«»]{2,110}|\([^)]{2,60}\))|['’]s [^,.;:]{2,40}")
_PREDECESSORS = (
    "predecessor",
    "former",
    "ex",
    "vorgänger",
    "vorgängerin",
    "ehemalige",
    "ehemaliger",
    "ancien",
    "ancienne",
    "prédécesseur",
    "predecesor",
    "predecesora",
    "predecessore",
    "precedente",
)
_PREDECESSOR = frozenset(stem(w) for w in _PREDECESSORS)


@dataclass(frozen=True)
class Speaking:
    """The people of one summary against the voices of its article."""

    summary: Summary
    index: ArticleIndex

    @cached_property
    def voices(self) -> Voices:
        """The article's voices; whom the summary lists as people is known to be one."""
        return Voices(self.index, frozenset(self._listed))

    @cached_property
    def _listed(self) -> list[str]:
        lex = lexicon(self.summary.lang)
        names = [str(p.name) for p in self.summary.people]
        return [s for s in (surname(n.split(), lex) for n in names) if s]

    def other_speaker(self, span: TextRange, by: str, *, sure: bool) -> ClaimProblem | None:
        """Return what is wrong where the article gives a quotation to somebody else.

        ``by`` is the text that names the speaker: a person, or whom the speaker speaks for.
        Where ``sure`` it names nobody else; a sentence may name several.
        """
        attributed = self.voices.attributed_at(*span)
        if attributed is None or not attributed.speaker or not by.strip():
            return None
        speaker = attributed.speaker
        words = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", by)
        plain = {plain_letters(w) for w in words}
        if plain_letters(speaker) in plain or plain_letters(speaker.split("-")[-1]) in plain:
            return None
        told = self.voices.surnames_in(by)
        vague = len(told) != 1 if not sure else not told and self._speaks_for(attributed, by)
        if vague:
            return None
        name = told[-1] if told else by.strip()
        message = f"the article gives this quotation to {speaker}, not {name}"
        severity = Severity.ERROR if sure else Severity.WARNING
        return ClaimProblem(codes.OTHER_SPEAKER, message, "name its speaker", severity)

    def _speaks_for(self, attributed: Attributed, by: str) -> bool:
        """Whether words such as "the mayor" or "Tidewind" stand beside the speaker's name."""
        stems = {w.stem for w in words_of(by, lexicon(self.summary.lang))}
        if not stems:
            return True
        text = self.index.article.text
        near = text[slice(*attributed.span)]
        held = {w.stem for w in words_of(near, self.index.lex)}
        held |= self.voices.described(attributed.speaker)
        return bool(stems & held)

    def other_role(self, name: str, role: str) -> ClaimProblem | None:
        """Return what is wrong where a role fits somebody else on the list far better."""
        lex = lexicon(self.summary.lang)
        last = surname(name.split(), lex)
        if not last or not role.strip():
            return None
        owner, sure = self.voices.role_owner(role, last, self._listed)
        if not owner:
            return None
        message = f'in the article "{role}" fits {owner} better than {last}'
        if sure:
            message = f'in the article {owner} is "{role}", not {last}'
        severity = Severity.ERROR if sure else Severity.WARNING
        return ClaimProblem(codes.ROLE_OF_ANOTHER, message, "check whose role it is", severity)

    def people(self) -> Iterator[tuple[str, str, str]]:
        """Give path, name and role of everybody with a role."""
        for person in self.summary.people:
            if person.role:
                yield person.role.path, str(person.name), str(person.role)
        for quote in self.summary.quotes:
            if quote.by and quote.role:
                yield quote.role.path, str(quote.by), str(quote.role)
