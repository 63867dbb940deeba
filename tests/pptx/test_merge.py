"""A deck edited by hand and rebuilt: what the hand added is there, what it lost is told."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from openxml_audit import validate_pptx
from PIL import Image
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Pt

from docgen.engine.jobs import BuildRequest, Result
from docgen.engine.merge import merge_output
from docgen.engine.run import carry_out, make_plan
from docgen.foundation.diagnostics import Diagnostics, DocgenError

SUMMARY = """
title: The river came back
kicker: Floods
standfirst: {standfirst}
lang: en
key_points: [The weir held, The road did not, The town stayed dry]
sections:
- id: why
  heading: Why it rose
  body: |
    {long}
  points: [Rain for nine days on ground that could hold no more, Snow in the hills that melted at once, A gate that stood open for repair]
- id: next
  heading: What comes next
  body: |
    {long}
  points: [A second weir above the town before the winter, A wider bed along the old mill, A gauge at every bridge]
"""
LONG = (
    "The river rose for nine days and fell for three. The weir above the town, built after the"
    " flood of 1954, held back what came down the northern arm; what came down the southern arm"
    " met nothing but the road, and took it. Nobody was hurt. The council has asked two engineers"
    " for a report and will hear them in public."
)
SOURCE = "sources/a.yaml"
DECK = Path("build/a.briefing-deck.pptx")
COMMENTS = (
    b'<?xml version="1.0"?><p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
    b'<p:cm authorId="0" dt="2026-11-26T10:00:00" idx="1"><p:pos x="10" y="10"/>'
    b"<p:text>Is that so?</p:text></p:cm></p:cmLst>"
)
AUTHORS = (
    b'<?xml version="1.0"?><p:cmAuthorLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
    b'<p:cmAuthor id="0" name="Anna" initials="A" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>'
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docgen.toml").write_text('layouts = ["briefing-deck"]\n')
    (tmp_path / "sources").mkdir()
    write("Nine days of rain.")
    assert all(r.ok for r in build())
    return tmp_path


def write(standfirst: str) -> None:
    Path(SOURCE).write_text(SUMMARY.format(standfirst=standfirst, long=LONG))


def build(force: bool = False) -> list[Result]:
    return list(carry_out(make_plan(Path(), BuildRequest(), os.environ, force)))


def codes(results: list[Result]) -> list[str]:
    return [d.code for r in results if not r.ok for d in r.diagnostics]


def merge() -> tuple[list[str], list[str]]:
    found = Diagnostics()
    kept = merge_output(DECK, Path(), BuildRequest(), os.environ, found)
    return kept, [d.message for d in found]


def slide_named(deck: Presentation, title: str) -> object:  # type: ignore[valid-type]
    return next(
        s for s in deck.slides if s.shapes.title is not None and s.shapes.title.text == title
    )  # type: ignore[attr-defined]


def edit() -> None:
    """A note and a picture, a comment, a hidden slide, a slide of one's own, a retyped title."""
    deck = Presentation(str(DECK))
    slide = slide_named(deck, "Why it rose")
    box = slide.shapes.add_textbox(Pt(40), Pt(480), Pt(300), Pt(20))  # type: ignore[attr-defined]
    box.name, box.text_frame.text = "My note", "Ask the engineer"
    sink = io.BytesIO()
    Image.new("RGB", (80, 40), "red").save(sink, "PNG")
    slide.shapes.add_picture(sink, Pt(600), Pt(480), Pt(80), Pt(40)).name = "My picture"  # type: ignore[attr-defined]
    package = deck.part.package
    comments = Part(PackURI("/ppt/comments/comment1.xml"), CT.PML_COMMENTS, package, COMMENTS)
    slide.part.relate_to(comments, RT.COMMENTS)  # type: ignore[attr-defined]
    authors = Part(PackURI("/ppt/commentAuthors.xml"), CT.PML_COMMENT_AUTHORS, package, AUTHORS)
    deck.part.relate_to(authors, RT.COMMENT_AUTHORS)
    slide_named(deck, "What comes next")._element.set("show", "0")  # type: ignore[attr-defined]
    own = deck.slides.add_slide(deck.slide_layouts[1])
    own.shapes.title.text = "My own slide"
    listed = deck.slides._sldIdLst
    last = listed[-1]
    listed.remove(last)
    listed.insert(2, last)
    deck.slides[1].shapes.title.text = "Retyped"
    deck.save(str(DECK))


