"""``docgen new package``: what it writes is built as a wheel, installed into a folder, and used."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pptx import Presentation

BUILD = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]


def docgen(folder: Path, *words: str, site: Path | None = None) -> subprocess.CompletedProcess[str]:
    paths = [*([str(site)] if site else []), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.run(
        [sys.executable, "-m", "docgen", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two packages, made by the command, built offline and installed."""
    root = tmp_path_factory.mktemp("packages")
    Image.new("RGB", (300, 80), "#7A1F5C").save(root / "logo.png")
    brief = ["acme-look", "--accent", "#7A1F5C", "--logo", "logo.png"]
    deck = ["acme_talks", "--from", "briefing-deck"]
    for words in (brief, deck):
        made = docgen(root, "new", "package", *words)
        assert made.returncode == 0, made.stderr
        pip = [sys.executable, "-m", "pip", "wheel", "-q", *BUILD, "-w", str(root / "wheels")]
        subprocess.run([*pip, str(root / words[0])], check=True, timeout=300)
    wheels = sorted((root / "wheels").glob("*.whl"))
    assert [wheel.name.split("-")[0] for wheel in wheels] == ["acme_look", "acme_talks"]
    with zipfile.ZipFile(wheels[0]) as wheel:
        names = wheel.namelist()
    assert {
        "acme_look/themes/acme-look.toml",
        "acme_look/themes/acme-look-logo.png",
        "acme_look/acme-look-brief/template.xml.j2",
    } <= set(names)
    install = [sys.executable, "-m", "pip", "install", "-q", "--target", str(root / "site"), *BUILD]
    subprocess.run([*install, *map(str, wheels)], check=True, timeout=300)
    return root


def test_what_is_installed_is_listed_and_used(site: Path, tmp_path: Path) -> None:
    at = site / "site"
    layouts = docgen(tmp_path, "layouts", site=at).stdout
    assert "acme-look-brief" in layouts and "acme_talks-deck" in layouts
    themes = docgen(tmp_path, "themes", site=at).stdout
    assert any(s.startswith("acme-look ") and "acme-look 0.1" in s for s in themes.splitlines())
    example = site / "acme-look" / "example.yaml"
    (tmp_path / "example.yaml").write_bytes(example.read_bytes())
    words = ("example.yaml", "-l", "acme-look-brief", "-l", "acme_talks-deck", "--out", "out")
    done = docgen(tmp_path, "build", *words, site=at)
    assert done.returncode == 0, done.stderr
    pdf = pypdfium2.PdfDocument(tmp_path / "out" / "example.acme-look-brief.pdf")
    page = pdf[0].render(scale=1).to_pil().convert("RGB")
    colors = {color for _, color in page.getcolors(1 << 20) or []}
    assert (0x7A, 0x1F, 0x5C) in colors, "its accent"
    assert len(Presentation(str(tmp_path / "out" / "example.acme_talks-deck.pptx")).slides) > 3
    checked = docgen(tmp_path, "check", *words[:5], "--strict", site=at)
    assert checked.returncode == 0, checked.stderr


def test_without_the_package_there_is_neither(tmp_path: Path) -> None:
    assert "acme" not in docgen(tmp_path, "layouts").stdout + docgen(tmp_path, "themes").stdout


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["9a"], 2, "can't name a package"),
        (["a b"], 2, "should be letters"),
        (["a", "--from", "nosuch"], 1, "DG201"),
        (["a", "--accent", "plum"], 1, "DG304"),
        (["a", "--logo", "nosuch.png"], 2, "does not exist"),
    ],
)
def test_what_cannot_be_made_leaves_nothing(
    tmp_path: Path, words: list[str], code: int, told: str
) -> None:
    done = docgen(tmp_path, "new", "package", *words)
    assert (done.returncode, told in done.stderr) == (code, True), done.stderr
    assert list(tmp_path.iterdir()) == []


def test_it_never_overwrites(tmp_path: Path) -> None:
    assert docgen(tmp_path, "new", "package", "acme").returncode == 0
    (tmp_path / "acme" / "README.md").write_text("mine")
    again = docgen(tmp_path, "new", "package", "acme")
    assert (again.returncode, "DG808" in again.stderr) == (1, True)
    assert (tmp_path / "acme" / "README.md").read_text() == "mine"


def test_a_layout_of_the_project_brings_its_fragments(tmp_path: Path) -> None:
    own = tmp_path / "layouts" / "note"
    own.mkdir(parents=True)
    (own / "layout.toml").write_text('kind = "brief"\n')
    (own / "template.xml.j2").write_text('{% include "_shared/a.xml.j2" %}')
    (tmp_path / "layouts" / "_shared").mkdir()
    (tmp_path / "layouts" / "_shared" / "a.xml.j2").write_text("<brief/>")
    assert docgen(tmp_path, "new", "package", "acme", "--from", "note").returncode == 0
    inside = tmp_path / "acme" / "acme"
    assert (inside / "_shared" / "a.xml.j2").read_text() == "<brief/>"
    assert (inside / "acme-brief" / "layout.toml").read_text().startswith('theme = "acme"')
