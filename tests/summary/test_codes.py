"""The examples that `docgen explain` prints must do what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.foundation.diagnostics import DocgenError
from docgen.summary.loader import parse_summary

CODES = sorted((Path(__file__).parents[2] / "docgen" / "codes").glob("DG1*.md"))
FENCE = re.compile(r"## (Bad|Good)\n\n```yaml\n(.*?)```", re.S)
PARTIAL = {"DG127", "DG116", "DG117", "DG119", "DG120", "DG122"}
"""Their examples are lines out of a chart, a table or an image, or need a file;
DG127 is a notice, which `parse_summary` doesn't give."""


def codes_of(text: str, folder: Path) -> set[str]:
    if not re.search("^title:|^#", text, re.M):
        text = "title: T\n" + text
    if re.match("heading:|body:", text.removeprefix("title: T\n")):
        lines = text.removeprefix("title: T\n").splitlines()
        text = "title: T\nsections:\n  - " + "\n    ".join(lines)
        text = text if "heading:" in text else text.replace("- body", "- heading: H\n    body")
    try:
        parse_summary(text, str(folder / "x.yaml"))
    except DocgenError as error:
        return {d.code for d in error.diagnostics}
    return set()


@pytest.mark.parametrize("path", CODES, ids=lambda p: p.stem)
def test_code(path: Path, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.match(rf"# {path.stem} [a-z0-9-]+: \S.*\n\n\S", text)
    assert text.index("## Bad") < text.index("## Good")
    examples = dict(FENCE.findall(text))
    if path.stem in PARTIAL or not examples:
        return
    assert codes_of(examples["Bad"], tmp_path) == {path.stem}
    assert codes_of(examples["Good"], tmp_path) <= {"DG118"}
