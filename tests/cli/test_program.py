"""The program's end: nothing that was printed is lost, and the exit code is the command's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DOCGEN = [sys.executable, "-m", "docgen"]


def done(*words: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [*DOCGEN, *words], **{"capture_output": True, "text": True, "check": False, **more}
    )


@pytest.mark.parametrize(("words", "code"), [(["-V"], 0), (["nope"], 2), (["explain", "DG9"], 2)])
def test_exit_codes(words: list[str], code: int) -> None:
    assert done(*words).returncode == code


def test_a_long_text_comes_whole_through_a_pipe(tmp_path: Path) -> None:
    text = done("schema", cwd=tmp_path).stdout
    assert len(text) > 20_000
    assert text.rstrip().endswith("}")


def test_what_was_registered_for_the_end_is_done(tmp_path: Path) -> None:
    script = (
        "import atexit, sys\n"
        "atexit.register(print, 'the end')\n"
        "sys.argv[1:] = ['-V']\n"
        "from docgen.cli.entry import run\nrun()\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert ended.returncode == 0
    assert ended.stdout.splitlines()[-1] == "the end"


def test_another_thread_is_waited_for() -> None:
    script = (
        "import sys, threading\n"
        "from docgen.cli.entry import run\n"
        "gate = threading.Event()\n"
        "def work():\n    gate.wait(1)\n    print('worked')\n"
        "threading.Thread(target=work).start()\n"
        "sys.argv[1:] = ['-V']\n"
        "run()\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert ended.returncode == 0
    assert ended.stdout.splitlines()[-1] == "worked"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_output_that_finds_no_room_is_an_error() -> None:
    with Path("/dev/full").open("w") as full:
        ended = done("layouts", stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert ended.returncode == 3
    assert "DG810: what is printed can't be written" in ended.stderr
