"""A deck that was edited by hand, and a new build of it, made one.

What the hand added goes over to the new build: shapes, comments, notes, animation, hidden slides,
and slides of its own, each found by the record that docgen writes into its decks
(`docgen.pptx.record`). What docgen wrote comes from the new build. A shape of docgen's that was
moved stays where it was put as long as it says the same; what else the hand changed is told.
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
    PROPERTIES,
    Identity,
    Record,
    RecordedShape,
    RecordedSlide,
    box_of,
    chart_of,
    design_digests,
    ground_digest,
    identity,
    layout_name,
    line_digest,
    links_digest,
    look_digest,
    notes_body,
    notes_lines,
    notes_page,
    properties_of,
    property_digest,
    read_record,
    same_box,
    sections_of,
    text_digest,
    text_of,
    timing_digest,
    top_shapes,
    values_digest,
)
from docgen.pptx_template.file import load_package, tree
from docgen.pptx_template.geometry import find_xfrm

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
    whole: Record

    @property
    def record(self) -> dict[str, RecordedSlide]:
        """What each slide was written with, by its id."""
        return self.whole.slides

    @property
    def core(self) -> Part | None:
        """The part of the document properties."""
        for rel in self.package._rels.values():
            if not rel.is_external and rel.reltype.endswith("/core-properties"):
                found: Part = rel.target_part
                return found
        return None

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
        self.ids: dict[str, str] = {}
        """Of the slide at hand: ids of old shapes to those that they have in the new deck."""

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
            self._slide(part, known, self.new.slides[target], self.new.record.get(target))
            before = target
        for number, known in self.old.record.items():
            if number not in self.old.slides and number in self.targets:
                self.made.lost.append(f'slide "{known.title}" was deleted: it is there again')
        self._section_names()
        self._properties()
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
            known.shapes[identity(shape)].look == look_digest(shape, part)
            for number, part in self.old.slides.items()
            if (known := self.old.record.get(number)) is not None
            for shape in top_shapes(tree(part))
            if identity(shape) in known.shapes and known.shapes[identity(shape)].look
        ]
        self.resaved = len(looks) >= 8 and looks.count(False) > len(looks) / 2
        if self.resaved:
            self.made.lost.append(
                "another program has written all shapes anew: changed colours and type aren't known"
            )
        if self.old.whole.designs is None:
            self.made.lost.append(
                "an older docgen built the deck: which of its texts, boxes and notes were changed"
                " isn't known"
            )
        self._designs()
        for name, what in _PRESENTATION.items():
            if _has(self.old, name) and not _has(self.new, name):
                self.made.lost.append(f"{what} not kept")

    def _designs(self) -> None:
        """Tell which masters and layouts were changed or added: they are the new build's."""
        known = self.old.whole.designs
        if known is None or self.resaved:
            return
        used = {layout_name(p) for n, p in self.old.slides.items() if n not in self.old.record}
        guests = len(_masters_listed(self.old)) > (self.old.whole.masters or 0)
        for name, digest in design_digests(self.old.presentation).items():
            title, _, number = name.rpartition(" (") if name.endswith(")") else (name, "", "")
            if name not in known:
                if title not in used and not guests:
                    self.made.lost.append(
                        f'layout "{title}" was added and no slide of its own has it: it is not kept'
                    )
            elif known[name] != digest:
                what = f'layout "{title}"' if number else "the slide master"
                self.made.lost.append(f"{what} was changed: it is the theme's or template's")

    def _section_names(self) -> None:
        """Carry over names of sections; tell which were added or taken out."""
        known = self.old.whole.sections
        if known is None:
            return
        theirs = sections_of(self.old.node)
        for node in self.new.node.iter(qname("p14:section")):
            number, name = node.get("id", ""), node.get("name", "")
            if number in theirs and theirs[number] != known.get(number, theirs[number]):
                node.set("name", theirs[number])
                self.made.kept.append(f'section "{name}" is called "{theirs[number]}"')
        if self.resaved and not theirs:
            return
        for number, name in theirs.items():
            if number not in known:
                self.made.lost.append(f'section "{name}" was added: it is not kept')
        for number, name in known.items():
            if number not in theirs and name:
                self.made.lost.append(f'section "{name}" was taken out: it is there again')

    def _properties(self) -> None:
        """Carry over document properties that were changed by hand."""
        known, old, new = self.old.whole.properties, self.old.core, self.new.core
        if known is None or old is None or new is None:
            return
        theirs = properties_of(old.blob)
        node = tree(new)
        changed = False
        for name in PROPERTIES:
            text = theirs.get(name, "")
            if (property_digest(text) if text else None) == known.get(name):
                continue
            what = name.partition(":")[2]
            if not text:
                if not self.resaved:
                    self.made.lost.append(
                        f"document property {what} was emptied: it is the build's"
                    )
                continue
            there = node.find(qname(name))
            there = etree.SubElement(node, qname(name)) if there is None else there
            there.text = text
            changed = True
            self.made.kept.append(f'document property {what}: "{text[:40]}"')
        if changed:
            new.blob = to_bytes(node)
        custom = {
            rel.reltype: rel.target_part
            for rel in self.old.package._rels.values()
            if not rel.is_external and rel.reltype.endswith("/custom-properties")
        }
        kinds = {rel.reltype for rel in self.new.package._rels.values()}
        for kind, part in custom.items():
            if kind not in kinds:
                self.new.package.relate_to(self._copied(part), kind)
                self.made.kept.append("custom document properties")

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

    def _slide(
        self, part: Part, known: RecordedSlide, target: Part, fresh: RecordedSlide | None
    ) -> None:
        was, now = tree(part), tree(target)
        name = known.title
        added = []
        seen = set()
        self.ids = {}
        built = _Built(now, target, fresh)
        for shape in top_shapes(was):
            key = identity(shape)
            if key in known.shapes and key not in seen:
                self._ours(shape, known, key, part, built)
            else:
                added.append(shape)
            seen.add(key)
        grouped = {identity(one) for shape in added for one in _inside(shape)}
        for key in known.shapes.keys() - seen - grouped:
            self.made.lost.append(f'slide "{name}": "{key[1]}" was deleted: it is there again')
        self._order(was, known)
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
        self._transition(was, part, now, target, name)
        self._timing(was, part, now, target, known)
        target.blob = to_bytes(now)
        self._notes(part, known, target, fresh)
        self._comments(part, target, name)

    def _ours(
        self,
        shape: XmlNode,
        known: RecordedSlide,
        key: Identity,
        part: Part,
        built: _Built,
    ) -> None:
        """Keep where a shape that docgen wrote was put; tell what else was changed of it."""
        at = f'slide "{known.title}": "{key[1]}"'
        was = known.shapes[key]
        twin = built.twin(key, was)
        if twin is not None:
            self.ids[key[0]] = identity(twin)[0]
        if was.text is not None and was.text != text_digest(shape):
            said = " ".join(text_of(shape).split())
            says = f' to "{said[:60]}{"..." if len(said) > 60 else ""}"' if said else " to nothing"
            self.made.lost.append(f"{at} was retyped{says}: it is as the summary has it")
        if was.box is not None and not same_box(was.box, box_of(shape)):
            if not was.box and self.resaved:
                pass  # written out by the other program: it stands where its layout says
            elif twin is None:
                self.made.lost.append(
                    f"{at} was moved and has another text now: it stands where the layout has it"
                )
            elif _put(shape, twin):
                self.made.kept.append(f"{at} stands where it was put, as large as it was made")
            else:
                self.made.lost.append(f"{at} was moved or resized: it is as the layout has it")
        if self.resaved:
            return
        if was.values and was.values != values_digest(shape, part):
            what = "shows another picture" if _local(shape) == "pic" else "has other values"
            self.made.lost.append(
                f"{at} {what}: they are the summary's{_remarks(shape, part, built)}"
            )
        if was.look and was.look != look_digest(shape, part):
            self.made.lost.append(f"{at} was given another look: it is the theme's")
        if was.links is not None and was.links != links_digest(shape, part):
            self.made.lost.append(f"{at} was given other links: they are the summary's")

    def _order(self, was: XmlNode, known: RecordedSlide) -> None:
        """Tell that shapes were brought forward or sent back."""
        there = [key for one in top_shapes(was) if (key := identity(one)) in known.shapes]
        if there != [key for key in known.shapes if key in set(there)]:
            self.made.lost.append(
                f'slide "{known.title}": its shapes lie over one another as docgen put them'
            )

    def _transition(self, was: XmlNode, part: Part, now: XmlNode, target: Part, name: str) -> None:
        """Carry over how a slide comes in."""
        theirs, ours = _transition_of(was), _transition_of(now)
        if theirs is None and ours is None:
            return
        if theirs is None:
            self.made.lost.append(
                f'slide "{name}": its transition was taken out: it is there again'
            )
            return
        if ours is not None:
            if etree.tostring(ours, method="c14n") == etree.tostring(theirs, method="c14n"):
                return
            now.remove(ours)
        made = deepcopy(theirs)
        self._relate(made, part, target)
        before = next(
            (one for word in ("p:clrMapOvr", "p:cSld") for one in now.findall(qname(word))), None
        )
        assert before is not None
        before.addnext(made)
        self.made.kept.append(f'slide "{name}": its transition')

    def _timing(
        self, was: XmlNode, part: Part, now: XmlNode, target: Part, known: RecordedSlide
    ) -> None:
        """Carry over an animation if all shapes that it moves are there."""
        if timing_digest(was) == known.timing:
            return
        theirs = was.find(qname("p:timing"))
        ours = now.find(qname("p:timing"))
        made = deepcopy(theirs) if theirs is not None else None
        moved = [one for one in made.iter() if one.get("spid")] if made is not None else []
        if any(one.get("spid") not in self.ids for one in moved):
            self.made.lost.append(
                f'slide "{known.title}": its animation moves what was changed: it is not kept'
            )
            return
        if ours is not None:
            now.remove(ours)
        if made is not None:
            for one in moved:
                one.set("spid", self.ids[one.get("spid", "")])
            self._relate(made, part, target)
            extras = now.find(qname("p:extLst"))
            if extras is not None:
                extras.addprevious(made)
            else:
                now.append(made)
        self.made.kept.append(f'slide "{known.title}": its animation')

    def _relate(self, made: XmlNode, part: Part, target: Part) -> bool:
        """Relate the new slide to what a copied element refers to; False if a link had to go."""
        whole = True
        for node in list(made.iter()):
            for attr, rid in list(node.attrib.items()):
                if not str(attr).startswith(f"{{{NAMESPACES['r']}}}") or rid not in part.rels:
                    continue
                fresh = self._carried(part.rels[str(rid)], target)
                if fresh is None:
                    whole = False
                    parent = node.getparent()
                    if parent is not None:
                        parent.remove(node)
                    break
                node.set(attr, fresh)
        return whole

    def _notes(
        self, part: Part, known: RecordedSlide, target: Part, fresh: RecordedSlide | None
    ) -> None:
        """Keep notes that were edited; where the summary's are others too, what was added."""
        if known.lines is None:
            return
        lines = notes_lines(part)
        if [line_digest(one) for one in lines] == list(known.lines):
            return
        at = f'slide "{known.title}": its notes'
        page, new = notes_page(part), notes_page(target)
        if fresh is not None and fresh.lines == known.lines:
            if new is None:
                assert page is not None  # it has lines that the record hasn't
                target.relate_to(self._copied(page), RT.NOTES_SLIDE)
            else:
                self._write_notes(new, page)
            self.made.kept.append(f"{at}, as they were edited")
            return
        mine = [one for one in lines if line_digest(one) not in known.lines]
        if mine and page is not None and new is not None:
            self._write_notes(new, page, mine)
        elif mine and page is not None:
            target.relate_to(self._copied(page), RT.NOTES_SLIDE)
        if mine:
            self.made.kept.append(f"{at}: what was added stands under the summary's new ones")
        gone = [one for one in known.lines if one not in {line_digest(x) for x in lines}]
        if gone:
            self.made.lost.append(
                f"{at}: {len(gone)} of their paragraphs were changed or taken out, and the"
                " summary's are others now: look them through"
            )

    def _write_notes(self, new: Part, page: Part | None, only: list[str] | None = None) -> None:
        """Put the paragraphs of an edited notes page into a new one's; with `only`, after its own."""
        root = tree(new)
        body = notes_body(root)
        theirs = notes_body(tree(page)) if page is not None else None
        if body is None:
            return
        if only is None:
            for para in body.findall(qname("a:p")):
                body.remove(para)
        left = list(only or ())
        for para in theirs.findall(qname("a:p")) if theirs is not None else ():
            text = "".join(t.text or "" for t in para.iter(qname("a:t")))
            if only is not None:
                if text not in left:
                    continue
                left.remove(text)
            made = deepcopy(para)
            assert page is not None
            self._relate(made, page, new)
            body.append(made)
        if not body.findall(qname("a:p")):
            etree.SubElement(body, qname("a:p"))
        new.blob = to_bytes(root)

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
        bare = was.get("showMasterSp")
        if bare is not None:
            now.set("showMasterSp", bare)
        elif now.get("showMasterSp") is not None:
            del now.attrib["showMasterSp"]
        self.made.kept.append(f'slide "{name}": its background')

    def _shape(self, shape: XmlNode, part: Part, now: XmlNode, target: Part, slide: str) -> None:
        """Append a shape of the old slide to the new one, with the parts that it refers to."""
        made = deepcopy(shape)
        label = identity(shape)[1] or "a shape"
        if not self._relate(made, part, target):
            self.made.lost.append(f'slide "{slide}": a link of "{label}" is not kept')
        last = max(map(int, _shape_ids(now)), default=1)
        number = identity(shape)[0]
        for n, node in enumerate(_names(made), last + 1):
            if node.get("id") == number:
                self.ids.setdefault(number, str(n))
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
        rids = _masters_listed(self.old)
        ours = rids[: self.old.whole.masters]
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


