from __future__ import annotations

import pickle

import pytest

from docgen.engine.jobs import Format, Job, LayoutTarget, Options, output_path, plan_jobs
from docgen.foundation.diagnostics import Diagnostics

BRIEF = LayoutTarget("policy-brief", "policy-brief", "brief", (("page", "A4"),))
DECK = LayoutTarget("layouts/my-deck", "my-deck", "deck")


def planned(*sources: str, format: Format | None = None) -> tuple[list[Job], list[str]]:
    found = Diagnostics()
    jobs = plan_jobs(sources, (BRIEF, DECK), "build", Options(), found, format)
    return list(jobs), [d.code for d in found]


def test_a_job_for_each_source_and_layout() -> None:
    jobs, found = planned("s/a.yaml", "s/b.yaml")
    assert [j.output for j in jobs] == [
        "build/a.policy-brief.pdf",
        "build/a.my-deck.pptx",
        "build/b.policy-brief.pdf",
        "build/b.my-deck.pptx",
    ]
    assert [j.unit for j in jobs[:2]] == ["page", "slide"]
    assert found == []


def test_a_source_named_twice_is_built_once() -> None:
    assert len(planned("a.yaml", "a.yaml")[0]) == 2


def test_two_sources_for_one_output() -> None:
    assert planned("x/a.yaml", "y/a.yaml")[1] == ["DG804", "DG804"]


def test_two_layouts_for_one_output() -> None:
    found = Diagnostics()
    twin = LayoutTarget("other/policy-brief", "policy-brief", "brief")
    plan_jobs(["a.yaml"], [BRIEF, twin], "build", Options(), found)
    (one,) = found
    assert 'for layout "policy-brief"' in one.message


def test_formats() -> None:
    jobs, found = planned("a.yaml", format="pdf")
    assert [j.output for j in jobs] == ["build/a.policy-brief.pdf", "build/a.my-deck.pdf"]
    assert found == []
    assert planned("a.yaml", format="pptx")[1] == ["DG805"]


@pytest.mark.parametrize(
    ("layout", "name"), [("../../etc/x", "..-..-etc-x"), ("a b", "a-b"), ("mémo", "mémo")]
)
def test_a_layouts_name_leads_nowhere_else(layout: str, name: str) -> None:
    assert output_path("s/a.yaml", layout, "pdf", "out") == f"out/a.{name}.pdf"


def test_a_job_travels_between_processes() -> None:
    jobs, _ = planned("a.yaml")
    assert pickle.loads(pickle.dumps(jobs)) == jobs
    assert len({*jobs, *planned("a.yaml")[0]}) == 2
