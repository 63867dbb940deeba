"""The files of examples/ci and their like at the root: valid, and they do what they say."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from pre_commit.clientlib import load_config, load_manifest

from tests.report.conftest import ADDED, Git, change

ROOT = Path(__file__).parents[2]
DROP_INS = ROOT / "examples" / "ci"
VENDORED = files("check_jsonschema").joinpath("builtin_schemas", "vendor")
SCHEMAS = [
    ("github-actions", ROOT / "action.yml"),
    ("github-workflows", DROP_INS / "github-workflow.yml"),
    ("gitlab-ci", DROP_INS / "gitlab.yml"),
]


@pytest.mark.parametrize(("name", "path"), SCHEMAS)
def test_valid_by_published_schema(name: str, path: Path) -> None:
    schema = json.loads(VENDORED.joinpath(f"{name}.json").read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    text = path.read_text("utf-8").replace("\non:", '\n"on":')  # YAML 1.1 reads it as true
    assert [e.message for e in validator.iter_errors(yaml.safe_load(text))] == []


def test_pre_commit_reads_the_hooks() -> None:
    hooks = {hook["id"]: hook for hook in load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))}
    config = load_config(str(DROP_INS / "pre-commit-config.yaml"))
    assert [hook["id"] for hook in config["repos"][0]["hooks"]] == list(hooks)
    assert hooks["docgen-check"]["files"] == "", "the record of inputs decides, not a list of names"


def bash(script: str, folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script as GitHub does: bash, stop at the first fault, also in a pipe."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, **env},
        capture_output=True,
        text=True,
        check=False,
    )


def hook(name: str, folder: Path, *names: str) -> subprocess.CompletedProcess[str]:
    hooks = {hook["id"]: hook for hook in load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))}
    return bash(f"{hooks[name]['entry']} {' '.join(names)}", folder, {})


def test_pre_commit_sees_what_matters(project: Path) -> None:
    """A faulty summary is told of when it, or any file that it reads, is among the changed."""
    (project / "unread.csv").write_text("a,b\n")
    (project / "sources" / "walls.csv").write_text("Year,Damage\n2013,310\n2024,many\n")
    assert hook("docgen-check", project, "sources/walls.yaml", "unread.csv").returncode == 0
    chart = "charts: [{id: csv, title: Damage, alt: Damage, data: walls.csv}]"
    (project / "sources" / "more.yaml").write_text(f"title: More\nlang: en\n{chart}\n")
    for name in ("sources/more.yaml", "sources/walls.csv", "docgen.toml"):
        done = hook("docgen-check", project, name)
        assert done.returncode == 1, name
        assert "DG121" in done.stdout
    for name in ("sources/walls.yaml", "unread.csv"):
        assert hook("docgen-check", project, name).returncode == 0, name


class Action:
    """The composite action's run steps, with GitHub's expressions put in."""

    def __init__(self, folder: Path, **inputs: str) -> None:
        data = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
        defaults = {name: one["default"] for name, one in data["inputs"].items()}
        self.inputs = {**defaults, **inputs}
        self.steps = {step["id"]: step for step in data["runs"]["steps"] if "id" in step}
        self.folder = folder
        self.summary = folder / "summary.md"

    def value(self, text: str) -> str:
        def found(match: re.Match[str]) -> str:
            source, _, name = match[1].partition(".")
            if source == "steps":
                step, kind, output = name.split(".")
                assert kind == "outputs"
                return self.outputs(step).get(output, "")
            assert source == "inputs", f"no value for {match[0]}"
            return self.inputs[name]

        return re.sub(r"\$\{\{ ([\w.-]+) \}\}", found, text)

    def outputs(self, step: str) -> dict[str, str]:
        """What a step has written to GITHUB_OUTPUT."""
        path = self.folder / f"outputs-{step}.txt"
        lines = path.read_text().splitlines() if path.is_file() else []
        return dict(line.split("=", 1) for line in lines)

    def run(self, step: str) -> subprocess.CompletedProcess[str]:
        one = self.steps[step]
        assert one["shell"] == "bash"
        assert "${{" not in one["run"], "inputs belong into env: a script may not be made of them"
        env = {name: self.value(value) for name, value in one.get("env", {}).items()}
        output = str(self.folder / f"outputs-{step}.txt")
        files = {"GITHUB_OUTPUT": output, "GITHUB_STEP_SUMMARY": str(self.summary)}
        where = self.folder / self.value(one.get("working-directory", "."))
        return bash(one["run"], where, {**env, **files})


@pytest.fixture
def cloned(project: Path, git: Git, tmp_path: Path) -> Path:
    """A clone of the project on a branch of its own, as a CI job has it."""
    git("clone", "-q", str(project), str(tmp_path / "clone"))
    clone = tmp_path / "clone"
    change(clone, ("30%", "35%"), add=ADDED)
    return clone


def test_action_on_a_pull_request(cloned: Path) -> None:
    action = Action(cloned, against="main")
    for step in ("check", "build", "diff", "verdict"):
        done = action.run(step)
        assert done.returncode == 0, done.stderr
    assert action.outputs("build") == {"code": "0", "documents": "2"}
    assert action.outputs("diff") == {"changed": "2"}
    assert "| 30% | 35% |" in action.summary.read_text("utf-8")
    report = cloned / "docgen-report"
    assert {p.name for p in report.iterdir()} == {
        "docgen.sarif",
        "build.ndjson",
        "diff.html",
        "diff.md",
        "diff.json",
    }
    assert len(list((cloned / "build").glob("walls.*"))) == 2


def test_action_fails_on_a_fault_and_annotates(cloned: Path) -> None:
    change(cloned, add="titel: x\n")
    action = Action(cloned, against="main")
    done = action.run("check")
    assert done.returncode == 0, "the diff and the comment come all the same"
    assert action.outputs("check") == {"code": "1"}
    for step in ("build", "diff"):
        assert action.run(step).returncode == 0
    assert action.run("verdict").returncode == 1
    assert (cloned / "docgen-report" / "diff.md").is_file()
    assert re.search(
        r"^::error file=sources/walls.yaml,line=\d+,col=1,title=DG102::", done.stdout, re.M
    )
    sarif = json.loads((cloned / "docgen-report" / "docgen.sarif").read_text("utf-8"))
    assert sarif["runs"][0]["results"][0]["ruleId"] == "DG102"


def test_action_does_not_run_what_an_input_says(cloned: Path) -> None:
    action = Action(cloned, sources="$(touch owned) ; touch owned")
    action.run("check")
    assert action.outputs("check")["code"] != "0"
    assert not (cloned / "owned").exists()


def test_action_installs_itself() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    install = next(s for s in action["runs"]["steps"] if s.get("id") == "install")
    assert install["run"].endswith('"$GITHUB_ACTION_PATH"')
    assert (ROOT / "pyproject.toml").is_file()


def test_gitlab_jobs(cloned: Path) -> None:
    jobs = yaml.safe_load((DROP_INS / "gitlab.yml").read_text("utf-8"))
    env = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
    for name in ("docgen-check", "docgen-build", "docgen-diff"):
        script = [line for line in jobs[name]["script"] if "apt-get" not in line]
        done = bash("\n".join(script), cloned, env)
        assert done.returncode == 0, done.stderr
        for path in jobs[name]["artifacts"].get("paths", []):
            assert (cloned / path).exists()
        for path in jobs[name]["artifacts"].get("reports", {}).values():
            assert (cloned / path).stat().st_size > 0


def test_makefile(project: Path, git: Git, require_tool: Callable[[str], str]) -> None:
    require_tool("make")

    def make(*targets: str) -> subprocess.CompletedProcess[str]:
        return bash(f"make -f {DROP_INS / 'Makefile'} {' '.join(targets)}", project, {})

    assert make().returncode == 0
    assert len(list((project / "build").glob("walls.*"))) == 2
    assert make("approve").returncode == 0
    assert make("snapshot").returncode == 0
    change(project, ("30%", "35%"))
    assert make("snapshot").returncode == 2
    diff = make("diff")
    assert diff.returncode == 0
    assert "30% -> 35%" in diff.stdout


def test_tox_commands(project: Path) -> None:
    tox = configparser.ConfigParser()
    tox.read(DROP_INS / "tox.ini")
    commands = tox["testenv:docs"]["commands"].strip()
    commands = commands.replace("{env_tmp_dir}", str(project)).replace("{/}", "/")
    assert bash(commands, project, {}).returncode == 0


def test_nox_session(project: Path) -> None:
    """Run for real, in this environment: nothing is installed."""
    (project / "noxfile.py").write_bytes((DROP_INS / "noxfile.py").read_bytes())
    path = [str(_quiet_install(project)), *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {"PYTHONPATH": os.pathsep.join(path)}
    done = bash("python -m nox --no-venv --no-install -s docs", project, env)
    assert done.returncode == 0, done.stderr
    assert len(list((project / "build").glob("walls.*"))) == 2


def _quiet_install(folder: Path) -> Path:
    """A pip that has nothing to do: without an environment nox would install into ours."""
    place = folder.parent / "nopip" / "pip"
    place.mkdir(parents=True)
    (place / "__init__.py").write_text("")
    (place / "__main__.py").write_text("")
    return place.parent


def test_dockerfile_copies_what_is_there_and_needs_no_office() -> None:
    text = (DROP_INS / "Dockerfile").read_text("utf-8")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    known = {"FROM", "COPY", "RUN", "USER", "WORKDIR", "ENTRYPOINT", "CMD"}
    assert {line[0] for line in lines} == known
    copied = [name for line in lines if line[0] == "COPY" for name in line[1:-1]]
    assert all((ROOT / name).exists() for name in copied)
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert {"docgen", "layouts"} <= set(copied)
    assert project["project"]["readme"] in copied
    assert not re.search("install.*libreoffice", text, re.I)
    assert ["USER", "docgen"] in lines


def test_a_monorepo_is_annotated_from_its_root(project: Path, git: Git, tmp_path: Path) -> None:
    """The project lies in a folder of the repository, and another beside it."""
    root = tmp_path / "repo"
    root.mkdir()
    for name in ("docs", "more"):
        shutil.copytree(project, root / name, ignore=shutil.ignore_patterns(".git", "build"))
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    change(root / "docs", add="titel: x\n")
    for folder, words in (
        (root, "check docs/sources"),
        (root, "check --project docs"),
        (root, "check d*s/sources more/sources"),
        (root / "docs", "check"),
        (root / "docs" / "sources", "check walls.yaml"),
        (root / "more", "check ../docs/sources"),
    ):
        done = bash(f"{words} --format github".replace("check", "docgen check", 1), folder, {})
        assert done.returncode == 1, (words, done.stderr)
        places = re.findall(r"^::error file=([^,]+),", done.stdout, re.M)
        assert places == ["docs/sources/walls.yaml"], (words, done.stdout)
    built = bash("docgen build docs/sources more/sources", root, {})
    assert built.returncode == 1
    assert len(list((root / "more" / "build").glob("walls.*"))) == 2
    assert not (root / "build").exists()
