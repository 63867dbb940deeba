"""Study of meaning: which planted mistakes are found, and does an honest summary pass?

    python -m benchmarks.truth [--part second] [--missed] [--only NAME] [--count 6] [--seed 7]

``dev`` is what the checks were made with. Each other part was written before it was run, run
once, and is known since: what that first run gave is printed below the table of today.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, field

from benchmarks.mutations import Mutant
from benchmarks.truth.cases import PARTS, Case, cases
from docgen.article import parse_article
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Severity
from docgen.grounding import ArticleIndex, ground_indexed, index_article
from docgen.summary.loader import parse_summary

FIRST_RUNS = {
    "second": "835 mistakes, 80% as error, 88% either; 761 claims, false errors 4.47%, warnings 2.76%",
    "third": "1328 mistakes, 72% as error, 80% either; 1150 claims, false errors 3.57%, warnings 3.74%",
    "fourth": "356 mistakes, 76% as error, 85% either; 316 claims, false errors 1.90%, warnings 3.16%",
}
"""What a part gave when it was run for the first time, before anything was changed for it."""


@dataclass(slots=True)
class Study:
    """What was counted."""

    made: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    as_error: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    claims: int = 0
    summaries: int = 0
    passed: int = 0
    false: dict[Severity, list[str]] = field(default_factory=dict)


def run_case(case: Case, study: Study, seed: int, count: int) -> None:
    """Check a summary as it is, then with each mistake."""
    index = index_article(parse_article(case.article, f"{case.name}.md", case.lang))
    report = ground_indexed(parse_summary(case.summary, f"{case.name}.yaml"), index)
    study.claims += len(report.claims) + case.summary.count("\n- ")
    study.summaries += 1
    study.passed += not report.errors
    for finding in report.diagnostics:
        study.false.setdefault(finding.severity, []).append(f"{case.name}: {finding}")
    before = Counter((d.code, d.message) for d in report.diagnostics)
    for mutant in case.mutants(seed, count):
        _judge(mutant, case, index, before, study)


def _judge(
    mutant: Mutant, case: Case, index: ArticleIndex, before: Counter[tuple[str, str]], study: Study
) -> None:
    text = mutant.apply(case.summary)
    try:
        mutated = parse_summary(text, f"{case.name}.yaml")
    except DocgenError:
        return  # no summary any more: no mutant
    lines = {case.summary.count("\n", 0, edit.start) + 1 for edit in mutant.edits}
    near = {line + step for line in lines for step in (-2, -1, 0, 1, 2)}
    study.made[mutant.kind] += 1
    new: list[Diagnostic] = [
        d
        for d in ground_indexed(mutated, index).diagnostics
        if d.severity is not Severity.NOTICE
        and not before[d.code, d.message]
        and d.location is not None
        and d.location.line in near
    ]
    study.found[mutant.kind] += bool(new)
    study.as_error[mutant.kind] += any(d.severity is Severity.ERROR for d in new)
    if not new:
        study.missed.append(f"{case.name}: {mutant.kind}: {mutant.told}")


def report(study: Study) -> bool:
    """Print the tables; return whether honest summaries pass as often as they should."""
    print(f"{'kind':28}{'planted':>8}{'error':>9}{'either':>9}")
    for kind in sorted(study.made):
        made = study.made[kind]
        shares = study.as_error[kind] / made, study.found[kind] / made
        print(f"{kind:28}{made:8}{shares[0]:9.0%}{shares[1]:9.0%}")
    total = sum(study.made.values())
    found, errors = sum(study.found.values()), sum(study.as_error.values())
    print(f"{'all':28}{total:8}{errors / total:9.0%}{found / total:9.0%}")
    print(f"\n{study.summaries} honest summaries, {study.claims} claims, {study.passed} pass")
    shares = {}
    for severity in Severity:
        found_here = study.false.get(severity, [])
        shares[severity] = len(found_here) / study.claims
        print(f"  false {severity.value}s: {len(found_here)} ({shares[severity]:.2%})")
        for line in found_here:
            print("   ", line)
    return shares[Severity.ERROR] < 0.01 and shares[Severity.WARNING] < 0.02


def main() -> None:
    """Run the study."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--part", choices=PARTS, default="dev", help="which cases")
    parser.add_argument("--missed", action="store_true", help="list the mistakes not found")
    parser.add_argument("--only", default="", help="cases whose name holds this")
    parser.add_argument("--count", type=int, default=6, help="mistakes a rule and case, at most")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    study = Study()
    for case in cases(options.part):
        if options.only in case.name:
            run_case(case, study, options.seed, options.count)
    if options.missed:
        print("\n".join(study.missed), "\n")
    is_good = report(study)
    if options.part in FIRST_RUNS and not options.only:
        print(f"first run: {FIRST_RUNS[options.part]}")
    raise SystemExit(0 if is_good else 1)


if __name__ == "__main__":
    main()
