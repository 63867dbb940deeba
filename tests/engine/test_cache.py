"""The cache only spares time: whatever is in it, the outputs are the same."""

from __future__ import annotations

import marshal
import os
import random
import threading
from pathlib import Path

import pytest

from docgen.engine.cache import MOST, Cache, user_cache
from docgen.engine.cache import _prune as prune
from docgen.foundation.memo import cached, caching
from engine.conftest import Shell, layout, outputs


def test_keeps_and_gives(tmp_path: Path) -> None:
    cache, made = Cache(tmp_path), []

    def make() -> bytes:
        made.append(1)
        return b"value"

    assert [cache("a", make), cache("a", make), cache("b", make)] == [b"value"] * 3
    assert len(made) == 2
    assert Cache(tmp_path, "other docgen")("a", lambda: b"new") == b"new"


def test_broken_entries_are_made_anew(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache("a", lambda: b"value")
    (entry,) = (p for p in tmp_path.rglob("*") if p.is_file())
    whole = entry.read_bytes()
    for broken in (b"", whole[:10], whole[:-1], whole + b"x", bytes(len(whole))):
        entry.write_bytes(broken)
        assert cache("a", lambda: b"value") == b"value"
        assert entry.read_bytes() == whole


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", Path("/proc/nothing")):
        assert Cache(folder)("a", lambda: b"value") == b"value"


def test_what_fails_to_be_made_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with pytest.raises(ZeroDivisionError):
        cache("a", lambda: bytes(1 // 0))
    assert cache("a", lambda: b"value") == b"value"


def test_shared(tmp_path: Path) -> None:
    cache, wrong = Cache(tmp_path), []

    def use() -> None:
        for _ in range(200):
            key = str(random.randrange(5))
            if cache(key, lambda key=key: key.encode() * 10_000) != key.encode() * 10_000:
                wrong.append(key)

    threads = [threading.Thread(target=use) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert not list(tmp_path.rglob("*.tmp"))


def test_it_does_not_grow_without_end(tmp_path: Path) -> None:
    for number in range(MOST + 5):
        (tmp_path / str(number)).write_text("")
        os.utime(tmp_path / str(number), (number, number))
    prune(tmp_path)
    assert sorted(int(p.name) for p in tmp_path.iterdir()) == list(range(5, MOST + 5))


def test_the_environment(tmp_path: Path) -> None:
    cache = user_cache({"DOCGEN_CACHE": str(tmp_path)})
    assert cache is not None
    assert cache.folder == tmp_path
    assert user_cache({"DOCGEN_CACHE": "off"}) is None


def test_rooms_below_use_what_is_given() -> None:
    with caching(lambda key, make: make() + b"!"):
        assert cached("a", lambda: b"x") == b"x!"
    assert cached("a", lambda: b"x") == b"x"


def test_same_outputs_with_and_without_and_broken(
    project_dir: Path, shell: Shell, tmp_path: Path
) -> None:
    (project_dir / "sources" / "b.yaml").unlink()
    deck = (
        "<deck><footer>{{ title }}</footer><slide layout='content'><title>T</title></slide></deck>"
    )
    layout(project_dir, "note", "deck", template=deck)
    (project_dir / "sources" / "a.yaml").write_text(
        "title: 'A & B <'\nlang: en\ndate: 2026-03-05\n"
    )
    made = []
    cache = tmp_path / "cache"
    for setting in ("off", str(cache), str(cache)):
        assert shell("build", "--force", DOCGEN_CACHE=setting).returncode == 0
        made.append(outputs(project_dir / "build"))
    entries = [p for p in cache.rglob("*") if p.is_file()]
    assert len(entries) >= 2  # a font, and a deck's base
    for entry in entries:
        entry.write_bytes(marshal.dumps("broken"))
    assert shell("build", "--force", DOCGEN_CACHE=str(cache)).returncode == 0
    made.append(outputs(project_dir / "build"))
    assert made[0] == made[1] == made[2] == made[3]
