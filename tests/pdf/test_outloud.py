"""A third opinion on the examples: outloud, PyPI, a program of its own (its PyMuPDF is AGPL)."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from tools import require_tool

from docgen import load_summary, render

ROOT = Path(__file__).parents[2]
LAYOUTS = ("policy-brief", "one-pager", "briefing-deck", "executive-deck")


@pytest.mark.parametrize("source", sorted((ROOT / "sources").glob("*.yaml")), ids=lambda p: p.stem)
def test_it_finds_only_running_heads_and_feet(source: Path, tmp_path: Path) -> None:
    """TAG-002 takes them for prose; ISO 14289-1, 7.8 wants them to be artifacts."""
    tool = require_tool("outloud")
    summary = load_summary(source)
    for layout in LAYOUTS:
        (tmp_path / f"{layout}.pdf").write_bytes(render(summary, layout, format="pdf"))
    command = [tool, "--json", "-", *map(str, sorted(tmp_path.glob("*.pdf")))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    results = json.loads(done.stdout)["results"]
    assert len(results) == len(LAYOUTS)
    found = [(one["rule"], one["evidence"]) for told in results for one in told["findings"]]
    assert {told["verdict"] for told in results} <= {"pass", "fail"}
    kicker = str(summary.kicker)
    heads = (str(summary.title), kicker.upper())
    assert [one for one in found if one[0] != "TAG-002" or not one[1].startswith(heads)] == []
