from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from PIL import Image

import docgen.summary
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError
from docgen.summary.files import input_files, resolve
from docgen.summary.loader import load_summary, parse_summary
from docgen.summary.model import Cell
from docgen.summary.sourcemap import locate

ROOT = Path(__file__).parents[2]
HUGE = 10_000_000


def errors(path: Path) -> list[Diagnostic]:
    with pytest.raises(DocgenError) as caught:
        load_summary(path)
    return list(caught.value.diagnostics)


def one(path: Path) -> Diagnostic:
    found = errors(path)
    assert len(found) == 1, found
    return found[0]


def write(folder: Path, content: str | bytes, name: str = "x.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", ["japan-defense.yaml", "flood-defense.yaml"])
def test_examples_are_complete(name: str) -> None:
    found = Diagnostics()
    summary = load_summary(ROOT / "sources" / name, found)
    assert not found.found
    assert len(summary.sections) >= 5 and len(summary.key_points) == 5
    assert set(summary.citations) == {s.id for s in summary.sources}
    assert [t.ref for t in summary.texts] == list(range(len(summary.texts)))
    spots = [t.location for t in summary.texts if t.location]
    assert len(spots) == len(summary.texts) and spots == sorted(spots)


def test_text_locations_are_where_the_words_are() -> None:
    path = ROOT / "sources" / "japan-defense.yaml"
    lines = path.read_text("utf-8").splitlines()
    for text in load_summary(path).texts:
        assert text.location
        rest = lines[text.location.line - 1][text.location.column - 1 :]
        assert rest.startswith(text.source.split()[0]), text


def test_every_word_is_found_again() -> None:
    """Each word of each text, at its offset, stands where `locate` says."""
    for name in ("japan-defense.yaml", "flood-defense.yaml"):
        path = ROOT / "sources" / name
        lines, summary = path.read_text("utf-8").splitlines(), load_summary(path)
        for text in summary.texts:
            for match in re.finditer(r"\S+", text.source):
                at = locate(summary, text, match.start())
                assert at and lines[at.line - 1][at.column - 1 :].startswith(match[0])


def test_places_inside_escaped_text() -> None:
    summary = parse_summary("title: 'It''s a'\nkicker: \"\\u00e9\\t\\x41 b\\n\\\"c\\\n  d\"\n")
    title, kicker = summary.texts
    assert str(locate(summary, title, title.source.index("a"))).endswith(":1:15")
    assert kicker.source == 'é\tA b\n"cd'
    spots = [str(locate(summary, kicker, kicker.source.index(c))) for c in 'éAb"cd']
    assert [s.removeprefix("summary.yaml:") for s in spots] == [
        "2:10",
        "2:18",
        "2:23",
        "2:26",
        "2:28",
        "3:3",
    ]


def test_starter_is_valid() -> None:
    starter = Path(docgen.summary.__file__).with_name("starter.yaml")
    assert load_summary(starter).title


def test_yaml_1_2_types() -> None:
    summary = parse_summary(
        "title: no\nkicker: 12:30\nstandfirst: 1.10\nlang: en\nextra: {a: 1.10, b: on, c: 0x1F}\n"
        "key_points: [yes, off, 2026-03-05, 1_000, 010, 1e3, +1]\n"
        "timeline: [{date: 2027, event: x}]"
    )
    texts = [t.source for t in summary.texts]
    points = ["yes", "off", "2026-03-05", "1_000", "010", "1e3", "+1"]
    assert texts == ["no", "12:30", "1.10", *points, "x"]
    assert summary.timeline[0].date == "2027"
    assert summary.extra == {"a": 1.1, "b": "on", "c": 31}


def test_citations_are_numbered_by_first_use_in_the_file() -> None:
    summary = parse_summary(
        "sources: [{id: a, title: 'A [@d]'}, {id: b, title: B},"
        " {id: c, title: C}, {id: d, title: D}]\n"
        "metrics: [{label: x, value: 1, source: c}]\ntitle: T [@b; @c] `[@a]`\n"
    )
    assert summary.citations == {"d": 1, "c": 2, "b": 3, "a": 4}


def test_texts_of_every_shape_have_path_and_place() -> None:
    summary = parse_summary(
        "title: {text: T, ignore: test}\n"
        "tables:\n"
        "  - {id: t, title: '', columns: [a, {label: b}], "
        "rows: [[{text: c, colspan: 2}], [~, d]]}\n"
    )
    got = [(t.path, t.source, str(t.location)) for t in summary.texts]
    assert got == [
        ("title", "T", "summary.yaml:1:15"),
        ("tables.0.columns.0", "a", "summary.yaml:3:34"),
        ("tables.0.columns.1.label", "b", "summary.yaml:3:45"),
        ("tables.0.rows.0.0.text", "c", "summary.yaml:3:65"),
        ("tables.0.rows.1.1", "d", "summary.yaml:3:86"),
    ]
    cell = summary.tables[0].rows[0][0]
    assert isinstance(cell, Cell) and cell.colspan == 2


def test_anchors_and_aliases() -> None:
    summary = parse_summary("title: &t Flood\nkicker: *t\nkey_points: &k [a]\nauthors: *k\n")
    assert [t.source for t in summary.texts] == ["Flood", "Flood", "a", "a"]


def test_json_is_read_like_yaml(tmp_path: Path) -> None:
    data = yaml.safe_load((ROOT / "sources" / "japan-defense.yaml").read_text("utf-8"))
    plain = load_summary(ROOT / "sources" / "japan-defense.yaml")
    for indent, ascii_only in [("\t", True), (2, False), (None, True)]:
        text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
        loaded = load_summary(write(tmp_path, text, "x.json"))
        assert [t.source for t in loaded.texts] == [t.source for t in plain.texts]
        assert loaded.citations == plain.citations


