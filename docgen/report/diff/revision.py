"""What git holds at a revision, built: the old side of ``docgen diff --against REV``."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.engine.jobs import Result, gather
from docgen.engine.prepare import BuildRequest, prepare
from docgen.engine.work import run_jobs
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError
from docgen.project.settings import Project, find_project
from docgen.report.diff.compare import compare_paths
from docgen.report.diff.model import Difference

TIMEOUT = 120


@dataclass(frozen=True, slots=True)
class BuiltSide:
    """One side, built: a folder of documents, PDFs of its decks, and what went wrong."""

    folder: Path
    drawn: Mapping[Path, Path]
    results: tuple[Result, ...]


def compare_with_revision(
    start: Path,
    revision: str,
    request: BuildRequest,
    environment: Mapping[str, str],
    room: Path,
    pictures: bool,
) -> tuple[list[Difference], tuple[Diagnostic, ...]]:
    """Build the project of `start` now and as git holds it at `revision`, and compare.

    All is written into `room`, an empty folder. Both sides are built by this docgen, so
    that only sources, layouts and settings make a difference. Returns the differences and
    what was wrong with today's sources; an old document that can't be built is noted.
    Raises DocgenError (DG821 for git; what `prepare` raises for today's project).
    """
    project = find_project(start)
    tree = room / "tree"
    inside = checkout(project.root, revision, tree)
    new = _build(project, request, environment, room / "new", pictures)
    old = _build_old(inside, _moved(request, project, inside), environment, room / "old", pictures)
    found = compare_paths(old.folder, new.folder, pictures, {**old.drawn, **new.drawn})
    failed_then = {Path(r.job.output).name for r in old.results if not r.ok}
    failed_now = {Path(r.job.output).name for r in new.results if not r.ok}
    for one in found:
        if one.name in failed_then:
            one.note = f"could not be built at {revision}"
        if one.name in failed_now:
            one.status, one.note = "failed", "can't be built any more"
    return found, gather(new.results)


def checkout(root: Path, revision: str, into: Path) -> Path:
    """Unpack what git holds at `revision` into `into`; return the project's root in it.

    Raises DocgenError (DG821).
    """
    top = Path(_git(root, "rev-parse", "--show-toplevel").decode().strip())
    commit = (
        _git(
            root,
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            f"{revision}^{{commit}}",
            why=f'git has no revision "{revision}"',
        )
        .decode()
        .strip()
    )
    archive = _git(top, "archive", "--format=tar", commit)
    into.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(into, filter="data")
    inside = into / root.resolve().relative_to(top.resolve())
    inside.mkdir(parents=True, exist_ok=True)
    return inside


def _git(folder: Path, *arguments: str, why: str = "") -> bytes:
    hint = "--against needs git, and a project in a git repository with that revision fetched"
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            timeout=TIMEOUT,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        if why:
            message = why
        elif any("not a git repository" in line for line in said):
            message = "the project is in no git repository"
        else:
            message = (
                f'"git {arguments[0]}" failed: {said[-1].removeprefix("fatal: ")}'
                if said
                else (f'"git {arguments[0]}" failed without a word')
            )
    except FileNotFoundError:
        message = "git isn't installed, or isn't on the PATH"
    except subprocess.TimeoutExpired:
        message = f'"git {arguments[0]}" gave no answer within {TIMEOUT} seconds'
    except OSError as error:
        message = f"git can't be run: {(error.strerror or 'no reason given').lower()}"
    else:
        return done.stdout
    raise DocgenError(Diagnostic(codes.REVISION_UNKNOWN, message, None, hint))


def _build_old(
    inside: Path,
    request: BuildRequest | None,
    environment: Mapping[str, str],
    folder: Path,
    pictures: bool,
) -> BuiltSide:
    """Build the old tree; what can't be built then makes today's documents new ones."""
    folder.mkdir(parents=True, exist_ok=True)
    if request is not None:
        with suppress(DocgenError):
            return _build(find_project(inside), request, environment, folder, pictures)
    return BuiltSide(folder, {}, ())


def _moved(request: BuildRequest, project: Project, inside: Path) -> BuildRequest | None:
    """Return the request with its sources in the old tree; None if none of them was there."""
    root = project.root.resolve()
    sources = [
        inside / path.resolve().relative_to(root)
        for path in request.sources
        if path.resolve().is_relative_to(root)
    ]
    there = [path for path in sources if path.exists()]
    return None if request.sources and not there else replace(request, sources=there)


def _build(
    project: Project,
    request: BuildRequest,
    environment: Mapping[str, str],
    folder: Path,
    pictures: bool,
) -> BuiltSide:
    folder.mkdir(parents=True, exist_ok=True)
    results = tuple(run_jobs(prepare(project, replace(request, out=folder), environment)))
    drawn: dict[Path, Path] = {}
    if pictures:
        slides = folder.with_name(folder.name + "-slides")
        decks = [
            replace(r.job, format="pdf", output=str(slides / f"{Path(r.job.output).stem}.pdf"))
            for r in results
            if r.ok and r.job.format == "pptx"
        ]
        drawn = _drawn(folder, run_jobs(decks))
    return BuiltSide(folder, drawn, results)


def _drawn(folder: Path, results: Iterable[Result]) -> dict[Path, Path]:
    """Our own slide PDFs stand in for what Office would draw."""
    found = {}
    for one in results:
        if one.ok:
            pdf = Path(one.job.output)
            found[folder / f"{pdf.stem}.pptx"] = pdf
    return found
