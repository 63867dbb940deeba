"""Strict Open XML (ISO/IEC 29500 Strict) translated to Transitional, as Office itself reads it.

The two differ in the names of namespaces and relationships, in how shares are written
("75%" for 75000), and in an attribute of the root. Everything else is the same markup.
"""

from __future__ import annotations

import re

PURL = b"http://purl.oclc.org/ooxml/"
_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([A-Za-z/]+)")
RENAMED = {
    b"extendedProperties": b"extended-properties",
    b"customProperties": b"custom-properties",
}
"""Words that Transitional spells otherwise (ISO/IEC 29500-1, annex A and 29500-4)."""
_SHARE = re.compile(
    rb"(\s(?:val|pos|amt|l|t|r|b|sx|sy|tx|ty|fontScale|lnSpcReduction|hue|sat|lum|alpha|bright"
    rb'|contrast|thresh|stA|endA|stPos|endPos|kx|ky)=")(-?\d+(?:\.\d+)?)%"'
)
"""Attributes of DrawingML that hold a share."""
_CONFORMANCE = re.compile(rb'\sconformance="strict"')


def is_strict(blob: bytes) -> bool:
    """Say whether a part (its main one, or its relationships) is Strict."""
    return PURL in blob


def to_transitional(blob: bytes) -> bytes:
    """Return an XML part with Transitional names and shares."""
    if PURL not in blob:
        return blob
    named = _NAME.sub(_transitional_name, _CONFORMANCE.sub(b"", blob))
    return _SHARE.sub(_thousandths, named)


def _transitional_name(hit: re.Match[bytes]) -> bytes:
    first, _, rest = hit[2].partition(b"/")
    more = b"/" + RENAMED.get(rest, rest) if rest else b""
    return b"http://schemas.openxmlformats.org/%s/2006/%s%s" % (
        hit[1],
        RENAMED.get(first, first),
        more,
    )


def _thousandths(hit: re.Match[bytes]) -> bytes:
    return b'%s%d"' % (hit[1], round(float(hit[2]) * 1000))
