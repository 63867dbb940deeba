"""What docgen wrote, slide by slide, kept in the deck itself: a custom XML part.

Office programs leave such a part alone when they save. With it a later build can tell what a
hand has added since: slides and shapes that the record doesn't know.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from docgen.ooxml.package import DeckPackage
from docgen.ooxml.xml import XmlNode, clean, qname
from docgen.placed.documents import Deck
from docgen.pptx_template.geometry import find_xfrm

NAMESPACE = "urn:docgen:deck-record:1"
CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
CUSTOM_PROPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
PROPS_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
PROPS_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
ITEM_ID = str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)).upper()
SHAPES = ("sp", "pic", "graphicFrame", "grpSp", "cxnSp", "contentPart", "AlternateContent")
"""What stands on a slide; the last two hold ink, equations and what newer programs draw."""
ROUNDING = 1270
"""EMU that a box may differ and not have been moved: programs round to their own units."""
PROPERTIES = (
    "dc:title",
    "dc:subject",
    "dc:creator",
    "dc:description",
    "cp:keywords",
    "cp:category",
    "cp:contentStatus",
)
"""Document properties that people edit, in core.xml."""
Identity: TypeAlias = tuple[str, str]
"""A shape's id and name."""


@dataclass(frozen=True, slots=True)
class RecordedShape:
    """A shape as it was written; digests are None in decks of before they were recorded."""

    text: str | None
    box: str | None
    """Left, top, width, height in EMU, turn and mirroring; empty if its layout says them."""
    look: str
    """Type, colours, alternative text."""
    values: str
    """Of a chart or a picture."""
    links: str | None


@dataclass(frozen=True)
class RecordedSlide:
    """A slide as it was written: its key, and its shapes by id and name."""

    key: str
    title: str
    shapes: dict[Identity, RecordedShape] = field(default_factory=dict)
    lines: tuple[str, ...] | None = ()
    """Digests of the paragraphs of its notes."""
    hidden: bool = False
    layout: str | None = None
    """The name of its layout; None in decks of before it was recorded."""
    ground: str = ""
    timing: str = ""


