"""The forms of the findings: valid against published schemas, and nothing lost or forged."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import junitparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.foundation.codes import all_codes
from docgen.foundation.diagnostics import Diagnostic, Location, Severity
from docgen.report.formats.json import Findings
from docgen.report.formats.render import FORMATS, render

SCHEMAS = Path(__file__).parent / "schemas"
SARIF = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text("utf-8"))
JUNIT = etree.XMLSchema(etree.parse(str(SCHEMAS / "junit-10.xsd")))

FOUND = [
    Diagnostic("DG102", 'unknown key "titel"', Location("sources/a b.yaml", 3, 5), "say title"),
    Diagnostic("DG118", "100% of: it,\nall", Location("c:d.yaml", 4), "", Severity.WARNING),
    Diagnostic("DG807", "nowhere", None, "", Severity.NOTICE),
]
texts = st.text(st.characters(codec="utf-8"), max_size=40)
names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
findings = st.lists(
    st.builds(
        Diagnostic,
        st.sampled_from(all_codes()),
        texts,
        st.none() | st.builds(Location, names, st.integers(0, 99), st.integers(0, 99)),
        texts,
        st.sampled_from(Severity),
    ),
    max_size=6,
)


def sarif_of(found: list[Diagnostic]) -> dict[str, object]:
    log: dict[str, object] = json.loads(render(found, "sarif"))
    jsonschema.Draft202012Validator(SARIF).validate(log)
    return log


def test_sarif_says_it_all() -> None:
    run = sarif_of(FOUND)["runs"][0]  # type: ignore[index]
    assert [r["ruleId"] for r in run["results"]] == ["DG102", "DG118", "DG807"]
    assert [r["level"] for r in run["results"]] == ["error", "warning", "note"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    first, second, third = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "sources/a%20b.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 5}
    second_place = second["locations"][0]["physicalLocation"]
    assert second_place["artifactLocation"]["uri"] == "c%3Ad.yaml"
    assert second_place["region"] == {"startLine": 4}
    assert "locations" not in third


def test_schema_can_fail() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SARIF).validate({"version": "2.1.0"})
    assert not JUNIT.validate(etree.fromstring("<testsuite/>"))


@relaxed
@given(findings)
def test_any_findings_are_valid_sarif(found: list[Diagnostic]) -> None:
    run = sarif_of(found)["runs"][0]  # type: ignore[index]
    assert [r["message"]["text"] for r in run["results"]] == [
        f"{d.message}\n{d.hint}" if d.hint else d.message for d in found
    ]


@relaxed
@given(findings)
def test_any_findings_are_valid_junit(found: list[Diagnostic]) -> None:
    tree = etree.fromstring(render(found, "junit", ["fine.yaml"]).encode())
    JUNIT.assertValid(tree)
    errors = [d for d in found if d.severity is Severity.ERROR]
    assert len(tree.findall(".//failure")) == len(errors) == int(tree.get("failures", ""))


def test_junit_for_those_who_read_it(tmp_path: Path) -> None:
    path = tmp_path / "junit.xml"
    path.write_text(render(FOUND, "junit", ["sources/fine.yaml"]), "utf-8")
    report = junitparser.JUnitXml.fromfile(str(path))
    assert (report.tests, report.failures, report.errors) == (4, 1, 0)
    cases = {case.name: case for suite in report for case in suite}
    assert cases["DG102 3:5"].result[0].message == 'unknown key "titel"'
    assert cases["no findings"].classname == "sources/fine.yaml"
    assert cases["DG118 4"].is_passed and "100% of" in cases["DG118 4"].system_out


@relaxed
@given(findings)
def test_json_holds_every_finding(found: list[Diagnostic]) -> None:
    told = Findings.model_validate_json(render(found, "json"))
    assert [d.message for d in told.diagnostics] == [d.message for d in found]
    assert len({d.fingerprint for d in told.diagnostics}) == len(found)
    counts = told.counts
    assert counts.error + counts.warning + counts.notice == len(found)


@relaxed
@given(findings)
def test_github_commands_cannot_be_forged(found: list[Diagnostic]) -> None:
    """A message is one line, whatever is in it, and its text comes back."""
    lines = render(found, "github").split("\n") if found else []
    assert len(lines) == len(found)
    for line, one in zip(lines, found, strict=True):
        match = re.fullmatch(r"::(error|warning|notice) ([^:\r]*)::([^\r]*)", line)
        assert match, line
        told = match[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
        assert told == (f"{one.message}\n{one.hint}" if one.hint else one.message)


def test_github_form() -> None:
    assert render(FOUND, "github").split("\n") == [
        '::error file=sources/a b.yaml,line=3,col=5,title=DG102::unknown key "titel"%0Asay title',
        "::warning file=c%3Ad.yaml,line=4,title=DG118::100%25 of: it,%0Aall",
        "::notice title=DG807::nowhere",
    ]


def test_gitlab_form() -> None:
    issues = json.loads(render(FOUND, "gitlab"))
    assert [i["severity"] for i in issues] == ["major", "minor", "info"]
    assert issues[0]["location"] == {"path": "sources/a b.yaml", "lines": {"begin": 3}}
    assert issues[2]["location"] == {"path": "docgen.toml", "lines": {"begin": 1}}
    assert len({i["fingerprint"] for i in issues}) == 3


def test_fingerprints_stay_when_lines_move() -> None:
    def marks(line: int) -> list[str]:
        same = Diagnostic("DG118", "m", Location("a.yaml", line, 2))
        return [i["fingerprint"] for i in json.loads(render([same, same], "gitlab"))]

    assert marks(3) == marks(90)
    assert len(set(marks(3))) == 2


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_found(form: str) -> None:
    text = render([], form)  # type: ignore[arg-type]
    if form == "sarif":
        sarif_of([])
    elif form == "junit":
        JUNIT.assertValid(etree.fromstring(text.encode()))
    elif form == "json":
        assert json.loads(text)["diagnostics"] == []
    else:
        assert text == ("[]" if form == "gitlab" else "")