def test_tabs_on_blank_lines_and_odd_line_breaks() -> None:
    text = "title: A\u2028B\r\n\t\r\nkicker: C\u0085D\r\n \t \r\n"
    summary = parse_summary(text.replace("\r\n", "\n"))
    assert [t.source for t in summary.texts] == ["A B", "C D"]


def test_byte_order_mark_and_windows_newlines(tmp_path: Path) -> None:
    summary = load_summary(write(tmp_path, b"\xef\xbb\xbftitle: Flood\r\nkicker: K\r\n"))
    assert str(summary.texts[1].location).endswith(":2:9")


def test_missing_folder_empty(tmp_path: Path) -> None:
    write(tmp_path, "", "there.yaml")
    missing = one(tmp_path / "there.yml")
    assert (missing.code, missing.hint) == ("DG101", "did you mean there.yaml?")
    assert one(tmp_path / "no" / "x.yaml").code == "DG101"
    assert one(tmp_path).message == "is a folder, not a file"
    assert one(tmp_path / "there.yaml").code == "DG110"
    assert one(write(tmp_path, "\ufeff \n\t\n# only words\n")).code == "DG110"
    assert one(write(tmp_path, "---\n...\n")).code == "DG110"
    assert one(tmp_path / "nul\0.yaml").code == "DG101"


def test_not_utf8(tmp_path: Path) -> None:
    found = one(write(tmp_path, "title: Flood\nkicker: Öl: é".encode("latin-1")))
    assert found.code == "DG107" and str(found.location).endswith(":2:9")
    assert "UTF-16" in one(write(tmp_path, "title: x".encode("utf-16"))).hint


def test_ten_megabytes_give_one_clean_diagnostic(tmp_path: Path) -> None:
    assert one(write(tmp_path, "title: " + "a" * HUGE)).code == "DG109"


def test_hostile_nesting_is_refused(tmp_path: Path) -> None:
    assert one(write(tmp_path, "title: x\nextra: " + "[" * 100_000)).code == "DG109"
    assert one(write(tmp_path, '{"title": ' + "[" * 100_000, "x.json")).code in ("DG106", "DG109")
    assert one(write(tmp_path, "title: x\nextra: " + "{a: " * 100_000)).code == "DG109"
    many = "title: x\nextra: {a: &a [b], c: [" + "*a, " * 2_000 + "]}"
    assert one(write(tmp_path, many)).code == "DG109"


def test_files_stay_inside_the_project(tmp_path: Path) -> None:
    write(tmp_path, "", "project/docgen.toml")
    Image.new("RGB", (4, 4)).save(tmp_path / "project" / "in.png")
    shutil.copy(tmp_path / "project" / "in.png", tmp_path / "out.png")
    (tmp_path / "project" / "sources").mkdir()
    (tmp_path / "project" / "sources" / "link.png").symlink_to(tmp_path / "out.png")
    text = "title: x\nimages: [{id: a, path: ../in.png}, {id: b, path: link.png}]"
    found = one(write(tmp_path, text, "project/sources/x.yaml"))
    assert found.code == "DG119" and str(found.location).endswith(":2:50")
    good = write(tmp_path, text.replace("link.png", "../in.png"), "project/sources/y.yaml")
    inside = (tmp_path / "project" / "in.png").resolve()
    assert input_files(load_summary(good)) == (good.resolve(), inside)
    with pytest.raises(DocgenError):
        resolve(good, str(tmp_path / "out.png"))


def test_images_must_be_pictures(tmp_path: Path) -> None:
    write(tmp_path, "<svg/>", "a.svg")
    write(tmp_path, b"\x89PNG\r\n\x1a\nbroken", "b.png")
    Image.new("1", (20_000, 10_000)).save(tmp_path / "c.png")
    Image.new("RGB", (3, 3)).save(tmp_path / "d.webp")
    (tmp_path / "e.png").mkdir()
    names = ["a.svg", "b.png", "c.png", "d.webp", "e.png", "f.png"]
    items = "".join(f"  - {{id: {n[0]}, path: {n}}}\n" for n in names)
    found = errors(write(tmp_path, "title: x\nimages:\n" + items))
    lines = [(d.location and d.location.line, d.code) for d in found]
    assert lines == [(3, "DG120"), (4, "DG120"), (5, "DG120"), (7, "DG118"), (8, "DG118")]
    assert "SVG" in found[0].message and "pixels" in found[2].message


def test_chart_data_errors_stand_in_the_data_file(tmp_path: Path) -> None:
    write(tmp_path, "year,a\n2026,x\n2027,y\n", "d.csv")
    path = write(tmp_path, "title: x\ncharts: [{id: c, title: t, data: d.csv, highlight: '1'}]\n")
    found = errors(path)
    assert [str(d.location) for d in found] == [f"{tmp_path}/d.csv:2:6", f"{tmp_path}/d.csv:3:6"]
    write(tmp_path, "year,a\n2026,1\n", "d.csv")
    assert one(path).code == "DG116"


def test_one_endless_text_is_refused(tmp_path: Path) -> None:
    found = one(write(tmp_path, "title: x\nstandfirst: '" + "*a_[" * 50_000 + "'"))
    assert (found.code, str(found.location)[-5:]) == ("DG109", ":2:14")


def test_errors_are_sorted_and_all_there(tmp_path: Path) -> None:
    text = "key_points: ['[@no]', 3, [x]]\ntitel: a\nmetrics: [{label: a}]\ntitle: ''\n"
    found = errors(write(tmp_path, text))
    assert [d.code for d in found] == ["DG111", "DG104", "DG102", "DG103", "DG123"]
    places = [d.location for d in found if d.location]
    assert places == sorted(places)
