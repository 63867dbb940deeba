"""Files that a summary names: found, inside the project, of a kind that we read."""

from __future__ import annotations

import warnings
from pathlib import Path

from PIL import Image as Pillow

from docgen.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.summary.model import Summary

IMAGE_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP", "AVIF")
DATA_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")
_PROJECT_FILES = ("pyproject.toml", "docgen.toml")


def project_root(folder: Path) -> Path:
    """Return the nearest folder upwards with pyproject.toml or docgen.toml, else ``folder``.

    Without either a folder "sources" lies in its project. The answer is resolved (absolute,
    no symlinks).
    """
    start = folder.resolve()
    for candidate in (start, *start.parents):
        if any((candidate / name).is_file() for name in _PROJECT_FILES):
            return candidate
    return start.parent if start.name == "sources" else start


def resolve(summary_path: str | Path, name: str) -> Path:
    """Return the real path of a file that the summary names, inside the project.

    ``name`` is relative to the summary's folder. Raises DocgenError (DG119) when it leads
    out of the project, through a symlink too. The file need not exist.
    """
    folder = Path(summary_path).parent
    where = Location(str(summary_path))
    try:
        target = (folder / name).resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise DocgenError(Diagnostic("DG118", f'"{name}" is no usable path', where)) from error
    root = project_root(folder)
    if not target.is_relative_to(root):
        hint = f"keep the file under {root.name or root}"
        raise DocgenError(Diagnostic("DG119", f'"{name}" leads out of the project', where, hint))
    return target


def resolve_in(summary: Summary, name: str) -> Path:
    """Return the real path of a file named by a loaded summary; see `resolve`."""
    return resolve(summary.path, name)


def input_files(summary: Summary) -> tuple[Path, ...]:
    """Return the real paths of all files that a build of this summary reads, itself first.

    The article is not among them: only grounding reads it.
    """
    names = [c.data for c in summary.charts if c.data] + [i.path for i in summary.images]
    found = [Path(summary.path).resolve(), *(resolve_in(summary, n) for n in names)]
    return tuple(dict.fromkeys(found))


def check_file(
    summary_path: str, name: str, where: Location, diagnostics: Diagnostics, *, must_exist: bool
) -> Path | None:
    """Return the real path of a named file, or None with a diagnostic at ``where``."""
    try:
        target = resolve(summary_path, name)
    except DocgenError as error:
        diagnostics.extend(d.at(where) for d in error.diagnostics)
        return None
    if not must_exist:
        return target
    try:
        if target.is_file():
            return target
        what = "is a folder" if target.is_dir() else "doesn't exist"
    except OSError as error:
        what = f"can't be read: {(error.strerror or 'fault').lower()}"
    hint = f"paths start at the summary's folder ({Path(summary_path).parent})"
    diagnostics.error("DG118", f'the file "{name}" {what}', where, hint)
    return None


def check_image(path: Path, name: str, where: Location, diagnostics: Diagnostics) -> None:
    """Report a picture that Pillow can't read, SVG, or one of absurdly many pixels (DG120)."""
    known = "use " + ", ".join(IMAGE_FORMATS)
    if path.suffix.lower() in (".svg", ".svgz"):
        hint = "export it as PNG at 300 dpi"
        diagnostics.error("DG120", f'"{name}" is SVG, which isn\'t supported yet', where, hint)
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(path, formats=IMAGE_FORMATS) as picture:
                picture.draft("RGB", (64, 64))  # a JPEG is read whole, but decoded small
                picture.load()
    except (Pillow.DecompressionBombWarning, Pillow.DecompressionBombError):
        limit = f"more than {(Pillow.MAX_IMAGE_PIXELS or 0) // 1_000_000} million pixels"
        diagnostics.error("DG120", f'"{name}" has {limit}', where, "scale it down")
    except (OSError, ValueError, SyntaxError):
        diagnostics.error("DG120", f'"{name}" is no picture that can be read', where, known)
