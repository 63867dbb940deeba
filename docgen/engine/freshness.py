"""A plan with reasons: for each output whether it has to be built, and why."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from docgen.engine.digests import Digests, digest_json, tool_digest
from docgen.engine.files import journaled
from docgen.engine.jobs import Job, JobStatus, LayoutTarget, Result, trace_path
from docgen.engine.manifest import ManifestEntry, OutputStore, notes_from_json, notes_to_json
from docgen.engine.recipe import Recipe
from docgen.foundation.diagnostics import Diagnostic
from docgen.foundation.files import OWN, Stamp, digest_of_file

BROKEN = "the manifest is broken"


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One output of a plan. Plain values."""

    job: Job
    reason: str
    """Why it has to be built ("layout changed"); empty: it is as it should be."""
    row: ManifestEntry | None = None
    """What the manifest knows of it."""
    edited: bool = False
    """A hand changed it since it was built: it isn't overwritten."""


@dataclass(slots=True)
class Freshness:
    """Compares a recipe's jobs with a manifest. Digests are taken once a run."""

    manifest: OutputStore
    recipe: Recipe
    root: str
    digests: Digests
    tool: str
    _settings: dict[tuple[LayoutTarget, str], str] = field(default_factory=dict)

    @staticmethod
    def of(manifest: OutputStore, recipe: Recipe, digests: Digests) -> Freshness:
        """Begin a comparison."""
        return Freshness(manifest, recipe, recipe.options.project, digests, tool_digest())

    def steps(self, jobs: Iterable[Job], force: bool = False) -> list[PlanStep]:
        """Return a step for each job, in order; with ``force`` all are to be built."""
        return [self._step(job, force) for job in jobs]

    def _settings_of(self, job: Job) -> str:
        """Return a digest of a job's options and target; of all jobs of a target the same."""
        key = (job.target, job.format)
        if key not in self._settings:
            options = digest_json(asdict(replace(self.recipe.options, project="", dry=False)))
            self._settings[key] = digest_json([options, asdict(job.target), job.format])
        return self._settings[key]

    def _step(self, job: Job, force: bool) -> PlanStep:
        row = self.manifest.entry(self.name(job))
        base = {"tool": self.tool, "options": self._settings_of(job)}
        if job.record is not None:
            base["record"] = digest_json([self.shown(job.record.template), job.record.values])
            if job.record.error is not None:
                return PlanStep(job, "the record is wrong", base)
        if row is None:
            return PlanStep(job, "new", base)
        try:
            reason = self._why(job, row, base) or ("forced" if force else "")
        except (LookupError, TypeError, ValueError):  # a row that isn't ours
            return PlanStep(job, BROKEN, base)
        step = PlanStep(job, reason, {**row, **base})
        readable = kept(step) is not None  # a broken row knows nothing of the output
        if reason and not force and readable and self._edited(job, row):
            return replace(step, edited=True)
        if not reason and kept(step) is None:
            return replace(step, reason=BROKEN)
        return step

    def _why(self, job: Job, row: ManifestEntry, base: Mapping[str, str]) -> str:
        dry = self.recipe.options.dry  # of a check nothing is written but traces
        there = "" if dry else self._output(job)
        if not there and not dry:
            return "the output is missing"
        if row["tool"] != self.tool:
            return "docgen changed"
        if row["options"] != base["options"]:
            return "options changed"
        if job.record is not None:
            if row.get("record") != base["record"]:
                return "the record changed"
        elif row["source"] != self.shown(job.source):
            return "it was built from another summary"
        changed = self._changed(row)
        if changed:
            return changed
        traced = row["claims"] is not None if dry else row.get("trace")
        if traced and not trace_path(job).is_file():
            return "the trace is missing"
        return "" if there == row["sha256"] else "the output was changed by hand"

    def _edited(self, job: Job, row: ManifestEntry) -> bool:
        """Say whether an output is neither what was built nor what a killed build wrote."""
        there = self._output(job)
        if not there or self.recipe.options.dry or len(str(row["sha256"])) != len(there):
            return False
        if there == row["sha256"]:
            return bool(row.get("merged"))
        return there not in journaled(self.manifest.out)

    def _output(self, job: Job) -> str:
        """Return an output's digest; of records it isn't kept, there may be any number."""
        return self.digests.of(job.output) if job.record is None else digest_of_file(job.output)

    def _changed(self, row: ManifestEntry) -> str:
        """Return which of the files that were read is another one now, and empty if none is."""
        if not row["files"]:  # there is always a summary
            raise ValueError
        for kind, path, digest in [*self.manifest.look(row["look"]), *row["files"]]:
            if self.digests.of(self.real(path)) != digest:
                return f"{kind} changed: {path}"
        return ""

    def stamps(self, job: Job) -> tuple[Stamp, ...]:
        """Return the files that an output was made of; none of one not built yet."""
        row = self.manifest.entry(self.name(job))
        try:
            stamps = [] if row is None else [*self.manifest.look(row["look"]), *row["files"]]
            return tuple((kind, self.real(path), digest) for kind, path, digest in stamps)
        except (LookupError, TypeError, ValueError):
            return ()

    def inputs(self, job: Job) -> list[str]:
        """Return the paths of the files that an output was made of; none of one not built yet."""
        return [path for _, path, _ in self.stamps(job)]

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
        inputs = dict.fromkeys((kind, self.shown(p), digest) for kind, p, digest in result.inputs)
        stamps = [list(stamp) for stamp in inputs]
        shared = [stamp for stamp in stamps if stamp[0] not in OWN]
        look = digest_json(shared)
        self.manifest.keep_look(look, shared)
        base = step.row or {}
        return {
            "tool": self.tool,
            "options": base.get("options", ""),
            **({"record": base["record"]} if "record" in base else {}),
            "source": self.shown(result.job.source),
            "look": look,
            "files": [stamp for stamp in stamps if stamp[0] in OWN],
            "sha256": result.sha256,
            "bytes": result.bytes,
            "count": result.count,
            "words": result.words,
            "claims": result.claims,
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
            diagnostics=tuple(_now(one, step.job) for one in notes_from_json(row["notes"])),
            claims=_claims(row["claims"]),
            fresh=True,
            coverage=dict(row.get("coverage", {})),
            trace=str(trace_path(step.job)) if row.get("trace") else "",
        )
    except (LookupError, TypeError, ValueError):
        return None


def _now(one: Diagnostic, job: Job) -> Diagnostic:
    """Return a finding at its record's place of now: rows before it may have come or gone."""
    record, at = job.record, one.location
    if record is None or at is None or at.file != record.file:
        return one
    return one.at(replace(at, line=record.number))


def _claims(row: Any) -> tuple[tuple[str, int], ...] | None:
    return None if row is None else tuple((str(status), int(count)) for status, count in row)
