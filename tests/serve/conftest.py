"""A preview server of a small project, and a browser to look at it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

WAIT = 300_000
"""Milliseconds that the browser may take on a busy machine."""
SUMMARY = """\
title: Ferries carry more
lang: en
date: 2026-04-02
key_points: [Traffic rose by 4%., Two ships came into service.]
sections:
  - heading: What changed
    body: Two ships came into service in March.
    points: [Aurora, Boreas]
    notes: Say who paid for them.
"""


@dataclass
class Served:
    """A running server."""

    address: str
    root: Path
    process: subprocess.Popen[str]

    @property
    def source(self) -> Path:
        return self.root / "sources" / "ferries.yaml"

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        request = urllib.request.Request(self.address.rstrip("/") + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=300) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    root = tmp_path / "desk"
    (root / "sources").mkdir(parents=True)
    (root / "sources" / "ferries.yaml").write_text(SUMMARY)
    (root / "docgen.toml").write_text('layouts = ["one-pager", "executive-deck"]\n')
    process = subprocess.Popen(
        [sys.executable, "-m", "docgen", "serve", "--port", "0", "--project", str(root)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "DOCGEN_EDITOR": "editor://open{path}:{line}:{column}"},
    )
    assert process.stderr is not None
    address = process.stderr.readline().strip()
    assert address.startswith("http://127.0.0.1:"), address
    server = Served(address, root, process)
    try:
        end = time.monotonic() + 300
        while True:
            try:
                server.get("/api/state")
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < end, "the server isn't there"
                time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(60)
        finally:
            process.kill()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    one = browser.new_page(viewport={"width": 1400, "height": 900}, bypass_csp=True)
    one.set_default_timeout(WAIT)
    wrong: list[str] = []
    one.on("pageerror", lambda error: wrong.append(str(error)))
    one.goto(served.address)
    one.wait_for_function("document.getElementById('picture').dataset.shown")
    yield one
    one.close()
    assert wrong == []


__all__ = ["SUMMARY", "Served"]
