"""Direction, order, labels, event dates, speakers, roles, negation: wrong ones told, right ones not."""

from __future__ import annotations

import pytest

from docgen.article import parse_article
from docgen.foundation.diagnostics import Severity
from docgen.grounding import GroundingReport, ground
from docgen.summary.loader import parse_summary
from grounding.samples import codes


def check(article: str, yaml: str, lang: str = "en") -> GroundingReport:
    summary = parse_summary(f"title: X\nlang: {lang}\n{yaml}\n", "summary.yaml")
    return ground(summary, parse_article(article, "a.md", lang))


def point(text: str) -> str:
    return f'key_points: ["{text}"]'


CASES = [
    (
        "DG545",
        "Unemployment fell from 7.9% to 5.2% in the past five years.",
        point("Unemployment rose from 7.9% to 5.2% in five years."),
        point("Unemployment dropped from 7.9% to 5.2% in five years."),
    ),
    (
        "DG545",
        "Sales of road salt grew 4% last autumn, the firm said.",
        point("Sales of road salt fell 4% last autumn."),
        point("Sales of road salt increased by 4% last autumn."),
    ),
    (
        "DG546",
        "The line moved from 12 to 38 trains a day, which residents welcomed.",
        point("The line moved from 38 to 12 trains a day."),
        point("The line moved from 12 to 38 trains a day."),
    ),
    (
        "DG546",
        "Energy had 71 per cent of the market, compared to 72 per cent last year.",
        "metrics: [{label: Energy, value: '72', unit: '%', was: '71%'}]",
        "metrics: [{label: Energy, value: '71', unit: '%', was: '72%'}]",
    ),
    (
        "DG547",
        "Interest was $263 billion in 2017 and will be $915 billion in 2028.",
        "charts: [{id: a, title: 'Interest, billion dollars', kind: column, categories: ['2017', '2028'],"
        " series: [{name: Interest, values: [915, 263]}], alt: Interest.}]",
        "charts: [{id: a, title: 'Interest, billion dollars', kind: column, categories: ['2017', '2028'],"
        " series: [{name: Interest, values: [263, 915]}], alt: Interest.}]",
    ),
    (
        "DG548",
        "A Proton rocket broke up in May 2014. A Progress ship fell into the Pacific in May 2015.",
        "timeline: [{date: 2014-05, event: A Progress ship falls into the Pacific}]",
        "timeline: [{date: 2015-05, event: A Progress ship falls into the Pacific}]",
    ),
    (
        "DG549",
        "The regulator is not convinced by the plan for the harbour.",
        point("The regulator is convinced by the plan for the harbour."),
        point("The regulator isn't convinced by the plan for the harbour."),
    ),
    (
        "DG550",
        "Most engineers say that it could stand for another winter.",
        point("All engineers say that it could stand for another winter."),
        point("Most engineers think that it could stand for another winter."),
    ),
    (
        "DG551",
        "It is the second highest telescope of the southern continent.",
        point("It is the highest telescope of the southern continent."),
        point("It is the second highest telescope of that southern continent."),
    ),
    (
        "DG552",
        "The unions reject the plan to raise the pension age.",
        point("The unions accept the plan to raise the pension age."),
        point("The unions refuse the plan to raise the pension age."),
    ),
    (
        "DG553",
        "The Ministry of Transport sued Hellman Shipping over the wreck.",
        point("Hellman Shipping sued the Ministry of Transport over the wreck."),
        point("Hellman Shipping was sued by the Ministry of Transport over the wreck."),
    ),
    (
        "DG521",
        "Jen Anis won. “This has been a beautiful dream,” quipped Phoebe Wall.",
        "quotes: [{text: This has been a beautiful dream, by: Jen Anis}]",
        "quotes: [{text: This has been a beautiful dream, by: Phoebe Wall}]",
    ),
    (
        "DG521",
        "The regulator met on Monday. “We are late but within budget,” said Ingrid Solberg, chief"
        " officer of Tidewind.",
        "quotes: [{text: We are late but within budget, by: The regulator}]",
        "quotes: [{text: We are late but within budget, by: Tidewind}]",
    ),
    (
        "DG533",
        "Labour minister Olga Brandl spoke first. Simon Achebe, governor of the central bank, spoke"
        " last, and Olga Brandl left.",
        "people: [{name: Olga Brandl, role: Governor of the central bank}]",
        "people: [{name: Olga Brandl, role: Labour minister}]",
    ),
    (
        "DG530",
        "The firm makes its ovens in Austria and sells them to Swiss bakers.",
        point("The firm makes its ovens in Australia."),
        point("The Austrian firm sells its ovens in Switzerland."),
    ),
]


@pytest.mark.parametrize(("code", "article", "wrong", "right"), CASES)
def test_a_mistake_is_told_and_the_truth_isn_t(
    code: str, article: str, wrong: str, right: str
) -> None:
    assert code in codes(check(article, wrong))
    assert codes(check(article, right)) == []


DERIVED = "The plan lost: 51,300 people voted against it and 51,088 for it on Sunday."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The plan lost by 212 votes, 51,300 against 51,088.", []),
        ("On Sunday 212 more people voted against it than for it.", []),
        ("The plan lost with 212 votes against it on Sunday.", ["DG544"]),
        ("The plan lost with 217 votes against it on Sunday.", ["DG510"]),
    ],
)
def test_derived_numbers(text: str, found: list[str]) -> None:
    assert codes(check(DERIVED, point(text))) == found


@pytest.mark.parametrize(
    ("article", "text"),
    [
        ("The bridge is 3.2 kilometres long.", "The bridge is about two miles long."),
        ("Lena Sorensen is mayor.", "Lena Sørensen is mayor."),
        ("The population of Osten grew to 1,187,000.", "Almost 1.2 million people live in Osten."),
        ("Lena Sund, 47, is mayor.", "Lena Sund is 47 years old."),
        ("A poll found that 58 percent agree.", "More than half of people in the poll agree."),
    ],
)
def test_honest_forms_pass(article: str, text: str) -> None:
    assert codes(check(article, point(text))) == []


def test_a_quotation_that_goes_on_in_the_next_paragraph() -> None:
    article = "Ms Vane said: “We had to move fast, and may again.\n\n“The rest is up to you.”"
    assert (
        codes(check(article, "quotes: [{text: 'We had to move fast, and may again', by: Ms Vane}]"))
        == []
    )


def test_a_language_that_isn_t_covered_says_so() -> None:
    report = check("Hamnen i Lund byggdes om 2024.", point("Lund 2024"), "sv")
    assert [(d.code, d.severity) for d in report.diagnostics] == [("DG554", Severity.NOTICE)]
