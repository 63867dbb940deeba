"""A stranger's file: refused with a word on why, never opened blindly."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from oddities import ODDITIES
from template_corpus import build

from docgen.foundation.diagnostics import DocgenError
from docgen.pptx_template import file as template_file
from docgen.pptx_template.file import open_company
from tests.codes.templates import linked, template


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(DocgenError) as caught:
        open_company(path)
    (one,) = caught.value.diagnostics
    assert one.location is not None and one.location.file == str(path)
    assert one.hint, "a refusal says what to do"
    return one.code, one.message


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, blob in members.items():
            file.writestr(name, blob)
    return path


BARE = {"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"}


def test_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.pptx") == ("DG702", "can't be read: no such file")


@pytest.mark.parametrize(
    ("blob", "word"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 torn", "no .pptx"),
        (b"\xd0\xcf\x11\xe0 old or encrypted", "encrypted"),
        (b"%PDF-1.7", "no .pptx"),
    ],
)
def test_what_is_no_presentation(blob: bytes, word: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pptx"
    path.write_bytes(blob)
    code, message = refusal(path)
    assert code == "DG702"
    assert word in message


def test_another_kind_of_zip(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.pptx", {"[Content_Types].xml": b"<Types/>", "word/a.xml": b"<a/>"})
    assert refusal(path) == ("DG702", "is no .pptx or .potx: it holds no presentation")


@pytest.mark.parametrize(
    ("members", "hint"),
    [
        ({"theme/theme/theme1.xml": b"<a/>"}, "it is an Office theme"),
        ({"word/document.xml": b"<a/>"}, "a document of another kind"),
        ({"other/a.xml": b"<a/>"}, "open it in PowerPoint"),
    ],
)
def test_the_hint_says_what_it_is(members: dict[str, bytes], hint: str, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.pptx", {"[Content_Types].xml": b"<Types/>", **members})
    with pytest.raises(DocgenError) as caught:
        open_company(path)
    assert hint in caught.value.diagnostics[0].hint


def test_a_presentation_without_a_size_has_powerpoints_own(tmp_path: Path) -> None:
    """`p:sldSz` is optional (ECMA-376 Part 1, 19.2.1.26)."""
    path = tmp_path / "a.pptx"
    with (
        zipfile.ZipFile(io.BytesIO(template())) as whole,
        zipfile.ZipFile(path, "w") as file,
    ):
        for name in whole.namelist():
            blob = whole.read(name)
            if name == "ppt/presentation.xml":
                blob, count = re.subn(rb"<p:sldSz [^>]*/>", b"", blob)
                assert count == 1
            file.writestr(name, blob)
    company = open_company(path)
    assert (company.width, company.height) == (720, 540)


def test_damaged_parts(tmp_path: Path) -> None:
    assert refusal(zipped(tmp_path / "a.pptx", BARE))[0] == "DG702"
    torn = zipped(tmp_path / "b.pptx", {**BARE, "_rels/.rels": b"<Relationships"})
    assert refusal(torn)[0] == "DG702"


def test_zip_bomb(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.pptx", {**BARE, "ppt/media/a.bin": b"\0" * 3_000_000})
    code, message = refusal(path)
    assert code == "DG703"
    assert "times its size" in message


def test_too_many_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_file, "MOST_ENTRIES", 5)
    more = {f"ppt/media/{n}.bin": b"x" for n in range(5)}
    assert refusal(zipped(tmp_path / "a.pptx", {**BARE, **more})) == (
        "DG703",
        "has 7 entries, at most 5 are read",
    )


def test_too_large_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_file, "MOST_BYTES", 1_000_000)
    more = {"ppt/media/a.bin": bytes(range(256)) * 8000}
    assert refusal(zipped(tmp_path / "a.pptx", {**BARE, **more}))[0] == "DG703"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_read(encoding: str, tmp_path: Path) -> None:
    text = '<!DOCTYPE a [<!ENTITY b "bbbb">]><p>&b;</p>'
    path = zipped(tmp_path / "a.pptx", {**BARE, "ppt/presentation.xml": text.encode(encoding)})
    assert refusal(path) == (
        "DG703",
        '"ppt/presentation.xml" declares a DTD or entities; none are read',
    )


def test_macros_are_left_out_and_told(tmp_path: Path) -> None:
    path = ODDITIES["potx"](tmp_path / "a.potx")
    with zipfile.ZipFile(path) as old:
        members = {n: old.read(n) for n in old.namelist()}
    rels, types = "ppt/_rels/presentation.xml.rels", "[Content_Types].xml"
    macro = (
        b'<Relationship Id="rId78" Target="vbaProject.bin" '
        b'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/>'
    )
    members[rels] = members[rels].replace(b"</Relationships>", macro + b"</Relationships>")
    main = b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
    active = b"application/vnd.ms-powerpoint.template.macroEnabled.main+xml"
    kind = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    members[types] = members[types].replace(main, active).replace(b"</Types>", kind)
    members["ppt/vbaProject.bin"] = b"Sub AutoOpen()"
    built = build(zipped(tmp_path / "b.potm", members))
    assert [d.message for d in built.found if d.code == "DG708"] == [
        "has macros: they are left out of the deck"
    ]
    with zipfile.ZipFile(built.path) as made:
        assert not [n for n in made.namelist() if "vba" in n.lower()]
        assert b"macro" not in made.read(types).lower()
        assert not [n for n in made.namelist() if b"AutoOpen" in made.read(n)]


def test_what_a_deck_would_load_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.pptx"
    path.write_bytes(template(linked))
    told = [d.message for d in build(path).found if d.code == "DG708"]
    assert told == [
        '"ppt/slideMasters/slideMaster1.xml" loads "https://example.org/seen.png" '
        "when the deck is opened"
    ]


def test_relationships_that_lead_nowhere_are_dropped(tmp_path: Path) -> None:
    path = ODDITIES["potx"](tmp_path / "a.potx")
    with zipfile.ZipFile(path) as old:
        members = {n: old.read(n) for n in old.namelist()}
    lost = b'<Relationship Id="rId77" Type="x" Target="NULL"/></Relationships>'
    rels = "ppt/_rels/presentation.xml.rels"
    members[rels] = members[rels].replace(b"</Relationships>", lost)
    assert len(open_company(zipped(tmp_path / "b.potx", members)).layouts) == 11
