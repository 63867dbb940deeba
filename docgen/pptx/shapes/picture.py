"""Pictures: embedded once, cropped by share, described or marked as decorative."""

from __future__ import annotations

from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from docgen.pptx.images import picture_part
from docgen.pptx.job import Canvas
from docgen.pptx.oxml import sub, thousandths
from docgen.pptx.placeholders import write_xfrm
from docgen.pptx.shapes.frame import details, identify, preset
from docgen.typeset.items import ImageItem
from docgen.typeset.placed import Placeholder


def picture(canvas: Canvas, item: ImageItem, place: Placeholder | None = None) -> None:
    """Append ``p:pic``; raises DocgenError (DG701) if the file is no picture."""
    media = picture_part(canvas.job, item)
    frame = sub(canvas.tree, "p:pic")
    names = sub(frame, "p:nvPicPr")
    alt = "" if item.block.decorative else item.block.alt
    identify(names, canvas, item.name, "Picture", alt, item.block.decorative)
    sub(sub(names, "p:cNvPicPr"), "a:picLocks", noGrp=True if place else None, noChangeAspect=True)
    details(names, canvas, place)
    fill = sub(frame, "p:blipFill")
    sub(fill, "a:blip", {"r:embed": canvas.part.relate_to(media, RT.IMAGE)})
    if any(item.crop):
        sides = zip("ltrb", item.crop, strict=True)
        sub(fill, "a:srcRect", {side: thousandths(share) or None for side, share in sides})
    sub(sub(fill, "a:stretch"), "a:fillRect")
    geometry = sub(frame, "p:spPr")
    write_xfrm(geometry, item.rect)
    preset(geometry, "rect")