@dataclass
class _Built:
    """A slide of the new build: its shapes as they were written."""

    node: XmlNode
    part: Part
    record: RecordedSlide | None

    def twin(self, key: Identity, was: RecordedShape) -> XmlNode | None:
        """Return the shape that says what a recorded one said, of the same name."""
        shapes = [
            one for one in top_shapes(self.node) if was.text is None or text_digest(one) == was.text
        ]
        same = [one for one in shapes if identity(one) == key]
        named = [one for one in shapes if identity(one)[1] == key[1]]
        found = same or (named if len(named) == 1 else [])
        return found[0] if found else None


_PRESENTATION = {"p:custShowLst": "custom shows are", "p:showPr": "the show's settings are"}
"""Elements of a presentation, and of its properties, that only a hand writes."""


def _has(deck: _Deck, name: str) -> bool:
    nodes = [deck.node]
    for rel in deck.presentation.rels.values():
        if not rel.is_external and rel.reltype.endswith("/presProps"):
            nodes.append(tree(rel.target_part))
    return any(node.find(qname(name)) is not None for node in nodes)


def _masters_listed(deck: _Deck) -> list[str]:
    """Return the relationship ids of a deck's masters, in order."""
    listed = deck.node.find(qname("p:sldMasterIdLst"))
    return [one.get(qname("r:id"), "") for one in (listed if listed is not None else ())]


