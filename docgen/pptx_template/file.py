"""A template opened: its parts as plain bytes, its masters and layouts as values."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import CT_Relationships
from pptx.opc.package import Part
from pptx.opc.packuri import PACKAGE_URI, PackURI
from pptx.oxml import parse_xml

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.foundation.files import TEMPLATE, FileKind, Recorded, read_file
from docgen.ooxml.package import DeckPackage
from docgen.ooxml.strict import to_transitional
from docgen.ooxml.xml import EMU_PER_POINT, NAMESPACES, XmlNode, qname, to_bytes
from docgen.placed.documents import CompanyFile
from docgen.pptx_template.colors import Scheme, read_scheme

MOST_ENTRIES = 10_000
MOST_BYTES = 500_000_000
"""Of all entries unpacked."""
MOST_XML = 50_000_000
"""Of one XML part unpacked."""
MOST_RATIO = 200
"""Unpacked to packed, of entries larger than `SMALL`."""
SMALL = 1_000_000
OLE = b"\xd0\xcf\x11\xe0"
"""First bytes of PowerPoint 97 files, and of encrypted ones."""
SAVE_AGAIN = "open it in PowerPoint and save it again as .pptx or .potx"
_DOCTYPE = re.compile(rb"<\s*!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
DEFAULT_SIZE = (9_144_000, 6_858_000)
"""Of slides in EMU where a presentation says none."""
SLIDE_LEAST, SLIDE_MOST = 914_400, 51_206_400
"""Edges of a slide in EMU (ECMA-376 Part 1, 19.7.15: 1 to 56 inches)."""


def read_guarded(path: str | Path, kind: FileKind = TEMPLATE) -> bytes:
    """Return the bytes of a template (or a deck to be inserted) that is safe to open.

    Raises DocgenError: DG702 if it can't be read or is no .pptx or .potx, DG703 if it is
    over a limit or holds a DTD.
    """
    try:
        data = read_file(path, kind)
    except OSError as error:
        raise refused(
            path,
            codes.TEMPLATE_UNREADABLE,
            f"can't be read: {(error.strerror or 'no reason given').lower()}",
            "check its name and its permissions",
        ) from error
    if not data:
        hint = "save or copy it again: what was copied is empty"
        raise refused(path, codes.TEMPLATE_UNREADABLE, "is empty", hint)
    if data[:4] == OLE:
        hint = "open it in PowerPoint, remove the password, and save it as .pptx"
        raise refused(
            path, codes.TEMPLATE_UNREADABLE, "is encrypted, or a PowerPoint 97 file", hint
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            _check(path, file)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise refused(
            path,
            codes.TEMPLATE_UNREADABLE,
            "is no .pptx or .potx, or is damaged",
            _what_it_is(data),
        ) from error
    return data


_BEGINNINGS = (
    (b"PK", "the file isn't whole: copy or download it again"),
    (b"%PDF", "it is a PDF: give the PowerPoint file that it was made of"),
    (b"version https://git-lfs", "it is a pointer of Git LFS: `git lfs pull` brings the file"),
    (b"<", "it is a web page or other text: download the file itself"),
)
"""First bytes of what is given for a template by mistake, and what to do then."""


def _what_it_is(data: bytes) -> str:
    start = data[:64].lstrip()
    return next((hint for begin, hint in _BEGINNINGS if start.startswith(begin)), SAVE_AGAIN)


@contextmanager
def reading(path: str | Path) -> Iterator[None]:
    """Turn whatever reading a template raises into a finding about it (DG702).

    Its parts come from strangers, and each library answers what is wrong in them in its own
    way: lxml, python-pptx, Pillow, or plain arithmetic.
    """
    try:
        yield
    except DocgenError:
        raise
    except Exception as error:
        said = next(iter(str(error).splitlines()), "") or type(error).__name__
        said = f"a name that isn't there: {said}" if isinstance(error, KeyError) else said[:200]
        raise refused(path, codes.TEMPLATE_UNREADABLE, f"is damaged: {said}") from error


def refused(path: str | Path, code: str, message: str, hint: str = SAVE_AGAIN) -> DocgenError:
    """Return the error about a template as a whole."""
    return DocgenError(Diagnostic(code, message, Location(str(path)), hint))


def _check(path: str | Path, file: zipfile.ZipFile) -> None:
    entries = file.infolist()
    if len(entries) > MOST_ENTRIES:
        raise refused(
            path,
            codes.TEMPLATE_OVER_LIMIT,
            f"has {len(entries)} entries, at most {MOST_ENTRIES} are read",
            "take slides and layouts that aren't needed out of the template",
        )
    total = sum(e.file_size for e in entries)
    if total > MOST_BYTES:
        size = f"{total / 1e6:.0f} MB"
        raise refused(
            path,
            codes.TEMPLATE_OVER_LIMIT,
            f"unpacks to {size}, at most {MOST_BYTES // 10**6} are read",
            "take films and pictures that aren't needed out of the template",
        )
    names = {e.filename for e in entries}
    if "[Content_Types].xml" not in names or not any(n.startswith("ppt/") for n in names):
        hint = SAVE_AGAIN
        if any(n.startswith("theme/") for n in names):
            hint = "it is an Office theme: apply it in PowerPoint (Design, Browse for Themes) to"
            hint += " an empty deck, and save that as .potx"
        elif any(n.startswith(("word/", "xl/", "Index/", "content.xml")) for n in names):
            hint = "it is a document of another kind: give a .pptx or .potx"
        message = "is no .pptx or .potx: it holds no presentation"
        raise refused(path, codes.TEMPLATE_UNREADABLE, message, hint)
    for entry in entries:
        _check_entry(path, entry)
        if entry.filename.endswith((".xml", ".rels")):
            _check_xml(path, entry.filename, file.read(entry))


def _check_entry(path: str | Path, entry: zipfile.ZipInfo) -> None:
    ratio = entry.file_size / max(entry.compress_size, 1)
    if entry.file_size > SMALL and ratio > MOST_RATIO:
        raise refused(
            path,
            codes.TEMPLATE_OVER_LIMIT,
            f'"{entry.filename}" unpacks to {ratio:.0f} times its size',
            "open it in PowerPoint and save it again, if you trust where it comes from",
        )
    if entry.filename.endswith((".xml", ".rels")) and entry.file_size > MOST_XML:
        raise refused(
            path,
            codes.TEMPLATE_OVER_LIMIT,
            f'"{entry.filename}" is larger than {MOST_XML // 10**6} MB',
            "take what isn't needed out of that slide or layout",
        )


def _check_xml(path: str | Path, name: str, blob: bytes) -> None:
    text = blob
    if blob[:2] in _WIDE or b"\x00" in blob[:8]:
        text = blob.replace(b"\x00", b"")
    if _DOCTYPE.search(text):
        raise refused(
            path,
            codes.TEMPLATE_OVER_LIMIT,
            f'"{name}" declares a DTD or entities; none are read',
            "open it in PowerPoint and save it again: PowerPoint writes no DTD",
        )


TYPES = "[Content_Types].xml"
_OFFICE = "application/vnd."
MAIN_TYPES = (
    f"{_OFFICE}openxmlformats-officedocument.presentationml.template.main+xml",
    f"{_OFFICE}openxmlformats-officedocument.presentationml.slideshow.main+xml",
    f"{_OFFICE}ms-powerpoint.presentation.macroEnabled.main+xml",
    f"{_OFFICE}ms-powerpoint.template.macroEnabled.main+xml",
    f"{_OFFICE}ms-powerpoint.slideshow.macroEnabled.main+xml",
)
"""Kinds of presentation that become an ordinary one."""


@dataclass(frozen=True, eq=False)
class MasterIn:
    """A slide master: its part, its tree, and the colours it gives."""

    number: int
    """From 1, in the presentation's order."""
    part: Part
    node: XmlNode
    theme_part: Part
    theme: XmlNode
    scheme: Scheme


