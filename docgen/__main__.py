"""The program ``docgen``, and ``python -m docgen``."""

from __future__ import annotations

import gc
import os
import sys

gc.disable()  # while the command is imported: what is imported stays
# Pydantic would read the metadata of all that is installed, to find plug-ins that nobody has.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def run() -> None:
    """Run the command that the process was started with, and exit."""
    if "--daemon" in sys.argv:
        from docgen.resident.client import delegated  # noqa: PLC0415  (it needs next to nothing)

        code = delegated(sys.argv[1:])
        if code is not None:
            sys.exit(code)
    from docgen.cli import entry  # noqa: PLC0415  (large)

    gc.enable()
    entry.run()


if __name__ == "__main__":
    run()
