"""Labels that layouts print ("Key points"), in the summary's language."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import c2py
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.foundation.files import LAYOUT, MissingFileError, read_file
from docgen.foundation.toml import TomlError, parse_toml
from docgen.language.locale import locale_of

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

FILE = "labels.toml"
_PARENTS = {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
    "no": "nb",
    "nn": "nb",
    "iw": "he",
    "in": "id",
}
"""Tags under whose labels others are found (CLDR, parent locales and aliases)."""
MOST_NAMED = 5


Label: TypeAlias = str | Mapping[str, str]
"""A text, or one for each plural form."""


def _label(value: object) -> Label:
    if isinstance(value, Mapping):
        return {str(form): str(text) for form, text in value.items()}
    return str(value)


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of one language; English where a translation lacks."""

    words: Mapping[str, Label]
    """By the English label. One with a number may have a text for each plural form of the
    language (CLDR): ``{one = "{n} Quelle", other = "{n} Quellen"}``."""
    lang: str = "en"
    lacking: dict[str, None] = field(default_factory=dict)
    """Labels that were asked for and have no translation."""

    def __call__(self, label: str, **values: object) -> str:
        """Return the label, its ``{name}`` parts filled; ``n`` chooses the plural form."""
        text = self.words.get(label)
        if text is None:
            text = label
            self.lacking[label] = None
        if not isinstance(text, str):
            text = self._plural(label, text, values.get("n"))
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def _plural(self, label: str, forms: Mapping[str, str], number: object) -> str:
        form = "other"
        if isinstance(number, int | float) and not isinstance(number, bool):
            form = locale_of(self.lang).plural_form(number)
        return forms.get(form) or forms.get("other") or label

    def report(self, found: Diagnostics, where: Location | None = None) -> None:
        """Tell at `where` which labels stay English in a text of another language."""
        if self.lang.partition("-")[0].lower() == "en" or not self.lacking:
            return
        named = ", ".join(f'"{label}"' for label in list(self.lacking)[:MOST_NAMED])
        more = len(self.lacking) - MOST_NAMED
        found.notice(
            codes.MISSING_LABEL,
            f'the language "{self.lang}" has no word for {named}'
            + (f" and {more} more" if more > 0 else ""),
            where,
            f'write them under [{self.lang}] in the project\'s labels.toml ("Source" = "...")',
        )


def tags_of(lang: str) -> list[str]:
    """Return the tags under which a language's labels may stand, the most general first."""
    primary = lang.partition("-")[0].lower()
    script = next((p.title() for p in lang.split("-")[1:] if len(p) == 4 and p.isalpha()), "")
    near = _PARENTS.get(lang.lower()) or _PARENTS.get(primary, "")
    written = f"{primary}-{script}" if script else near
    return list(dict.fromkeys(tag for tag in (primary, written, lang) if tag))


def read_labels(folders: Sequence[Path], lang: str) -> Labels:
    """Merge the ``labels.toml`` of `folders` (nearest first) for a BCP 47 language, and their
    gettext catalogues, ``labels.de.po``, whose `msgid` is the English label.

    Raises `DocgenError` (DG202) if one is not valid.
    """
    words: dict[str, Label] = {}
    marks: dict[str, Label] = {}
    for folder in reversed(folders):
        path = folder / FILE
        text = _text(path)
        if text is not None:
            table = _parse(text, str(path))
            marks |= table.get("en", {})
            known = {tag.lower(): labels for tag, labels in table.items()}
            for tag in tags_of(lang):
                words |= known.get(tag.lower(), {})
        for tag in tags_of(lang):
            path = folder / f"labels.{tag}.po"
            text = _text(path)
            if text is not None:
                words |= _gettext(text, str(path), tag)
    return Labels({**marks, **words}, lang)


def _text(path: Path) -> str | None:
    try:
        return read_file(path, LAYOUT, path.parent).decode("utf-8-sig")
    except MissingFileError:
        return None
    except OSError as error:
        message = f"it {error.strerror}"
    except UnicodeDecodeError:
        message = "is not UTF-8 text"
    raise DocgenError(Diagnostic(codes.LAYOUT_FILE, message, Location(str(path))))


@lru_cache(maxsize=32)
def _parse(text: str, path: str) -> Mapping[str, Mapping[str, Label]]:
    try:
        raw = parse_toml(text)
    except TomlError as error:
        message, where = f"not valid TOML: {error}", Location(path, error.line, error.column)
        raise DocgenError(Diagnostic(codes.LAYOUT_FILE, message, where)) from None
    return {
        lang: {str(k): _label(v) for k, v in words.items()}
        for lang, words in raw.items()
        if isinstance(words, dict)
    }


SAMPLES = 200
"""Numbers by which the plural forms of gettext are matched with those of CLDR."""


@lru_cache(maxsize=32)
def _gettext(text: str, path: str, lang: str) -> Mapping[str, Label]:
    """Return the labels of a gettext catalogue; fuzzy and empty translations are left out."""
    # Late: few projects have one.
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415

    line: int | None = None
    try:
        return _labels_of(read_po(io.BytesIO(text.encode()), abort_invalid=True), lang)
    except PoFileError as error:
        message, line = str(error), error.lineno
    except (ValueError, LookupError, ArithmeticError, AttributeError, TypeError) as error:
        message = str(error) or type(error).__name__
    where = Location(path, line, 1) if line else Location(path)
    raise DocgenError(Diagnostic(codes.LAYOUT_FILE, f"not valid gettext: {message}", where))


def _labels_of(catalog: Catalog, lang: str) -> dict[str, Label]:
    choose, form_of = c2py(catalog.plural_expr), locale_of(lang).plural_form
    words: dict[str, Label] = {}
    for entry in catalog:
        said = entry.string
        if not entry.id or entry.fuzzy or not said:
            continue
        if isinstance(entry.id, str):
            words[entry.id] = str(said)
        elif all(said):
            forms = {form_of(n): str(said[choose(n)]) for n in range(SAMPLES, -1, -1)}
            words |= {key: {"other": str(said[-1]), **forms} for key in entry.id}
    return words
