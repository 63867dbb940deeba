"""Where lines end: never in a number, a date or an amount; at syllables where words must divide."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest
import tools
from typeset_samples import THEME, inline

from docgen.placed.items import TextPara
from docgen.text.hyphenation import hyphen_points
from docgen.text.linebreak import LineBreaker
from docgen.text.optimal_breaks import MOST_HYPHENS, Break, Measure, optimal_breaks
from docgen.text.paragraph import new_setter
from docgen.text.unbreakable import joined
from docgen.text.units import break_units, weaker_breaks, word_units
from docgen.theme.model import Style
from docgen.typeset.flowables.text import TextFlow

WHOLE = {
    "en": [
        ["on ", "3 June 2027 ", "they"],
        ["June 3, 2027 ", "was"],
        ["in ", "May 2027, ", "then"],
        ["call ", "+33 1 23 45 67 89 ", "or ", "(020) 7946 0958, ", "now"],
        ["to ", "DE89 3704 0044 0532 0130 00 ", "today"],
        ["7 / 300 ", "came"],
        ["about ", "€ 6 million, ", "or ", "7.5 bn ", "more"],
        ["EUR 5 ", "each"],
        ["the ", "12 km ", "road"],
        ["9 per ", "cent"],
        ["at ", "6 p.m. ", "sharp"],
        ["1 250 000 ", "people"],
        ["10 – 12 km ", "off"],
        ["2019–2024 ", "plan"],
        ["28-day ", "limit"],
        ["see ", "Fig. 3 ", "and ", "No. 12"],
        ["Mrs. Ade ", "met ", "J. R. Doe"],
        ["one – ", "two"],
        ["a ", "claim.[12] ", "Next"],
        ["In 2026 ", "300 ", "left"],
        ["( a ) ", "b"],
    ],
    "pl": [["był ", "w Łodzi ", "i z nią"], ["(w Gdańsku) ", "stoi"]],
    "ru": [["он ", "в Москве ", "и я"]],
    "de": [
        ["am ", "3. Juni 2027 ", "galt ", "§ 5 ", "gem. ", "Abs. 2"],
        ["z. B. die ", "Wand"],
        ["rund ", "3,5 Mio. Euro ", "mehr"],
        ["er ", "sagte ", "»ja« ", "dazu"],
    ],
    "fr": [["il ", "dit ", "« oui » : ", "bien"], ["12 millions d’euros ", "de ", "plus"]],
    "es": [["el ", "3 de junio de 2027 ", "fue"]],
}


@pytest.mark.parametrize(("lang", "units"), [(lang, u) for lang in WHOLE for u in WHOLE[lang]])
def test_what_belongs_together_stays_on_a_line(lang: str, units: list[str]) -> None:
    if units[0] == "In 2026 ":
        units = ["In ", "2026 ", *units[1:]]
    assert break_units("".join(units), lang) == units


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("the", "wall"),
        ("2026", "people"),
        ("wall.", "Then"),
        ("5,", "6"),
        ("May,", "so"),
        ("B", "C"),
        ("of", "€"),
        ("in", "(a"),
        ("word", "“so"),
    ],
)
def test_other_words_may_part(left: str, right: str) -> None:
    assert not joined(left, right, "en")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        (
            "https://example.org/a-b/c.html?x=1&y=2",
            ["https://example.org/", "a-b/", "c.html", "?x=1", "&y=2"],
        ),
        ("well-known", ["well-", "known"]),
        ("and/or", ["and/or"]),
        ("12,345.6", ["12,345.6"]),
        ("2026-03-05", ["2026-03-05"]),
        ("office@example.org", ["office@example.org"]),
    ],
)
def test_words_break_at_their_parts(word: str, parts: list[str]) -> None:
    assert list(word_units(word)) == parts


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("31 December 2027", ["31 ", "December ", "2027"]),
        ("1 250 000 euros", ["1 250 000 ", "euros"]),
        ("4 / 200", ["4 / 200"]),
        ("€ 5 million", ["€ 5 ", "million"]),
    ],
)
def test_what_is_wider_than_a_line_is_divided_at_spaces_but_no_number(
    text: str, pieces: list[str]
) -> None:
    ends = [0, *weaker_breaks(text), len(text)]
    assert [text[a:b] for a, b in pairwise(ends)] == pieces


def setting(
    text: str, width: float, lang: str = "de", medium: str = "brief", **look: object
) -> TextPara:
    style = Style("s", size=10, leading=12, **look)  # type: ignore[arg-type]
    return new_setter(THEME, medium, lang).set(inline(text), style, width)  # type: ignore[arg-type]


def ends(para: TextPara) -> list[str]:
    return ["".join(g.text for g in line.pieces).rstrip() for line in para.lines]


GERMAN = "Hochwasserschutzanlagen und Wasserstraßenverwaltungen beschließen Landesbürgschaften " * 6


def test_ragged_text_is_hyphenated_where_the_style_says_so() -> None:
    shown = setting(GERMAN, 150, hyphenate=True)
    hyphens = [line.hyphen for line in shown.lines]
    assert any(hyphens) and ends(shown)[-1].split()[-1] == "Landesbürgschaften"
    run = 0
    for line, text in zip(shown.lines, ends(shown), strict=True):
        run = run + 1 if line.hyphen else 0
        assert run <= MOST_HYPHENS and (not line.hyphen or text.endswith("-")) and not line.cut
    assert not any(line.hyphen for line in setting(GERMAN, 250).lines)


def test_a_word_wider_than_its_line_is_hyphenated_in_any_style_and_cut_only_if_it_must() -> None:
    word = "Donaudampfschifffahrtsgesellschaft"
    shown = setting(word, 60)
    assert all(line.hyphen for line in shown.lines[:-1]) and not any(x.cut for x in shown.lines)
    assert "".join(e.removesuffix("-") for e in ends(shown)) == word
    assert any(line.cut for line in setting("x" * 60, 60).lines)


def test_a_decks_hyphens_and_firm_spaces_are_in_its_runs() -> None:
    shown = setting(
        "Die Verkehrsinfrastrukturfinanzierungsgesellschaft zahlt am 3. Juni 2027.",
        120,
        medium="deck",
    )
    text = "".join(s.text for s in shown.spans)
    assert "\u00ad" in text and "3.\u00a0Juni\u00a02027" in text
    assert shown.lines[-1].end == len(text)


def test_hyphens_leave_two_letters_before_and_three_after() -> None:
    points = hyphen_points("l’environnement", "fr")
    assert points and min(points) >= 4 and max(points) <= len("l’environnement") - 3
    assert hyphen_points("NATO-Staaten", "de") and not hyphen_points("A4711bc", "de")
    assert not hyphen_points("kurz", "de")


def test_last_lines_are_not_stretched() -> None:
    shown = setting(
        "some words of a paragraph that is justified over lines " * 2, 150, "en", align="justify"
    )
    assert shown.lines[-1].hard and all(g.word_space == 0 for g in shown.lines[-1].pieces)
    assert any(g.word_space > 0 for g in shown.lines[0].pieces)


def test_the_widest_piece_is_measured() -> None:
    setter, style = new_setter(THEME, "brief", "de"), Style("s", size=10, leading=12)
    whole, long, parts, most = setter.extents(inline("Landesbürgschaft 1.234.567,89 € mehr"), style)
    assert whole == pytest.approx(setter.widest(inline("Landesbürgschaft"), style))
    assert parts <= long < whole < most
    assert setter.widest(inline("1.234.567,89 €"), style, True) == pytest.approx(parts, abs=0.1)


def test_capitals_are_the_languages() -> None:
    for lang, typed, shown in (
        ("tr", "iklim", "İKLİM"),
        ("az", "qızıl şəhərdi", "QIZIL ŞƏHƏRDİ"),
        ("el", "αγορά", "ΑΓΟΡΑ"),
        ("el", "Μάιος ή Μαΐου, αύριο", "ΜΑΪΟΣ Ή ΜΑΪΟΥ, ΑΥΡΙΟ"),
        ("el", "πρωτεΐνη του όζοντος", "ΠΡΩΤΕΪΝΗ ΤΟΥ ΟΖΟΝΤΟΣ"),
        ("de", "Straße", "STRAẞE"),
        ("nl", "ijsberg", "IJSBERG"),
        ("ka", "საქართველო", "საქართველო"),
    ):
        assert ends(setting(typed, 300, lang, caps=True)) == [shown]


UNICODE = Path("/usr/share/unicode/auxiliary/LineBreakTest.txt")


def test_unicodes_own_cases() -> None:
    """Our units never break where UAX #14 forbids it, but in addresses and after spaces."""
    wrong = total = 0
    cases = tools.require_file(UNICODE, "unicode-data")
    for line in cases.read_text("utf-8").splitlines():
        marks = line.partition("#")[0].split()
        if not marks or any(m not in "×÷" and not 0x20 <= int(m, 16) < 0x2000 for m in marks):
            continue
        text = "".join(chr(int(m, 16)) for m in marks if m not in "×÷")
        allowed = {n for n, m in enumerate(marks[::2]) if m == "÷"}
        if (
            any(c in text for c in "\t\n\x0b\x0c\r\x85")
            or text != text.strip()
            or "  " in text
            or "\u0e01" in text
        ):
            continue
        at, total = 0, total + 1
        for unit in break_units(text, "en")[:-1]:
            at += len(unit)
            wrong += at not in allowed
    assert total > 300 and wrong / total < 0.05


