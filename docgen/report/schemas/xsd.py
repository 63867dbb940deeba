"""The layout language as an XML Schema (XSD 1.0), for editors that read no RELAX NG.

It says the same as `relaxng`, from the same vocabulary. Types are global and elements local, so
that only a document's own elements can be its root.
"""

from __future__ import annotations

from lxml import etree

from docgen.layout.vocabulary import ROOTS, VOCABULARY, Attr, Element
from docgen.report.schemas.relaxng import PATTERNS

NS = "http://www.w3.org/2001/XMLSchema"
_SPACES: dict[str | None, str] = {"xs": NS}
_JINJA = r"[\s\S]*(\{\{|\{%)[\s\S]*"
"""XSD's "." leaves out line ends, as RELAX NG's does, but it has classes for all characters."""


def xml_schema() -> str:
    """Return the schema as XML."""
    schema = etree.Element(f"{{{NS}}}schema", nsmap=_SPACES)  # type: ignore[arg-type]
    for root in ROOTS:
        _add(schema, "element", name=root, type=root)
    for element in VOCABULARY.values():
        _define(schema, element)
    etree.indent(schema)
    xml: str = etree.tostring(schema, encoding="unicode")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml + "\n"


def _define(schema: etree._Element, element: Element) -> None:
    made = _add(schema, "complexType", name=element.name, mixed="true")
    _document(made, element.doc)
    if element.kids:
        inside = _add(made, "choice", minOccurs="0", maxOccurs="unbounded")
        for kid in dict.fromkeys(element.kids):
            _add(inside, "element", name=kid, type=kid)
    for attr in element.attrs:
        _attribute(made, attr)


def _attribute(holder: etree._Element, attr: Attr) -> None:
    need = {"use": "required"} if attr.required else {}
    if attr.type in ("text", "path"):
        _document(_add(holder, "attribute", name=attr.name, type="xs:string", **need), attr.doc)
        return
    made = _add(holder, "attribute", name=attr.name, **need)
    _document(made, attr.doc)
    union = _add(_add(made, "simpleType"), "union")
    words = ("true", "false") if attr.type == "bool" else attr.choices
    if words:
        listed = _restriction(union, "token")
        for word in words:
            _add(listed, "enumeration", value=word)
    if attr.prefix:
        _add(_restriction(union, "string"), "pattern", value=f"{attr.prefix}.+")
    if attr.type in ("int", "float"):
        number = _restriction(union, "integer" if attr.type == "int" else "decimal")
        for name, bound in (("minInclusive", attr.low), ("maxInclusive", attr.high)):
            if bound is not None:
                _add(number, name, value=f"{bound:g}")
    elif attr.type in PATTERNS:
        _add(_restriction(union, "string"), "pattern", value=PATTERNS[attr.type])
    _add(_restriction(union, "string"), "pattern", value=_JINJA)


def _restriction(union: etree._Element, base: str) -> etree._Element:
    return _add(_add(union, "simpleType"), "restriction", base=f"xs:{base}")


def _document(holder: etree._Element, text: str) -> None:
    if text:
        _add(_add(holder, "annotation"), "documentation").text = text


def _add(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NS}}}{tag}", attributes)
