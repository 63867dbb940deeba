"""Type of a chart's labels (ECMA-376 Part 1, 21.2.2.216 txPr)."""

from __future__ import annotations

from docgen.ooxml.colors import write_color
from docgen.ooxml.xml import XmlNode, hundredths, sub
from docgen.pptx.formatting import write_fonts
from docgen.theme.model import Theme


def chart_text(
    parent: XmlNode,
    size: float,
    token: str,
    theme: Theme,
    bold: bool = False,
    angle: int | None = None,
    wrapped: bool = True,
) -> None:
    """Append ``c:txPr``: the size in points and the colour of labels.

    `angle`, in 1/60000 degree, keeps labels as they are whatever room there is.
    """
    body = sub(parent, "c:txPr")
    frame = sub(body, "a:bodyPr", rot=angle, vert=None if angle is None else "horz")
    if not wrapped:
        frame.set("wrap", "none")
    sub(body, "a:lstStyle")
    para = sub(body, "a:p")
    text_defaults(sub(para, "a:pPr"), size, token, theme, bold)
    sub(para, "a:endParaRPr", lang="en-US")


def text_defaults(
    props: XmlNode, size: float, token: str, theme: Theme, bold: bool = False
) -> None:
    """Append ``a:defRPr`` with a chart's label type."""
    node = sub(props, "a:defRPr", sz=hundredths(size), b=bold)
    write_color(sub(node, "a:solidFill"), theme.color(token))
    write_fonts(node, "body", theme)
