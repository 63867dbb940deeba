"""Put a site's files into a folder, and take away those of the site that stood there before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from docgen.engine.files import check_writable, write_whole
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.foundation.files import MANIFEST, FileError, digest_of_file, read_file

LIST = ".docgen-site.json"
"""Names of the files that a site is made of, in its folder."""


def write_site(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a site; what is the same already is left alone, what was of the older site goes.

    Raises DocgenError (DG880) for a folder with files of which no site told, MachineError
    where it can't be written.
    """
    check_writable(folder / LIST)  # what is removed lies there too
    older = _files_of_site(folder)
    for name, data in files.items():
        path = folder / name
        if digest_of_file(path) != hashlib.sha256(data).hexdigest():
            write_whole(path, data)
    for name in older - set(files):
        with suppress(OSError):
            (folder / name).unlink()
            for parent in (folder / name).parents:
                if parent == folder:
                    break
                parent.rmdir()  # which fails, and ends it, where something is left
    listed = json.dumps(sorted(files), ensure_ascii=False, indent=0) + "\n"
    write_whole(folder / LIST, listed.encode())


def _files_of_site(folder: Path) -> set[str]:
    try:
        found = json.loads(read_file(folder / LIST, MANIFEST))
        named = {str(one) for one in found}
    except (FileError, ValueError, TypeError):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise DocgenError(
                Diagnostic(
                    codes.NOT_A_SITE,
                    "there is something else in the way of the site",
                    Location(str(folder)),
                    "name an empty folder, or one that `docgen site` wrote",
                )
            ) from None
        return set()
    return {one for one in named if not _leads_out(one)}


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name
