"""Fonts in decks: whole faces as Embedded OpenType, where theme and licence allow it."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from openxml_audit import validate_pptx

from docgen.engine.api import render
from docgen.foundation.diagnostics import Diagnostics
from docgen.summary.loader import summary_from_data
from tests.font_maker import font_file, write

THEME = """
extends = "slate"
[fonts]
deck = {heading = "%s", body = "Source Sans Pro", mono = "Source Code Pro"}
[deck.options]
embed-fonts = "%s"
"""


def built(root: Path, heading: str = "Source Serif Pro", embed: str = "yes"):  # type: ignore[no-untyped-def]
    (root / "docgen.toml").write_text("")
    folder = root / "layouts" / "themes"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mine.toml").write_text(THEME % (heading, embed))
    summary = summary_from_data({"title": "The weir", "key_points": ["It **held**.", "It cost 3."]})
    found = Diagnostics()
    data = render(summary, "briefing-deck", "mine", project=root, diagnostics=found)
    path = root / "deck.pptx"
    path.write_bytes(bytes(data))
    with zipfile.ZipFile(path) as file:
        fonts = [file.read(n) for n in sorted(file.namelist()) if n.endswith(".fntdata")]
        told = file.read("ppt/presentation.xml").decode()
    return path, fonts, told, [one.message for one in found if one.code == "DG758"]


def test_the_faces_in_use_are_embedded_whole(tmp_path: Path) -> None:
    path, fonts, told, missing = built(tmp_path)
    assert missing == []
    assert told.count("<p:embeddedFont>") == 2
    assert 'typeface="Source Sans Pro"' in told and 'typeface="Source Serif Pro"' in told
    for blob in fonts:
        size, program, version, flags = struct.unpack_from("<4I", blob)
        assert (size, version, flags) == (len(blob), 0x00020001, 0)
        assert struct.unpack_from("<H", blob, 34)[0] == 0x504C
        font = TTFont(io.BytesIO(blob[-program:]))
        assert len(font.getBestCmap()) > 200  # the whole of it, to be edited with
        assert struct.unpack_from("<I", blob, 60)[0] == font["head"].checkSumAdjustment
    assert validate_pptx(str(path)).errors == []


def test_the_same_bytes_each_time(tmp_path: Path) -> None:
    assert built(tmp_path)[0].read_bytes() == built(tmp_path)[0].read_bytes()


def test_no_font_without_the_option(tmp_path: Path) -> None:
    assert built(tmp_path, embed="no")[1] == []


def test_a_font_that_is_only_measured_is_told(tmp_path: Path) -> None:
    _, _, told, missing = built(tmp_path, "Calibri")
    assert len(missing) == 1 and '"Calibri"' in missing[0]
    assert 'typeface="Calibri"' not in told.partition("embeddedFontLst")[2]


@pytest.mark.parametrize(("bits", "allowed"), [(0, True), (8, True), (4, False)])
def test_the_licence_bits_count(tmp_path: Path, bits: int, allowed: bool) -> None:
    write(tmp_path / "fonts", "own.ttf", font_file("Own Face", fs_type=bits))
    write(tmp_path / "fonts", "own-b.ttf", font_file("Own Face", fs_type=bits, bold=True))
    _, _, told, missing = built(tmp_path, "Own Face")
    listed = told.partition("<p:embeddedFontLst>")[2]
    assert ('typeface="Own Face"' in listed) == allowed
    assert any("Own Face" in one and "licence" in one for one in missing) != allowed
