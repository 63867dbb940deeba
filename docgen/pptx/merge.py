"""A deck that was edited by hand, and a new build of it, made one.

What the hand added goes over to the new build: shapes, comments, hidden slides, and slides of
its own, each found by the record that docgen writes into its decks (`docgen.pptx.record`).
What docgen wrote comes from the new build; what the hand changed of it is told, not kept.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import CT_Relationships
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from docgen.ooxml.package import DeckPackage
from docgen.ooxml.xml import NAMESPACES, XmlNode, qname, to_bytes
from docgen.pptx.record import (
    RecordedSlide,
    digest_of_notes,
    ground_digest,
    identity,
    layout_name,
    look_digest,
    read_record,
    recorded_masters,
    shape_digest,
    top_shapes,
    values_digest,
)
from docgen.pptx_template.file import load_package, tree

ALIKE = 0.6
"""Titles of slides that share so much mean the same slide (difflib's ratio)."""
COMMENTS = ("comments", "commentAuthors", "authors")
_SECTION_ID = f"{{{NAMESPACES['p14']}}}sldId"
_NUMBER = re.compile(r"\d*(\.\w+)$")


@dataclass
class Merged:
    """The deck made, what was carried over, and what could not be."""

    data: bytes
    kept: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


class NoRecordError(ValueError):
    """The edited deck has no record of what docgen wrote."""


@dataclass
class _Deck:
    """A deck opened: its slides by id, in order."""

    package: DeckPackage
    presentation: Part
    node: XmlNode
    slides: dict[str, Part]
    record: dict[str, RecordedSlide]

    @staticmethod
    def of(data: bytes) -> _Deck:
        package = load_package(data)
        presentation = package.part_related_by(RT.OFFICE_DOCUMENT)
        node = tree(presentation)
        listed = node.find(qname("p:sldIdLst"))
        slides = {
            one.get("id", ""): presentation.rels[one.get(qname("r:id"), "")].target_part
            for one in (listed if listed is not None else ())
        }
        record = read_record(presentation)
        if record is None:
            raise NoRecordError
        return _Deck(package, presentation, node, slides, record)


def merge_decks(edited: bytes, built: bytes) -> Merged:
    """Return the new build with what was added to the edited deck.

    Raises NoRecordError if either has no record; ValueError or KeyError for damaged files.
    """
    return _Merge(_Deck.of(edited), _Deck.of(built)).run()


class _Merge:
    """Carries over from an old deck to a new one, slide by slide."""

    def __init__(self, old: _Deck, new: _Deck) -> None:
        self.old, self.new = old, new
        self.made = Merged(b"")
        self.copies: dict[int, Part] = {}
        """Parts of the old deck that have been copied, by identity."""
        new.package.keep()
        self.resaved = False
        """Whether another program wrote all shapes anew: what a hand changed of their looks isn't
        known then."""
        self.targets = dict(self._targets())
        """Slide id in the old deck to slide id in the new one."""

    def run(self) -> Merged:
        before: str | None = None
        self._reorder()
        self._whole_deck()
        for number, part in self.old.slides.items():
            known = self.old.record.get(number)
            if known is None:
                before = self._add_slide(part, before)
                continue
            target = self.targets.get(number)
            if target is None:
                self._gone(part, known)
                continue
            self._slide(part, known, self.new.slides[target])
            before = target
        for number, known in self.old.record.items():
            if number not in self.old.slides and number in self.targets:
                self.made.lost.append(f'slide "{known.title}" was deleted: it is there again')
        self.new.presentation.blob = to_bytes(self.new.node)
        sink = io.BytesIO()
        self.new.package.write(sink)
        self.made.data = sink.getvalue()
        return self.made

    # -- the whole deck ------------------------------------------------------------------

    def _reorder(self) -> None:
        """Put slides that were moved by hand behind those that they were put behind."""
        numbers = [n for n in self.old.slides if n in self.old.record]
        places = {n: place for place, n in enumerate(self.old.record)}
        still = _rising([places[n] for n in numbers])
        moved = [n for n in numbers if places[n] not in still]
        listed = self.new.node.find(qname("p:sldIdLst"))
        if not moved or listed is None:
            return
        nodes = {one.get("id"): one for one in listed}
        for number in moved:
            target = self.targets.get(number)
            if target is None:
                continue
            at = numbers.index(number)
            before = next(
                (self.targets[n] for n in reversed(numbers[:at]) if n in self.targets), None
            )
            node = nodes[target]
            listed.remove(node)
            if before is None:
                listed.insert(0, node)
            else:
                nodes[before].addnext(node)
            self.made.kept.append(
                f'slide "{self.old.record[number].title}" stands where it was put'
            )
        self._sections({self.targets[n] for n in moved if n in self.targets})
        order = [str(one.get("id")) for one in listed]
        self.new.slides = {n: self.new.slides[n] for n in order}

    def _sections(self, moved: set[str]) -> None:
        """List slides in sections in their new order; one that was moved joins its neighbour's."""
        lists = list(self.new.node.iter(f"{{{NAMESPACES['p14']}}}sldIdLst"))
        listed = self.new.node.find(qname("p:sldIdLst"))
        if not lists or listed is None:
            return
        of = {one.get("id"): part for part in lists for one in part}
        now = lists[0]
        for part in lists:
            for one in list(part):
                part.remove(one)
        for slide in listed:
            number = slide.get("id")
            now = now if number in moved else of.get(number, now)
            etree.SubElement(now, _SECTION_ID, id=str(number))

    def _whole_deck(self) -> None:
        """Tell what was changed for all slides at once: it comes from the new build."""
        sizes = [d.node.find(qname("p:sldSz")) for d in (self.old, self.new)]
        if len({(s.get("cx"), s.get("cy")) for s in sizes if s is not None}) > 1:
            self.made.lost.append("the slides' size was changed: it is the layout's or template's")
        if _theme_values(self.old.presentation) != _theme_values(self.new.presentation):
            self.made.lost.append("colours or fonts of the theme differ: they are the new build's")
        looks = [
            known.looks.get(identity(shape)) == look_digest(shape)
            for number, part in self.old.slides.items()
            if (known := self.old.record.get(number)) is not None
            for shape in top_shapes(tree(part))
            if known.looks.get(identity(shape))
        ]
        self.resaved = len(looks) >= 8 and looks.count(False) > len(looks) / 2
        if self.resaved:
            self.made.lost.append(
                "another program has written all shapes anew: changed colours and type aren't known"
            )

    def _targets(self) -> Iterator[tuple[str, str]]:
        """Yield which slides are the same: by key, then those left by like titles, in order."""
        by_key = {one.key: number for number, one in self.new.record.items()}
        left, taken = [], set()
        for number, known in self.old.record.items():
            if known.key in by_key:
                taken.add(by_key[known.key])
                yield number, by_key[known.key]
            else:
                left.append((number, known))
        free = {n: one for n, one in self.new.record.items() if n not in taken}
        for number, known in left:
            for other, one in free.items():
                if SequenceMatcher(None, known.title, one.title).ratio() >= ALIKE:
                    del free[other]
                    yield number, other
                    break

    # -- one slide ---------------------------------------------------------------------

    def _slide(self, part: Part, known: RecordedSlide, target: Part) -> None:
        was, now = tree(part), tree(target)
        name = known.title
        added = []
        seen = set()
        for shape in top_shapes(was):
            key = identity(shape)
            seen.add(key)
            if key not in known.shapes:
                added.append(shape)
            else:
                self._ours(shape, known, key, part)
        for key in known.shapes.keys() - seen:
            self.made.lost.append(f'slide "{name}": "{key[1]}" was deleted: it is there again')
        for shape in added:
            inner = {identity(one) for one in _inside(shape)} & known.shapes.keys()
            if inner:
                self.made.lost.append(
                    f'slide "{name}": the group "{identity(shape)[1]}" holds docgen\'s'
                    f' "{min(inner)[1]}": it is not kept'
                )
                continue
            self._shape(shape, part, now, target, name)
        if known.layout is not None and layout_name(part) != known.layout:
            self.made.lost.append(
                f'slide "{name}": its layout was changed to "{layout_name(part)}": it is docgen\'s'
            )
        if ground_digest(was) != known.ground:
            self._ground(was, part, now, target, name)
        hidden = was.get("show") in ("0", "false")
        if hidden and not known.hidden:
            now.set("show", "0")
            self.made.kept.append(f'slide "{name}" is hidden')
        elif known.hidden and not hidden and now.get("show") is not None:
            del now.attrib["show"]
            self.made.kept.append(f'slide "{name}" is shown')
        for word, what in (("p:transition", "transition"), ("p:timing", "animation")):
            if was.find(f".//{qname(word)}") is not None and now.find(f".//{qname(word)}") is None:
                self.made.lost.append(f'slide "{name}": its {what} is not kept')
        if digest_of_notes(part) != known.notes:
            self.made.lost.append(
                f'slide "{name}": its notes were changed: they are the summary\'s'
            )
        self._comments(part, target, name)
        target.blob = to_bytes(now)

    def _ours(self, shape: XmlNode, known: RecordedSlide, key: tuple[str, str], part: Part) -> None:
        """Tell what was changed of a shape that docgen wrote."""
        at = f'slide "{known.title}": "{key[1]}"'
        if known.shapes[key] != shape_digest(shape):
            self.made.lost.append(f"{at} was retyped or moved: it is as the summary has it")
        elif known.values.get(key) and known.values[key] != values_digest(shape, part):
            self.made.lost.append(f"{at} has other values: they are the summary's")
        elif known.looks.get(key) and known.looks[key] != look_digest(shape) and not self.resaved:
            self.made.lost.append(f"{at} was given another look: it is the theme's")

    def _ground(self, was: XmlNode, part: Part, now: XmlNode, target: Part, name: str) -> None:
        """Carry over a background that was given, changed or taken off by hand."""
        theirs = was.find(f"{qname('p:cSld')}/{qname('p:bg')}")
        slide = now.find(qname("p:cSld"))
        assert slide is not None
        for old in slide.findall(qname("p:bg")):
            slide.remove(old)
        if theirs is not None:
            made = deepcopy(theirs)
            for node in made.iter():
                rid = node.get(qname("r:embed"))
                if rid is not None and rid in part.rels:
                    node.set(qname("r:embed"), self._carried(part.rels[rid], target) or rid)
            slide.insert(0, made)
        self.made.kept.append(f'slide "{name}": its background')

    def _shape(self, shape: XmlNode, part: Part, now: XmlNode, target: Part, slide: str) -> None:
        """Append a shape of the old slide to the new one, with the parts that it refers to."""
        made = deepcopy(shape)
        label = identity(shape)[1] or "a shape"
        for node in made.iter():
            for attr, rid in list(node.attrib.items()):
                if not str(attr).startswith(f"{{{NAMESPACES['r']}}}") or rid not in part.rels:
                    continue
                fresh = self._carried(part.rels[str(rid)], target)
                if fresh is None:
                    self.made.lost.append(f'slide "{slide}": a link of "{label}" is not kept')
                    parent = node.getparent()
                    if parent is not None:
                        parent.remove(node)
                    break
                node.set(attr, fresh)
        props = list(now.iter(qname("p:cNvPr")))
        last = max((int(p.get("id", "0")) for p in props if p.get("id", "").isdigit()), default=1)
        for n, node in enumerate(made.iter(qname("p:cNvPr")), last + 1):
            node.set("id", str(n))
        place = now.find(f"{qname('p:cSld')}/{qname('p:spTree')}")
        assert place is not None
        extras = place.find(qname("p:extLst"))
        if extras is not None:
            extras.addprevious(made)
        else:
            place.append(made)
        self.made.kept.append(f'slide "{slide}": "{label}"')

    def _carried(self, rel, target: Part) -> str | None:  # type: ignore[no-untyped-def]
        """Relate the new slide to what the old one was related to; return the id."""
        if rel.is_external:
            return str(target.relate_to(rel.target_ref, rel.reltype, is_external=True))
        slides = {id(part): number for number, part in self.old.slides.items()}
        if id(rel.target_part) in slides:
            other = self.targets.get(slides[id(rel.target_part)])
            return target.relate_to(self.new.slides[other], rel.reltype) if other else None
        return str(target.relate_to(self._copied(rel.target_part), rel.reltype))

    def _comments(self, part: Part, target: Part, name: str) -> None:
        for rel in part.rels.values():
            if not rel.is_external and rel.reltype.endswith("/comments"):
                target.relate_to(self._copied(rel.target_part), rel.reltype)
                self.made.kept.append(f'slide "{name}": its comments')
                self._authors()

    def _authors(self) -> None:
        known = {rel.reltype for rel in self.new.presentation.rels.values()}
        for rel in self.old.presentation.rels.values():
            if rel.reltype.rpartition("/")[2] in COMMENTS and rel.reltype not in known:
                self.new.presentation.relate_to(self._copied(rel.target_part), rel.reltype)

    def _gone(self, part: Part, known: RecordedSlide) -> None:
        """Tell what a slide that isn't there any more held of the hand's."""
        for shape in top_shapes(tree(part)):
            key = identity(shape)
            if key not in known.shapes:
                self.made.lost.append(f'slide "{known.title}" is no longer there, nor "{key[1]}"')
        if any(r.reltype.endswith("/comments") for r in part.rels.values()):
            self.made.lost.append(f'slide "{known.title}" is no longer there, nor its comments')

    # -- slides of the hand's own --------------------------------------------------------

    def _add_slide(self, part: Part, before: str | None) -> str:
        made = self._copied(part)
        ids = [int(n) for n in self.new.slides]
        number = str(max([255, *ids]) + 1)
        rid = self.new.presentation.relate_to(made, RT.SLIDE)
        listed = self.new.node.find(qname("p:sldIdLst"))
        assert listed is not None
        node = etree.Element(qname("p:sldId"))
        node.set("id", number)
        node.set(qname("r:id"), rid)
        at = next((n for n, one in enumerate(listed, 1) if one.get("id") == before), 0)
        listed.insert(at, node)
        self._into_section(number, before)
        self.new.slides[number] = made
        texts = "".join(t.text or "" for t in tree(part).iter(qname("a:t")))
        self.made.kept.append(f'a slide of its own: "{texts[:40]}"')
        return number

    def _into_section(self, number: str, before: str | None) -> None:
        """List the slide in the section of the one before it: all slides are in sections or none."""
        listed = list(self.new.node.iter(_SECTION_ID))
        if not listed:
            return
        node = etree.Element(_SECTION_ID, id=number)
        after = next((one for one in listed if one.get("id") == before), None)
        if after is not None:
            after.addnext(node)
        else:
            listed[0].addprevious(node)

    # -- parts ---------------------------------------------------------------------------

    def _copied(self, part: Part) -> Part:
        """Return a part of the old deck in the new one, with all that it refers to."""
        if id(part) in self.copies:
            return self.copies[id(part)]
        kind = part.content_type
        if "slideLayout+xml" in kind:
            return self._layout(part)
        if "notesMaster+xml" in kind:
            found = self._related(self.new.presentation, "notesMaster")
            if found is not None:
                return found
        return self._copied_as_is(part)

    def _copied_as_is(self, part: Part) -> Part:
        """Copy a part, whatever it is; what a copied master refers to is copied with it."""
        if id(part) in self.copies:
            return self.copies[id(part)]
        kind = part.content_type
        whole = "slideMaster+xml" in kind or "slideLayout+xml" in kind
        copied = self._copied_as_is if whole else self._copied
        pattern = _NUMBER.sub(r"%d\1", str(part.partname).replace("%", "%%"))
        made = self.new.package.add(pattern, kind, part.blob)
        self.copies[id(part)] = made
        rels = CT_Relationships.new()
        known: dict[PackURI, Part] = {}
        base = made.partname.baseURI
        for rel in part.rels.values():
            if rel.is_external:
                rels.add_rel(rel.rId, rel.reltype, rel.target_ref, True)
                continue
            target = self._other_slide(rel.target_part) or copied(rel.target_part)
            rels.add_rel(rel.rId, rel.reltype, target.partname.relative_ref(base))
            known[target.partname] = target
        made.load_rels_from_xml(rels, known)
        return made

    def _other_slide(self, part: Part) -> Part | None:
        """Return the new deck's slide for one of the old deck's, where a link leads there."""
        for number, one in self.old.slides.items():
            if one is part and number in self.targets:
                return self.new.slides[self.targets[number]]
        return None

    def _layout(self, part: Part) -> Part:
        """Return the new deck's layout of the same name; else a copy, with its master."""
        wanted = _layout_name(part)
        found = [
            rel.target_part
            for master in self.new.presentation.rels.values()
            if not master.is_external and master.reltype == RT.SLIDE_MASTER
            for rel in master.target_part.rels.values()
            if rel.reltype == RT.SLIDE_LAYOUT
        ]
        same = next((one for one in found if _layout_name(one) == wanted), None)
        if same is not None and self._is_docgens(part.part_related_by(RT.SLIDE_MASTER)):
            return same
        return self._with_master(part)

    def _is_docgens(self, master: Part) -> bool:
        """Say whether docgen wrote a master of the old deck; those of guests come after."""
        count = recorded_masters(self.old.presentation)
        listed = self.old.node.find(qname("p:sldMasterIdLst"))
        rids = [one.get(qname("r:id")) for one in (listed if listed is not None else ())]
        ours = rids if count is None else rids[:count]
        return any(self.old.presentation.rels[str(rid)].target_part is master for rid in ours)

    def _with_master(self, part: Part) -> Part:
        """Copy a layout that only the old deck has, with its master and that one's layouts."""
        made = self._copied_as_is(part)
        master = made.part_related_by(RT.SLIDE_MASTER)
        listed = self.new.node.find(qname("p:sldMasterIdLst"))
        assert listed is not None
        known = {
            rel.target_part for rel in self.new.presentation.rels.values() if not rel.is_external
        }
        if master not in known:
            last = max(_design_ids(self.new))
            rid = self.new.presentation.relate_to(master, RT.SLIDE_MASTER)
            node = etree.SubElement(listed, qname("p:sldMasterId"))
            node.set("id", str(last + 1))
            node.set(qname("r:id"), rid)
            root = tree(master)
            for count, one in enumerate(root.iter(qname("p:sldLayoutId")), last + 2):
                one.set("id", str(count))
            master.blob = to_bytes(root)
        return made

    @staticmethod
    def _related(part: Part, word: str) -> Part | None:
        for rel in part.rels.values():
            if not rel.is_external and rel.reltype.endswith(f"/{word}"):
                found: Part = rel.target_part
                return found
        return None


def _inside(shape: XmlNode) -> Iterator[XmlNode]:
    """Yield the shapes that stand in a group, however deep."""
    if shape.tag == qname("p:grpSp"):
        for kid in shape:
            yield kid
            yield from _inside(kid)


def _rising(numbers: list[int]) -> set[int]:
    """Return a longest rising run of a list's numbers (patience sorting): what wasn't moved."""
    tops: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tops, number)
        tops[at : at + 1] = [number]
        ends[at : at + 1] = [number]
        before[number] = ends[at - 1] if at else None
    found: set[int] = set()
    last: int | None = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def _design_ids(deck: _Deck) -> Iterator[int]:
    """Yield the ids of a deck's masters and layouts."""
    yield 2**31 - 1
    nodes = [deck.node]
    for rel in deck.presentation.rels.values():
        if not rel.is_external and rel.reltype == RT.SLIDE_MASTER:
            nodes.append(tree(rel.target_part))
    for node in nodes:
        for one in node.iter(qname("p:sldMasterId"), qname("p:sldLayoutId")):
            if one.get("id", "").isdigit():
                yield int(one.get("id", ""))


def _theme_values(presentation: Part) -> list[list[str]]:
    """Return the colours and fonts of each master's theme."""
    found = []
    for rel in presentation.rels.values():
        if not rel.is_external and rel.reltype == RT.SLIDE_MASTER:
            theme = tree(rel.target_part.part_related_by(RT.THEME))
            colors = [
                str(node.get("lastClr") or node.get("val"))
                for node in theme.iter(qname("a:srgbClr"), qname("a:sysClr"))
                if any(up.tag == qname("a:clrScheme") for up in node.iterancestors())
            ]
            fonts = [
                str(node.get("typeface"))
                for name in ("a:majorFont", "a:minorFont")
                for holder in theme.iter(qname(name))
                for node in holder.findall(qname("a:latin"))
            ]
            found.append([*colors, *fonts])
    return found[:1]


def _layout_name(part: Part) -> str:
    node = tree(part).find(qname("p:cSld"))
    return node.get("name", "") if node is not None else ""
