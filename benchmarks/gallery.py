"""Contact sheets of every layout in every theme, on the three examples: docs/gallery/.

    python -m benchmarks.gallery [--layout NAME]... [--theme NAME]... [--out DIR] [--picture]

A sheet a layout: a row a theme, and in it the lead example, the flood example and a sparse one
(a brief's first two pages; of a deck the cover, two slides and the closing one). Prints how many
pages were drawn and what the files take. `--picture` also draws README's picture.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from docgen.engine.api import render
from docgen.layout.catalog import list_layouts, list_themes
from docgen.summary.loader import load_summary
from docgen.summary.model import Summary

ROOT = Path(__file__).parents[1]
EXAMPLES = (
    ROOT / "sources/japan-defense.yaml",
    ROOT / "sources/flood-defense.yaml",
    ROOT / "benchmarks/examples/sparse.yaml",
)
SLIDES = (0, 1, 3, -1)
"""Which slides of a deck are shown: the cover, two others and the closing one."""
PAGES = 2
SLIDE_WIDTH, PAGE_WIDTH = 190, 200
GAP, GROUP_GAP, MARGIN, LABEL = 5, 16, 14, 92
COLORS = 240
"""Of a sheet's palette: small files, and still told apart."""
GROUND, INK = (226, 229, 233), (40, 48, 58)


def drawn(summary: Summary, layout: str, theme: str) -> list[Image.Image]:
    """Return the shown pages of a document as pictures."""
    data = render(summary, layout, theme, "pdf", project=ROOT)
    with pypdfium2.PdfDocument(data) as document:
        count = len(document)
        kind = document[0].get_width() > document[0].get_height()
        wanted = [n if n >= 0 else count + n for n in SLIDES] if kind else list(range(PAGES))
        wanted = list(dict.fromkeys(n for n in wanted if 0 <= n < count))
        width = SLIDE_WIDTH if kind else PAGE_WIDTH
        return [_page(document, n, width) for n in wanted]


def _page(document: pypdfium2.PdfDocument, number: int, width: int) -> Image.Image:
    page = document[number]
    big = page.render(scale=2 * width / page.get_width()).to_pil().convert("RGB")
    size = (width, round(big.height * width / big.width))
    return big.resize(size, Image.Resampling.LANCZOS)


def sheet(rows: Sequence[tuple[str, Sequence[Sequence[Image.Image]]]]) -> Image.Image:
    """Return rows of groups of pages, each row under a theme's name at its left."""
    groups = max(len(row) for _, row in rows)
    counts = [max((len(r[n]) for _, r in rows if n < len(r)), default=0) for n in range(groups)]
    pages = [page for _, row in rows for group in row for page in group]
    wide, tall = max(p.width for p in pages), max(p.height for p in pages)
    width = LABEL + 2 * MARGIN + sum(counts) * (wide + GAP) + (groups - 1) * GROUP_GAP
    made = Image.new("RGB", (width, 2 * MARGIN + len(rows) * (tall + GAP * 2)), GROUND)
    draw = ImageDraw.Draw(made)
    font = ImageFont.load_default(16)
    for number, (name, row) in enumerate(rows):
        y = MARGIN + number * (tall + GAP * 2)
        draw.text((MARGIN, y + 2), name, fill=INK, font=font)
        x = MARGIN + LABEL
        for group, count in zip(row, counts, strict=True):
            for n, page in enumerate(group):
                made.paste(page, (x + n * (wide + GAP), y))
            x += count * (wide + GAP) + GROUP_GAP
    return made


def save(picture: Image.Image, path: Path, smooth: bool = False) -> int:
    """Save as a PNG with a small palette, or all colours (`smooth`); return its size in bytes."""
    sink = io.BytesIO()
    if not smooth:
        picture = picture.quantize(
            COLORS, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE
        )
    picture.save(sink, "PNG", optimize=True)
    path.write_bytes(sink.getvalue())
    return len(sink.getvalue())


def readme_picture(summary: Summary) -> Image.Image:
    """Return README's picture: covers and slides of four themes over pages of four others."""
    width, gap, pad = 300, 10, 16
    decks = ("slate", "vermilion", "midnight", "civic")
    briefs = ("scholar", "ministry", "blueprint", "contrast")
    columns = []
    for theme in decks:
        data = render(summary, "briefing-deck", theme, "pdf", project=ROOT)
        with pypdfium2.PdfDocument(data) as document:
            columns.append([_page(document, n, width) for n in (0, 4)])
    data = [render(summary, "policy-brief", t, "pdf", project=ROOT) for t in briefs]
    for column, one in zip(columns, data, strict=True):
        with pypdfium2.PdfDocument(one) as document:
            column.append(_page(document, 0, width))
    height = sum(p.height + gap for p in columns[0]) - gap
    made = Image.new("RGB", (4 * width + 3 * gap + 2 * pad, height + 2 * pad), GROUND)
    for n, column in enumerate(columns):
        y = pad
        for page in column:
            made.paste(page, (pad + n * (width + gap), y))
            y += page.height + gap
    return made


def main(arguments: Sequence[str]) -> int:
    """Draw the sheets."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gallery")
    parser.add_argument("--layout", action="append", default=[])
    parser.add_argument("--theme", action="append", default=[])
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "gallery")
    parser.add_argument("--picture", action="store_true")
    asked = parser.parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    summaries = [load_summary(path) for path in EXAMPLES]
    stock = [one.name for one in list_layouts(None) if one.origin == "stock"]
    themes = asked.theme or [one.name for one in list_themes(None) if one.name != "base"]
    total = count = 0
    for layout in asked.layout or stock:
        rows = []
        for theme in themes:
            groups = [drawn(summary, layout, theme) for summary in summaries]
            count += sum(map(len, groups))
            rows.append((theme, groups))
        size = save(sheet(rows), asked.out / f"{layout}.png")
        total += size
        print(f"{layout}: {len(themes)} themes, {size / 1000:,.0f} kB", flush=True)
    if asked.picture:
        total += save(readme_picture(summaries[0]), ROOT / "docs" / "picture.png", smooth=True)
    print(f"{count} pages drawn, {total / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
