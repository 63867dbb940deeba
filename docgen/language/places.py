"""Countries and cities by their names in any language (CLDR by Babel), and who is of a country."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from babel.core import get_global

from docgen.language.fold import plain_letters
from docgen.language.locale import locale_of

_LEAST = 4
"""Letters that a people's name shares with the country's: "German" and "Germany"."""
_PEOPLES: Mapping[str, str] = {
    word: code
    for code, words in {
        "NL": "dutch niederländisch hollän néerlandais holandés neerlandés olandes",
        "CH": "swiss schweiz suisse suizo suiza svizzer",
        "GB": "british briton english scottish welsh britisch britann anglais inglés inglese",
        "US": "american amerikan américain estadounidense statunitens us usa u.s",
        "FR": "french franzö français francés francesa frances",
        "GR": "greek griech grec griego griega greco greca",
        "DK": "danish dane dän danois danés danesa danes",
        "TR": "turkish turk türk turc turco turca",
        "ES": "spanish spaniard spanisch spanier espagnol español spagnol",
        "PL": "polish pole poln polnisch polonais polaco polaca polacc",
        "SE": "swedish swede schwed suédois sueco sueca svedes",
        "NO": "norwegian norweg norvég noruego noruega norveges",
        "FI": "finnish finn finland finlandais finlandés finlandes",
        "IE": "irish ire irisch irlandais irlandés irlandes",
        "DE": "german deutsch allemand alemán alemana tedesc",
        "CZ": "czech tschech tchèque checo checa ceco ceca",
        "PH": "filipino philippin filipin",
        "TH": "thai",
        "PE": "peruvian peruan péruvien peruano peruana peruvian",
        "BE": "belgian belg belge belga",
        "PT": "portuguese portugies portugais portugu portoghes",
        "AE": "emirati",
        "AR": "argentin",
        "CY": "cypriot zypr chypr chipriota cipriota",
        "HU": "hungarian ungar hongrois húngaro ungheres",
        "CN": "chinese chines chinois chino china cines",
        "JP": "japanese japan japon japonés giappones",
        "KR": "korean korean coréen coreano coreana",
        "IT": "italian italien",
        "AT": "austrian österreich autrichien austríac austriac",
        "IN": "indian indisch inder indien indio india",
        "EG": "egyptian ägypt égyptien egipcio egizian",
        "MX": "mexican mexik mexicain mexicano messican",
        "BR": "brazilian brasil brésilien brasileñ brasilian",
        "CA": "canadian kanad canadien canadiense canades",
        "UA": "ukrain ucran ucrain",
        "RU": "russ rus",
    }.items()
    for word in words.split()
}


@lru_cache(maxsize=16)
def countries(lang: str) -> Mapping[str, str]:
    """Return the codes of countries and continents by their names, folded, in one language."""
    found: dict[str, str] = {}
    for code, name in locale_of(lang).territories.items():
        if (code.isalpha() and len(code) == 2) or code in ("002", "009", "019", "142", "150"):
            for form in re.split(r"\s*[(\[].*", str(name))[:1]:
                found.setdefault(plain_letters(form), code)
    return found


@lru_cache(maxsize=16)
def cities(lang: str) -> Mapping[str, str]:
    """Return the time zones of the cities that CLDR names, by their names in one language."""
    zones = locale_of(lang).time_zones
    found: dict[str, str] = {}
    for zone in get_global("zone_territories"):
        if "/" in zone and not zone.startswith(("Etc/", "SystemV/", "US/")):
            name = str(zones.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " "))
            found.setdefault(plain_letters(name), zone)
    return found


def country_of(name: str, lang: str) -> str:
    """Return the code of the country or continent that a name is of, or ""."""
    return countries(lang).get(plain_letters(name), "")


def place_of(name: str, lang: str) -> str:
    """Return the code of a country, or the time zone of a city, or ""."""
    return country_of(name, lang) or cities(lang).get(plain_letters(name), "")


def territory_of(place: str) -> str:
    """Return the code of the country that a place of `place_of` lies in: of a city its country's."""
    return str(get_global("zone_territories").get(place, "")) if "/" in place else place


def people_of(word: str) -> str:
    """Return the code of the country whose people or language a word names, or ""."""
    low = word.lower().rstrip(".")
    if low in _PEOPLES:
        return _PEOPLES[low]
    return next((c for w, c in _PEOPLES.items() if len(w) > 3 and low.startswith(w)), "")


def places_in(text: str, lang: str) -> frozenset[str]:
    """Return codes and time zones of all places that a text names, also by their peoples."""
    words = re.findall(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*", text)
    known = {**cities(lang), **countries(lang)}
    longest = max(name.count(" ") for name in known) + 1
    found: set[str] = set()
    names: set[str] = set()
    for start, word in enumerate(words):
        if not word[:1].isupper() and not people_of(word):
            continue
        for length in range(1, min(longest, 6) + 1):
            name = plain_letters(" ".join(words[start : start + length]))
            if name in known:
                found.add(known[name])
                names.add(name)
        if people_of(word):
            found.add(people_of(word))
    plain = {plain_letters(word) for word in words if word[:1].isupper()} - names
    return frozenset(found | _peoples_like(plain, lang, found))


def _peoples_like(words: Iterable[str], lang: str, known: set[str]) -> set[str]:
    """Take "Nigerian" for Nigeria, but "Nigeria" not for Niger."""
    found: set[str] = set()
    by_start: dict[str, list[tuple[str, str]]] = {}
    for name, code in countries(lang).items():
        by_start.setdefault(name[:_LEAST], []).append((name, code))
    for word in words:
        likes = [
            (len(_shared(word, name)), code)
            for name, code in by_start.get(word[:_LEAST], ())
            if len(name) >= _LEAST and len(_shared(word, name)) >= max(_LEAST, len(name) - 3)
        ]
        if likes:
            found.add(max(likes)[1])
    return found - known


def _shared(one: str, other: str) -> str:
    end = 0
    while end < min(len(one), len(other)) and one[end] == other[end]:
        end += 1
    return one[:end]
