"""Study of `docgen check --fix`: how many planted mistakes are corrected, and is each put right?

    python -m benchmarks.fixes [--part dev] [--wrong] [--count 6] [--seed 7]

A mistake is put right if the summary is again, character by character, what it was before, or
if its changed lines have the same figures as before in another form ("320 million dollars").
"""

from __future__ import annotations

import argparse
from collections import Counter

from benchmarks.truth.cases import PARTS, Case, cases
from docgen.article import parse_article
from docgen.engine.fix import write_edits
from docgen.foundation.diagnostics import DocgenError
from docgen.grounding import ground_indexed, index_article
from docgen.language.lexicon import lexicon
from docgen.language.numbers import scan_numbers
from docgen.summary.loader import parse_summary


def _figures(text: str, case: Case) -> list[object]:
    """Return the lines as they are, figures by value, of a text."""
    lex, found = lexicon(case.lang), []
    for line in text.split("\n"):
        numbers = scan_numbers(line, lex, [])
        for number in reversed(numbers):
            line = line[: number.start] + "#" + line[number.end :]
        found.append((line, [(n.value, n.unit) for n in numbers]))
    return list(found)


def main() -> None:
    """Run the study."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--part", choices=PARTS, default="dev", help="which cases")
    parser.add_argument("--wrong", action="store_true", help="list what is put wrong")
    parser.add_argument("--count", type=int, default=6, help="mistakes a rule and case, at most")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    planted: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for case in cases(options.part):
        name = f"{case.name}.yaml"
        index = index_article(parse_article(case.article, f"{case.name}.md", case.lang))
        honest = parse_summary(case.summary, name)
        false = [d for d in ground_indexed(honest, index).diagnostics if d.fix]
        wrong["(honest summary)"] += len(false)
        for mutant in case.mutants(options.seed, options.count):
            text = mutant.apply(case.summary)
            try:
                summary = parse_summary(text, name)
            except DocgenError:
                continue
            planted[mutant.kind] += 1
            fixes = [d.fix for d in ground_indexed(summary, index).diagnostics if d.fix]
            if not fixes:
                continue
            mended = write_edits(text, dict.fromkeys(e for fix in fixes for e in fix.edits))
            good = mended is not None and _figures(mended, case) == _figures(case.summary, case)
            (right if good else wrong)[mutant.kind] += 1
            if options.wrong and not good:
                print(f"{case.name}: {mutant.kind}: {mutant.told}: {fixes}")
    print(f"{'kind':28}{'planted':>8}{'right':>8}{'wrong':>8}")
    for kind in sorted(planted | wrong):
        print(f"{kind:28}{planted[kind]:8}{right[kind]:8}{wrong[kind]:8}")
    print(f"{'all':28}{planted.total():8}{right.total():8}{wrong.total():8}")


if __name__ == "__main__":
    main()
