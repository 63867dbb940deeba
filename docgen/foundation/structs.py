"""The base of our value classes: msgspec's structs, with what `dataclasses` gives of a class.

A struct's class is made in C, where ``@dataclass`` writes and compiles source at each start (a
seventh of a short build), and its instances are made and compared faster. `dataclasses.replace`,
`fields` and `asdict` take structs as they take dataclasses. A class that needs what structs lack
(`cached_property`, single keyword-only or hidden fields, work after ``__init__`` on frozen
instances) is a dataclass; so is what pydantic reads, which can't make structs.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, dataclass_transform

import msgspec
from msgspec import field

__all__ = ["Struct", "field"]


class _Fields:
    """Gives a struct's fields as `dataclasses` describes them; they are made when first asked for."""

    def __get__(self, instance: object, owner: type[Struct]) -> dict[str, dataclasses.Field[Any]]:
        return _described(owner)


@cache
def _described(owner: type[Struct]) -> dict[str, dataclasses.Field[Any]]:
    types = {name: kind for c in reversed(owner.__mro__) for name, kind in _annotated(c)}
    names, defaults = owner.__struct_fields__, owner.__struct_defaults__
    defaults = (*[msgspec.NODEFAULT] * (len(names) - len(defaults)), *defaults)
    made = dataclasses.make_dataclass(
        owner.__name__,
        [(name, types[name], _field(one)) for name, one in zip(names, defaults, strict=True)],
        kw_only=True,
    )
    return {one.name: one for one in dataclasses.fields(made)}


def _field(default: Any) -> Any:
    if default is msgspec.NODEFAULT:
        return dataclasses.field()
    if type(default) is type(_Probe.__struct_defaults__[0]):
        return dataclasses.field(default_factory=default.factory)
    return dataclasses.field(default=default)


class _Probe(msgspec.Struct):
    """Shows how msgspec keeps a default that is made anew for each instance."""

    made: list[str] = field(default_factory=list)


def _annotated(one: type) -> list[tuple[str, Any]]:
    return list(getattr(one, "__annotations__", {}).items())


if TYPE_CHECKING:

    @dataclass_transform(field_specifiers=(field,))
    class Struct(metaclass=msgspec.StructMeta):
        """A class of named fields: ``class Rect(Struct, frozen=True)``."""

        __struct_fields__: ClassVar[tuple[str, ...]]
        __struct_defaults__: ClassVar[tuple[Any, ...]]
        __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]

        def __init_subclass__(
            cls, *, frozen: bool = ..., kw_only: bool = ..., eq: bool = ..., order: bool = ...
        ) -> None: ...

else:

    class Struct(msgspec.Struct):
        """A class of named fields: ``class Rect(Struct, frozen=True)``."""

        __dataclass_fields__: ClassVar = _Fields()
