"""The corpus of templates, and the lead deck built on each, once a session."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest
import tools
from oddities import ODDITIES
from template_corpus import DESIGNS, NAMES, SHIPPED, Built, build


@pytest.fixture(scope="session")
def designs(tmp_path_factory: pytest.TempPathFactory, require_tool: Callable[[str], str]) -> Path:
    """LibreOffice's own designs as .pptx, converted in one go."""
    soffice = require_tool("soffice")
    folder = tmp_path_factory.mktemp("designs")
    files = [str(SHIPPED / f"{name}.otp") for name in DESIGNS]
    if not SHIPPED.is_dir():
        absent = f"{SHIPPED} isn't there: install libreoffice-impress"
        (pytest.fail if os.environ.get("DOCGEN_REQUIRE_TOOLS") else pytest.skip)(absent)
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
            pypandoc = tools.require_module("pypandoc")
            command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.pptx"]
            path.write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)
            return path
        found: Path = request.getfixturevalue("designs") / f"{name}.pptx"
        return found

    return get


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
                check=True,
                capture_output=True,
                timeout=600,
            )
        return folder / f"{built(name).path.stem}.pdf"

    return get
