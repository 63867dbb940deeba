"""Small designs as other programs and houses make them, each with one thing that once failed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

from lxml import etree
from oddities import A, P, placeholders, rewrite
from PIL import Image

OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata"
LAYOUTS = "ppt/slideLayouts/"
MASTERS = "ppt/slideMasters/"


def changed_trees(path: Path, edit: Callable[[str, etree._Element], None]) -> Path:
    def change(name: str, blob: bytes) -> bytes:
        if not name.endswith(".xml") or not name.startswith((LAYOUTS, MASTERS)):
            return blob
        node = etree.fromstring(blob)
        edit(name, node)
        return etree.tostring(node, xml_declaration=True, encoding="UTF-8", standalone=True)

    return rewrite(path, change)


def named(node: etree._Element) -> str:
    return node.find(f"{P}cSld").get("name") or ""


def boxed(shape: etree._Element, x: int, y: int, wide: int, tall: int) -> None:
    """Give a shape a box, in EMU."""
    props = shape.find(f"{P}spPr")
    for old in props.findall(f"{A}xfrm"):
        props.remove(old)
    frame = etree.Element(f"{A}xfrm")
    etree.SubElement(frame, f"{A}off", x=str(x), y=str(y))
    etree.SubElement(frame, f"{A}ext", cx=str(wide), cy=str(tall))
    props.insert(0, frame)


def filled(shape: etree._Element, color: str) -> None:
    props = shape.find(f"{P}spPr")
    fill = etree.Element(f"{A}solidFill")
    etree.SubElement(fill, f"{A}srgbClr", val=color)
    props.insert(sum(1 for one in props if one.tag in (f"{A}xfrm", f"{A}prstGeom")), fill)


def colored(shape: etree._Element, color: str) -> None:
    styles = shape.find(f"{P}txBody/{A}lstStyle")
    for old in styles.findall(f"{A}lvl1pPr"):
        styles.remove(old)
    level = etree.Element(f"{A}lvl1pPr")
    styles.insert(0, level)
    run = etree.SubElement(level, f"{A}defRPr")
    fill = etree.SubElement(run, f"{A}solidFill")
    etree.SubElement(fill, f"{A}srgbClr", val=color)


def properties_by_other_types(path: Path) -> Path:
    """As pandoc and LibreOffice 7.0 relate the document's properties."""

    def change(name: str, blob: bytes) -> bytes:
        if name != "_rels/.rels":
            return blob
        blob = blob.replace(OFFICE + b"/extended-properties", PACKAGE + b"/extended-properties")
        other = OFFICE.replace(b"officeDocument", b"officedocument")
        core = PACKAGE + b"/core-properties"
        return blob.replace(core, other + b"/metadata/core-properties")

    return rewrite(path, change)


def strict(path: Path) -> Path:
    """ISO/IEC 29500 Strict: other namespaces, shares with a percent sign."""

    def change(name: str, blob: bytes) -> bytes:
        if not name.endswith((".xml", ".rels")) or name == "[Content_Types].xml":
            return blob
        for kind in (b"presentationml", b"drawingml", b"officeDocument"):
            blob = re.sub(
                rb"http://schemas\.openxmlformats\.org/" + kind + rb"/2006/",
                b"http://purl.oclc.org/ooxml/" + kind + b"/",
                blob,
            )
        blob = blob.replace(
            b"officeDocument/extended-properties", b"officeDocument/extendedProperties"
        )
        blob = re.sub(rb'<a:(tint|shade|satMod|lumMod) val="(\d+)000"', rb'<a:\1 val="\2%"', blob)
        return blob.replace(b"<p:presentation ", b'<p:presentation conformance="strict" ')

    return rewrite(path, change)


def union_over_title(path: Path) -> Path:
    """Two bodies whose common box covers the title: one beside it, one under it."""

    def edit(name: str, node: etree._Element) -> None:
        if not name.startswith(LAYOUTS):
            return
        bodies = [s for s, ph in placeholders(node) if ph.get("type") in (None, "body")]
        for shape, ph in placeholders(node):
            if ph.get("type") == "title":
                boxed(shape, 457200, 400000, 5000000, 1000000)
        for n, shape in enumerate(bodies[:2]):
            box = (6000000, 300000, 2700000, 5800000) if n else (457200, 1600000, 5000000, 4500000)
            boxed(shape, *box)

    return changed_trees(path, edit)


def title_on_own_fill(path: Path) -> Path:
    """White titles on a dark fill of their own; the slide is white."""

    def edit(name: str, node: etree._Element) -> None:
        for shape, ph in placeholders(node):
            if name.startswith(MASTERS) and ph.get("type") == "title":
                filled(shape, "1F2A44")
        if name.startswith(MASTERS):
            for run in node.iterfind(f"{P}txStyles/{P}titleStyle/{A}lvl1pPr/{A}defRPr"):
                for fill in run.findall(f"{A}solidFill"):
                    for kid in list(fill):
                        fill.remove(kid)
                    etree.SubElement(fill, f"{A}srgbClr", val="FFFFFF")

    return changed_trees(path, edit)


def body_on_own_fill(path: Path) -> Path:
    """White bullets on a dark panel that is the body's own fill."""

    def edit(name: str, node: etree._Element) -> None:
        for shape, ph in placeholders(node):
            if name.startswith(LAYOUTS) and ph.get("type") is None:
                filled(shape, "1F2A44")
                colored(shape, "FFFFFF")

    return changed_trees(path, edit)


