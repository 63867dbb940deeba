"""Run a page of the manual: its files are written, its commands run, their output compared."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from docgen.cli import main

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("tutorial", "wishes", "own-layout", "themes", "ci", "records", "how-it-works")
"""Pages whose commands are run; the others show none, or only for a cluster."""
_FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Snippet:
    """A fenced block: its language, what is said of it, and its text."""

    language: str
    info: str
    text: str
    line: int

    @property
    def file(self) -> str:
        """Name of the file that it is."""
        return self.info.removeprefix("file=") if self.info.startswith("file=") else ""


def snippets(page: str) -> list[Snippet]:
    text = (DOCS / f"{page}.md").read_text("utf-8")
    return [
        Snippet(m[1], m[2].strip(), m[3], text.count("\n", 0, m.start()) + 1)
        for m in _FENCE.finditer(text)
    ]


class Reader:
    """Somebody who follows a page word for word, in an empty folder."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.monkeypatch = folder, monkeypatch
        self.said = ""

    def follow(self, page: str) -> int:
        """Do what the page says; return how many commands of docgen were run."""
        count = 0
        self.monkeypatch.chdir(self.folder)
        for one in snippets(page):
            where = f"docs/{page}.md:{one.line}"
            if one.file:
                path = self.folder / one.file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(one.text, "utf-8")
            elif one.language == "sh":
                self.said = ""
                wanted = int(one.info.removeprefix("exit=")) if "exit=" in one.info else 0
                for line in one.text.splitlines():
                    count += self.command(line, wanted, where)
            elif one.language == "python" and one.info == "setup":
                exec(one.text, {})
            elif one.info == "output":
                told = " ".join(self.said.split())
                for line in one.text.splitlines():
                    assert " ".join(line.split()) in told, f"{where}: {line}\n{self.said}"
        return count

    def command(self, line: str, wanted: int, where: str) -> int:
        words = shlex.split(line)
        if words[0] == "cd":
            self.folder = self.folder / words[1]
            self.monkeypatch.chdir(self.folder)
        elif words[0] == "docgen":
            done = CliRunner().invoke(main, words[1:])
            self.said += done.output
            assert done.exit_code == wanted, f"{where}: {line}\n{done.output}"
            return 1
        else:
            ran = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
            assert ran.returncode == 0, f"{where}: {line}\n{ran.stderr}"
        return 0


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    for name in ("NO_COLOR", "SOURCE_DATE_EPOCH", "DOCGEN_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    yield Reader(tmp_path, monkeypatch)
