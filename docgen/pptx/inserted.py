"""Slides of another deck, copied with all that they need: masters, media, notes, charts, links.

A master that the deck has already (a company's own, of the same template) is used as it is;
others come along with those of their layouts that the slides use, as PowerPoint does when it
keeps the source's formatting. Names, ids and order depend on the decks only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import CT_Relationships
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from docgen.ooxml.package import DeckPackage
from docgen.ooxml.scaling import Scaling, fitting
from docgen.ooxml.xml import XmlNode, qname, root, sub, to_bytes
from docgen.placed.documents import CompanyFile, Master, Slide
from docgen.pptx.base import DeckBase
from docgen.pptx.master import MASTER_ID
from docgen.pptx_template.file import Company, tree
from docgen.pptx_template.inserted import LEFT_BEHIND, parsed_deck

_NUMBER = re.compile(r"\d*(\.\w+)$")
MASTER_STEP = 1000
"""Our own masters' ids lie so far apart."""
LEVELS = ("a:defPPr", *(f"a:lvl{n}pPr" for n in range(1, 10)))


@dataclass
class _Source:
    """A deck that slides come from, and what of it has been copied."""

    company: Company
    scaling: Scaling | None
    defaults: XmlNode | None
    """Its text defaults, if they differ from the deck's."""
    copies: dict[int, Part] = field(default_factory=dict)
    slides: dict[int, Part] = field(default_factory=dict)
    """The new part of each inserted slide, by the old one's identity."""


@dataclass
class _NewMaster:
    part: Part
    node: XmlNode
    number: int
    layouts: list[Part] = field(default_factory=list)


