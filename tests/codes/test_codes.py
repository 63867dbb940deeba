"""Every code is provoked through the command, and explained."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from docgen.cli import main
from docgen.foundation.codes import all_codes
from tests.codes.case import Case, layout
from tests.codes.registry import REGISTRY
from tests.layout.samples import FULL

DIAGNOSTICS = Path(__file__).parents[1] / "diagnostics"
EXPECTED = re.compile(r"(?:error|warning|notice): (?:-|\d+:\d+) (DG\d{3}) ")


def _of_diagnostics() -> dict[str, Path]:
    """The first case of tests/diagnostics for each code."""
    found: dict[str, Path] = {}
    for path in sorted(DIAGNOSTICS.iterdir()):
        if path.suffix in (".yaml", ".j2"):
            for code in EXPECTED.findall(path.read_text("utf-8")):
                found.setdefault(code, path)
    return found


BY_DIAGNOSTICS = _of_diagnostics()


def case_of(code: str) -> Case:
    if code in REGISTRY:
        return REGISTRY[code]
    path = BY_DIAGNOSTICS[code]
    source = path.read_text("utf-8")
    if path.suffix == ".yaml":
        return Case(("check sources/case.yaml",), {"sources/case.yaml": path.read_bytes()})
    kind = re.search(r"\{# kind: (\w+) #\}", source)
    return layout(kind[1] if kind else "brief", source, summary=_full())


def _full() -> str:
    import json  # noqa: PLC0415

    return json.dumps({**FULL, "images": []})  # YAML too


def run(case: Case, root: Path) -> str:
    for name, content in case.files.items():
        write(root / name, content)
    *before, last = case.commands
    for command in before:
        assert invoke(command, case, root).startswith("0\n")
    for name, content in case.then.items():
        write(root / name, content)
    return invoke(last, case, root)


def write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def invoke(command: str, case: Case, root: Path) -> str:
    """Return the exit code and all that was printed."""
    if case.shadow:
        for name, text in case.shadow.items():
            write(root / "shadow" / f"{name}.py", text)
        paths = [str(root / "shadow"), *filter(None, [os.environ.get("PYTHONPATH")])]
        done = subprocess.run(
            [sys.executable, "-m", "docgen", *command.split()],
            capture_output=True,
            text=True,
            cwd=root,
            check=False,
            env={**os.environ, **case.env, "PYTHONPATH": os.pathsep.join(paths)},
        )
        return f"{done.returncode}\n{done.stdout}{done.stderr}"
    result = CliRunner().invoke(main, command.split(), env=dict(case.env))
    return f"{result.exit_code}\n{result.output}"


def paragraphs(said: str, code: str) -> list[str]:
    """Return each finding of a code: its line, the source line and caret, its hints."""
    found: list[str] = []
    inside = False
    for line in said.splitlines():
        if re.search(r"\b(error|warning|notice) DG\d{3}: ", line):
            inside = f" {code}: " in f" {line}"
            if inside:
                found.append(line)
        elif inside and line.startswith("      = "):
            found[-1] += "\n" + line
    return found


SAYS_IT = re.compile(r"should|needs|write|give|can't be|first given|stands in quotes|too many")
"""Words of messages that say themselves what to do."""
PLACELESS = {
    "DG201": "named on the command line",
    "DG204": "named on the command line",
    "DG301": "named on the command line",
    "DG730": "named on the command line",
    "DG731": "named on the command line",
    "DG805": "named on the command line",
    "DG806": "a summary that isn't there",
    "DG807": "of the environment",
    "DG815": "named on the command line",
    "DG821": "named on the command line",
    "DG827": "about findings that aren't told",
    "DG899": "a fault of ours",
}
"""Codes whose findings have no file, and what they are about."""
REPR = re.compile(r"\[Errno|<[\w.]+ object|<class|\bNone\b|\{'|\['|\bPosixPath|\b[A-Z]\w+Error\b")
ONE_MANY = re.compile(r"(?<![\d.,:=])1 (?!is\b|was\b|has\b|as\b|needs\b)[a-z]+s\b")
FROM_ZERO = re.compile(r"\b[a-z_]{3,}\.\d+\b(?!\.[a-z])|\b(section|row|column|item|slide|page) 0\b")


def assert_plain(told: str, code: str, root: Path) -> None:
    """Check a finding as a reader would: its place, what to do, and no words of a program."""
    head = told.splitlines()[0]
    where, _, message = re.split(r"\b((?:error|warning|notice)) DG\d{3}: ", head)
    assert where or code in PLACELESS, f"no place: {told}"
    assert "\n      = " in told or SAYS_IT.search(message), f"says not what to do: {told}"
    assert str(root) not in told, f"an absolute path: {told}"
    for pattern in (ONE_MANY, FROM_ZERO) if code == "DG899" else (REPR, ONE_MANY, FROM_ZERO):
        assert not pattern.search(told.replace(where, "")), f"{pattern.pattern}: {told}"


@pytest.mark.parametrize("code", all_codes())
def test_code_is_provoked_and_explained(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert code in REGISTRY or code in BY_DIAGNOSTICS, (
        f"nothing provokes {code}: add a case to tests/diagnostics or tests/codes/registry.py"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    said = run(case_of(code), tmp_path)
    assert re.search(rf"\b(error|warning|notice) {code}: ", said), said
    assert "Traceback" not in said
    for told in paragraphs(said, code):
        assert_plain(told, code, tmp_path)
    page = CliRunner().invoke(main, ["explain", code])
    assert page.exit_code == 0
    assert page.output.startswith(f"# {code} ")
    assert "## Bad" in page.output
    assert "## Good" in page.output


def test_the_registry_holds_no_code_that_is_gone() -> None:
    assert set(REGISTRY) - set(all_codes()) == set()