def swedish(path: Path) -> Path:
    """Swedish names, the types left out: "Rubrikbild" is the title slide, no picture."""
    names = {
        "Title Slide": "Rubrikbild",
        "Title and Content": "Rubrik och innehåll",
        "Section Header": "Avsnittsrubrik",
        "Two Content": "Två innehållsdelar",
        "Comparison": "Jämförelse",
        "Title Only": "Endast rubrik",
        "Picture with Caption": "Bild med bildtext",
    }

    def edit(name: str, node: etree._Element) -> None:
        if name.startswith(LAYOUTS):
            node.find(f"{P}cSld").set("name", names.get(named(node), "Övrigt"))
            node.attrib.pop("type", None)

    return changed_trees(path, edit)


def strip_first(path: Path) -> Path:
    """The layout with the best name has a strip of 38 pt for its body."""

    def edit(name: str, node: etree._Element) -> None:
        if not name.startswith(LAYOUTS):
            return
        if named(node) == "Title and Content":
            for shape, ph in placeholders(node):
                if ph.get("type") is None:
                    boxed(shape, 457200, 1600000, 8229600, 38 * 12700)
        if named(node) == "Title and Vertical Text":
            node.find(f"{P}cSld").set("name", "Brødtekst")
            for body in node.iter(f"{A}bodyPr"):
                body.attrib.pop("vert", None)
            node.attrib.pop("type", None)

    return changed_trees(path, edit)


def small_everywhere(path: Path) -> Path:
    """A slide of two inches: no layout has room for more than a few words."""

    def change(name: str, blob: bytes) -> bytes:
        if name != "ppt/presentation.xml":
            return blob
        return re.sub(rb"<p:sldSz [^>]*/>", b'<p:sldSz cx="1828800" cy="1371600"/>', blob)

    return rewrite(path, change)


def subtitle_above(path: Path) -> Path:
    """The cover's subtitle stands above its title."""

    def edit(name: str, node: etree._Element) -> None:
        if name.startswith(LAYOUTS) and named(node) == "Title Slide":
            for shape, ph in placeholders(node):
                if ph.get("type") == "subTitle":
                    boxed(shape, 685800, 700000, 7772400, 1300000)
                elif ph.get("type") == "ctrTitle":
                    boxed(shape, 685800, 2000000, 7772400, 1400000)

    return changed_trees(path, edit)


def shouting(path: Path) -> Path:
    """Text boxes are in capitals and from right to left by the presentation's defaults."""

    def change(name: str, blob: bytes) -> bytes:
        if name != "ppt/presentation.xml":
            return blob
        node = etree.fromstring(blob)
        for level in node.find(f"{P}defaultTextStyle"):
            level.set("rtl", "1")
            for run in level.iter(f"{A}defRPr"):
                run.set("cap", "all")
        return etree.tostring(node)

    return rewrite(path, change)


def dark_theme_picture(path: Path) -> Path:
    """The background is the theme's picture in two dark tones; the master only refers to it."""
    sink = io.BytesIO()
    Image.linear_gradient("L").save(sink, "PNG")
    tones = "".join(f'<a:srgbClr val="{c}"/>' for c in ("101820", "202c3a"))
    fill = (
        f'<a:blipFill><a:blip r:embed="rId1" xmlns:r="{OFFICE.decode()}"><a:duotone>{tones}'
        "</a:duotone></a:blip><a:stretch><a:fillRect/></a:stretch></a:blipFill>"
    )

    def change(name: str, blob: bytes) -> bytes:
        if name == "ppt/theme/theme1.xml":
            start, end = blob.index(b"<a:bgFillStyleLst>"), blob.index(b"</a:bgFillStyleLst>")
            solid = b'<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
            listed = b"<a:bgFillStyleLst>" + solid * 2 + fill.encode()
            return blob[:start] + listed + blob[end:]
        if name == "[Content_Types].xml" and b'Extension="png"' not in blob:
            return blob.replace(
                b"</Types>", b'<Default Extension="png" ContentType="image/png"/></Types>'
            )
        if name.startswith(MASTERS) and name.endswith(".xml"):
            return re.sub(
                rb"<p:bg>.*?</p:bg>",
                b'<p:bg><p:bgRef idx="1003"><a:schemeClr val="bg1"/></p:bgRef></p:bg>',
                blob,
                flags=re.S,
            )
        return blob

    rels = (
        '<?xml version="1.0"?><Relationships'
        ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE.decode()}/image" Target="../media/ground.png"/>'
        "</Relationships>"
    )
    more = {
        "ppt/theme/_rels/theme1.xml.rels": rels.encode(),
        "ppt/media/ground.png": sink.getvalue(),
    }
    return rewrite(path, change, more)


STRANGERS: dict[str, Callable[[Path], Path]] = {
    "properties-by-other-types": properties_by_other_types,
    "strict": strict,
    "union-over-title": union_over_title,
    "title-on-own-fill": title_on_own_fill,
    "body-on-own-fill": body_on_own_fill,
    "swedish": swedish,
    "strip-first": strip_first,
    "subtitle-above": subtitle_above,
    "shouting": shouting,
    "dark-theme-picture": dark_theme_picture,
}
