"""Nothing overflows: shown by LibreOffice for decks, by pdfium for briefs.

``pytest tests/proof -s`` prints the counts and the table of agreement.
"""

from __future__ import annotations

from docgen.foundation.diagnostics import Severity
from docgen.placed.documents import Deck

from .agree import table
from .build import LAYOUTS, Built
from .conftest import proved
from .render import Rendered, check_briefs
from .source import lost_words

LEAST_EQUAL = 0.97
OFF_BY_LENGTH = {"DG401", "DG402", "DG403", "DG404", "DG405", "DG421"}
"""Codes a torture case may be refused with: too much text, or too wide a number, or characters
that no font has."""


def test_every_case_builds_or_is_refused_clearly(built: list[Built]) -> None:
    assert len(built) >= 40 * len(LAYOUTS)
    refused = [b for b in built if b.placed is None]
    for one in refused:
        assert one.refusal is not None
        errors = [d for d in one.refusal.diagnostics if d.severity is Severity.ERROR]
        assert errors, one.name
        for finding in errors:
            assert finding.code in OFF_BY_LENGTH, (one.name, str(finding))
            assert finding.location is not None and finding.location.line, (one.name, str(finding))
            assert finding.hint, (one.name, str(finding))
    assert len(refused) < len(built) / 4


def test_no_text_is_lost_between_template_and_page(built: list[Built]) -> None:
    lost = [
        f"{b.name}: {text[:80]}"
        for b in built
        if b.placed is not None and b.document is not None
        for text in lost_words(b.document, b.placed)
    ]
    assert lost == []


def test_decks_in_libreoffice(rendered: Rendered) -> None:
    print(f"\ndecks: {rendered.tally}")
    assert rendered.tally.words > 50_000
    assert rendered.tally.violations == []


def test_lines_agree_with_libreoffice(rendered: Rendered) -> None:
    print("\n" + table(rendered.counts))
    fewer = [c for c in rendered.counts if c.ours < c.theirs]
    equal = sum(c.ours == c.theirs for c in rendered.counts)
    assert fewer == []
    assert equal >= LEAST_EQUAL * len(rendered.counts)


def test_pages_of_briefs(built: list[Built]) -> None:
    tally = check_briefs(proved(built))
    print(f"\nbriefs: {tally}")
    assert tally.words > 20_000
    assert tally.violations == []


def test_continuation_slides_say_so(built: list[Built]) -> None:
    for one in built:
        if not isinstance(one.placed, Deck):
            continue
        for slide in one.placed.slides:
            part, parts = slide.part
            assert slide.title.endswith(f" ({part}/{parts})") == (parts > 1)
            assert part == 1 or not slide.notes
