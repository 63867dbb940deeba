"""A company's file as the base of a deck: its parts kept, its slides dropped, ours added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from docgen.ooxml.package import DeckPackage
from docgen.ooxml.xml import XmlNode, qname, to_bytes
from docgen.placed.documents import CompanyFile, Master
from docgen.pptx.base import DeckBase, pres_props, view_props
from docgen.pptx.canvas import DeckContext
from docgen.pptx.formatting import (
    NOTHING,
    Given,
    Inherited,
    Marker,
    ParaLook,
    RunFormatting,
    RunLook,
)
from docgen.pptx.notes import write_notes_master
from docgen.pptx.shapes.table import STYLE_ID, table_styles_xml
from docgen.pptx_template.background import scheme_of
from docgen.pptx_template.colors import local
from docgen.pptx_template.deck_styles import font_role
from docgen.pptx_template.file import Company, LayoutIn, parse_company, reading, related, tree
from docgen.pptx_template.palette import token_of
from docgen.pptx_template.placeholders import TemplatePlaceholder, ph_of, read_places
from docgen.pptx_template.text_styles import TextLook, defaults, inherited, says_sizes
from docgen.theme.model import Color, Theme

DROPPED = ("commentAuthors", "authors", "vbaProject", "slideUpdateUrl", "tags", "customXml")
"""What belonged to the slides, or is a program: not carried over."""
OUTDATED = ("core-properties", "extended-properties", "thumbnail")
"""Parts of the package that we write anew or that show the old slides: the last word of their
relationship's type, whose first part is spelt differently by each program that writes it."""
RENEWED = ("/docprops/core.xml", "/docprops/app.xml")
"""Names that our own parts need."""


def template_base(job: DeckContext, master: Master) -> DeckBase:
    """Return the base from a company's file; `job` gets its package and what layouts give.

    Raises DocgenError: DG702 and DG703.
    """
    assert master.template is not None
    with reading(master.template.path):
        return _base(job, master, master.template)


def _base(job: DeckContext, master: Master, template: CompanyFile) -> DeckBase:
    company = parse_company(template)
    keep = {n: part for n, part in enumerate(company.slides, 1) if n in master.keep}
    half = len(company.slides) / 2
    job.package = _emptied(company, tuple(keep.values()))
    by_name = {str(one.part.partname): one for one in company.layouts}
    used = {one.part: by_name[one.part] for one in master.layouts}
    job.inherited = Inherited(
        dict(_given(used.values(), job.theme, company.from_libreoffice)),
        _direct(defaults(company)),
    )
    roles = {one.key: used[one.part].part for one in master.layouts}
    extras = _extras(job, company)
    notes = next(related(company.presentation, company.node, "p:notesMasterIdLst"), None)
    return DeckBase(
        company.presentation,
        [one.part for one in company.masters],
        roles,
        notes or write_notes_master(job),
        extras,
        stripped(company.node),
        [part for n, part in keep.items() if n <= half],
        [part for n, part in keep.items() if n > half],
    )


def _emptied(company: Company, keep: Sequence[Part]) -> DeckPackage:
    """Return the package without slides but those kept; what only they used goes with them."""
    package, part = company.package, company.presentation
    package.drop(
        lambda kind, target: last_word(kind) in OUTDATED or str(target.partname).lower() in RENEWED
    )
    for one in list(part.rels.values()):
        kept = not one.is_external and any(one.target_part is slide for slide in keep)
        if last_word(one.reltype) in ("slide", *DROPPED) and not kept:
            part.rels.pop(one.rId)
    _cut_links(keep)
    package.keep()
    return package


def _cut_links(keep: Sequence[Part]) -> None:
    """Cut links of kept slides to slides that aren't kept, so that these leave the package."""
    for slide in keep:
        for one in list(slide.rels.values()):
            if one.reltype == RT.SLIDE and not any(one.target_part is other for other in keep):
                slide.rels.pop(one.rId)
                node = tree(slide)
                for link in [n for n in node.iter() if n.get(qname("r:id")) == one.rId]:
                    parent = link.getparent()
                    assert parent is not None
                    parent.remove(link)
                slide.blob = to_bytes(node)


def last_word(kind: str) -> str:
    """Return what a relationship's type says last: ``core-properties``."""
    return kind.rpartition("/")[2]


