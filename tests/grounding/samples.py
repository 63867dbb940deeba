"""Short articles and summaries to check against each other."""

from __future__ import annotations

from docgen.article import Article, parse_article
from docgen.foundation.diagnostics import Diagnostic
from docgen.grounding import GroundingReport, Trace, ground
from docgen.summary.loader import parse_summary

HARBOUR = """\
# The harbour of Varberg reopens

*By Lina Ek, 4 May 2025*

The harbour of Varberg was rebuilt for €241 million, €12 million less than planned. Trade through
it grew by 12% in 2024, to 3.4 million tonnes, from 3.0 million tonnes a year earlier.

"We opened on time," said harbour director Anna Berg. The mayor, Tom Hale, was less pleased. "The
cranes are late," Hale said, "and the trains are later."

## What was built

Three new piers were built:

- North Pier, 620 metres long
- South Pier, 410 metres long
- a ferry pier for the line to Grenaa

On 3 May 2025 the first ship arrived with 1,480 containers. It took two hours to unload. The
European Investment Bank (EIB) lent 45% of the money. A second phase, planned for 2027, is to
double the capacity.
"""


def article(text: str = HARBOUR, name: str = "harbour.md") -> Article:
    return parse_article(text, name)


def check(yaml: str, text: str = HARBOUR, name: str = "harbour.md") -> GroundingReport:
    """Ground a summary given as YAML without its title."""
    return ground(parse_summary("title: Varberg\n" + yaml, "summary.yaml"), article(text, name))


def says(sentence: str, text: str = HARBOUR, lang: str = "en") -> list[str]:
    """Return the codes that one sentence gives."""
    yaml = (
        f"lang: {lang}\nstandfirst: {sentence!r}\n"
        if "'" not in sentence
        else (f'lang: {lang}\nstandfirst: "{sentence}"\n')
    )
    return codes(check(yaml, text))


def codes(report: GroundingReport) -> list[str]:
    return [d.code for d in report.diagnostics]


def only(report: GroundingReport) -> Diagnostic:
    """Return the one finding."""
    assert len(report.diagnostics) == 1, report.diagnostics
    return report.diagnostics[0]


def trace_of(report: GroundingReport, text: str) -> Trace:
    """Return the trace of a claim by its words."""
    found = [t for t in report.traces if t.claim.text == text]
    assert found, [t.claim.text for t in report.traces]
    return found[0]