LONG = (
    "Der Ausschuss für Küstenschutz und Hafenentwicklung bestätigte die Finanzierung der"
    " Spundwanderneuerung und verlangte zugleich einen Instandhaltungsplan, der die"
    " Verkehrsbehinderungen während der Bauarbeiten möglichst gering hält und den Anwohnerinnen"
    " und Anwohnern rechtzeitig bekanntgegeben wird. "
)


def spaces_of(shown: TextPara) -> list[float]:
    """Return what justification adds to each space of the lines, the last one aside."""
    return [max((g.word_space for g in line.pieces), default=0.0) for line in shown.lines[:-1]]


@pytest.mark.parametrize("width", [150, 180, 230, 300])
def test_justified_lines_are_chosen_together(width: float) -> None:
    """The loosest line is never looser than greedy breaking leaves it, and mostly tighter."""
    shown = setting(LONG * 2, width, align="justify", hyphenate=True)
    setter, style = (
        new_setter(THEME, "brief", "de"),
        Style("s", size=10, leading=12, align="justify", hyphenate=True),
    )
    breaker = LineBreaker(setter.maker, "de")
    units = setter.maker.units(inline(LONG * 2), style, None)
    greedy = breaker.greedy(units, style, width)
    loosest = 0.0
    for row in greedy[:-1]:
        spaces = "".join(u.text for u in row).rstrip().count(" ")
        natural = sum(u.width + u.space for u in row) - row[-1].space
        loosest = max(loosest, (width - natural) / max(spaces, 1))
    assert max(spaces_of(shown)) <= loosest
    space = setter.width("a b", style) - setter.width("ab", style)
    assert min(spaces_of(shown)) >= -space / 3 - 0.01
    assert all(line.width <= width + 0.01 or min(spaces_of(shown)) < 0 for line in shown.lines)


