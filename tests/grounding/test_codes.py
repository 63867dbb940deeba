"""The examples of the DG51x to DG54x pages do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.article import parse_article
from docgen.grounding import ground
from docgen.summary.loader import parse_summary

CODES = Path(__file__).parents[2] / "docgen" / "codes"
PAGES = sorted(p for p in CODES.glob("DG5*.md") if "DG510" <= p.stem < "DG570")
FENCE = re.compile(r"(?:## (Bad|Good)\n\n)?```(?:yaml|text)\n(.*?)```", re.S)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_example(page: Path) -> None:
    examples = {name or "article": text for name, text in FENCE.findall(page.read_text("utf-8"))}
    article = parse_article(examples["article"], "story.txt")
    found = {}
    for name in ("Bad", "Good"):
        summary = parse_summary("title: Lund\n" + examples[name], "story.yaml")
        found[name] = {d.code for d in ground(summary, article).diagnostics}
    assert found["Bad"] == {page.stem}
    assert found["Good"] == set()