@dataclass(frozen=True)
class Record:
    """What a deck was written with: its slides by id, and what belongs to all of them."""

    slides: dict[str, RecordedSlide]
    masters: int | None = None
    sections: dict[str, str] | None = None
    """Names by id."""
    designs: dict[str, str] | None = None
    """Digests of masters and layouts by name."""
    properties: dict[str, str] | None = None


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
    core: bytes = b"",
) -> None:
    """Add the record of a deck's slides, as they were written.

    `others` are a company's own slides that were kept, with their ids; `core` are the document
    properties.
    """
    root = etree.Element(f"{{{NAMESPACE}}}deck", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    masters = sum(1 for rel in presentation.rels.values() if rel.reltype == RT.SLIDE_MASTER)
    root.set("masters", str(masters))
    for name, text in properties_of(core).items():
        etree.SubElement(root, f"{{{NAMESPACE}}}property", name=name, digest=_digest(text))
    for guid, title in sections_of(etree.fromstring(presentation.blob)).items():
        etree.SubElement(root, f"{{{NAMESPACE}}}section", id=guid, name=title)
    for title, digest in design_digests(presentation).items():
        etree.SubElement(root, f"{{{NAMESPACE}}}design", name=title, digest=digest)
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
    lines = notes_lines(part)
    if lines:
        node.set("lines", " ".join(map(line_digest, lines)))
    slide = etree.fromstring(part.blob)
    node.set("layout", clean(layout_name(part)))
    node.set("ground", ground_digest(slide))
    if timing := timing_digest(slide):
        node.set("timing", timing)
    for shape in top_shapes(slide):
        one = etree.SubElement(node, f"{{{NAMESPACE}}}shape")
        number, name = identity(shape)
        one.set("id", number)
        one.set("name", name)
        one.set("text", text_digest(shape))
        one.set("box", box_of(shape))
        one.set("look", look_digest(shape, part))
        if values := values_digest(shape, part):
            one.set("values", values)
        if links := links_digest(shape, part):
            one.set("links", links)


def read_record(presentation: Part) -> Record | None:
    """Return the record of a deck; None if it has none."""
    node = _record(presentation)
    if node is None:
        return None
    count = node.get("masters", "")
    now = next(node.iter(f"{{{NAMESPACE}}}design"), None) is not None

    def told(kind: str, key: str, value: str) -> dict[str, str] | None:
        found = node.iter(f"{{{NAMESPACE}}}{kind}")
        return {one.get(key, ""): one.get(value, "") for one in found} if now else None

    return Record(
        {one.get("id", ""): _slide(one, now) for one in node.iter(f"{{{NAMESPACE}}}slide")},
        int(count) if count.isdigit() else None,
        told("section", "id", "name"),
        told("design", "name", "digest"),
        told("property", "name", "digest"),
    )


def _record(presentation: Part) -> XmlNode | None:
    for rel in presentation.rels.values():
        if rel.is_external or rel.reltype != CUSTOM_XML:
            continue
        blob = rel.target_part.blob
        if NAMESPACE.encode() not in blob:
            continue
        return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    return None


def _slide(node: XmlNode, now: bool) -> RecordedSlide:
    shapes = {
        (one.get("id", ""), one.get("name", "")): RecordedShape(
            one.get("text"),
            one.get("box"),
            one.get("look", "") if now else "",
            one.get("values", ""),
            one.get("links", "") if now else None,
        )
        for one in node
    }
    return RecordedSlide(
        node.get("key", ""),
        node.get("title", ""),
        shapes,
        tuple(node.get("lines", "").split()) if now else None,
        node.get("hidden") == "1",
        node.get("layout"),
        node.get("ground", ""),
        node.get("timing", ""),
    )


def top_shapes(slide: XmlNode) -> Iterator[XmlNode]:
    """Yield the shapes of a slide that stand in no group."""
    tree = slide.find(f"{qname('p:cSld')}/{qname('p:spTree')}")
    for one in tree if tree is not None else ():
        if isinstance(one.tag, str) and etree.QName(one).localname in SHAPES:
            yield one


def identity(shape: XmlNode) -> Identity:
    """Return a shape's id and name."""
    inner = shape
    if etree.QName(shape).localname == "AlternateContent":
        inner = next((one for choice in shape for one in choice), shape)
    for kid in inner:
        if isinstance(kid.tag, str) and etree.QName(kid).localname.startswith("nv"):
            for props in kid:
                if isinstance(props.tag, str) and etree.QName(props).localname == "cNvPr":
                    return props.get("id", ""), props.get("name", "")
    return "", ""


def text_of(shape: XmlNode) -> str:
    """Return what a shape says."""
    return "".join(node.text or "" for node in shape.iter(qname("a:t")))


def text_digest(shape: XmlNode) -> str:
    """Return a digest of what a shape says, paragraph by paragraph (and cell by cell)."""
    paras = ["".join(t.text or "" for t in p.iter(qname("a:t"))) for p in shape.iter(qname("a:p"))]
    return _digest("\n".join(paras))


def box_of(shape: XmlNode) -> str:
    """Return where a shape stands, how large it is, turned and mirrored; empty if it inherits."""
    xfrm = find_xfrm(shape)
    if xfrm is None:
        return ""
    said = [
        node.get(name, "") if (node := xfrm.find(qname(tag))) is not None else ""
        for tag, names in (("a:off", "xy"), ("a:ext", ("cx", "cy")))
        for name in names
    ]
    said.append(xfrm.get("rot", "0"))
    mirrored = (xfrm.get(name) in ("1", "true") for name in ("flipH", "flipV"))
    return ",".join([*said, *("1" if one else "0" for one in mirrored)])


def same_box(one: str, other: str) -> bool:
    """Say whether two boxes are the same but for rounding."""
    if one == other:
        return True
    a, b = one.split(","), other.split(",")
    if len(a) != len(b):
        return False
    try:
        return all(abs(int(x) - int(y)) <= ROUNDING for x, y in zip(a, b, strict=True))
    except ValueError:
        return False


def look_digest(shape: XmlNode, slide: Part) -> str:
    """Return a digest of how a shape looks: type, colours, and its alternative text.

    Runs that look alike count once: programs divide text into runs as they like.
    """
    found: list[str] = []
    for node in shape.iter(*_LOOKS):
        attrs = _LOOKS[str(node.tag)]
        said = ",".join([node.tag[-5:], *(str(node.get(name)) for name in attrs)])
        if said not in found[-2:]:
            found.append(said)
    chart = chart_of(shape, slide)
    for node in chart.iter() if chart is not None else ():
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if name.endswith("Chart") or name in _CHART_LOOKS:
            found.append(f"{name} {node.get('val', '')}")
    return _digest("|".join(found))


_CHART_LOOKS = ("srgbClr", "schemeClr", "legendPos", "barDir", "grouping")
_LOOKS = {
    qname("a:srgbClr"): ("val",),
    qname("a:schemeClr"): ("val",),
    qname("a:rPr"): ("b", "i", "u", "strike", "sz"),
    qname("a:pPr"): ("algn",),
    qname("a:latin"): ("typeface",),
    qname("a:srcRect"): ("l", "t", "r", "b"),
    qname("p:cNvPr"): ("descr",),
    qname("a:prstGeom"): ("prst",),
    qname("a:noFill"): (),
}
"""What tells a shape's look: elements, and their attributes."""


def links_digest(shape: XmlNode, slide: Part) -> str:
    """Return a digest of where a shape's links lead; empty if it has none."""
    found = []
    for node in shape.iter(qname("a:hlinkClick"), qname("a:hlinkHover"), qname("a:hlinkMouseOver")):
        rid = node.get(qname("r:id"), "")
        target = ""
        if rid in slide.rels:
            rel = slide.rels[rid]
            target = rel.target_ref if rel.is_external else "inside"
        found.append(f"{node.get('action', '')} {target}")
    return _digest("|".join(found)) if found else ""


def chart_of(shape: XmlNode, slide: Part) -> XmlNode | None:
    """Return the chart that a graphic frame shows."""
    for node in shape.iter(qname("c:chart")):
        rid = node.get(qname("r:id"), "")
        if rid in slide.rels and not slide.rels[rid].is_external:
            return etree.fromstring(slide.rels[rid].target_part.blob)
    return None


def timing_digest(slide: XmlNode) -> str:
    """Return a digest of which shapes a slide's animation moves, and how; empty if it has none."""
    timing = next(slide.iter(qname("p:timing")), None)
    if timing is None:
        return ""
    said = []
    for node in timing.iter(qname("p:cTn"), qname("p:spTgt"), qname("p:pRg"), qname("p:bldP")):
        names = ("presetID", "presetClass", "nodeType", "spid", "st", "end", "build")
        said.append(" ".join(node.get(name, "") for name in names))
    return _digest("|".join(one for one in said if one.strip()))


def sections_of(presentation: XmlNode) -> dict[str, str]:
    """Return the names of a deck's sections by their ids."""
    found = presentation.iter(qname("p14:section"))
    return {one.get("id", ""): one.get("name", "") for one in found}


def properties_of(core: bytes) -> dict[str, str]:
    """Return the document properties that people edit, of ``core.xml``."""
    if not core:
        return {}
    node = etree.fromstring(core, etree.XMLParser(resolve_entities=False, no_network=True))
    found = ((name, node.findtext(qname(name), "")) for name in PROPERTIES)
    return {name: text for name, text in found if text}


def design_digests(presentation: Part) -> dict[str, str]:
    """Return a digest of each master and layout, by name: what stands on it, and its ground."""
    found: dict[str, str] = {}
    masters = [
        rel.target_part
        for rel in presentation.rels.values()
        if not rel.is_external and rel.reltype == RT.SLIDE_MASTER
    ]
    for number, master in enumerate(masters, 1):
        layouts = [r.target_part for r in master.rels.values() if r.reltype == RT.SLIDE_LAYOUT]
        found[f"master {number}"] = _design_digest(master.blob)
        for layout in layouts:
            name = clean(_name_of(layout.blob))
            found[f"{name} ({number})"] = _design_digest(layout.blob)
    return found


@lru_cache(maxsize=256)
def _design_digest(blob: bytes) -> str:
    node = etree.fromstring(blob)
    said = [ground_digest(node)]
    for shape in top_shapes(node):
        colors = [
            str(one.get("val")) for one in shape.iter(qname("a:srgbClr"), qname("a:schemeClr"))
        ]
        said.append("|".join([identity(shape)[1], box_of(shape), text_of(shape), *colors]))
    return _digest("\n".join(said))


def values_digest(shape: XmlNode, slide: Part) -> str:
    """Return a digest of what a chart or a picture shows; empty for other shapes."""
    chart = chart_of(shape, slide)
    if chart is not None:
        texts = [v.text or "" for v in chart.iter(qname("c:v"), qname("a:t"))]
        return _digest("|".join(texts))
    if etree.QName(shape).localname == "pic":
        for node in shape.iter(qname("a:blip")):
            rid = node.get(qname("r:embed"), "")
            if rid in slide.rels and not slide.rels[rid].is_external:
                return hashlib.sha256(slide.rels[rid].target_part.blob).hexdigest()[:16]
    return ""


def ground_digest(slide: XmlNode) -> str:
    """Return a digest of a slide's own background; empty if it has none."""
    ground = slide.find(f"{qname('p:cSld')}/{qname('p:bg')}")
    bare = slide.get("showMasterSp") in ("0", "false")
    if ground is None:
        return _digest("bare") if bare else ""
    said = ["bare"] if bare else []
    said += [
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


def notes_body(page: XmlNode) -> XmlNode | None:
    """Return the text body of a notes page: not its header, footer or number."""
    for shape in page.iter(qname("p:sp")):
        place = shape.find(f"{qname('p:nvSpPr')}/{qname('p:nvPr')}/{qname('p:ph')}")
        if place is not None and place.get("type") == "body":
            return shape.find(qname("p:txBody"))
    return None


def notes_page(slide: Part) -> Part | None:
    """Return a slide's notes page."""
    for rel in slide.rels.values():
        if not rel.is_external and rel.reltype.endswith("/notesSlide"):
            found: Part = rel.target_part
            return found
    return None


def notes_lines(slide: Part) -> list[str]:
    """Return the paragraphs of a slide's notes that say something."""
    page = notes_page(slide)
    body = notes_body(etree.fromstring(page.blob)) if page is not None else None
    paras = body.findall(qname("a:p")) if body is not None else []
    lines = ("".join(t.text or "" for t in p.iter(qname("a:t"))) for p in paras)
    return [line for line in lines if line.strip()]


def line_digest(line: str) -> str:
    """Return what a record keeps of a paragraph of notes, whatever its white space."""
    return hashlib.sha256(" ".join(line.split()).encode()).hexdigest()[:10]


def property_digest(text: str) -> str:
    """Return what a record keeps of a document property."""
    return _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
