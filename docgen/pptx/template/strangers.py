"""What a stranger's template could do to whoever opens the deck: told, not passed over."""

from __future__ import annotations

from collections.abc import Iterator

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from docgen.diagnostics import Diagnostics, Location
from docgen.pptx.template.opened import Company

MACROS = "vbaProject"
CLICKED = (RT.HYPERLINK,)
"""External targets that are opened by a click only."""


def tell_active(company: Company, found: Diagnostics) -> None:
    """Warn of macros, which are left out, and of files that a deck would load (DG708)."""
    at = Location(company.path)
    if any(r.reltype.rpartition("/")[2] == MACROS for r in company.presentation.rels.values()):
        found.warn("DG708", "has macros: they are left out of the deck", at,
                   "save the template as .pptx or .potx")  # fmt: skip
    for part, target in sorted(_loaded(company)):
        found.warn("DG708", f'"{part}" loads "{target[:120]}" when the deck is opened', at,
                   "embed the file in the template; docgen itself loads nothing")  # fmt: skip


def _loaded(company: Company) -> Iterator[tuple[str, str]]:
    for part in _kept(company):
        for rel in part.rels.values():
            if rel.is_external and rel.reltype not in CLICKED:
                yield str(part.partname).lstrip("/"), rel.target_ref


def _kept(company: Company) -> Iterator[Part]:
    yield company.presentation
    for master in company.masters:
        yield from (master.part, master.theme_part)
    for layout in company.layouts:
        yield layout.part
