"""Marks of citations and notes make no other number of the one before them.

Every number that a program extracts from an example's outputs is one of its summary.
"""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from pptx import Presentation

from docgen.cli.main import main

ROOT = Path(__file__).parents[2]
NUMBER = re.compile(r"\d(?:[\d.,\u00a0\u202f]*\d)?")
COUNTED = 400
"""Pages, slides, items, axes of charts: smaller numbers may be docgen's own."""


def numbers(text: str) -> set[str]:
    """Figures without what groups or ends them."""
    unmarked = re.sub(r"\[\d+\]|\(\d+\)", " ", text)
    return {re.sub(r"[.,\u00a0\u202f]", "", n) for n in NUMBER.findall(unmarked)}


def spoken(path: Path) -> str:
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as pdf:
            pages = [page.get_textpage().get_text_bounded() for page in pdf]
            marks = [mark.get_title() for mark in pdf.get_toc()]
            return "\n".join([*pages, *marks, *map(str, pdf.get_metadata_dict().values())])
    deck = Presentation(str(path))
    said = [deck.core_properties.title or ""]
    for slide in deck.slides:
        for shape in slide.shapes:
            said += (
                [
                    shape.name,
                    *(p.text for p in shape.text_frame.paragraphs if shape.has_text_frame),
                ]
                if shape.has_text_frame
                else [shape.name]
            )
            if shape.has_table:
                said += [c.text_frame.text for row in shape.table.rows for c in row.cells]
        if slide.has_notes_slide:
            said.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(said)


@pytest.mark.parametrize("source", ["japan-defense", "flood-defense"])
def test_numbers_are_the_summarys(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    summary = ROOT / "sources" / f"{source}.yaml"
    layouts = [w for name in ("policy-brief", "one-pager", "briefing-deck") for w in ("-l", name)]
    with pytest.raises(SystemExit) as done:
        main(["build", "-q", str(summary), *layouts, "--out", str(tmp_path)])
    assert not done.value.code
    known = numbers(summary.read_text("utf-8"))
    for data in (ROOT / "sources").glob("*.csv"):
        known |= numbers(data.read_text("utf-8"))
    made = [p for p in tmp_path.rglob("*") if p.suffix in (".pdf", ".pptx")]
    assert len(made) == 3
    for path in made:
        text = spoken(path)
        assert "[1]" in text
        strange = {n for n in numbers(text) - known if int(n) > COUNTED}
        assert not {n for n in strange if n[:-1] in known or n[:-2] in known}, path.name
        for name in re.findall(r"(?:Chart|Table|Metric|Person|Timeline)[^\n]*", text):
            assert path.suffix == ".pdf" or not re.search(r"\[\d+\]$", name)
