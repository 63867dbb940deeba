"""Pages of briefs are filled: what is kept for its looks comes apart before a page stays empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.foundation.diagnostics import Diagnostics
from docgen.layout import compose, find_layout
from docgen.placed.documents import Brief
from docgen.placed.walk import leaves, paras_of
from docgen.summary.loader import parse_summary
from docgen.typeset import typeset

SAID = "The council of the port decided in a long session on what would become of the old quay."
BLOCKS = {
    "timeline": "timeline:\n"
    + "".join(f"  - {{date: '20{n + 10}', event: '{SAID}'}}\n" for n in range(14)),
    "quotations": "quotes:\n"
    + "".join(f"  - {{text: '{' '.join([SAID] * n)}', by: Ada Lind}}\n" for n in (5, 7, 9)),
    "tall rows": "tables:\n  - id: t\n    title: T\n    columns: [A, B]\n    rows:\n"
    + f"      - ['{' '.join([SAID] * 6)}', '{' '.join([SAID] * 4)}']\n" * 7,
    "people": "people:\n"
    + "".join(f"  - {{name: Person {n}, role: Board, note: '{SAID}'}}\n" for n in range(11)),
    "figures": "charts:\n"
    + "".join(
        f"  - {{id: c{n}, title: C, kind: bar, categories: [a, b], series:"
        " [{name: s, values: [1, 2]}]}\n"
        for n in range(7)
    ),
}


def made(paragraphs: int, more: str) -> tuple[Brief, Diagnostics]:
    body = "".join(f"      {SAID} {SAID}\n\n" for _ in range(paragraphs))
    text = f"title: T\nlang: en\n{more}"
    if paragraphs:
        text += f"sections:\n  - heading: S\n    body: |\n{body}"
    found = Diagnostics()
    layout = find_layout("policy-brief", Path())
    brief = typeset(compose(parse_summary(text, "s.yaml"), layout), found)
    assert isinstance(brief, Brief)
    return brief, found


def filled(brief: Brief) -> list[float]:
    """Return the share of each page's text area down to which it is filled."""
    area = brief.pages[0].height - 2 * 45
    return [
        (max((i.rect.bottom for i in page.items), default=45.0) - 45) / area for page in brief.pages
    ]


@pytest.mark.parametrize("kind", BLOCKS)
def test_no_page_but_the_last_is_half_empty(kind: str) -> None:
    several = 0
    for paragraphs in (0, 11, 22, 30, 40):
        brief, found = made(paragraphs, BLOCKS[kind])
        shares = filled(brief)
        several += len(shares) > 1
        assert min(shares[:-1], default=1.0) > 0.6, (paragraphs, shares)
        assert len(shares) == 1 or shares[-1] > 0.15
        assert not [d for d in found if d.code == "DG423"]
    assert several


def test_five_figures_stand_together() -> None:
    """The fifth of five isn't on the next page, nor alone in a row."""
    tiles = "".join(f"  - {{value: '{n + 3} km', label: Label {n}}}\n" for n in range(5))
    for paragraphs in (4, 14, 30):
        brief, _ = made(paragraphs, f"metrics:\n{tiles}")
        tops: list[tuple[int, float]] = []
        for number, page in enumerate(brief.pages):
            for item in page.items:
                words = [p.spans[0].text for leaf in leaves([item]) for p in paras_of(leaf)]
                if any(w.startswith("Label") for w in words):
                    tops.append((number, round(item.rect.y)))
        assert {page for page, _ in tops} == {0}
        rows = [tops.count(one) for one in dict.fromkeys(tops)]
        assert rows == [3, 2]
