"""Findings as SARIF 2.1.0, for code scanning and editors.

Property names and rules are those of the OASIS standard; the sections are named where it
asks for something in particular.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docgen.foundation.codes import load_code
from docgen.foundation.diagnostics import ArticlePassage, Diagnostic, Fix, Severity
from docgen.report.formats.common import (
    column_of,
    file_of,
    fingerprints,
    from_repository,
    line_of,
    with_hint,
)
from docgen.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}


def as_sarif(findings: Iterable[Diagnostic]) -> str:
    """Return the findings as a SARIF log of one run."""
    found = list(findings)
    codes = sorted({one.code for one in found})
    places = {code: index for index, code in enumerate(codes)}
    driver = {
        "name": "docgen",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, mark, places) for one, mark in fingerprints(found)],
    }
    return json.dumps(
        {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False
    )


def _rule(code: str) -> dict[str, Any]:
    try:
        page = load_code(code)
    except KeyError:
        return {"id": code}
    body = page.text.partition("\n")[2].strip()
    first = body.partition("\n## ")[0].strip()
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in page.name.split("-")),
        "shortDescription": {"text": page.meaning},
        "fullDescription": {"text": first or page.meaning},
        "help": {"text": body or page.meaning, "markdown": body or page.meaning},
    }


def _result(finding: Diagnostic, mark: str, places: Mapping[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": places[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": with_hint(finding)},
        "partialFingerprints": {"docgen/v1": mark},
    }
    if file_of(finding):
        result["locations"] = [{"physicalLocation": _place(finding)}]
    if finding.passage is not None:
        result["relatedLocations"] = [_passage(finding.passage)]
    if finding.fix is not None:
        result["fixes"] = [_fix(finding.fix)]
    return result


def _passage(passage: ArticlePassage) -> dict[str, Any]:
    """Return where the article tells it (3.34); of a PDF the page stands in the message."""
    page = f"page {passage.page}: " if passage.page is not None else ""
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(_from_root(passage.file))}}
    if passage.page is None:
        place["region"] = {"startLine": passage.line, "startColumn": passage.column}
    return {"id": 0, "physicalLocation": place, "message": {"text": f"{page}{passage.text}"}}


def _fix(fix: Fix) -> dict[str, Any]:
    """Return a correction as replacements (3.55 to 3.57); columns end behind the last character."""
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit.start.line,
                "startColumn": edit.start.column,
                "endLine": edit.end_line,
                "endColumn": edit.end_column,
            },
            "insertedContent": {"text": edit.new},
        }
        for edit in fix.edits
    ]
    file = _from_root(fix.edits[0].start.file)
    change = {"artifactLocation": {"uri": _uri(file)}, "replacements": replacements}
    return {"description": {"text": f'Write "{fix.value}"'}, "artifactChanges": [change]}


def _from_root(file: str) -> str:
    return from_repository(file, Path.cwd())


def _place(finding: Diagnostic) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(file_of(finding))}}
    if line_of(finding):
        place["region"] = {"startLine": line_of(finding)}
        if column_of(finding):
            place["region"]["startColumn"] = column_of(finding)
    return place


def _uri(file: str) -> str:
    """Return a relative reference, or file: for what lies elsewhere (3.4.3, RFC 3986)."""
    path = Path(file)
    if path.is_absolute():
        return path.as_uri()
    # A colon in the first part would read as a scheme: quote it too (RFC 3986, 4.2).
    return quote(file, safe="/")
