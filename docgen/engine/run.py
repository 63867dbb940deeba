"""A build: plan it, skip what is as it should be, do the rest, and note what came of it."""

from __future__ import annotations

import os
import time
import uuid
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from pathlib import Path
from typing import Any, Protocol

from docgen.engine import manifest as manifests
from docgen.engine.digests import Digests, digest_json, distributions
from docgen.engine.files import JOURNAL, check_writable, clear_journal, remove_stale
from docgen.engine.freshness import Freshness, PlanStep, kept
from docgen.engine.gc_tuning import fewer_collections, importing
from docgen.engine.jobs import BuildRequest, Job, JobGroup, JobStatus, Result
from docgen.engine.manifest import Manifest
from docgen.engine.recipe import Recipe, jobs_of
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.foundation.files import FileRecord, recording
from docgen.project.discovery import ProjectFile, find_file
from docgen.version import install_hint

SAVE_EVERY = 5.0
"""Seconds between savings of the manifest: what a build that is killed has to do again."""
IDLE = 64
"""Summaries with nothing to do after which their results are given, though others are built."""
FEW = 6
"""Summaries that are built in this process: others would still be importing."""


@dataclass(frozen=True, slots=True)
class How:
    """How a plan is carried out."""

    jobs: int = 1
    """Processes."""
    fail_fast: bool = False
    executor: str | None = None
    """``dask://HOST:PORT``."""


StepGroup = tuple[PlanStep, ...]
"""The steps of one summary."""


class StepPlan(Protocol):
    """What can be carried out: a `Plan` of summaries, or a `RecordPlan`."""

    survey: Freshness

    def groups(self) -> Iterable[StepGroup]:
        """Give the steps, in order; those of one summary together."""

    def busy(self) -> int | None:
        """Return how many summaries have something to do; None if nobody knows yet."""

    def writers(self) -> list[str]:
        """Return the formats that are written."""


@dataclass(slots=True)
class Plan:
    """What a build would do, and what it needs for that."""

    steps: list[PlanStep]
    survey: Freshness
    folder: Path = field(default_factory=Path)
    """The root of the project."""

    @property
    def jobs(self) -> tuple[Job, ...]:
        """All jobs, those with nothing to do too."""
        return tuple(step.job for step in self.steps)

    @property
    def stale(self) -> list[PlanStep]:
        """The steps that have something to do."""
        return [step for step in self.steps if step.reason]

    def groups(self) -> Iterator[StepGroup]:
        """Give the steps, in order; those of one summary together."""
        for _, group in groupby(self.steps, key=lambda step: step.job.source):
            yield tuple(group)

    def busy(self) -> int:
        """Return how many summaries have something to do."""
        return len({step.job.source for step in self.stale if not step.edited})

    def writers(self) -> list[str]:
        """Return the formats that are written."""
        return sorted({step.job.format for step in self.stale})


def make_plan(
    start: Path, request: BuildRequest, environment: Mapping[str, str], force: bool = False
) -> Plan:
    """Return the plan of a request in the project that `start` lies in.

    Raises DocgenError with everything that is wrong: settings (DG801 to DG803), layouts
    (DG20x), themes (DG30x), names (DG204, DG804 to DG807).
    """
    project = find_file(start)
    digests, found = Digests(), Diagnostics()
    known, key = _remembered(project, request, environment)
    recipe = _recalled(known, key, digests)
    if recipe is None:
        with recording() as record:
            recipe = _drawn_up(start, request, environment, found)
        if Path(recipe.out) != known.out:
            known = manifests.load(Path(recipe.out))
        if not found.errors:
            known.keep(key, _noted(recipe, record, project, digests))
    jobs = jobs_of(recipe, request, found)
    found.raise_errors()
    survey = Freshness.of(known, recipe, digests)
    return Plan(survey.steps(jobs, force), survey, project.root)


def _remembered(
    project: ProjectFile, request: BuildRequest, environment: Mapping[str, str]
) -> tuple[Manifest, str]:
    """Return the manifest of the folder that a request is for, and the request's key in it."""
    out = (
        request.out
        if request.out is not None
        else project.root / str(project.peek().get("out", "build"))
    )
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    key = digest_json([request.plain(), str(project.root), epoch, distributions()])
    return manifests.load(out), key


def _recalled(known: Manifest, key: str, digests: Digests) -> Recipe | None:
    """Return a kept recipe, if all that it came from is as it was."""
    try:
        kept = known.recipes[key]
        if any(digests.of(path) != was for path, was in kept["files"]):
            return None
        return Recipe.from_json(kept["recipe"])
    except (LookupError, TypeError, ValueError):
        return None


def _drawn_up(
    start: Path, request: BuildRequest, environment: Mapping[str, str], found: Diagnostics
) -> Recipe:
    """Look everything up. Late imports: a build with nothing to do needs neither."""
    from docgen.engine.prepare import draw_up  # noqa: PLC0415
    from docgen.project.settings import find_project  # noqa: PLC0415

    return draw_up(find_project(start), request, environment, found)


def _noted(
    recipe: Recipe, record: FileRecord, project: ProjectFile, digests: Digests
) -> dict[str, Any]:
    """Return a recipe with the digests of all that it came from."""
    files = {path: digest for _, path, digest in record.stamps()}
    for path in map(str, project.seen):
        files.setdefault(path, digests.of(path))
    return {"recipe": recipe.to_json(), "files": [[path, was] for path, was in files.items()]}


