"""``docgen inspect``, ``docgen theme from`` and ``--template`` as somebody types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from pptx import Presentation
from template_corpus import ROOT

from docgen.cli.main import main


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.chdir(ROOT)

    def call(*words: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(main, list(words))
        return done.exit_code, done.stdout, done.stderr

    return call


def test_inspect(run: Callable[..., tuple[int, str, str]], template: Callable[[str], Path]) -> None:
    code, out, _ = run("inspect", str(template("python-pptx")))
    assert code == 0
    assert "10.00 x 7.50 in, 1 master, 11 layouts" in out
    assert "[template.layouts]\ntitle = 1  # Title Slide" in out


def test_the_block_can_be_pasted(
    run: Callable[..., tuple[int, str, str]], template: Callable[[str], Path], tmp_path: Path
) -> None:
    path = template("python-pptx")
    _, out, _ = run("inspect", str(path))
    block = out[out.index("[template]") :]
    assert f'file = "{path.as_posix()}"' in block
    theme = tmp_path / "corp.toml"
    theme.write_text(f'extends = "slate"\n\n{block}\n', "utf-8")
    source = str(ROOT / "sources/flood-defense.yaml")
    out_folder = str(tmp_path / "out")
    code, _, err = run("build", source, "-l", "briefing-deck", "-t", str(theme), "-o", out_folder)
    assert code == 0, err
    made = Presentation(str(tmp_path / "out" / "flood-defense.briefing-deck.pptx"))
    assert (made.slide_width, made.slide_height) == (9144000, 6858000)

    theme.write_text(theme.read_text("utf-8").replace("chart = 2", 'chart = "Graphs"'), "utf-8")
    code, _, err = run("build", source, "-l", "briefing-deck", "-t", str(theme), "-o", out_folder)
    assert code == 1
    assert "DG704" in err and "1 Title Slide" in err


def test_theme_from(
    run: Callable[..., tuple[int, str, str]], template: Callable[[str], Path]
) -> None:
    code, out, _ = run("theme", "from", str(template("python-pptx")))
    assert code == 0
    assert f'[template]\nfile = "{template("python-pptx").as_posix()}"' in out
    assert 'deck = {heading = "Calibri", body = "Calibri"}' in out


def test_a_theme_made_as_the_help_says_builds_both(
    template: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docgen.toml").touch()
    (tmp_path / "corp.pptx").write_bytes(template("python-pptx").read_bytes())
    themes = tmp_path / "layouts" / "themes"
    themes.mkdir(parents=True)
    made = CliRunner().invoke(main, ["theme", "from", "corp.pptx"])
    (themes / "corp.toml").write_text(made.stdout, "utf-8")
    assert 'file = "../../corp.pptx"' in made.stdout
    (tmp_path / "sources").mkdir()
    text = (ROOT / "sources/japan-defense.yaml").read_text("utf-8")
    (tmp_path / "sources" / "japan-defense.yaml").write_text(text, "utf-8")
    done = CliRunner().invoke(
        main, ["build", "-t", "corp", "-l", "briefing-deck", "-l", "policy-brief"]
    )
    assert done.exit_code == 0, done.stderr
    deck = Presentation(str(tmp_path / "build" / "japan-defense.briefing-deck.pptx"))
    assert [one.name for one in deck.slide_layouts][:2] == ["Title Slide", "Title and Content"]
    assert (tmp_path / "build" / "japan-defense.policy-brief.pdf").stat().st_size > 10_000


def test_inspect_as_json(
    run: Callable[..., tuple[int, str, str]], template: Callable[[str], Path]
) -> None:
    code, out, _ = run("inspect", "--json", str(template("no-title")))
    assert code == 0
    told = json.loads(out)
    assert [one["role"] for one in told["roles"]][:2] == ["title", "section"]
    assert told["roles"][2]["lacks"] == "no title"
    assert len(told["layouts"]) == 11 and told["block"].startswith("[template]")


def test_template_option(
    run: Callable[..., tuple[int, str, str]], template: Callable[[str], Path], tmp_path: Path
) -> None:
    code, _, err = run(
        "build",
        str(ROOT / "sources/japan-defense.yaml"),
        "-o",
        str(tmp_path),
        "--template",
        str(template("potx")),
        "-l",
        "briefing-deck",
        "-l",
        "one-pager",
    )
    assert code == 0, err
    assert Presentation(str(tmp_path / "japan-defense.briefing-deck.pptx")).slide_width == 9144000
    assert (tmp_path / "japan-defense.one-pager.pdf").stat().st_size > 10_000


def test_a_missing_template_is_one_finding(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    missing = str(tmp_path / "none.pptx")
    source = str(ROOT / "sources/japan-defense.yaml")
    code, _, err = run(
        "build", source, "-l", "briefing-deck", "-o", str(tmp_path), "--template", missing
    )
    assert code == 1
    assert err.count("DG702") == 1
    assert "Traceback" not in err
