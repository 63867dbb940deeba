"""Completion as the shells ask for it: by the variables of bash, zsh and fish."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import tools

SHELLS = ("bash", "zsh", "fish")


def complete(shell: str, *words: str) -> list[str]:
    """Return what is offered for the last word."""
    line = ["docgen", *words]
    asked = {"_DOCGEN_COMPLETE": f"{shell}_complete", "COMP_WORDS": "\n".join(line)}
    if shell == "fish":
        asked |= {"COMP_WORDS": " ".join(line), "COMP_CWORD": words[-1]}
    else:
        asked["COMP_CWORD"] = str(len(line) - 1)
    done = subprocess.run(
        [sys.executable, "-m", "docgen"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.stderr == "", done.stderr
    lines = done.stdout.splitlines()
    if shell == "zsh":
        return [f"{kind},{value}" for kind, value in zip(lines[::3], lines[1::3], strict=True)]
    return [line.partition("\t")[0] for line in lines]


CASES = [
    (("build", "-l", "policy"), ["plain,policy-brief"], ["plain,one-pager"]),
    (("build", "--layout", "min"), ["plain,mine"], ["plain,policy-brief"]),
    (("check", "-t", "verm"), ["plain,vermilion"], ["plain,slate"]),
    (("render", "--theme", "hou"), ["plain,house"], ["plain,slate"]),
    (("build", "sources/w"), ["plain,sources/walls.yaml"], ["plain,sources/other.yaml"]),
    (("check", "elsewhere/x"), ["file,elsewhere/x"], []),
    (("explain", "DG10"), ["plain,DG101", "plain,DG109"], ["plain,DG201"]),
    (("explain", "dg88"), ["plain,DG880"], []),
    (("help", "callo"), ["plain,callout"], ["plain,para"]),
    (("build", "-l", "mine", "-p", "con"), ["plain,confidential="], ["plain,page="]),
    (("si",), ["plain,site"], ["plain,build"]),
]


@pytest.fixture
def desk(project: Path) -> Path:
    (project / "sources" / "other.yaml").write_text("title: T\n")
    layout = project / "layouts" / "mine"
    layout.mkdir(parents=True)
    (layout / "layout.toml").write_text(
        'kind = "brief"\n[params.confidential]\ntype = "bool"\ndefault = false\n'
        '[params.paper]\ntype = "choice"\nchoices = ["A4", "A5"]\ndefault = "A4"\n'
    )
    (layout / "template.xml.j2").write_text("<brief/>")
    (project / "layouts" / "themes").mkdir()
    (project / "layouts" / "themes" / "house.toml").write_text('extends = "slate"\n')
    return project


@pytest.mark.parametrize(("words", "offered", "others"), CASES, ids=lambda w: "-".join(w))
def test_bash_is_offered_what_there_is(
    desk: Path, words: tuple[str, ...], offered: list[str], others: list[str]
) -> None:
    found = complete("bash", *words)
    assert set(offered) <= set(found)
    assert not set(others) & set(found)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_offered_the_same(desk: Path, shell: str) -> None:
    assert complete(shell, "build", "-l", "mi") == ["plain,mine"]
    assert complete(shell, "build", "-l", "mine", "-p", "paper=A") == [
        "plain,paper=A4",
        "plain,paper=A5",
    ]


def test_bash_divides_words_at_the_equals_sign(desk: Path) -> None:
    assert complete("bash", "build", "-p", "paper", "=", "A") == ["plain,A4", "plain,A5"]
    assert complete("bash", "build", "-p", "confidential", "=") == ["plain,true", "plain,false"]
    assert complete("bash", "build", "-p", "paper", "=", "A5", "-l", "min") == ["plain,mine"]


def test_broken_settings_are_no_matter_of_the_shell(desk: Path) -> None:
    (desk / "docgen.toml").write_text("layouts = [")
    assert complete("bash", "build", "-l", "pol") == ["plain,policy-brief"]


def test_bash_itself_completes(desk: Path, tmp_path: Path) -> None:
    bash = tools.require_tool("bash")
    program = tmp_path / "docgen"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m docgen "$@"\n')
    program.chmod(0o755)
    script = f"""
export PATH={tmp_path}:$PATH
eval "$(docgen completion bash)"
COMP_WORDS=(docgen build -p paper = A); COMP_CWORD=5; COMPREPLY=()
compopt() {{ echo "compopt $1 $2"; }}
_docgen_completion docgen; printf '%s\\n' "${{COMPREPLY[@]}}"
COMP_WORDS=(docgen build -p pap); COMP_CWORD=3; COMPREPLY=()
_docgen_completion docgen; printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run([bash, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:-1] == ["A4", "A5", "compopt -o nospace", "paper="], done.stderr


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_printed_for_each_shell(shell: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "docgen", "completion", shell],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "_DOCGEN_COMPLETE" in done.stdout
