"""Findings as JUnit XML: a suite of the files that were looked at, a case a finding.

An error is a failed case. Warnings and notices pass and are told in ``system-out``, so
that they show without turning a pipeline red. A file without findings is one passed case.
The form is that of the xunit plug-in's ``junit-10.xsd``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from docgen.foundation.diagnostics import Diagnostic, Severity
from docgen.report.formats.common import column_of, file_of, line_of, with_hint

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2) can't hold even escaped."""


def as_junit(findings: Iterable[Diagnostic], files: Iterable[str] = ()) -> str:
    """Return the findings, and the files looked at, as a JUnit report."""
    found = list(findings)
    by_file: dict[str, list[Diagnostic]] = {file: [] for file in files}
    for one in found:
        by_file.setdefault(file_of(one), []).append(one)
    root = etree.Element("testsuites", name="docgen")
    for file in sorted(by_file):
        _suite(root, file, by_file[file])
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    etree.indent(root)
    xml: str = etree.tostring(root, encoding="unicode")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml


def _suite(root: etree._Element, file: str, found: Sequence[Diagnostic]) -> None:
    name = _clean(file or "docgen")
    failures = sum(1 for one in found if one.severity is Severity.ERROR)
    suite = etree.SubElement(
        root,
        "testsuite",
        name=name,
        tests=str(max(len(found), 1)),
        failures=str(failures),
        errors="0",
    )
    for one in found:
        _case(suite, name, one)
    if not found:
        etree.SubElement(suite, "testcase", name="no findings", classname=name)


def _case(suite: etree._Element, file: str, finding: Diagnostic) -> None:
    place = ":".join(str(n) for n in (line_of(finding), column_of(finding)) if n)
    name = f"{finding.code} {place}".strip()
    case = etree.SubElement(suite, "testcase", name=name, classname=file)
    where = f"{file}:{place}" if place else file
    text = _clean(f"{where}: {finding.severity} {finding.code}: {with_hint(finding)}")
    if finding.severity is Severity.ERROR:
        failure = etree.SubElement(case, "failure", type=finding.code)
        failure.set("message", _clean(finding.message))
        failure.text = text
    else:
        etree.SubElement(case, "system-out").text = text


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