@pytest.mark.parametrize("align", ["left", "justify"])
def test_never_three_hyphens_in_a_row_when_chosen_together(align: str) -> None:
    for width in (70, 90, 120, 160):
        marks = [x.hyphen for x in setting(LONG * 2, width, align=align, hyphenate=True).lines]
        runs = "".join("-" if mark else " " for mark in marks).split()
        assert runs and max(map(len, runs)) <= MOST_HYPHENS


def test_the_work_for_a_paragraph_is_in_proportion_to_its_length() -> None:
    """Counted in calls of functions, not on a clock."""

    def calls(units: int) -> int:
        count = 0

        def counted(frame: object, event: str, arg: object) -> None:
            nonlocal count
            count += event == "call"

        after = [Break(n, 0, n * 30 + 25.0, n, n * 30 + 30.0, n + 1) for n in range(units)]
        sys.setprofile(counted)
        try:
            found = optimal_breaks(after, lambda _: [], Measure(400.0, 2.5, 1.6, False))
        finally:
            sys.setprofile(None)
        assert found is not None and found[-1] is after[-1]
        return count

    assert calls(4800) < calls(1600) * 3.2


def test_a_page_never_ends_with_a_hyphen() -> None:
    style = Style("s", size=10, leading=12, hyphenate=True)
    setter = new_setter(THEME, "brief", "de")
    met = 0
    for width in range(80, 200, 8):
        flow = TextFlow(setter, inline(LONG * 2), style, None)
        lines = flow.para(width).lines
        met += sum(line.hyphen for line in lines)
        for height in range(24, int(flow.height_at(width)), 12):
            parts = flow.divide(width, height)
            assert not parts or not parts[0].para(width).lines[-1].hyphen
    assert met


