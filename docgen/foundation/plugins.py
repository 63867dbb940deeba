"""Entry points of installed packages: layouts, themes and fonts that come as plug-ins."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


def entry_points_of(group: str) -> list[EntryPoint]:
    """Return the entry points of a group, by name.

    Most machines have none, and `importlib.metadata` costs a tenth of a small build to import: it
    is asked only if a package's metadata names the group.
    """
    if not _declared(group.encode()):
        return []
    from importlib.metadata import entry_points  # noqa: PLC0415  (slow)

    return sorted(entry_points(group=group), key=lambda point: (point.name, point.value))


def _declared(group: bytes) -> bool:
    """Say whether a distribution that is installed may have entry points of a group."""
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208  (hundreds)
        except NotADirectoryError:
            return True  # a zipped package: let the library look
        except OSError:
            continue
        for name in names:
            if name.endswith((".egg", ".egg-link")):
                return True
            if not name.endswith((".dist-info", ".egg-info")):
                continue
            try:
                path = f"{folder or '.'}/{name}/entry_points.txt"
                with open(path, "rb") as source:  # noqa: PTH123
                    if group in source.read():
                        return True
            except OSError:
                continue
    return False
