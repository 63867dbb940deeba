"""A hook for caching expensive byte strings between runs; the engine sets the backend.

Rooms below the engine know no cache folder and read no environment variable. They ask for
bytes by a key that names everything they depend on; without a backend the bytes are made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

MakeBytes = Callable[[], bytes]
CacheBackend = Callable[[str, MakeBytes], bytes]
"""Returns the bytes stored under a key, or makes and stores them."""


def _make(key: str, make: MakeBytes) -> bytes:
    return make()


_BACKEND: ContextVar[CacheBackend] = ContextVar("docgen_backend", default=_make)


def cached(key: str, make: MakeBytes) -> bytes:
    """Return the bytes of a key: the stored ones, else what `make` returns."""
    return _BACKEND.get()(key, make)


def keeps() -> bool:
    """Whether a backend keeps bytes: without one, what is made need not be serialised."""
    return _BACKEND.get() is not _make


@contextmanager
def caching(backend: CacheBackend) -> Iterator[None]:
    """Use `backend` as the cache inside the block."""
    token = _BACKEND.set(backend)
    try:
        yield
    finally:
        _BACKEND.reset(token)