class Inserter:
    """Fills the parts of inserted slides; `finished` gives the base with their masters."""

    def __init__(
        self,
        package: DeckPackage,
        base: DeckBase,
        master: Master,
        slides: Sequence[Slide],
        parts: Sequence[Part],
    ) -> None:
        self.package, self.base, self.master = package, base, master
        self.sources: dict[CompanyFile, _Source] = {}
        self.masters: list[_NewMaster] = []
        self.blobs: dict[tuple[str, str, bytes], Part] = {}
        self.last_id = 0
        for slide, part in zip(slides, parts, strict=True):
            if slide.inserted is not None:
                source = self._source(slide.inserted.file)
                old = source.company.slides[slide.inserted.number - 1]
                source.slides.setdefault(id(old), part)

    def write(self, slide: Slide, part: Part) -> None:
        """Fill the part of an inserted slide."""
        assert slide.inserted is not None
        source = self._source(slide.inserted.file)
        old = source.company.slides[slide.inserted.number - 1]
        node = tree(old)
        if slide.hidden:
            node.set("show", "0")
        for rid in self._relate(part, old, source, slide.inserted.notes):
            _cut(node, rid)
        self._adapt(node, source)
        self._table_styles(node, source)
        part.blob = to_bytes(node)

    def finished(self) -> DeckBase:
        """Return the base with the masters that came along."""
        for one in self.masters:
            listed = root("p:sldLayoutIdLst", "a", "r")
            for layout in one.layouts:
                rid = one.part.relate_to(layout, RT.SLIDE_LAYOUT)
                sub(listed, "p:sldLayoutId", {"id": self._new_id(), "r:id": rid})
            before = one.node.find(qname("p:clrMap"))
            assert before is not None
            before.addnext(listed)
            one.part.blob = to_bytes(one.node)
        return replace(self.base, inserted=[(one.number, one.part) for one in self.masters])

    def _new_id(self) -> int:
        self.last_id = (self.last_id or _last_id(self.base)) + 1
        return self.last_id

    def _source(self, file: CompanyFile) -> _Source:
        if file not in self.sources:
            company = parsed_deck(file)
            scaling = fitting(company.width, company.height, self.master.width, self.master.height)
            theirs = company.node.find(qname("p:defaultTextStyle"))
            start = self.base.start
            ours = start.find(qname("p:defaultTextStyle")) if start is not None else None
            same = theirs is not None and ours is not None and to_bytes(theirs) == to_bytes(ours)
            self.sources[file] = _Source(company, scaling, None if same else theirs)
        return self.sources[file]

    # -- parts ---------------------------------------------------------------------------

    def _relate(self, part: Part, old: Part, source: _Source, notes: bool = True) -> list[str]:
        """Relate a copy to copies of what the old part is related to; return what is cut."""
        rels = CT_Relationships.new()
        known: dict[PackURI, Part] = {}
        cut: list[str] = []
        for rel in old.rels.values():
            if rel.is_external:
                rels.add_rel(rel.rId, rel.reltype, rel.target_ref, True)
                continue
            word = rel.reltype.rpartition("/")[2]
            unwanted = word in LEFT_BEHIND or (word == "notesSlide" and not notes)
            target = None if unwanted else self._copied(rel.target_part, source)
            if target is None:
                cut.append(rel.rId)
                continue
            rels.add_rel(rel.rId, rel.reltype, target.partname.relative_ref(part.partname.baseURI))
            known[target.partname] = target
        part.load_rels_from_xml(rels, known)
        return cut

    def _copied(self, old: Part, source: _Source) -> Part | None:
        """Return a part of the other deck in ours; None for a slide that isn't inserted."""
        if id(old) in source.copies:
            return source.copies[id(old)]
        kind = old.content_type
        if kind.endswith(".slide+xml"):
            return source.slides.get(id(old))
        if kind.endswith(".slideLayout+xml"):
            return self._layout(old, source)
        if kind.endswith(".notesMaster+xml"):
            return self.base.notes_master
        same = (old.partname.ext, kind, hashlib.sha256(old.blob).digest())
        if not len(old.rels) and same in self.blobs:
            return self.blobs[same]
        made = self.package.add(_pattern(old), kind, old.blob)
        source.copies[id(old)] = made
        for rid in self._relate(made, old, source):
            node = tree(made)
            _cut(node, rid)
            made.blob = to_bytes(node)
        if not len(old.rels):
            self.blobs[same] = made
        return made

    def _layout(self, old: Part, source: _Source) -> Part:
        """Return the deck's own layout where it is the same, else a copy under its master."""
        master = old.part_related_by(RT.SLIDE_MASTER)
        own = self._own_layout(old, master) if source.scaling is None else None
        if own is not None:
            source.copies[id(old)] = own
            return own
        under = self._master(master, source)
        made = self.package.add(_pattern(old), old.content_type)
        source.copies[id(old)] = made
        node = tree(old)
        for rid in self._relate(made, old, source):
            _cut(node, rid)
        self._adapt(node, source)
        made.blob = to_bytes(node)
        under.layouts.append(made)
        return made

    def _own_layout(self, old: Part, master: Part) -> Part | None:
        theme = master.part_related_by(RT.THEME)
        for ours in self.base.masters:
            if ours.blob != master.blob or ours.part_related_by(RT.THEME).blob != theme.blob:
                continue
            for rel in ours.rels.values():
                if rel.reltype == RT.SLIDE_LAYOUT and rel.target_part.blob == old.blob:
                    return rel.target_part
        return None

    def _master(self, old: Part, source: _Source) -> _NewMaster:
        known = source.copies.get(id(old))
        for one in self.masters:
            if one.part is known:
                return one
        made = self.package.add(_pattern(old), old.content_type)
        source.copies[id(old)] = made
        node = tree(old)
        for listed in node.findall(qname("p:sldLayoutIdLst")):
            node.remove(listed)
        one = _NewMaster(made, node, self._new_id())
        self.masters.append(one)
        rels = CT_Relationships.new()
        known_parts: dict[PackURI, Part] = {}
        for rel in old.rels.values():
            if rel.is_external:
                rels.add_rel(rel.rId, rel.reltype, rel.target_ref, True)
            elif rel.reltype != RT.SLIDE_LAYOUT:
                target = self._copied(rel.target_part, source)
                if target is None:
                    _cut(node, rel.rId)
                    continue
                base = made.partname.baseURI
                rels.add_rel(rel.rId, rel.reltype, target.partname.relative_ref(base))
                known_parts[target.partname] = target
        made.load_rels_from_xml(rels, known_parts)
        self._adapt(node, source)
        return one

    # -- what a deck says for all of its slides -------------------------------------------

    def _adapt(self, node: XmlNode, source: _Source) -> None:
        """Write the other deck's text defaults where they count, and scale."""
        if source.defaults is not None:
            for shape in node.iter(qname("p:sp")):
                if shape.find(f".//{qname('p:nvPr')}/{qname('p:ph')}") is None:
                    body = shape.find(qname("p:txBody"))
                    if body is not None:
                        _with_defaults(body, source.defaults)
        if source.scaling is not None:
            source.scaling.apply(node)

    def _table_styles(self, node: XmlNode, source: _Source) -> None:
        """Take over the styles of tables that the other deck defines itself."""
        wanted = {one.text for one in node.iter(qname("a:tableStyleId"))}
        theirs = _related(source.company.presentation, RT.TABLE_STYLES)
        ours = _related(self.base.presentation, RT.TABLE_STYLES) or next(
            (part for kind, part in self.base.extras if kind == RT.TABLE_STYLES), None
        )
        if not wanted or theirs is None or ours is None:
            return
        styles = tree(ours)
        known = {one.get("styleId") for one in styles}
        for one in tree(theirs):
            name = one.get("styleId")
            if name in wanted and name not in known:
                styles.append(deepcopy(one))
                ours.blob = to_bytes(styles)


