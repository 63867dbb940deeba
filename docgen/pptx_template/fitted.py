"""A deck on a template, with other layouts where its content doesn't fit those chosen first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, Diagnostics, DocgenError, Location
from docgen.layout.document import COMPANY
from docgen.placed.documents import Brief, Deck, SlideRefusedError
from docgen.placed.overlaps import OFF, text_overlaps
from docgen.pptx_template.contrast import tell_weak_texts
from docgen.pptx_template.read import Avoided, CompanyTemplate
from docgen.pptx_template.roles import MOST_CHOSEN, Mapped

Made = TypeVar("Made")
Document = Brief | Deck
MOST_TRIES = 16
"""Of all roles together."""
Refusals = dict[str, tuple[SlideRefusedError, list[Mapped]]]


@dataclass
class _Attempt(Generic[Made]):
    """A deck made, with what was told meanwhile, and how crowded it is."""

    read: CompanyTemplate
    made: Made
    told: Diagnostics
    crowded: list[tuple[str, str]]
    """Layouts, by role or name, of slides on which texts overlap or leave the slide, and what does."""

    @property
    def off(self) -> bool:
        """Whether a text leaves its slide."""
        return any(OFF in what for _, what in self.crowded)


def fitted(
    read_with: Callable[[Avoided, Diagnostics], CompanyTemplate],
    found: Diagnostics,
    make: Callable[[CompanyTemplate, Diagnostics], Made],
    deck_of: Callable[[Made], Document],
) -> tuple[CompanyTemplate, Made]:
    """Return a template and what `make` made on it, after as many tries as that takes.

    `read_with` reads the template (`read_template`) without some layouts. Where `make` raises SlideRefusedError, or texts overlap on its deck, the layout of that
    role gives way to the next best; at last to the one with most room. That is told in
    `found` (DG710). Raises DocgenError: DG711 with the layouts tried if none has room, and
    what `read_with` raises.
    """
    refusals: Refusals = {}
    avoided: set[tuple[str, int]] = set()
    best: _Attempt[Made] | None = None
    last: DocgenError | None = None
    as_told = False
    for _ in range(MOST_TRIES):
        told = Diagnostics(list(found))
        read = read_with(avoided, told)
        try:
            made = make(read, told)
        except SlideRefusedError as error:
            refused = error
        else:
            one = _Attempt(read, made, told, _crowded(deck_of(made)))
            if best is None or len(one.crowded) < len(best.crowded):
                best = one
            if not one.crowded:
                break
            role, what = one.crowded[0]
            refused = SlideRefusedError(Diagnostic(codes.TEXT_OVERLAP, what), role)
        used = read.mapping[refused.key]
        first, tried = refusals.setdefault(refused.key, (refused, []))
        again = (refused.key, used.layout.number) in avoided
        if not again:
            tried.append(used)
        last = _too_small(first, tried, read)
        as_told = used.how == "as told"
        if again or as_told or len(tried) > MOST_CHOSEN:
            break
        avoided.add((refused.key, used.layout.number))
    if best is None or (best.off and not as_told):
        assert last is not None
        raise last
    found.found = list(best.told)
    for role, (first, tried) in refusals.items():
        if best.read.mapping[role].layout.number not in {one.layout.number for one in tried}:
            found.notice(*_changed(role, first, tried, best.read))
    deck = deck_of(best.made)
    assert isinstance(deck, Deck)
    tell_weak_texts(deck, best.read, found)
    found.found = _contrasts_as_one(found.found)
    return best.read, best.made


TOLD = 3
"""So many texts of too little contrast are named, the others counted."""


def _contrasts_as_one(found: list[Diagnostic]) -> list[Diagnostic]:
    """Return findings with all of DG706 as one, where the first of them stood."""
    weak = [one for one in found if one.code == codes.TEMPLATE_CONTRAST]
    if len(weak) < 2:
        return found
    named = "; ".join(one.message for one in weak[:TOLD])
    more = f"; and {len(weak) - TOLD} more" if len(weak) > TOLD else ""
    message = f"{len(weak)} texts have too little contrast: {named}{more}"
    made = []
    for one in found:
        if one is weak[0]:
            made.append(replace(one, message=message))
        elif one.code != codes.TEMPLATE_CONTRAST:
            made.append(one)
    return made


def _crowded(deck: Document) -> list[tuple[str, str]]:
    assert isinstance(deck, Deck)
    size = (deck.master.width, deck.master.height)
    return [
        (one.layout.key, f'slide "{one.title}": {what}')
        for one in deck.slides
        if one.inserted is None
        for what in text_overlaps(one, size)
    ]


def _changed(
    role: str, first: SlideRefusedError, tried: list[Mapped], read: CompanyTemplate
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
    if roomy is not None and first.key.startswith(COMPANY):
        hint = f'name another layout, such as "{COMPANY}{roomy.name}"'
    elif roomy is not None:
        hint = f'write [template.layouts] {first.key} = {roomy.number}  # "{roomy.name}"'
    message = f"{_slide(first)} doesn't fit on {_listed(tried)}: {why.message}"
    where = why.location or Location(read.company.path)
    return DocgenError(Diagnostic(codes.TEMPLATE_TOO_SMALL, message, where, hint))


def _listed(tried: list[Mapped]) -> str:
    return " or ".join(f'layout {one.layout.number} "{one.layout.name}"' for one in tried)


def _slide(refused: SlideRefusedError) -> str:
    """Return what the refusal calls its slide, without what it advises."""
    text = refused.diagnostics[0].message
    end = text.find('" ', text.find('"') + 1)
    return text[: end + 1] if end > 0 else "a slide"
