"""Text as operators: characters to codes of the document's fonts, kerned like it was measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docgen.pdf.fonts import EmbeddedFont
from docgen.pdf.objects import PdfFile, number
from docgen.text.fonts import Face

_MOVE = "\n"
"""Before a move (kerning) between two strings; a line feed in a string is always escaped."""
_WORDS = re.compile(r"[^ ]* *")


class Typist:
    """The fonts of one document, and what words look like in them."""

    def __init__(self, kern: bool) -> None:
        self.kern = kern
        self._fonts: dict[str, EmbeddedFont] = {}
        self._words: dict[str, dict[str, tuple[tuple[int, str], ...]]] = {}
        self._named: dict[str, EmbeddedFont] = {}

    def runs(self, text: str, face: Face) -> Iterator[tuple[str, str]]:
        """Yield the font's resource name and the showing operator of each run of text."""
        font = self._font(face)
        words = self._words[face.key]
        held: list[str] = []
        home = 0
        for word in _WORDS.findall(text):
            parts = words.get(word)
            if parts is None:
                parts = words[word] = tuple(self._parts(word, face, font))
            for subset, shown in parts:
                if subset != home and held:
                    yield font.resource(home), _operator(held)
                    held = []
                home = subset
                held.append(shown)
        if held:
            yield font.resource(home), _operator(held)

    def _font(self, face: Face) -> EmbeddedFont:
        font = self._fonts.get(face.key)
        if font is None:
            drawn = f"{face.file.path} {face.file.variations}"
            font = self._named.get(drawn)
            if font is None:
                font = self._named[drawn] = EmbeddedFont(face, len(self._named))
            self._fonts[face.key] = font
            self._words[face.key] = {}
        return font

    def _parts(self, word: str, face: Face, font: EmbeddedFont) -> Iterator[tuple[int, str]]:
        """Yield subset and string's inside; a move stands between two strings."""
        moves: Iterable[float] = (self.kern and face.kerning(word)) or (0.0,) * len(word)
        held, home = "", 0
        for character, move in zip(word, moves, strict=True):
            subset, code = font.encode(character)
            if subset != home and held:
                yield home, held
                held = ""
            home = subset
            held += code
            if move:
                held += f"){_MOVE}{number(-move * 1000)}("
        if held:
            yield home, held

    def write(self, file: PdfFile) -> dict[str, int]:
        """Add all fonts to the file; return their numbers by resource name."""
        found: dict[str, int] = {}
        for font in self._named.values():
            found |= font.write(file)
        return found


def _operator(parts: list[str]) -> str:
    text = "".join(parts)
    return f"[({text})]TJ" if _MOVE in text else f"({text})Tj"
