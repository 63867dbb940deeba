"""The manifest of a folder of outputs: what each was built from, in ``.docgen/manifest.json``.

It only spares work. A broken one is as good as none, and what another build wrote
meanwhile is kept: changes are merged into the file as it stands when they are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from docgen.engine.files import check_writable, fault_of, locked, write_whole
from docgen.foundation.diagnostics import (
    ArticlePassage,
    Diagnostic,
    Fix,
    Location,
    Severity,
    TextEdit,
)
from docgen.foundation.files import MANIFEST, check_inside, read_file
from docgen.foundation.nesting import too_deep_json

FOLDER = ".docgen"
FILE = "manifest.json"
VERSION = 2
MAX_DEPTH = 20
RECIPES = 16
"""Recipes that are kept, the latest."""
ManifestEntry = Mapping[str, Any]


class OutputStore(Protocol):
    """What is known of the outputs in a folder: `Manifest`, or `RecordStore` for records."""

    out: Path
    dirty: bool

    def entry(self, name: str) -> ManifestEntry | None:
        """Return what an output was built from, by its name relative to the folder."""

    def look(self, digest: str) -> list[list[str]]:
        """Return a set of files of a layout and theme. Raises LookupError."""

    def keep_look(self, digest: str, files: list[list[str]]) -> None:
        """Keep a set of files by its digest."""

    def put(self, name: str, row: ManifestEntry | None) -> None:
        """Note what an output was built from; None forgets it."""

    def save(self) -> None:
        """Write the changes into the file. Raises MachineError (DG810)."""

    def close(self) -> None:
        """Let go of the file."""


@dataclass(slots=True)
class Manifest:
    """What is known of the outputs in a folder, and what a build found out since."""

    out: Path
    outputs: dict[str, ManifestEntry] = field(default_factory=dict)
    """By name, relative to the folder."""
    looks: dict[str, list[list[str]]] = field(default_factory=dict)
    """Sets of files of a layout and theme with their digests, by the set's own digest."""
    recipes: dict[str, ManifestEntry] = field(default_factory=dict)
    changed: dict[str, ManifestEntry | None] = field(default_factory=dict)
    dirty: bool = False
    """Whether there is something to save."""

    @property
    def path(self) -> Path:
        """The file."""
        return self.out / FOLDER / FILE

    def entry(self, name: str) -> ManifestEntry | None:
        """Return what an output was built from, by its name relative to the folder."""
        return self.outputs.get(name)

    def look(self, digest: str) -> list[list[str]]:
        """Return a set of files of a layout and theme. Raises LookupError."""
        return self.looks[digest]

    def keep_look(self, digest: str, files: list[list[str]]) -> None:
        """Keep a set of files by its digest."""
        self.looks[digest] = files

    def close(self) -> None:
        """Nothing is held open."""

    def put(self, output: str, row: ManifestEntry | None) -> None:
        """Note what an output was built from; None forgets it."""
        self.changed[output], self.dirty = row, True
        if row is None:
            self.outputs.pop(output, None)
        else:
            self.outputs[output] = row

    def keep(self, key: str, recipe: ManifestEntry) -> None:
        """Keep a recipe, as the latest."""
        self.recipes.pop(key, None)
        self.recipes[key] = recipe
        self.dirty = True

    def save(self) -> None:
        """Merge the changes into the file. Raises MachineError (DG810)."""
        folder = self.path.parent
        check_writable(self.path)
        try:
            check_inside(folder, self.out)
            folder.mkdir(parents=True, exist_ok=True)
            with locked(folder / "lock"):
                self._merge(load(self.out))
                write_whole(self.path, self._text().encode())
        except OSError as error:
            raise fault_of(folder, error) from error
        self.changed.clear()
        self.dirty = False

    def _merge(self, there: Manifest) -> None:
        mine = {name: row for name, row in self.changed.items() if row is not None}
        others = {n: row for n, row in there.outputs.items() if n not in self.changed}
        self.outputs = {**others, **mine}
        self.recipes = dict([*{**there.recipes, **self.recipes}.items()][-RECIPES:])
        used = {row.get("look") for row in self.outputs.values()}
        self.looks = {k: v for k, v in {**there.looks, **self.looks}.items() if k in used}

    def _text(self) -> str:
        outputs = {name: self.outputs[name] for name in sorted(self.outputs)}
        data = {
            "version": VERSION,
            "looks": self.looks,
            "recipes": self.recipes,
            "outputs": outputs,
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def load(out: Path) -> Manifest:
    """Return the manifest of a folder; an empty one if there is none that can be read."""
    try:
        text = read_file(out / FOLDER / FILE, MANIFEST, out).decode("utf-8")
        if too_deep_json(text, MAX_DEPTH) is not None:
            return Manifest(out)
        data = json.loads(text)
        if data["version"] != VERSION:
            return Manifest(out)
        outputs, looks, recipes = data["outputs"], data["looks"], data["recipes"]
    except (OSError, ValueError, KeyError, TypeError):
        return Manifest(out)
    if not all(isinstance(part, dict) for part in (outputs, looks, recipes)):
        return Manifest(out)
    rows: dict[str, Mapping[str, Any]] = {
        n: row
        for n, row in outputs.items()
        if isinstance(row, dict) and isinstance(row.get("look"), str)
    }
    return Manifest(out, rows, looks, recipes)


def notes_to_json(found: Iterable[Diagnostic]) -> list[list[Any]]:
    """Return findings as plain values."""
    return [
        [d.code, d.message, d.hint, str(d.severity), _place(d.location), *_article_part(d)]
        for d in found
    ]


def _place(at: Location | None) -> list[Any] | None:
    return None if at is None else [at.file, at.line, at.column]


def _article_part(one: Diagnostic) -> list[Any]:
    """Return the passage and the fix of a finding that has one of them."""
    passage, fix = one.passage, one.fix
    if passage is None and fix is None:
        return []
    told = passage and [passage.file, passage.line, passage.column, passage.page, passage.text]
    edits = fix and [[_place(e.start), e.end_line, e.end_column, e.old, e.new] for e in fix.edits]
    return [told, fix and [fix.value, edits]]


def notes_from_json(rows: Iterable[Any]) -> tuple[Diagnostic, ...]:
    """Read what `notes_to_json` gave. Raises ValueError or TypeError for anything else."""
    found = []
    for code, message, hint, severity, at, *more in rows:
        place = None if at is None else Location(*at)
        told, fix = more or (None, None)
        passage = None if told is None else ArticlePassage(*told)
        found.append(Diagnostic(code, message, place, hint, Severity(severity), passage, _fix(fix)))
    return tuple(found)


def _fix(row: Any) -> Fix | None:
    if row is None:
        return None
    value, edits = row
    return Fix(value, tuple(TextEdit(Location(*start), *rest) for start, *rest in edits))