def test_an_edited_deck_is_not_overwritten(project: Path) -> None:
    edit()
    before = DECK.read_bytes()
    write("Ten days of rain.")
    assert codes(build()) == ["DG712"]
    assert DECK.read_bytes() == before
    assert codes(build(force=True)) == []
    assert DECK.read_bytes() != before


def test_an_untouched_deck_is_overwritten(project: Path) -> None:
    before = DECK.read_bytes()
    write("Ten days of rain.")
    assert codes(build()) == []
    assert DECK.read_bytes() != before


def test_a_rebuild_keeps_what_was_added(project: Path, require_tool: Callable[[str], str]) -> None:
    edit()
    write("Ten days of rain.")
    kept, lost = merge()
    deck = Presentation(str(DECK))
    titles = [s.shapes.title.text for s in deck.slides]
    assert titles[2] == "My own slide"
    texts = [s.text_frame.text for s in deck.slides[0].shapes if s.has_text_frame]
    assert "Ten days of rain." in texts
    slide = slide_named(deck, "Why it rose")
    named = {s.name: s for s in slide.shapes}  # type: ignore[attr-defined]
    assert named["My note"].text_frame.text == "Ask the engineer"
    assert named["My picture"].image.content_type == "image/png"
    ids = [s.shape_id for s in slide.shapes]  # type: ignore[attr-defined]
    assert len(ids) == len(set(ids))
    kinds = {r.reltype for r in slide.part.rels.values()}  # type: ignore[attr-defined]
    assert RT.COMMENTS in kinds
    assert RT.COMMENT_AUTHORS in {r.reltype for r in deck.part.rels.values()}
    assert slide_named(deck, "What comes next")._element.get("show") == "0"  # type: ignore[attr-defined]
    assert any('was retyped to "Retyped"' in t for t in lost)
    assert "Retyped" not in titles
    assert len(kept) == 5
    assert [str(e) for e in validate_pptx(DECK).errors] == []
    done = subprocess.run(
        [require_tool("ooxml-validator"), str(DECK)], capture_output=True, timeout=300
    )
    assert b'"ok": true' in done.stdout or b'"ok":true' in done.stdout


def test_a_merged_deck_is_fresh_until_its_summary_changes(project: Path) -> None:
    edit()
    merge()
    assert [r.fresh for r in build()] == [True]
    merged = DECK.read_bytes()
    write("Eleven days of rain.")
    assert codes(build()) == ["DG712"]
    assert DECK.read_bytes() == merged
    kept, _ = merge()
    assert any("My note" in one for one in kept)


def test_what_stood_on_a_slide_that_is_gone_is_told(project: Path) -> None:
    edit()
    text = Path(SOURCE).read_text()
    Path(SOURCE).write_text(
        text.replace("id: why\n  heading: Why it rose", "id: x\n  heading: Bridges")
    )
    _, lost = merge()
    assert any("My note" in one for one in lost)


def test_merging_twice_gives_the_same_bytes(project: Path) -> None:
    edit()
    edited = DECK.read_bytes()
    merge()
    first = DECK.read_bytes()
    DECK.write_bytes(edited)
    merge()
    assert DECK.read_bytes() == first


def test_a_deck_of_others_is_refused(project: Path) -> None:
    other = Path("build/other.pptx")
    Presentation().save(str(other))
    with pytest.raises(DocgenError) as refused:
        merge_output(other, Path(), BuildRequest(), os.environ, Diagnostics())
    assert [d.code for d in refused.value.diagnostics] == ["DG714"]
