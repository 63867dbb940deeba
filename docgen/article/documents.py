"""Read documents that aren't pages: Word (mammoth), mail (the standard library), EPUB."""

from __future__ import annotations

import email
import email.policy
import posixpath
import zipfile
import zlib
from email.message import EmailMessage
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from docgen.article.builder import Builder
from docgen.article.markup import read_markup
from docgen.article.model import ArticlePlace
from docgen.article.plain import read_plain

MAX_UNPACKED = 60_000_000
"""Bytes that an archive may unpack to."""
_CONTAINER = "META-INF/container.xml"
_NAMES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def read_docx(data: bytes, builder: Builder) -> None:
    """Add the blocks of a Word document. Raises ValueError where it isn't one."""
    import mammoth  # noqa: PLC0415  (only for Word documents)

    _unpacked(data)
    try:
        result = mammoth.convert_to_html(
            BytesIO(data), ignore_empty_paragraphs=True, convert_image=_no_image(mammoth)
        )
    except Exception as error:  # mammoth and its parser of XML raise whatever comes
        raise ValueError(f"no Word document: {str(error)[:200]}") from error
    if result.value.strip():
        read_markup(result.value, builder)


def _no_image(mammoth: object) -> object:
    return mammoth.images.img_element(lambda image: {"src": ""})  # type: ignore[attr-defined]


def read_eml(data: bytes, builder: Builder) -> None:
    """Add subject, sender, date and text of a mail. Raises ValueError where it holds no text."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    subject = str(message.get("subject") or "").strip()
    line = 1
    for kind, text in (("title", subject), ("para", _origin(message))):
        if text:
            builder.block("title" if kind == "title" else "para", [(text, ArticlePlace(line, 1))])
            line += 1
    builder.title = subject
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise ValueError("the mail holds no text")
    try:
        content = body.get_content()
    except (LookupError, ValueError, AttributeError) as error:  # an encoding that nobody knows
        raise ValueError(f"the mail's text can't be read: {str(error)[:200]}") from error
    if body.get_content_subtype() == "html":
        read_markup(content, builder, line)
    else:
        read_plain(content.replace("\r\n", "\n"), builder)


def _origin(message: EmailMessage) -> str:
    parts = [str(message.get(key) or "").strip() for key in ("from", "date")]
    return ", ".join(part for part in parts if part)


def read_epub(data: bytes, builder: Builder) -> None:
    """Add the chapters of an EPUB in reading order. Raises ValueError where it isn't one."""
    archive = _unpacked(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        container = etree.fromstring(archive.read(_CONTAINER), parser)
        found = container.find(".//c:rootfile", _NAMES)
        path = str(found.get("full-path")) if found is not None else ""
        package = etree.fromstring(archive.read(path), parser)
        items = {
            str(i.get("id")): str(i.get("href")) for i in package.iterfind(".//o:item", _NAMES)
        }
        spine = [str(i.get("idref")) for i in package.iterfind(".//o:itemref", _NAMES)]
        builder.title = (package.findtext(".//dc:title", "", _NAMES) or "").strip()
        builder.told_lang = (package.findtext(".//dc:language", "", _NAMES) or "").strip()
        number = 1
        for name in spine:
            if name in items:
                place = posixpath.normpath(
                    posixpath.join(posixpath.dirname(path), unquote(items[name]))
                )
                number = read_markup(archive.read(place), builder, number)
    except (LookupError, etree.LxmlError, zipfile.BadZipFile, zlib.error, OSError) as error:
        raise ValueError(f"no EPUB: {str(error)[:200]}") from error
    except (RuntimeError, NotImplementedError) as error:  # encrypted, or packed in other ways
        raise ValueError(f"no EPUB: {str(error)[:200]}") from error


def _unpacked(data: bytes) -> zipfile.ZipFile:
    """Open an archive that unpacks to a bearable size."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except zipfile.BadZipFile as error:
        raise ValueError("no such archive") from error
    if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED:
        raise ValueError(f"it unpacks to more than {MAX_UNPACKED // 1_000_000} MB")
    return archive
