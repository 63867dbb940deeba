"""Words that stand beside what isn't shown: of decorative pictures, of sources not listed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from docgen import load_summary, render
from docgen.foundation.diagnostics import Diagnostics

BASE: dict[str, Any] = {"title": "Walls", "lang": "en", "key_points": ["One. [@a]"]}


def built(folder: Path, layout: str, **more: Any) -> tuple[str, list[str]]:
    """Return a document's text, as PDF, and the codes that were told."""
    (folder / "docgen.toml").touch()
    path = folder / "walls.json"
    path.write_text(json.dumps(BASE | more))
    found = Diagnostics()
    made = render(load_summary(path, found), layout, None, "pdf", project=folder, diagnostics=found)
    pages = PdfDocument(bytes(made))
    text = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    return " ".join(text.split()), [one.code for one in found]


@pytest.mark.parametrize("layout", ["policy-brief", "briefing-deck"])
def test_a_decorative_picture_keeps_its_words(layout: str, tmp_path: Path) -> None:
    Image.new("RGB", (1600, 900), "steelblue").save(tmp_path / "wall.png")
    picture = {"id": "w", "path": "wall.png", "decorative": True}
    words = {"caption": "It closes in nine minutes", "credit": "City archive"}
    source = [{"id": "a", "title": "Report"}]
    text, told = built(tmp_path, layout, images=[picture | words], sources=source)
    assert "It closes in nine minutes" in text
    assert "City archive" in text
    assert "DG451" not in told


def test_notes_of_sources_that_are_not_listed_take_no_number(tmp_path: Path) -> None:
    """The second source is cited in speaker notes alone, which a brief doesn't show."""
    sources = [
        {"id": "a", "title": "Report^[Its annex]"},
        {"id": "b", "title": "Minutes^[Of March]"},
        {"id": "c", "title": "Letter^[To the mayor]"},
    ]
    section = {"heading": "What", "body": "Walls^[They stand. [@c]] stand.", "notes": "Say [@b]."}
    text, told = built(tmp_path, "policy-brief", sources=sources, sections=[section])
    assert "DG451" not in told
    assert "Minutes" not in text
    assert "Of March" not in text
    assert "Letter" in text, "it is cited in a footnote"
    for number, note in enumerate(("They stand.", "Its annex", "To the mayor"), start=1):
        assert f"{number} {note}" in text


def test_a_quotation_stands_beside_an_empty_section(tmp_path: Path) -> None:
    quote = {"id": "said", "text": "We saw it come", "by": "Ada King"}
    section = {"heading": "What", "figures": ["said"]}
    text, _ = built(tmp_path, "backgrounder", quotes=[quote], sections=[section], key_points=[])
    assert text.count("We saw it come") == 1
