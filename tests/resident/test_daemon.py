"""``docgen build --daemon``: the same bytes and words as without, by a server that comes and goes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from docgen.resident import address

pytestmark = pytest.mark.skipif(
    not hasattr(socket, "send_fds"), reason="sockets that carry file descriptors are of POSIX"
)
SUMMARY = "title: Title {0}\nlang: en\ndate: 2026-01-01\nkey_points: [One, '{0} metres']\n"
WAIT = 300.0


class Project:
    """A project, and the environment of its commands."""

    def __init__(self, root: Path, runtime: Path) -> None:
        self.root = root
        self.environment = {
            **os.environ,
            "XDG_RUNTIME_DIR": str(runtime),
            address.IDLE_VARIABLE: "600",
        }

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "docgen", "build", *words],
            cwd=self.root,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def outputs(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in (self.root / "build").glob("*.p*")}

    @property
    def sockets(self) -> list[Path]:
        folder = Path(self.environment["XDG_RUNTIME_DIR"]) / "docgen"
        return [path for path in folder.glob("*") if path.is_socket()]

    def servers(self) -> list[int]:
        """Return the processes that serve on our sockets."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                words = (entry / "cmdline").read_bytes().decode().split("\0")
            except OSError:
                continue
            if "docgen.resident.server" in words and any(
                str(self.environment["XDG_RUNTIME_DIR"]) in word for word in words
            ):
                found.append(int(entry.name))
        return found


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    root = tmp_path / "project"
    # Not below tmp_path: names of sockets are short (sun_path has 108 bytes, unix(7)).
    runtime = Path(tempfile.mkdtemp(prefix="docgen-run-", dir="/tmp"))
    (root / "sources").mkdir(parents=True)
    (root / "docgen.toml").write_text('layouts = ["one-pager", "executive-deck"]\n')
    (root / "sources" / "a.yaml").write_text(SUMMARY.format("a"))
    made = Project(root, runtime)
    yield made
    for server in made.servers():
        os.kill(server, signal.SIGKILL)
    shutil.rmtree(runtime, ignore_errors=True)


def until(what: Callable[[], bool]) -> bool:
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.02)
    return False


needs_proc = pytest.mark.skipif(
    not Path("/proc/self").exists(), reason="processes are read in /proc"
)


@needs_proc
def test_the_same_bytes_and_words_as_without(project: Project) -> None:
    cold = project.run("--no-progress")
    expected = project.outputs()
    assert len(expected) == 2
    for _ in range(2):
        warm = project.run("--no-progress", "--force", "--daemon")
        assert (warm.returncode, warm.stderr) == (0, cold.stderr)
        assert [line.split()[:3] for line in warm.stdout.splitlines()] == [
            line.split()[:3] for line in cold.stdout.splitlines()
        ]
        assert project.outputs() == expected
    assert len(project.servers()) == 1 and len(project.sockets) == 1
    again = project.run("--daemon")
    assert again.stderr == "nothing changed, 2 outputs\n"


@needs_proc
def test_what_changes_between_two_builds_is_seen(project: Project) -> None:
    """Summary, layout, fragment, theme, labels and folder: each as a cold build has it."""
    own = project.root / "layouts" / "own"
    own.mkdir(parents=True)
    (own / "layout.toml").write_text('kind = "brief"\nomits = ["title", "key_points"]\n')
    (own / "template.xml.j2").write_text('{% include "part.xml.j2" %}')
    part = '<brief><heading level="1">{{ title }} %s</heading></brief>'
    (own / "part.xml.j2").write_text(part % "one")
    themes = project.root / "layouts" / "themes"
    themes.mkdir()
    theme = 'extends = "slate"\n[palette]\naccent-1 = "%s"\n'
    (themes / "mine.toml").write_text(theme % "#123456")
    words = ("-l", "own", "-l", "one-pager", "-t", "mine", "--force")
    changes: list[Callable[[], object]] = [
        lambda: (project.root / "sources" / "a.yaml").write_text(SUMMARY.format("other")),
        lambda: (own / "part.xml.j2").write_text(part % "two"),
        lambda: (own / "template.xml.j2").write_text(part % "three"),
        lambda: (themes / "mine.toml").write_text(theme % "#654321"),
        lambda: (project.root / "docgen.toml").write_text('date-format = "iso"\n'),
    ]
    assert project.run(*words, "--daemon").returncode == 0
    (server,) = project.servers()
    for change in changes:
        change()
        assert project.run(*words, "--daemon").returncode == 0
        warm = project.outputs()
        assert project.run(*words).returncode == 0
        assert project.outputs() == warm
    assert project.servers() == [server], "one server did all of it"


@needs_proc
def test_folder_umask_and_environment_are_the_clients(project: Project) -> None:
    project.run("--daemon")
    sub = project.root / "sub"
    sub.mkdir()
    words = [sys.executable, "-m", "docgen", "build", "../sources/a.yaml", "-o", "here", "--daemon"]
    subprocess.run(
        words, cwd=sub, env=project.environment, check=True, umask=0o077, capture_output=True
    )
    made = sorted((sub / "here").glob("*.p*"))
    assert len(made) == 2 and len(project.servers()) == 1
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in made)
    assert project.run("--force", "--daemon", SOURCE_DATE_EPOCH="86400").returncode == 0
    dated = project.outputs()
    assert project.run("--force", SOURCE_DATE_EPOCH="86400").returncode == 0
    assert project.outputs() == dated
    assert len(project.servers()) == 1


