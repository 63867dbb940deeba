"""The tree that a document calls for against the tree in its file."""

from __future__ import annotations

import difflib
import re

from docgen.layout.document import BriefRoot, Document
from docgen.text.fonts import WEIGHTLESS
from pdf.expected import Expected
from pdf.tree import Tagged

_UNSEEN = str.maketrans("", "", WEIGHTLESS.replace("\n", ""))
_PARTS = re.compile(r'( \(\d+(/\d+)?\))+"$', re.M)
"""``(2/3)`` behind the title of a slide that was split, ``(2)`` behind one used before."""
_PAGE = re.compile(r'(?<= )\d+"$', re.M)


def differences(document: Document, data: bytes) -> str:
    """Return the difference of both trees as a diff; capitals are the style's affair."""
    found = Tagged(data)
    if found.faults:
        return "\n".join(found.faults)
    wanted = "\n".join(Expected(document).tree().lines()) + "\n"
    wanted, got = wanted.translate(_UNSEEN).casefold(), found.text.casefold()
    if not isinstance(document.root, BriefRoot):
        wanted, got = (_PARTS.sub('"', one) for one in (wanted, got))
    if "TOCI" in found.text:
        got = _PAGE.sub('#"', got)
    lines = difflib.unified_diff(
        wanted.splitlines(), got.splitlines(), "wanted", "got", n=2, lineterm=""
    )
    return "\n".join(lines)
