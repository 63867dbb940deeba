"""A hatchling build hook: writes the commit that is built into the package.

In a checkout git tells it; in an unpacked sdist the file that the sdist brought stays. Without
either the package has no commit. ``docgen --version`` prints it.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FILE = "docgen/commit.txt"


class CommitHook(BuildHookInterface):  # type: ignore[misc]
    """Adds docgen/commit.txt to wheel and sdist."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the file outside the source tree and include it. An editable install has none."""
        root = Path(self.root)
        if version == "editable":
            return
        commit = commit_of(root)
        if not commit and (root / FILE).is_file():
            commit = (root / FILE).read_text("ascii").strip()
        if not commit:
            return
        made = Path(self.directory) / ".commit.txt"
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(commit + "\n", "ascii")
        build_data["force_include"][str(made)] = FILE

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was written."""
        (Path(self.directory) / ".commit.txt").unlink(missing_ok=True)


def commit_of(root: Path) -> str:
    """Return the checkout's commit in 12 hex digits, empty where there is no checkout or git."""
    if not (root / ".git").exists():
        return ""
    words = ["git", "-C", str(root), "rev-parse", "--short=12", "HEAD"]
    try:
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
