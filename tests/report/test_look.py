"""How the examples look: the first page of each brief, three slides of each deck.

``pytest tests/report/test_look.py --record`` records them anew, after a look.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.engine.prepare import BuildRequest, prepare
from docgen.foundation.diagnostics import Diagnostics
from docgen.project.settings import find_project
from docgen.report.snapshot import Which, check, pictures_of, record

ROOT = Path(__file__).parents[2]
SNAPSHOTS = ROOT / "tests" / "snapshots"
SHOWN = {"policy-brief": (1,), "briefing-deck": (1, 3, 4)}


@pytest.fixture
def approve(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--record"))


@pytest.mark.parametrize("layout", SHOWN)
@pytest.mark.parametrize("source", ["flood-defense", "japan-defense"])
def test_examples_look_as_approved(source: str, layout: str, approve: bool) -> None:
    request = BuildRequest([ROOT / "sources" / f"{source}.yaml"], [layout])
    pictures = pictures_of(prepare(find_project(ROOT), request, {}), Which(dpi=40))
    shown = {f"{source}.{layout}.{n}": pictures[f"{source}.{layout}.{n}"] for n in SHOWN[layout]}
    folder = SNAPSHOTS / f"{source}.{layout}"
    if approve:
        record(shown, folder)
    found = Diagnostics()
    check(shown, folder, found)
    assert [str(one) for one in found] == []
