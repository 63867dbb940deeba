"""Extract numbers as metrics, dated events, people with roles, quotations with speakers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from docgen.drafting.prose import is_byline
from docgen.grounding.attribution import Voices, surname
from docgen.grounding.index import ArticleIndex
from docgen.language.names import Name
from docgen.language.quantity import CLOCK, NO_UNIT, ONE_IN, VERSION, Quantity

Data = dict[str, Any]
_METRICS = 6
_ENDS = tuple('.!?…。！？”"»')
_LINKING = ("than", "to", "als", "de", "que", "di")
_CATALOGUED = re.compile(r"(?:\b(?:No|Nr|Nos|Art|p|pp|ISBN|ISSN|DOI|Vol|Fig)\.?|[#§№])\s*$", re.I)
_EVENTS = 8
_PEOPLE = 8
_QUOTES = 3
_MAX_EVENT = 200
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_PRECISE = 0.05
"""A day says more than a year."""
_DATES_TOLD = 2
"""A sentence with more dates is a row of figures, not an event."""
_MAX_EVIDENCE = 420
_LABEL_WORDS = 8
_TITLE_WORDS = 3
_ROLE = re.compile(
    r",\s+(?:the |an? |der |die |das |la |le |l['’]|el )?([^,.;:()\"“”«»\n]{3,90}?)[,.;]"
)
_JOINS = re.compile(
    r"\s(?:and|or|but|und|oder|aber|et|ou|mais|y|o|pero|because|weil|parce que|porque)\s", re.I
)
"""After these a label would tell of something else."""
_OF = re.compile(r"\s+(?:of|der|des|von|de|del|du|di|van|do|da)\s", re.I)
_CLAUSE = re.compile(r"[,;:()–—|\n\"“”]")
_PARTS = re.compile(
    r"((?:[^\W\d]+\s+){0,3}\D{0,3}\d[\d.,'’\s\u00a0\u202f]*?)[\s\u00a0\u202f]+([^\W\d].*)"
)
_OFFICE = re.compile(
    r"(?:er|or|ist|ian|ant|man|woman|person|head|chair|chef|eur|euse|ora|ista|ente|enta)$"
)
"""How words for what people do end, in the languages of the lexicon."""
_HONORIFICS = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "sir",
    "lord",
    "lady",
    "dame",
    "dr",
    "prof",
    "herr",
    "frau",
}
_VERBAL = re.compile(
    r"(?:who|whom|whose|which|that|said|says|told|dit|qui|der|die|dijo|sagte|quien|que)\b"
)


class Facts:
    """What an article says in figures, dates and voices."""

    def __init__(self, index: ArticleIndex, ranks: Sequence[float]) -> None:
        self.index, self.article, self.ranks = index, index.article, ranks
        self.voices = Voices(index, frozenset())

    def metrics(self) -> list[Data]:
        """Return the numbers with units from the most salient sentences, one a sentence."""
        best: dict[int, Quantity] = {}
        for quantity in self.index.numbers:
            number = self.article.sentence_index(quantity.start)
            is_measured = quantity.unit in ("%", *self.index.lex.currencies.values())
            is_measured = is_measured or (quantity.scale >= 6 or quantity.value >= 100)
            is_measured = is_measured and quantity.unit not in (CLOCK, VERSION, ONE_IN)
            is_measured = is_measured and not self._is_furniture(quantity)
            if is_measured and number not in best and self.ranks[number] > 0:
                best[number] = quantity
        order = sorted(best, key=lambda n: (-self.ranks[n], n))
        found = [self._metric(number, best[number]) for number in order]
        return [metric for metric in found if metric][:_METRICS]

    def _is_furniture(self, quantity: Quantity) -> bool:
        """Whether a number is part of a name, a reference or a list of figures, not a measure."""
        article = self.article
        sentence = article.sentences[article.sentence_index(quantity.start)]
        if article.blocks[sentence.block].kind not in ("para", "item", "quote"):
            return True
        text = article.text[sentence.start : sentence.end]
        before = article.text[max(sentence.start, quantity.start - 12) : quantity.start]
        is_catalogued = bool(_CATALOGUED.search(before))
        return is_catalogued or text.rstrip()[-1:] not in _ENDS

    def _metric(self, number: int, quantity: Quantity) -> Data | None:
        sentence = self.article.sentences[number]
        evidence = " ".join(self.article.sentence_text(number).split())
        label = self._label(sentence.start, sentence.end, quantity)
        if not label or len(evidence) > _MAX_EVIDENCE:
            return None
        value, unit = _parted(self._with_hedge(quantity, sentence.start))
        shown: Data = {"label": label, "value": {"text": value, "evidence": evidence}}
        return {**shown, "unit": unit} if unit else shown

    def _with_hedge(self, quantity: Quantity, start: int) -> str:
        """Return a number with the hedge or bound before it: "nearly $1 trillion"."""
        text = self.article.text
        if not quantity.approx:
            return quantity.raw
        words = re.findall(r"\S+", text[start : quantity.start])[-3:]
        lex = self.index.lex
        kept: list[str] = []
        for word in reversed(words):
            low = word.lower()
            if not (lex.has("hedges", low) or lex.has("bounds", low) or low in _LINKING):
                break
            kept.insert(0, word)
        while kept and kept[0].lower() in _LINKING:
            kept.pop(0)
        return " ".join([*kept, quantity.raw])

    def _label(self, start: int, end: int, quantity: Quantity) -> str:
        """Take what a measure is of, from before it; what a count counts, from after it."""
        before, after = (
            self.article.text[start : quantity.start],
            self.article.text[quantity.end : end],
        )
        told = _CLAUSE.split(before)[-1], _JOINS.split(_CLAUSE.split(after.rstrip(" .!?"))[0])[0]
        is_count = quantity.unit == NO_UNIT or bool(_OF.match(after))
        for place in (1, 0) if is_count else (0, 1):
            if any(c.isdigit() for c in told[place]):
                continue
            words = told[place].split()
            words = self._trimmed(words[:_LABEL_WORDS] if place else words[-_LABEL_WORDS:])
            if len(words) >= 2:
                label = " ".join(words)
                return label[0].upper() + label[1:]
        return ""

    def _trimmed(self, words: list[str]) -> list[str]:
        lex = self.index.lex
        empty = lex.words["stopwords"] | lex.words["hedges"]
        while words and words[0].lower() in empty:
            words = words[1:]
        while words and words[-1].lower() in empty:
            words = words[:-1]
        return words

    def timeline(self) -> list[Data]:
        """Return dated sentences, a date each, in the order of time."""
        held = Counter(self.article.sentence_index(d.start) for d in self.index.dates if d.year)
        found: list[tuple[float, str, int]] = []
        for date in self.index.dates:
            number = self.article.sentence_index(date.start)
            kind = self.article.blocks[self.article.sentences[number].block].kind
            is_event = _ISO.fullmatch(date.iso) and kind in ("para", "item")
            if is_event and self._event(number) and held[number] <= _DATES_TOLD:
                found.append((self.ranks[number] + len(date.iso) * _PRECISE, date.iso, number))
        chosen: dict[str, int] = {}
        for _, iso, number in sorted(found, key=lambda f: (-f[0], f[1])):
            if iso not in chosen and number not in chosen.values() and len(chosen) < _EVENTS:
                chosen[iso] = number
        return [{"date": iso, "event": self._event(chosen[iso])} for iso in sorted(chosen)]

    def _event(self, number: int) -> str:
        text = " ".join(self.article.sentence_text(number).split())
        is_event = len(text.split()) + 2 >= _LABEL_WORDS and len(text) <= _MAX_EVENT
        return text.rstrip(".") if is_event and not is_byline(text) else ""

    def people(self) -> list[Data]:
        """Return those who speak or have a title, with the role that stands beside the name."""
        found: dict[str, Data] = {}
        for name in self.index.names:
            last = surname(name.words, self.index.lex)
            core = self._core(name)
            is_person = last in self.voices.people or self._title(name)
            is_title = core and core[-1].lower() in self.index.lex.words["titles"]
            if not is_person or is_title or len(core) < 2 or last in found or name.kind != "name":
                continue
            role = self._role(name)
            if role:
                found[last] = {"name": " ".join(core), "role": role}
        return list(found.values())[:_PEOPLE]

    def _core(self, name: Name) -> list[str]:
        """Return a name's words without what stands before: "U.S. President Joe Biden"."""
        words = name.words[self._titled(name) :]
        return list(words) if all(w[:1].isupper() for w in words) else []

    def _title(self, name: Name) -> str:
        return " ".join(name.words[: self._titled(name)])

    def _titled(self, name: Name) -> int:
        """Return how many words the title takes, with what it is a title of."""
        titles = self.index.lex.words["titles"]
        ends = [n for n, w in enumerate(name.words, 1) if w.lower().rstrip(".") in titles]
        return ends[-1] if ends and ends[-1] < len(name.words) else 0

    def _role(self, name: Name) -> str:
        """Return what is said of somebody beside the name, else the title before it."""
        match = _ROLE.match(self.article.text[name.end : name.end + 120])
        role = " ".join(match[1].split()).partition(" who ")[0] if match else ""
        if not self._is_role(role):
            role = self._title(name) or self._said_before(name)
        if all(word.lower().rstrip(".") in _HONORIFICS for word in role.split()):
            return ""
        return role[0].upper() + role[1:]

    def _is_role(self, text: str) -> bool:
        """Whether words after a name are an office, not a deed, a figure or another name."""
        words, lex = text.lower().split(), self.index.lex
        if not words or any(c.isdigit() for c in text) or _VERBAL.match(text.lower()):
            return False
        if words[0] in lex.words["speech"] | lex.words["stopwords"] or text in self._names:
            return False
        return any(w in lex.words["titles"] or _OFFICE.search(w) for w in words)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(" ".join(name.words) for name in self.index.names)

    def _said_before(self, name: Name) -> str:
        """Take "mission director" in "said mission director Yusuf Demirel"."""
        before = re.search(
            r"((?:[^\W\d_]+ )*[^\W\d_]+),? $",
            self.article.text[max(0, name.start - 60) : name.start],
        )
        if before is None:
            return ""
        words = before[1].split()[-_TITLE_WORDS:]
        while words[-1][:1].isupper() and not words[0][:1].isupper():
            words = words[1:]  # "newly appointed Foreign Minister"
        lex = self.index.lex
        words = words[1:] if len(words[0]) == 1 else words  # "the board's president"
        for place in range(len(words) - 1, -1, -1):
            low = words[place].lower()
            if low in lex.words["stopwords"] or low in lex.words["speech"]:
                words = words[place + 1 :]
                break
        is_title = bool(words) and words[-1].lower() in lex.words["titles"]
        return " ".join(words)[:1].upper() + " ".join(words)[1:] if is_title else ""

    def quotes(self) -> list[Data]:
        """Return quotations of a sentence's length whose speaker is told by full name."""
        names = {
            surname(n.words, self.index.lex): " ".join(self._core(n))
            for n in reversed(self.index.names)
            if len(self._core(n)) > 1
        }
        found = []
        for quotation, speaker in self.voices.speakers:
            words = len(quotation.text.split())
            if 5 <= words <= 45 and names.get(speaker):
                text = " ".join(quotation.text.split()).rstrip(",")
                number = self.article.sentence_index(quotation.start)
                found.append(
                    (self.ranks[number], quotation.start, {"text": text, "by": names[speaker]})
                )
        best = sorted(found, key=lambda f: (-f[0], f[1]))[:_QUOTES]
        return [data for _, _, data in sorted(best, key=lambda f: f[1])]


def _parted(raw: str) -> tuple[str, str]:
    """Part "$3.2 billion" into a figure and its unit, which is set smaller."""
    plain = " ".join(raw.split())
    parts = _PARTS.fullmatch(plain)
    return (parts[1], parts[2]) if parts else (plain, "")
