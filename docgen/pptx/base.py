"""What slides are put on: a package with a presentation, a master, and a part a layout.

`own_base` makes all of it from the theme. A company's template gives the same four things
from an opened file; nothing else in the writer knows where they came from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from docgen.foundation.structs import Struct
from docgen.ooxml.xml import XmlNode, root, sub, to_bytes
from docgen.placed.documents import Master, SlideLayout
from docgen.pptx.canvas import DeckContext
from docgen.pptx.master import write_master
from docgen.pptx.notes import write_notes_master
from docgen.pptx.shapes.table import table_styles_xml


class DeckBase(Struct, frozen=True):
    """The parts that slides refer to."""

    presentation: Part
    """Not yet written: `write_presentation` fills it."""
    masters: Sequence[Part]
    layouts: Mapping[str, Part]
    notes_master: Part
    extras: Sequence[tuple[str, Part]] = ()
    """Further parts of the presentation, with their relationship types."""
    start: XmlNode | None = None
    """A company's presentation, which is kept but for its slides."""
    before: Sequence[Part] = ()
    """Sample slides of a company's file that stand before ours..."""
    after: Sequence[Part] = ()
    """...and after them."""
    inserted: Sequence[tuple[int, Part]] = ()
    """Masters of slides of other decks, with their ids."""

    def layout(self, layout: SlideLayout) -> Part:
        """Return the part of a slide's layout; KeyError if there is none for its key."""
        return self.layouts[layout.key]


def own_base(job: DeckContext, master: Master) -> DeckBase:
    """Make the master, its layouts and all fixed parts from the job's theme."""
    package = job.package
    presentation = package.add("/ppt/presentation.xml", CT.PML_PRESENTATION_MAIN)
    package.relate_to(presentation, RT.OFFICE_DOCUMENT)
    part, layouts = write_master(job, master)
    roles = {layout.key: one for layout, one in zip(master.layouts, layouts, strict=True)}
    theme = part.part_related_by(RT.THEME)
    extras = [
        (RT.PRES_PROPS, package.add("/ppt/presProps.xml", CT.PML_PRES_PROPS, pres_props())),
        (RT.VIEW_PROPS, package.add("/ppt/viewProps.xml", CT.PML_VIEW_PROPS, view_props())),
        (RT.THEME, theme),
        (
            RT.TABLE_STYLES,
            package.add(
                "/ppt/tableStyles.xml", CT.PML_TABLE_STYLES, table_styles_xml(job.tables, job.theme)
            ),
        ),
    ]
    return DeckBase(presentation, (part,), roles, write_notes_master(job), extras)


def pres_props() -> bytes:
    """Return ``ppt/presProps.xml``."""
    node = root("p:presentationPr", "a", "r")
    show = sub(node, "p:showPr", showNarration=True)
    sub(show, "p:present")
    return to_bytes(node)


def view_props() -> bytes:
    """Return ``ppt/viewProps.xml``."""
    node = root("p:viewPr", "a", "r")
    normal = sub(node, "p:normalViewPr", horzBarState="maximized")
    sub(normal, "p:restoredLeft", sz=15611, autoAdjust=False)
    sub(normal, "p:restoredTop", sz=80000)
    view = sub(sub(node, "p:slideViewPr"), "p:cSldViewPr", snapToGrid=False)
    common = sub(view, "p:cViewPr", varScale=True)
    scale = sub(common, "p:scale")
    sub(scale, "a:sx", n=100, d=100)
    sub(scale, "a:sy", n=100, d=100)
    sub(common, "p:origin", x=0, y=0)
    sub(view, "p:guideLst")
    sub(node, "p:gridSpacing", cx=76200, cy=76200)
    return to_bytes(node)
