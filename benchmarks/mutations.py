"""Mutations of a grounded summary, one claim at a time, made on its YAML text.

They find what to change by plain patterns of their own, not by docgen's scanners, so that
a claim that docgen doesn't see counts as missed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from docgen.summary.model import Summary
from docgen.summary.sourcemap import Scalar, SourceMap

NUMERAL = re.compile(r"(?<![\w.,-])\d+(?:[.,  ]\d+)*(?![\w])")
YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d|\d)")
_PLACED = r"(?<![\w.,$€£-])"
UNITS = [
    (r"(?<=\d)\s?%", " percentage points", "en"),
    (r"(?<=\d)\s?%", " Prozentpunkte", "de"),
    (r"(?<=\d)\s%", " points de pourcentage", "fr"),
    (r"(?<=\d)\s%", " puntos porcentuales", "es"),
    (r"\bProzent\b", "Prozentpunkte", "de"),
    (r"\bMillionen\b", "Milliarden", "de"),
    (r"\bKilometern?\b", "Meter", "de"),
    (r"\bMinuten\b", "Stunden", "de"),
    (r"\bTonnen\b", "Kilogramm", "de"),
    (r"\bmillions\b", "milliards", "fr"),
    (r"\bkilomètres\b", "mètres", "fr"),
    (r"\beuros\b", "dollars", "fr"),
    (r"\bhectares\b", "mètres carrés", "fr"),
    (r"(?<=\d)\s?%", " punti percentuali", "it"),
    (r"\bmilioni\b", "miliardi", "it"),
    (r"\beuro\b", "dollari", "it"),
    (r"\bminuti\b", "ore", "it"),
    (r"\bmillones\b", "billones", "es"),
    (r"\bmegavatios\b", "gigavatios", "es"),
    (r"\bhoras\b", "días", "es"),
    (r"\beuros\b", "dólares", "es"),
    (r"\bhectáreas\b", "metros", "es"),
    (r"\bmillion\b", "billion", "en"),
    (r"\bbillion\b", "million", "en"),
    (r"(?<=\d )minutes\b", "hours", "en"),
    (r"(?<=\d )seconds\b", "minutes", "en"),
    (r"(?<=\d )kilometres\b", "metres", "en"),
    (r"(?<=\d )metres\b", "kilometres", "en"),
    (r"(?<=\d )tonnes\b", "kilograms", "en"),
    (r"(?<=\d )days\b", "weeks", "en"),
    (r"(?<=\d )euros\b", "dollars", "en"),
    (r"(?<=\d )pounds\b", "euros", "en"),
    (r"(?<=\d )cents\b", "euros", "en"),
    (r"(?<=\d )hours\b", "days", "en"),
    (r"\$(?=\d)", "€", "en"),
    (r"£(?=\d)", "$", "en"),
    (r"(?<=\d )basis points\b", "percent", "en"),
]
PEOPLE = ["Corinne Vashti", "Teodor Blanchet", "Milla Overbeck", "Anselm Karu", "Rosalind Quirke"]
PLACES = ["Brackwater", "Ostermoor", "Villandry", "Kesselring", "Dunmarrow"]
WORDS = {
    "en": ["never", "always", "money", "today", "little"],
    "de": ["niemals", "immer", "heute"],
    "fr": ["jamais", "toujours", "demain"],
    "es": ["nunca", "siempre", "mañana"],
    "it": ["mai", "sempre", "domani"],
    "nl": ["nooit", "altijd", "morgen"],
}


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``start:end`` of the YAML text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mutant:
    """A kind of mutation, its edits, and what it did in words."""

    kind: str
    edits: tuple[Edit, ...]
    told: str

    def apply(self, text: str) -> str:
        """Return the YAML text with the edits."""
        for edit in sorted(self.edits, key=lambda e: -e.start):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text


@dataclass(frozen=True, slots=True)
class Field:
    """A scalar of the summary: its path, and its span in the YAML text."""

    path: str
    start: int
    end: int
    raw: str


class Mutator:
    """Makes mutants of one summary, the same for the same seed."""

    def __init__(self, summary: Summary, name: str, seed: int, count: int) -> None:
        self.summary, self.name, self.seed, self.count = summary, name, seed, count
        places = summary._locations
        assert isinstance(places, SourceMap)
        self.source = places.text
        self.fields = list(self._fields(places))
        self.lang = summary.lang[:2]
        self.people = [str(p.name) for p in summary.people]
        self.random = random.Random()

    def _fields(self, places: SourceMap) -> Iterator[Field]:
        texts = {t.path for t in self.summary.texts}
        for path, node in places.values.items():
            dotted = ".".join(map(str, path))
            shown = dotted in texts or dotted.removesuffix(".text") in texts or ".values." in dotted
            shown = shown or (dotted.startswith("timeline") and dotted.endswith(".date"))
            if shown and isinstance(node, Scalar) and not dotted.startswith(("sources", "article")):  # noqa: SIM102
                if not dotted.endswith((".unit", "highlight")):
                    yield Field(dotted, node.start, node.end, self.source[node.start : node.end])

    def all(self) -> Iterator[Mutant]:
        """Give up to ``count`` mutants of each kind."""
        kinds: dict[str, Callable[[], list[Mutant]]] = {
            "number: digit": self.digits,
            "number: unit": self.units,
            "date: year": self.years,
            "date: day or month": self.days,
            "quotation: word": self.quotations,
            "name: invented": self.invented,
            "swap: numbers": self.number_swaps,
            "swap: names": self.name_swaps,
            "attribution: speaker": self.speakers,
            "attribution: role": self.roles,
        }
        for kind, make in kinds.items():
            self.random.seed(f"{self.seed}:{self.name}:{kind}")
            made = make()
            self.random.shuffle(made)
            yield from made[: self.count]

    def _numerals(self, field: Field) -> list[re.Match[str]]:
        if field.path.startswith(("quotes", "people")) or field.path.endswith(".date"):
            return []
        found = []
        for match in NUMERAL.finditer(field.raw):
            before = field.raw[max(0, match.start() - 5) : match.start()]
            if not YEAR.fullmatch(match[0]) and not before.endswith(("CVE-", ":")):
                found.append(match)
        return found

    def digits(self) -> list[Mutant]:
        made = []
        for field in self.fields:
            for match in self._numerals(field):
                spots = [i for i, c in enumerate(match[0]) if c.isdigit()]
                spot = self.random.choice(spots)
                old = match[0][spot]
                low = "123456789" if spot == 0 else "0123456789"
                new = self.random.choice([d for d in low if d != old])
                text = match[0][:spot] + new + match[0][spot + 1 :]
                made.append(self._edit("number: digit", field, match.span(), text))
        return made

    def units(self) -> list[Mutant]:
        made = []
        for field in self.fields:
            if field.path.startswith(("quotes", "people")):
                continue
            for pattern, new, lang in UNITS:
                if lang == self.lang:
                    for match in re.finditer(pattern, field.raw):
                        if re.search(r"\d", field.raw[: match.start()]) or match[0] in "$£":
                            made.append(self._edit("number: unit", field, match.span(), new))
        return made

    def years(self) -> list[Mutant]:
        made = []
        for field in self.fields:
            if field.path.startswith("quotes") or ".values." in field.path:
                continue
            for match in YEAR.finditer(field.raw):
                shift = self.random.choice([-9, -7, -4, -3, -2, -1, 1, 2, 3, 4, 6, 8])
                text = str(int(match[0]) + shift)
                made.append(self._edit("date: year", field, match.span(), text))
        return made

    def days(self) -> list[Mutant]:
        made = []
        for field in self.fields:
            if not (field.path.startswith("timeline") and field.path.endswith(".date")):
                continue
            match = re.fullmatch(r"\d{4}-(\d\d)(?:-(\d\d))?", field.raw)
            if match:
                group = 2 if match[2] else 1
                top = 28 if group == 2 else 12
                new = (int(match[group]) + self.random.randint(1, top - 2)) % top + 1
                if new != int(match[group]):
                    span = match.span(group)
                    made.append(self._edit("date: day or month", field, span, f"{new:02}"))
        return made

    def quotations(self) -> list[Mutant]:
        made = []
        for field in self.fields:
            if not re.fullmatch(r"quotes\.\d+\.text", field.path):
                continue
            for match in re.finditer(r"[^\W\d_]{3,}", field.raw):
                words = [w for w in WORDS[self.lang] if w != match[0].lower()]
                made.append(
                    self._edit("quotation: word", field, match.span(), self.random.choice(words))
                )
        return made

    def invented(self) -> list[Mutant]:
        made = []
        for field in self.fields:
            if field.path.startswith("quotes") and not field.path.endswith(".by"):
                continue
            for match in re.finditer("|".join(self._names()), field.raw):
                name = match[0]
                if name in self.people:
                    new = self.random.choice(PEOPLE)
                elif any(p.endswith(name) for p in self.people):
                    new = self.random.choice(PEOPLE).split()[1]
                else:
                    new = self.random.choice(PLACES)
                made.append(self._edit("name: invented", field, match.span(), new))
        return made

    def _names(self) -> list[str]:
        """People in full and by surname, and every other capitalised pair of words."""
        found = [re.escape(p) for p in self.people]
        found += [rf"\b{re.escape(p.split()[-1])}\b" for p in self.people]
        pair = r"(?<![.\"'“ -] )(?<=[a-z,] )[A-Z][a-zà-ÿ]{2,}(?: [A-Z][a-zà-ÿ]{2,})+"
        return [*found, pair] if self.lang != "de" else found

    def number_swaps(self) -> list[Mutant]:
        """Exchange two numbers with one unit: of one text, or of two."""
        spots = []
        for field in self.fields:
            for match in self._numerals(field):
                after = field.raw[match.end() : match.end() + 14].strip().lower()
                before = field.raw[: match.start()][-1:].strip()
                unit = before + (re.match(r"%|[^\W\d_]+(?: [^\W\d_]+)?|", after) or [""])[0]
                spots.append((field, match, unit))
        made = []
        for (one, a, unit), (two, b, other) in combinations(spots, 2):
            same_table = one.path.split(".")[:2] == two.path.split(".")[:2]
            is_value = ".value" in one.path and ".value" in two.path
            if a[0] == b[0] or not (one is two or (unit == other and unit)):
                continue
            if one is not two and not same_table and is_value:
                continue
            edits = (
                Edit(one.start + a.start(), one.start + a.end(), b[0]),
                Edit(two.start + b.start(), two.start + b.end(), a[0]),
            )
            told = f"{one.path}: {a[0]} <-> {two.path}: {b[0]}"
            made.append(Mutant("swap: numbers", edits, told))
        return made

    def name_swaps(self) -> list[Mutant]:
        """Exchange two people in prose or in the list; or two people's roles."""
        spots = []
        names = [re.escape(p) for p in self.people]
        names += [rf"\b{re.escape(p.split()[-1])}\b" for p in self.people]
        for field in self.fields:
            if field.path.startswith("quotes"):
                continue
            for match in re.finditer("|".join(names), field.raw):
                spots.append((field, match))
        made = []
        for (one, a), (two, b) in combinations(spots, 2):
            same_kind = (a[0] in self.people) == (b[0] in self.people)
            if same_kind and a[0].split()[-1] != b[0].split()[-1]:
                edits = (
                    Edit(one.start + a.start(), one.start + a.end(), b[0]),
                    Edit(two.start + b.start(), two.start + b.end(), a[0]),
                )
                told = f"{one.path}: {a[0]} <-> {two.path}: {b[0]}"
                made.append(Mutant("swap: names", edits, told))
        return made

    def speakers(self) -> list[Mutant]:
        made = []
        for field in self.fields:
            if re.fullmatch(r"quotes\.\d+\.by", field.path):
                for other in self.people:
                    if other != field.raw:
                        edit = self._edit("attribution: speaker", field, (0, len(field.raw)), other)
                        made.append(edit)
        return made

    def roles(self) -> list[Mutant]:
        """Give somebody another's role."""
        fields = [f for f in self.fields if re.fullmatch(r"people\.\d+\.role", f.path)]
        made = []
        for field in fields:
            for other in fields:
                if other is not field:
                    span = (0, len(field.raw))
                    made.append(self._edit("attribution: role", field, span, other.raw))
        return made

    def _edit(self, kind: str, field: Field, span: tuple[int, int], text: str) -> Mutant:
        start, end = field.start + span[0], field.start + span[1]
        told = f"{field.path}: {self.source[start:end]} -> {text}"
        return Mutant(kind, (Edit(start, end, text),), told)
