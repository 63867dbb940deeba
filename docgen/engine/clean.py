"""Remove what was built, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from docgen.engine import manifest as manifests
from docgen.engine.files import fault_of, remove_stale
from docgen.engine.records.store import RecordStore
from docgen.foundation.files import digest_of_file


@dataclass(slots=True)
class Swept:
    """What was removed, and what was not because somebody changed it."""

    removed: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)


def clean(out: Path, force: bool = False, dry: bool = False) -> Swept:
    """Remove the outputs in a folder that its manifest knows, and the manifest.

    Those changed by hand stay unless ``force``; with ``dry`` all do. Raises MachineError
    (DG810) if one can't be removed.
    """
    known, records, swept = manifests.load(out), RecordStore(out), Swept()
    traces: set[str] = set()
    for name in sorted({*known.outputs, *records.names()}):
        path = out / name
        row = known.entry(name) or records.entry(name) or {}
        if isinstance(row.get("trace"), str):
            traces.add(row["trace"])
        digest = digest_of_file(path)
        if not digest or not path.resolve().is_relative_to(out.resolve()):
            continue  # a manifest from elsewhere doesn't lead out of its folder
        mine = force or (digest == row.get("sha256") and not row.get("merged"))
        (swept.removed if mine else swept.kept).append(path)
    swept.removed += _inside(out, traces)
    if not dry:
        for path in swept.removed:
            _remove(path)
        remove_stale(out)
        _forget(known, records, swept)
    records.close()
    return swept


def _inside(out: Path, names: Iterable[str]) -> list[Path]:
    """Return the traces of summaries that are there: data that nobody edits."""
    paths = [out / name for name in sorted(names)]
    return [p for p in paths if p.is_file() and p.resolve().is_relative_to(out.resolve())]


def _forget(known: manifests.Manifest, records: RecordStore, swept: Swept) -> None:
    """Remove the manifests; if outputs stay, they stay in them."""
    folder = known.path.parent
    if swept.kept:
        gone = [str(path.relative_to(known.out)) for path in swept.removed]
        there = {*records.names()}
        for name in gone:
            known.put(name, None)
        for name in there.intersection(gone):
            records.put(name, None)
        known.save()
        if records.dirty:
            records.save()
        return
    records.close()
    for path in (known.path, records.path, folder / "lock"):
        with suppress(FileNotFoundError):
            _remove(path)
    for empty in (folder, known.out):
        with suppress(OSError):  # there is something else in it, or it isn't there
            empty.rmdir()


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise fault_of(path, error) from error
