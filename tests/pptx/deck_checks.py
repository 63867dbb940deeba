"""Checks of a deck's parts for what no validator sees."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from pathlib import Path

from lxml import etree
from pptx import Presentation

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")
CHART = re.compile(r"ppt/charts/chart\d+\.xml")


def faults(path: Path) -> list[str]:
    """Return what is wrong: content types, shape ids, grid columns, axis ids."""
    found: list[str] = []
    with zipfile.ZipFile(path) as file:
        types = etree.fromstring(file.read("[Content_Types].xml"))
        named = {e.get("PartName") for e in types}
        by_ext = {(e.get("Extension") or "").lower() for e in types}
        for part in file.namelist():
            typed = f"/{part}" in named or (
                part.rpartition(".")[2].lower() in by_ext and not part.startswith("ppt/slides/s")
            )
            if not typed and not part.startswith("["):
                found.append(f"{part}: no content type")
            if SLIDE.fullmatch(part):
                found += [
                    f"{part}: {one}" for one in slide_faults(etree.fromstring(file.read(part)))
                ]
            elif CHART.fullmatch(part):
                found += [
                    f"{part}: {one}" for one in chart_faults(etree.fromstring(file.read(part)))
                ]
    return found


def slide_faults(node: etree._Element) -> list[str]:
    found = []
    ids = Counter(e.get("id") for e in node.iter("{*}cNvPr"))
    found += [f"shape id {one} comes {n} times" for one, n in ids.items() if n > 1]
    for table in node.iter(f"{A}tbl"):
        columns = len(table.findall(f"{A}tblGrid/{A}gridCol"))
        found += [
            f"a row has {len(row.findall(f'{A}tc'))} cells on {columns} columns"
            for row in table.findall(f"{A}tr")
            if len(row.findall(f"{A}tc")) != columns
        ]
    return found


def chart_faults(node: etree._Element) -> list[str]:
    ids = [e.get("val", "") for e in node.iter("{*}axId", "{*}crossAx")]
    return [f"axis id {one}" for one in ids if not one.isdigit() or not 0 < int(one) < 2**32]


def contents(path: Path) -> list[tuple[int, int, bool]]:
    """Return charts, tables, and whether there are notes, slide by slide."""
    return [
        (
            sum(1 for s in slide.shapes if s.has_chart),
            sum(1 for s in slide.shapes if s.has_table),
            slide.has_notes_slide and bool(slide.notes_slide.notes_text_frame.text.strip()),
        )
        for slide in Presentation(str(path)).slides
    ]
