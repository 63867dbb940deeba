"""PDF/UA-1 and PDF/A-2a of every stock theme, marked as a secret draft, with logo and cover."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from docgen.layout import compose, find_layout, find_theme, list_themes
from docgen.placed.documents import Deck
from docgen.summary.given import with_given
from docgen.summary.loader import load_summary
from docgen.typeset import typeset
from pdf.compare import as_composed, differences
from pdf.documents import written
from pdf.own import own_faults
from pdf.validators import failures, require_validators

SOURCE = Path(__file__).parents[2] / "sources" / "japan-defense.yaml"
THEMES = [theme.name for theme in list_themes(None) if theme.name != "base"]


@pytest.mark.parametrize("layout", ["policy-brief", "briefing-deck"])
@pytest.mark.parametrize("theme", THEMES)
def test_theme(theme: str, layout: str, tmp_path: Path) -> None:
    require_validators()
    Image.linear_gradient("L").resize((900, 600)).convert("RGB").save(tmp_path / "cover.jpg")
    Image.new("RGB", (400, 120), "teal").save(tmp_path / "logo.png")
    given = {
        "classification": "RESTREINT UE/EU RESTRICTED",
        "draft": "true",
        "event": "Council",
        "logo": str(tmp_path / "logo.png"),
        "cover": str(tmp_path / "cover.jpg"),
    }
    summary = with_given(load_summary(SOURCE), given)
    document = compose(summary, find_layout(layout, None), find_theme(theme, None))
    placed = typeset(document)
    data = written(placed)
    assert failures(data) == []
    # The cover and, on a brief's first page or on every slide, the logo.
    assert own_faults(data, 1 + (len(placed.slides) if isinstance(placed, Deck) else 1)) == []
    assert differences(as_composed(document, placed), data) == ""
