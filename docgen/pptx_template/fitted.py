"""A deck on a template, with other layouts where its content doesn't fit those chosen first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.layout.document import SlideRole
from docgen.placed.documents import SlideRefusedError
from docgen.pptx_template.read import CompanyTemplate, read_template
from docgen.pptx_template.roles import MOST_CHOSEN, Mapped
from docgen.theme.model import Theme

Made = TypeVar("Made")
MOST_TRIES = 16
"""Of all roles together."""
Refusals = dict[SlideRole, tuple[SlideRefusedError, list[Mapped]]]


def fitted(
    path: str | Path,
    theme: Theme,
    found: Diagnostics,
    make: Callable[[CompanyTemplate, Diagnostics], Made],
) -> tuple[CompanyTemplate, Made]:
    """Return a template and what `make` made on it, after as many tries as that takes.

    Where `make` raises SlideRefusedError, the layout of that role gives way to the next best; at
    last to the one with most room. That is told in `found` (DG710). Raises DocgenError:
    DG711 with the layouts tried if none has room, and what `read_template` raises.
    """
    refusals: Refusals = {}
    avoided: set[tuple[SlideRole, int]] = set()
    for _ in range(MOST_TRIES):
        told = Diagnostics(list(found))
        read = read_template(path, theme, told, avoided)
        try:
            made = make(read, told)
        except SlideRefusedError as error:
            used = read.mapping[error.role]
            first, tried = refusals.setdefault(error.role, (error, []))
            again = (error.role, used.layout.number) in avoided
            if not again:
                tried.append(used)
            if again or used.how == "as told" or len(tried) > MOST_CHOSEN:
                raise _too_small(first, tried, read) from error
            avoided.add((error.role, used.layout.number))
            continue
        found.found = list(told)
        for role, (first, tried) in refusals.items():
            found.notice(*_changed(role, first, tried, read))
        return read, made
    role, (first, tried) = next(iter(refusals.items()))
    raise _too_small(first, tried, read)


def _changed(
    role: SlideRole, first: SlideRefusedError, tried: list[Mapped], read: CompanyTemplate
) -> tuple[str, str, Location, str]:
    now = read.mapping[role].layout
    return (
        codes.TEMPLATE_LAYOUT_CHANGED,
        f"{_listed(tried)} had too little room for {_slide(first)}:"
        f' layout {now.number} "{now.name}" serves {role} instead',
        Location(read.company.path),
        f"to choose yourself: [template.layouts] {role} = {now.number}",
    )


def _too_small(first: SlideRefusedError, tried: list[Mapped], read: CompanyTemplate) -> DocgenError:
    """Return the error that names the layouts, and the line that chooses another."""
    why = first.diagnostics[0]
    study = read.study
    numbers = {one.layout.number for one in tried}
    others = [o for o in read.company.layouts if o.number not in numbers]
    roomy = max(others, key=lambda o: study.of(o).usable, default=None)
    hint = "the template has no other layout: cut the text, or take another template"
    if roomy is not None:
        hint = f'write [template.layouts] {first.role} = {roomy.number}  # "{roomy.name}"'
    message = f"{_slide(first)} doesn't fit on {_listed(tried)}: {why.message}"
    return DocgenError(Diagnostic(codes.TEMPLATE_TOO_SMALL, message, why.location, hint))


def _listed(tried: list[Mapped]) -> str:
    return " or ".join(f'layout {one.layout.number} "{one.layout.name}"' for one in tried)


def _slide(refused: SlideRefusedError) -> str:
    """Return what the refusal calls its slide, without what it advises."""
    text = refused.diagnostics[0].message
    end = text.find('" ', text.find('"') + 1)
    return text[: end + 1] if end > 0 else "a slide"
