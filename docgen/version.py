"""docgen's own version, commit and distribution name."""

from __future__ import annotations

__version__ = "0.1.0"
DISTRIBUTION = "docgen-press"
"""The name on the package index; `docgen` there is another program."""


def install_hint(extra: str) -> str:
    """Return the command that installs an extra: ``pip install 'docgen-press[dask]'``."""
    return f"pip install '{DISTRIBUTION}[{extra}]'"


def commit() -> str:
    """Return the commit that this package was built from; empty in a checkout."""
    from importlib.resources import files  # noqa: PLC0415  (only --version needs it)

    try:
        return files("docgen").joinpath("commit.txt").read_text("ascii").strip()
    except OSError:
        return ""


def full_version() -> str:
    """Return version and commit: ``0.1.0 (commit 1a2b3c4d5e6f)``."""
    built = commit()
    return f"{__version__} (commit {built})" if built else __version__
