"""Table cells with a ground of their own: in summaries by tone, in layouts by token."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pptx import Presentation

from docgen.engine.api import render
from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.layout import find_theme
from docgen.summary.loader import summary_from_data
from docgen.theme.model import contrast

ROOT = Path(__file__).parents[2]

TABLE = {
    "id": "t",
    "title": "State of the works",
    "columns": ["Part", "Cost", "State"],
    "rows": [
        ["North", "3", {"text": "On track", "tone": "good"}],
        ["South", "5", {"text": "Late", "tone": "bad"}],
        ["East", "1", {"text": "Paused", "tone": "muted"}],
        ["West", "7", {"text": "New", "tone": "accent"}],
    ],
    "highlight": ["North", "Cost"],
}


def cells(project: Path, layout: str, **more: object):  # type: ignore[no-untyped-def]
    """Return a deck's table cells by text: scheme colour of the ground, colour of the text."""
    summary = summary_from_data({"title": "Works", "tables": [{**TABLE, **more}]})
    found = Diagnostics()
    data = bytes(render(summary, layout, "slate", project=project, diagnostics=found))
    shown = {}
    for slide in Presentation(io.BytesIO(data)).slides:
        for frame in (s for s in slide.shapes if s.has_table):
            for cell in frame.table.iter_cells():
                ground = cell._tc.xpath("./a:tcPr/a:solidFill/*/@val")
                text = cell._tc.xpath(".//a:rPr/a:solidFill/*/@val")
                shown[cell.text_frame.text] = (ground[:1], text[:1])
    return shown, found


def mine(root: Path, slide: str) -> Path:
    root.mkdir(exist_ok=True)
    (root / "docgen.toml").write_text("")
    folder = root / "layouts" / "mine"
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text('kind = "deck"\n')
    (folder / "template.xml.j2").write_text(f'<deck><slide title="T">{slide}</slide></deck>')
    return root


def test_tones_and_stressed_rows_and_columns_have_grounds() -> None:
    shown, _ = cells(ROOT, "briefing-deck")
    grounds = {text: ground for text, (ground, _) in shown.items()}
    assert grounds["On track"] == ["accent3"] and grounds["Late"] == ["accent4"]
    assert grounds["North"] == grounds["3"] == grounds["5"] == grounds["Cost"] == grounds["New"]
    assert grounds["North"] and grounds["Paused"] and grounds["South"] == []


@pytest.mark.parametrize("name", ["slate", "vermilion"])
def test_text_reads_on_every_tone(name: str) -> None:
    theme = find_theme(name, ROOT)
    tokens = ("text", "on-ink", "on-accent", "background", "ink")
    for ground in ("tint", "surface", "positive", "negative"):
        back = theme.color(ground).rgb
        assert max(contrast(theme.color(t).rgb, back) for t in tokens) >= 4.5


def test_a_layout_colours_rows_and_cells(tmp_path: Path) -> None:
    table = (
        '<table><tr fill="ink"><th>Head</th><th>B</th></tr>'
        '<tr><td fill="positive">Yes</td><td>Plain</td></tr></table>'
    )
    shown, found = cells(mine(tmp_path, table), "mine")
    assert shown["Head"][0] == ["tx2"] and shown["Head"][1] == ["bg1"]
    assert shown["Yes"][0] == ["accent3"] and shown["Plain"][0] == []
    assert "DG756" not in {one.code for one in found}


def test_a_ground_on_which_nothing_reads_is_told(tmp_path: Path) -> None:
    table = '<table><tr><td fill="accent-5">Late</td><td>Plain</td></tr></table>'
    _, found = cells(mine(tmp_path, table), "mine")
    assert [one.code for one in found if one.code == "DG756"] == ["DG756"]


def test_a_layout_stresses_what_it_names(tmp_path: Path) -> None:
    shown, _ = cells(mine(tmp_path, '<table ref="t" highlight="South"/>'), "mine")
    assert shown["South"][0] and shown["North"][0] == []
    with pytest.raises(DocgenError, match='"Sout" is no row'):
        cells(mine(tmp_path / "b", '<table ref="t" highlight="Sout"/>'), "mine")


def test_each_stressed_name_has_to_be_there() -> None:
    with pytest.raises(DocgenError, match='"Nort" is no row and no column'):
        cells(ROOT, "briefing-deck", highlight=["South", "Nort"])
