"""XML of Office Open XML: namespaces, element building, units. It knows syntax, no meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

from lxml import etree

XmlNode: TypeAlias = etree._Element
AttributeValue: TypeAlias = str | int | bool | None

NAMESPACES: Mapping[str, str] = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "cdr": "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "p15": "http://schemas.microsoft.com/office/powerpoint/2012/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ap": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}

UNPREFIXED = ("ct", "ap")
"""Namespaces of parts that some readers want without prefix."""
EMU_PER_POINT = 12700
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def emu(points: float) -> int:
    """Return points as English Metric Units (12 700 a point; ECMA-376 Part 1, 20.1.2.1)."""
    return round(points * EMU_PER_POINT)


def hundredths(points: float) -> int:
    """Return points in hundredths, as font sizes and spacings are written."""
    return round(points * 100)


def thousandths(share: float) -> int:
    """Return a share (0 to 1) in thousandths of a percent."""
    return round(share * 100_000)


@lru_cache(maxsize=1024)
def qname(name: str) -> str:
    """Return ``a:p`` in Clark notation; a name without prefix stays as it is."""
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local


def clean(text: str) -> str:
    """Return `text` without the characters that XML 1.0 can't hold."""
    return _ILLEGAL.sub("", text)


def root(tag: str, /, *prefixes: str, **attrs: AttributeValue) -> XmlNode:
    """Return a new root element that declares the prefixes given besides its own."""
    used = dict.fromkeys([tag.partition(":")[0], *prefixes])
    nsmap = {None if p in UNPREFIXED else p: NAMESPACES[p] for p in used}
    node = etree.Element(qname(tag), nsmap=nsmap)  # type: ignore[arg-type]
    return put(node, attrs)


def sub(
    parent: XmlNode,
    tag: str,
    attrs: Mapping[str, AttributeValue] | None = None,
    /,
    text: str | None = None,
    **plain: AttributeValue,
) -> XmlNode:
    """Append an element; `attrs` may have prefixed names, attributes that are None are left out."""
    prefix, name = _split(tag)
    if prefix == parent.prefix or prefix in UNPREFIXED:
        node = etree.SubElement(parent, name)
    else:
        node = _other(parent, prefix, name)
    if attrs:
        put(node, attrs)
    if plain:
        put(node, plain)
    if text is not None:
        node.text = clean(text)
    return node


@lru_cache(maxsize=1024)
def _split(tag: str) -> tuple[str, str]:
    """Return an element's prefix, and its name in Clark notation."""
    return tag.partition(":")[0], qname(tag)


def _other(parent: XmlNode, prefix: str, name: str) -> XmlNode:
    """Append an element of another prefix than its parent's, declared if it isn't yet.

    lxml takes what an ancestor declares. To ask first is dear: `nsmap` is made anew each
    time, from all ancestors.
    """
    node = etree.SubElement(parent, name)
    if node.prefix == prefix:
        return node
    parent.remove(node)
    nsmap = None if prefix in parent.nsmap else {prefix: NAMESPACES[prefix]}
    return etree.SubElement(parent, name, nsmap=nsmap)


def put(node: XmlNode, attrs: Mapping[str, AttributeValue]) -> XmlNode:
    """Set attributes: booleans as 1 and 0, None left out."""
    for name, value in attrs.items():
        if value is None:
            continue
        shown = clean(value) if isinstance(value, str) else str(int(value))
        node.set(qname(name) if ":" in name else name, shown)
    return node


def to_bytes(node: XmlNode) -> bytes:
    """Serialise a part's root."""
    return etree.tostring(node, xml_declaration=True, encoding="UTF-8", standalone=True)
