"""What every peer sets: a brief of two pages with a chart, a deck of twelve slides with one."""

from __future__ import annotations

import json

TITLE = "Sea walls pay for themselves within nine years"
STANDFIRST = (
    "A survey of fourteen coastal towns finds that every euro spent on walls and gates has saved "
    "four in repairs, lost rents and emergency work since 2016."
)
KICKER = "Coastal defence"
LANG = "en"
POINTS = (
    "Towns that built early paid a third less for each metre than those that waited.",
    "Insurance premiums behind a wall fell by 18 per cent on average within two years.",
    "Two towns without walls spent more on one winter's repairs than a wall would have cost.",
    "Maintenance is the weak spot: five of fourteen towns have no budget line for it.",
)
_TEXT = (
    "The survey followed fourteen towns between 2016 and 2025 and counted what was spent before "
    "and after each storm. Where a wall stood, water reached streets in two winters of nine; "
    "where none stood, in seven. Repairs to roads and drains made up half of the bill, private "
    "houses a third, and the rest went to pumps, sandbags and the hours of volunteers. "
)
SECTIONS = tuple(
    (heading, tuple(_TEXT + ending for ending in endings))
    for heading, endings in (
        (
            "What was measured",
            (
                "All sums are in prices of 2025.",
                "Rents lost for less than a month were left out.",
            ),
        ),
        (
            "What a metre costs",
            (
                "A metre of wall cost 9,400 euros in 2017 and 13,100 in 2024.",
                "Gates cost forty times as much and are needed once in two kilometres.",
            ),
        ),
        (
            "Who pays",
            (
                "The state paid half, the region a quarter, the town the rest.",
                "No town borrowed for longer than fifteen years.",
            ),
        ),
        (
            "What comes next",
            (
                "Nine more towns have asked for plans.",
                "The first could be built by the winter of 2028.",
            ),
        ),
    )
)
YEARS = ("2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025")
SERIES = (
    ("Spent", (12.0, 15.5, 18.2, 17.4, 21.0, 22.3, 19.8, 18.9)),
    ("Saved", (3.1, 9.4, 21.7, 34.0, 51.2, 63.9, 72.4, 81.6)),
)
CHART = "Spending and savings, million euros a year"
COLUMNS = ("Town", "Wall, m", "Cost, M EUR", "Saved, M EUR")
ROWS = tuple(
    (town, str(wall), f"{wall * 0.0113:.1f}", f"{wall * 0.041:.1f}")
    for town, wall in (
        ("Ardmouth", 820),
        ("Belhaven", 1240),
        ("Corran", 460),
        ("Dunwick", 1910),
        ("Elsay", 700),
        ("Farholm", 1330),
        ("Garnsea", 980),
    )
)


def vary(text: str, number: int) -> str:
    """Return a paragraph as document `number` has it: no two documents share a paragraph."""
    return f"{text} Survey no. {number}." if number else text


def summary(number: int = 0) -> str:
    """Return the docgen summary, JSON being YAML; `number` makes it one of many."""
    sections = [
        {
            "id": f"s{n}",
            "heading": heading,
            "body": "\n\n".join(vary(p, number) for p in paragraphs),
            "points": [vary(POINTS[n], number)],
        }
        for n, (heading, paragraphs) in enumerate(SECTIONS)
    ]
    data = {
        "title": f"{TITLE}" + (f" ({number})" if number else ""),
        "kicker": KICKER,
        "standfirst": STANDFIRST,
        "lang": LANG,
        "date": "2026-03-05",
        "key_points": [vary(p, number) for p in POINTS],
        "sections": sections,
        "charts": [
            {
                "id": "money",
                "title": CHART,
                "kind": "column",
                "categories": [*YEARS],
                "series": [{"name": n, "values": [*v]} for n, v in SERIES],
                "alt": "Savings pass spending in 2020 and grow to four times of it.",
            }
        ],
        "tables": [
            {
                "id": "towns",
                "title": "Seven of the towns",
                "columns": [*COLUMNS],
                "rows": [[*row] for row in ROWS],
            }
        ],
    }
    return json.dumps(data, indent=1)


def deck(number: int = 0) -> str:
    """Return the docgen summary of the deck: twelve slides with `briefing-deck`."""
    data = json.loads(summary(number))
    data["sections"] = [
        {"id": f"d{n}", "heading": heading, "points": [vary(p, number) for p in points]}
        for n, (heading, points) in enumerate(SLIDES)
    ]
    return json.dumps(data, indent=1)


SLIDES = tuple(
    (f"{heading}: {part}", POINTS)
    for heading, _ in SECTIONS
    for part in ("the findings", "the figures")
)
"""Headings and points of the deck's slides of text."""


def long_summary(sections: int) -> str:
    """Return a summary for growth: with the layouts of `benchmarks/` a page or slide a section."""
    body = "\n\n".join([_TEXT] * 3)
    data = {
        "title": TITLE,
        "lang": LANG,
        "sections": [
            {"id": f"s{n}", "heading": f"Part {n + 1}", "body": body, "points": [*POINTS]}
            for n in range(sections)
        ],
    }
    return json.dumps(data)
