"""A summary that has some of everything: layouts are tried with it, and the reference shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SAMPLE: Mapping[str, Any] = {
    "title": "Sea walls pay for themselves",
    "kicker": "Coastal protection",
    "standfirst": "The first five years of building cost less than one flood. [@report]",
    "date": "2026-03-05",
    "lang": "en",
    "authors": ["Ann Lee"],
    "addressee": "The city council",
    "classification": "Public",
    "key_points": [
        "Every euro spent has saved **four euros** of damage. [@report]",
        "Two districts are still open to a storm.",
    ],
    "remember": ["The walls hold."],
    "ask": ["Whether two more gates are built."],
    "sections": [
        {
            "id": "built",
            "heading": "What was built",
            "body": "Eleven kilometres of wall and **three gates** stand. Two gates are to follow, and"
            " then the harbour is closed to a storm like that of 2013.",
            "points": ["Eleven kilometres of wall", "Three of five gates"],
            "notes": "Say who paid for it.",
            "figures": ["cost"],
        },
        {
            "heading": "What follows",
            "body": "Two gates are planned for 2027, one in the north and one at the river.",
            "points": ["The north gate", "The river gate"],
        },
    ],
    "metrics": [
        {
            "label": "Saved for each euro",
            "value": "4.1",
            "unit": "euros",
            "was": "3.2",
            "by": "2025",
            "source": "report",
        },
        {"label": "Households protected", "value": "48,000"},
        {"label": "Gates that stand", "value": "3"},
    ],
    "charts": [
        {
            "id": "cost",
            "title": "Damage by storms, million euros",
            "kind": "column",
            "categories": ["2013", "2018", "2024"],
            "series": [{"name": "Damage", "values": [310, 120, 42]}],
            "alt": "Damage fell from 310 to 42 million euros.",
            "takeaway": "It fell by six sevenths.",
            "source": "report",
        }
    ],
    "tables": [
        {
            "id": "gates",
            "title": "Gates",
            "columns": ["Gate", "Year", "Cost"],
            "rows": [["Harbour", "2022", "12"], ["South", "2024", "9"], ["North", "2027", "11"]],
            "takeaway": "One is to come.",
            "source": "report",
        }
    ],
    "timeline": [
        {"date": "2022-05-01", "event": "Harbour gate", "source": "report"},
        {"date": "2024-05-01", "event": "South gate"},
        {"date": "2027-05-01", "event": "North gate"},
    ],
    "people": [
        {"name": "Ann Lee", "role": "City engineer", "note": "Leads the building."},
        {"name": "Karl Moe", "role": "Treasurer", "note": "Asks what it costs."},
    ],
    "quotes": [{"text": "It holds.", "by": "Ann Lee", "role": "City engineer", "source": "report"}],
    "sources": [
        {"id": "report", "title": "Five years of sea walls", "publisher": "City", "date": "2026"}
    ],
    "headings": {"timeline": "When it was built"},
}
