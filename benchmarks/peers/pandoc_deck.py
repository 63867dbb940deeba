"""The deck in Markdown for pandoc; a table stands for the chart, which pandoc can't make."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypandoc

from benchmarks import content as c


def source(number: int = 0) -> str:
    """Return the Markdown."""
    text = f"% {c.TITLE} {number or ''}\n% \n% 2026-03-05\n\n# Key points\n\n"
    text += "".join(f"- {c.vary(p, number)}\n" for p in c.POINTS)
    for heading, points in c.SLIDES:
        text += f"\n# {heading}\n\n" + "".join(f"- {c.vary(p, number)}\n" for p in points)
    text += f"\n# {c.CHART}\n\n" + _table(
        ("Year", *(n for n, _ in c.SERIES)),
        tuple((year, *(str(v[i]) for _, v in c.SERIES)) for i, year in enumerate(c.YEARS)),
    )
    return text + "\n# Seven of the towns\n\n" + _table(c.COLUMNS, c.ROWS)


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def command(markdown: Path, output: Path) -> list[str]:
    """Return the command that makes the deck."""
    return [pypandoc.get_pandoc_path(), "--slide-level=1", str(markdown), "-o", str(output)]


def warm(number: int, folder: Path) -> None:
    """Make the deck: pandoc is a process a deck, however many are made."""
    markdown, output = folder / "deck.md", folder / "deck.pptx"
    markdown.write_text(source(number))
    subprocess.run(command(markdown, output), check=True)
