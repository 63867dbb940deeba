"""Compiled code of the stock templates, kept where Python keeps that of this package's modules.

To compile the fragments that all stock layouts share takes longer than to set a document with
them. What is kept are the package's own templates only, in the package's own ``__pycache__``, by
Jinja2's own means: whoever can write there can change the package itself. A project's layouts,
which may be a stranger's, are compiled by every process, and no cache of a project holds code.

Python's own rules hold: nothing is written under ``PYTHONDONTWRITEBYTECODE`` or where the folder
can't be written, and ``PYTHONPYCACHEPREFIX`` moves it. A kept template is used if the template, the
modules that decide how it is compiled, and the versions of Jinja2 and of Python are the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

_MODULES = ("sandbox.py", "filters.py", "template_values.py", "source_positions.py")
"""What of this package decides how a template is compiled."""


def kept(
    environment: jinja2.Environment, source: str, filename: str, make: Callable[[], CodeType]
) -> CodeType:
    """Return the code of a stock template: what is kept, else what `make` compiles."""
    written = _folder()
    if written is None:
        return make()
    name = sha256(filename.encode()).hexdigest()[:16]
    bucket = Bucket(environment, name, sha256(f"{_version()}{source}".encode()).hexdigest())
    with suppress(Exception):  # damaged, as by a full disk: it is made anew
        written.load_bytecode(bucket)
    if bucket.code is None:
        bucket.code = make()
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(written.directory).mkdir(parents=True, exist_ok=True)
                written.dump_bytecode(bucket)
                # Whoever may read the modules may read this: Jinja2 makes it its writer's own.
                made = Path(written.directory) / (written.pattern % name)
                made.chmod(Path(__file__).stat().st_mode & 0o666)
    return bucket.code


@cache
def _folder() -> FileSystemBytecodeCache | None:
    """Return the folder of this package's compiled modules; None if it has none."""
    try:
        folder = Path(cache_from_source(__file__)).parent
    except NotImplementedError:  # this Python keeps no compiled code
        return None
    return FileSystemBytecodeCache(str(folder), f"template-%s.{sys.implementation.cache_tag}.pyc")


@cache
def _version() -> str:
    """Return a digest of all that decides how templates are compiled, but for their source."""
    here = Path(__file__).parent
    parts = [f"{jinja2.__version__} {sys.version}".encode()]
    parts += [(here / name).read_bytes() for name in _MODULES]
    return sha256(b"\0".join(parts)).hexdigest()
