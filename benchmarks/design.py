"""How decks use their slides, as LibreOffice shows them.

    python -m benchmarks.design [--theme NAME,... | all] [--layout NAME,...] [--example NAME,...]
                                [--slides] [--pages FOLDER]

For the three examples (the lead example, the flood example and a sparse one of a title and
three points) and every deck layout: the share of the content area that ink's bounding box
fills (under the title, over the footer, inside the margins), the smallest type outside footers,
how many body slides show more than text, how many compositions there are and how often one
comes alike in a row, the sizes of running text, slides with notes, and candidates typeset a
slide. `--slides` tells each slide, `--pages` keeps a picture of each. Themes, layouts and examples
are named with commas between them; `--theme all` is all eight, in one table. Exits with 1 where an
aim is missed.

The share is measured on the rendered page, against the area's commonest colour as ground, so it doesn't
depend on what the writer believes.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from docgen.foundation.diagnostics import Diagnostics
from docgen.layout import compose, find_layout, find_theme
from docgen.layout.catalog import list_layouts, list_themes
from docgen.placed.documents import Deck, Slide
from docgen.placed.items import ChartItem, GroupItem, ImageItem, TableItem
from docgen.placed.walk import leaves, paras_of
from docgen.pptx import write_pptx
from docgen.summary.loader import load_summary
from docgen.typeset import typeset

ROOT = Path(__file__).parents[1]
EXAMPLES = {
    "lead": ROOT / "sources/japan-defense.yaml",
    "flood": ROOT / "sources/flood-defense.yaml",
    "sparse": ROOT / "benchmarks/examples/sparse.yaml",
}
REGION = (0.05, 0.20, 0.95, 0.90)
"""The content area: left, top, right and bottom in shares of the slide."""
PIXELS = 960
THRESHOLD = 14
"""Difference of a channel from the ground that counts as ink."""
RUNNING = ("body", "lead", "callout", "statement")
"""Styles of running text, whose sizes are to stay together."""
MEDIAN_AREA, LEAST_AREA, LEAST_TYPE = 0.70, 0.45, 12.0
WITH_VISUAL, COMPOSITIONS, IN_A_ROW, SPREAD, CANDIDATES = 0.60, 6, 2, 4.0, 3.0


@dataclass(frozen=True, slots=True)
class SlideUse:
    """What one body slide looks like."""

    number: int
    composition: str
    area: float
    smallest: float
    running: tuple[float, ...]
    visual: bool
    notes: bool


@dataclass(frozen=True, slots=True)
class DeckUse:
    """What a deck looks like: its body slides, and the candidates typeset for it."""

    example: str
    layout: str
    theme: str
    slides: tuple[SlideUse, ...]
    candidates: float

    def missed(self) -> list[str]:
        """Return the aims that the deck misses."""
        areas = [s.area for s in self.slides]
        running = [size for s in self.slides for size in s.running]
        found = {
            f"median area under {MEDIAN_AREA}": statistics.median(areas) < MEDIAN_AREA,
            f"a slide under {LEAST_AREA}": min(areas) < LEAST_AREA,
            f"type under {LEAST_TYPE:g}": min(s.smallest for s in self.slides) < LEAST_TYPE,
            f"running text over {SPREAD:g} points apart": max(running, default=0.0)
            - min(running, default=0.0)
            > SPREAD,
            f"{IN_A_ROW + 1} alike in a row": self.in_a_row() > IN_A_ROW,
            f"{CANDIDATES:g} candidates a slide": self.candidates >= CANDIDATES,
            "a body slide without notes": not all(s.notes for s in self.slides),
        }
        if self.example == "lead" and self.layout == "briefing-deck":
            found[f"visuals under {WITH_VISUAL:.0%}"] = self.visuals() < WITH_VISUAL
            found[f"fewer than {COMPOSITIONS} compositions"] = self.compositions() < COMPOSITIONS
        return [aim for aim, is_missed in found.items() if is_missed]

    def visuals(self) -> float:
        """Return the share of body slides that show more than text."""
        return sum(s.visual for s in self.slides) / len(self.slides)

    def compositions(self) -> int:
        """Return how many different compositions there are."""
        return len({s.composition for s in self.slides if s.composition})

    def in_a_row(self) -> int:
        """Return how many slides in a row have the same composition, at most."""
        named = [s.composition for s in self.slides]
        return max((len(list(run)) for name, run in groupby(named) if name), default=0)


def area_of(page: Image.Image) -> float:
    """Return the share of the content area that the bounding box of ink fills."""
    width, height = page.size
    left, top, right, bottom = REGION
    box = (int(left * width), int(top * height), int(right * width), int(bottom * height))
    part = page.crop(box)
    ground = max(part.getcolors(part.size[0] * part.size[1]) or [(0, (255, 255, 255))])[1]
    away = ImageChops.difference(part, Image.new("RGB", part.size, ground))  # type: ignore[arg-type]
    ink = away.convert("L").point(lambda v: 255 if v > THRESHOLD / 3 else 0).getbbox()
    if ink is None:
        return 0.0
    return (ink[2] - ink[0]) * (ink[3] - ink[1]) / (part.size[0] * part.size[1])


def pages_of(deck: Path, soffice: str, folder: Path) -> list[Image.Image]:
    """Return a deck's slides as LibreOffice draws them."""
    profile = f"-env:UserInstallation=file://{folder}/office"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, deck]
    subprocess.run([str(c) for c in command], check=True, capture_output=True, timeout=300)
    pdf = pypdfium2.PdfDocument(str(folder / f"{deck.stem}.pdf"))
    return [page.render(scale=PIXELS / page.get_width()).to_pil().convert("RGB") for page in pdf]


