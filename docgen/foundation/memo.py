"""Costly bytes that may be kept between runs: who makes them says how, the press where.

Rooms below the press neither know a cache folder nor read the environment. They ask for
bytes by a key that names everything they depend on; where nobody keeps any, they are made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

MakeBytes = Callable[[], bytes]
CacheBackend = Callable[[str, MakeBytes], bytes]
"""Returns the bytes kept under a key, or makes and keeps them."""


def _make(key: str, make: MakeBytes) -> bytes:
    return make()


_BACKEND: ContextVar[CacheBackend] = ContextVar("docgen_keeper", default=_make)


def cached(key: str, make: MakeBytes) -> bytes:
    """Return the bytes of a key: kept ones, else what `make` gives."""
    return _BACKEND.get()(key, make)


@contextmanager
def caching(keeper: CacheBackend) -> Iterator[None]:
    """Let `keeper` keep bytes meanwhile."""
    token = _BACKEND.set(keeper)
    try:
        yield
    finally:
        _BACKEND.reset(token)
