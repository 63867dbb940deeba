"""PDF syntax and nothing else: objects, streams, object streams, cross-reference stream.

ISO 32000-1, 7.3 (objects) and 7.5 (file structure). Everything but streams goes into
compressed object streams (7.5.7): a structure tree is thousands of small objects.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from typing import BinaryIO

OBJECTS_PER_STREAM = 400
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ESCAPES = {0x28: "\\(", 0x29: "\\)", 0x5C: "\\\\", 0x0D: "\\r", 0x0A: "\\n"}


class PdfFile:
    """A file in the making. An object is known by its number; its content is bytes."""

    def __init__(self) -> None:
        self._plain: dict[int, bytes] = {}
        self._streams: dict[int, bytes] = {}
        self._next = 1

    def reserve(self) -> int:
        """Return a number for an object that is given later (`put`)."""
        self._next += 1
        return self._next - 1

    def put(self, number: int, content: bytes) -> None:
        """Give a reserved object its content."""
        self._plain[number] = content

    def add(self, content: bytes) -> int:
        """Add an object; return its number."""
        number = self.reserve()
        self._plain[number] = content
        return number

    def stream(self, entries: bytes, data: bytes, compress: bool = True) -> int:
        """Add a stream (7.3.8); `entries` are those of its dictionary but Length and Filter."""
        number = self.reserve()
        self._streams[number] = _stream(entries, data, compress)
        return number

    def write(self, sink: BinaryIO, root: int, info: int) -> None:
        """Write the file: header, streams, object streams, cross-reference stream, trailer."""
        packs, places = self._packed()
        digest = hashlib.sha256()
        at = sink.write(_HEADER)
        for number, stream in sorted({**self._streams, **packs}.items()):
            content = b"%d 0 obj\n%b\nendobj\n" % (number, stream)
            places[number] = (1, at, 0)
            digest.update(content)
            at += sink.write(content)
        table = self.reserve()
        places[table] = (1, at, 0)
        id_ = digest.hexdigest()[:32].encode()
        entries = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (
            table + 1,
            root,
            info,
            id_,
            id_,
        )
        rows = b"".join(_row(*places.get(n, (0, 0, 65535))) for n in range(table + 1))
        sink.write(b"%d 0 obj\n%b\nendobj\n" % (table, _stream(entries, rows, True)))
        sink.write(b"startxref\n%d\n%%%%EOF\n" % at)

    def _packed(self) -> tuple[dict[int, bytes], dict[int, tuple[int, int, int]]]:
        """Return object streams by number, and where each object in them is."""
        packs: dict[int, bytes] = {}
        places: dict[int, tuple[int, int, int]] = {}
        numbers = sorted(self._plain)
        for start in range(0, len(numbers), OBJECTS_PER_STREAM):
            chunk = numbers[start : start + OBJECTS_PER_STREAM]
            pack = self.reserve()
            heads: list[bytes] = []
            at = 0
            for index, number in enumerate(chunk):
                heads.append(b"%d %d" % (number, at))
                places[number] = (2, pack, index)
                at += len(self._plain[number]) + 1
            head = b" ".join(heads) + b"\n"
            body = b"\n".join(self._plain[n] for n in chunk)
            entries = b"/Type/ObjStm/N %d/First %d" % (len(chunk), len(head))
            packs[pack] = _stream(entries, head + body, True)
        return packs, places


def _stream(entries: bytes, data: bytes, compress: bool) -> bytes:
    """Return dictionary and data; ISO 19005-2, 6.1.7.1 wants an end-of-line on either side.

    The last is CR LF: after data that end in CR, a single LF would be read as one with it.
    """
    if compress:
        data = zlib.compress(data, 9)
        entries += b"/Filter/FlateDecode"
    return b"<<%b/Length %d>>\nstream\n%b\r\nendstream" % (entries, len(data), data)


def _row(kind: int, second: int, third: int) -> bytes:
    return bytes((kind,)) + second.to_bytes(4, "big") + third.to_bytes(2, "big")


# -- values --------------------------------------------------------------------------------


def number(value: float) -> str:
    """Return a number, to a hundredth."""
    return f"{round(value, 2) + 0.0:.12g}"


def box(values: Iterable[float]) -> bytes:
    """Return an array of numbers."""
    return b"[%b]" % " ".join(map(number, values)).encode()


def ref(value: int) -> bytes:
    """Return an indirect reference."""
    return b"%d 0 R" % value


def name(text: str) -> bytes:
    """Return a name; what isn't a letter, digit or ``-_.+`` is written as ``#xx`` (7.3.5)."""
    plain = b"-_.+0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    made = b"".join(bytes((b,)) if b in plain else b"#%02X" % b for b in text.encode())
    return b"/" + made


def text_string(text: str) -> bytes:
    """Return a text string (7.9.2.2): ASCII as it is, all else in UTF-16 with its mark."""
    if text.isascii():
        return byte_string(text.encode())
    return byte_string(b"\xfe\xff" + text.encode("utf-16-be", "replace"))


def byte_string(data: bytes) -> bytes:
    """Return a literal string (7.3.4.2)."""
    return b"(%b)" % escaped(data.decode("latin-1")).encode("latin-1")


def escaped(text: str) -> str:
    """Return the inside of a literal string; characters are bytes."""
    return text.translate(_ESCAPES)


def dictionary(entries: Mapping[str, bytes | None]) -> bytes:
    """Return a dictionary without the entries that are None."""
    parts = (b"/%b %b" % (k.encode(), v) for k, v in entries.items() if v is not None)
    return b"<<%b>>" % b"".join(parts)
