"""Find layouts and themes: the project's own, then plug-ins, then stock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Literal

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location, did_you_mean
from docgen.foundation.files import FONT, LAYOUT, THEME, FileError, FileKind, is_file, note_folder
from docgen.foundation.plugins import entry_points_of
from docgen.layout.layoutfile import Layout, read_layout
from docgen.theme.brand_yml import NAMES as BRAND_FILES
from docgen.theme.brand_yml import SUFFIXES
from docgen.theme.load import FoundTheme, load_theme
from docgen.theme.model import Theme

BRAND = "brand"
"""The theme that a brand file in the project's root gives."""
GROUP = "docgen.layouts"
"""Entry points of plug-ins: each names a module (or holds a path) beside its layouts."""

Origin = Literal["project", "plug-in", "stock"]


def stock_folder() -> Path:
    """Return the folder of the stock layouts: in the package, else beside a checkout's."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "stock" / "layouts"
    return packed if packed.is_dir() else package.parent / "layouts"


def list_layouts(project: Path | None) -> list[Layout]:
    """Return every layout that can be read, by name; nearer ones hide further ones."""
    found: dict[str, Layout] = {}
    for folder, origin in _layout_folders(project):
        if folder.name not in found:
            try:
                found[folder.name] = read_layout(folder, origin, project)
            except DocgenError:
                continue  # shown when that layout is asked for
    return [found[name] for name in sorted(found)]


def find_layout(name: str, project: Path | None) -> Layout:
    """Return the layout of that name, or of a path to its folder.

    Raises `DocgenError`: DG201 if there is none, DG202 and DG203 if its file is wrong or
    can't be read; another layout of the name doesn't stand in for it.
    """
    if _NAME.match(name):
        for root, origin in _roots(project):
            folders = [root, root / name] if root.name == name else [root / name]
            for folder in folders:
                if _there(folder / "layout.toml", codes.LAYOUT_FILE):
                    return read_layout(folder, origin, project, root)
    if _is_path(name) and _there(Path(name) / "layout.toml", codes.LAYOUT_FILE):
        return read_layout(Path(name), "project", project)
    known = {folder.name for folder, _ in _layout_folders(project)}
    raise DocgenError(
        Diagnostic(codes.UNKNOWN_LAYOUT, f'unknown layout "{name}"', hint=did_you_mean(name, known))
    )


def _there(path: Path, code: str, kind: FileKind = LAYOUT) -> bool:
    """Say whether there is a file, for the record too. Raises DocgenError if nobody can tell."""
    try:
        return is_file(path, kind)
    except FileError as error:
        found = Diagnostic(code, f"it {error.strerror}", Location(str(path)))
        raise DocgenError(found) from error


def label_folders(layout: Layout) -> list[Path]:
    """Return where ``labels.toml`` is looked for: by the layout, in the project, in shared."""
    own = [layout.project] if layout.project is not None else []
    return [layout.folder, *own, *shared_folders(layout)]


def list_themes(project: Path | None) -> list[Theme]:
    """Return every theme that can be read, by name; nearer ones hide further ones."""
    found: dict[str, Theme] = {}
    for path in _theme_files(project):
        name = path.stem.removeprefix("_")
        if name not in found:
            try:
                found[name] = find_theme(name, project)
            except DocgenError:
                continue  # shown when that theme is asked for
    return [found[name] for name in sorted(found)]


def find_theme(name: str, project: Path | None) -> Theme:
    """Return the theme of that name, or of a path to its TOML file (or a folder with one).

    Raises `DocgenError`: DG301 if there is none, DG302 to DG306 if its file is wrong.
    """
    start = _theme_file(name, project)
    theme = replace(load_theme(start, lambda n: _theme_file(n, project)), origin=start.origin)
    own = (project or Path()) / "fonts"
    note_folder(own, FONT)
    if not own.is_dir():
        return theme
    folders = dict.fromkeys((str(own.absolute()), *theme.font_folders))
    return replace(theme, font_folders=tuple(folders))


def _theme_file(name: str, project: Path | None) -> FoundTheme:
    """Return where a theme is, and the folder that it and its files must lie in."""
    if _NAME.match(name):
        for root, origin in _roots(project):
            path = root / "themes" / f"{name}.toml"
            if _there(path, codes.THEME_FILE, THEME):
                own = project is not None and root == project / "layouts"
                return FoundTheme(
                    path,
                    (project,) if project and own else (root,),
                    origin=_package_of(root) if origin == "plug-in" else origin,
                )
        if name == BRAND and project is not None:
            for file in BRAND_FILES:
                if _there(project / file, codes.THEME_FILE, THEME):
                    return FoundTheme(project / file, (project,), origin="project")
    if _is_path(name):
        for path in (Path(name), Path(name) / "theme.toml"):
            if path.suffix in (".toml", *SUFFIXES) and _there(path, codes.THEME_FILE, THEME):
                beside = path.absolute().parent.parent
                return FoundTheme(path, (beside, project or beside), given=True, origin="project")
    known = {path.stem.removeprefix("_") for path in _theme_files(project)}
    raise DocgenError(
        Diagnostic(codes.UNKNOWN_THEME, f'unknown theme "{name}"', hint=did_you_mean(name, known))
    )


_NAME = re.compile(r"[^/\\\0]{1,200}\Z")


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith((".toml", *SUFFIXES))


def _layout_folders(project: Path | None) -> Iterator[tuple[Path, Origin]]:
    for root, origin in _roots(project):
        if (root / "layout.toml").is_file():
            yield root, origin
        if root.is_dir():
            for file in sorted(root.glob("*/layout.toml")):
                yield file.parent, origin


def _theme_files(project: Path | None) -> Iterator[Path]:
    for root, _ in _roots(project):
        if (root / "themes").is_dir():
            yield from sorted((root / "themes").glob("*.toml"))
    if project is not None:
        yield from (project / file for file in BRAND_FILES if (project / file).is_file())


def _roots(project: Path | None) -> Iterator[tuple[Path, Origin]]:
    stock = stock_folder()
    if project is not None:
        own = project / "layouts"
        if own.is_dir() and own.resolve() == stock.resolve():
            stock = own  # in our own checkout: paths as the user gave them
        else:
            yield own, "project"
    for folder, _ in _plugin_folders():
        yield folder, "plug-in"
    yield stock, "stock"


@lru_cache(maxsize=1)
def _plugin_folders() -> tuple[tuple[Path, str], ...]:
    """Return each plug-in's folder, and its package with its version."""
    folders = []
    for point in entry_points_of(GROUP):
        try:
            value = point.load()
        except Exception as error:
            message = f'plug-in "{point.name}" cannot be loaded: {error}'
            raise DocgenError(
                Diagnostic(codes.LAYOUT_FILE, message, Location(point.value))
            ) from error
        package = f"{point.dist.name} {point.dist.version}" if point.dist else point.value
        if isinstance(value, ModuleType) and value.__file__:
            folders.append((Path(value.__file__).parent, package))
        elif isinstance(value, str | Path):
            folders.append((Path(value), package))
    return tuple(folders)


def _package_of(root: Path) -> str:
    """Return which plug-in a folder is of."""
    return next((package for folder, package in _plugin_folders() if folder == root), "plug-in")


def origin_of(layout: Layout) -> str:
    """Return where a layout is from: ``project``, ``stock``, or a plug-in's package."""
    if layout.origin != "plug-in":
        return layout.origin
    folders = _plugin_folders()
    near = (
        package for folder, package in folders if folder in (layout.folder, layout.folder.parent)
    )
    return next(near, layout.origin)


def shared_folders(layout: Layout) -> tuple[Path, ...]:
    """Return where ``_shared/`` fragments are looked for, nearest first."""
    return layout.folder.parent / "_shared", stock_folder() / "_shared"
