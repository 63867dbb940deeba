"""``sections[].figures``: what a name means, and what is left for no section."""

from __future__ import annotations

from docgen.summary.figures import figures_of, figures_of_no_section
from docgen.summary.loader import parse_summary

SUMMARY = """
title: T
lang: en
sections:
  - {heading: One, figures: [cost, Saved, pic]}
  - {heading: Two, figures: [gates, Ada King]}
metrics:
  - {label: Saved, value: "4"}
  - {label: Lost, value: "5", id: lost}
charts: [{id: cost, title: C, categories: [a], series: [{name: n, values: [1]}]}]
tables: [{id: gates, title: G, columns: [a], rows: [[b]]}]
quotes: [{text: We saw it come, by: Ada King}]
images: []
"""


def test_names_are_ids_labels_and_speakers() -> None:
    summary = parse_summary(SUMMARY.replace(", pic", ""))
    one, two = summary.sections
    shown = [(f.type, f.number) for f in figures_of(summary, one.figures)]
    assert shown == [("chart", 1), ("metric", 1)]
    assert [(f.type, f.number) for f in figures_of(summary, two.figures)] == [
        ("table", 1),
        ("quote", 1),
    ]
    left = figures_of_no_section(summary)
    assert left == {"charts": [], "tables": [], "images": [], "metrics": [1], "quotes": []}
