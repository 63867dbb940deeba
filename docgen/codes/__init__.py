"""Every diagnostic code: one Markdown page each, with a bad and a good example."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files

_HEAD = re.compile(r"# (DG\d{3}) ([a-z0-9-]+): (.+)")
_FILE = re.compile(r"(DG\d{3})\.md")


@dataclass(frozen=True, slots=True)
class Code:
    """A code's page: ``meaning`` in one line, ``text`` the whole in Markdown."""

    code: str
    name: str
    meaning: str
    text: str


def load_code(code: str) -> Code:
    """Return a code's page. Raises KeyError if there is no such code."""
    page = files(__name__).joinpath(f"{code}.md")
    if not re.fullmatch(r"DG\d{3}", code) or not page.is_file():
        raise KeyError(code)
    text = page.read_text("utf-8")
    head = _HEAD.match(text)
    if head is None or head[1] != code:
        raise ValueError(f"{code}.md should begin with: # {code} name: meaning")
    return Code(code, head[2], head[3], text)


def all_codes() -> tuple[str, ...]:
    """Return every code, in order."""
    names = (_FILE.fullmatch(page.name) for page in files(__name__).iterdir())
    return tuple(sorted(name[1] for name in names if name))
