"""Parse the rendered XML and check it against the vocabulary; all errors at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from lxml import etree

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, Location, did_you_mean
from docgen.foundation.structs import Struct, field
from docgen.layout.markup.nodes import MarkupNode, Printed, Types, UnknownNameError
from docgen.layout.source_positions import AT, MARK
from docgen.layout.template import RenderedMarkup, SourceFile
from docgen.layout.vocabulary import BLOCKS, VOCABULARY, Element

_MISMATCH = re.compile(r"Opening and ending tag mismatch: (\S+) line \d+ and (\S+)")
_PLACEHOLDER = "dg-t"
LONGEST_TAG = 10_000
"""Characters from a tag's start in which an attribute is looked for."""


class Checker(Struct):
    """Makes nodes of one rendering; adds what is wrong to `found`."""

    rendered: RenderedMarkup
    types: Types
    found: Diagnostics
    template: str
    starts: dict[str, list[int]] = field(default_factory=dict)
    """Where the lines of each template begin, by its path."""

    def tree(self) -> MarkupNode | None:
        """Return the checked root; None if it is not well-formed."""
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        xml = self.rendered.xml.strip()
        if not xml:
            self.found.error(
                codes.NOT_WELL_FORMED, "the template renders nothing", Location(self.template)
            )
            return None
        try:
            root = etree.fromstring(xml.encode("utf-8", "replace"), parser)
        except etree.XMLSyntaxError as error:
            self._malformed(error, xml)
            return None
        if root.getroottree().docinfo.internalDTD is not None:
            self.found.error(
                codes.NOT_WELL_FORMED, "a DOCTYPE is not allowed", Location(self.template, 1, 1)
            )
            return None
        return self._node(root, None)

    def _malformed(self, error: etree.XMLSyntaxError, xml: str) -> None:
        line, column = error.position
        lines = xml.split("\n")
        end = sum(len(one) + 1 for one in lines[: max(0, line - 1)]) + max(0, column)
        message = _reason(str(error.msg))
        at = Location(self.template, 1, 1)
        for mark in MARK.finditer(xml, 0, min(len(xml), end + 1)):
            at = self._place(mark[1] or mark[4], mark[2] or mark[5], mark[3] or mark[6])
        self.found.error(codes.NOT_WELL_FORMED, f"not well-formed: {message}", at)

    def _place(self, name: str, line: str, column: str) -> Location:
        file = self.rendered.files.get(name)
        return Location(file.path if file else self.template, int(line), int(column))

    def _node(self, element: etree._Element, parent: MarkupNode | None) -> MarkupNode | None:
        tag = str(element.tag)
        mark = element.get(AT, "")
        at = parent.at if parent else Location(self.template, 1, 1)
        if mark.count(":") == 2:
            at = self._place(*mark.split(":"))
        spec = VOCABULARY.get(tag)
        if spec is None:
            known = VOCABULARY[parent.tag].kids if parent else ("brief", "deck")
            near = did_you_mean(tag, known)
            other = did_you_mean(tag, VOCABULARY)
            hint = near if near.startswith("did") or not other.startswith("did") else other
            if tag.lower() in HTML:
                hint = f"did you mean {HTML[tag.lower()]}?"
            self.found.error(codes.UNKNOWN_ELEMENT, f"unknown element <{tag}>", at, hint)
            return None
        if parent is not None and tag not in VOCABULARY[parent.tag].kids:
            self._misplaced(tag, parent, at)
        node = MarkupNode(tag, at)
        self._attributes(element, spec, node)
        self._kids(element, spec, node)
        return node

    def _misplaced(self, tag: str, parent: MarkupNode, at: Location) -> None:
        holders = [name for name, spec in VOCABULARY.items() if tag in spec.kids]
        if tag in BLOCKS:
            holders = ["the page or slide, <column>, <callout>, <keep>, <fit>"]
        else:
            holders = [f"<{name}>" for name in holders]
        hint = f"it belongs in {', '.join(holders[:8])}" if holders else "it is the root"
        self.found.error(
            codes.MISPLACED_ELEMENT, f"<{tag}> may not stand in <{parent.tag}>", at, hint
        )

    def _attributes(self, element: etree._Element, spec: Element, node: MarkupNode) -> None:
        for name, raw in element.attrib.items():
            name, raw = str(name), str(raw)
            if name == AT:
                continue
            attr = spec.attr(name)
            if attr is None:
                hint = did_you_mean(name, [a.name for a in spec.attrs]) or "it takes none"
                message = f'<{spec.name}> has no attribute "{name}"'
                self.found.error(
                    codes.UNKNOWN_ATTRIBUTE, message, self._attribute_place(node.at, name), hint
                )
                continue
            try:
                node.values[name] = self.types.value(attr, raw)
                if attr.type == "text" and (source := self.types.source(raw)):
                    node.values.setdefault("source-location", source)
            except UnknownNameError as error:
                at = self._attribute_place(node.at, name)
                code = codes.BAD_VALUE if attr.type == "choice" else codes.UNKNOWN_TOKEN
                self.found.error(code, str(error), at, did_you_mean(error.name, error.known))
            except ValueError as error:
                at = self._attribute_place(node.at, name)
                self.found.error(codes.BAD_VALUE, f'<{spec.name}> {name}="{raw}" {error}', at)
        for attr in spec.attrs:
            if attr.required and attr.name not in element.attrib:
                self.found.error(
                    codes.MISSING_ATTRIBUTE,
                    f"<{spec.name}> needs the attribute {attr.name}",
                    node.at,
                )

    def _starts(self, file: SourceFile) -> list[int]:
        """Return where the lines of a template begin."""
        if file.path not in self.starts:
            self.starts[file.path] = [0, *(m.end() for m in re.finditer("\n", file.text))]
        return self.starts[file.path]

    def _attribute_place(self, at: Location, name: str) -> Location:
        """Return where an attribute stands in the template, in the tag that starts at `at`."""
        for file in self.rendered.files.values():
            if file.path == at.file and at.line:
                starts = self._starts(file)
                if at.line > len(starts):
                    return at
                start = starts[at.line - 1] + at.column
                sought = re.compile(rf"(?<![\w-]){re.escape(name)}\s*=")
                hit = sought.search(file.text, start - 1, start + LONGEST_TAG)
                if hit and "\n\n" not in file.text[start : hit.start()]:
                    line = bisect_right(starts, hit.start())
                    return Location(at.file, line, hit.start() - starts[line - 1] + 1)
        return at

    def _kids(self, element: etree._Element, spec: Element, node: MarkupNode) -> None:
        self._words(element.text, spec, node, node.at)
        for kid in element:
            if kid.tag == _PLACEHOLDER and AT not in kid.attrib:
                self._printed(kid, spec, node)
            elif isinstance(kid.tag, str) and (made := self._node(kid, node)):
                node.kids.append(made)
            self._words(kid.tail, spec, node, node.at)

    def _words(self, words: str | None, spec: Element, node: MarkupNode, at: Location) -> None:
        if not words:
            return
        if spec.text:
            node.kids.append(words)
        elif words.strip():
            shown = " ".join(words.split())[:40]
            hint = "put it in a <para>" if "para" in spec.kids else ""
            self.found.error(
                codes.MISPLACED_TEXT, f'text "{shown}" may not stand in <{spec.name}>', at, hint
            )

    def _printed(self, kid: etree._Element, spec: Element, node: MarkupNode) -> None:
        text = self.types.texts[int(kid.get("r", "0"))]
        place = kid.get("p", "")
        at = self._place(*place.split(":")) if place.count(":") == 2 else node.at
        if spec.text or "para" in spec.kids:
            node.kids.append(Printed(text, at))
        elif text:
            shown = " ".join(text.source.split())[:40]
            message = f'text "{shown}" may not stand in <{spec.name}>'
            self.found.error(codes.MISPLACED_TEXT, message, at)


