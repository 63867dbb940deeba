"""Every stock theme's deck, marked as a secret draft, with a logo and a cover picture: valid, its
text in its boxes as LibreOffice shows it.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from tools import require_tool

from docgen.foundation.diagnostics import Diagnostics
from docgen.layout import compose, find_layout, find_theme, list_themes
from docgen.placed.documents import Deck
from docgen.pptx import write_pptx
from docgen.summary.given import with_given
from docgen.summary.loader import load_summary
from docgen.typeset import typeset

from .build import Built
from .packages import faults, own_faults
from .render import Rendered, render

SOURCES = Path(__file__).parents[2] / "sources"
THEMES = [theme.name for theme in list_themes(None) if theme.name != "base"]
CASES = [
    (theme, source, size)
    for n, theme in enumerate(THEMES)
    for source, size in (
        ("flood-defense", "16:9"),
        ("japan-defense", "4:3" if n % 2 else "16:9"),
    )
]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pictures")
    Image.linear_gradient("L").resize((900, 600)).convert("RGB").save(folder / "cover.jpg")
    Image.new("RGB", (400, 120), "teal").save(folder / "logo.png")
    return {
        "classification": "NATO RESTRICTED",
        "draft": "true",
        "event": "Council of ministers",
        "presenter": "Ada Example",
        "logo": str(folder / "logo.png"),
        "cover": str(folder / "cover.jpg"),
    }


@pytest.fixture(scope="module")
def decks(given: dict[str, str]) -> list[Built]:
    found = []
    layout = find_layout("briefing-deck", None)
    for number, (theme, source, size) in enumerate(CASES):
        summary = load_summary(SOURCES / f"{source}.yaml")
        marked = with_given(summary, given if number % 2 else {})
        told = Diagnostics()
        document = compose(marked, layout, find_theme(theme, None), {"slide": size}, told)
        placed = typeset(document, told)
        assert not [one for one in told if one.code in ("DG408", "DG409", "DG709")], theme
        sink = io.BytesIO()
        assert isinstance(placed, Deck)
        write_pptx(placed, sink)
        found.append(
            Built(
                f"{source}.{theme}.{size.replace(':', 'x')}", document, placed, b"", sink.getvalue()
            )
        )
    return found


@pytest.fixture(scope="module")
def shown(decks: list[Built], tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    return render(decks, require_tool("soffice"), tmp_path_factory.mktemp("themes"))


def test_text_stands_in_its_boxes_in_libreoffice(shown: Rendered) -> None:
    print(f"\nthemes: {shown.tally}")
    assert shown.tally.words > 5_000
    assert shown.tally.violations == []
    assert [count for count in shown.counts if count.ours < count.theirs] == []


def test_packages_are_valid(decks: list[Built], tmp_path: Path) -> None:
    validator = require_tool("ooxml-validator")
    wrong = []
    for one in decks:
        path = tmp_path / f"{one.name}.pptx"
        path.write_bytes(one.pptx)
        wrong += [f"{one.name}: {fault}" for fault in (*own_faults(path), *faults(path, validator))]
    assert wrong == []
    assert len(decks) == 2 * len(THEMES) == 16