@needs_proc
def test_findings_exit_codes_and_streams(project: Project) -> None:
    (project.root / "sources" / "b.yaml").write_text("titel: x\n")
    cold = project.run("--force", "--no-progress", "-j", "1")
    warm = project.run("--force", "--no-progress", "-j", "1", "--daemon")
    assert (warm.returncode, warm.stderr) == (1, cold.stderr)
    assert project.run("--layout", "nosuch", "--daemon").returncode == 1
    assert project.run("--nosuch", "--daemon").returncode == 2
    lines = project.run("--json", "--daemon").stdout.splitlines()
    assert json.loads(lines[-1])["failed"] == 2
    words = [sys.executable, "-m", "docgen", "build", "--daemon", "--force"]
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            words, cwd=project.root, env=project.environment, stdout=full, stderr=full, check=False
        )
    assert done.returncode in (1, 3, 120)
    assert len(project.servers()) == 1


@needs_proc
def test_a_server_that_was_killed_is_replaced(project: Project) -> None:
    project.run("--daemon")
    (first,) = project.servers()
    os.kill(first, signal.SIGKILL)
    assert until(lambda: project.servers() == [])
    assert project.run("--force", "--daemon").returncode == 0
    (second,) = project.servers()
    assert second != first


@needs_proc
def test_it_ends_when_idle_and_takes_its_socket_away(project: Project) -> None:
    assert project.run("--daemon", **{address.IDLE_VARIABLE: "0.3"}).returncode == 0
    assert until(lambda: project.servers() == [] and project.sockets == [])


@needs_proc
def test_a_font_that_changed_makes_it_begin_anew(project: Project) -> None:
    fonts = project.root / "fonts"
    fonts.mkdir()
    from docgen.text.fonts import find_file  # noqa: PLC0415

    there = [find_file("Arimo", bold, False) for bold in (False, True)]
    assert there[0] is not None and there[1] is not None
    themes = project.root / "layouts" / "themes"
    themes.mkdir(parents=True)
    (themes / "mine.toml").write_text(
        'extends = "slate"\n[fonts]\nbrief = {heading = "Arimo", body = "Arimo", mono = "Arimo"}\n'
    )
    (fonts / "one.ttf").write_bytes(Path(there[0].path).read_bytes())
    words = ("-t", "mine", "-l", "one-pager", "--force")
    assert project.run(*words, "--daemon").returncode == 0
    (fonts / "one.ttf").write_bytes(Path(there[0].path).read_bytes() + b"\0")
    assert project.run(*words, "--daemon").returncode == 0
    warm = project.outputs()
    project.run(*words)
    assert project.outputs() == warm


@needs_proc
def test_ctrl_c_stops_the_build_and_not_the_server(project: Project) -> None:
    for number in range(400):
        (project.root / "sources" / f"s{number}.yaml").write_text(SUMMARY.format(number))
    project.run("sources/a.yaml", "--daemon")
    (server,) = project.servers()
    words = [sys.executable, "-m", "docgen", "build", "--daemon", "-j", "1"]
    building = subprocess.Popen(
        words, cwd=project.root, env=project.environment, stderr=subprocess.PIPE, text=True
    )
    assert building.stderr is not None
    building.stderr.readline()
    busy = project.run("sources/a.yaml", "--force", "--daemon")
    assert busy.returncode == 0, "another build meanwhile is done without the server"
    building.send_signal(signal.SIGINT)
    told = building.communicate(timeout=WAIT)[1]
    assert building.returncode == 130
    assert "stopped; what is written is whole" in told
    assert len(project.outputs()) < 802
    assert project.servers() == [server]
    assert project.run("sources/a.yaml", "--force", "--daemon").returncode == 0
    gone = subprocess.Popen(
        words, cwd=project.root, env=project.environment, stderr=subprocess.PIPE, text=True
    )
    assert gone.stderr is not None
    gone.stderr.readline()
    gone.kill()
    gone.communicate()
    assert project.run("--dry-run", "--daemon").returncode == 0
    assert project.servers() == [server]


def test_no_server_where_others_could_reach_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = Path(project.environment["XDG_RUNTIME_DIR"])
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    assert address.runtime_folder() == str(runtime / "docgen")
    assert stat.S_IMODE((runtime / "docgen").stat().st_mode) == 0o700
    (runtime / "docgen").chmod(0o755)
    assert address.runtime_folder() is None
    assert project.run("--daemon").returncode == 0
    assert project.sockets == []
    (runtime / "docgen").rmdir()
    (runtime / "docgen").symlink_to(project.root)
    assert address.runtime_folder() is None


def test_projects_and_environments_have_servers_of_their_own(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", project.environment["XDG_RUNTIME_DIR"])
    monkeypatch.delenv("DOCGEN_CACHE", raising=False)
    one = address.socket_path("/one")
    assert one == address.socket_path("/one") != address.socket_path("/two")
    monkeypatch.setenv("DOCGEN_CACHE", "off")
    assert one != address.socket_path("/one")
    monkeypatch.chdir(project.root / "sources")
    assert address.project_root(["build"]) == str(project.root)
    assert address.project_root(["build", "--project", "/"]) == "/"


@needs_proc
def test_a_client_that_talks_nonsense_harms_nothing(project: Project) -> None:
    project.run("--daemon")
    (path,) = project.sockets
    for data in (b"", b"x", b"d\xff\xff\xff\xff{", b"d\0\0\0\x02[]"):
        with socket.socket(socket.AF_UNIX) as sock:
            sock.connect(str(path))
            sock.sendall(data)
            sock.shutdown(socket.SHUT_WR)
            with suppress(ConnectionResetError):
                sock.recv(10)
    assert project.run("--daemon").stderr == "nothing changed, 2 outputs\n"
    assert len(project.servers()) == 1
