"""``python -m benchmarks.peers.typesetting``: the same long briefs in docgen, Typst, WeasyPrint.

Twelve pages or so of German and of French text in one column of the same width, font and size,
ragged on the right and hyphenated where each does so for such text when told to. Counted in the
PDFs as pdfium reads them: lines, hyphenated line ends, the loosest line (what the line is short
of its column, in per cent, but for last lines), numbers and dates broken over lines, widows
(a paragraph's last line alone on a page), and pages but the last under 60% full.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pypdfium2

from benchmarks.reader import BROKEN, LEAST_FULL, WORDS
from docgen.engine.api import render
from docgen.summary.loader import parse_summary

SIZE, WIDTH, HEIGHT, MARGIN = 9.6, 595.0, 842.0, 54.0
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


def docgen(lang: str) -> bytes:
    """Return docgen's PDF: paragraphs in one column, no header or footer."""
    body = "\n\n".join(paragraphs(lang))
    parts = [body[n : n + 40_000] for n in range(0, len(body), 40_000)]
    indented = [
        f"  - heading: S\n    body: |\n      {p}".replace("\n\n", "\n\n      ") for p in parts
    ]
    text = f"title: T\nlang: {lang}\nsections:\n" + "\n".join(indented) + "\n"
    folder = Path(__file__).parents[1] / "layouts" / "plain-text"
    return bytes(render(parse_summary(text), str(folder)))


def typst(lang: str) -> bytes:
    """Return Typst's PDF."""
    import typst as compiler  # noqa: PLC0415  (may be missing)

    head = (
        f'#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: {MARGIN}pt)\n#set text(lang: "{lang}",'
        f' size: {SIZE}pt, font: "Source Sans Pro", hyphenate: true)\n#set par(leading: 0.55em)\n'
    )
    text = "\n\n".join(re.sub(r"([#*_$@<>\[\]])", r"\\\1", p) for p in paragraphs(lang))
    fonts = [str(Path(__import__("font_source_sans_pro").__file__).parent / "files")]
    found = compiler.compile((head + text).encode(), font_paths=fonts)
    return bytes(found if isinstance(found, bytes) else found[0])


def weasyprint(lang: str) -> bytes:
    """Return WeasyPrint's PDF."""
    from weasyprint import HTML  # noqa: PLC0415  (may be missing)

    css = (
        f"@page {{ size: {WIDTH}pt {HEIGHT}pt; margin: {MARGIN}pt }} p {{ margin: 0 0 5.5pt }}"
        f" body {{ font: {SIZE}pt/13.2pt 'Source Sans Pro', sans-serif; hyphens: auto }}"
    )
    text = "".join(f"<p>{escape(p)}</p>" for p in paragraphs(lang))
    html = f'<html lang="{lang}"><head><style>{css}</style></head><body>{text}</body></html>'
    return bytes(HTML(string=html).write_pdf())


def lines_of(data: bytes) -> Iterator[list[tuple[str, float]]]:
    """Yield for each page its lines: text and right edge in points."""
    with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
        for page in pdf:
            text = page.get_textpage()
            rows: dict[int, list[tuple[float, float, str]]] = {}
            for n in range(text.count_chars()):
                char = text.get_text_range(n, 1)
                left, low, right, _ = text.get_charbox(n, loose=True)
                if char.strip() or char == " ":
                    rows.setdefault(round(low), []).append((left, right, char))
            made: list[tuple[str, float]] = []
            for low in sorted(rows, reverse=True):
                shown = "".join(c for _, _, c in rows[low]).strip()
                if shown:
                    made.append((shown, max(r for _, r, c in rows[low] if c.strip())))
            yield made


def counted(data: bytes, lang: str) -> dict[str, float]:
    """Return the counts of one PDF."""
    pages = [p for p in lines_of(data) if p]
    lasts = {p.split(" ")[-1] for p in paragraphs(lang)}
    right = WIDTH - MARGIN
    lines = [line for page in pages for line in page]
    loose = [
        (right - end) / (right - MARGIN)
        for text, end in lines
        if text.split(" ")[-1] not in lasts and not text.endswith(".")
    ]
    whole = "\n".join(text for text, _ in lines)
    full = max(len(p) for p in pages)
    return {
        "pages": len(pages),
        "lines": len(lines),
        "hyphenated line ends": sum(
            t.endswith(("-", "\u00ad", "\u2010", "\ufffe", "\x02")) for t, _ in lines
        ),
        "loosest line, % short": round(100 * max(loose, default=0.0), 1),
        "mean line, % short": round(100 * sum(loose) / max(len(loose), 1), 1),
        "broken numbers, dates": len(BROKEN.findall(whole)),
        "widows": sum(p[0][0].endswith(".") and len(p[0][0]) < 60 for p in pages[1:]),
        "pages under 60% full": sum(len(p) < full * LEAST_FULL for p in pages[:-1]),
    }


def main() -> int:
    """Print the counts side by side."""
    for lang in EXTRA:
        found = {}
        for name, make in (("docgen", docgen), ("Typst", typst), ("WeasyPrint", weasyprint)):
            try:
                found[name] = counted(make(lang), lang)
            except ImportError:
                print(f"{name} isn't installed: left out")
        print(f"\n{lang:<26}" + "".join(f"{name:>12}" for name in found))
        for key in next(iter(found.values())):
            print(f"{key:<26}" + "".join(f"{one[key]:>12}" for one in found.values()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
