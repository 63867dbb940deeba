"""``python -m benchmarks.tagging``: what tagging costs, in time and size, against ``none``.

The same documents over and over, so whatever is remembered is so for both: that makes the
untagged build cheap, and the share of tagging as high as it gets.
"""

from __future__ import annotations

import argparse
import gc
import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.content import long_summary
from benchmarks.timing import Taken, in_turns
from docgen.layout import compose, find_layout, find_theme
from docgen.layout.document import Document
from docgen.pdf import write_pdf
from docgen.pdf.metadata import PdfStandard
from docgen.placed.documents import Brief, Deck
from docgen.summary.loader import load_summary
from docgen.typeset import typeset

HERE = Path(__file__).parent
LEAD = HERE.parent / "sources" / "japan-defense.yaml"
PAGES = 50
MOST_TIME, MOST_SIZE = 1.4, 1.5
"""Tagged over untagged: what was set as the aim."""
ROUNDS = 15


@dataclass(frozen=True, slots=True)
class Case:
    """A brief to build, and how many times a round: short ones are over too soon to time."""

    source: Path
    layout: str
    folder: Path
    times: int

    def compose(self) -> Document:
        """Return the document; its layout stands in `folder` or is stock."""
        found = find_layout(self.layout, self.folder)
        return compose(load_summary(self.source), found, find_theme(found.theme, self.folder))

    def place(self) -> Brief | Deck:
        """Return the document, typeset."""
        return typeset(self.compose())


def cases(folder: Path) -> dict[str, Case]:
    """Return the lead brief and a long one, written into `folder`."""
    long = folder / "long.yaml"
    long.write_text(long_summary(PAGES))
    return {
        "lead brief": Case(LEAD, "policy-brief", LEAD.parent.parent, 6),
        "long brief": Case(long, "long-brief", HERE, 1),
    }


def written(placed: Brief | Deck, standard: PdfStandard) -> bytes:
    """Return the file."""
    sink = io.BytesIO()
    write_pdf(placed, sink, standard=standard)
    return sink.getvalue()


def main() -> None:
    """Measure, print, and fail where an aim is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tagging")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    missed: list[str] = []
    print("| brief | measure | tagged | untagged | ratio | aim |\n|---|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for name, case in cases(Path(folder)).items():
            missed += _case(name, case, rounds)
    if missed:
        raise SystemExit(f"missed: {', '.join(missed)}")


def _case(name: str, case: Case, rounds: int) -> list[str]:
    placed = case.place()
    tagged, plain = (written(placed, s) for s in (PdfStandard.UA1_A2A, PdfStandard.NONE))
    pages = len(placed.pages) if isinstance(placed, Brief) else len(placed.slides)
    build = _times(lambda standard: written(case.place(), standard), case.times, rounds)
    write = _times(lambda standard: written(placed, standard), case.times, rounds)
    title = f"{name}, {pages} pages"
    met = [
        _time(f"{title} | build, processor", build, case.times, MOST_TIME),
        _row(f"{title} | size", len(tagged) / 1000, len(plain) / 1000, "kB", MOST_SIZE),
    ]
    _time(f"{title} | writing alone, processor", write, case.times, None)
    return [
        name for name, good in zip((f"{name}: time", f"{name}: size"), met, strict=True) if not good
    ]


def _times(work: Callable[[PdfStandard], object], times: int, rounds: int) -> tuple[Taken, Taken]:
    """Return the medians of tagged and untagged, each `times` documents."""

    def batch(standard: PdfStandard) -> None:
        gc.collect()  # else one pays for the other's rubbish
        for _ in range(times):
            work(standard)

    taken = in_turns(
        {s: partial(batch, s) for s in (PdfStandard.UA1_A2A, PdfStandard.NONE)}, rounds
    )
    return taken[PdfStandard.UA1_A2A], taken[PdfStandard.NONE]


def _time(what: str, taken: tuple[Taken, Taken], times: int, aim: float | None) -> bool:
    tagged, plain = (one.cpu / times * 1000 for one in taken)
    return _row(what, tagged, plain, "ms", aim)


def _row(what: str, tagged: float, plain: float, unit: str, aim: float | None) -> bool:
    ratio = tagged / plain
    told = f"{ratio:.2f} | at most {aim:g}" if aim else f"{ratio:.2f} |"
    print(f"| {what} | {tagged:,.1f} {unit} | {plain:,.1f} {unit} | {told} |", flush=True)
    return aim is None or ratio <= aim


if __name__ == "__main__":
    main()
