"""``python -m benchmarks.reader [COUNT]``: what a reader would stumble over, counted.

Sets the examples, the torture cases and COUNT generated summaries (200 by default, in five languages) as briefs and
decks, and counts in the placed documents: numbers, dates, amounts and addresses broken inside,
words cut without a hyphen, opening quotation marks at a line's end, more than two hyphens in a row,
pages that end with a hyphen, pages but the last that are less than 60% full and aren't told
(DG423), and last pages that are less than 15% full.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.layout import compose, find_layout
from docgen.layout.blocks import Inline
from docgen.placed.documents import Brief, Deck
from docgen.placed.items import PlacedItem, TextPara
from docgen.placed.walk import leaves, paras_of
from docgen.summary.loader import load_summary, parse_summary
from docgen.summary.model import Summary
from docgen.text.optimal_breaks import MOST_HYPHENS
from docgen.typeset import typeset
from tests.torture.make import cases

ROOT = Path(__file__).parents[1]
LEAST_FULL, LEAST_END = 0.6, 0.15
NO_FAULTS = ("lines", "hyphens", "pages", "pages under 60% full, told why")
WORDS = {
    "en": "the council decided on 14 March 2027 that € 1,250,000 or 3.5 million pounds, about 12 %"
    " of the budget, go to the flood gates (see Fig. 3); Mrs. Ade said “we can wait” at 5 p.m.",
    "de": "der Hochwasserschutzausschuss entschied am 14. März 2027, dass 1.250.000 € bzw. 3,5 Mio."
    " Euro, d. h. 12 % der Instandhaltungsverpflichtungen, gem. § 5 Abs. 2 „sofort“ fällig sind",
    "fr": "le conseil a décidé le 14 mars 2027 que 1 250 000 € soit 3,5 millions d’euros (12 % du"
    " budget) iraient aux digues : « il faut agir » ; voir https://example.org/a/b-c.html",
    "es": "el consejo decidió el 14 de marzo de 2027 que 1.250.000 € o 3,5 millones de euros, el"
    " 12 % del presupuesto, vayan a los diques «sin demora» según el art. 7",
    "it": "il consiglio ha deciso il 14 marzo 2027 che 1.250.000 € ossia 3,5 milioni di euro, il"
    " 12 % del bilancio, vadano alle dighe «senza indugio»; pagina https://example.org/x/y",
}
MONTH = "(?:March|März|mars|marzo)"
BROKEN = re.compile(
    r"\d[.,]?\n[.,]?\d|\d ?\n(?:%|€(?!\d)|km\b)|[€$£] ?\n\d|\d ?/ ?\n ?\d"
    rf"|(?:\b\d{{1,2}}\.?) ?\n{MONTH}|(?:{MONTH}|de) ?\n\d{{4}}|://\n"
    r"|\b(?:Abs|Fig|art)\. ?\n\d|§ ?\n"
)
GROUPED = re.compile(r"(?<![\w.,])\d{1,3}[ \u00a0\u202f]\n\d{3}(?!\d)")
"""Of languages that group digits by spaces."""
OPENING = re.compile(r"[«„“‘(\[¿¡][ \u00a0\u202f]?\n")
OPENING_GERMAN = re.compile(r"[»„‚(\[] ?\n")


def generated(number: int) -> Summary:
    """Return a summary made of a language's words, by its number."""
    rnd = random.Random(number)
    lang = list(WORDS)[number % len(WORDS)]
    words = WORDS[lang].split(" ")

    def said(least: int, most: int) -> str:
        start = rnd.randrange(len(words))
        count = rnd.randint(least, most)
        return " ".join(words[(start + n) % len(words)] for n in range(count)).replace('"', "")

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "").replace('"', "") + '"'

    lines = [f"title: {quoted(said(3, 12))}", f"lang: {lang}", "key_points:"]
    lines += [f"  - {quoted(said(8, 40))}" for _ in range(rnd.randint(1, 6))]
    lines.append("sections:")
    for _ in range(rnd.randint(1, 6)):
        parts = ["So " + said(30, 120) + "." for _ in range(rnd.randint(1, 3))]
        body = '"' + r"\n\n".join(parts) + '"'
        lines.append(f"  - {{heading: {quoted(said(2, 6))}, body: {body}}}")
    if rnd.random() < 0.6:
        lines.append("metrics:")
        for _ in range(rnd.randint(1, 7)):
            value = f"{rnd.randint(1, 9_999_999_999):,}"
            lines.append(f"  - {{label: {quoted(said(1, 4))}, value: '{value}'}}")
    if rnd.random() < 0.6:
        columns = rnd.randint(2, 9)
        lines += ["tables:", "  - id: t", "    title: T"]
        lines.append(f"    columns: [{', '.join(quoted(said(1, 2)) for _ in range(columns))}]")
        lines.append("    rows:")
        for _ in range(rnd.randint(1, 20)):
            cells = [
                quoted(said(1, 6)) if n == 0 else f"'{rnd.randint(1, 9_999_999):,}'"
                for n in range(columns)
            ]
            lines.append(f"      - [{', '.join(cells)}]")
    if rnd.random() < 0.5:
        lines.append("timeline:")
        lines += [
            f"  - {{date: '20{n + 10}', event: {quoted(said(3, 20))}}}"
            for n in range(rnd.randint(2, 14))
        ]
    return parse_summary("\n".join(lines) + "\n", f"generated-{number}.yaml")


