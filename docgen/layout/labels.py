"""Labels that layouts print ("Key points"), in the summary's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location

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
        if path.is_file():
            table = _parse(path.read_text(encoding="utf-8"), str(path))
            primary = lang.split("-", maxsplit=1)[0].lower()
            for name in ("en", primary, lang):
                words |= table.get(name, {})
    return Labels(words)


@lru_cache(maxsize=32)
def _parse(text: str, path: str) -> Mapping[str, Mapping[str, str]]:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"not valid TOML: {error}"
        raise DocgenError(Diagnostic(codes.LAYOUT_FILE, message, Location(path))) from None
    return {
        lang: {str(k): str(v) for k, v in words.items()}
        for lang, words in raw.items()
        if isinstance(words, dict)
    }
