"""``python -m benchmarks.coverage [--generated N]``: is every text of a summary in the output, or told?

Builds the examples, the torture cases and N generated summaries with every stock layout, reads
the text back from the PDF or PowerPoint file, and looks for every text of the summary in it.
What isn't there must be told: left out (DG450), lost (DG451), or a build that failed with
another error. Prints the counts, and each text that is neither.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from lxml import etree
from pptx import Presentation

from docgen import render
from docgen.foundation.diagnostics import DocgenError
from docgen.layout import list_layouts
from docgen.summary.loader import load_summary
from docgen.summary.model import Summary
from docgen.summary.richtext import plain_text
from docgen.summary.text import Body, Text
from docgen.typeset.coverage import Coverage

ROOT = Path(__file__).parents[1]
SEED = 16
PIECE = 4
_ALIKE = {ord(c): "'" for c in "‘’‚‹›′"} | {ord(c): '"' for c in "“”„«»″"}
_ALIKE |= dict.fromkeys(map(ord, "–—−…."), None)
"""Marks that typography sets as the language has them."""
_BETWEEN = re.compile(r"[\s。、「」，；：]+")
_ENDS = ".,;:!?()[]\"“”‘’'»«،"
"""Marks that a source's number may stand before."""
_UNSEEN = re.compile("[\\s\x00-\x1f\u00ad\u200b-\u200f\u2028\u2029\u2060-\u2064\ufeff\ufffe-]+")
_NAMES = re.compile(r"(^article\.title|\.highlight)$")
_ALT = re.compile(r"\.alt$")
_CHART = re.compile(r"^charts\.\d+\.(categories|series|unit|x_title|y_title)")


def squeezed(text: str) -> str:
    """Return text without spaces, hyphens, marks and invisible characters, in small letters."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKD", text).casefold())
    plain = plain.translate(_ALIKE)
    return "".join(c for c in plain if not unicodedata.combining(c))


def pdf_text(data: bytes) -> str:
    """Return the text of a PDF's pages."""
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def pptx_text(data: bytes) -> str:
    """Return all text of a deck: slides, notes, tables and charts."""
    parts = []
    for part in Presentation(io.BytesIO(data)).part.package.iter_parts():
        if re.search(r"/(slides|notesSlides|charts)/[^/]+\.xml$", str(part.partname)):
            tree = etree.fromstring(part.blob)
            for node in tree.iter("{*}p", "{*}v"):
                texts = node.iter("{*}t") if node.tag.endswith("}p") else [node]
                parts.append("".join(one.text or "" for one in texts))
            parts += [str(n.get("descr")) for n in tree.iter("{*}cNvPr") if n.get("descr")]
    return "\n".join(parts)


def words_of(text: Text) -> list[str]:
    """Return what of a text must be found: each paragraph, without what is cited."""
    whole = plain_text(text.source, block=isinstance(text, Body), apart=True)
    return [part for part in whole.split("\n") if part.strip()]


def is_in(text: Text, output: str) -> bool:
    """Whether each paragraph stands in the output, or at least each of its words."""
    for part in words_of(text):
        if squeezed(part) not in output:
            words = [squeezed(word).strip(_ENDS) for word in _BETWEEN.split(part)]
            if not all(_has(word, output) for word in words):
                return False
    return True


def _has(word: str, output: str) -> bool:
    """Whether a word is there: a long one in pieces, for a line or a page may end in it."""
    pieces = [word[n : n + PIECE] for n in range(0, len(word), PIECE)]
    return word in output or all(p in output or p[::-1] in output for p in pieces)


def judge(
    summary: Summary, made: bytes, coverage: Coverage, pdf: bool
) -> Iterator[tuple[str, str]]:
    """Yield each text's path with found, told, undrawn, or missing."""
    output = squeezed(pdf_text(made) if pdf else pptx_text(made))
    told = {*coverage.left_out, *coverage.shortened, *coverage.intended, *coverage.lost}
    for text in summary.texts:
        if _NAMES.search(text.path) or (pdf and _ALT.search(text.path)):
            continue
        if text.path in told:
            yield text.path, "told"
        elif text.path in coverage.undrawn:
            yield text.path, "undrawn"
        elif is_in(text, output) or text.path.endswith(".by"):
            yield text.path, "found"
        else:
            yield text.path, "missing"


def measure(path: Path, layouts: list[str], counts: Counter[str]) -> list[str]:
    """Count the texts of a summary in its documents; return those that are missing."""
    missing = []
    try:
        summary = load_summary(path)
    except DocgenError:
        counts["summaries that are wrong"] += 1
        return []
    counts["summaries"] += 1
    for layout in layouts:
        try:
            made = render(summary, layout, project=ROOT)
        except DocgenError as error:
            codes = ", ".join(sorted({d.code for d in error.diagnostics}))
            counts[f"documents refused ({codes})"] += 1
            continue
        counts["documents"] += 1
        for where, what in judge(summary, bytes(made), made.coverage, made.format == "pdf"):
            counts[f"texts {what}"] += 1
            if what == "missing":
                missing.append(f"{path.name} {layout} {where}")
    return missing


def generated(count: int, folder: Path) -> list[Path]:
    """Write so many summaries of `tests/strategies.py`, always the same; return their paths."""
    sys.path.insert(0, str(ROOT / "tests"))
    from strategies import summaries, write_files  # noqa: PLC0415  (the tests' own)

    write_files(folder)
    found: list[Path] = []

    @seed(SEED)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(summaries(files=True))
    def write(data: dict[str, Any]) -> None:
        path = folder / f"generated-{len(found) + 1}.yaml"
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
        found.append(path)

    write()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coverage")
    parser.add_argument("--generated", type=int, default=200, metavar="N")
    parser.add_argument("files", nargs="*", type=Path)
    asked = parser.parse_args()
    layouts = [one.name for one in list_layouts(ROOT)]
    counts: Counter[str] = Counter()
    missing: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        paths = asked.files or [
            *sorted((ROOT / "sources").glob("*.yaml")),
            *sorted((ROOT / "tests" / "torture" / "cases").glob("*.yaml")),
            *generated(asked.generated, Path(name)),
        ]
        for path in paths:
            missing += measure(path, layouts, counts)
    for what in sorted(counts):
        print(f"{counts[what]:8,}  {what}")
    for line in missing[:50]:
        print("missing:", line)
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
