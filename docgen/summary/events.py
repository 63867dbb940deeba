"""Events of the timeline: which are past, and which are still ahead."""

from __future__ import annotations

from docgen.summary.model import Event, EventStatus, Summary


def event_status(event: Event, summary: Summary) -> EventStatus | None:
    """Return whether an event is past, today or planned: as said, else by the two dates."""
    if event.status or event.date is None or summary.date is None:
        return event.status
    day = summary.date.isoformat()
    today, last = day[: len(event.date)], event.until or event.date
    if event.until and event.date <= today and day[: len(last)] <= last:
        return "today"
    if event.date == today and len(event.date) == len("2026-01-01"):
        return "today"
    return "planned" if event.date > today else "past"
