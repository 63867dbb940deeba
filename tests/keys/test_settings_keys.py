"""Every key of docgen.toml acts: turned, a build writes or tells something else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from docgen.cli.main import main
from docgen.project.settings import Settings
from tests.keys.desk import FULL, project

TURNS = {
    "layouts": 'layouts = ["one-pager"]',
    "theme": 'theme = "vermilion"',
    "sources": 'sources = "elsewhere"',
    "out": 'out = "made"',
    "params": 'params = {page = "Letter"}',
    "strict": "strict = true",
    "pdf_standard": 'pdf-standard = "none"',
    "date_format": 'date-format = "short"',
    "typography": 'typography = "as-is"',
    "severity": 'severity = {DG453 = "off"}',
}

ELSEWHERE = {
    "trace_passages": "what the trace of a summary with an article holds",
    "job_seconds": "when a document that takes too long is given up",
    "job_megabytes": "when a document that takes too much memory is given up",
    "summary_megabytes": "how large a summary may be",
}


def test_each_key_has_a_turn() -> None:
    assert set(TURNS) | set(ELSEWHERE) == set(Settings.model_fields), "turn the new key"


@pytest.mark.parametrize("name", TURNS)
def test_key_of_docgen_toml_acts(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path, {key: value for key, value in FULL.items() if key != "article"})
    monkeypatch.chdir(tmp_path)
    seen = []
    base = 'layouts = ["policy-brief"]\n'
    for text in (base, TURNS[name] + "\n" + (base if name != "layouts" else "")):
        (tmp_path / "docgen.toml").write_text(text)
        result = CliRunner().invoke(main, ["build"])
        files = {
            str(path.relative_to(tmp_path)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(tmp_path.rglob("*.p*"))
            if path.suffix in (".pdf", ".pptx")
        }
        told = [line for line in result.stderr.splitlines() if "DG" in line]
        seen.append((result.exit_code, files, told))
    assert seen[0] != seen[1], f"{name} changes nothing, and nothing is told"