def _local(node: XmlNode) -> str:
    return etree.QName(node).localname


def _names(shape: XmlNode) -> Iterator[XmlNode]:
    """Yield the elements that hold ids of shapes, whatever their namespace."""
    for node in shape.iter():
        if isinstance(node.tag, str) and _local(node) == "cNvPr":
            yield node


def _shape_ids(slide: XmlNode) -> Iterator[str]:
    return (number for one in _names(slide) if (number := one.get("id", "")).isdigit())


def _transition_of(slide: XmlNode) -> XmlNode | None:
    """Return a slide's transition, or the choice of transitions that newer programs write."""
    for one in slide:
        if not isinstance(one.tag, str):
            continue
        if one.tag == qname("p:transition"):
            return one
        if (
            _local(one) == "AlternateContent"
            and next(one.iter(qname("p:transition")), None) is not None
        ):
            return one
    return None


def _put(shape: XmlNode, twin: XmlNode) -> bool:
    """Give a shape the place and size of another; False if it can't have them."""
    theirs, ours = find_xfrm(shape), find_xfrm(twin)
    props = twin.find(qname("p:spPr"))
    if theirs is None:
        if ours is None or props is None:
            return False
        props.remove(ours)  # where its layout has it
        return True
    made = deepcopy(theirs)
    if ours is not None:
        ours.addprevious(made)
        parent = ours.getparent()
        assert parent is not None
        parent.remove(ours)
    elif props is not None:
        props.insert(0, made)
    else:
        return False
    for tag, name in (("a:gridCol", "w"), ("a:tr", "h")):
        sizes, mine = list(shape.iter(qname(tag))), list(twin.iter(qname(tag)))
        if len(sizes) == len(mine):
            for one, other in zip(sizes, mine, strict=True):
                if one.get(name) is not None:
                    other.set(name, one.get(name, ""))
    return True