def paras(placed: Brief | Deck) -> Iterator[TextPara]:
    """Yield every paragraph that is set."""
    if isinstance(placed, Brief):
        items = [item for page in placed.pages for item in page.items]
    else:
        items = [one.item for slide in placed.slides for one in slide.items]
    for leaf in leaves(items):
        yield from paras_of(leaf)


def faults(placed: Brief | Deck, told: Diagnostics) -> Counter[str]:
    """Count what a reader would stumble over; `told` are the findings of typesetting."""
    found: Counter[str] = Counter()
    for para in paras(placed):
        text, start = Inline(para.spans).plain, para.lines[0].start if para.lines else 0
        shown = "\n".join(as_read(text[x.start - start : x.end - start]) for x in para.lines)
        found["lines"] += len(para.lines)
        found["hyphens"] += sum(line.hyphen for line in para.lines)
        marks = zip(para.lines, shown.split("\n"), strict=False)
        # a word wider than its line is hyphenated on each: nothing else could be done
        runs = "".join("-" if x.hyphen and " " in t.strip() else " " for x, t in marks).split()
        found["more than two hyphens in a row"] += sum(len(run) > MOST_HYPHENS for run in runs)
        found["broken numbers, dates, amounts, addresses"] += len(BROKEN.findall(shown))
        if placed.lang.startswith("fr"):
            found["broken numbers, dates, amounts, addresses"] += len(GROUPED.findall(shown))
        found["words cut"] += sum(line.cut for line in para.lines)
        opening = OPENING_GERMAN if placed.lang.startswith("de") else OPENING
        found["opening quotes at a line's end"] += len(opening.findall(shown))
    if isinstance(placed, Brief):
        margins = placed.layout.margins
        shares = []
        for page in placed.pages:
            top, room = margins[0], page.height - margins[0] - margins[2]
            lowest = max((item.rect.bottom for item in page.items), default=top)
            shares.append((lowest - top) / room)
            last = max(paras_in(page.items), key=lambda p: p[0], default=None)
            found["pages that end with a hyphen"] += last is not None and last[1]
        found["pages"] += len(shares)
        explained = sum(one.code == codes.UNDERFULL_PAGE for one in told)
        found["pages under 60% full, told why"] += explained
        low = sum(share < LEAST_FULL for share in shares[:-1])
        found["pages under 60% full"] += max(low - explained, 0)
        found["last pages under 15% full"] += len(shares) > 1 and shares[-1] < LEAST_END
    return found


def as_read(line: str) -> str:
    """Return a line with no more than one space at its end."""
    bare = line.strip()
    return bare + line[len(line.rstrip()) :][:1].replace("\n", "")


def paras_in(items: Sequence[PlacedItem]) -> Iterator[tuple[float, bool]]:
    """Yield for each paragraph of a page its last baseline and whether it ends with a hyphen."""
    for leaf in leaves(items):
        for para in paras_of(leaf):
            if para.lines:
                yield leaf.rect.y + para.lines[-1].baseline, para.lines[-1].hyphen


def main() -> int:
    """Print the counts; return 1 if anything is broken, cut or left open."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    examples = [load_summary(p) for p in sorted((ROOT / "sources").glob("*.yaml"))]
    with TemporaryDirectory() as folder:
        examples += [load_summary(case.write(Path(folder))) for case in cases()]
        return read([*examples, *(generated(n) for n in range(count))])


def read(summaries: Iterable[Summary]) -> int:
    """Print the counts of summaries; return 1 if anything is broken, cut or left open."""
    total: Counter[str] = Counter()
    for summary in summaries:
        for name in ("policy-brief", "briefing-deck"):
            layout = find_layout(name, ROOT)
            try:
                told = Diagnostics()
                found = faults(typeset(compose(summary, layout), told), told)
            except DocgenError:
                total["refused"] += 1
                continue
            total.update(found)
            bad = {k: v for k, v in found.items() if v and k not in NO_FAULTS}
            if bad:
                print(f"{summary.path} {name}: {bad}", flush=True)
        total["summaries"] += 1
    for key, value in sorted(total.items()):
        print(f"{value:>8,}  {key}")
    wrong = sum(v for k, v in total.items() if k not in (*NO_FAULTS, "summaries", "refused"))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
