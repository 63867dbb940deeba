"""Font files of every kind: a right document, or one clear finding."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdf.own import own_faults
from pdf.validators import failures, require_validators

from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.layout import compose, find_layout
from docgen.layout.catalog import find_theme
from docgen.pdf import write_pdf
from docgen.summary.loader import parse_summary
from docgen.text.font_files import package_shelf, read_font
from docgen.typeset import typeset
from tests.font_maker import LATIN, build_font, collection, font_file, saved, write

ROOT = Path(__file__).parents[2]


def document(
    folder: Path, family: str = "House", text: str = "Words in House"
) -> tuple[bytes, Any]:
    """A brief set in the family of the files in `folder`, and what was found."""
    theme = find_theme("slate", ROOT)
    fonts = {**theme.fonts, "brief": {"heading": family, "body": family, "mono": family}}
    theme = replace(theme, fonts=fonts, font_folders=(str(folder),))
    summary = parse_summary(f"title: {text}\nsections: [{{heading: H, body: {text}}}]\n", "s.yaml")
    found = Diagnostics()
    placed = typeset(compose(summary, find_layout("policy-brief", ROOT), theme), found)
    sink = io.BytesIO()
    write_pdf(placed, sink)
    return sink.getvalue(), found


def embedded(data: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {str(font.BaseFont)[8:] for font in pdf.pages[0].Resources.Font.values()}


GOOD: dict[str, Callable[[], dict[str, bytes]]] = {
    "truetype": lambda: {"House.ttf": font_file("House")},
    "regular and bold": lambda: {
        "House.ttf": font_file("House"),
        "House-Bold.ttf": font_file("House", bold=True),
    },
    "cff": lambda: {"House.otf": font_file("House", cff=True)},
    "collection": lambda: {"House.ttc": collection("Other", "House")},
    "in a folder inside": lambda: {"more/deeper/House.ttf": font_file("House")},
    "upper-case suffix": lambda: {"HOUSE.TTF": font_file("House")},
    "installable": lambda: {"House.ttf": font_file("House", fs_type=0)},
    "preview and print": lambda: {"House.ttf": font_file("House", fs_type=4)},
    "editable": lambda: {"House.ttf": font_file("House", fs_type=8)},
    "restricted but also editable": lambda: {"House.ttf": font_file("House", fs_type=8)},
    "no name table entries but one": lambda: {"House.ttf": _with_few_names()},
    "without OS/2": lambda: {"House.ttf": _without("OS/2")},
    "without post": lambda: {"House.ttf": _without("post")},
    "with a broken file beside it": lambda: {
        "House.ttf": font_file("House"),
        "zz.ttf": b"\0\1\0\0 broken",
    },
    "few letters": lambda: {"House.ttf": font_file("House", chars="Words inHoue.H ")},
}


def _without(table: str) -> bytes:
    font = build_font("House")
    del font[table]
    return saved(font)


def _with_few_names() -> bytes:
    font = build_font("House")
    font["name"].names = [n for n in font["name"].names if n.nameID == 1]
    return saved(font)


@pytest.mark.parametrize("kind", GOOD)
def test_fonts_that_can_be_used(kind: str, tmp_path: Path) -> None:
    for name, data in GOOD[kind]().items():
        path = tmp_path / name
        write(path.parent, path.name, data)
    data, found = document(tmp_path)
    assert any(name.startswith("House") for name in embedded(data))
    assert own_faults(data) == [] and not found.errors
    require_validators()
    # page-validation looks for CID-keyed CFF only; veraPDF reads both kinds.
    told = [one for one in failures(data) if kind != "cff" or one.startswith("veraPDF")]
    assert told == []


def test_a_variable_font_is_pinned(tmp_path: Path) -> None:
    record = next(r for r in package_shelf().records if r.family == "Arimo" and not r.italic)
    (tmp_path / "Arimo.ttf").write_bytes(Path(record.path).read_bytes())
    data, found = document(tmp_path, "Arimo")
    assert not found.errors and own_faults(data) == []
    require_validators()
    assert failures(data) == []


BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is no TrueType or OpenType font"),
    "text": (b"not a font at all", "is no TrueType or OpenType font"),
    "cut off": (font_file("House")[:400], "cut off"),
    "half": (font_file("House")[:4000], "cut off"),
    "web font": (b"wOF2" + b"\0" * 100, "web font"),
    "web font, old": (b"wOFF" + b"\0" * 100, "web font"),
    "header only": (b"\0\1\0\0\0\0\0\0\0\0\0\0", "broken"),
    "collection of nothing": (b"ttcf\0\1\0\0\0\0\0\0", "collection of 0"),
    "collection of too many": (b"ttcf\0\1\0\0\xff\xff\xff\xff", "collection of"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "is no TrueType or OpenType font"),
    "postscript": (b"%!PS-AdobeFont-1.0", "is no TrueType or OpenType font"),
}
for _table in ("cmap", "head", "hhea", "hmtx", "maxp"):
    BAD[f"without {_table}"] = (b"", f"lacks {_table}")


def _without_raw(table: str) -> bytes:
    """A font file whose directory calls a table by a name that nobody knows."""
    return font_file("House").replace(table.encode(), b"zzzz", 1)


@pytest.mark.parametrize("kind", BAD)
def test_files_that_cannot_be_used_are_told(kind: str, tmp_path: Path) -> None:
    data, why = BAD[kind]
    if kind.startswith("without "):
        data = _without_raw(kind.removeprefix("without "))
    path = write(tmp_path, "House.ttf", data)
    with pytest.raises(ValueError, match=why):
        read_font(str(path), "project")
    with pytest.raises(DocgenError) as error:
        document(tmp_path)
    codes = {d.code for d in error.value.diagnostics}
    assert codes == {"DG407"} or "DG407" in codes


@pytest.mark.parametrize("fs_type", [0x0002, 0x0200, 0x0202])
def test_licence_bits_are_respected(fs_type: int, tmp_path: Path) -> None:
    write(tmp_path, "House.ttf", font_file("House", fs_type=fs_type))
    with pytest.raises(DocgenError) as error:
        document(tmp_path)
    assert "DG431" in {d.code for d in error.value.diagnostics}


def test_a_symbol_font_is_set_by_its_own_codes(tmp_path: Path) -> None:
    font = build_font("House", chars="ABC")
    for table in font["cmap"].tables:
        table.cmap = {code + 0xF000: glyph for code, glyph in table.cmap.items()}
    path = write(tmp_path, "House.ttf", saved(font))
    (record,) = read_font(str(path), "project")
    assert record.symbol
    data, found = document(tmp_path, text="ABC")
    assert any(name.startswith("House") for name in embedded(data)) and not found.errors


def test_the_projects_file_goes_before_a_package(tmp_path: Path) -> None:
    write(tmp_path, "Mine.ttf", font_file("Source Sans Pro", chars=LATIN))
    data, found = document(tmp_path, "Source Sans Pro")
    assert not found.errors
    assert "DG432" in {d.code for d in found}  # the project's has no bold face
    assert own_faults(data) == []
