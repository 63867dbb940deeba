"""Scripts: which one a character is of, which fonts draw it, and where its text begins.

Scripts are ISO 15924 codes, from the Unicode Character Database (UAX #24).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

RTL_LANGUAGES = frozenset(
    (
        "ar",
        "arc",
        "ckb",
        "dv",
        "fa",
        "he",
        "iw",
        "ks",
        "ku-Arab",
        "nqo",
        "pnb",
        "ps",
        "sd",
        "syr",
        "ug",
        "ur",
        "yi",
        "ji",
    )
)
RTL_SCRIPTS = frozenset(
    ("Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr", "Aran")
)
CJK = frozenset(("Hani", "Hira", "Kana", "Bopo", "Hang", "Yiii"))
"""Scripts of which Office draws text in a run's East Asian font."""
SIMPLE = frozenset(("Latn", "Grek", "Cyrl", "Zyyy", "Zinh", "Zzzz"))
_HAN_BY_LANGUAGE = {"ja": "Jpan", "ko": "Kore", "zh-hant": "Hant", "zh-tw": "Hant", "zh-hk": "Hant"}

CHAINS: Mapping[str, tuple[str, ...]] = {
    "Jpan": ("Noto Sans JP", "Noto Sans CJK JP", "IPAexGothic", "Hiragino Sans", "Yu Gothic"),
    "Hans": ("Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei"),
    "Hant": ("Noto Sans TC", "Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei"),
    "Kore": ("Noto Sans KR", "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic"),
    "Arab": (
        "IBM Plex Sans Arabic",
        "Noto Sans Arabic",
        "Noto Naskh Arabic",
        "Amiri",
        "DejaVu Sans",
    ),
    "Hebr": ("Noto Sans Hebrew", "Arimo", "DejaVu Sans"),
    "Zyyy": (
        "Noto Sans",
        "Noto Sans Symbols",
        "Noto Sans Symbols 2",
        "Noto Sans Math",
        "Noto Emoji",
        "DejaVu Sans",
    ),
    "Zsye": ("Noto Emoji", "Noto Sans Symbols 2", "Noto Sans Symbols", "DejaVu Sans"),
}
"""Families tried for a script, in order; a theme's ``[fonts.fallback]`` goes before them."""

_NOTO_NAMES = {
    "Armn": "Armenian",
    "Beng": "Bengali",
    "Deva": "Devanagari",
    "Ethi": "Ethiopic",
    "Geor": "Georgian",
    "Gujr": "Gujarati",
    "Guru": "Gurmukhi",
    "Khmr": "Khmer",
    "Knda": "Kannada",
    "Laoo": "Lao",
    "Mlym": "Malayalam",
    "Mymr": "Myanmar",
    "Orya": "Oriya",
    "Sinh": "Sinhala",
    "Taml": "Tamil",
    "Telu": "Telugu",
    "Thai": "Thai",
    "Tibt": "Tibetan",
    "Syrc": "Syriac",
    "Thaa": "Thaana",
    "Cher": "Cherokee",
    "Mong": "Mongolian",
    "Cans": "Canadian Aboriginal",
    "Nkoo": "NKo",
    "Tfng": "Tifinagh",
    "Vaii": "Vai",
}

PACKAGES: Mapping[str, str] = {
    "Jpan": "docgen-press[cjk]",
    "Hans": "docgen-press[cjk]",
    "Hant": "docgen-press[cjk]",
    "Kore": "docgen-press[cjk]",
    "Tibt": "fonts-noto-core (Debian)",
    "Syrc": "fonts-noto-core (Debian)",
    "Thaa": "fonts-noto-core (Debian)",
    "Cher": "fonts-noto-core (Debian)",
    "Mong": "fonts-noto-core (Debian)",
    "Cans": "fonts-noto-core (Debian)",
    "Nkoo": "fonts-noto-core (Debian)",
    "Tfng": "fonts-noto-core (Debian)",
    "Vaii": "fonts-noto-core (Debian)",
    "Yiii": "fonts-noto-core (Debian)",
    "Egyp": "fonts-noto-core (Debian)",
    "Xsux": "fonts-noto-core (Debian)",
}
"""What to install for a script that no font here has; others: `OTHER_PACKAGE`."""
OTHER_PACKAGE = "fonts-noto-core or fonts-noto-extra (Debian)"


@lru_cache(maxsize=8192)
def script_of(char: str) -> str:
    """Return a character's script (``Latn``, ``Arab``; ``Zyyy`` for what all share)."""
    if char < "\u0250":
        return "Latn" if char.isalpha() else "Zyyy"
    # Late: only text beyond Latin needs the tables.
    from fontTools.unicodedata import script  # noqa: PLC0415

    return str(script(char))


@lru_cache(maxsize=1024)
def shared_by(char: str) -> tuple[str, ...]:
    """Return the scripts that a shared sign is used with, if they are few (UAX #24, 5)."""
    from fontTools.unicodedata import script_extension  # noqa: PLC0415  (as in `script_of`)

    found = {str(s) for s in script_extension(char)} - {"Zyyy", "Zinh", "Zzzz", "Latn"}
    return tuple(sorted(found)[:8]) if found else ()


def is_mark(char: str) -> bool:
    """Say whether a character joins the one before: marks, joiners, selectors, skin tones."""
    return (
        char in "\u200c\u200d"
        or unicodedata.category(char) in ("Mn", "Mc", "Me")
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def is_emoji(char: str) -> bool:
    """Say whether a character is mostly drawn as a picture."""
    return char >= "\U0001f000" and char <= "\U0001faff"


@lru_cache(maxsize=256)
def writing_of(script: str, lang: str) -> str:
    """Return the writing system in which a script's characters stand in a language's text.

    Han characters look otherwise in Japanese, Korean, simplified and traditional Chinese.
    """
    if script in ("Hira", "Kana"):
        return "Jpan"
    if script == "Hang":
        return "Kore"
    if script == "Bopo":
        return "Hant"
    if script != "Hani":
        return script
    tag = lang.lower()
    for known, writing in _HAN_BY_LANGUAGE.items():
        if tag == known or tag.startswith(f"{known}-"):
            return writing
    return "Hans" if tag.startswith("zh") else "Jpan"


def families_for(writing: str) -> tuple[str, ...]:
    """Return the families tried for a writing system, in order."""
    if writing in CHAINS:
        return CHAINS[writing]
    name = _NOTO_NAMES.get(writing)
    return (f"Noto Sans {name}", f"Noto Serif {name}", "DejaVu Sans") if name else ("Noto Sans",)


def package_for(char: str, lang: str) -> str:
    """Return what to install for a character."""
    return PACKAGES.get(writing_of(script_of(char), lang), OTHER_PACKAGE)


@lru_cache(maxsize=256)
def is_rtl(lang: str) -> bool:
    """Say whether a language (BCP 47) is written from right to left."""
    parts = lang.split("-")
    if any(part.title() in RTL_SCRIPTS for part in parts[1:] if len(part) == 4):
        return True
    if any(len(part) == 4 and part.isalpha() for part in parts[1:]):
        return False
    return parts[0].lower() in RTL_LANGUAGES


def office_slot(script: str) -> str:
    """Return which of a run's typefaces Office draws a script with (ECMA-376 21.1.2.3)."""
    if script in CJK:
        return "ea"
    return "latin" if script in ("Latn", "Grek", "Cyrl") else "sym" if script in SIMPLE else "cs"
