"""Templates that are odd on purpose, made of python-pptx's default."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from lxml import etree
from PIL import Image
from pptx import Presentation

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def base(wide: bool = False) -> zipfile.ZipFile:
    made = Presentation()
    layout = made.slide_layouts[1]
    slide = made.slides.add_slide(layout)
    slide.shapes.title.text = "A sample to be dropped"
    sink = io.BytesIO()
    made.save(sink)
    return zipfile.ZipFile(sink)


def rewrite(
    path: Path, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None
) -> Path:
    with base() as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, blob in (more or {}).items():
            new.writestr(name, blob)
    return path


def on_trees(*folders: str) -> Callable[[Callable[[etree._Element], None]], Callable[..., bytes]]:
    def wrap(edit: Callable[[etree._Element], None]) -> Callable[[str, bytes], bytes]:
        def change(name: str, blob: bytes) -> bytes:
            if not name.endswith(".xml") or not name.startswith(folders):
                return blob
            node = etree.fromstring(blob)
            edit(node)
            return etree.tostring(node, xml_declaration=True, encoding="UTF-8", standalone=True)

        return change

    return wrap


LAYOUTS, MASTERS = "ppt/slideLayouts/", "ppt/slideMasters/"


def placeholders(node: etree._Element) -> list[tuple[etree._Element, etree._Element]]:
    return [(ph.getparent().getparent().getparent(), ph) for ph in node.iter(f"{P}ph")]


def no_title(path: Path) -> Path:
    @on_trees(LAYOUTS, MASTERS)
    def edit(node: etree._Element) -> None:
        for shape, ph in placeholders(node):
            if ph.get("type") in ("title", "ctrTitle"):
                shape.getparent().remove(shape)

    return rewrite(path, edit)


def no_body(path: Path) -> Path:
    @on_trees(LAYOUTS)
    def edit(node: etree._Element) -> None:
        for shape, ph in placeholders(node):
            if ph.get("type") not in ("title", "ctrTitle", "dt", "ftr", "sldNum"):
                shape.getparent().remove(shape)

    return rewrite(path, edit)


def no_placeholders(path: Path) -> Path:
    @on_trees(LAYOUTS, MASTERS)
    def edit(node: etree._Element) -> None:
        for shape, _ in placeholders(node):
            shape.getparent().remove(shape)

    return rewrite(path, edit)


def narrow_body(path: Path) -> Path:
    @on_trees(LAYOUTS, MASTERS)
    def edit(node: etree._Element) -> None:
        for shape, ph in placeholders(node):
            if ph.get("type") in (None, "body", "obj"):
                for ext in shape.iter(f"{A}ext"):
                    if ext.get("cx"):
                        ext.set("cx", str(int(int(ext.get("cx")) * 0.55)))

    return rewrite(path, edit)


def strange_idx(path: Path) -> Path:
    """Real templates number left and right cards 4 and 2; here also far away."""

    @on_trees(LAYOUTS)
    def edit(node: etree._Element) -> None:
        numbers = {"1": "4", "2": "2", "3": "97", "4": "31"}
        for shape, ph in placeholders(node):
            if ph.get("idx") in numbers and ph.get("type") not in ("dt", "ftr", "sldNum"):
                ph.set("idx", numbers[ph.get("idx")])
                shape.find(f".//{P}cNvPr").set("name", "Card")

    return rewrite(path, edit)


def embedded_fonts(path: Path) -> Path:
    def change(name: str, blob: bytes) -> bytes:
        if name == "[Content_Types].xml":
            new = b'<Default Extension="fntdata" ContentType="application/x-fontdata"/></Types>'
            return blob.replace(b"</Types>", new)
        if name == "ppt/_rels/presentation.xml.rels":
            new = f'<Relationship Id="rId901" Type="{REL}/font" Target="fonts/font1.fntdata"/>'
            return blob.replace(b"</Relationships>", new.encode() + b"</Relationships>")
        if name == "ppt/presentation.xml":
            node = etree.fromstring(blob)
            listed = etree.Element(f"{P}embeddedFontLst")
            font = etree.SubElement(listed, f"{P}embeddedFont")
            etree.SubElement(font, f"{P}font", typeface="Corporate Sans")
            etree.SubElement(font, f"{P}regular").set(f"{R}id", "rId901")
            node.find(f"{P}notesSz").addnext(listed)
            return etree.tostring(node)
        return blob

    font = resources.files("font_source_sans_pro") / "files" / "SourceSansPro-Regular.ttf"
    return rewrite(path, change, {"ppt/fonts/font1.fntdata": font.read_bytes()})


def as_potx(path: Path) -> Path:
    def change(name: str, blob: bytes) -> bytes:
        if name != "[Content_Types].xml":
            return blob
        return blob.replace(b"presentation.main+xml", b"template.main+xml")

    return rewrite(path, change)


def portrait(path: Path) -> Path:
    """A custom size: all placeholders scaled to an upright page."""
    sizes = (9144000, 6858000), (6858000, 9906000)
    scale = sizes[1][0] / sizes[0][0], sizes[1][1] / sizes[0][1]

    def change(name: str, blob: bytes) -> bytes:
        if not name.endswith(".xml") or not name.startswith(("ppt/presentation", LAYOUTS, MASTERS)):
            return blob
        node = etree.fromstring(blob)
        for size in node.iter(f"{P}sldSz"):
            size.set("cx", str(sizes[1][0]))
            size.set("cy", str(sizes[1][1]))
            size.attrib.pop("type", None)
        for one in node.iter(f"{A}off", f"{A}ext"):
            for keys, factor in ((("x", "cx"), scale[0]), (("y", "cy"), scale[1])):
                for key in keys:
                    if one.get(key):
                        one.set(key, str(int(int(one.get(key)) * factor)))
        return etree.tostring(node)

    return rewrite(path, change)


def picture_ground(path: Path) -> Path:
    """A dark photograph behind everything, the theme's text black."""
    noise = random.Random(7)
    picture = Image.new("RGB", (64, 48))
    picture.putdata([(noise.randrange(40), noise.randrange(30), 40) for _ in range(64 * 48)])
    sink = io.BytesIO()
    picture.resize((640, 480), Image.Resampling.BICUBIC).save(sink, "PNG")

    def change(name: str, blob: bytes) -> bytes:
        if name == "[Content_Types].xml" and b'"png"' not in blob:
            new = b'<Default Extension="png" ContentType="image/png"/></Types>'
            return blob.replace(b"</Types>", new)
        if name == "ppt/slideMasters/_rels/slideMaster1.xml.rels":
            new = f'<Relationship Id="rId901" Type="{REL}/image" Target="../media/ground.png"/>'
            return blob.replace(b"</Relationships>", new.encode() + b"</Relationships>")
        if name == "ppt/slideMasters/slideMaster1.xml":
            node = etree.fromstring(blob)
            old = node.find(f".//{P}bg")
            props = etree.SubElement(old, f"{P}bgPr")
            old.remove(old[0])
            fill = etree.SubElement(props, f"{A}blipFill")
            etree.SubElement(fill, f"{A}blip").set(f"{R}embed", "rId901")
            etree.SubElement(etree.SubElement(fill, f"{A}stretch"), f"{A}fillRect")
            etree.SubElement(props, f"{A}effectLst")
            return etree.tostring(node)
        return blob

    return rewrite(path, change, {"ppt/media/ground.png": sink.getvalue()})


ODDITIES: dict[str, Callable[[Path], Path]] = {
    "no-title": no_title,
    "no-body": no_body,
    "no-placeholders": no_placeholders,
    "narrow-body": narrow_body,
    "strange-idx": strange_idx,
    "embedded-fonts": embedded_fonts,
    "potx": as_potx,
    "portrait": portrait,
    "picture-ground": picture_ground,
}
