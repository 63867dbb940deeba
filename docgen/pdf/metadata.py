"""What a file says of itself: XMP packet and Info dictionary, with the same values.

ISO 16684-1 (XMP), ISO 32000-1, 14.3; ISO 19005-2, 6.6 (the two must agree, and a schema that
PDF/A doesn't know is described in the packet).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from html import escape as _escape

from PIL import ImageCms

from docgen.foundation.structs import Struct
from docgen.pdf.objects import PdfFile, byte_string, dictionary, ref, text_string


class PdfStandard(StrEnum):
    """What a file claims: ``ua-1+a-2a`` (default), ``a-3a`` (with attached data), ``none``.

    ``a-3a`` is PDF/UA-1 as well. ``none`` is untagged.
    """

    UA1_A2A = "ua-1+a-2a"
    A3A = "a-3a"
    NONE = "none"

    @property
    def part(self) -> int:
        """PDF/A part."""
        return 3 if self is PdfStandard.A3A else 2


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """Return an sRGB ICC profile, its creation date fixed so that bytes repeat."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    profile[84:100] = bytes(16)
    return bytes(profile)


def add_intent(file: PdfFile) -> int:
    """Add the output intent (ISO 19005-2, 6.2.3): all colours are sRGB; return its number."""
    profile = file.stream(b"/N 3/Alternate/DeviceRGB", srgb_profile())
    return file.add(
        b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
        b"/Info(sRGB IEC61966-2.1)/DestOutputProfile %b>>" % ref(profile)
    )


def escape(text: str) -> str:
    """Escape text for XML. Not by `xml.sax.saxutils`, which imports an HTTP client."""
    return _escape(text, quote=False)


class Metadata(Struct, frozen=True):
    """Title, authors and the rest, as plain text."""

    title: str
    authors: tuple[str, ...]
    subject: str
    lang: str
    timestamp: datetime
    producer: str = "docgen"


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF \
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{creator}{subject}<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer><xmp:CreatorTool>docgen</xmp:CreatorTool>
<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>
<xmp:MetadataDate>{when}</xmp:MetadataDate>
</rdf:Description>
{claims}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

_CLAIMS = """<rdf:Description rdf:about="" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfuaid:part>1</pdfuaid:part><pdfaid:part>{part}</pdfaid:part>\
<pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def xmp(meta: Metadata, standard: PdfStandard) -> bytes:
    """Return the XMP packet. pdfuaid is no PDF/A schema, so its extension schema is given."""
    authors = "".join(f"<rdf:li>{escape(a)}</rdf:li>" for a in meta.authors)
    creator = f"<dc:creator><rdf:Seq>{authors}</rdf:Seq></dc:creator>\n" if authors else ""
    subject = (
        '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escape(meta.subject)}</rdf:li></rdf:Alt></dc:description>\n"
        if meta.subject
        else ""
    )
    claims = "" if standard is PdfStandard.NONE else _CLAIMS.format(part=standard.part)
    return _XMP.format(
        title=escape(meta.title),
        creator=creator,
        subject=subject,
        lang=escape(meta.lang),
        producer=escape(meta.producer),
        when=meta.timestamp.strftime("%Y-%m-%dT%H:%M:%SZ"),
        claims=claims,
    ).encode()


def add_info(file: PdfFile, meta: Metadata) -> int:
    """Add the Info dictionary (ISO 32000-1, 14.3.3); return its number."""
    when = byte_string(meta.timestamp.strftime("D:%Y%m%d%H%M%SZ").encode())
    return file.add(
        dictionary(
            {
                "Title": text_string(meta.title),
                "Author": text_string(", ".join(meta.authors)) if meta.authors else None,
                "Subject": text_string(meta.subject) if meta.subject else None,
                "Creator": text_string("docgen"),
                "Producer": text_string(meta.producer),
                "CreationDate": when,
                "ModDate": when,
            }
        )
    )


def add_xmp(file: PdfFile, meta: Metadata, standard: PdfStandard) -> int:
    """Add the metadata stream; it stays uncompressed, so that any tool can read it."""
    return file.stream(b"/Type/Metadata/Subtype/XML", xmp(meta, standard), compress=False)
