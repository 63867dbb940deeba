"""A check typesets what has changed since the last one, and finds the same as a first one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from docgen.engine.cache import process_cache
from docgen.engine.check import Checked, check, concerning
from docgen.engine.jobs import BuildRequest
from docgen.engine.manifest import notes_from_json, notes_to_json
from docgen.foundation.diagnostics import (
    ArticlePassage,
    Diagnostic,
    Fix,
    Location,
    Severity,
    TextEdit,
)

ARTICLE = "The gate cost 12.4 million euros. It holds, said Ada Brook. It opened on 3 May 2024.\n"
GATE = """\
title: The gate holds
lang: en
key_points: ["It cost 12 million euros.", "It opened on 3 May 2024."]
article: {path: gate.md}
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("DOCGEN_CACHE", str(tmp_path / "cache"))
    process_cache.cache_clear()
    yield tmp_path / "cache"
    process_cache.cache_clear()


@pytest.fixture
def project(project_dir: Path) -> Path:
    (project_dir / "sources" / "gate.md").write_text(ARTICLE)
    (project_dir / "sources" / "gate.yaml").write_text(GATE)
    return project_dir


def checked(processes: int = 1, again: bool = False, **asked: object) -> Checked:
    request = BuildRequest(layouts=["quick"], dry=True, **asked)  # type: ignore[arg-type]
    return check(Path(), request, {}, processes, again)


def anew(found: Checked) -> list[str]:
    """Return what was typeset, by output."""
    return sorted(Path(r.job.output).name for r in found.results if not r.fresh)


def same(one: Checked, other: Checked) -> bool:
    """Say whether two checks came to the same, however they came to it."""
    about = [
        [
            (r.job, r.status, r.diagnostics, r.claims, r.coverage, r.count, r.words)
            for r in checked.results
        ]
        for checked in (one, other)
    ]
    return about[0] == about[1] and one.findings == other.findings and one.claims == other.claims


def test_what_is_unchanged_is_not_typeset_again(project: Path) -> None:
    first = checked()
    assert len(anew(first)) == 4
    assert first.claims and [d.code for d in first.findings if d.code.startswith("DG5")]
    trace = (project / "build" / "gate.trace.json").read_bytes()
    second = checked()
    assert anew(second) == [] and same(first, second)
    assert (project / "build" / "gate.trace.json").read_bytes() == trace
    third = checked(again=True)
    assert len(anew(third)) == 4 and same(first, third)
    assert (project / "build" / "gate.trace.json").read_bytes() == trace


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (
            lambda root: (root / "sources" / "a.yaml").write_text("title: Other\nlang: en\n"),
            ["a.quick.pdf"],
        ),
        (
            lambda root: (root / "sources" / "gate.md").write_text(ARTICLE.replace("Ada", "Eva")),
            ["gate.quick.pdf"],
        ),
        (
            lambda root: (root / "layouts" / "quick" / "head.xml.j2").write_text(
                '<brief><heading level="1">{{ title }}!</heading></brief>\n'
            ),
            [f"{name}.quick.pdf" for name in ("a", "b", "c", "gate")],
        ),
        (
            lambda root: (root / "build" / "gate.trace.json").unlink(),
            ["gate.quick.pdf"],
        ),
    ],
    ids=["summary", "article", "layout", "trace"],
)
def test_what_has_changed_is(
    project: Path, change: Callable[[Path], object], names: list[str]
) -> None:
    checked()
    change(project)
    found = checked()
    assert anew(found) == names
    assert same(found, checked(again=True))
    assert (project / "build" / "gate.trace.json").is_file()


def test_options_and_errors(project: Path) -> None:
    checked()
    assert len(anew(checked(strict=True))) == 4
    assert anew(checked(strict=True)) == ["gate.quick.pdf"], "its warning is an error now"
    assert len(anew(checked())) == 4
    (project / "sources" / "a.yaml").write_text("titel: T\n")
    for _ in range(2):
        found = checked()
        assert anew(found) == ["a.quick.pdf"]
        assert [d.code for d in found.findings if d.severity is Severity.ERROR]


def test_another_article_is_another_check(project: Path) -> None:
    one = checked()
    (project / "other.md").write_text("Something else. Nothing of it.\n")
    other = checked(article=project / "other.md")
    assert other.findings != one.findings
    assert same(one, checked())


def test_findings_of_files_that_changed_come_from_kept_results(project: Path) -> None:
    first = checked()
    again = checked()
    assert anew(again) == []
    for changed in ("sources/gate.md", "sources/b.yaml", "layouts/quick/template.xml.j2"):
        now = concerning(again, [project / changed])
        was = concerning(first, [project / changed])
        assert now.results and same(now, was)


def test_processes_find_the_same(project: Path) -> None:
    for number in range(8):
        (project / "sources" / f"g{number}.yaml").write_text(GATE)
    one = checked()
    two = checked(processes=2, again=True)
    assert len(anew(two)) == 12 and same(one, two)
    assert one.reports == two.reports
    assert anew(checked(processes=2)) == []


def test_without_a_cache_nothing_is_kept(
    project: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCGEN_CACHE", "off")
    process_cache.cache_clear()
    assert len(anew(checked())) == len(anew(checked())) == 4
    assert not cache.exists()


def test_what_is_kept_may_be_broken(project: Path, cache: Path) -> None:
    first = checked()
    (kept,) = (cache / "checks").glob("*/.docgen/manifest.json")
    for text in ("", "[]", "{", kept.read_text().replace('"claims"', '"clams"')):
        kept.write_text(text)
        found = checked()
        assert len(anew(found)) == 4 and same(first, found)


def test_passages_and_fixes_are_kept() -> None:
    at = Location("a.yaml", 3, 5)
    passage = ArticlePassage("a.md", 1, 2, None, "It cost 12.")
    fix = Fix("12", (TextEdit(at, 3, 7, "13", "12"),))
    plain = Diagnostic("DG501", "m", at, "h", Severity.WARNING)
    every = (plain, replace(plain, passage=passage), replace(plain, passage=passage, fix=fix))
    assert notes_from_json(notes_to_json(every)) == every
