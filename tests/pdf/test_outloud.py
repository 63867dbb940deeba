"""A third opinion on the examples: outloud, PyPI, a program of its own (its PyMuPDF is AGPL)."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from tools import require_tool

from docgen import load_summary, render
from docgen.layout.document import BriefRoot
from pdf.documents import composed

ROOT = Path(__file__).parents[2]
IN_SHAPED_SCRIPTS = {
    "TXT-004": "several glyphs of a letter: its forms by position, its half and joined forms",
    "FIG-012": "it counts letters, and the vowel signs of Devanagari are marks",
}
"""Rules that know no shaping, and why what they warn of is none in Arabic and Hindi."""
SHAPED = ("ar", "hi")
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
    assert {told["verdict"] for told in results} <= {"pass", "fail", "review"}
    found = [(one["rule"], one.get("evidence", "")) for r in results for one in r["findings"]]
    heads = (str(summary.title), str(summary.kicker).upper(), *footers(source))
    known = IN_SHAPED_SCRIPTS if str(summary.lang) in SHAPED else {}
    assert [
        (rule, said)
        for rule, said in found
        if rule not in known and not (rule == "TAG-002" and said.startswith(heads))
    ] == []


def footers(source: Path) -> list[str]:
    """The foot of the slides: the title, after what the summary is classified as."""
    roots = [composed(source, layout).root for layout in LAYOUTS]
    return [root.footer.plain for root in roots if not isinstance(root, BriefRoot)]
