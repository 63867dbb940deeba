"""A package with a theme and a layout: built, installed into a folder, listed, and used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FILES = {
    "pyproject.toml": """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "acme-docgen-look"
version = "1.2"
[project.entry-points."docgen.layouts"]
acme = "acme_look"
[tool.hatch.build.targets.wheel]
packages = ["acme_look"]
""",
    "acme_look/__init__.py": '"""Layouts and themes of Acme."""\n',
    "acme_look/themes/acme.toml": """\
description = "Acme's look"
extends = "slate"
[palette]
accent-1 = "#7A1F5C"
[deck.content]
shapes = [{box = [0, 0, "100%", 9], fill = "accent-1"}]
""",
    "acme_look/acme-note/layout.toml": 'kind = "brief"\ndescription = "A note"\ntheme = "acme"\n',
    "acme_look/acme-note/template.xml.j2": """\
{% import "_shared/brief.xml.j2" as part with context %}
<brief>{{ part.masthead("Note") }}{% for one in key_points %}<para>{{ one }}</para>{% endfor %}</brief>
""",
}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("package")
    for name, text in FILES.items():
        path = root / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation"]
    command += ["--no-index", "--disable-pip-version-check", "--target", str(root / "site")]
    subprocess.run([*command, str(root / "source")], check=True, timeout=200)
    return root / "site"


def docgen(site: Path, folder: Path, *arguments: str) -> str:
    paths = [str(site), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run(
        [sys.executable, "-m", "docgen", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_both_are_listed_with_their_package(installed: Path, tmp_path: Path) -> None:
    themes = docgen(installed, tmp_path, "themes").splitlines()
    (mine,) = [line for line in themes if line.startswith("acme ")]
    assert "acme-docgen-look 1.2" in mine and "Acme's look" in mine
    assert any(line.startswith("slate ") and " stock " in line for line in themes)
    layouts = docgen(installed, tmp_path, "layouts").splitlines()
    (note,) = [line for line in layouts if line.startswith("acme-note ")]
    assert "acme-docgen-look 1.2" in note


def test_both_are_used(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "docgen.toml").touch()
    (tmp_path / "sources").mkdir()
    text = "title: A title\nlang: en\nkey_points: [One point.]\n"
    (tmp_path / "sources" / "a.yaml").write_text(text)
    docgen(installed, tmp_path, "build", "--layout", "acme-note")
    docgen(installed, tmp_path, "build", "--layout", "briefing-deck", "--theme", "acme")
    assert (tmp_path / "build" / "a.acme-note.pdf").is_file()
    assert (tmp_path / "build" / "a.briefing-deck.pptx").is_file()


def test_without_the_package_its_theme_is_unknown(tmp_path: Path) -> None:
    themes = docgen(tmp_path, tmp_path, "themes")
    assert "acme" not in themes