@dataclass(frozen=True, eq=False)
class LayoutIn:
    """A slide layout. ``number`` counts from 1 over all masters, as `inspect` lists them."""

    number: int
    name: str
    kind: str
    """ST_SlideLayoutType, or ``cust``."""
    part: Part
    node: XmlNode
    master: MasterIn


@dataclass(frozen=True, eq=False)
class Company:
    """A company's file. ``samples`` are the layouts of its slides, in order."""

    file: CompanyFile
    width: float
    height: float
    package: DeckPackage
    presentation: Part
    node: XmlNode
    masters: tuple[MasterIn, ...]
    layouts: tuple[LayoutIn, ...]
    samples: tuple[LayoutIn, ...] = ()
    saved_by: str = ""
    kinds: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def slides(self) -> tuple[Part, ...]:
        """Its sample slides, in order."""
        return tuple(related(self.presentation, self.node, "p:sldIdLst"))

    @property
    def path(self) -> str:
        """Where it was read."""
        return self.file.path

    @cached_property
    def from_libreoffice(self) -> bool:
        """Say whether LibreOffice saved it: its layouts repeat one master's places on all."""
        return self.saved_by.startswith(("LibreOffice", "Collabora"))


def tree(part: Part) -> XmlNode:
    """Return a part's root; entities aren't resolved, nothing is loaded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(part.blob, parser)


def load_package(data: bytes) -> DeckPackage:
    """Return a package with all parts of a file that can be reached, each as plain bytes."""
    package = DeckPackage()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        blobs = {f"/{n}": _member(file, n) for n in file.namelist() if not n.endswith("/")}
    kinds = _content_types(blobs.get(f"/{TYPES}", b""))
    parts: dict[PackURI, Part] = {}
    for name, blob in blobs.items():
        if name != f"/{TYPES}" and not name.endswith(".rels"):
            uri = PackURI(name)
            parts[uri] = Part(uri, kinds(uri), package, blob)
    for uri, part in parts.items():
        if rels := blobs.get(str(uri.rels_uri)):
            part.load_rels_from_xml(_relationships(rels), parts)
    if rels := blobs.get("/_rels/.rels"):
        package.rels.load_from_xml(PACKAGE_URI.baseURI, _relationships(rels), parts)
    return package


def _member(file: zipfile.ZipFile, name: str) -> bytes:
    """Return a member; XML of Strict Open XML as Transitional."""
    blob = file.read(name)
    return to_transitional(blob) if name.endswith((".xml", ".rels")) else blob


def _relationships(blob: bytes) -> CT_Relationships:
    found: CT_Relationships = parse_xml(blob)
    return found


class _content_types:  # noqa: N801  (used like a function)
    """Maps part names to content types (ECMA-376 Part 2, 10.1.2)."""

    def __init__(self, blob: bytes) -> None:
        node = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
        self.by_ext: dict[str, str] = {}
        self.by_name: dict[str, str] = {}
        for one in node:
            if one.get("Extension"):
                self.by_ext[one.get("Extension", "").lower()] = one.get("ContentType", "")
            elif one.get("PartName"):
                self.by_name[one.get("PartName", "").lower()] = one.get("ContentType", "")

    def __call__(self, uri: PackURI) -> str:
        named = self.by_name.get(str(uri).lower())
        found = named or self.by_ext.get(uri.ext.lower(), "application/octet-stream")
        return CT.PML_PRESENTATION_MAIN if found in MAIN_TYPES else found


_READ: Recorded[CompanyFile] = Recorded(4)
"""The last templates by path, time and size: each deck of a build opens its own."""


def read_template_file(path: str | Path, kind: FileKind = TEMPLATE) -> CompanyFile:
    """Return a template's bytes, read again only if the file has changed.

    Raises DocgenError: DG702 (can't be read, no presentation), DG703 (over a limit).
    """
    try:
        about = Path(path).stat()
        stamp = (kind.name, str(path), about.st_mtime_ns, about.st_size)
    except (OSError, ValueError):
        return CompanyFile(str(path), read_guarded(path, kind))
    return _READ.get(stamp, lambda: CompanyFile(str(path), read_guarded(path, kind)))


def open_company(path: str | Path) -> Company:
    """Return a template's masters and layouts; see `read_template_file`, `parse_company`."""
    return parse_company(read_template_file(path))


def parse_company(file: CompanyFile) -> Company:
    """Return a template's masters and layouts, anew each time: writing changes the parts.

    Raises DocgenError: DG702 (no usable presentation).
    """
    with reading(file.path):
        return _open(file, load_package(file.data))


def _open(file: CompanyFile, package: DeckPackage) -> Company:
    presentation = package.part_related_by(RT.OFFICE_DOCUMENT)
    node = tree(presentation)
    size = node.find(qname("p:sldSz"))
    if size is None:  # optional by the schema: PowerPoint's own default is 10 x 7.5 in
        size = _with_size(presentation, node)
    width, height = (int(size.get(key, "0")) for key in ("cx", "cy"))
    if not all(SLIDE_LEAST <= edge <= SLIDE_MOST for edge in (width, height)):
        raise ValueError(f"its slides are {width} x {height} EMU")
    masters = tuple(_masters(presentation, node))
    layouts = tuple(_layouts(masters))
    if not layouts:
        raise ValueError("it has no slide layouts")
    return Company(
        file,
        width / EMU_PER_POINT,
        height / EMU_PER_POINT,
        package,
        presentation,
        node,
        masters,
        layouts,
        tuple(_samples(presentation, node, layouts)),
        _application(package),
    )


def _with_size(presentation: Part, node: XmlNode) -> XmlNode:
    """Give a presentation the size of slides that it leaves out; return the element."""
    size = etree.Element(qname("p:sldSz"), cx=str(DEFAULT_SIZE[0]), cy=str(DEFAULT_SIZE[1]))
    before = node.find(qname("p:notesSz"))
    if before is None:
        raise ValueError("it has no sizes of slides and notes")
    before.addprevious(size)
    presentation.blob = to_bytes(node)
    return size


def related(part: Part, node: XmlNode, list_name: str) -> Iterator[Part]:
    """Yield the parts that a list of ids (``p:sldMasterIdLst``) names, in order."""
    listed = node.find(qname(list_name))
    for one in listed if listed is not None else ():
        rid = one.get(qname("r:id"), "")
        if rid in part.rels and not part.rels[rid].is_external:
            yield part.rels[rid].target_part


def _masters(presentation: Part, node: XmlNode) -> Iterator[MasterIn]:
    for number, part in enumerate(related(presentation, node, "p:sldMasterIdLst"), 1):
        root = tree(part)
        theme_part = part.part_related_by(RT.THEME)
        theme = tree(theme_part)
        scheme = read_scheme(theme, root.find(qname("p:clrMap")))
        yield MasterIn(number, part, root, theme_part, theme, scheme)


def _layouts(masters: tuple[MasterIn, ...]) -> Iterator[LayoutIn]:
    number = 0
    for master in masters:
        for part in related(master.part, master.node, "p:sldLayoutIdLst"):
            number += 1
            node = tree(part)
            slide = node.find(qname("p:cSld"))
            name = (slide.get("name") if slide is not None else "") or f"Layout {number}"
            yield LayoutIn(number, name, node.get("type", "cust"), part, node, master)


def _samples(
    presentation: Part, node: XmlNode, layouts: tuple[LayoutIn, ...]
) -> Iterator[LayoutIn]:
    by_part = {id(one.part): one for one in layouts}
    for slide in related(presentation, node, "p:sldIdLst"):
        for rel in slide.rels.values():
            if rel.reltype == RT.SLIDE_LAYOUT and id(rel.target_part) in by_part:
                yield by_part[id(rel.target_part)]


def _application(package: DeckPackage) -> str:
    for rel in package.rels.values():
        if rel.reltype.endswith("/extended-properties") and not rel.is_external:
            node = tree(rel.target_part).find(f"{{{NAMESPACES['ap']}}}Application")
            return (node.text or "") if node is not None else ""
    return ""
