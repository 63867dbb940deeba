"""Readers of icons and QR codes."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.foundation import codes
from docgen.foundation.diagnostics import Location, did_you_mean
from docgen.layout.blocks import Block, IconBlock, Inline, QrBlock, Span
from docgen.layout.markup.nodes import MarkupNode
from docgen.layout.markup.reader import Reader
from docgen.theme.icons import icon_names

MOST_QR = 600
"""Bytes of an address: beyond, the dots of a code of some centimetres are too small to read."""


def known_icon(reader: Reader, name: str, at: Location | None) -> bool:
    """Say whether there is an icon of a name; tell if there isn't (DG472)."""
    if name in icon_names():
        return True
    near = did_you_mean(name, icon_names())
    hint = near
    if not near.startswith("did"):
        hint = "docs/icons.md lists them; a picture of your own goes under images"
    reader.found.error(codes.UNKNOWN_ICON, f'there is no icon "{name}"', at, hint)
    return False


def read_icon(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<icon name size color alt>``."""
    name = str(node.get("name"))
    if not known_icon(reader, name, node.at):
        return ()
    alt = node.get("alt", Inline()).words
    color = node.get("color", "accent-1")
    return (IconBlock(name=name, size=node.get("size"), color=color, alt=alt, **reader.base(node)),)


def read_qr(reader: Reader, node: MarkupNode) -> Sequence[Block]:
    """``<qr href>``, or ``<qr ref>`` for a source's address; without an address nothing."""
    href, wanted = node.get("href"), node.get("ref")
    if (href is None) == (wanted is None):
        reader.found.error(codes.MISSING_ATTRIBUTE, "<qr> needs either ref or href", node.at)
        return ()
    if wanted is not None:
        sources = {one.id: one for one in reader.summary.sources}
        if wanted not in sources:
            near = did_you_mean(wanted, sources) or "the summary has no sources"
            message = f'the summary has no source "{wanted}"'
            reader.found.error(codes.UNKNOWN_REFERENCE, message, node.at, near)
            return ()
        href = sources[wanted].url
    if not href:
        return ()
    size = len(href.encode())
    if size > MOST_QR:
        message = f"an address of {size} bytes; a QR code holds {MOST_QR} at most"
        reader.found.error(codes.QR_TOO_LONG, message, node.at, "give a shorter address")
        return ()
    caption = reader.either(node, "caption")
    shown = Inline((Span(href.partition("//")[2].rstrip("/") or href, href=href),))
    caption = shown if caption is None else caption
    return (QrBlock(href=href, size=node.get("size"), caption=caption, **reader.base(node)),)
