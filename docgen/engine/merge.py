"""An output and the job that makes it: to compare it with a new build, or to merge the two."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from docgen.engine import manifest as manifests
from docgen.engine.files import write_whole
from docgen.engine.freshness import PlanStep
from docgen.engine.jobs import BuildRequest, Result
from docgen.engine.run import Plan, make_plan
from docgen.engine.work import run_source
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location


def output_plan(
    path: Path, start: Path, request: BuildRequest, environment: Mapping[str, str]
) -> tuple[Plan, PlanStep]:
    """Return the plan of one output that the manifest beside it knows, and its step.

    `request` gives theme, template and parameters, if the output was built with such.
    Raises DocgenError: DG714 if no manifest knows it or no layout makes it.
    """
    row = manifests.load(path.parent).outputs.get(path.name)
    source = str(row.get("source", "")) if row is not None else ""
    if row is None or not source:
        raise _refused(path, "isn't known to the manifest in its folder")
    root = make_plan(start, replace(request, sources=()), environment).folder
    summary = root / source
    layout = path.name.removeprefix(f"{summary.stem}.").removesuffix(path.suffix)
    wish = replace(
        request, sources=(summary,), layouts=request.layouts or (layout,), out=path.parent
    )
    plan = make_plan(start, wish, environment, force=True)
    for step in plan.steps:
        if Path(step.job.output).resolve() == path.resolve():
            return plan, step
    raise _refused(path, f'isn\'t what layout "{layout}" makes of {source}')


def built_anew(step: PlanStep, folder: Path) -> tuple[Path, Result]:
    """Build an output into another folder; raises DocgenError with what is wrong."""
    target = folder / Path(step.job.output).name
    (result,) = run_source((replace(step.job, output=str(target)),))
    if not result.ok:
        raise DocgenError(result.diagnostics)
    return target, result


def merge_output(
    path: Path,
    start: Path,
    request: BuildRequest,
    environment: Mapping[str, str],
    found: Diagnostics,
    out: Path | None = None,
) -> list[str]:
    """Rebuild an edited deck and carry over what was added to it; return what was kept.

    What could not be kept is told in `found` (DG713). Raises DocgenError: DG714 and what a
    build raises; MachineError if the deck can't be written.
    """
    # Late: only this command needs the merging of decks.
    from docgen.pptx.merge import NoRecordError, merge_decks  # noqa: PLC0415

    if path.suffix.lower() != ".pptx":
        raise _refused(path, "is no deck")
    plan, step = output_plan(path, start, request, environment)
    with tempfile.TemporaryDirectory(prefix="docgen-merge-") as room:
        fresh, result = built_anew(step, Path(room))
        try:
            merged = merge_decks(path.read_bytes(), fresh.read_bytes())
        except NoRecordError:
            why = "has no record of what docgen wrote (LibreOffice drops it when it saves a .pptx)"
            raise _refused(path, why) from None
        except (ValueError, KeyError, OSError) as error:
            raise _refused(path, f"can't be read: {error}") from error
    at = Location(str(path))
    for what in merged.lost:
        found.warn(codes.NOT_MERGED, what, at, "change it in the summary or the layout")
    write_whole(out or path, merged.data)
    if out is None or out.resolve() == path.resolve():
        row = plan.survey.row_of(replace(result, job=step.job), step)
        row |= {
            "sha256": hashlib.sha256(merged.data).hexdigest(),
            "bytes": len(merged.data),
            "merged": True,
        }
        plan.survey.manifest.put(plan.survey.name(step.job), row)
        plan.survey.manifest.save()
    return merged.kept


def _refused(path: Path, why: str) -> DocgenError:
    hint = "give a deck that `docgen build` wrote in this project"
    return DocgenError(Diagnostic(codes.NO_MERGE, why, Location(str(path)), hint))