def carry_out(plan: StepPlan, how: How = How()) -> Generator[Result, None, None]:
    """Build what has to be built; give a result for every step, in the plan's order.

    What stands already comes with its findings of before. The manifest is written as the
    build goes on and when the generator ends or is closed. Raises MachineError (DG810) if
    the folder of outputs can't be written at all, DocgenError (DG119) if it leads elsewhere.
    """
    clerk = _Clerk(plan.survey)
    check_writable(plan.survey.manifest.out / JOURNAL)
    remove_stale(plan.survey.manifest.out)
    with closing(_results(plan, how)) as results:
        try:
            for step, result in results:
                clerk.note(step, result)
                yield result
                if how.fail_fast and not result.ok:
                    return
        finally:
            clerk.close()


def _results(plan: StepPlan, how: How) -> Generator[tuple[PlanStep, Result], None, None]:
    """Give results in order: those of before where they stand, the others as they are built.

    Steps are taken as the executor asks for jobs, so a plan may be longer than memory.
    """
    build = uuid.uuid4().hex  # layouts and themes are read once a build, by each process
    pending: deque[tuple[PlanStep, Result | None]] = deque()
    """Steps whose results aren't given yet; None: it is being built."""

    def jobs() -> Iterator[JobGroup]:
        idle = 0
        for group in plan.groups():
            old = [_standing(step) for step in group]
            pending.extend(zip(group, old, strict=True))
            todo = [
                replace(step.job, build=build)
                for step, result in zip(group, old, strict=True)
                if result is None
            ]
            idle = 0 if todo else idle + 1
            if todo or idle % IDLE == 0:
                yield tuple(todo)

    def standing() -> Iterator[tuple[PlanStep, Result]]:
        while pending and pending[0][1] is not None:
            step, result = pending.popleft()
            assert result is not None
            yield step, result

    with closing(_run(jobs(), plan, how)) as built:
        for result in built:
            yield from standing()
            if result is not None:
                step = pending.popleft()[0]
                yield step, replace(result, reason=step.reason)
    yield from standing()


def _standing(step: PlanStep) -> Result | None:
    """Return the result of an output that isn't built: it is fresh, or a hand changed it."""
    if step.edited:
        file = step.job.output
        hint = (
            f"`docgen diff {file}` shows what changed, `docgen merge {file}` rebuilds it and"
            " keeps what was added, --force overwrites it"
        )
        if step.job.record is not None:
            hint = "--force overwrites it"
        message = "was changed by hand and isn't overwritten"
        found = Diagnostic(codes.OUTPUT_EDITED, message, Location(step.job.output), hint)
        return Result(step.job, JobStatus.WRONG, diagnostics=(found,), reason=step.reason)
    return kept(step) if not step.reason else None


def _run(
    groups: Iterable[JobGroup], plan: StepPlan, how: How
) -> Generator[Result | None, None, None]:
    """Do the jobs of a plan; few of them here, whatever `how` says."""
    busy = plan.busy()
    if busy is not None:
        how = replace(how, jobs=min(how.jobs, busy) if busy > FEW else 1)
    return do_groups(groups, how, plan.writers())


def do_groups(
    groups: Iterable[JobGroup], how: How, writers: Sequence[str]
) -> Generator[Result | None, None, None]:
    """Do groups of jobs here, in processes or on a cluster; give the results in order.

    For a group without jobs None is given: so that who made the groups can go on. Nothing is
    imported, started or connected to before there is a job.
    """
    rest = iter(groups)
    for first in rest:
        if first:
            break
        yield None
    else:
        return
    groups = chain([first], rest)
    if how.executor is not None:
        yield from _on_cluster(how.executor, groups)
    elif how.jobs > 1:
        # Late: few need multiprocessing.
        from docgen.engine.executors.processes import run_parallel  # noqa: PLC0415

        yield from run_parallel(groups, how.jobs, writers)
    else:
        with importing():
            for writer in writers:  # all at once, while nothing is collected
                _import_writer(writer)
            from docgen.engine.work import run_source  # noqa: PLC0415  (not where others build)

        with fewer_collections():
            for group in groups:
                if group:
                    yield from run_source(group)
                else:
                    yield None


def _import_writer(name: str) -> None:
    # Late: a writer is a third of a start, and a build with nothing to do needs none.
    if name == "pdf":
        import docgen.pdf  # noqa: PLC0415
    else:
        import docgen.pptx  # noqa: F401, PLC0415


def _on_cluster(address: str, groups: Iterable[JobGroup]) -> Iterator[Result | None]:
    try:
        from docgen.engine.executors.dask import run_on_cluster  # noqa: PLC0415  (an extra)
    except ImportError as error:
        hint = install_hint("dask")
        found = Diagnostic(codes.CLUSTER, "--executor dask:// needs dask.distributed", hint=hint)
        raise DocgenError(found) from error
    return run_on_cluster(address, groups)


def grouped(jobs: Iterable[Job]) -> list[JobGroup]:
    """Return jobs in groups of one summary each."""
    return [tuple(group) for _, group in groupby(jobs, key=lambda job: job.source)]


@dataclass(slots=True)
class _Clerk:
    """Keeps the manifest of a build that is under way."""

    survey: Freshness
    saved: float = field(default_factory=time.monotonic)

    def note(self, step: PlanStep, result: Result) -> None:
        """Note what was built; of what failed the older output stays, with its row."""
        if result.fresh or not result.ok or step.job.options.dry:
            return
        manifest, name = self.survey.manifest, self.survey.name(step.job)
        manifest.put(name, self.survey.row_of(result, step))
        if time.monotonic() - self.saved > SAVE_EVERY:
            manifest.save()
            self.saved = time.monotonic()

    def close(self) -> None:
        """Write the manifest, if there is something new in it, beside what it tells of."""
        manifest = self.survey.manifest
        try:
            if manifest.dirty and manifest.out.is_dir():
                manifest.save()
                clear_journal(manifest.out)
        finally:
            manifest.close()


def default_jobs() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
