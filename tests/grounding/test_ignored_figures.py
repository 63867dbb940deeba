"""``ignore`` at the title of a chart or table goes for all that it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen import check, load_summary

STORY = "The walls of the city cost 14 million euros in 2024.\n"
TITLE = "Costs, million euros"
TABLE = {"id": "t", "columns": ["Year", "Costs"], "rows": [["2019", 77], ["2024", 14]]}
CHART = {
    "id": "c",
    "kind": "column",
    "categories": ["2019", "2024"],
    "series": [{"name": "Costs", "values": [77, 14]}],
    "alt": "They fell.",
}


def codes_of(folder: Path, **lists: Any) -> set[str]:
    (folder / "docgen.toml").touch()
    (folder / "story.md").write_text(STORY)
    data = {"title": "Walls", "lang": "en", "article": {"path": "story.md"}, **lists}
    path = folder / "walls.yaml"
    path.write_text(yaml.safe_dump(data))
    return {one.code for one in check(load_summary(path)) if one.code.startswith("DG51")}


@pytest.mark.parametrize(("key", "figure"), [("tables", TABLE), ("charts", CHART)])
def test_ignore_at_a_title(key: str, figure: dict[str, Any], tmp_path: Path) -> None:
    assert codes_of(tmp_path, **{key: [figure | {"title": TITLE}]}) == {"DG510", "DG515"}
    kept = {"text": TITLE, "ignore": "From the city's own books"}
    assert codes_of(tmp_path, **{key: [figure | {"title": kept}]}) == set()


def test_cells_of_a_data_file_are_ignored_too(tmp_path: Path) -> None:
    (tmp_path / "costs.csv").write_text("Year,Costs\n2019,77\n")
    figure = {"id": "t", "data": "costs.csv"}
    assert codes_of(tmp_path, tables=[figure | {"title": TITLE}])
    kept = {"text": TITLE, "ignore": "From the city's own books"}
    assert codes_of(tmp_path, tables=[figure | {"title": kept}]) == set()
