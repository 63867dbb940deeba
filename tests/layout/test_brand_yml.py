"""A Quarto brand file as a theme: colours that read, families, logo, and what is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from docgen.foundation.diagnostics import DocgenError
from docgen.layout import find_theme, list_themes
from docgen.theme.art_contrast import weak_places
from docgen.theme.load import weak_pairs
from docgen.theme.model import Theme

BRAND = """\
meta: {name: {full: Acme Institute}}
logo:
  images: {main: {path: logo.png, alt: Acme}}
  medium: main
color:
  palette: {plum: "#6B2D5C", gold: "#FC0", night: "#14213D"}
  foreground: night
  background: "#FFFFFF"
  primary: plum
  warning: gold
typography:
  base: {family: Calibri}
  headings: Cambria
"""


def brand(folder: Path, text: str = BRAND, name: str = "_brand.yml") -> Theme:
    (folder / name).write_text(text, encoding="utf-8")
    Image.new("RGB", (40, 20), "teal").save(folder / "logo.png")
    return find_theme("brand", folder)


def test_colours_fonts_and_logo_are_the_brands(tmp_path: Path) -> None:
    theme = brand(tmp_path)
    assert theme.description == "Brand: Acme Institute"
    assert theme.color("accent-1").hex == "6B2D5C"
    assert theme.color("text").hex == "14213D"
    assert theme.family("deck", "body") == "Calibri"
    assert theme.family("deck", "heading") == "Cambria"
    assert theme.logo == str(tmp_path / "logo.png")
    assert theme.origin == "project"
    assert "brand" in [one.name for one in list_themes(tmp_path)]


def test_a_colour_that_would_not_read_is_changed_and_told(tmp_path: Path) -> None:
    theme = brand(tmp_path)
    assert theme.color("accent-5").hex != "FFCC00"
    told = [one for one in theme.findings if one.code == "DG733"]
    assert len(told) == 1 and "warning is #" in told[0].message
    assert told[0].location is not None and told[0].location.line == 10


@pytest.mark.parametrize("background", ["#FFFFFF", "#FFF8E7", "#101820", "#2B2B2B"])
@pytest.mark.parametrize("primary", ["#FFD500", "#00FF88", "#111111", "#C8102E", "#F4F4F4"])
def test_every_brand_reads(tmp_path: Path, background: str, primary: str) -> None:
    text = f'color: {{background: "{background}", primary: "{primary}", foreground: "#808080"}}\n'
    theme = brand(tmp_path, text)
    assert weak_pairs(theme) == [] and weak_places(theme) == []


def test_paper_of_a_dark_brand_is_white(tmp_path: Path) -> None:
    theme = brand(tmp_path, 'color: {background: "#101820", primary: "#FFD500"}\n')
    assert theme.of("deck").color("background").hex == "101820"
    assert theme.of("brief").color("background").hex == "FFFFFF"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("colour: {}\n", "DG303", 1),
        ("color:\n  primry: red\n", "DG303", 2),
        ("color:\n  primary: plum\n", "DG304", 2),
        ("- a list\n", "DG302", None),
        ("logo: none.png\n", "DG304", None),
    ],
)
def test_wrong_brand_files(tmp_path: Path, text: str, code: str, line: int | None) -> None:
    with pytest.raises(DocgenError) as caught:
        brand(tmp_path, text)
    (one,) = caught.value.diagnostics
    assert one.code == code
    if line is not None:
        assert one.location is not None and one.location.line == line


def test_what_is_not_used_is_told(tmp_path: Path) -> None:
    theme = brand(tmp_path, "logo: logo.svg\ntypography: {base: {family: Arial, size: 11pt}}\n")
    told = " ".join(one.message for one in theme.findings if one.code == "DG734")
    assert "logo.svg" in told and "typography.base.size" in told
