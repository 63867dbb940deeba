"""Paragraphs and runs: `TextPara` to ``a:p`` (ECMA-376 Part 1, 21.1.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from docgen.ooxml.xml import XmlNode, put, sub
from docgen.placed.items import Bullet, Span, TextPara
from docgen.pptx.canvas import Canvas
from docgen.pptx.formatting import (
    PLAIN,
    SUBSCRIPT,
    Marker,
    ParaLook,
    RunFormatting,
    RunLook,
    run_look,
    write_para_look,
    write_run_look,
    write_typefaces,
)
from docgen.pptx.placeholders import NUMBER_FIELD
from docgen.theme.model import Style

SLIDE_JUMP = "ppaction://hlinksldjump"
LINK_COLOR_URI = "{A12FA001-AC4F-418D-AE19-62706E023703}"
LINK_COLOR_NS = "http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor"
GROUND_COLORS = ("on-ink", "on-accent")


def write_paras(
    body: XmlNode,
    paras: Sequence[TextPara],
    canvas: Canvas,
    looks: Sequence[RunFormatting] = (PLAIN,),
) -> None:
    """Append paragraphs; `looks` is what the place gives to its levels."""
    if not paras:
        sub(sub(body, "a:p"), "a:endParaRPr", lang=canvas.job.lang)
    for para, start in zip(paras, list_starts(paras), strict=True):
        _write_para(body, para, start, canvas, looks)


def list_starts(paras: Sequence[TextPara]) -> Iterator[int]:
    """Yield for each paragraph the number its list starts from.

    PowerPoint counts on while level and start stay the same, so all items of one run carry
    the start of its first; a paragraph without number at the level, or above, ends the run.
    """
    open_lists: dict[int, tuple[int, int]] = {}
    for para in paras:
        bullet = para.bullet
        level = bullet.level if bullet else 0
        for deeper in [n for n in open_lists if n > level]:
            del open_lists[deeper]
        if bullet is None or bullet.kind != "number" or not bullet.label:
            open_lists.pop(level, None)
            yield 1
            continue
        start, last = open_lists.get(level, (bullet.start, bullet.start - 1))
        if bullet.start != last + 1:
            start = bullet.start
        open_lists[level] = (start, bullet.start)
        yield start


def marker_of(bullet: Bullet | None, start: int) -> Marker:
    """Return the native marker of a measured one."""
    if bullet is None or not bullet.label:
        return Marker()
    if bullet.kind == "number":
        return Marker("number", "", start, _scheme(bullet.label), bullet.color)
    return Marker("char", bullet.label, color=bullet.color)


def _scheme(label: str) -> str:
    """Return ST_TextAutonumberScheme of a label such as ``1.``, ``(a)`` or ``I)``."""
    core = label.strip("().")
    form = "ParenBoth" if label.startswith("(") else "ParenR" if label.endswith(")") else "Period"
    if core.isdigit() or not core.isascii():
        return f"arabic{form}"
    kind = "roman" if set(core.lower()) <= set("ivx") else "alpha"
    return f"{kind}{'Uc' if core.isupper() else 'Lc'}{form}"


def para_look(para: TextPara, start: int) -> ParaLook:
    """Return the look of a measured paragraph."""
    style, bullet = para.style, para.bullet
    left = bullet.indent + bullet.width if bullet else style.indent
    marker = marker_of(bullet, start)
    hanging = bullet.width if bullet and marker.kind != "none" else 0.0
    return ParaLook(
        style.align,
        left,
        hanging,
        style.leading,
        para.space_before,
        para.space_after,
        marker,
        para.rtl,
    )


def _write_para(
    body: XmlNode, para: TextPara, start: int, canvas: Canvas, looks: Sequence[RunFormatting]
) -> None:
    level = para.bullet.level if para.bullet else 0
    look = looks[min(level, len(looks) - 1)]
    node = sub(body, "a:p")
    props = sub(node, "a:pPr", lvl=level or None)
    write_para_look(props, para_look(para, start), look.para, canvas.job.theme)
    if not len(props) and not props.attrib:
        node.remove(props)
    for span in para.spans:
        _write_span(node, span, para.style, look.run, canvas)
    if not any(s.text or s.field for s in para.spans):
        end = sub(node, "a:endParaRPr", lang=canvas.job.lang)
        write_run_look(end, run_look(para.style), look.run, canvas.job.theme)


def _write_span(node: XmlNode, span: Span, style: Style, base: RunLook, canvas: Canvas) -> None:
    look = RunLook(
        "mono" if span.code else style.font,
        style.size,
        style.color,
        style.bold or span.bold,
        style.italic or span.italic,
        style.caps,
        style.tracking,
        span.superscript,
    )
    if span.field == "break":
        _properties(sub(node, "a:br"), span, look, base, canvas)
        return
    text = span.text.replace("\n", " ")
    if span.field == "page-number":
        run = sub(node, "a:fld", id=NUMBER_FIELD, type="slidenum")
        text = str(canvas.number)
    else:
        run = sub(node, "a:r")
        text = str(canvas.job.slide_count) if span.field else text
    _properties(run, span, look, base, canvas)
    sub(run, "a:t", text=text)
    if not text:
        node.remove(run)


def _properties(run: XmlNode, span: Span, look: RunLook, base: RunLook, canvas: Canvas) -> None:
    link = _link_attrs(span, canvas)
    keeps_color = link is not None and (
        bool(span.cite) or look.color in GROUND_COLORS or _link_changed(canvas)
    )
    if link is not None:
        # Written even where inherited: some readers colour links by the run, not the theme.
        base = replace(base, color="")
        look = look if keeps_color else replace(look, color="link")
    props = sub(run, "a:rPr", lang=span.lang or canvas.job.lang)
    if span.code:
        props.set("noProof", "1")
    write_run_look(props, look, base, canvas.job.theme)
    if span.strike:
        props.set("strike", "sngStrike")
    if span.subscript:
        props.set("baseline", str(SUBSCRIPT))
    write_typefaces(props, span.typefaces)
    if link is not None:
        node = sub(props, "a:hlinkClick", link)
        if keeps_color:
            _keep_color(node)


def _link_attrs(span: Span, canvas: Canvas) -> dict[str, str] | None:
    """Return the link of a run: outside, or to the slide where ``#id`` is."""
    href = span.href or (f"#{span.cite}" if span.cite else None)
    if href is None:
        return None
    if not href.startswith("#"):
        return {"r:id": canvas.part.relate_to(href, RT.HYPERLINK, is_external=True)}
    target = canvas.job.targets.get(href[1:])
    if target is None:
        return None
    return {"r:id": canvas.part.relate_to(target, RT.SLIDE), "action": SLIDE_JUMP}


def _link_changed(canvas: Canvas) -> bool:
    """Say whether links have another colour than the theme's (a company's dark slides)."""
    color = canvas.job.theme.color("link")
    return color.lum_mod != 1.0 or color.lum_off != 0.0


def _keep_color(link: XmlNode) -> None:
    """Let the link have the run's colour: citations, and text on dark grounds."""
    ext = sub(sub(link, "a:extLst"), "a:ext", uri=LINK_COLOR_URI)
    mark = ext.makeelement(f"{{{LINK_COLOR_NS}}}hlinkClr", {}, {"ahyp": LINK_COLOR_NS})
    ext.append(put(mark, {"val": "tx"}))
