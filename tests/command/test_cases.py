"""Runs the cases of this folder; see README.md."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CASES = sorted(p for p in HERE.glob("*.md") if p.name != "README.md")
BLOCK = re.compile(r"^```(\w*)(?: (\S+))?\n(.*?)^```$", re.M | re.S)
VARYING = ((r"\d+\.\d\d s\b", "* s"), (r"\d[\d,]* kB\b", "* kB"))


def run(command: str, folder: Path) -> str:
    """Return what a command prints, stderr first, and its exit code unless 0."""
    words = shlex.split(command)
    assert words[0] == "docgen", "a case runs docgen and nothing else"
    hidden = ("CI", "NO_COLOR", "SOURCE_DATE_EPOCH", "DOCGEN_TRACEBACK")
    result = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={k: v for k, v in os.environ.items() if k not in hidden},
    )
    text = result.stderr + result.stdout
    for pattern, shown in VARYING:
        text = re.sub(pattern, shown, text)
    text = "\n".join(re.sub(r"  +(\* )", r"  \1", line) for line in text.splitlines())
    code = f"exit: {result.returncode}" if result.returncode else ""
    return "\n".join(part for part in (text, code) if part)


def transcript(console: str, folder: Path) -> str:
    """Return a console block as it comes out when its commands are run."""
    lines = []
    for line in console.splitlines():
        if line.startswith("$ "):
            lines += [line, run(line[2:], folder)]
    return "\n".join(line for line in lines if line) + "\n"


def replayed(text: str, folder: Path) -> str:
    """Lay out a case's files, run its commands; return the case with what they printed."""

    def block(match: re.Match[str]) -> str:
        kind, path, body = match[1], match[2], match[3]
        if path is not None:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body)
        elif kind == "console":
            return f"```console\n{transcript(body, folder)}```"
        return match[0]

    return BLOCK.sub(block, text)


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_case(case: Path, tmp_path: Path, record: bool) -> None:
    text = case.read_text("utf-8")
    assert "$ docgen" in text, f"{case.name} runs nothing"
    got = replayed(text, tmp_path)
    if record and got != text:
        case.write_text(got, "utf-8")
    assert got == text or record


def test_a_wrong_expectation_fails(tmp_path: Path) -> None:
    text = "```console\n$ docgen --version\ndocgen 0.0.0\n```\n"
    assert replayed(text, tmp_path) != text
