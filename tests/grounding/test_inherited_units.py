"""Units that an article leaves out, because a number before has them."""

from __future__ import annotations

import pytest

from docgen.article import parse_article
from docgen.grounding import ground
from docgen.summary.loader import parse_summary


def told(article: str, claim: str) -> set[str]:
    summary = parse_summary(f'title: It\nlang: en\nstandfirst: "{claim}"\n', "story.yaml")
    return {d.code for d in ground(summary, parse_article(article, "story.txt")).diagnostics}


@pytest.mark.parametrize(
    ("article", "claim"),
    [
        (
            "The hours cost 410,000 euros in the first year, of which the city paid 290,000.",
            "The city paid 290,000 euros.",
        ),
        ("The firm had 40 percent of it, and the city had 35.", "The city had 35 percent."),
        ("The road is 40 km long, the path 35; both are new.", "The path is 35 km long."),
    ],
)
def test_a_number_that_ends_its_clause_has_the_unit_of_the_last_before(
    article: str, claim: str
) -> None:
    assert told(article, claim) == set()


@pytest.mark.parametrize(
    ("article", "claim"),
    [
        ("The gate has 290,000 bolts and cost 410,000 euros.", "It cost 290,000 euros."),
        ("The gate cost 12 euros and weighed 30 kg, the wall 500.", "It cost 500 euros."),
        ("The wall was 500. The gate cost 12 euros.", "The wall cost 500 euros."),
        ("The gate cost 12 euros. The wall came to 500.", "The wall cost 500 euros."),
    ],
)
def test_no_unit_comes_from_elsewhere(article: str, claim: str) -> None:
    assert told(article, claim) & {"DG510", "DG511"}
