"""Every diagnostic code, one Markdown page each: meaning, a bad and a good example."""

from __future__ import annotations

import importlib.resources
import re
from dataclasses import dataclass

_HEAD = re.compile(r"^# (DG\d{3}) ([a-z0-9-]+): (.+)$")


@dataclass(frozen=True, slots=True)
class Code:
    """A code's page. ``meaning`` is one line, ``text`` the page in Markdown."""

    code: str
    name: str
    meaning: str
    text: str


def load_code(code: str) -> Code | None:
    """Return the page of a code, or None if there is no such code."""
    if not re.fullmatch(r"DG\d{3}", code):
        return None
    page = importlib.resources.files(__name__).joinpath(f"{code}.md")
    if not page.is_file():
        return None
    text = page.read_text("utf-8")
    head = _HEAD.match(text.splitlines()[0])
    return Code(code, head[2], head[3], text) if head else None


def all_codes() -> list[str]:
    """Return every code, in order."""
    folder = importlib.resources.files(__name__)
    return sorted(p.name[:-3] for p in folder.iterdir() if re.fullmatch(r"DG\d{3}\.md", p.name))
