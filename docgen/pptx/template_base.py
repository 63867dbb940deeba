"""A company's file as the base of a deck: its parts kept, its slides dropped, ours added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from docgen.ooxml.package import DeckPackage
from docgen.ooxml.xml import XmlNode, qname, to_bytes
from docgen.placed.documents import Master
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
from docgen.pptx_template.file import Company, LayoutIn, open_company, related, tree
from docgen.pptx_template.palette import token_of
from docgen.pptx_template.placeholders import TemplatePlaceholder, ph_of, read_places
from docgen.pptx_template.text_styles import TextLook, inherited, says_sizes
from docgen.theme.model import Theme

DROPPED = ("commentAuthors", "authors", "vbaProject", "slideUpdateUrl", "tags", "customXml")
"""What belonged to the slides, or is a program: not carried over."""
OUTDATED = (RT.CORE_PROPERTIES, RT.EXTENDED_PROPERTIES, RT.THUMBNAIL)
"""Parts of the package that we write anew or that show the old slides."""


def template_base(job: DeckContext, master: Master) -> DeckBase:
    """Return the base from a company's file; `job` gets its package and what layouts give.

    Raises DocgenError: DG702 and DG703.
    """
    assert master.template is not None
    company = open_company(master.template)
    job.package = _emptied(company)
    by_name = {str(one.part.partname): one for one in company.layouts}
    used = {one.part: by_name[one.part] for one in master.layouts}
    job.inherited = Inherited(dict(_given(used.values(), job.theme)), NOTHING)
    roles = {one.role: used[one.part].part for one in master.layouts}
    extras = _extras(job, company)
    notes = next(related(company.presentation, company.node, "p:notesMasterIdLst"), None)
    return DeckBase(
        company.presentation,
        [one.part for one in company.masters],
        roles,
        notes or write_notes_master(job),
        extras,
        stripped(company.node),
    )


def _emptied(company: Company) -> DeckPackage:
    """Return the package without slides; what only they used goes with them."""
    package, part = company.package, company.presentation
    for one in list(package.rels.values()):
        if one.reltype in OUTDATED:
            package.rels.pop(one.rId)
    for one in list(part.rels.values()):
        if one.reltype == RT.SLIDE or one.reltype.rpartition("/")[2] in DROPPED:
            part.rels.pop(one.rId)
    package.keep()
    return package


def _extras(job: DeckContext, company: Company) -> list[tuple[str, Part]]:
    """Return the presentation-wide parts that the company's file lacks."""
    known = {
        rel.reltype: rel.target_part
        for rel in company.presentation.rels.values()
        if not rel.is_external
    }
    found: list[tuple[str, Part]] = []
    styles = table_styles_xml(job.tables, job.theme)
    if RT.TABLE_STYLES in known:
        known[RT.TABLE_STYLES].blob = _merged_styles(known[RT.TABLE_STYLES], styles)
    else:
        name = "/ppt/tableStyles.xml"
        found.append((RT.TABLE_STYLES, job.package.add(name, CT.PML_TABLE_STYLES, styles)))
    for kind, name, content_type, blob in (
        (RT.PRES_PROPS, "/ppt/presProps.xml", CT.PML_PRES_PROPS, pres_props()),
        (RT.VIEW_PROPS, "/ppt/viewProps.xml", CT.PML_VIEW_PROPS, view_props()),
    ):
        if kind not in known:
            found.append((kind, job.package.add(name, content_type, blob)))
    return found


def _merged_styles(part: Part, ours: bytes) -> bytes:
    """Add our table style to the company's."""
    theirs, mine = tree(part), etree.fromstring(ours)
    known = {one.get("styleId") for one in theirs}
    if STYLE_ID not in known:
        theirs.append(mine[0])
    return to_bytes(theirs)


def _given(layouts: Iterable[LayoutIn], theme: Theme) -> Iterator[tuple[tuple[str, int], Given]]:
    for layout in layouts:
        for place in read_places(layout):
            key = (str(layout.part.partname), place.number)
            yield key, _of_place(place, layout, theme)


def _of_place(place: TemplatePlaceholder, layout: LayoutIn, theme: Theme) -> Given:
    ph = ph_of(place.node)
    kept = ("type", "orient", "sz", "idx")
    attrs = {k: ph.get(k) for k in kept} if ph is not None else {}
    looks = tuple(base_look(one, layout, theme) for one in inherited(place, layout))
    if not says_sizes(place, layout):
        looks = (NOTHING,)
    return Given(attrs, place.rect if place.alone else None, looks)


def base_look(look: TextLook, layout: LayoutIn, theme: Theme) -> RunFormatting:
    """Return an inherited look in our terms; what can't be equalled is always written."""
    token = token_of(look.paint, scheme_of(layout)).token if look.paint is not None else ""
    fonts = {role: theme.family("deck", role) for role in ("heading", "body")}
    role = font_role(look.font, fonts)
    marker = Marker() if look.bullet == "none" else Marker("own")
    para = ParaLook(look.align, look.left, -look.indent, -1.0, -1.0, -1.0, marker)
    run = RunLook(role, look.size, token, look.bold, look.italic, look.caps, look.tracking)
    return RunFormatting(para, run)


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
