"""What is in a deck's package, by python-pptx, and what two validators say of it."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from openxml_audit import validate_pptx
from pptx import Presentation

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def inventory(path: Path) -> Counter[str]:
    """Count slides, charts, tables, pictures and slides with notes; groups are entered."""
    count: Counter[str] = Counter()
    for slide in Presentation(str(path)).slides:
        count["slides"] += 1
        count["notes"] += slide.has_notes_slide and bool(slide.notes_slide.notes_text_frame.text)
        for shape in _shapes(slide.shapes):
            count["charts"] += getattr(shape, "has_chart", False)
            count["tables"] += getattr(shape, "has_table", False)
            count["pictures"] += shape.shape_type == 13
    return count


def _shapes(shapes: object) -> Iterator[object]:
    for shape in shapes:  # type: ignore[attr-defined]
        yield shape
        if shape.shape_type == 6:
            yield from _shapes(shape.shapes)


def faults(path: Path, validator: str) -> list[str]:
    """Return what openxml-audit, Microsoft's SDK and our own checks say."""
    found = [f"audit: {error}" for error in validate_pptx(path).errors]
    done = subprocess.run([validator, str(path)], capture_output=True, timeout=120)
    told = json.loads(done.stdout)
    found += [] if told["ok"] else [f"SDK: {told}"]
    return [*found, *own_faults(path)]


def own_faults(path: Path) -> Iterator[str]:
    """Yield what neither sees: ids twice, grids of another width, parts without a type."""
    with zipfile.ZipFile(path) as file:
        types = etree.fromstring(file.read("[Content_Types].xml"))
        overrides = {e.get("PartName") for e in types if e.get("PartName")}
        defaults = {e.get("Extension") for e in types if e.get("Extension")}
        for name in file.namelist():
            if not name.endswith(".xml") or name.startswith("["):
                continue
            # Custom data is of the general type for .xml; nothing else may be.
            general = "xml" in defaults and re.fullmatch(r"customXml/item\d+\.xml", name)
            if f"/{name}" not in overrides and not general:
                yield f"{name} has no content type"
            node = etree.fromstring(file.read(name))
            ids = Counter(e.get("id") for e in node.iter("{*}cNvPr"))
            yield from (f"{name}: id {i} twice" for i, n in ids.items() if n > 1)
            for table in node.iter(f"{A}tbl"):
                columns = len(table.findall(f"{A}tblGrid/{A}gridCol"))
                if {len(row.findall(f"{A}tc")) for row in table.findall(f"{A}tr")} - {columns}:
                    yield f"{name}: a row has not {columns} cells"
            for axis in node.iter("{*}axId"):
                if not 0 < int(axis.get("val")) < 2**32:
                    yield f"{name}: axis id {axis.get('val')}"