def slide_use(slide: Slide, page: Image.Image) -> SlideUse:
    """Measure a body slide: its page, and the type that was set on it."""
    items = [one.item for one in slide.items]
    paras = [p for one in leaves(items) for p in paras_of(one) if p.lines]
    shown = (ChartItem, TableItem, ImageItem, GroupItem)
    return SlideUse(
        slide.number,
        slide.composition,
        area_of(page),
        min(p.style.size for p in paras),
        tuple(p.style.size for p in paras if p.style.name in RUNNING),
        any(isinstance(one, shown) for one in items),
        bool(slide.notes) or slide.part[0] > 1,  # those of its first part
    )


def deck_use(
    example: str, layout: str, theme: str | None, soffice: str, kept: Path | None = None
) -> DeckUse:
    """Build a deck, render it and measure its body slides; keep its pages in the folder `kept`."""
    summary = load_summary(EXAMPLES[example])
    chosen = find_theme(theme, ROOT) if theme else None
    document = compose(summary, find_layout(layout, ROOT), chosen)
    deck = typeset(document, Diagnostics())
    assert isinstance(deck, Deck)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "deck.pptx"
        with path.open("wb") as sink:
            write_pptx(deck, sink)
        pages = pages_of(path, soffice, folder)
    for number, page in enumerate(pages, 1):
        if kept:
            kept.mkdir(parents=True, exist_ok=True)
            page.save(kept / f"{example}-{layout}-{document.theme.name}-{number:02}.png")
    body = [s for s in deck.slides if s.layout.role not in ("title", "section")]
    used = tuple(slide_use(s, pages[s.number - 1]) for s in body)
    return DeckUse(example, layout, document.theme.name, used, deck.candidates / max(len(body), 1))


def table(decks: Sequence[DeckUse]) -> Iterator[str]:
    """Yield the table's lines."""
    yield (
        "example  layout           theme       slides  median  least  type  visual  comps  row"
        "  running    cand"
    )
    for one in decks:
        areas = [s.area for s in one.slides]
        running = [size for s in one.slides for size in s.running] or [0.0]
        yield (
            f"{one.example:8} {one.layout:16} {one.theme:10}  {len(one.slides):6}  {statistics.median(areas):6.2f}"
            f"  {min(areas):5.2f}  {min(s.smallest for s in one.slides):4.1f}"
            f"  {one.visuals():6.0%}  {one.compositions():5}  {one.in_a_row():3}"
            f"  {min(running):4.1f}-{max(running):4.1f}  {one.candidates:4.2f}"
        )


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.design")
    parser.add_argument("--theme", default="", help="instead of each layout's own; all: all eight")
    parser.add_argument("--layout", default="", help="instead of all decks")
    parser.add_argument("--example", default="", help="instead of all three")
    parser.add_argument("--slides", action="store_true", help="tell each slide")
    parser.add_argument("--pages", type=Path, help="a folder for pictures of the slides")
    asked = parser.parse_args()
    soffice = shutil.which("soffice")
    if soffice is None:
        print("LibreOffice (soffice) isn't installed", file=sys.stderr)
        return 1
    names = [one.name for one in list_layouts(ROOT) if one.kind == "deck"]
    layouts = asked.layout.split(",") if asked.layout else names
    examples = asked.example.split(",") if asked.example else list(EXAMPLES)
    themes: list[str | None] = asked.theme.split(",") if asked.theme else [None]
    if asked.theme == "all":
        themes = [one.name for one in list_themes(ROOT) if one.name != "base"]
    decks = [
        deck_use(example, layout, theme, soffice, asked.pages)
        for theme in themes
        for example in examples
        for layout in layouts
    ]
    print("\n".join(table(decks)))
    for one in decks:
        for slide in one.slides if asked.slides else ():
            print(
                f"{one.example} {one.layout} {one.theme} {slide.number:2} {slide.composition:16}"
                f" {slide.area:.2f} {slide.smallest:.1f}"
                f" {sorted(set(slide.running))} {'notes' if slide.notes else '-'}"
            )
    missed = [
        f"{one.example} {one.layout} {one.theme}: {aim}" for one in decks for aim in one.missed()
    ]
    print("\n".join(f"missed: {aim}" for aim in missed) or "all aims are met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
