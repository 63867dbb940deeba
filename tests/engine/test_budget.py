"""A document may use so much of the processor, and no more."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from docgen.engine.budget import budget, memory_budget
from docgen.engine.jobs import BuildRequest
from docgen.engine.run import make_plan
from docgen.foundation.diagnostics import DocgenError
from docgen.foundation.files import SUMMARY, allowing
from docgen.summary.loader import load_summary


def test_work_without_end_is_stopped() -> None:
    with pytest.raises(DocgenError, match="DG828") as caught, budget(1, "a.yaml"):
        while True:
            sum(range(1000))
    assert str(caught.value.diagnostics[0].location) == "a.yaml"


def test_what_ends_in_time_isnt() -> None:
    with budget(1, "a.yaml"):
        time.sleep(0.01)
    end = time.process_time() + 1.2
    while time.process_time() < end:  # the limit doesn't reach beyond its block
        sum(range(1000))
    with budget(0, "a.yaml"):
        sum(range(1000))


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="what is mapped is told in /proc"
)


@needs_proc
def test_memory_without_end_is_refused_and_the_next_document_has_it_again() -> None:
    with pytest.raises(DocgenError, match="DG829") as caught, memory_budget(300, "a.yaml"):
        bytearray(2_000_000_000)
    assert str(caught.value.diagnostics[0].location) == "a.yaml"
    with memory_budget(300, "b.yaml"):
        bytearray(10_000_000)
    with memory_budget(0, "c.yaml"):
        bytearray(2_000_000_000)


def test_a_large_summary_is_refused_with_the_setting_that_allows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    points = "".join(f"  - Point {n} of {'many ' * 200}\n" for n in range(5_200))
    (tmp_path / "a.yaml").write_text(f"title: T\nlang: en\nkey_points:\n{points}")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DocgenError, match="more than 5 MB") as caught:
        load_summary("a.yaml")
    assert "summary-megabytes" in caught.value.diagnostics[0].hint
    with allowing(SUMMARY, 8_000_000):
        assert len(load_summary("a.yaml").key_points) == 5_200


def test_the_settings_reach_the_jobs(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.yaml").write_text("title: T\nkey_points: [One]\n")
    text = 'layouts = ["one-pager"]\njob-megabytes = 900\nsummary-megabytes = 40\n'
    (tmp_path / "docgen.toml").write_text(text)
    plan = make_plan(tmp_path, BuildRequest(), {})
    assert {(j.options.megabytes, j.options.summary_megabytes) for j in plan.jobs} == {(900, 40)}
