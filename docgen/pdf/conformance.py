"""What makes a file PDF/UA-1 and PDF/A: XMP, output intent, and the last pass over it.

ISO 14289-1 (PDF/UA-1), ISO 19005-2 and -3 (PDF/A), Adobe XMP Part 1.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import BinaryIO
from xml.sax.saxutils import escape

import pikepdf
from PIL import ImageCms


class PdfStandard(StrEnum):
    """What a file claims: ``ua-1+a-2a`` (default), ``a-3a`` (with attached data), ``none``."""

    UA1_A2A = "ua-1+a-2a"
    A3A = "a-3a"
    NONE = "none"

    @property
    def part(self) -> int:
        """PDF/A part."""
        return 3 if self is PdfStandard.A3A else 2


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says of itself; the same in XMP and in the Info dictionary."""

    title: str
    authors: tuple[str, ...]
    subject: str
    lang: str
    timestamp: datetime
    producer: str = "docgen (ReportLab)"


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
        title=escape(meta.title), creator=creator, subject=subject, lang=escape(meta.lang),
        producer=escape(meta.producer), when=meta.timestamp.strftime("%Y-%m-%dT%H:%M:%SZ"),
        claims=claims,
    ).encode()  # fmt: skip


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """Return an sRGB ICC profile, its creation date fixed so that bytes repeat."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    profile[84:100] = bytes(16)
    return bytes(profile)


def finish(data: bytes, sink: BinaryIO, meta: Metadata, standard: PdfStandard) -> None:
    """Add what ReportLab can't and write the file with object streams.

    qpdf (through pikepdf) also gives each stream the end-of-line that PDF/A asks for
    (ISO 19005-2, 6.1.7.1) and a document id from the content's hash.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        packet = pikepdf.Stream(pdf, xmp(meta, standard))
        packet.Type, packet.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = pdf.make_indirect(packet)
        if standard is not PdfStandard.NONE:
            _add_intent(pdf)
        _set_info(pdf, meta)
        pdf.save(
            sink, object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=False, deterministic_id=True, min_version="1.7",
        )  # fmt: skip


def _add_intent(pdf: pikepdf.Pdf) -> None:
    profile = pikepdf.Stream(pdf, srgb_profile())
    profile.N = 3
    profile.Alternate = pikepdf.Name.DeviceRGB
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB IEC61966-2.1", Info="sRGB IEC61966-2.1",
        DestOutputProfile=pdf.make_indirect(profile),
    )  # fmt: skip
    pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])


def _set_info(pdf: pikepdf.Pdf, meta: Metadata) -> None:
    when = meta.timestamp.strftime("D:%Y%m%d%H%M%SZ")
    info = pikepdf.Dictionary(
        Title=meta.title, Creator="docgen", Producer=meta.producer,
        CreationDate=when, ModDate=when,
    )  # fmt: skip
    if meta.authors:
        info.Author = ", ".join(meta.authors)
    if meta.subject:
        info.Subject = meta.subject
    pdf.trailer.Info = pdf.make_indirect(info)
