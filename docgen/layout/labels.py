"""Labels that layouts print ("Key points"), in the summary's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.foundation.files import LAYOUT, MissingFileError, read_file
from docgen.foundation.toml import TomlError, parse_toml

FILE = "labels.toml"


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of one language; English where a translation lacks."""

    words: Mapping[str, str]

    def __call__(self, label: str, **values: object) -> str:
        """Return the label, its ``{name}`` parts filled."""
        text = self.words.get(label, label)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text


def read_labels(folders: Sequence[Path], lang: str) -> Labels:
    """Merge the ``labels.toml`` of `folders` (nearest first) for a BCP 47 language.

    Raises `DocgenError` (DG202) if one is not valid TOML.
    """
    words: dict[str, str] = {}
    for folder in reversed(folders):
        path = folder / FILE
        text = _text(path)
        if text is not None:
            table = _parse(text, str(path))
            primary = lang.split("-", maxsplit=1)[0].lower()
            for name in ("en", primary, lang):
                words |= table.get(name, {})
    return Labels(words)


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
def _parse(text: str, path: str) -> Mapping[str, Mapping[str, str]]:
    try:
        raw = parse_toml(text)
    except TomlError as error:
        message, where = f"not valid TOML: {error}", Location(path, error.line, error.column)
        raise DocgenError(Diagnostic(codes.LAYOUT_FILE, message, where)) from None
    return {
        lang: {str(k): str(v) for k, v in words.items()}
        for lang, words in raw.items()
        if isinstance(words, dict)
    }
