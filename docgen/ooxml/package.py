"""The package: parts named by counters, and a zip whose bytes depend on the content only.

python-pptx finds a free part name by looking at all parts, which grows with the square of
the number of slides; here every name comes from a counter.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, BinaryIO, TypeAlias

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.oxml import CT_Relationships
from pptx.opc.package import Part, _Relationships
from pptx.opc.packuri import PackURI
from pptx.package import Package

from docgen.ooxml.xml import root, sub, to_bytes

RelationshipTarget: TypeAlias = tuple[str, Part]
"""Relationship type and part."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold."""
DEFAULTS = {
    "rels": CT.OPC_RELATIONSHIPS,
    "xml": CT.XML,
    "png": CT.PNG,
    "jpeg": CT.JPEG,
    "gif": CT.GIF,
    "xlsx": CT.SML_SHEET,
    "fntdata": "application/x-fontdata",
}
"""File extensions whose content type needs no Override."""


class DeckPackage(Package):
    """A python-pptx package that names new parts by counting and saves deterministically."""

    def __init__(self, pkg_file: str | IO[bytes] = "") -> None:
        super().__init__(pkg_file)
        self._taken: set[str] = set()
        self._counts: Counter[str] = Counter()

    def add(self, pattern: str, content_type: str, blob: bytes = b"") -> Part:
        """Add a part; a ``%d`` in `pattern` becomes the next free number (from 1).

        Raises ValueError if a fixed name is taken: `drop` the old part first.
        """
        name = self._free_name(pattern) if "%d" in pattern else pattern
        if name.lower() in self._taken:
            raise ValueError(f"the package has a part {name} already")
        self._taken.add(name.lower())
        return Part(PackURI(name), content_type, self, blob)

    def _free_name(self, pattern: str) -> str:
        """Return the next free name; part names differ in more than case (ECMA-376 Part 2, 9.1.1)."""
        for _ in range(len(self._taken) + 1):
            self._counts[pattern] += 1
            name = pattern % self._counts[pattern]
            if name.lower() not in self._taken:
                return name
        raise AssertionError("more names were tried than are taken")

    def drop(self, unwanted: Callable[[str, Part], bool]) -> None:
        """Cut every relationship to the parts for which `unwanted` (type, part) is true."""
        for rels in [self._rels, *(part.rels for part in list(self.parts()))]:
            for one in list(rels.values()):
                if not one.is_external and unwanted(one.reltype, one.target_part):
                    rels.pop(one.rId)

    def numbers(self) -> tuple[list[str], dict[str, int]]:
        """Return which names are taken, as plain values for `count_from`."""
        return sorted(self._taken), dict(self._counts)

    def count_from(self, numbers: tuple[list[str], dict[str, int]]) -> None:
        """Go on naming parts from there."""
        self._taken.update(numbers[0])
        self._counts.update(numbers[1])

    def keep(self) -> None:
        """Mark the names of all parts that are there (after opening a template) as taken."""
        self._taken.update(str(p.partname).lower() for p in self.parts())

    @property
    def rels(self) -> _Relationships:
        """The package's own relationships."""
        return self._rels

    def parts(self) -> Iterator[Part]:
        """Yield every part that can be reached, once. Not recursive: decks can be long."""
        seen: set[int] = set()
        waiting = list(self._rels.values())
        while waiting:
            rel = waiting.pop()
            if rel.is_external or id(rel.target_part) in seen:
                continue
            part = rel.target_part
            seen.add(id(part))
            yield part
            waiting.extend(part.rels.values())

    def write(self, sink: BinaryIO) -> None:
        """Write the package: ``[Content_Types].xml``, then all members by name."""
        parts = sorted(self.parts(), key=lambda p: str(p.partname))
        members: list[tuple[str, bytes]] = []
        if len(self._rels):
            members.append(("_rels/.rels", self._rels.xml))
        for part in parts:
            members.append((part.partname.membername, part.blob))
            if len(part.rels):
                members.append((part.partname.rels_uri.membername, part.rels.xml))
        types = ("[Content_Types].xml", _content_types(parts))
        write_zip([types, *sorted(members)], sink)


def relate_all(part: Part, targets: Sequence[RelationshipTarget]) -> list[str]:
    """Relate `part` to many parts at once and return the new ids.

    `Part.relate_to` searches all relationships each time; a presentation has one a slide.
    """
    rels = CT_Relationships.new()
    known: dict[PackURI, Part] = {}
    for rel in part.rels.values():
        rels.add_rel(rel.rId, rel.reltype, rel.target_ref, rel.is_external)
        if not rel.is_external:
            known[rel.target_part.partname] = rel.target_part
    numbers = [int(r[3:]) for r in part.rels if r[3:].isdigit()]
    first = max(numbers, default=0) + 1
    ids = [f"rId{first + n}" for n in range(len(targets))]
    base = part.partname.baseURI
    for rid, (kind, target) in zip(ids, targets, strict=True):
        rels.add_rel(rid, kind, target.partname.relative_ref(base))
        known[target.partname] = target
    part.load_rels_from_xml(rels, known)
    return ids


def _content_types(parts: Iterable[Part]) -> bytes:
    types = root("ct:Types")
    named = {p.partname.ext.lower() for p in parts} & set(DEFAULTS)
    for ext in sorted(named | {"rels", "xml"}):
        sub(types, "ct:Default", Extension=ext, ContentType=DEFAULTS[ext])
    for part in parts:
        if DEFAULTS.get(part.partname.ext.lower()) != part.content_type:
            name = str(part.partname)
            sub(types, "ct:Override", PartName=name, ContentType=part.content_type)
    return to_bytes(types)


def write_zip(members: Iterable[tuple[str, bytes]], sink: BinaryIO) -> None:
    """Write a zip in the order given, with fixed dates and attributes."""
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        for name, blob in members:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            file.writestr(info, blob)


def rezip(blob: bytes) -> bytes:
    """Return an Office file's zip with members sorted and dates fixed."""
    with zipfile.ZipFile(io.BytesIO(blob)) as old:
        names = sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n))
        members = [(n, old.read(n)) for n in names]
    sink = io.BytesIO()
    write_zip(members, sink)
    return sink.getvalue()
