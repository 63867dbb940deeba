"""docgen opens no connection: with sockets blocked it builds the same."""

from __future__ import annotations

import os
from pathlib import Path

from engine.conftest import Shell, outputs

BLOCKED = """
import socket
def refused(*given, **more):
    raise AssertionError("a socket")
socket.socket.connect = refused
socket.create_connection = refused
socket.getaddrinfo = refused
"""


def test_a_build_without_sockets(project_dir: Path, shell: Shell, tmp_path: Path) -> None:
    assert shell("build").returncode == 0
    before = outputs(project_dir / "build")
    shadow = tmp_path / "shadow"
    shadow.mkdir()
    (shadow / "sitecustomize.py").write_text(BLOCKED)

    path = os.pathsep.join([str(shadow), os.environ.get("PYTHONPATH", "")])
    done = shell("build", "--force", PYTHONPATH=path)
    assert done.returncode == 0, done.stderr
    assert outputs(project_dir / "build") == before
    checked = shell("check", PYTHONPATH=path)
    assert checked.returncode == 0, checked.stderr
