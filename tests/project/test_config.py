from __future__ import annotations

from pathlib import Path

import pytest

from docgen.foundation.diagnostics import DocgenError
from docgen.project.settings import Settings, find_project


def errors_of(root: Path) -> list[str]:
    with pytest.raises(DocgenError) as caught:
        find_project(root)
    return [
        f"{d.location.line}:{d.location.column} {d.code} {d.message} ({d.hint})"
        for d in caught.value.diagnostics
        if d.location
    ]


def test_defaults_without_a_file(tmp_path: Path) -> None:
    project = find_project(tmp_path)
    assert (project.root, project.file, project.settings) == (tmp_path, None, Settings())
    assert project.sources == tmp_path / "sources"


@pytest.mark.parametrize(
    ("written", "meant"), [("YYYY-MM-DD", "yyyy-MM-dd"), ("DD.MM.YYYY", "dd.MM.yyyy")]
)
def test_days_and_years_spelt_as_elsewhere_are_refused(
    tmp_path: Path, written: str, meant: str
) -> None:
    """CLDR's D is the day of the year: 5 March came out as the 64th."""
    file = tmp_path / "docgen.toml"
    file.write_text(f'date-format = "{written}"\n')
    (told,) = errors_of(tmp_path)
    assert told.startswith("1:") and f'write "{meant}"' in told
    file.write_text(f'date-format = "{meant}"\n')
    assert find_project(tmp_path).settings.date_format == meant


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "docgen.toml").write_text('theme = "outer"\n')
    assert find_project(inner).settings.theme == "outer"
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.docgen]\ntheme = "inner"\n')
    found = find_project(inner)
    assert (found.root, found.settings.theme) == (tmp_path / "a", "inner")
    (tmp_path / "a" / "docgen.toml").write_text('theme = "own"\n')
    assert find_project(inner).settings.theme == "own"


def test_a_pyproject_that_says_nothing_of_us_is_passed_by(tmp_path: Path) -> None:
    inner = tmp_path / "package"
    inner.mkdir()
    (tmp_path / "docgen.toml").write_text('theme = "outer"\n')
    for text in ("[project]\n", "[tool.ruff]\n", "tool = 1\n", "broken = [\n"):
        (inner / "pyproject.toml").write_text(text)
        assert find_project(inner).settings.theme == "outer"


def test_a_relative_start_gives_a_relative_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docgen.toml").write_text("")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert str(find_project(Path()).out) == "build"
    monkeypatch.chdir(inner)
    assert str(find_project(Path()).out) == "../../build"


def test_everything_set(tmp_path: Path) -> None:
    (tmp_path / "docgen.toml").write_text(
        'layouts = ["a"]\ntheme = "t"\nsources = "s"\nout = "o"\nstrict = true\n'
        'pdf-standard = "none"\n[params]\npage = "Letter"\npoints = 3\nwide = true\n'
    )
    settings = find_project(tmp_path).settings
    assert settings.params == {"page": "Letter", "points": 3, "wide": True}
    assert (settings.strict, settings.pdf_standard) == (True, "none")


def test_every_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nlayouts = 1\n\n[tool.docgen]\nlayouts = "a"\n  them = "slate"\n'
        'pdf-standard = "ua-3"\n'
    )
    assert sorted(errors_of(tmp_path)) == [
        '5:1 DG803 "layouts": input should be a valid list (write a list: ["one", "two"])',
        '6:3 DG802 unknown key "them" (did you mean "theme"?)',
        "7:1 DG803 \"pdf-standard\": input should be 'ua-1+a-2a', 'a-3a' or 'none' ()",
    ]


@pytest.mark.parametrize("text", ["tool.docgen = 5\n", "[tool]\ndocgen = []\n"])
def test_not_a_table(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    (found,) = errors_of(tmp_path)
    assert "DG803" in found


def test_a_broken_pyproject_that_means_us(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.docgen]\nlayouts = [\n")
    (found,) = errors_of(tmp_path)
    assert found.startswith("3:1 DG801 not valid TOML")


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "docgen.toml").write_bytes(b'theme = "\xe9"\n')
    assert errors_of(tmp_path) == ["1:1 DG801 is not UTF-8 text ()"]


def test_sources_are_what_stands_right_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    (folder / "deep.yaml").mkdir(parents=True)
    for name in ("b.yaml", "a.YML", "c.json", ".x.yaml", "d.csv", "deep.yaml/e.yaml"):
        (folder / name).write_text("")
    assert [p.name for p in find_project(tmp_path).all_sources()] == ["a.YML", "b.yaml", "c.json"]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("strict = 1", "true or false"),
        ("theme = 3", "in quotes"),
        ('layouts = "memo"', '["one", "two"]'),
        ('job-seconds = "5"', "a whole number"),
    ],
)
def test_a_value_of_another_kind_is_told_with_how_it_is_written(
    tmp_path: Path, line: str, hint: str
) -> None:
    (tmp_path / "docgen.toml").write_text(line + "\n")
    (told,) = errors_of(tmp_path)
    assert told.startswith("1:") and hint in told