HTML = {
    "p": "<para>",
    "div": "<column>, <callout> or nothing: blocks may stand by themselves",
    "span": "<b> or <i>",
    "section": "nothing: a <heading> begins a section",
    **{f"h{n}": f'<heading level="{n}">' for n in range(1, 7)},
    "strong": "<b>",
    "em": "<i>",
    "u": "<b>",
    "del": "<s>",
    "strike": "<s>",
    "tt": "<code>",
    "pre": "<code>",
    "ul": "<list>",
    "ol": '<list kind="number">',
    "li": "<item>",
    "a": '<link href="...">',
    "img": "<image>",
    "figure": "<image> or <chart>",
    "figcaption": "<caption>",
    "hr": "<rule/>",
    "blockquote": "<quote>",
    "aside": "<callout>",
    "nav": "<toc/>",
    "thead": "nothing: rows of <th> are the head",
    "tbody": "nothing: <tr> stands in <table>",
    "body": "<brief> or <deck>",
    "html": "<brief> or <deck>",
}
"""What HTML's elements are called here."""


def _reason(message: str) -> str:
    if hit := _MISMATCH.search(message):
        return f"</{hit[2].rstrip(',')}> closes <{hit[1]}>"
    text = re.sub(r", line \d+, column \d+.*$", "", message)
    text = re.sub(r"\bline \d+\b ?", "", text)
    if text.startswith("xmlParseEntityRef: no name"):
        return 'a bare "&": write &amp;amp;'.replace("&amp;amp;", "&amp;")
    if text.startswith("StartTag: invalid element name"):
        return 'a bare "<": write &lt;'
    if text.startswith(("attValue: ", "AttValue: ")):
        return 'the value of an attribute stands in quotes: level="2"'
    if hit := re.match(r"Premature end of data in tag (\S+)", text):
        return f"<{hit[1]}> is never closed"
    return text[:1].lower() + text[1:]


def every(node: MarkupNode) -> Iterator[MarkupNode]:
    """Yield a node and all in it, in order."""
    yield node
    for kid in node.elements():
        yield from every(kid)
