"""The table style of our decks: ink header over thin rules, no vertical lines."""

from __future__ import annotations

from docgen.layout.theme import Theme
from docgen.pptx.colors import line, solid, write_color
from docgen.pptx.oxml import Node, root, sub, to_bytes

STYLE_ID = "{6D6F0A53-2C0B-4E0E-9C1D-0D0C6E5A7B01}"
STYLE_NAME = "docgen rules"
SIDES = ("left", "right", "top", "bottom", "insideH", "insideV")
THIN, THICK = 0.5, 1.25
"""Of the rules between rows and under the header, in points."""


def table_styles_xml(theme: Theme) -> bytes:
    """Return ``ppt/tableStyles.xml`` with our style (ECMA-376 Part 1, 20.1.4.2.27)."""
    node = root("a:tblStyleLst", **{"def": STYLE_ID})
    style = sub(node, "a:tblStyle", styleId=STYLE_ID, styleName=STYLE_NAME)
    rules = {"bottom": THIN, "insideH": THIN}
    _part(style, "a:wholeTbl", theme, "text", False, {s: rules.get(s, 0.0) for s in SIDES}, "rule")
    _part(style, "a:band1H", theme, None, False, {}, "rule", "surface")
    _part(style, "a:lastCol", theme, "ink", True, {}, "rule")
    _part(style, "a:firstCol", theme, "text", True, {}, "rule")
    _part(style, "a:lastRow", theme, "ink", True, {"top": THICK}, "ink")
    _part(style, "a:firstRow", theme, "ink", True, {"bottom": THICK}, "ink")
    return to_bytes(node)


def _part(
    style: Node, name: str, theme: Theme, color: str | None, bold: bool,
    rules: dict[str, float], rule_color: str, fill: str | None = None,
) -> None:  # fmt: skip
    part = sub(style, name)
    if color is not None:
        text = sub(part, "a:tcTxStyle", b="on" if bold else None)
        sub(sub(text, "a:fontRef", idx="minor"), "a:prstClr", val="black")
        write_color(text, theme.color(color))
    cell = sub(part, "a:tcStyle")
    borders = sub(cell, "a:tcBdr")
    for side, width in rules.items():
        edge = sub(borders, f"a:{side}")
        if width:
            line(edge, theme, rule_color, width)
        else:
            sub(sub(edge, "a:ln"), "a:noFill")
    if fill is not None:
        solid(sub(cell, "a:fill"), theme, fill)
    elif color == "text" and not bold:
        sub(sub(cell, "a:fill"), "a:noFill")