def hyphenated(word: str, lang: str) -> str:
    points = hyphen_points(word, lang)
    return "-".join(word[a:b] for a, b in pairwise((0, *points, len(word))))


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        ("de", "Las-ten-aus-gleich"),
        ("de", "Grund-stücks-ei-gen-tü-mer"),
        ("de", "Hoch-was-ser-schutz-aus-schuss"),
        ("de", "Fi-nanz-auf-sicht"),
        ("de", "Be-sit-zer"),
        ("fi", "lii-ken-ne-jär-jes-telmä"),
        ("tr", "de-ğer-len-di-ril-mesi"),
        ("tr", "İs-tan-bul"),
        ("no", "for-svars-mi-nis-ter"),
        ("fr", "l’ad-mi-nis-tra-tion"),
        ("pl", "nie-pod-le-głość"),
    ],
)
def test_compound_words_are_divided_at_their_joints(lang: str, parts: str) -> None:
    assert hyphenated(parts.replace("-", ""), lang) == parts


def test_no_part_of_a_word_is_a_single_letter() -> None:
    for word in ("Grenzübergang", "Aufgabe", "Abendzeitung", "Überwachung"):
        assert all(len(part) > 1 for part in hyphenated(word, "de").split("-"))


def test_letters_of_a_loose_justified_line_stand_a_little_apart() -> None:
    text = "Die Planfeststellungsbehörde 1.250.000.000 Schifffahrtsverwaltungen entschied dann so"
    loose = setting(text, 150, "de", align="justify").lines
    tight = setting("er sie es und wir ihr sie man " * 6, 150, "de", align="justify").lines
    apart = [g.tracking for line in loose[:-1] for g in line.pieces]
    assert max(apart) > 0 and max(apart) <= 10 * 0.03
    assert all(g.tracking == 0 for g in loose[-1].pieces)
    assert any(g.tracking == 0 for line in tight for g in line.pieces)
    for line in loose[:-1]:
        if any(g.word_space for g in line.pieces):
            assert line.pieces[-1].x + line.pieces[-1].width == pytest.approx(150, abs=0.5)


def test_a_last_word_is_divided_only_where_much_of_it_is_left() -> None:
    text = "Der Ausschuss wählt heute den Hochwasserschutzbeauftragten."
    for width in range(120, 260, 5):
        shown = ends(setting(text, width, "de", hyphenate=True))
        assert len(shown[-1]) >= 6
