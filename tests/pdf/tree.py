"""Reads a PDF's structure back: roles and text in order, and whether the parts agree.

Independent of the writer: pikepdf for objects, pdfminer for characters.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage


@dataclass(slots=True)
class Node:
    """An element: its role, what else is told of it, and its text and kids in order."""

    role: str
    note: str = ""
    kids: list[Node | str] = field(default_factory=list)

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Yield the tree as indented lines; text is in quotes."""
        yield f"{'  ' * depth}{self.role}{' ' + self.note if self.note else ''}"
        if self.role == "Figure":
            return
        for kid in self.merged():
            if isinstance(kid, Node):
                yield from kid.lines(depth + 1)
            else:
                yield f'{"  " * (depth + 1)}"{kid}"'

    def merged(self) -> Iterator[Node | str]:
        """Yield the kids with neighbouring pieces of text joined, white space collapsed."""
        held = ""
        for kid in [*self.kids, None]:
            if isinstance(kid, str):
                held += kid
                continue
            text = " ".join(held.replace("\u00ad", "").split())
            if text:
                yield text
            held = ""
            if kid is not None:
                yield kid

    def find(self, role: str) -> Iterator[Node]:
        """Yield all elements of a role, this one included."""
        if self.role == role:
            yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.find(role)


def _decoded(text: bytes) -> str:
    """A text string (ISO 32000-1, 7.9.2.2)."""
    if text.startswith(b"\xfe\xff"):
        return text[2:].decode("utf-16-be")
    return text.decode("latin-1")


