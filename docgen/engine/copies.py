"""Layouts and themes of one's own, copied from those that there are."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from docgen.engine.starter import starter_summary
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.foundation.files import LAYOUT, PICTURE, FileError, FileKind, read_file
from docgen.layout import find_layout, find_theme
from docgen.layout.layoutfile import Layout
from docgen.version import DISTRIBUTION, __version__

_DESCRIPTION = re.compile(r"^description\s*=.*$", re.M)


_PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "@NAME@"
version = "0.1"
description = "A theme and a layout for docgen"
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["@DOCGEN@"]

# Every folder of the module that holds a layout.toml is a layout; themes/ holds themes.
[project.entry-points."docgen.layouts"]
@NAME@ = "@MODULE@"

# Font files (TTF, OTF) anywhere in the module are found by their family's name.
[project.entry-points."docgen.fonts"]
@NAME@ = "@MODULE@"

[tool.hatch.build.targets.wheel]
packages = ["@MODULE@"]
"""
_README = """\
# @NAME@

The theme `@NAME@` and the layout `@LAYOUT@` for docgen, as a package.

    pip install -e .                        # while you work on it
    docgen themes                           # lists @NAME@
    docgen build example.yaml --layout @LAYOUT@
    docgen check example.yaml --layout @LAYOUT@ --strict

    pip wheel --no-deps .                   # the file to hand on

- `@MODULE@/themes/@NAME@.toml`: colours, type, logo.
- `@MODULE@/@LAYOUT@/`: what is shown, in which order. Another folder beside it is another layout.
- `@MODULE@/fonts/`: font files, if your theme names a family that not every machine has.

Whoever has the package installed uses it with `--theme @NAME@` and `--layout @LAYOUT@`, or by
`theme = "@NAME@"` in docgen.toml.
"""
_MODULE = '''"""Layouts, themes and fonts for docgen; nothing here is run."""
'''
_FONTS = """\
Font files (TTF or OTF) whose licence lets you pass them on go here.
"""
_THEME_LINE = re.compile(r"^theme\s*=.*$", re.M)


def layout_copy(root: Path, name: str, source: str) -> dict[Path, str | bytes]:
    """Return the files of a copy of a layout in the project, by path. Raises DocgenError (DG201)."""
    return _layout_files(find_layout(source, root), root / "layouts" / name, source)


def _layout_files(layout: Layout, target: Path, source: str) -> dict[Path, str | bytes]:
    found = _files_below(Path(layout.folder), target)
    told = found.get(target / "layout.toml", b"")
    text = told.decode("utf-8") if isinstance(told, bytes) else told
    mine = f'description = "{_plain(layout.description)} (from {source})"'
    head, table, rest = text.partition("\n[")  # a parameter has a description too
    found[target / "layout.toml"] = _DESCRIPTION.sub(lambda m: mine, head) + table + rest
    return found


def _files_below(folder: Path, target: Path) -> dict[Path, str | bytes]:
    found: dict[Path, str | bytes] = {}
    for place, _, names in sorted(os.walk(folder)):
        for one in sorted(names):
            path = Path(place) / one
            if not one.startswith("."):
                found[target / path.relative_to(folder)] = _read(
                    path, LAYOUT, codes.LAYOUT_FILE, folder
                )
    return found


def _read(path: Path, kind: FileKind, code: str, within: Path | None = None) -> bytes:
    try:
        return read_file(path, kind, within)
    except FileError as error:
        raise DocgenError(Diagnostic(code, f"it {error.strerror}", Location(str(path)))) from error


def theme_copy(
    root: Path, name: str, source: str, changes: Mapping[str, str]
) -> dict[Path, str | bytes]:
    """Return the file of a theme that extends another, with changes: accent, font, logo.

    Raises DocgenError (DG301 for no such theme, DG304 for a colour that is none).
    """
    logo = changes.get("logo")
    if logo:
        changes = {**changes, "logo": _from_themes(root, Path(logo))}
    text = _theme_text(root, source, changes)
    return {root / "layouts" / "themes" / f"{name}.toml": text}


