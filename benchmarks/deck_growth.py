"""How writing a deck grows with its slides: ours beside python-pptx and pandoc.

    python benchmarks/deck_growth.py [--quick]

Prints seconds for 10 to 2,000 slides and for 200 charts, and the exponent of growth: 1 is
a straight line. pandoc (PyPI: pypandoc_binary) is left out where it isn't installed.
"""

from __future__ import annotations

import io
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from docgen.layout import compose, find_layout, find_theme
from docgen.placed.documents import Deck
from docgen.pptx import write_pptx
from docgen.summary.loader import load_summary
from docgen.typeset import typeset

SIZES = (10, 100, 500, 1000, 2000)
CHARTS = 200
BULLETS = 6
AIM = 1.1


def summary_text(slides: int, charts: int) -> str:
    """Return a summary that the plain layout below makes so many slides of."""
    lines = ["title: Growth", "date: 2026-01-01", "lang: en"]
    if slides:
        lines.append("sections:")
    for number in range(slides):
        lines += [f"  - heading: Slide {number + 1}", "    notes: Said aloud.", "    points:"]
        lines += [f"      - Point {n + 1} of a list with some words in it" for n in range(BULLETS)]
    if charts:
        lines.append("charts:")
    for number in range(charts):
        lines += [
            f"  - id: c{number}",
            f"    title: Chart {number + 1}",
            "    kind: column",
            "    categories: [A, B, C, D]",
            "    series:",
            "      - name: S",
            "        values: [1, 3, 2, 4]",
        ]
    return "\n".join(lines) + "\n"


LAYOUT = 'kind = "deck"\ndescription = "One slide a section or chart"\n'
TEMPLATE = """<deck>
{% for one in sections %}
<slide layout="content"><title>{{ one.heading }}</title>
<list>{% for point in one.points %}<item>{{ point }}</item>{% endfor %}</list>
<notes>{{ one.notes }}</notes></slide>
{% endfor %}
{% for one in charts %}
<slide layout="chart"><title>{{ one.title }}</title><chart ref="{{ one.id }}" caption=""/></slide>
{% endfor %}
</deck>
"""


def placed_deck(folder: Path, slides: int, charts: int) -> Deck:
    """Return a typeset deck; what is timed is the writing of it."""
    layout = folder / "layouts" / "growth"
    layout.mkdir(parents=True, exist_ok=True)
    (layout / "layout.toml").write_text(LAYOUT)
    (layout / "template.xml.j2").write_text(TEMPLATE)
    source = folder / "growth.yaml"
    source.write_text(summary_text(slides, charts))
    document = compose(
        load_summary(source), find_layout("growth", folder), find_theme("slate", None)
    )
    deck = typeset(document)
    assert isinstance(deck, Deck)
    return deck


def ours(folder: Path, slides: int, charts: int) -> float:
    """Return the processor seconds of our writer, the better of two runs."""
    deck = placed_deck(folder, slides, charts)
    return min(timed(lambda: write_pptx(deck, io.BytesIO())) for _ in range(2))


def plain(_: Path, slides: int, charts: int) -> float:
    """Return those of python-pptx used as its manual shows."""

    def make() -> None:
        made = Presentation()
        for number in range(slides):
            slide = made.slides.add_slide(made.slide_layouts[1])
            slide.shapes.title.text = f"Slide {number + 1}"
            frame = slide.placeholders[1].text_frame
            frame.text = "Point 1 of a list with some words in it"
            for n in range(1, BULLETS):
                frame.add_paragraph().text = f"Point {n + 1} of a list with some words in it"
            slide.notes_slide.notes_text_frame.text = "Said aloud."
        for number in range(charts):
            slide = made.slides.add_slide(made.slide_layouts[5])
            slide.shapes.title.text = f"Chart {number + 1}"
            data = CategoryChartData()
            data.categories = ["A", "B", "C", "D"]
            data.add_series("S", (1, 3, 2, 4))
            box = (914400, 1600200, 7315200, 4525963)
            slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box, data)
        made.save(io.BytesIO())

    return timed(make)


def pandoc(folder: Path, slides: int, charts: int) -> float:
    """Return the seconds of pandoc with the same titles, lists and notes (it has no charts)."""
    import pypandoc  # noqa: PLC0415  (may be missing)

    points = "\n".join(f"- Point {n + 1} of a list with some words in it" for n in range(BULLETS))
    parts = [f"# Slide {n + 1}\n\n{points}\n\n::: notes\nSaid aloud.\n:::\n" for n in range(slides)]
    source = folder / "growth.md"
    source.write_text("\n".join(parts))
    command = [pypandoc.get_pandoc_path(), str(source), "-o", str(folder / "growth.pptx")]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def timed(do: Callable[[], object]) -> float:
    """Return the processor seconds of a call."""
    start = time.process_time()
    do()
    return time.process_time() - start


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the growth from 100 slides on: the slope of log time over log size."""
    pairs = [(math.log(n), math.log(t)) for n, t in zip(sizes, seconds, strict=True) if n >= 100]
    x = sum(a for a, _ in pairs) / len(pairs)
    y = sum(b for _, b in pairs) / len(pairs)
    return sum((a - x) * (b - y) for a, b in pairs) / sum((a - x) ** 2 for a, _ in pairs)


def main(quick: bool) -> int:
    """Print the table; return 1 if ours grows faster than aimed at."""
    sizes = SIZES[:3] if quick else SIZES
    tools: dict[str, Callable[[Path, int, int], float]] = {"docgen": ours, "python-pptx": plain}
    try:
        import pypandoc  # noqa: F401, PLC0415
    except ImportError:
        print("pandoc isn't installed (pip install pypandoc_binary): left out")
    else:
        tools["pandoc"] = pandoc
    print("seconds".ljust(14) + "".join(f"{n:>9}" for n in sizes) + f"{CHARTS:>9}c  exponent")
    ok = True
    with tempfile.TemporaryDirectory() as name:
        for tool, run in tools.items():
            seconds = [run(Path(name), n, 0) for n in sizes]
            chart = run(Path(name), 0, CHARTS) if tool != "pandoc" else float("nan")
            grown = exponent(sizes, seconds)
            cells = "".join(f"{s:9.2f}" for s in seconds)
            print(tool.ljust(14) + cells + f"{chart:9.2f}   {grown:8.2f}", flush=True)
            ok = ok and (tool != "docgen" or grown <= AIM)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv))
