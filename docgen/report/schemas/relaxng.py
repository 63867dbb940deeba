"""The layout language as a RELAX NG schema, for editors with XML support.

It is of templates: Jinja2 may stand in every attribute, and its statements are text between
elements, so text is allowed everywhere. ``docgen check`` says where it is too much. What a
macro or a call holds is judged by where it stands, not by where it ends up.
"""

from __future__ import annotations

from lxml import etree

from docgen.layout.vocabulary import ROOTS, VOCABULARY, Attr, Element

NS = "http://relaxng.org/ns/structure/1.0"
DOC = "http://relaxng.org/ns/compatibility/annotations/1.0"
TYPES = "http://www.w3.org/2001/XMLSchema-datatypes"
_SPACES: dict[str | None, str] = {None: NS, "a": DOC}
_JINJA = r"(.|\s)*(\{\{|\{%)(.|\s)*"
_LENGTH = r"\s*[0-9]+(\.[0-9]+)?\s*(pt|mm|cm|in)?\s*"
PATTERNS = {
    "length": _LENGTH,
    "color": r"[a-z][a-z0-9\-]*",
    "style": r"[a-z][a-z0-9\-]*",
    "href": r"(https?:|mailto:|#)\S+",
    "shares": r"\s*[0-9]+(\.[0-9]+)?(\s+[0-9]+(\.[0-9]+)?)*\s*",
    "ident": r"\S+",
    "ref": r"\S+",
}


def relax_ng() -> str:
    """Return the schema as XML."""
    grammar = etree.Element(f"{{{NS}}}grammar", nsmap=_SPACES, datatypeLibrary=TYPES)  # type: ignore[arg-type]
    start = _add(_add(grammar, "start"), "choice")
    for root in ROOTS:
        _add(start, "ref", name=root)
    for element in VOCABULARY.values():
        _define(grammar, element)
    etree.indent(grammar)
    xml: str = etree.tostring(grammar, encoding="unicode")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml + "\n"


def _define(grammar: etree._Element, element: Element) -> None:
    made = _add(_add(grammar, "define", name=element.name), "element", name=element.name)
    _document(made, element.doc)
    for attr in element.attrs:
        holder = made if attr.required else _add(made, "optional")
        _attribute(holder, attr)
    inside = _add(_add(made, "mixed"), "zeroOrMore")
    choice = _add(inside, "choice")
    for kid in element.kids:
        _add(choice, "ref", name=kid)
    if not element.kids:
        _add(choice, "notAllowed")


def _attribute(holder: etree._Element, attr: Attr) -> None:
    made = _add(holder, "attribute", name=attr.name)
    _document(made, attr.doc)
    if attr.type in ("text", "path"):
        _add(made, "text")
        return
    choice = _add(made, "choice")
    _values(choice, attr)
    _data(choice, "string", pattern=_JINJA)


def _values(choice: etree._Element, attr: Attr) -> None:
    words = ("true", "false") if attr.type == "bool" else attr.choices
    for word in words:
        _add(choice, "value").text = word
    if attr.prefix:
        _data(choice, "string", pattern=f"{attr.prefix}.+")
    if attr.type in ("int", "float"):
        bounds = {"minInclusive": attr.low, "maxInclusive": attr.high}
        kind = "integer" if attr.type == "int" else "decimal"
        _data(choice, kind, **{k: f"{v:g}" for k, v in bounds.items() if v is not None})
    elif attr.type in PATTERNS:
        _data(choice, "string", pattern=PATTERNS[attr.type])


def _data(holder: etree._Element, type: str, **params: str) -> None:
    data = _add(holder, "data", type=type)
    for name, value in params.items():
        _add(data, "param", name=name).text = value


def _document(holder: etree._Element, text: str) -> None:
    if text:
        etree.SubElement(holder, f"{{{DOC}}}documentation").text = text


def _add(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NS}}}{tag}", attributes)
