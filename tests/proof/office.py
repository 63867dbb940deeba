"""LibreOffice as an independent renderer: many decks, few processes."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

BATCH = 40
FILTERS = {"pdf": "pdf:impress_pdf_Export", "pptx": "pptx:Impress MS PowerPoint 2007 XML"}


def convert(
    soffice: str, decks: Sequence[Path], target: Path, profile: Path, to: str = "pdf"
) -> list[Path]:
    """Convert decks to PDFs (or what `to` says) in `target`; return their paths in order.

    `profile` is a user installation of its own, so that no other soffice is disturbed.
    """
    target.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(decks), BATCH):
        subprocess.run(
            [
                soffice,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--convert-to",
                FILTERS[to],
                "--outdir",
                str(target),
                *(str(deck) for deck in decks[start : start + BATCH]),
            ],
            check=True,
            capture_output=True,
            timeout=600,
        )
    return [target / f"{deck.stem}.{to}" for deck in decks]
