"""Layouts and themes of one's own, copied from those that there are."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError
from docgen.foundation.files import LAYOUT, read_file
from docgen.layout import find_layout, find_theme

_KEY = re.compile(r"^(name|description)\s*=.*$", re.M)


def layout_copy(root: Path, name: str, source: str) -> dict[Path, str | bytes]:
    """Return the files of a copy of a layout in the project, by path. Raises DocgenError (DG201)."""
    layout = find_layout(source, root)
    folder = Path(layout.folder)
    target = root / "layouts" / name
    found: dict[Path, str | bytes] = {}
    for place, _, names in sorted(os.walk(folder)):
        for one in sorted(names):
            path = Path(place) / one
            if not one.startswith("."):
                found[target / path.relative_to(folder)] = read_file(path, LAYOUT, folder)
    told = found.get(target / "layout.toml", b"")
    text = told.decode("utf-8") if isinstance(told, bytes) else told
    mine = f'description = "{_plain(layout.description)} (from {source})"'
    found[target / "layout.toml"] = _KEY.sub(
        lambda m: mine if m[1] == "description" else m[0], text
    )
    return found


def theme_copy(
    root: Path, name: str, source: str, changes: Mapping[str, str]
) -> dict[Path, str | bytes]:
    """Return the file of a theme that extends another, with changes: accent, font, logo.

    Raises DocgenError (DG301 for no such theme, DG304 for a colour that is none).
    """
    theme = find_theme(source, root)
    lines = [
        f'description = "{_plain(theme.description)} (from {source})"',
        f'extends = "{source}"',
    ]
    logo = changes.get("logo")
    if logo:
        lines.append(f'logo = "{_plain(_from_themes(root, Path(logo)))}"')
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
    return {root / "layouts" / "themes" / f"{name}.toml": "\n".join(lines) + "\n"}


def _from_themes(root: Path, path: Path) -> str:
    return Path(os.path.relpath(path.resolve(), (root / "layouts" / "themes").resolve())).as_posix()


def _plain(text: str) -> str:
    return text.replace("\\", "").replace('"', "'").replace("\n", " ")
