"""A small project that provokes a code, and the commands that do it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from PIL import Image

BASE = "title: T\nlang: en\ndate: 2026-01-01\n"


@dataclass(frozen=True)
class Case:
    """``commands``: those before the last only prepare. ``shadow``: modules that stand in
    for installed ones, in a process of its own. ``then`` is written before the last command.
    """

    commands: tuple[str, ...]
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    then: Mapping[str, str | bytes] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    shadow: Mapping[str, str] = field(default_factory=dict)


def check(summary: str | bytes, settings: str = "", **files: str | bytes) -> Case:
    """A summary that `docgen check` finds fault with."""
    return Case(("check",), {"sources/a.yaml": summary, "docgen.toml": settings, **files})


def build(summary: str, layout: str, **files: str | bytes) -> Case:
    """A summary that shows its fault when it is built with a layout."""
    return Case((f"build --layout {layout}",), {"sources/a.yaml": summary, **files})


def themed(theme: str) -> Case:
    """A theme of the project that is wrong, or makes a document wrong."""
    return Case(
        ("check --theme mine",),
        {"sources/a.yaml": BASE, "layouts/themes/mine.toml": theme},
    )


def layout(kind: str, template: str, settings: str = "", summary: str = BASE) -> Case:
    """A layout of the project that is wrong, or makes a document wrong."""
    files = {
        "sources/a.yaml": summary,
        "layouts/mine/layout.toml": f'kind = "{kind}"\n{settings}',
        "layouts/mine/template.xml.j2": template,
    }
    return Case(("check --layout mine",), files)


def png(width: int, height: int) -> bytes:
    sink = io.BytesIO()
    Image.effect_noise((width, height), 60).save(sink, "PNG")
    return sink.getvalue()


def blank_png(width: int, height: int) -> bytes:
    sink = io.BytesIO()
    Image.new("1", (width, height)).save(sink, "PNG")
    return sink.getvalue()
