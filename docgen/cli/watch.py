"""``docgen build --watch``: build again whenever a file is saved."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.console import say, show
from docgen.foundation.diagnostics import DocgenError
from docgen.version import install_hint

if TYPE_CHECKING:
    from docgen.engine.jobs import Result

IGNORED = frozenset({".git", ".hg", ".venv", "node_modules", "__pycache__", ".docgen"})
STEP, SETTLE = 20, 400
"""Milliseconds: how often changes are looked for, and how long a burst of them is gathered."""
TIMEOUT = 250
"""Milliseconds after which the watcher speaks though nothing has changed."""


class Watched:
    """The files that documents were made of, and the folders of those."""

    def __init__(self, roots: Iterable[Path]) -> None:
        self.roots = {os.path.realpath(root) for root in roots}
        self.files: dict[str, None] = {}
        self.outputs: set[str] = set()

    def add(self, result: Result) -> None:
        """Note what a document was made of, and where it was written."""
        self.add_files(path for _, path, _ in result.inputs)
        self.outputs.add(os.path.realpath(Path(result.job.output).parent))

    def add_files(self, paths: Iterable[str]) -> None:
        """Note files that documents were made of."""
        self.files.update((os.path.realpath(path), None) for path in paths)

    def folders(self) -> tuple[str, ...]:
        """Return the folders to watch, none inside another."""
        wanted = self.roots | {os.path.dirname(path) for path in self.files}  # noqa: PTH120
        found: list[str] = []
        for folder in sorted(one for one in wanted if Path(one).is_dir()):
            if not any(_below(folder, other) for other in found):
                found.append(folder)
        return tuple(found)

    def state(self, tops: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return sizes and times of all in some folders that may concern a document."""
        found = {}
        for top in tops:
            for folder, inside, names in os.walk(top):
                inside[:] = [name for name in inside if name not in IGNORED]
                for name in names:
                    path = os.path.join(folder, name)  # noqa: PTH118  (many)
                    if self.concerns(None, path):
                        found[path] = _stamp(path)
        return found

    def concerns(self, change: object, path: str) -> bool:
        """Say whether a change may concern a document: not if it is one, or a tool's own file."""
        del change
        parts = Path(path).parts
        if not IGNORED.isdisjoint(parts) or path.endswith((".tmp", "~", ".swp")):
            return path in self.files
        return path in self.files or not any(
            _below(path, out) and out not in self.roots for out in self.outputs
        )


def _stamp(path: str) -> tuple[int, int]:
    try:
        about = os.stat(path)  # noqa: PTH116  (many)
    except OSError:
        return (-1, 0)
    return about.st_size, about.st_mtime_ns


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def watch(roots: Iterable[Path], build: Callable[[Watched], None]) -> None:
    """Call `build` now, and after each save; until Ctrl-C (KeyboardInterrupt).

    What is wrong is told, and the next save tried. Raises click.UsageError without watchfiles.
    """
    try:
        from watchfiles import watch as changes  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise click.UsageError(f"--watch needs an extra: {install_hint('serve')}") from error
    from docgen.foundation.files import keep_between_builds  # noqa: PLC0415

    keep_between_builds()
    watched = Watched(roots)
    while True:
        tops = watched.folders()
        before = watched.state(tops)
        _build(watched, build)
        folders, ready = watched.folders(), False
        before = {path: was for path, was in before.items() if watched.concerns(None, path)}
        for changed in changes(
            *folders,
            watch_filter=watched.concerns,
            step=STEP,
            debounce=SETTLE,
            rust_timeout=TIMEOUT,
            yield_on_timeout=True,
        ):
            # The watcher is there when it first speaks: what was saved before, it didn't see.
            if changed or (not ready and watched.state(tops) != before):
                _build(watched, build)
            if not ready:
                say("watching; Ctrl-C ends")
                ready = True
            if watched.folders() != folders:  # a file of another folder is read now
                break


def _build(watched: Watched, build: Callable[[Watched], None]) -> None:
    try:
        build(watched)
    except DocgenError as error:  # settings, a layout or the records are wrong: not for long
        show(error.diagnostics)
