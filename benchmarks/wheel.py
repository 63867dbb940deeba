"""An installed docgen to measure starts with: the wheel, not the checkout.

An editable install costs each start a hook of its own, and a checkout may be compiled anew.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]


def installed(folder: Path) -> Path:
    """Build the wheel and install it in a fresh environment; return that one's Python.

    All else that it needs is this environment's, by a .pth file.
    """
    wheels, home = folder / "wheels", folder / "venv"
    pip = [sys.executable, "-m", "pip", "-q"]
    built = ["--no-deps", "--no-build-isolation", "--no-index", "-w", str(wheels)]
    subprocess.run([*pip, "wheel", str(ROOT), *built], check=True, capture_output=True)
    (wheel,) = wheels.glob("*.whl")
    venv.create(home, with_pip=False)
    site = next(home.glob("lib/python*/site-packages"))
    (site / "outer.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = home / "bin" / "python"
    words = ["--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([*pip, *words], check=True, capture_output=True)
    return python