def _related(part: Part, kind: str) -> Part | None:
    for rel in part.rels.values():
        if rel.reltype == kind and not rel.is_external:
            found: Part = rel.target_part
            return found
    return None


def _pattern(part: Part) -> str:
    """Return a part's name with a place for its number."""
    return _NUMBER.sub(r"%d\1", str(part.partname).replace("%", "%%"))


def _cut(node: XmlNode, rid: str) -> None:
    """Remove what refers to a relationship that is gone."""
    for one in [
        n for n in node.iter() if qname("r:id") in n.attrib and n.get(qname("r:id")) == rid
    ]:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)


def _with_defaults(body: XmlNode, defaults: XmlNode) -> None:
    """Give a text box's list style what the other deck's defaults say of each level."""
    style = body.find(qname("a:lstStyle"))
    if style is None:
        style = sub(body, "a:lstStyle")
        after = body.find(qname("a:bodyPr"))
        assert after is not None
        after.addnext(style)
    for place, name in enumerate(LEVELS):
        theirs = defaults.find(qname(name))
        if theirs is None:
            continue
        own = style.find(qname(name))
        if own is None:
            at = sum(1 for other in LEVELS[:place] if style.find(qname(other)) is not None)
            style.insert(at, deepcopy(theirs))
            continue
        for key, value in theirs.attrib.items():
            if key not in own.attrib:
                own.set(key, value)
        run, given = own.find(qname("a:defRPr")), theirs.find(qname("a:defRPr"))
        if given is None:
            continue
        if run is None:
            own.append(deepcopy(given))
            continue
        for key, value in given.attrib.items():
            if key not in run.attrib:
                run.set(key, value)


def _last_id(base: DeckBase) -> int:
    """Return the highest id of all masters and layouts (ECMA-376 Part 1, 19.7.8 and 19.7.10)."""
    used = [MASTER_ID + MASTER_STEP * len(base.masters)]
    nodes = [tree(part) for part in base.masters]
    if base.start is not None:
        nodes.append(base.start)
    for node in nodes:
        for one in node.iter(qname("p:sldLayoutId"), qname("p:sldMasterId")):
            value = one.get("id", "")
            used.append(int(value) if value.isdigit() else 0)
    return max(used)
