"""A project for the measures, and jobs of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from docgen.engine.jobs import Format, Job, LayoutTarget, Options
from docgen.foundation.values import DocumentKind

HERE = Path(__file__).parent


def project(folder: Path, size: int, text: Callable[[int], str]) -> Path:
    """Make a project of so many summaries, with the layouts of this folder."""
    (folder / "sources").mkdir(parents=True)
    (folder / "docgen.toml").write_text("")
    shutil.copytree(HERE / "layouts", folder / "layouts")
    for number in range(size):
        (folder / "sources" / f"s{number:04}.yaml").write_text(text(number))
    return folder


def job_of(source: Path, layout: str, kind: DocumentKind, format: Format) -> Job:
    """Return the job of a summary and a layout; layouts are read once for all of them."""
    options = Options(project=str(source.parent.parent))
    output = source.with_suffix(f".{format}")
    target = LayoutTarget(layout, layout, kind)
    return Job(str(source), target, format, str(output), options, build=layout)
