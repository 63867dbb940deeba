"""Build steps: points that appear with each click, as native PowerPoint animation."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from lxml import etree
from pptx import Presentation
from tools import require_tool

from docgen import Summary, render
from tests.proof.packages import faults

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
DATA = {
    "title": "T",
    "lang": "en",
    "key_points": ["One point", "Another point", "A third one"],
    "sections": [
        {"heading": "Cards", "points": ["Left", "Right"]},
        {"heading": "Prose alone", "body": "A sentence that stands by itself."},
    ],
}


def deck(params: Mapping[str, object]) -> bytes:
    return bytes(render(Summary.from_data(DATA), "briefing-deck", params=params))


def timings(data: bytes) -> dict[str, list[tuple[str, str | None]]]:
    """Return each slide's clicks: the shape that appears, and its paragraph."""
    found: dict[str, list[tuple[str, str | None]]] = {}
    for slide in Presentation(io.BytesIO(data)).slides:
        clicks = []
        for target in slide._element.iter(f"{P}spTgt"):
            part = target.find(f"{P}txEl/{P}pRg")
            clicks.append((target.get("spid"), None if part is None else part.get("st")))
        found[slide.shapes.title.text] = clicks
    return found


def test_nothing_appears_by_itself_unless_asked() -> None:
    assert not any(timings(deck({})).values())
    assert b"p:timing" not in deck({})


def test_each_point_is_a_click_on_a_shape_of_the_slide() -> None:
    data = deck({"steps": True})
    found = timings(data)
    assert len(found["Key points"]) == 3
    assert found["Prose alone"] == [] == found["T"]
    for slide in Presentation(io.BytesIO(data)).slides:
        top = {str(shape.shape_id) for shape in slide.shapes}
        assert {shape for shape, _ in found[slide.shapes.title.text]} <= top
        ids = [node.get("id") for node in slide._element.iter(f"{P}cTn")]
        assert len(ids) == len(set(ids))


def test_a_list_appears_point_by_point(tmp_path: Path) -> None:
    folder = tmp_path / "layouts" / "mine"
    folder.mkdir(parents=True)
    (tmp_path / "docgen.toml").touch()
    (folder / "layout.toml").write_text('kind = "deck"\n')
    (folder / "template.xml.j2").write_text(
        '<deck><slide layout="content" steps="true"><title>Points</title>'
        "<list><item>One</item><item>Two<list><item>Under two</item></list></item></list></slide>"
        '<slide layout="content"><title>Still</title>'
        "<list><item>One</item><item>Two</item></list></slide></deck>"
    )
    data = bytes(render(Summary.from_data(DATA), "mine", project=tmp_path))
    found = timings(data)
    assert [part for _, part in found["Points"]] == ["0", "1"]
    assert found["Still"] == []
    slide = Presentation(io.BytesIO(data)).slides[0]
    ranges = [(r.get("st"), r.get("end")) for r in slide._element.iter(f"{P}pRg")]
    assert ranges == [("0", "0"), ("1", "2")], "what is under a point comes with it"
    (build,) = slide._element.iter(f"{P}bldP")
    assert build.get("build") == "p"


def test_validators_accept_it_and_the_order_of_parts(tmp_path: Path) -> None:
    path = tmp_path / "steps.pptx"
    path.write_bytes(deck({"steps": True}))
    assert faults(path, require_tool("ooxml-validator")) == []
    slide = Presentation(str(path)).slides[1]._element
    names = [etree.QName(child).localname for child in slide]
    assert names.index("timing") > names.index("clrMapOvr")
