"""Writing a deck to bytes, and its parts as XML."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from docgen.placed.documents import Deck
from docgen.pptx import write_pptx

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}


def written(deck: Deck) -> bytes:
    sink = io.BytesIO()
    write_pptx(deck, sink)
    return sink.getvalue()


def parts(blob: bytes, prefix: str) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(blob)) as file:
        names = [n for n in file.namelist() if n.startswith(prefix) and n.endswith(".xml")]
        return {n: etree.fromstring(file.read(n)) for n in names}
