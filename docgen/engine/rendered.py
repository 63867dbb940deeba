"""A rendered document: its bytes, with what is known of them."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from pathlib import Path

from docgen.engine.files import write_whole
from docgen.engine.page_pictures import page_pngs
from docgen.foundation.diagnostics import Diagnostic
from docgen.typeset.coverage import Coverage


class Rendered(bytes):
    """The bytes of a PDF or PowerPoint file, as `render` returns them.

    ``format`` is ``pdf`` or ``pptx``, ``pages`` how many pages or slides it has,
    ``diagnostics`` what was found while it was made (no errors: those are raised),
    ``coverage`` which texts of the summary it shows. In a notebook it shows its pages.
    """

    format: str
    pages: int
    diagnostics: tuple[Diagnostic, ...]
    coverage: Coverage
    _as_pdf: Callable[[], bytes]

    @staticmethod
    def of(
        data: bytes,
        format: str,
        pages: int,
        diagnostics: Iterable[Diagnostic],
        coverage: Coverage,
        as_pdf: Callable[[], bytes],
    ) -> Rendered:
        """Return the bytes with what is known of them; `as_pdf` gives a deck's slides as PDF."""
        made = Rendered(data)
        made.format, made.pages, made.coverage = format, pages, coverage
        made.diagnostics, made._as_pdf = tuple(diagnostics), as_pdf
        return made

    def __reduce__(self) -> tuple[type[bytes], tuple[bytes]]:
        return bytes, (bytes(self),)

    def save(self, path: str | Path) -> Path:
        """Write the file whole, or leave the older one; return its path. Raises MachineError."""
        target = Path(path)
        write_whole(target, bytes(self))
        return target

    def pictures(self, dpi: float = 96.0, pages: Iterable[int] | None = None) -> list[bytes]:
        """Return pages or slides as PNG files; `pages` counts from 1. No Office is needed.

        Raises ValueError for a page that isn't there.
        """
        return list(page_pngs(self._as_pdf(), dpi, pages))

    def _repr_html_(self) -> str:
        shown = "".join(
            f'<img alt="page {number}" style="max-width:32em;margin:.5em;border:1px solid #ccc"'
            f' src="data:image/png;base64,{base64.b64encode(png).decode()}">'
            for number, png in enumerate(self.pictures(72.0), start=1)
        )
        return f"<div>{shown}</div>"
