"""``python -m benchmarks.peers.typesetting``: the same long briefs in docgen, Typst, WeasyPrint.

Twelve pages or so of German and of French text in one column of the same width, font and size,
ragged on the right and then justified, hyphenated where each does so for such text when told to.
Counted in the PDFs as pdfium reads them: lines, hyphenated line ends, the loosest line (what a
ragged one is short of its column, in per cent, and how wide a space of a justified one is, in per
cent of the font's; but for last lines), numbers and dates broken over lines, widows (a paragraph's
last line alone on a page), and pages but the last under 60% full.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from html import escape
from itertools import pairwise, product
from pathlib import Path

import pypdfium2

from benchmarks.reader import BROKEN, LEAST_FULL, WORDS
from docgen.engine.api import render
from docgen.summary.loader import parse_summary

SIZE, WIDTH, HEIGHT, MARGIN = 9.6, 595.0, 842.0, 54.0
SPACE = 0.2
"""Of Source Sans, in ems."""
PARAGRAPHS = 120
EXTRA = {
    "de": "Die Wasserstraßen- und Schifffahrtsverwaltung wies darauf hin, dass sich die Spundwände"
    " der Nordmole gesetzt haben; Anwohnerinnen und Anwohner befürchten Verkehrsbehinderungen.",
    "fr": "Les ingénieurs de l’administration portuaire ont fait valoir que les palplanches du môle"
    " septentrional se sont affaissées davantage que le modèle ne le prévoyait.",
}


def paragraphs(lang: str) -> list[str]:
    """Return paragraphs of a language, each begun elsewhere in the same words."""
    words = f"{EXTRA[lang]} {WORDS[lang].capitalize()}.".split(" ")
    made = []
    for n in range(PARAGRAPHS):
        start = n * 7 % len(words)
        turned = [*words[start:], *words[:start]]
        made.append("So " + " ".join(turned[: 30 + n * 11 % 40]).rstrip(".,;:«„") + ".")
    return made


def docgen(lang: str, justified: bool) -> bytes:
    """Return docgen's PDF: paragraphs in one column, no header or footer."""
    body = "\n\n".join(paragraphs(lang))
    parts = [body[n : n + 40_000] for n in range(0, len(body), 40_000)]
    indented = [
        f"  - heading: S\n    body: |\n      {p}".replace("\n\n", "\n\n      ") for p in parts
    ]
    text = f"title: T\nlang: {lang}\nsections:\n" + "\n".join(indented) + "\n"
    layouts = Path(__file__).parents[1] / "layouts"
    theme = str(layouts / "justified.toml") if justified else None
    return bytes(render(parse_summary(text), str(layouts / "plain-text"), theme))


def typst(lang: str, justified: bool) -> bytes:
    """Return Typst's PDF."""
    import typst as compiler  # noqa: PLC0415  (may be missing)

    head = (
        f'#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: {MARGIN}pt)\n#set text(lang: "{lang}",'
        f' size: {SIZE}pt, font: "Source Sans Pro", hyphenate: true)\n#set par(leading: 0.55em, justify: {str(justified).lower()})\n'
    )
    text = "\n\n".join(re.sub(r"([#*_$@<>\[\]])", r"\\\1", p) for p in paragraphs(lang))
    fonts = [str(Path(__import__("font_source_sans_pro").__file__).parent / "files")]
    found = compiler.compile((head + text).encode(), font_paths=fonts)
    return bytes(found if isinstance(found, bytes) else found[0])


def weasyprint(lang: str, justified: bool) -> bytes:
    """Return WeasyPrint's PDF."""
    from weasyprint import HTML  # noqa: PLC0415  (may be missing)

    css = (
        f"@page {{ size: {WIDTH}pt {HEIGHT}pt; margin: {MARGIN}pt }} p {{ margin: 0 0 5.5pt }}"
        f" body {{ font: {SIZE}pt/13.2pt 'Source Sans Pro', sans-serif; hyphens: auto;"
        f" text-align: {'justify' if justified else 'left'} }}"
    )
    text = "".join(f"<p>{escape(p)}</p>" for p in paragraphs(lang))
    html = f'<html lang="{lang}"><head><style>{css}</style></head><body>{text}</body></html>'
    return bytes(HTML(string=html).write_pdf())


