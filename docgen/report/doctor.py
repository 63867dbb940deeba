"""What docgen finds on this machine and in this project, and what to do about it."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from pydantic import Field

from docgen.foundation.diagnostics import DocgenError
from docgen.layout import find_layout, find_theme, list_layouts, list_themes
from docgen.project.settings import Project, find_project
from docgen.report.font_list import lacking
from docgen.report.formats.json import DiagnosticShape
from docgen.report.images import office
from docgen.text.fonts import STAND_INS, find_file
from docgen.version import DISTRIBUTION, full_version

CheckLevel = Literal["ok", "note", "bad"]
ROOM = 200_000_000
"""Bytes that should be free where documents are written."""
_FACES = [(bold, italic) for bold in (False, True) for italic in (False, True)]


class Check(DiagnosticShape):
    """One thing that was looked at."""

    topic: str = Field(description="What it belongs to: docgen, fonts, tools, project, disk")
    name: str = Field(description="What was looked at")
    status: CheckLevel = Field(description="bad: docgen can't work so; note: good to know")
    found: str = Field(description="What was found")
    todo: str = Field(description="What to do about it; may be empty")


def examine(start: Path, environment: Mapping[str, str]) -> list[Check]:
    """Look at everything. Raises nothing: what can't be looked at is told."""
    topics: Iterable[Callable[[], Iterable[Check]]] = (
        _versions,
        _fonts,
        _tools,
        lambda: _project(start),
        lambda: _disk(start),
        lambda: _environment(environment),
    )
    return [check for topic in topics for check in topic()]


def _versions() -> Iterator[Check]:
    yield Check(topic="docgen", name="docgen", status="ok", found=full_version(), todo="")
    yield Check(
        topic="docgen",
        name="Python",
        status="ok",
        todo="",
        found=f"{platform.python_version()} ({platform.system()} {platform.machine()})",
    )
    yield from _other_docgen()
    for name in _needed():
        try:
            yield Check(topic="docgen", name=name, status="ok", found=version(name), todo="")
        except PackageNotFoundError:
            todo = f"{sys.executable} -m pip install --upgrade {DISTRIBUTION}"
            yield Check(topic="docgen", name=name, status="bad", found="missing", todo=todo)


def _other_docgen() -> Iterator[Check]:
    """Tell of the other program that the package index calls `docgen`: it shares our folder."""
    try:
        other = version("docgen")
    except PackageNotFoundError:
        return
    pip = f"{sys.executable} -m pip"
    yield Check(
        topic="docgen",
        name="package docgen",
        status="bad",
        found=f"{other}: another program, which writes into the same folder",
        todo=f"{pip} uninstall docgen, then {pip} install --force-reinstall --no-deps {DISTRIBUTION}",
    )


def _needed() -> list[str]:
    """Return the packages that docgen needs, extras aside."""
    try:
        wanted = requires(DISTRIBUTION) or []
    except PackageNotFoundError:  # run from a checkout that isn't installed
        return []
    plain = [one for one in wanted if "extra ==" not in one]
    return sorted(match[0] for one in plain if (match := re.match(r"[A-Za-z0-9._-]+", one)))


def _fonts() -> Iterator[Check]:
    for family in _drawn():
        faces = [find_file(family, bold, italic) for bold, italic in _FACES]
        lost = [face.path for face in faces if face is not None and not Path(face.path).is_file()]
        status: CheckLevel = "bad" if lost else "ok"
        found = f"{', '.join(lost)} is missing" if lost else f"{len(faces)} faces, embedded in PDFs"
        todo = "reinstall docgen's font packages" if lost else ""
        yield Check(topic="fonts", name=family, status=status, found=found, todo=todo)
    exact = sorted(name for name, one in STAND_INS.items() if one.exact)
    rough = sorted(name for name, one in STAND_INS.items() if not one.exact)
    yield Check(
        topic="fonts", name="measured exactly", status="ok", found=", ".join(exact), todo=""
    )
    yield Check(
        topic="fonts",
        name="measured on the safe side",
        status="ok",
        found=", ".join(rough),
        todo="",
    )


