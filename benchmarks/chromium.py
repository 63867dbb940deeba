"""``python -m benchmarks.chromium``: lines and the order of glyphs, beside Chromium's.

The texts of the lead summary in each language are set ragged at several widths, without hyphens
and without space beside ideographs (Chromium's is an eighth of an em, JLREQ's a quarter), by docgen
and by Chromium with the same font files; Japanese by strict kinsoku in both, as docgen sets it (small kana and
the prolonged sound mark begin no line: JLREQ 3.1.7, CSS's ``line-break: strict``). Printed for each language: how many lines end
at the same character, and in how many lines the runs stand in the same order from left to right.
Chromium breaks where UAX #14 and ICU's dictionaries allow; docgen also keeps numbers with their
units, dates and abbreviations together, so lines that end elsewhere are shown with both ends.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from docgen.layout.blocks import Inline, Span
from docgen.layout.catalog import find_theme
from docgen.placed.items import TextPara
from docgen.summary.loader import load_summary
from docgen.summary.richtext import plain_text
from docgen.text.fonts import face_of
from docgen.text.paragraph import Setter, new_setter
from docgen.text.scripts import is_rtl
from docgen.theme.model import Style

ROOT = Path(__file__).parents[1]
LANGUAGES = {"en": "", "de": ".de", "ja": ".ja", "ar": ".ar", "hi": ".hi"}
WIDTHS = (178.0, 263.0, 425.0)
"""No whole number of ems: what exactly fills a line is rounded elsewhere there."""
STYLE = Style("body", size=12.0, leading=20.0)
SHOWN = 3
"""Lines that differ are shown of each language."""
PROBE = """([text, width, lang, rtl, families]) => {
  const p = document.createElement('p');
  p.lang = lang; p.dir = rtl ? 'rtl' : 'ltr';
  p.style.cssText = `width:${width}pt;margin:0;font:12pt/20pt ${families};` +
    (/^(ja|zh)/.test(lang) ? 'font-kerning:none;line-break:strict;' : '') + 'hyphens:manual;white-space:pre-wrap;text-autospace:no-autospace;text-spacing-trim:space-all';
  p.textContent = text;
  document.body.replaceChildren(p);
  const node = p.firstChild, range = document.createRange(), found = [];
  for (let n = 0; n < text.length; n++) {
    range.setStart(node, n); range.setEnd(node, n + 1);
    const boxes = range.getClientRects(), box = boxes[boxes.length - 1];
    found.push(box ? [Math.round(box.top / 20 * 0.75), box.left, box.right] : null);
  }
  return found;
}"""


def texts(lang: str) -> Iterator[str]:
    """Yield the running texts of the lead summary in a language, as plain characters."""
    summary = load_summary(ROOT / "sources" / f"japan-defense{LANGUAGES[lang]}.yaml")
    for text in summary.texts:
        plain = " ".join(plain_text(text.source).split())
        if len(plain) > 60 and plain.isprintable() and max(plain) < "\U00010000":
            yield plain


def faces(para: TextPara) -> list[str]:
    """Return the keys of the faces that draw a paragraph."""
    return list(dict.fromkeys(g.face for line in para.lines for g in line.pieces))


def page_of(browser: Any, keys: list[str]) -> tuple[Any, str]:
    """Return a page that has the fonts of some faces, and their families."""
    rules = ""
    for number, key in enumerate(keys):
        file = face_of(key).file
        rules += f"@font-face {{font-family: f{number}; src: url('file://{file.path}')}}"
    folder = ROOT / "build"
    folder.mkdir(exist_ok=True)
    html = folder / "chromium.html"
    html.write_text(f"<meta charset=utf-8><style>{rules}</style><body style='margin:0'>", "utf-8")
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(html.as_uri())
    html.unlink()
    page.evaluate(
        "async n => { for (let k = 0; k < n; k++) await document.fonts.load(`12pt f${k}`, 'aア字نक') }",
        len(keys),
    )
    return page, ", ".join(f"f{n}" for n in range(len(keys)))


def compared(
    para: TextPara, text: str, boxes: list[list[float] | None], count: Counter[str]
) -> Iterator[str]:
    """Count the lines of a paragraph that agree; yield those that don't, as text."""
    ends: list[int] = []
    for n in range(1, len(text)):
        box, before = boxes[n], boxes[n - 1]
        if box and before and box[0] > before[0]:
            ends.append(n)
    theirs = {*ends, len(text)}
    for line in para.lines:
        count["lines"] += 1
        if line.end in theirs:
            count["same end"] += 1
        else:
            near = min(theirs, key=lambda n: abs(n - line.end))
            yield f"{text[max(line.end - 20, 0) : line.end]!r} / {text[max(near - 20, 0) : near]!r}"
        at, runs = line.start, list[tuple[float, int]]()
        rows = set()
        drawn: list[tuple[float, int]] = []
        for number, piece in enumerate(line.pieces):
            found = text.find(piece.text.strip(), at) if piece.text.strip() else -1
            if found < 0:
                continue
            mine = [b for b in boxes[found : found + len(piece.text.strip())] if b]
            at = found + len(piece.text.strip())
            if mine:
                rows |= {b[0] for b in mine}
                runs.append((min(b[1] for b in mine), number))
                drawn.append((piece.x, number))
        if len(rows) == 1:
            count["comparable"] += 1
            same = [n for _, n in sorted(runs)] == [n for _, n in sorted(drawn)]
            count["same order"] += same


def setter_of(lang: str) -> Setter:
    """Return what sets briefs in a language, without hyphens and space beside ideographs."""
    return replace(new_setter(find_theme("slate", ROOT), "brief", lang), hyphenates=False)


def main() -> int:
    """Print the agreement of each language."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  (may be missing)
    except ImportError:
        print("playwright isn't installed: pip install -e '.[test]'")
        return 1
    with sync_playwright() as play:
        path = next(
            (p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()),
            None,
        )
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for lang in LANGUAGES:
            setter, count = setter_of(lang), Counter[str]()
            different: list[str] = []
            set_ = [
                (text, width, setter.set(Inline((Span(text),)), STYLE, width))
                for text in texts(lang)
                for width in WIDTHS
            ]
            own = setter.fonts.face(STYLE.font, False, False).key
            keys = list(dict.fromkeys([own, *(k for _, _, p in set_ for k in faces(p))]))
            page, families = page_of(browser, keys)
            for text, width, para in set_:
                boxes = page.evaluate(PROBE, [text, width, lang, is_rtl(lang), families])
                different += compared(para, text, boxes, count)
            page.close()
            lines, runs = count["lines"], max(count["comparable"], 1)
            print(
                f"{lang}: {lines} lines, {count['same end'] / max(lines, 1):.1%} end alike,"
                f" {count['same order'] / runs:.1%} of {runs} have their runs in the same order"
            )
            for one in different[:SHOWN]:
                print(f"    docgen / Chromium: {one}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
