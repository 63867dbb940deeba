"""Folding, quotation marks, names, arithmetic."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.grounding.evidence import DerivationError, compute
from docgen.language.fold import fold, stem
from docgen.language.lexicon import guess_language, lexicon
from docgen.language.names import scan_names
from docgen.language.quotations import scan_quotations


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("“Let’s go… now”", '"Let\'s go… now"'),
        ("a — b – c", "a - b - c"),
        ("10–20", "10-20"),
        ("a\u00a0b\u202f!", "a b!"),
        ("wait...", "wait…"),
        ("so\u00adft", "soft"),
        ("«\u202foui\u202f»", '"oui"'),
        ("ﬁsh", "fish"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text).text == folded


@given(st.text(alphabet="ab c“”’—–… .\u00a0\n", max_size=60))
def test_folded_letters_know_their_origin(text: str) -> None:
    folded = fold(text)
    for index, char in enumerate(folded.text):
        if char in "abc":
            assert text[folded.origin(index)] == char


def test_stem_joins_inflections() -> None:
    assert stem("capabilities") == stem("capability")
    assert stem("Saltby’s") == stem("Saltby")
    assert stem("Élections") == stem("election")


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('“A b,” he said, "c d"', ["A b,", "c d"]),
        ("„x y“ und ‚z‘", ["x y", "z"]),
        ("« oui » et »nein«", ["oui", "nein"]),
        ("don't, a 5\" pipe", []),
        ("“outer ‘inner’ outer”", ["outer ‘inner’ outer"]),
    ],
)
def test_quotations(text: str, inside: list[str]) -> None:
    assert [q.text for q in scan_quotations(text)] == inside


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("en", "said Mayor Helena Strand of Port Ardle.", ["Mayor Helena Strand of Port Ardle"]),
        ("en", "The U.S. President and NATO; the F-35.", ["U.S. President", "NATO", "F-35"]),
        ("en", "for Saltby's marsh, by J. R. Smith", ["Saltby", "J. R. Smith"]),
        ("de", "wolle 30 Millionen Euro, sagte Anna Petersen", ["Anna Petersen"]),
        ("fr", "selon l’Office national et Claire de Vaux", ["Office", "Claire de Vaux"]),
        ("es", "según María José García de la Vega", ["María José García de la Vega"]),
    ],
)
def test_names(lang: str, text: str, names: list[str]) -> None:
    assert [n.raw for n in scan_names(text, lexicon(lang))] == names


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("2 / 1", "2"),
        ("(9,400 - 6,100) / 9,400 * 100", "35.11"),
        ("418 − 187", "231"),
        ("2 × 3", "6"),
    ],
)
def test_compute(expression: str, result: str) -> None:
    assert round(compute(expression).result, 2) == Decimal(result)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "1",
        "1 / 0",
        "1 +",
        "a + 1",
        "2 ** 9 ** 9",
        "__import__('os')",
        "(" * 150,
        "1 if 2 else 3",
        "1e999999 + 1",
        "True + 1",
        "1" * 300,
    ],
)
def test_what_is_not_computed(expression: str) -> None:
    with pytest.raises(DerivationError):
        compute(expression)


@given(st.text(alphabet="0123456789+-*/()., eE_", max_size=40))
def test_nothing_else_is_raised(expression: str) -> None:
    try:
        compute(expression)
    except DerivationError:
        return


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "de",
            "Die Stadt hat das Geld für die Brücke nicht, "
            "und sie wird es auch in zehn Jahren nicht haben, sagt der Rat.",
        ),
        (
            "fr",
            "La ville n’a pas l’argent pour le pont, "
            "et elle ne l’aura pas non plus dans dix ans, dit le conseil de la ville.",
        ),
        (
            "es",
            "La ciudad no tiene el dinero para el puente, "
            "y no lo va a tener en diez años, dice el consejo de la ciudad.",
        ),
        (
            "en",
            "The city does not have the money for the bridge, "
            "and it will not have it in ten years, says the council.",
        ),
    ],
)
def test_language(lang: str, text: str) -> None:
    assert guess_language(text) == lang
