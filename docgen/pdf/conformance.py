"""The standards a file can claim, and the colours it is in.

ISO 14289-1 (PDF/UA-1), ISO 19005-2 and -3 (PDF/A).
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from PIL import ImageCms

from docgen.pdf.objects import PdfFile, ref


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