def lines_of(data: bytes) -> Iterator[list[tuple[str, float, float]]]:
    """Yield for each page its lines: text, right edge and mean space between words in points."""
    with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
        for page in pdf:
            text = page.get_textpage()
            rows: dict[int, list[tuple[float, float, str]]] = {}
            for n in range(text.count_chars()):
                char = text.get_text_range(n, 1)
                left, low, right, _ = text.get_charbox(n, loose=True)
                if char.strip() or char == " ":
                    rows.setdefault(round(low), []).append((left, right, char))
            made: list[tuple[str, float, float]] = []
            for low in sorted(rows, reverse=True):
                shown = "".join(c for _, _, c in rows[low]).strip()
                if shown:
                    signs = [one for one in rows[low] if one[2].strip()]
                    gaps = [b[0] - a[1] for a, b in pairwise(signs) if b[0] - a[1] > LEAST_GAP]
                    mean = sum(gaps) / len(gaps) if gaps else 0.0
                    made.append((shown, max(r for _, r, _ in signs), mean))
            yield made


LEAST_GAP = 0.08 * SIZE
"""A narrower one between two signs is no space between words, in points."""


def counted(data: bytes, lang: str, justified: bool) -> dict[str, float]:
    """Return the counts of one PDF."""
    pages = [p for p in lines_of(data) if p]
    lasts = {p.split(" ")[-1] for p in paragraphs(lang)}
    right = WIDTH - MARGIN
    lines = [line for page in pages for line in page]
    loose = [
        (right - end) / (right - MARGIN)
        for text, end, _ in lines
        if text.split(" ")[-1] not in lasts and not text.endswith(".")
    ]
    wide = [
        gap / (SPACE * SIZE)
        for text, _, gap in lines
        if gap and text.split(" ")[-1] not in lasts and not text.endswith(".")
    ]
    whole = "\n".join(text for text, _, _ in lines)
    full = max(len(p) for p in pages)
    return {
        "pages": len(pages),
        "lines": len(lines),
        "hyphenated line ends": sum(
            t.endswith(("-", "\u00ad", "\u2010", "\ufffe", "\x02")) for t, _, _ in lines
        ),
        **(
            {
                "widest space, % of the font's": round(100 * max(wide, default=0.0)),
                "mean space, % of the font's": round(100 * sum(wide) / max(len(wide), 1)),
                "spaces over 200%": sum(one > 2.0 for one in wide),
            }
            if justified
            else {
                "loosest line, % short": round(100 * max(loose, default=0.0), 1),
                "mean line, % short": round(100 * sum(loose) / max(len(loose), 1), 1),
            }
        ),
        "broken numbers, dates": len(BROKEN.findall(whole)),
        "widows": sum(p[0][0].endswith(".") and len(p[0][0]) < 60 for p in pages[1:]),
        "pages under 60% full": sum(len(p) < full * LEAST_FULL for p in pages[:-1]),
    }


def main() -> int:
    """Print the counts side by side."""
    for lang, justified in product(EXTRA, (False, True)):
        found = {}
        for name, make in (("docgen", docgen), ("Typst", typst), ("WeasyPrint", weasyprint)):
            try:
                found[name] = counted(make(lang, justified), lang, justified)
            except ImportError:
                print(f"{name} isn't installed: left out")
        title = f"{lang}, {'justified' if justified else 'ragged'}"
        print(f"\n{title:<30}" + "".join(f"{name:>12}" for name in found))
        for key in next(iter(found.values())):
            print(f"{key:<30}" + "".join(f"{one[key]:>12}" for one in found.values()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
