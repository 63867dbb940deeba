"""Mutation study: how many planted mistakes does grounding find, and does it cry wolf?

    python -m benchmarks.grounding [--count 8] [--seed 7] [--missed] [--only NAME] [--held-out]

Every summary of benchmarks/corpus (and sources/, where its article is at hand) is checked as
it is; then mutated, one claim at a time. A mutant counts as found if an error or a warning
appears at the lines it changed that wasn't there before.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.mutations import Mutant, Mutator
from docgen.article import parse_article, read_article
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Severity
from docgen.grounding import ArticleIndex, ground, ground_indexed, index_article
from docgen.summary.loader import load_summary, parse_summary
from docgen.summary.model import Summary

HERE = Path(__file__).parent
AIMS = {
    "number": 0.99,
    "date": 0.99,
    "quotation": 0.99,
    "name": 0.95,
    "swap": 0.8,
    "attribution": 0.8,
}
WORDS = 5_000


@dataclass(slots=True)
class Study:
    """What was counted."""

    made: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    as_error: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    claims: int = 0
    false_errors: list[Diagnostic] = field(default_factory=list)
    false_warnings: list[Diagnostic] = field(default_factory=list)


def held_out() -> Iterator[tuple[Path, Path]]:
    """Give summaries written after the code was done, which nothing was tuned to."""
    for path in sorted((HERE / "heldout").glob("*.yaml")):
        yield path, article_of(path)


def cases() -> Iterator[tuple[Path, Path]]:
    """Give each summary with its article."""
    for path in sorted((HERE / "corpus").glob("*.yaml")):
        yield path, article_of(path)
    for path in sorted((HERE.parent / "sources").glob("*.yaml")):
        article = article_of(path)
        if article.is_file():
            yield path, article


def article_of(path: Path) -> Path:
    """Return the article that a summary names (itself, a folder, if it names none)."""
    summary = load_summary(path)
    name = summary.article.path if summary.article and summary.article.path else ""
    return path.parent / name


def run_case(path: Path, article: Path, study: Study, seed: int, count: int) -> None:
    """Check one summary and its mutants."""
    summary = load_summary(path)
    index = index_article(read_article(article, summary.lang))
    report = ground_indexed(summary, index)
    study.claims += len(report.claims)
    for finding in report.diagnostics:
        if finding.severity is Severity.ERROR:
            study.false_errors.append(finding)
        elif finding.severity is Severity.WARNING:
            study.false_warnings.append(finding)
    before = Counter(map(_key, report.diagnostics))
    for mutant in Mutator(summary, path.stem, seed, count).all():
        _judge(mutant, path, summary, index, before, study)


def _judge(
    mutant: Mutant,
    path: Path,
    summary: Summary,
    index: ArticleIndex,
    before: Counter[tuple[str, str]],
    study: Study,
) -> None:
    text = mutant.apply(summary._locations.text)
    try:
        mutated = parse_summary(text, str(path))
    except DocgenError:
        return  # no summary any more: no mutant
    lines = {text.count("\n", 0, edit.start) + 1 for edit in mutant.edits}
    near = {line + step for line in lines for step in (-2, -1, 0, 1, 2)}
    study.made[mutant.kind] += 1
    new = [
        d
        for d in ground_indexed(mutated, index).diagnostics
        if d.severity is not Severity.NOTICE
        and not before[_key(d)]
        and d.location is not None
        and d.location.line in near
    ]
    study.found[mutant.kind] += bool(new)
    study.as_error[mutant.kind] += any(d.severity is Severity.ERROR for d in new)
    if not new:
        study.missed.append(f"{path.stem}: {mutant.kind}: {mutant.told}")


def _key(finding: Diagnostic) -> tuple[str, str]:
    return finding.code, finding.message


def report(study: Study) -> bool:
    """Print the tables; return whether the aims are reached."""
    total = sum(study.made.values())
    print(f"{total} mutants\n\n{'kind':24}{'mutants':>8}{'found':>9}{'as error':>10}")
    for kind in study.made:
        made = study.made[kind]
        print(
            f"{kind:24}{made:8}{study.found[kind] / made:9.1%}{study.as_error[kind] / made:10.1%}"
        )
    reached = True
    print(f"\n{'group':24}{'mutants':>8}{'found':>9}{'aim':>10}")
    for group, aim in AIMS.items():
        kinds = [k for k in study.made if k.startswith(group)]
        made, found = (sum(c[k] for k in kinds) for c in (study.made, study.found))
        if made:
            reached = reached and found / made >= aim
            print(f"{group:24}{made:8}{found / made:9.1%}{aim:10.0%}")
    errors, warnings = len(study.false_errors), len(study.false_warnings)
    print(
        f"\nunmutated: {study.claims} claims, {errors} false errors ({errors / study.claims:.2%}),"
        f" {warnings} false warnings ({warnings / study.claims:.2%})"
    )
    for finding in study.false_errors + study.false_warnings:
        print("  ", finding)
    return reached and errors / study.claims < 0.02


def speed() -> float:
    """Return the CPU milliseconds to read and check an article of 5,000 words; best of five."""
    texts = [p.read_text("utf-8") for p in sorted((HERE / "corpus").glob("*.md"))]
    english = [t for t in texts if " the " in t]
    text = ""
    while len(text.split()) < WORDS:
        text += english[len(text) % len(english)] + "\n\n"
    summary = load_summary(HERE / "corpus" / "quarter.yaml")
    best = 1e9
    for _ in range(5):
        start = time.process_time()
        ground(summary, parse_article(text, "long.md"))
        best = min(best, time.process_time() - start)
    return best * 1000


def main() -> None:
    """Run the study."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=8, help="mutants a kind and summary, at most")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", default="", help="summaries whose name holds this")
    parser.add_argument("--missed", action="store_true", help="list the mutants not found")
    parser.add_argument("--held-out", action="store_true", help="other summaries, not tuned to")
    options = parser.parse_args()
    study = Study()
    for path, article in held_out() if options.held_out else cases():
        if options.only in path.stem:
            run_case(path, article, study, options.seed, options.count)
    if options.missed:
        print("\n".join(study.missed), "\n")
    reached = report(study)
    print(f"\n{WORDS:,} words: {speed():.0f} ms of CPU (aim: under 150)")
    raise SystemExit(0 if reached else 1)


if __name__ == "__main__":
    main()
