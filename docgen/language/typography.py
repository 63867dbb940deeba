"""Marks as the language sets them: quotation marks, apostrophes, dashes, ellipses, and the
spaces that belong to them.

What is typed plainly ("straight" quotes, `--`, three dots) is replaced; what is typed
as it should stand is kept. Nothing changes inside addresses and in what is given as kept.
Sources: CLDR's delimiters; for French the Lexique des règles typographiques en usage à
l'Imprimerie nationale (narrow no-break space before ; ! ?, no-break space before a colon).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

NARROW, FIRM = "\u202f", "\u00a0"
_QUOTES = {
    "en": "“”‘’",
    "de": "„“‚‘",
    "de-CH": "«»‹›",
    "fr": "«»“”",
    "es": "«»“”",
    "it": "«»“”",
    "ca": "«»“”",
    "pt-PT": "«»“”",
    "el": "«»“”",
    "nb": "«»‘’",
    "nn": "«»‘’",
    "no": "«»‘’",
    "ru": "«»„“",
    "uk": "«»„“",
    "pl": "„”‚’",
    "ro": "„”«»",
    "hu": "„”»«",
    "cs": "„“‚‘",
    "sk": "„“‚‘",
    "sl": "„“‚‘",
    "hr": "„”‚’",
    "bg": "„“‚‘",
    "da": "“”‘’",
    "sv": "””’’",
    "fi": "””’’",
}
_SPACED_EM = frozenset(["en-US"])
"""Languages whose dash between words is long and has no spaces: "--" becomes one."""
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+|\b[\w.+-]+@[\w-]+\.[\w.]+|\b\w+\.\w+/\S*")
_MARKS = re.compile(r"[\"']|(?<!\.)\.\.\.(?!\.)|(?<!-)-{2,3}(?!-)|(?<=\S) - (?=\S)")
_OPENING_BEFORE = " \t\n\u00a0\u202f([{-–—/«“„‘‚"
_FRENCH = re.compile(
    r"(?P<before>[ \u00a0\u202f]?)(?P<high>[;!?»]+|:(?=\s|$))|(?P<open>«)(?P<after>[ \u00a0\u202f]?)"
    r"|(?<=\d)(?P<gap>[ \u00a0])(?=[%€])"
)


def with_marks(texts: Sequence[str], kept: Sequence[bool], lang: str) -> list[str]:
    """Return the runs of a paragraph with the language's marks; runs that are `kept` as given.

    Runs are judged together: a quotation may begin in one and end in another.
    """
    whole = "".join(texts)
    if not _MARKS.search(whole) and lang.partition("-")[0].lower() != "fr":
        return list(texts)
    locked = _locked(texts, kept, whole)
    edits = _plain_marks(whole, locked, lang)
    found = _edited(texts, edits)
    if lang.partition("-")[0].lower() == "fr":
        whole = "".join(found)
        found = _edited(found, _french_spaces(whole, _locked(found, kept, whole), lang))
    return found


def _locked(texts: Sequence[str], kept: Sequence[bool], whole: str) -> set[int]:
    """Return the offsets that aren't changed."""
    locked: set[int] = set()
    at = 0
    for text, keep in zip(texts, kept, strict=True):
        if keep:
            locked.update(range(at, at + len(text)))
        at += len(text)
    for match in _ADDRESS.finditer(whole):
        locked.update(range(*match.span()))
    return locked


def _edited(texts: Sequence[str], edits: dict[tuple[int, int], str]) -> list[str]:
    """Return the texts with replacements by their span; what spans two runs goes to the first."""
    found: list[str] = []
    at = 0
    order = sorted(edits)
    for text in texts:
        end = at + len(text)
        pieces: list[str] = []
        here = at
        for start, stop in order:
            if not at <= start < end:
                continue
            pieces += [text[max(here - at, 0) : start - at], edits[start, stop]]
            here = min(stop, end)
        pieces.append(text[here - at :])
        found.append("".join(pieces))
        at = end
    return found


def quotes_of(lang: str) -> str:
    """Return four marks: those of a quotation, and those of one inside it."""
    return _QUOTES.get(lang) or _QUOTES.get(lang.partition("-")[0].lower(), _QUOTES["en"])


def _plain_marks(whole: str, locked: set[int], lang: str) -> dict[tuple[int, int], str]:
    quotes = quotes_of(lang)
    edits: dict[tuple[int, int], str] = {}
    doubled = single = False
    for match in _MARKS.finditer(whole):
        start, end = match.span()
        if start in locked or end - 1 in locked:
            continue
        before, after = whole[start - 1 : start], whole[end : end + 1]
        mark = match[0]
        if mark == '"':
            opens = (not before or before in _OPENING_BEFORE) and bool(after.strip())
            if opens and '"' not in whole[end:]:
                continue  # never closed: no quotation
            if not opens and (after.isalnum() or (not doubled and before.isdigit())):
                continue  # markup; inches, seconds
            doubled = opens
            edits[start, end] = quotes[0] if opens else quotes[1]
        elif mark == "'":
            opens = (not before or before in _OPENING_BEFORE) and after.isalpha()
            if opens and _closes_later(whole, end):
                single = True
                edits[start, end] = quotes[2]
            elif single and not after.isalnum():
                single = False
                edits[start, end] = quotes[3]
            elif before.isalpha() or (
                after.isalnum() and (opens or before.isspace() or not before)
            ):
                edits[start, end] = "’"
        elif mark == "...":
            edits[start, end] = "…"
        elif mark == " - ":
            if not (before.isdigit() and after.isdigit()):
                edits[start, end] = " – "
        elif not _between_words(before, after):
            continue  # an option of a command, a comment's mark
        elif before.isdigit() and after.isdigit():
            edits[start, end] = "–"
        elif mark == "---" or lang in _SPACED_EM:
            edits[start, end] = "—"
        else:
            edits[start, end] = "–"
    return edits


def _between_words(before: str, after: str) -> bool:
    if before.isspace() or after.isspace():
        return before.isspace() and after.isspace()
    return before.isalnum() and after.isalnum()


def _closes_later(whole: str, at: int) -> bool:
    """Say whether a single quotation mark that may close follows."""
    return bool(re.search(r"(?<=[^\s\d])'(?!\w)", whole[at:]))


def _french_spaces(whole: str, locked: set[int], lang: str) -> dict[tuple[int, int], str]:
    """Return the spaces before high marks and inside guillemets; Canada sets ; ! ? close."""
    edits: dict[tuple[int, int], str] = {}
    for match in _FRENCH.finditer(whole):
        start, end = match.span()
        if start in locked or end - 1 in locked:
            continue
        if match["open"]:
            edits[start, end] = f"«{NARROW}"
        elif match["gap"]:
            edits[start, end] = NARROW
        else:
            before = whole[start - 1 : start]
            if not before or before.isspace() or before in "([«“!?":
                continue
            close = lang.upper().endswith("CA") and match["high"][0] in ";!?"
            space = "" if close else FIRM if match["high"][0] == ":" else NARROW
            edits[start, end] = space + match["high"]
    return edits