_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")


def _remarks(shape: XmlNode, part: Part, built: _Built) -> str:
    """Return what to add where texts of a slide name values that were changed in a chart."""
    edited = chart_of(shape, part)
    name = identity(shape)[1]
    there = next((one for one in top_shapes(built.node) if identity(one)[1] == name), None)
    fresh = chart_of(there, built.part) if there is not None else None
    if edited is None or fresh is None:
        return ""
    gone = _figures(fresh) - _figures(edited)
    found = [
        text
        for one in top_shapes(built.node)
        if (text := " ".join(text_of(one).split())) and any(_names_value(text, v) for v in gone)
    ]
    if not found:
        return ""
    shown = ", ".join(f'"{text[:60]}"' for text in found[:3])
    return f"; with the other values these would not agree: {shown}"


def _figures(chart: XmlNode) -> set[float]:
    """Return the values that a chart shows."""
    found = set()
    for kind in ("c:val", "c:xVal", "c:yVal", "c:bubbleSize"):
        for holder in chart.iter(qname(kind)):
            for node in holder.iter(qname("c:v")):
                try:
                    found.add(float(node.text or ""))
                except ValueError:
                    continue
    return found


def _names_value(text: str, value: float) -> bool:
    """Say whether a text has a number that is the value, rounded as the text rounds it."""
    for match in _FIGURE.finditer(text):
        said = re.sub(r"[\u00a0\u202f ]", "", match[0])
        for point in (".", ","):
            plain = said.replace("," if point == "." else ".", "").replace(",", ".")
            if plain.count(".") > 1:
                continue
            places = len(plain.partition(".")[2])
            if abs(abs(value) - float(plain)) <= 0.5 * 10**-places and float(plain):
                return True
    return False


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
