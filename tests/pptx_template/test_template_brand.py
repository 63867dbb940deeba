"""A template's colours as a theme: valid, readable, and the same in both outputs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.foundation.diagnostics import Diagnostics
from docgen.layout.catalog import find_theme
from docgen.pptx_template.brand import branded, theme_toml
from docgen.pptx_template.file import open_company
from docgen.pptx_template.read import read_template
from docgen.theme.load import weak_pairs


@pytest.mark.parametrize("name", ["python-pptx", "pandoc", "picture-ground", "Focus", "Sunset"])
def test_the_theme_file_is_valid(
    name: str, template: Callable[[str], Path], tmp_path: Path
) -> None:
    text = theme_toml(open_company(template(name)), "corp.pptx", None)
    path = tmp_path / "corp.toml"
    path.write_text(text, "utf-8")
    theme = find_theme(str(path), None)
    assert weak_pairs(theme) == []
    assert theme.template == str(tmp_path / "corp.pptx")


def test_briefs_take_the_accent(template: Callable[[str], Path]) -> None:
    start = find_theme("slate", None)
    theme = branded(template("python-pptx"), start)
    assert theme.color("accent-1").hex != start.color("accent-1").hex
    assert theme.color("tint").hex != start.color("tint").hex


@pytest.mark.parametrize("name", ["python-pptx", "Focus", "pandoc"])
def test_what_is_quiet_in_decks_is_quiet_in_briefs(
    name: str, template: Callable[[str], Path]
) -> None:
    """The second accent colours what stands beside a stressed bar: never a loud colour."""
    start = find_theme("slate", None)
    deck = read_template(template(name), start, Diagnostics()).theme
    for theme in (deck, branded(template(name), start)):
        rgb = theme.color("accent-2").rgb
        assert max(rgb) - min(rgb) < 0.2, name


def test_a_brand_reads_on_paper(template: Callable[[str], Path]) -> None:
    theme = branded(template("python-pptx"), find_theme("slate", None))
    assert weak_pairs(theme) == []
