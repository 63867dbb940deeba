"""Structs are to their users what dataclasses were; and where they can't be, there are none."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import pickle
import pkgutil
import typing
from collections.abc import Iterator

import msgspec
import pytest
from pydantic import BaseModel

import docgen
from docgen.article.model import Article
from docgen.foundation.structs import Struct, field
from docgen.grounding.report import GroundingReport


class Base(Struct, frozen=True, kw_only=True):
    place: str = ""


class Child(Base, frozen=True, kw_only=True):
    size: float
    names: tuple[str, ...] = field(default_factory=tuple)


class Counter(Struct):
    count: int = 0
    seen: list[str] = field(default_factory=list)


CHILD = Child(size=2.0, place="here")


def test_a_frozen_struct_stays_as_it_is_and_another_changes() -> None:
    with pytest.raises(AttributeError):
        CHILD.size = 3.0  # type: ignore[misc]
    counter = Counter()
    counter.count += 1
    assert counter == Counter(1) != Counter(2)
    assert hash(CHILD) == hash(Child(place="here", size=2.0))


def test_the_functions_of_dataclasses_take_structs() -> None:
    assert dataclasses.is_dataclass(CHILD)
    assert dataclasses.replace(CHILD, size=3.0) == Child(size=3.0, place="here")
    assert [one.name for one in dataclasses.fields(Child)] == list(Child.__struct_fields__)
    place, size, names = dataclasses.fields(CHILD)
    assert (place.default, size.default) == ("", dataclasses.MISSING)
    assert names.default == ()
    count, seen = dataclasses.fields(Counter)
    assert (count.default, seen.default_factory) == (0, list)
    assert dataclasses.asdict(CHILD) == {"place": "here", "size": 2.0, "names": ()}
    with pytest.raises(TypeError, match="colour"):
        dataclasses.replace(CHILD, colour="red")


def test_structs_go_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(CHILD)) == copy.deepcopy(CHILD) == CHILD


def _all_models(of: type[BaseModel] = BaseModel) -> Iterator[type[BaseModel]]:
    for one in of.__subclasses__():
        if one.__module__.startswith("docgen."):
            yield one
        yield from _all_models(one)


def _structs(kind: object, path: str, seen: set[object]) -> Iterator[str]:
    """Give where a type that pydantic reads holds a struct."""
    if not isinstance(kind, type):
        for part in typing.get_args(kind):
            yield from _structs(part, path, seen)
    elif kind not in seen:
        seen.add(kind)
        parts: dict[str, object] = {}
        if issubclass(kind, msgspec.Struct):
            yield f"{path}: {kind.__name__}"
        elif issubclass(kind, BaseModel):
            parts = {name: info.annotation for name, info in kind.model_fields.items()}
        elif dataclasses.is_dataclass(kind):
            parts = typing.get_type_hints(kind)
        for name, part in parts.items():
            yield from _structs(part, f"{path}.{kind.__name__}.{name}", seen)


def test_what_pydantic_reads_holds_no_structs() -> None:
    for module in pkgutil.walk_packages(docgen.__path__, "docgen."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    seen: set[object] = set()
    roots = (GroundingReport, Article, *_all_models())
    assert [one for root in roots for one in _structs(root, "", seen)] == []
    assert len(seen) > 40
    assert list(_structs(Child, "", set())) == [": Child"]
