"""Stock templates are kept compiled; a project's are not, and what is kept is never believed blindly."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType

import pytest

from docgen.layout import compiled, find_layout, find_theme, sandbox
from docgen.layout.catalog import label_folders, stock_folder
from docgen.layout.labels import read_labels
from docgen.layout.template import render
from docgen.summary.loader import load_summary


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of compiled modules, empty, in a process that has compiled no template yet."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "compiled"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sandbox, "_COMPILED", {})
    compiled._folder.cache_clear()
    found = compiled._folder()
    assert found is not None
    yield Path(found.directory)
    compiled._folder.cache_clear()


def markup(tmp_path: Path, layout: str, project: Path | None = None) -> str:
    """Expand a layout anew."""
    sandbox._COMPILED.clear()
    path = tmp_path / "s.yaml"
    path.write_text("title: A wall\nlang: en\nkey_points: [It holds.]\n")
    summary, found = load_summary(path), find_layout(layout, project)
    return render(
        summary, found, find_theme("base", None), {}, read_labels(label_folders(found), "en")
    ).xml


def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no template be compiled."""

    def refuse(*_: object) -> CodeType:
        raise AssertionError("a template was compiled")

    monkeypatch.setattr(sandbox.SandboxedTemplates, "compiled", refuse)


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("template-*")) if folder.is_dir() else []


def test_a_stock_template_is_compiled_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = markup(tmp_path, "policy-brief")
    assert len(kept(folder)) == 2  # the layout, and the fragment that briefs share
    never(monkeypatch)
    assert markup(tmp_path, "policy-brief") == first


def test_a_projects_layout_is_compiled_by_each_process(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    shutil.copytree(stock_folder() / "policy-brief", project / "layouts" / "policy-brief")
    shutil.copytree(stock_folder() / "_shared", project / "layouts" / "_shared")
    markup(tmp_path, "policy-brief", project)
    assert kept(folder) == []
    never(monkeypatch)
    with pytest.raises(Exception, match="a template was compiled"):
        markup(tmp_path, "policy-brief", project)


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _other(data: bytes) -> bytes:
    return b"#!" + data


def _empty(data: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("damage", [_cut, _other, _empty])
def test_what_is_damaged_is_made_anew(
    folder: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    first = markup(tmp_path, "policy-brief")
    whole = {path: path.read_bytes() for path in kept(folder)}
    for path, data in whole.items():
        path.write_bytes(damage(data))
    assert markup(tmp_path, "policy-brief") == first
    assert {path: path.read_bytes() for path in kept(folder)} == whole


def test_a_changed_template_is_compiled_anew(folder: Path) -> None:
    env = sandbox.SandboxedTemplates()

    def code(source: str) -> CodeType:
        return compiled.kept(env, source, "one", lambda: compile(source, "one", "exec"))

    made = [code("a = 1"), code("a = 1"), code("a = 2")]
    assert [one.co_consts[0] for one in made] == [1, 1, 2]
    assert len(kept(folder)) == 1


def test_a_changed_sandbox_compiles_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env = sandbox.SandboxedTemplates()
    compiled.kept(env, "a", "one", lambda: compile("1", "one", "exec"))
    monkeypatch.setattr(compiled, "_version", lambda: "another")
    with pytest.raises(ZeroDivisionError):
        compiled.kept(env, "a", "one", lambda: 1 // 0)  # type: ignore[arg-type, return-value]


def test_nothing_is_written_where_python_writes_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    markup(tmp_path, "policy-brief")
    assert kept(folder) == []


def test_a_folder_that_cannot_be_made_is_done_without(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "compiled").write_text("a file in its place")
    assert "<brief" in markup(tmp_path, "policy-brief")
    assert kept(folder) == []
