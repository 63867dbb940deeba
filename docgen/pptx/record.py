"""What docgen wrote, slide by slide, kept in the deck itself: a custom XML part.

Office programs leave such a part alone when they save. With it a later build can tell what a
hand has added since: slides and shapes that the record doesn't know.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from docgen.ooxml.package import DeckPackage
from docgen.ooxml.xml import XmlNode, clean, qname
from docgen.placed.documents import Deck

NAMESPACE = "urn:docgen:deck-record:1"
CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
CUSTOM_PROPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
PROPS_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
PROPS_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
ITEM_ID = str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)).upper()
SHAPES = ("sp", "pic", "graphicFrame", "grpSp", "cxnSp")


@dataclass(frozen=True)
class RecordedSlide:
    """A slide as it was written: its key, and its shapes by id and name with their digests."""

    key: str
    title: str
    shapes: dict[tuple[str, str], str] = field(default_factory=dict)
    notes: str = ""
    hidden: bool = False
    looks: dict[tuple[str, str], str] = field(default_factory=dict)
    """Of each shape: type, colours, alternative text."""
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    """Of each chart."""
    layout: str | None = None
    """The name of its layout; None in decks of before it was recorded."""
    ground: str = ""


def slide_keys(deck: Deck) -> list[str]:
    """Return what each slide is known by over builds: its id or title, and which part it is."""
    seen: dict[str, int] = {}
    found = []
    for slide in deck.slides:
        name = slide.elem.id or slide.title.rsplit(" (", 1)[0]
        key = f"{slide.layout.role} {name} {slide.part[0]}"
        seen[key] = seen.get(key, 0) + 1
        found.append(key if seen[key] == 1 else f"{key} #{seen[key]}")
    return found


def write_record(
    package: DeckPackage,
    presentation: Part,
    deck: Deck,
    parts: Sequence[Part],
    first_id: int,
    others: Sequence[tuple[int, Part]] = (),
) -> None:
    """Add the record of a deck's slides, as they were written.

    `others` are a company's own slides that were kept, with their ids.
    """
    root = etree.Element(f"{{{NAMESPACE}}}deck", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    masters = sum(1 for rel in presentation.rels.values() if rel.reltype == RT.SLIDE_MASTER)
    root.set("masters", str(masters))
    for number, (key, slide, part) in enumerate(
        zip(slide_keys(deck), deck.slides, parts, strict=True)
    ):
        node = etree.SubElement(
            root, f"{{{NAMESPACE}}}slide", id=str(first_id + number), key=clean(key)
        )
        node.set("title", clean(slide.title))
        if slide.hidden:
            node.set("hidden", "1")
        _note_slide(node, part)
    for count, (number, part) in enumerate(others, 1):
        key = f"kept {count}"
        node = etree.SubElement(root, f"{{{NAMESPACE}}}slide", id=str(number), key=key)
        node.set("title", key)
        if etree.fromstring(part.blob).get("show") in ("0", "false"):
            node.set("hidden", "1")
        _note_slide(node, part)
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    item = package.add("/customXml/item%d.xml", "application/xml", blob)
    presentation.relate_to(item, CUSTOM_XML)
    props = etree.Element(f"{{{PROPS_NAMESPACE}}}datastoreItem", nsmap={"ds": PROPS_NAMESPACE})
    props.set(f"{{{PROPS_NAMESPACE}}}itemID", f"{{{ITEM_ID}}}")
    etree.SubElement(props, f"{{{PROPS_NAMESPACE}}}schemaRefs")
    made = etree.tostring(props, xml_declaration=True, encoding="UTF-8", standalone=True)
    item.relate_to(package.add("/customXml/itemProps%d.xml", PROPS_TYPE, made), CUSTOM_PROPS)


def _note_slide(node: XmlNode, part: Part) -> None:
    notes = notes_text(part)
    if notes:
        node.set("notes", _digest(notes))
    slide = etree.fromstring(part.blob)
    node.set("layout", clean(layout_name(part)))
    node.set("ground", ground_digest(slide))
    for shape in top_shapes(slide):
        one = etree.SubElement(node, f"{{{NAMESPACE}}}shape")
        number, name = identity(shape)
        one.set("id", number)
        one.set("name", name)
        one.set("digest", shape_digest(shape))
        one.set("look", look_digest(shape))
        if values := values_digest(shape, part):
            one.set("values", values)


def recorded_masters(presentation: Part) -> int | None:
    """Return how many masters a deck was written with; None if that isn't recorded."""
    node = _record(presentation)
    count = node.get("masters", "") if node is not None else ""
    return int(count) if count.isdigit() else None


def read_record(presentation: Part) -> dict[str, RecordedSlide] | None:
    """Return the record of a deck by slide id; None if it has none."""
    node = _record(presentation)
    return None if node is None else {one.get("id", ""): _slide(one) for one in node}


