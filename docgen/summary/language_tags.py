"""Language tags whose parts nobody knows: "xx", "en-UK" (BCP 47, by CLDR's lists)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, did_you_mean
from docgen.summary.sourcemap import Scalar, SourceMap

_PLAIN = frozenset(
    [
        "en",
        "en-us",
        "en-gb",
        "de",
        "de-de",
        "de-at",
        "de-ch",
        "fr",
        "fr-fr",
        "fr-ca",
        "es",
        "es-es",
        "it",
        "it-it",
        "nl",
        "pt",
        "pt-br",
        "sv",
        "da",
        "nb",
        "fi",
        "pl",
        "cs",
        "ja",
        "zh",
        "ar",
        "he",
        "ru",
        "uk",
        "tr",
        "el",
        "ko",
        "hi",
        "th",
    ]
)
"""Tags that need no look at the lists."""
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_USUAL = {"uk": "GB", "gb": "en-GB", "en-uk": "en-GB", "cz": "cs", "jp": "ja", "cn": "zh"}


def check_language_tags(places: SourceMap, found: Diagnostics) -> None:
    """Warn of the languages, scripts and regions that CLDR has no name for (DG570)."""
    for path, node in places.values.items():
        if not path or path[-1] != "lang" or not isinstance(node, Scalar):
            continue
        tag = node.value
        if isinstance(tag, str) and tag.lower() not in _PLAIN and _TAG.fullmatch(tag):
            unknown = _unknown(tag)
            if unknown:
                what, part, hint = unknown
                message = f'"{part}" in "{tag}" is no {what} that is known'
                found.warn(codes.LANGUAGE_TAG, message, places.value(path), hint)


def _unknown(tag: str) -> tuple[str, str, str] | None:
    """Return what kind of part is unknown, the part, and what to write instead; else None."""
    from babel import Locale  # noqa: PLC0415  (most tags are told without it)

    names = Locale("en")
    first, *rest = tag.split("-")
    usual = _USUAL.get(tag.lower())
    if first.lower() not in names.languages:
        hint = f'did you mean "{usual}"?' if usual else _like(first.lower(), names.languages)
        return "language", first, hint
    for part in rest:
        if len(part) == 4 and part.isalpha():
            if part.title() not in names.scripts:
                return "script", part, 'such as "Latn", "Cyrl" or "Hans"'
            continue
        is_region = len(part) == 2 or (len(part) == 3 and part.isdigit())
        if is_region and part.upper() not in names.territories:
            hint = f'did you mean "{usual}"?' if usual else 'such as "GB", "US" or "CH"'
            return "region", part, hint
    return None


def _like(word: str, known: Iterable[str]) -> str:
    close = did_you_mean(word, [key for key in known if len(key) == len(word)])
    return close if close.startswith("did") else 'such as "en", "en-GB" or "de"'
