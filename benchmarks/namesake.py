"""Install docgen-press beside the package index's other program called docgen, before and after it.

    python -m benchmarks.namesake WHEEL

Two fresh environments: the other one first, then ours; ours first, then the other. For each it
prints what ``docgen --version`` and ``docgen doctor`` then say. Both write into the folder
``docgen`` of site-packages, so what is installed last wins, and `docgen doctor` must tell. Needs
the index; exits with 1 where ours was installed last and doesn't work, or nothing is told.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

OTHER = "docgen==0.1.1"


def run(*words: str | Path) -> tuple[int, str]:
    """Return a command's exit code and all that it printed."""
    done = subprocess.run([*map(str, words)], capture_output=True, text=True, check=False)
    return done.returncode, (done.stdout + done.stderr).strip()


def tried(wheel: Path, ours_last: bool) -> bool:
    """Install both in one order; print what came of it, and return whether it is as it should be."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        programs = Path(folder, "bin")
        order = [OTHER, str(wheel)] if ours_last else [str(wheel), OTHER]
        for one in order:
            code, said = run(programs / "pip", "install", "-q", one)
            if code:
                print(said)
                return False
        version = run(programs / "docgen", "--version")
        doctor = run(programs / "docgen", "doctor")
        print(f"{'ours' if ours_last else 'the other'} installed last")
        print(f"  docgen --version: {version[0]}: {version[1].splitlines()[-1:]}")
        told = [line for line in doctor[1].splitlines() if "another program" in line]
        print(f"  docgen doctor: {doctor[0]}: {told or doctor[1].splitlines()[-1:]}")
        return bool(told) and version[0] == 0 if ours_last else True


def main(wheel: str) -> int:
    """Try both orders; return the exit code."""
    right = [tried(Path(wheel).resolve(), last) for last in (True, False)]
    return 0 if all(right) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