def _record(presentation: Part) -> XmlNode | None:
    for rel in presentation.rels.values():
        if rel.is_external or rel.reltype != CUSTOM_XML:
            continue
        blob = rel.target_part.blob
        if NAMESPACE.encode() not in blob:
            continue
        return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    return None


def _slide(node: XmlNode) -> RecordedSlide:
    def told(what: str) -> dict[tuple[str, str], str]:
        return {(s.get("id", ""), s.get("name", "")): s.get(what, "") for s in node}

    return RecordedSlide(
        node.get("key", ""),
        node.get("title", ""),
        told("digest"),
        node.get("notes", ""),
        node.get("hidden") == "1",
        told("look"),
        told("values"),
        node.get("layout"),
        node.get("ground", ""),
    )


def top_shapes(slide: XmlNode) -> Iterator[XmlNode]:
    """Yield the shapes of a slide that stand in no group."""
    tree = slide.find(f"{qname('p:cSld')}/{qname('p:spTree')}")
    for one in tree if tree is not None else ():
        if isinstance(one.tag, str) and etree.QName(one).localname in SHAPES:
            yield one


def identity(shape: XmlNode) -> tuple[str, str]:
    """Return a shape's id and name."""
    for kid in shape:
        if isinstance(kid.tag, str) and etree.QName(kid).localname.startswith("nv"):
            props = kid.find(qname("p:cNvPr"))
            if props is not None:
                return props.get("id", ""), props.get("name", "")
    return "", ""


def shape_digest(shape: XmlNode) -> str:
    """Return a digest of what a reader sees moved or retyped: text and box."""
    texts = [node.text or "" for node in shape.iter(qname("a:t"))]
    boxes = [
        f"{node.get(a)},{node.get(b)}"
        for tag, a, b in (("a:off", "x", "y"), ("a:ext", "cx", "cy"))
        for node in _first(shape.iter(qname(tag)), a)
    ]
    return _digest("".join(texts) + "|" + ";".join(boxes))


def look_digest(shape: XmlNode) -> str:
    """Return a digest of how a shape looks: type, colours, and its alternative text.

    Runs that look alike count once: programs divide text into runs as they like.
    """
    found: list[str] = []
    for node in shape.iter(*_LOOKS):
        attrs = _LOOKS[str(node.tag)]
        said = ",".join([node.tag[-5:], *(str(node.get(name)) for name in attrs)])
        if said not in found[-2:]:
            found.append(said)
    return _digest("|".join(found))


_LOOKS = {
    qname("a:srgbClr"): ("val",),
    qname("a:schemeClr"): ("val",),
    qname("a:rPr"): ("b", "i", "u", "strike", "sz"),
    qname("p:cNvPr"): ("descr",),
    qname("a:prstGeom"): ("prst",),
    qname("a:noFill"): (),
}
"""What tells a shape's look: elements, and their attributes."""


def values_digest(shape: XmlNode, slide: Part) -> str:
    """Return a digest of what a chart shows; empty for other shapes."""
    for node in shape.iter(qname("c:chart")):
        rid = node.get(qname("r:id"), "")
        if rid in slide.rels and not slide.rels[rid].is_external:
            chart = etree.fromstring(slide.rels[rid].target_part.blob)
            texts = [v.text or "" for v in chart.iter(qname("c:v"), qname("a:t"))]
            return _digest("|".join(texts))
    return ""


def ground_digest(slide: XmlNode) -> str:
    """Return a digest of a slide's own background; empty if it has none."""
    ground = slide.find(f"{qname('p:cSld')}/{qname('p:bg')}")
    if ground is None:
        return ""
    said = [
        etree.QName(node).localname + node.get("val", "") + node.get("idx", "")
        for node in ground.iter()
        if isinstance(node.tag, str)
    ]
    return _digest("|".join(said))


def layout_name(slide: Part) -> str:
    """Return the name of a slide's layout."""
    for rel in slide.rels.values():
        if not rel.is_external and rel.reltype.endswith("/slideLayout"):
            return _name_of(rel.target_part.blob)
    return ""


@lru_cache(maxsize=64)
def _name_of(layout: bytes) -> str:
    node = etree.fromstring(layout).find(qname("p:cSld"))
    return node.get("name", "") if node is not None else ""


def _first(nodes: Iterable[XmlNode], name: str) -> list[XmlNode]:
    return [node for node in nodes if node.get(name) is not None][:1]


def notes_text(slide: Part) -> str:
    """Return the text of a slide's notes page."""
    for rel in slide.rels.values():
        if not rel.is_external and rel.reltype.endswith("/notesSlide"):
            node = etree.fromstring(rel.target_part.blob)
            paras = node.iter(qname("a:p"))
            return "\n".join("".join(t.text or "" for t in p.iter(qname("a:t"))) for p in paras)
    return ""


def digest_of_notes(slide: Part) -> str:
    """Return what a record keeps of a slide's notes; empty if it has none."""
    text = notes_text(slide)
    return _digest(text) if text else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
