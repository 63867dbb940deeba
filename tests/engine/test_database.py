"""Records from a query: on SQLite, and on a PostgreSQL server of the test's own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

LETTER = """\
title: "Harbour dues of {{ name }}"
key_points:
  - "{{ name }} pays {{ dues }} euros since {{ since }}."
"""
SELECT = "SELECT id, name, dues, since FROM ships ORDER BY id"
SECRET = "s3cret-word"


def build(folder: Path, records: str, **env: str) -> subprocess.CompletedProcess[str]:
    words = [
        "build",
        "letter.yaml.j2",
        "-l",
        "one-pager",
        "--records",
        records,
        "--name",
        "{{ id }}",
    ]
    return subprocess.run(
        [sys.executable, "-m", "docgen", *words],
        cwd=folder,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docgen.toml").write_text("")
    (tmp_path / "letter.yaml.j2").write_text(LETTER)
    with sqlite3.connect(tmp_path / "ships.db") as base:
        base.execute("CREATE TABLE ships (id INTEGER, name TEXT, dues REAL, since TEXT)")
        base.executemany(
            "INSERT INTO ships VALUES (?, ?, ?, ?)",
            [(1, "Aurora", 120.5, "2024"), (2, "Boreas", 80, "2025")],
        )
    return tmp_path


def test_a_document_a_row_of_sqlite(folder: Path) -> None:
    done = build(folder, SELECT, DOCGEN_DATABASE="sqlite:///ships.db")
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in (folder / "build").glob("*.pdf")) == [
        "1.one-pager.pdf",
        "2.one-pager.pdf",
    ]


@pytest.mark.parametrize(
    ("query", "url", "told"),
    [
        ("SELECT colour FROM ships", "sqlite:///ships.db", "no such column: colour"),
        ("SELECT id, id FROM ships", "sqlite:///ships.db", "same name"),
        ("SELECT 1", "no url", "can't be understood"),
        ("SELECT 1", f"nosuch://u:{SECRET}@h/x", ""),
        ("SELECT 1", f"postgresql+psycopg://u:{SECRET}@127.0.0.1:1/x", "the query failed"),
    ],
)
def test_what_goes_wrong_is_told_without_the_password(
    folder: Path, query: str, url: str, told: str
) -> None:
    done = build(folder, query, DOCGEN_DATABASE=url)
    assert done.returncode == 1
    assert "DG812" in done.stderr
    assert told in done.stderr
    assert SECRET not in done.stderr + done.stdout


def test_a_query_needs_a_database(folder: Path) -> None:
    done = build(folder, SELECT)
    assert (done.returncode, "needs --database" in done.stderr) == (2, True)


@pytest.fixture
def postgres(require_tool: Callable[[str], str]) -> Iterator[str]:
    """The URL of a PostgreSQL server on loopback, of Debian's package, run by its own user."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not homes:
        require_tool("postgres")
    home = homes[-1]
    data = Path(tempfile.mkdtemp(prefix="docgen-pg-"))
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    prefix: list[str] = []
    word = data.with_suffix(".word")
    word.write_text(SECRET)
    if os.geteuid() == 0:  # the server refuses to run as root
        user = pwd.getpwnam("postgres")
        shutil.chown(data, user.pw_uid, user.pw_gid)
        shutil.chown(word, user.pw_uid, user.pw_gid)
        prefix = ["runuser", "-u", "postgres", "--"]
    words = ["-U", "docgen", "--pwfile", str(word), "--auth=scram-sha-256"]
    made = subprocess.run(
        [*prefix, str(home / "initdb"), "-D", str(data), *words],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    options = f"-p {port} -h 127.0.0.1 -k {data}"
    control = [*prefix, str(home / "pg_ctl"), "-D", str(data), "-w", "-l", str(data / "log")]
    subprocess.run(
        [*control, "-o", options, "start"], check=True, cwd="/", stdout=subprocess.DEVNULL
    )
    try:
        yield f"postgresql+psycopg://docgen:{SECRET}@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [*control, "-m", "immediate", "stop"], check=False, cwd="/", stdout=subprocess.DEVNULL
        )
        shutil.rmtree(data, ignore_errors=True)
        word.unlink()


def test_a_document_a_row_of_postgresql(folder: Path, postgres: str) -> None:
    values = (
        "(1, 'Aurora', 120.5::numeric, DATE '2024-01-01'), (2, 'Boreas', 80, DATE '2025-01-01')"
    )
    query = f"SELECT * FROM (VALUES {values}) AS ships(id, name, dues, since)"
    done = build(folder, query, DOCGEN_DATABASE=postgres)
    assert done.returncode == 0, done.stderr
    assert len(list((folder / "build").glob("*.pdf"))) == 2
    written = b"".join(p.read_bytes() for p in (folder / "build").rglob("*") if p.is_file())
    assert SECRET.encode() not in written
    assert SECRET not in done.stderr + done.stdout