def _extras(job: DeckContext, company: Company) -> list[tuple[str, Part]]:
    """Return the presentation-wide parts that the company's file lacks."""
    known = {
        last_word(rel.reltype): rel.target_part
        for rel in company.presentation.rels.values()
        if not rel.is_external
    }
    names = {str(part.partname).lower(): part for part in job.package.parts()}
    found: list[tuple[str, Part]] = []
    styles = table_styles_xml(job.tables, job.theme)
    for kind, name, content_type, blob in (
        (RT.TABLE_STYLES, "/ppt/tableStyles.xml", CT.PML_TABLE_STYLES, styles),
        (RT.PRES_PROPS, "/ppt/presProps.xml", CT.PML_PRES_PROPS, pres_props()),
        (RT.VIEW_PROPS, "/ppt/viewProps.xml", CT.PML_VIEW_PROPS, view_props()),
    ):
        there = known.get(last_word(kind)) or names.get(name.lower())
        if there is None:
            found.append((kind, job.package.add(name, content_type, blob)))
        elif kind == RT.TABLE_STYLES:
            there.blob = _merged_styles(there, blob)
    return found


def _merged_styles(part: Part, ours: bytes) -> bytes:
    """Add our table style to the company's."""
    theirs, mine = tree(part), etree.fromstring(ours)
    known = {one.get("styleId") for one in theirs}
    if STYLE_ID not in known:
        theirs.append(mine[0])
    return to_bytes(theirs)


def _given(
    layouts: Iterable[LayoutIn], theme: Theme, everywhere: bool
) -> Iterator[tuple[tuple[str, int], Given]]:
    """Yield what placeholders give; `everywhere`: the boxes of none can be relied on."""
    for layout in layouts:
        for place in read_places(layout):
            key = (str(layout.part.partname), place.number)
            yield key, _of_place(place, layout, theme, everywhere)


def _of_place(
    place: TemplatePlaceholder, layout: LayoutIn, theme: Theme, everywhere: bool
) -> Given:
    ph = ph_of(place.node)
    kept = ("type", "orient", "sz", "idx")
    attrs = {k: ph.get(k) for k in kept} if ph is not None else {}
    looks = tuple(base_look(one, layout, theme) for one in inherited(place, layout))
    if not says_sizes(place, layout):
        looks = (_direct(inherited(place, layout)[0]),)
    return Given(attrs, place.rect if place.alone and not everywhere else None, looks)


def _direct(look: TextLook) -> RunFormatting:
    """Return a look of which only capitals and direction are known to be inherited."""
    return RunFormatting(replace(NOTHING.para, rtl=look.rtl), replace(NOTHING.run, caps=look.caps))


def base_look(look: TextLook, layout: LayoutIn, theme: Theme) -> RunFormatting:
    """Return an inherited look in our terms; what can't be equalled is always written."""
    token = ""
    if look.paint is not None:
        token = known_token(token_of(look.paint, scheme_of(layout)), theme)
    fonts = {role: theme.family("deck", role) for role in ("heading", "body")}
    role = font_role(look.font, fonts)
    marker = Marker() if look.bullet == "none" else Marker("own")
    para = ParaLook(look.align, look.left, -look.indent, -1.0, -1.0, -1.0, marker, look.rtl)
    run = RunLook(role, look.size, token, look.bold, look.italic, look.caps, look.tracking)
    return RunFormatting(para, run)


def known_token(color: Color, theme: Theme) -> str:
    """Return the token that a deck's theme has for a template's colour."""
    if theme.palette.get(color.token, color).rgb == color.rgb:
        return color.token
    other = f"{color.token}-{color.hex}"
    return other if other in theme.palette else ""


def stripped(node: XmlNode) -> XmlNode:
    """Return a presentation's tree without its slides, sections and shows."""
    for name in (
        "p:sldIdLst",
        "p:custShowLst",
        "p:custDataLst",
        "p:photoAlbum",
        "p:modifyVerifier",
    ):
        for one in node.findall(qname(name)):
            node.remove(one)
    listed = node.find(qname("p:extLst"))
    for ext in list(listed) if listed is not None else ():
        if any(local(kid) == "sectionLst" for kid in ext):
            listed.remove(ext)  # type: ignore[union-attr]
    if listed is not None and not len(listed):
        node.remove(listed)
    return node