def _theme_text(root: Path, source: str, changes: Mapping[str, str]) -> str:
    theme = find_theme(source, root)
    lines = [
        f'description = "{_plain(theme.description)} (from {source})"',
        f'extends = "{source}"',
    ]
    if changes.get("logo"):
        lines.append(f'logo = "{_plain(changes["logo"])}"')
    accent = changes.get("accent", "")
    if accent and not re.fullmatch("#[0-9A-Fa-f]{6}", accent):
        hint = "six hexadecimal digits, such as #235F9C"
        raise DocgenError(Diagnostic(codes.THEME_VALUE, f'"{accent}" is no colour', hint=hint))
    lines += ["", "[palette]", f'accent-1 = "{accent}"' if accent else '# accent-1 = "#235F9C"']
    font = changes.get("font")
    for medium in ("brief", "deck"):
        if font:
            lines += [
                "",
                f"[fonts.{medium}]",
                f'body = "{_plain(font)}"',
                f'heading = "{_plain(font)}"',
            ]
    return "\n".join(lines) + "\n"


def package_files(
    root: Path, name: str, source: str, changes: Mapping[str, str]
) -> dict[Path, str | bytes]:
    """Return the files of a Python package that offers a theme and a layout, below `root`/`name`.

    The theme is called as the package and extends the one that the layout uses; the layout is a
    copy of `source`, called NAME-brief or NAME-deck. Raises DocgenError (DG201 for no such
    layout, DG304 for a colour that is none, DG119 and others for a logo that can't be read).
    """
    layout = find_layout(source, root)
    look = layout.theme
    if find_theme(look, root).origin != "stock":
        message = (
            f'the layout "{source}" uses the theme "{look}", which docgen itself doesn\'t have'
        )
        hint = "start from a layout with a stock theme: docgen layouts, docgen themes"
        raise DocgenError(Diagnostic(codes.UNKNOWN_THEME, message, Location(source), hint=hint))
    module = re.sub(r"[-.]+", "_", name.lower())
    copied = f"{name}-{layout.kind}"
    folder = root / name
    inside = folder / module
    logo = changes.get("logo")
    picture: dict[Path, str | bytes] = {}
    if logo:
        target = inside / "themes" / f"{name}-logo{Path(logo).suffix.lower()}"
        picture[target] = _read(Path(logo), PICTURE, codes.THEME_FILE)
        changes = {**changes, "logo": target.name}
    copy = _layout_files(layout, inside / copied, source)
    shared = layout.folder.parent / "_shared"
    if layout.origin != "stock" and shared.is_dir():  # fragments that its template may include
        copy |= _files_below(shared, inside / "_shared")
    about = copy[inside / copied / "layout.toml"]
    text = about if isinstance(about, str) else about.decode("utf-8")
    mine = f'theme = "{name}"'
    copy[inside / copied / "layout.toml"] = (
        _THEME_LINE.sub(mine, text, count=1) if _THEME_LINE.search(text) else f"{mine}\n{text}"
    )
    given = {
        "@NAME@": name,
        "@MODULE@": module,
        "@LAYOUT@": copied,
        "@SUFFIX@": "pdf" if layout.kind == "brief" else "pptx",
        "@DOCGEN@": f"{DISTRIBUTION}>={__version__}",
    }
    texts = {
        folder / "pyproject.toml": _PYPROJECT,
        folder / "README.md": _README,
        folder / "example.yaml": starter_summary(),
        inside / "__init__.py": _MODULE,
        inside / "fonts" / "README.txt": _FONTS,
    }
    made = {path: _filled(text, given) for path, text in texts.items()}
    theme = {inside / "themes" / f"{name}.toml": _theme_text(root, look, changes)}
    return {**made, **theme, **picture, **copy}


def _filled(text: str, given: Mapping[str, str]) -> str:
    for word, value in given.items():
        text = text.replace(word, value)
    return text


def _from_themes(root: Path, path: Path) -> str:
    return Path(os.path.relpath(path.resolve(), (root / "layouts" / "themes").resolve())).as_posix()


def _plain(text: str) -> str:
    return text.replace("\\", "").replace('"', "'").replace("\n", " ")
