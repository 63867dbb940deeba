"""The corpus of templates, and the lead deck built on each, once a session."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pptx
import pytest
from oddities import ODDITIES

from docgen.diagnostics import Diagnostic, Diagnostics
from docgen.layout import compose, find_layout, find_theme
from docgen.pptx import write_pptx
from docgen.pptx.template.read import read_template
from docgen.pptx.template.told import moved_text
from docgen.summary.loader import load_summary
from docgen.typeset import typeset
from docgen.typeset.items import Deck

ROOT = Path(__file__).parents[2]
DESIGNS = (
    "Beehive", "Blue_Curve", "Candy", "DNA", "Focus", "Forestbird", "Inspiration", "Lights",
    "Metropolis", "Midnightblue", "Piano", "Portfolio", "Sunset", "Vintage", "Vivid",
)  # fmt: skip
"""Of LibreOffice Impress (Debian package libreoffice-impress)."""
SHIPPED = Path("/usr/lib/libreoffice/share/template/common/presnt")
NAMES = ("pandoc", "python-pptx", *DESIGNS, *ODDITIES)


@dataclass(frozen=True)
class Built:
    path: Path
    template: Path
    deck: Deck
    found: list[Diagnostic]


@pytest.fixture(scope="session")
def designs(tmp_path_factory: pytest.TempPathFactory, require_tool: Callable[[str], str]) -> Path:
    """LibreOffice's own designs as .pptx, converted in one go."""
    soffice = require_tool("soffice")
    folder = tmp_path_factory.mktemp("designs")
    files = [str(SHIPPED / f"{name}.otp") for name in DESIGNS]
    if not SHIPPED.is_dir():
        pytest.skip(f"{SHIPPED} isn't there: install libreoffice-impress")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pptx", "--outdir", str(folder)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=600)
    return folder


@pytest.fixture(scope="session")
def template(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("templates")

    def get(name: str) -> Path:
        path = folder / f"{name}.{'potx' if name == 'potx' else 'pptx'}"
        if path.exists():
            return path
        if name in ODDITIES:
            return ODDITIES[name](path)
        if name == "python-pptx":
            source = Path(pptx.__file__).parent / "templates" / "default.pptx"
            path.write_bytes(source.read_bytes())
            return path
        if name == "pandoc":
            pypandoc = pytest.importorskip("pypandoc")
            command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.pptx"]
            path.write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)
            return path
        found: Path = request.getfixturevalue("designs") / f"{name}.pptx"
        return found

    return get


def build(template: Path, source: str = "japan-defense", layout: str = "briefing-deck") -> Built:
    found = Diagnostics()
    theme = find_theme("slate", ROOT)
    read = read_template(template, theme, found)
    summary = load_summary(ROOT / "sources" / f"{source}.yaml", Diagnostics())
    document = compose(summary, find_layout(layout, ROOT), read.theme, diagnostics=found)
    deck = typeset(document, found, read.master)
    assert isinstance(deck, Deck)
    found.extend(moved_text(deck))
    sink = io.BytesIO()
    write_pptx(deck, sink)
    path = template.with_name(f"{template.stem}.deck.pptx")
    path.write_bytes(sink.getvalue())
    return Built(path, template, deck, list(found))


@pytest.fixture(scope="session")
def built(template: Callable[[str], Path]) -> Callable[[str], Built]:
    known: dict[str, Built] = {}

    def get(name: str) -> Built:
        if name not in known:
            known[name] = build(template(name))
        return known[name]

    return get


@pytest.fixture(scope="session")
def rendered(
    built: Callable[[str], Built],
    tmp_path_factory: pytest.TempPathFactory,
    require_tool: Callable[[str], str],
) -> Callable[[str], Path]:
    """The decks as LibreOffice's PDF, all converted in one go when the first is asked for."""
    soffice = require_tool("soffice")
    folder = tmp_path_factory.mktemp("rendered")

    def get(name: str) -> Path:
        if not list(folder.glob("*.pdf")):
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = [soffice, profile, "--headless", "--convert-to", "pdf"]
            files = [str(built(n).path) for n in NAMES]
            subprocess.run(
                [*command, "--outdir", str(folder), *files],
                check=True, capture_output=True, timeout=600,
            )  # fmt: skip
        return folder / f"{built(name).path.stem}.pdf"

    return get