class _Device(PDFTextDevice):  # type: ignore[misc]
    """Gathers text by marked-content id; text of no element goes under None, unmarked too."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.stack: list[int | str | None] = []
        self.texts: dict[int, str] = {}
        self.artifacts = ""
        self.unmarked = ""
        self.held: list[str] | None = None
        """Inside ReversedChars: the text so far, from left to right."""

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        name = getattr(tag, "name", "")
        mcid = (props or {}).get("MCID") if isinstance(props, dict) else None
        actual = (props or {}).get("ActualText") if isinstance(props, dict) else None
        if mcid is None and actual is not None and self.stack:
            if self.held is not None:
                self.held.append(_decoded(actual)[::-1])
            elif isinstance(self.stack[-1], int):
                self.texts[self.stack[-1]] += _decoded(actual)
            self.stack.append("told")
            return
        if name == "ReversedChars" and self.stack:
            self.held = []
            self.stack.append(name)
            return
        self.stack.append(mcid if mcid is not None else name)
        if mcid is not None:
            self.texts.setdefault(mcid, "")

    def end_tag(self) -> None:
        if self.stack.pop() == "ReversedChars":
            text = "".join(self.held or [])[::-1]
            self.held = None
            self._told(text)

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        text = ""
        for piece in seq:
            if isinstance(piece, bytes):
                for code in textstate.font.decode(piece):
                    try:
                        text += textstate.font.to_unichr(code)
                    except PDFUnicodeNotDefined:
                        text += "\ufffd"
        if self.stack and self.stack[-1] == "told":
            return  # an ActualText says it
        if self.held is not None:
            self.held.append(text)
        else:
            self._told(text)

    def _told(self, text: str) -> None:
        inside = self.stack[-1] if self.stack else None
        if isinstance(inside, int):
            self.texts[inside] += text
        elif inside == "Artifact":
            self.artifacts += text
        else:
            self.unmarked += text


class Tagged:
    """A tagged file: `root` is its Document; `faults` what doesn't agree in it."""

    def __init__(self, data: bytes) -> None:
        self.faults: list[str] = []
        self.artifacts: list[str] = []
        self._texts = [self._page_text(device) for device in _devices(data)]
        self._used: set[tuple[int, int]] = set()
        self._links: set[tuple[int, int]] = set()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            self._numbers = {page.objgen: n for n, page in enumerate(pdf.pages)}
            tree = pdf.Root.StructTreeRoot
            self._parents = _number_tree(tree.ParentTree)
            self._pdf = pdf
            self.root = self._node(tree.K, None)
            self._annotations()
        missing = {(p, m) for p, page in enumerate(self._texts) for m in page} - self._used
        self.faults += [f"content {m} of page {p + 1} is in no element" for p, m in missing]

    @property
    def text(self) -> str:
        """The tree as lines."""
        return "\n".join(self.root.lines()) + "\n"

    def _page_text(self, device: _Device) -> dict[int, str]:
        self.artifacts.append(device.artifacts)
        if device.unmarked.strip():
            self.faults.append(f"unmarked text {device.unmarked!r}")
        return device.texts

    def _node(self, elem: pikepdf.Object, page: pikepdf.Object | None) -> Node:
        page = elem.get("/Pg", page)
        node = Node(str(elem.S)[1:], _note(elem))
        kids = elem.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                node.kids.append(self._content(elem, page, kid))
            elif kid.get("/Type") == "/MCR":
                node.kids.append(self._content(elem, kid.get("/Pg", page), int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                self._link(elem, kid)
            else:
                if kid.P.objgen != elem.objgen:
                    self.faults.append(f"a kid of {node.role} has another parent")
                node.kids.append(self._node(kid, None))
        if node.role == "Link" and not any(_objects(elem)):
            self.faults.append("a Link without annotation")
        return node

    def _content(self, elem: pikepdf.Object, page: pikepdf.Object, mcid: int) -> str:
        number = self._numbers[page.objgen]
        if (number, mcid) in self._used:
            self.faults.append(f"content {mcid} of page {number + 1} is in two elements")
        self._used.add((number, mcid))
        parents = self._parents[int(page.StructParents)]
        if parents[mcid].objgen != elem.objgen:
            self.faults.append(f"the parent tree sends {mcid} of page {number + 1} elsewhere")
        return self._texts[number].get(mcid, "")

    def _link(self, elem: pikepdf.Object, kid: pikepdf.Object) -> None:
        annotation = kid.Obj
        self._links.add(annotation.objgen)
        if str(elem.S) != "/Link":
            self.faults.append(f"a link's annotation is under {elem.S}")
        if self._parents[int(annotation.StructParent)].objgen != elem.objgen:
            self.faults.append("the parent tree sends a link elsewhere")
        on_page = [a.objgen for a in kid.Pg.get("/Annots", [])]
        if annotation.objgen not in on_page:
            self.faults.append("a link's annotation is on another page")

    def _annotations(self) -> None:
        for page in self._pdf.pages:
            for annotation in page.get("/Annots", []):
                if annotation.objgen not in self._links:
                    self.faults.append("an annotation is in no element")


def _devices(data: bytes) -> Iterator[_Device]:
    manager = PDFResourceManager()
    for page in PDFPage.get_pages(io.BytesIO(data)):
        device = _Device(manager)
        PDFPageInterpreter(manager, device).process_page(page)
        yield device


def _number_tree(node: pikepdf.Object) -> dict[int, Any]:
    nums = list(node.get("/Nums", []))
    found = {int(k): v for k, v in zip(nums[::2], nums[1::2], strict=True)}
    for kid in node.get("/Kids", []):
        found |= _number_tree(kid)
    return found


def _objects(elem: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = elem.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
            yield kid.Obj


def _note(elem: pikepdf.Object) -> str:
    """Alt, language, where a link leads, and the attributes of cells and lists."""
    told: list[str] = []
    if "/Alt" in elem:
        told.append(f'"{elem.Alt}"')
    if "/Lang" in elem:
        told.append(f"lang={elem.Lang}")
    for annotation in list(_objects(elem))[:1]:
        action = annotation.get("/A")
        told.append(f"-> {action.URI}" if action is not None else "-> page")
    owned = elem.get("/A", pikepdf.Array())
    for one in owned if isinstance(owned, pikepdf.Array) else [owned]:
        for key in ("Scope", "ColSpan", "RowSpan", "ListNumbering"):
            value = one.get(f"/{key}")
            if value is not None:
                told.append(f"{key}={str(value).lstrip('/')}")
    return " ".join(told)
