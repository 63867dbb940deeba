"""Pictures of pages and slides, recorded and compared: visual approval."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageChops, UnidentifiedImageError

from docgen.engine.files import check_writable, write_whole
from docgen.engine.jobs import Job, gather
from docgen.engine.work import run_jobs
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, DocgenError, Location
from docgen.report.images import compare_pictures, page_pictures, same_size

DPI = 50.0
TOLERANCE = 0.0
"""Share of a page's pixels that may differ; smoothed edges never count. A changed digit is
some twenty pixels of a page's quarter million."""
NEW, DIFF = ".new.png", ".diff.png"


@dataclass(frozen=True, slots=True)
class Which:
    """Which pages to picture: the first so many of each document, or all."""

    dpi: float = DPI
    most: int | None = None


def pictures_of(jobs: Sequence[Job], which: Which) -> dict[str, Image.Image]:
    """Build the jobs as PDFs (decks as our own slide PDFs) and return the pages' pictures.

    Keys are ``SOURCE.LAYOUT.3``. Raises DocgenError with all that is wrong if any fails.
    """
    found: dict[str, Image.Image] = {}
    with tempfile.TemporaryDirectory(prefix="docgen-snapshot-") as folder:
        drawn = [
            replace(job, format="pdf", output=str(Path(folder) / f"{Path(job.output).stem}.pdf"))
            for job in jobs
        ]
        results = list(run_jobs(drawn))
        if not all(result.ok for result in results):
            raise DocgenError(gather(results))
        for job in drawn:
            pages = page_pictures(Path(job.output), which.dpi)
            for number, picture in enumerate(pages[: which.most], 1):
                found[f"{Path(job.output).stem}.{number}"] = picture
    return found


def record(pictures: Mapping[str, Image.Image], folder: Path) -> list[Path]:
    """Write the pictures; remove those of pages that are no more. Returns what was written.

    A snapshot that looks the same is left alone. Raises MachineError (DG810).
    """
    written = []
    check_writable(folder / "page.png")  # what is removed below lies there too
    for name, picture in sorted(pictures.items()):
        path = folder / f"{name}.png"
        if not _same(path, picture):
            write_whole(path, as_png(picture))
            written.append(path)
    for path in recorded(folder):
        if path.stem not in pictures:
            path.unlink()
    for path in _leftovers(folder):
        path.unlink()
    return written


def check(
    pictures: Mapping[str, Image.Image],
    folder: Path,
    found: Diagnostics,
    tolerance: float = TOLERANCE,
) -> None:
    """Compare the pictures with their snapshots; DG823 and DG824 for what differs.

    Beside a snapshot that differs its ``.new.png`` and ``.diff.png`` are written.
    """
    for path in _leftovers(folder):
        path.unlink()
    for name, picture in sorted(pictures.items()):
        _check_one(folder / f"{name}.png", picture, found, tolerance)
    for path in recorded(folder):
        if path.stem not in pictures:
            hint = "`docgen snapshot` removes it"
            found.error(
                codes.SNAPSHOT_MISSING, "there is no such page any more", Location(str(path)), hint
            )


def _check_one(path: Path, picture: Image.Image, found: Diagnostics, tolerance: float) -> None:
    old = _open(path)
    if old is None:
        hint = "`docgen snapshot` records it"
        found.error(
            codes.SNAPSHOT_MISSING, "there is no snapshot of this page", Location(str(path)), hint
        )
        return
    compared = compare_pictures(old, picture)
    if old.size == picture.size and compared.share <= tolerance:
        return
    write_whole(path.with_name(path.stem + NEW), as_png(picture))
    write_whole(path.with_name(path.stem + DIFF), as_png(_marked(old, picture, compared.mask)))
    what = (
        f"{compared.pixels} of its pixels"
        if old.size == picture.size
        else f"size: {_size(old)} became {_size(picture)}"
    )
    hint = f"look at {path.stem}{DIFF}; if it is right, `docgen snapshot` records it"
    found.error(
        codes.SNAPSHOT_DIFFERS, f"differs from its snapshot in {what}", Location(str(path)), hint
    )


def _marked(old: Image.Image, new: Image.Image, mask: Image.Image) -> Image.Image:
    """Return the new picture, pale, with the differing pixels in red."""
    _, now = same_size(old, new)
    pale = ImageChops.blend(now, Image.new("RGB", now.size, "white"), 0.7)
    pale.paste((214, 40, 40), mask=mask.point(lambda value: 255 if value else 0))
    return pale


def _size(picture: Image.Image) -> str:
    return f"{picture.width} × {picture.height}"


def recorded(folder: Path) -> list[Path]:
    """Return the snapshots in a folder."""
    return sorted(p for p in folder.glob("*.png") if not p.name.endswith((NEW, DIFF)))


def _leftovers(folder: Path) -> Iterable[Path]:
    return sorted(p for p in folder.glob("*.png") if p.name.endswith((NEW, DIFF)))


def _same(path: Path, picture: Image.Image) -> bool:
    old = _open(path)
    if old is None or old.size != picture.size:
        return False
    return ImageChops.difference(old, picture).getbbox() is None


def _open(path: Path) -> Image.Image | None:
    try:
        with Image.open(path) as picture:
            return picture.convert("RGB")
    except (FileNotFoundError, UnidentifiedImageError):
        return None


def as_png(picture: Image.Image) -> bytes:
    """Return a picture as a small PNG."""
    sink = io.BytesIO()
    picture.save(sink, "PNG", optimize=True)
    return sink.getvalue()