def _drawn() -> list[str]:
    """Return the families that are drawn from files: those of base, and all that stand in."""
    base = find_theme("base", None)
    named = {*STAND_INS, *(f for fonts in base.fonts.values() for f in fonts.values())}
    files = (find_file(family, False, False) for family in named)
    return sorted({file.draws for file in files if file is not None})


def _tools() -> Iterator[Check]:
    yield _tool(
        "LibreOffice", office(), "only `docgen diff` needs it, to draw decks that it did not build"
    )
    yield _tool("git", shutil.which("git"), "only `docgen diff --against` needs it")


def _tool(name: str, path: str | None, use: str) -> Check:
    status: CheckLevel = "ok" if path else "note"
    todo = "" if path else f"{use}; install it if you want that"
    return Check(topic="tools", name=name, status=status, found=path or "not found", todo=todo)


def _project(start: Path) -> Iterator[Check]:
    try:
        project = find_project(start)
    except DocgenError as error:
        yield Check(
            topic="project",
            name="settings",
            status="bad",
            found=str(error.diagnostics[0]),
            todo="correct the file",
        )
        return
    where = str(project.file) if project.file else "none, so the defaults"
    todo = "" if project.file else "`docgen init DIR` makes a project"
    yield Check(
        topic="project",
        name="settings",
        status="ok" if project.file else "note",
        found=where,
        todo=todo,
    )
    sources = len(project.all_sources()) if project.sources.is_dir() else 0
    yield Check(
        topic="project",
        name="summaries",
        status="ok" if sources else "note",
        found=f"{sources} in {project.sources}",
        todo="" if sources else "`docgen new NAME` writes a starter summary",
    )
    yield from _looks(project)
    for name, found, package in lacking(project):
        todo = f"install {package}, or put a font in the project's fonts folder"
        yield Check(topic="project", name=name, status="note", found=found, todo=todo)


def _looks(project: Project) -> Iterator[Check]:
    """Tell whether the layouts and themes can be read, and those in use be found."""
    try:
        layouts, themes = list_layouts(project.root), list_themes(project.root)
        for name in project.settings.layouts:
            layout = find_layout(name, project.root)
            find_theme(project.settings.theme or layout.theme, project.root)
    except DocgenError as error:
        found = "; ".join(str(one) for one in error.diagnostics)
        yield Check(
            topic="project",
            name="layouts",
            status="bad",
            found=found,
            todo="`docgen check` shows the lines",
        )
        return
    yield Check(
        topic="project",
        name="layouts",
        status="ok",
        todo="",
        found=f"{len(layouts)} layouts, {len(themes)} themes",
    )


def _disk(start: Path) -> Iterator[Check]:
    try:
        out = find_project(start).out
    except DocgenError:
        out = start
    for name, folder in (("outputs", out), ("temporary files", Path(tempfile.gettempdir()))):
        there = _nearest(folder)
        if not os.access(there, os.W_OK | os.X_OK):
            yield Check(
                topic="disk",
                name=name,
                status="bad",
                found=f"{there} can't be written",
                todo="change its permissions, or choose another folder",
            )
            continue
        free = shutil.disk_usage(there).free
        yield Check(
            topic="disk",
            name=name,
            status="ok" if free > ROOM else "bad",
            found=f"{folder}: may be written, {free / 1e9:,.1f} GB free",
            todo="" if free > ROOM else "free some space",
        )


def _nearest(folder: Path) -> Path:
    """Return a folder, or the nearest above it that is there."""
    path = folder.resolve()
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def _environment(environment: Mapping[str, str]) -> Iterator[Check]:
    meanings = {
        "SOURCE_DATE_EPOCH": "outputs are dated so",
        "NO_COLOR": "no colour",
        "CI": "no progress bar",
        "DOCGEN_TRACEBACK": "faults show where they happened",
    }
    for name, meaning in meanings.items():
        if environment.get(name):
            found = f"{environment[name]}: {meaning}"
            yield Check(topic="environment", name=name, status="ok", found=found, todo="")
