"""A plan with reasons: for each output whether it has to be built, and why."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from docgen.engine.digests import Digests, digest_json, tool_digest
from docgen.engine.jobs import Job, JobStatus, LayoutTarget, Result, trace_path
from docgen.engine.manifest import Manifest, ManifestEntry, notes_from_json, notes_to_json
from docgen.engine.recipe import Recipe

NOUNS = {
    "source": "summary",
    "template": "company template",
    "image": "picture",
}
"""What kinds of files are called, where that isn't the kind's own name."""
BROKEN = "the manifest is broken"


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One output of a plan. Plain values."""

    job: Job
    reason: str
    """Why it has to be built ("layout changed"); empty: it is as it should be."""
    look: str = ""
    """Digest of the layout's and theme's files."""
    key: str = ""
    """Digest of all that the output depends on; empty while a summary's files aren't known."""
    row: ManifestEntry | None = None
    """What the manifest knows of it."""


@dataclass(slots=True)
class Freshness:
    """Compares a recipe's jobs with a manifest. Digests are taken once a run."""

    manifest: Manifest
    recipe: Recipe
    root: str
    digests: Digests
    tool: str

    @staticmethod
    def of(manifest: Manifest, recipe: Recipe, digests: Digests) -> Freshness:
        """Begin a comparison."""
        return Freshness(manifest, recipe, recipe.options.project, digests, tool_digest())

    def steps(self, jobs: Iterable[Job], force: bool = False) -> list[PlanStep]:
        """Return a step for each job, in order; with ``force`` all are to be built."""
        looks = {target: self._look(target) for target in self.recipe.targets}
        options = self._options()
        return [self._step(job, looks[job.target], options, force) for job in jobs]

    def _options(self) -> str:
        options = asdict(replace(self.recipe.options, project="", dry=False))
        return digest_json(options)

    def _look(self, target: LayoutTarget) -> str:
        """Return the digest of a target's files, which are noted for a later "why"."""
        stamps = [
            [kind, self.shown(path), self.digests.of(path)]
            for kind, path in self.recipe.look(target)
        ]
        digest = digest_json(stamps)
        self.manifest.looks[digest] = stamps
        return digest

    def _step(self, job: Job, look: str, options: str, force: bool) -> PlanStep:
        name = self.name(job)
        row = self.manifest.outputs.get(name)
        settings = digest_json([options, asdict(job.target), job.format])
        base = {"tool": self.tool, "options": settings, "look": look}
        if row is None:
            return PlanStep(job, "new", look, "", base)
        try:
            reason = self._why(job, row, base) or ("forced" if force else "")
            files = [[k, p, self.digests.of(self.real(p))] for k, p, _ in row["files"]]
        except (LookupError, TypeError, ValueError):  # a row that isn't ours
            return PlanStep(job, BROKEN, look, "", base)
        step = PlanStep(job, reason, look, digest_json([base, files]), {**row, **base})
        if not reason and kept(step) is None:
            return replace(step, reason=BROKEN)
        return step

    def _why(self, job: Job, row: ManifestEntry, base: Mapping[str, str]) -> str:
        there = self.digests.of(job.output)
        if not there:
            return "the output is missing"
        if row["tool"] != self.tool:
            return "docgen changed"
        if row["options"] != base["options"]:
            return "options changed"
        if row["look"] != base["look"]:
            return self._look_change(row["look"], base["look"])
        for kind, path, digest in row["files"]:
            if self.digests.of(self.real(path)) != digest:
                return f"{NOUNS.get(kind, kind)} changed: {path}"
        if row["files"][0][1] != self.shown(job.source):
            return "it was built from another summary"
        if row.get("trace") and not self.digests.of(str(trace_path(job))):
            return "the trace is missing"
        return "" if there == row["sha256"] else "the output was changed by hand"

    def _look_change(self, old: str, new: str) -> str:
        before = {(k, p): d for k, p, d in self.manifest.looks.get(old, [])}
        after = {(k, p): d for k, p, d in self.manifest.looks[new]}
        for kind, path in [*after, *before]:
            if before.get((kind, path)) != after.get((kind, path)):
                return f"{NOUNS.get(kind, kind)} changed: {path}"
        return "layout changed"

    def name(self, job: Job) -> str:
        """Return an output's name in the manifest."""
        return os.path.relpath(job.output, self.manifest.out)

    def shown(self, path: str) -> str:
        """Return a path as the manifest keeps it: from the root if it lies in the project."""
        full, root = os.path.abspath(path), os.path.abspath(self.root)  # noqa: PTH100
        inside = full.startswith(root + os.sep)
        return full[len(root) + 1 :].replace(os.sep, "/") if inside else full

    def real(self, shown: str) -> str:
        """Return the path of a file that the manifest keeps."""
        return os.path.join(self.root, shown)  # noqa: PTH118  (absolute ones stay so)

    def row_of(self, result: Result, step: PlanStep) -> dict[str, Any]:
        """Return what the manifest should keep of a document that was built."""
        files = [["source", self.shown(result.job.source), self.digests.of(result.job.source)]]
        files += [[kind, self.shown(path), digest] for kind, path, digest in result.inputs]
        base = step.row or {}
        return {
            "tool": self.tool,
            "options": base.get("options", ""),
            "look": step.look,
            "files": files,
            "sha256": result.sha256,
            "bytes": result.bytes,
            "count": result.count,
            "words": result.words,
            **({"trace": os.path.relpath(result.trace, self.manifest.out)} if result.trace else {}),
            "notes": notes_to_json(result.diagnostics),
            "coverage": dict(result.coverage),
        }


def kept(step: PlanStep) -> Result | None:
    """Return the result of an output that is as it should be; None if it can't be read.

    What was told when it was built is told again: a warning doesn't go away by itself.
    """
    row = step.row or {}
    try:
        return Result(
            job=step.job,
            status=JobStatus.DONE,
            count=int(row["count"]),
            words=int(row["words"]),
            bytes=int(row["bytes"]),
            sha256=str(row["sha256"]),
            diagnostics=notes_from_json(row["notes"]),
            fresh=True,
            coverage=dict(row.get("coverage", {})),
            trace=str(trace_path(step.job)) if row.get("trace") else "",
        )
    except (LookupError, TypeError, ValueError):
        return None
