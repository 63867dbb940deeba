from __future__ import annotations

import os
import pickle
import stat
from pathlib import Path

import pytest

from docgen.engine.files import write_whole
from docgen.foundation.diagnostics import MachineError


def test_writes_and_makes_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.pdf"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in path.parent.iterdir()] == ["c.pdf"]


def test_umask_decides_the_mode(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "c.pdf", b"one")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "c.pdf").stat().st_mode) == 0o640


def test_a_reader_of_the_older_file_keeps_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "c.pdf"
    write_whole(path, b"old" * 1000)
    with path.open("rb") as reader:
        write_whole(path, b"new")
        assert reader.read() == b"old" * 1000


def test_the_longest_names(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 125 + ".pdf")
    write_whole(path, b"one")
    assert path.read_bytes() == b"one"


@pytest.mark.parametrize("below", ["file/out", "file"])
def test_a_file_in_the_way(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MachineError) as caught:
        write_whole(tmp_path / below / "c.pdf", b"one")
    (finding,) = caught.value.diagnostics
    assert finding.code == "DG810"
    assert finding.location is not None
    assert finding.location.file == str(tmp_path / below)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_name_too_long(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="file name too long"):
        write_whole(tmp_path / ("a" * 300), b"one")
    assert list(tmp_path.iterdir()) == []


def test_the_error_travels_between_processes() -> None:
    with pytest.raises(MachineError) as caught:
        write_whole(Path("/proc/docgen/c.pdf"), b"one")
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is MachineError
    assert again.diagnostics == caught.value.diagnostics
