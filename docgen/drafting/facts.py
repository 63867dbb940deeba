"""Extract numbers as metrics, dated events, people with roles, quotations with speakers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from docgen.drafting.prose import is_byline, leans
from docgen.grounding.attribution import Voices, surname
from docgen.grounding.index import ArticleIndex
from docgen.language.fold import plain_letters
from docgen.language.lexicon import LANGUAGES
from docgen.language.names import Name
from docgen.language.places import country_of
from docgen.language.quantity import CLOCK, NO_UNIT, ONE_IN, VERSION, Quantity
from docgen.language.quotations import Quotation
from docgen.language.tokens import count_words

Data = dict[str, Any]
_METRICS = 6
_ENDS = tuple('.!?…。！？”"»')
_LINKING = ("than", "to", "als", "de", "que", "di")
_CATALOGUED = re.compile(r"(?:\b(?:No|Nr|Nos|Art|p|pp|ISBN|ISSN|DOI|Vol|Fig)\.?|[#§№])\s*$", re.I)
_NAMED = re.compile(
    r"(?:[^\W\d_a-zà-ÿ][\w’'-]*|\b(?:version|resolution|section|chapter|article|paragraph|page|room|flight|route|highway|channel|studio|bill|act|directive|seite|kapitel|absatz|zimmer|linie|paragraf|résolution|chapitre|page|vol|ligne|resolución|capítulo|página|sala|línea|risoluzione|capitolo|pagina|volo|linea))[\s\u00a0]+$"
)
"""Before a number that is a name: "Route 9", "Resolution 2321", "Boeing 737"."""
_RATE = re.compile(
    r"\s+(?:a|an|per|each|every|pro|par|por|al|alla|je)\s[^\W\d_]+(?=[\s,.;:)]|$)", re.I
)
_SIZE = re.compile(r"\d[KkpP]\b")
_INFINITIVE = ("to", "zu", "à")
_WHEN = re.compile(
    r"\s*(?:in|by|last|this|next|since|from|over|during|ago|im|in|seit|bis|letzt\w+|nächst\w+|en|depuis|dès|d['’]ici|l['’]an"
    r"|desde|hasta|este|el|nel|dal|entro|quest\w)\b",
    re.I,
)
"""Words behind a measure that tell when, not what for."""
_COUNT_WORDS, _SHARE_WORDS, _LEAST = 8, 14, 2
_POINTERS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "this",
        "that",
        "these",
        "those",
        "who",
        "which",
        "what",
        "when",
        "where",
        "while",
        "if",
        "because",
        "as",
        "er",
        "sie",
        "es",
        "wir",
        "ich",
        "dies",
        "diese",
        "dieser",
        "dieses",
        "die",
        "der",
        "das",
        "wer",
        "welche",
        "wenn",
        "weil",
        "da",
        "als",
        "il",
        "elle",
        "ils",
        "elles",
        "on",
        "nous",
        "je",
        "ce",
        "cette",
        "ces",
        "qui",
        "que",
        "quand",
        "si",
        "él",
        "ella",
        "ellos",
        "esto",
        "este",
        "esta",
        "quien",
        "que",
        "cuando",
        "si",
        "lui",
        "lei",
        "loro",
        "questo",
        "questa",
        "chi",
        "che",
        "quando",
        "se",
    ]
) - {"die", "der", "das", "on", "da"}
"""Words that stand for something named before: a label can't begin with them."""
_EVENTS = 8
_PEOPLE = 8
_QUOTES = 3
_MAX_EVENT = 200
_SUPPOSED = re.compile(
    r"^(?:if|in this photo|wenn|falls|auf diesem|si|sur cette|se)\b|^\W*\^|\b(?:archived from|retrieved|abgerufen|consulté le|consultado|consultato)\b|^\w+\.? \d+, \d{4} --",
    re.I,
)
"""Sentences that suppose something, that tell of a picture, a reference or the dateline."""
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_PRECISE = 0.05
"""A day says more than a year."""
_DATES_TOLD = 2
"""A sentence with more dates is a row of figures, not an event."""
_MAX_EVIDENCE = 420
_LABEL_WORDS = 8
_TITLE_WORDS = 4
_ROLE = re.compile(
    r",\s+(?:the |an? |der |die |das |la |le |l['’]|el )?([^,.;:()\"“”«»\n]{3,90}?)[,.;]"
)
_JOINS = re.compile(
    r"\s(?:and|or|but|und|oder|aber|et|ou|mais|y|o|pero|because|weil|parce que|porque)\s", re.I
)
"""After these a label would tell of something else."""
_OF = re.compile(r"\s+(?:d['’]|(?:of|der|des|von|de|del|du|di|van|do|da)\s)", re.I)
_CLAUSE = re.compile(r"[,;:()–—|\n\"“”]|\s--\s")
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
_EMPTY_ROLES = frozenset(
    [
        "former",
        "ex",
        "acting",
        "interim",
        "vice",
        "deputy",
        "senior",
        "junior",
        "chief",
        "associate",
        "assistant",
        "ehemalige",
        "ehemaliger",
        "frühere",
        "früherer",
        "ancien",
        "ancienne",
        "antiguo",
        "antigua",
        "exministro",
        "ex-",
    ]
)
"""Words that an office has beside its noun: alone they are none."""
_LOOSE = frozenset(["based", "born", "aged", "led"])
_ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "le",
        "la",
        "les",
        "un",
        "une",
        "el",
        "los",
        "il",
        "lo",
        "gli",
        "una",
    ]
)
_BODIES = frozenset(
    [
        "news",
        "times",
        "post",
        "press",
        "reuters",
        "agency",
        "party",
        "union",
        "group",
        "council",
        "court",
        "ministry",
        "department",
        "university",
        "institute",
        "association",
        "committee",
        "company",
        "inc",
        "ltd",
        "gmbh",
        "ag",
        "democrat",
        "republican",
        "democrats",
        "republicans",
        "labour",
        "conservatives",
    ]
)
_NEAR = 90
"""Characters beside a quotation in which its speaker has to be named."""
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
        if self.article.lang.partition("-")[0].lower() not in LANGUAGES:
            return []  # without the language's function words no label can be told from a clause
        best: dict[int, Quantity] = {}
        for quantity in self.index.numbers:
            number = self.article.sentence_index(quantity.start)
            is_measured = quantity.unit in ("%", *self.index.lex.currencies.values())
            is_measured = is_measured or (quantity.scale >= 6 or quantity.value >= 100)
            is_measured = is_measured and quantity.unit not in (CLOCK, VERSION, ONE_IN)
            is_measured = is_measured and not self._is_furniture(quantity)
            is_new = number not in best and self.ranks[number] > 0
            if is_measured and is_new and self._metric(number, quantity):
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
        before = article.text[max(sentence.start, quantity.start - 24) : quantity.start]
        is_named = quantity.unit == NO_UNIT and not quantity.scale and bool(_NAMED.search(before))
        is_catalogued = is_named or bool(_CATALOGUED.search(before))
        behind = article.text[quantity.end : quantity.end + 1]
        is_size = bool(_SIZE.search(quantity.raw)) or behind.isalpha() or behind in ("×", "*")
        return is_catalogued or is_size or text.rstrip()[-1:] not in _ENDS

    def _metric(self, number: int, quantity: Quantity) -> Data | None:
        sentence = self.article.sentences[number]
        evidence = " ".join(self.article.sentence_text(number).split())
        label = self._label(sentence.start, sentence.end, quantity)
        if not label or len(evidence) > _MAX_EVIDENCE:
            return None
        value, unit = _parted(self._with_hedge(quantity, sentence.start) + self._rate(quantity))
        if not any(c.isdigit() for c in value):
            return None  # "a billion-dollar deal", "miles de personas"
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

    def _rate(self, quantity: Quantity) -> str:
        """Return " a pound" where that stands behind a measure: it is of each."""
        if quantity.unit == NO_UNIT:
            return ""
        match = _RATE.match(self.article.text[quantity.end : quantity.end + 40])
        return match[0].rstrip() if match else ""

    def _label(self, start: int, end: int, quantity: Quantity) -> str:
        """Return what a number is of, or "" where its clause doesn't tell it in a few words.

        A count counts what stands behind it; what a measure measures stands before it, as the
        whole beginning of its clause ("The cost of interest is on track to hit"), or behind an
        "of" where the number opens the clause. Nothing is cut: half a clause says another thing.
        """
        before, after = (
            self.article.text[start : quantity.start],
            self.article.text[quantity.end : end],
        )
        ahead = _CLAUSE.split(before)[-1]
        if re.match(r"\s?(?:to|bis|à|a|[-–])\s?\D?\d", after):
            return ""  # the lower end of a range
        after = after[len(self._rate(quantity)) :]
        whole = after.rstrip(" .!?")
        rest = _CLAUSE.split(whole)[0]
        is_last = rest == whole or whole[len(rest) :].lstrip()[:1] in (";", "–", "—")
        opens = not self._trimmed(ahead.split())
        if _OF.match(rest):
            if quantity.unit == "%":
                return self._share(rest) if opens and is_last else ""
            return self._counted(_OF.sub("", rest, count=1))
        if quantity.unit == NO_UNIT:
            return self._counted(rest)
        return self._measured(ahead, rest)

    def _share(self, rest: str) -> str:
        """Return "of kids who ate peanuts got an allergy" whole."""
        words = rest.split()
        is_short = _LEAST < len(words) <= _SHARE_WORDS
        return " ".join(words) if is_short and not _has_digit(rest) else ""

    def _counted(self, rest: str) -> str:
        """Return what is counted: the rest of the clause, else its words up to a function word."""
        lex, words = self.index.lex, _JOINS.split(rest)[0].split()
        if not words or lex.has("stopwords", words[0].lower()) or not words[0][0].isalpha():
            return ""
        if re.match(r"n['’]", words[0], re.I):
            return ""
        if len(words) > _COUNT_WORDS or _has_digit(rest) or _JOINS.search(rest):
            place = next((n for n, w in enumerate(words) if lex.has("stopwords", w.lower())), 0)
            words = words[:place] if place else words[:_COUNT_WORDS]
        label = " ".join(words)
        if _RATE.search(" " + label) or all(w.lower() in lex.units for w in words):
            return ""
        is_told = len(words) >= _LEAST and not _has_digit(label)
        return label[0].upper() + label[1:] if is_told else ""

    def _measured(self, ahead: str, rest: str) -> str:
        """Return the beginning of the clause, if it has a subject and isn't about another thing."""
        lex, words = self.index.lex, ahead.split()
        while words and lex.has("stopwords", words[0].lower()):
            if words[0].lower() in _POINTERS or words[0].lower() in _INFINITIVE:
                return ""
            if words[0][:1].isupper() and len(words) < len(ahead.split()):
                break  # "the One X costs"
            words = words[1:]
        words = self._without_hedges(words)
        if not _LEAST <= len(words) <= _LABEL_WORDS or _has_digit(ahead):
            return ""
        first = words[0].lower()
        opens = ahead.split(maxsplit=1)[0].lower()
        if opens in _POINTERS or _VERBAL.match(first) or lex.has("speech", first):
            return ""
        if first.endswith("ing") and lex.lang == "en":
            return ""  # "meaning you get it for $10"
        if rest.split() and not _WHEN.match(rest):
            return ""  # "passed an $800 billion bill", "called for $1 trillion on roads": of these
        label = " ".join(words)
        return label[0].upper() + label[1:]

    def _without_hedges(self, words: list[str]) -> list[str]:
        """Take away what the value says with the number: hedges, and a preposition before them."""
        lex = self.index.lex
        while words and (
            lex.has("hedges", words[-1].lower())
            or lex.has("bounds", words[-1].lower())
            or words[-1].lower() in _LINKING
            or lex.has("stopwords", words[-1].lower())
        ):
            words = words[:-1]
        return words

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
            is_event = is_event and not self._is_in_size(date.start, date.end)
            if is_event and self._event(number) and held[number] <= _DATES_TOLD:
                found.append((self.ranks[number] + len(date.iso) * _PRECISE, date.iso, number))
        chosen: dict[str, int] = {}
        for _, iso, number in sorted(found, key=lambda f: (-f[0], f[1])):
            if iso not in chosen and number not in chosen.values() and len(chosen) < _EVENTS:
                chosen[iso] = number
        return [{"date": iso, "event": self._event(chosen[iso])} for iso in sorted(chosen)]

    def _event(self, number: int) -> str:
        text = " ".join(self.article.sentence_text(number).split())
        is_event = count_words(text) + 2 >= _LABEL_WORDS and len(text) <= _MAX_EVENT
        is_whole = text[-1:] in _ENDS and not leans(text) and not _SUPPOSED.search(text)
        return text.rstrip(".") if is_event and is_whole and not is_byline(text) else ""

    def _is_in_size(self, start: int, end: int) -> bool:
        """Whether a year is part of a size: "1800 x 1920"."""
        text = self.article.text
        return bool(
            re.match(r"\s?[x×*]\s?\d", text[end : end + 4])
            or re.search(r"\d\s?[x×*]\s?$", text[max(0, start - 4) : start])
        )

    def people(self) -> list[Data]:
        """Return those who speak or have a title, with the role that stands beside the name."""
        found: dict[str, Data] = {}
        for name in self.index.names:
            last = surname(name.words, self.index.lex)
            core = self._core(name)
            is_person = last in self.voices.people or self._title(name)
            is_title = core and core[-1].lower() in self.index.lex.words["titles"]
            is_shouted = name.raw.isupper() or is_byline(name.raw)
            if (
                not is_person
                or is_title
                or is_shouted
                or len(core) < 2
                or last in found
                or name.kind != "name"
            ):
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
        words = role.split()
        if all(word.lower().rstrip(".") in _HONORIFICS | _EMPTY_ROLES for word in words):
            return ""
        if words[-1].lower().rstrip(".") in _HONORIFICS:
            return ""
        if words[0].lower() in _LOOSE or re.search(r"\b[^\W\d_a-z]$", role):
            return ""  # "based developer", "president of Dana F"
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
        """Return quotations of a sentence's length whose speaker is told beside them by name."""
        names = {
            surname(n.words, self.index.lex): " ".join(self._core(n))
            for n in sorted(self.index.names, key=lambda n: (len(self._core(n)), -n.start))
            if len(self._core(n)) > 1 and self._is_persons(n)
        }
        found = []
        for quotation, speaker in self.voices.speakers:
            text = " ".join(quotation.text.split()).rstrip(",")
            is_sentence = 5 <= count_words(text) <= 45 and (
                text[:1].isupper() or not text[:1].islower()
            )
            if is_sentence and names.get(speaker) and self._is_beside(quotation, speaker):
                number = self.article.sentence_index(quotation.start)
                found.append(
                    (self.ranks[number], quotation.start, {"text": text, "by": names[speaker]})
                )
        best = sorted(found, key=lambda f: (-f[0], f[1]))[:_QUOTES]
        return [data for _, _, data in sorted(best, key=lambda f: f[1])]

    def _is_persons(self, name: Name) -> bool:
        """Whether a name is a person's: no "the Prime Minister", "Virginia Democrat", "ABC News"."""
        text, lex = self.article.text, self.index.lex
        core = self._core(name)
        before = text[max(0, name.start - 6) : name.start].lower().split()
        if before and before[-1] in _ARTICLES and not self._titled(name):
            return False
        return not any(
            lex.is_title(w) or w.isupper() or w.lower() in _BODIES or self._is_of_place(w)
            for w in (core[-1], core[0])
        )

    def _is_of_place(self, word: str) -> bool:
        return bool(country_of(word, self.index.lex.lang))

    def _is_beside(self, quotation: Quotation, speaker: str) -> bool:
        """Whether the speaker's name and a verb of speech stand by the quotation, in its paragraph."""
        text, lex = self.article.text, self.index.lex
        start = text.rfind("\n", 0, quotation.start) + 1
        end = text.find("\n", quotation.end)
        after = text[quotation.end : min(quotation.end + _NEAR, end if end >= 0 else len(text))]
        before = text[max(start, quotation.start - _NEAR) : quotation.start]
        for side in (after, before):
            words = [plain_letters(w) for w in re.findall(r"[^\W\d_]+", side)]
            told = any(lex.has("speech", w) for w in re.findall(r"[^\W\d_]+", side.lower()))
            told = told or side.rstrip(" \n\"“„«‘'").endswith(":")
            if told and plain_letters(speaker) in words:
                return True
        return False


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _parted(raw: str) -> tuple[str, str]:
    """Part "$3.2 billion" into a figure and its unit, which is set smaller."""
    plain = " ".join(raw.split())
    parts = _PARTS.fullmatch(plain)
    return (parts[1], parts[2]) if parts else (plain, "")
