"""Changing one colour in the theme part recolours charts, tables and tiles."""

from __future__ import annotations

import io
import re
import subprocess
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from PIL import Image, ImageChops
from pptx import Presentation
from template_corpus import ROOT

from docgen.foundation.diagnostics import Diagnostics
from docgen.layout import compose, find_layout, find_theme
from docgen.placed.documents import Deck
from docgen.pptx import write_pptx
from docgen.summary.loader import load_summary
from docgen.typeset import typeset

SLATE = tomllib.loads((ROOT / "layouts" / "themes" / "slate.toml").read_text("utf-8"))
OLD, NEW = SLATE["palette"]["accent-1"].removeprefix("#").encode(), b"D01CB8"


@pytest.fixture(scope="module")
def deck() -> bytes:
    summary = load_summary(ROOT / "sources" / "japan-defense.yaml", Diagnostics())
    made = typeset(compose(summary, find_layout("briefing-deck", ROOT), find_theme("slate", ROOT)))
    assert isinstance(made, Deck)
    sink = io.BytesIO()
    write_pptx(made, sink)
    return sink.getvalue()


def recoloured(blob: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as old, zipfile.ZipFile(sink, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "ppt/theme/theme1.xml":
                found = re.search(rb"<a:accent1>.*?</a:accent1>", part)
                assert found is not None and OLD in found[0]
                part = part.replace(found[0], found[0].replace(OLD, NEW))
            elif not name.startswith("ppt/theme/"):
                assert OLD not in part, name
            new.writestr(name, part)
    return sink.getvalue()


def pages(blob: bytes, folder: Path, name: str, soffice: str) -> list[Image.Image]:
    path = folder / f"{name}.pptx"
    path.write_bytes(blob)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    pdf = pypdfium2.PdfDocument(folder / f"{name}.pdf")
    return [pdf[n].render(scale=1.0).to_pil().convert("RGB") for n in range(len(pdf))]


def near(picture: Image.Image, value: bytes) -> int:
    wanted = tuple(bytes.fromhex(value.decode()))
    spread = ImageChops.difference(picture, Image.new("RGB", picture.size, wanted))
    return sum(1 for pixel in spread.getdata() if max(pixel) <= 12)


def test_one_colour_of_the_theme_recolours_the_deck(
    deck: bytes, tmp_path: Path, require_tool: Callable[[str], str]
) -> None:
    soffice = require_tool("soffice")
    before = pages(deck, tmp_path, "before", soffice)
    after = pages(recoloured(deck), tmp_path, "after", soffice)
    slides = list(Presentation(io.BytesIO(deck)).slides)
    charts = [n for n, s in enumerate(slides) if any(x.has_chart for x in s.shapes)]
    tiles = [n for n, s in enumerate(slides) if any(x.name == "Callout" for x in s.shapes)]
    tables = [n for n, s in enumerate(slides) if any(x.has_table for x in s.shapes)]
    assert charts and tiles and tables
    for number in (*charts, *tables, *tiles):
        assert near(before[number], OLD) > 30
        assert near(after[number], NEW) > 30
        assert near(after[number], OLD) == 0, slides[number].shapes.title.text_frame.text


def test_the_charts_workbook_holds_the_summarys_numbers(deck: bytes) -> None:
    summary = load_summary(ROOT / "sources" / "japan-defense.yaml", Diagnostics())
    charts = [
        x.chart for s in Presentation(io.BytesIO(deck)).slides for x in s.shapes if x.has_chart
    ]
    assert len(charts) == len(summary.charts)
    for chart, source in zip(charts, summary.charts, strict=True):
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        for column, series in enumerate(source.series, 2):
            cells = [
                book.active.cell(row, column).value for row in range(2, 2 + len(series.values))
            ]
            assert cells == list(series.values)
