"""The lead brief as a screen reader would say it: by our reading of the tree, and poppler's."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tools import require_tool

from docgen.summary.loader import load_summary
from docgen.summary.richtext import plain_text
from docgen.typeset import typeset
from pdf.documents import EXAMPLES, composed, example, written
from pdf.tree import Tagged

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize("source", EXAMPLES)
def test_read_aloud(source: str, record: bool) -> None:
    """Golden: read it, from top to bottom, before you record it (``--record``)."""
    data = written(typeset(composed(example(source), "policy-brief")))
    golden = GOLDEN / f"{source}.policy-brief.txt"
    if record:
        golden.write_text(Tagged(data).text, "utf-8")
    assert Tagged(data).text == golden.read_text("utf-8")


@pytest.mark.parametrize("source", EXAMPLES)
def test_poppler_reads_it_in_the_summarys_order(source: str, tmp_path: Path) -> None:
    pdfinfo = require_tool("pdfinfo")
    path = tmp_path / "brief.pdf"
    path.write_bytes(written(typeset(composed(example(source), "policy-brief"))))
    said = subprocess.run(
        [pdfinfo, "-struct-text", str(path)],
        capture_output=True,
        text=True,
        errors="replace",
        check=True,
    ).stdout
    heard = words(" ".join(re.findall(r'^\s+"(.*)"$', said, re.M)))
    at = 0
    for text in texts(source):
        at = heard.find(words(text), at) + 1
        assert at > 0, f"not read after what stands before it: {text}"


def texts(source: str) -> list[str]:
    """The summary's texts in its own order, without citations."""
    summary = load_summary(example(source))
    found = [summary.title, summary.standfirst, *summary.key_points]
    for section in summary.sections:
        found += [section.heading, section.body]
    found += [event.event for event in summary.timeline]
    found += [person.name for person in summary.people]
    found += [one.title for one in summary.sources]
    return [part for text in found if text for part in plain_text(str(text)).split("\n") if part]


def words(text: str) -> str:
    """Letters alone: citations' numbers stand between words, and lines end anywhere."""
    return "".join(c for c in text.casefold() if c.isalpha())
