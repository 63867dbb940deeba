from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import Names, bodies, texts

from docgen.summary.richtext import (
    BlockQuote,
    CodeBlock,
    Definitions,
    Paragraph,
    RichBlock,
    RichList,
    RichTable,
    Run,
    SubHeading,
    citations,
    parse_blocks,
    parse_inline,
    plain_text,
    problems,
    references,
)


def marks(source: str) -> str:
    """Show runs in a short notation of our own."""
    shown = []
    for run in parse_inline(source):
        text = {"\n": "⏎"}.get(run.text, run.text)
        for name, on in (("b", run.bold), ("i", run.italic), ("c", run.code)):
            text = f"{name}({text})" if on else text
        text = {"super": f"^({text})", "sub": f"_({text})"}.get(run.shift, text)
        text = f"s({text})" if run.strike else text
        text = f"@{run.cite}" if run.cite else text
        text = f"={run.ref}" if run.ref else text
        text = text if run.note is None else f"#{run.note}"
        shown.append(f"{text}→{run.href}" if run.href else text)
    return "|".join(shown)


def _outlined(block: RichBlock) -> list[object]:
    line = lambda runs: "".join(r.text for r in runs)  # noqa: E731
    match block:
        case RichList():
            return [block.kind, *(outline(item) for item in block.items)]
        case SubHeading():
            return [f"h{block.level}", line(block.runs)]
        case CodeBlock():
            return ["code", block.text]
        case BlockQuote():
            return ["quote", *outline(block.blocks)]
        case RichTable():
            return ["table", *([line(c) for c in row] for row in (block.head, *block.rows))]
        case Definitions():
            return ["terms", *(x for t, m in block.items for x in (line(t), *outline(m)))]
        case _:
            raise AssertionError(block)


def outline(blocks: tuple[RichBlock, ...]) -> list[object]:
    """Show blocks as nested lists of text."""
    return [
        plain_text("".join(r.text for r in b.runs)) if isinstance(b, Paragraph) else _outlined(b)
        for b in blocks
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plain", "plain"),
        ("  spaced \n", "spaced"),
        ("a **b** *c* `d *e*`", "a |b(b)| |i(c)| |c(d *e*)"),
        ("***x** y*", "i(b(x))|i( y)"),
        ("**bold *both* bold**", "b(bold )|i(b(both))|b( bold)"),
        ("[x](https://e.org)", "x→https://e.org"),
        ("[**x** y](mailto:a@b.c)", "b(x)→mailto:a@b.c| y→mailto:a@b.c"),
        ("[up](#top) <https://e.org>", "up→#top| |https://e.org→https://e.org"),
        ("said [@ap; @w-h].", "said |@ap|@w-h|."),
        ("**[@ap]** [@user](https://e.org)", "@ap| |@user→https://e.org"),
        ("[@a\\]](https://e.org)", "@a]→https://e.org"),
        ("a  \nb\\\nc\nd", "a|⏎|b|⏎|c d"),
        ("`[@no]` \\[@no] a@b.c [@", "c([@no])| [@no] a@b.c [@"),
        ("&amp; &copy; AT&T \\<b>x\\</b>", "& © AT&T <b>x</b>"),
        ("~~old~~ H~2~O m^2^ ~ 5 ^ 6", "s(old)| H|_(2)|O m|^(2)| ~ 5 ^ 6"),
        ("a ^[note *x*] b", "a |#0| b"),
        ("in [@fig:one; @tab:two]", "in |=fig:one|, |=tab:two"),
        ("costs $5 and $6, or US$5bn (A$7bn)", "costs $5 and $6, or US$5bn (A$7bn)"),
        ("5 * 3 * 2, snake_case_name, 2 < 3", "5 * 3 * 2, snake_case_name, 2 < 3"),
        ("# 1. - > | not blocks", "# 1. - > | not blocks"),
        ("“quotes” -- ... (c) stay", "“quotes” -- ... (c) stay"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_inline(source: str, expected: str) -> None:
    assert marks(source) == expected
    assert not problems(source, block=False)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One\nline.\n\n\nTwo.", ["One line.", "Two."]),
        ("One **b**\nline.\n\nTwo.", ["One b line.", "Two."]),
        ("- a\n- b\n\ntail", [["bullet", ["a"], ["b"]], "tail"]),
        ("1. a\n2. b\n   - c\n\n     d", [["number", ["a"], ["b", ["bullet", ["c", "d"]]]]]),
        ("text\n- a", ["text", ["bullet", ["a"]]]),
        ("* a\n+ b", [["bullet", ["a"]], ["bullet", ["b"]]]),
        ("a\n\n### b\n\nc", ["a", ["h3", "b"], "c"]),
        ("title\n=====", [["h1", "title"]]),
        ("> q\n> r\n\ns", [["quote", "q r"], "s"]),
        ("```\nx\n  y\n```", [["code", "x\n  y"]]),
        ("|a|b|\n|-|-:|\n|c|d|", [["table", ["a", "b"], ["c", "d"]]]),
        ("Term\n: One\n: Two", [["terms", "Term", "One", "Two"]]),
        ("2027\\. was", ["2027. was"]),
        ("    indented", ["indented"]),
        ("", []),
    ],
)
def test_blocks(source: str, expected: list[object]) -> None:
    assert outline(parse_blocks(source)) == expected
    assert not problems(source, block=True)


@pytest.mark.parametrize(
    ("source", "code", "offset"),
    [
        ("see [x](javascript:alert(1))", "DG115", 8),
        ("see [x](JavaScript:a)", "DG115", 8),
        ("see [x](data:text/html,a) y", "DG115", 8),
        ("see [x](file:///etc/passwd 'title')", "DG115", 8),
        ("see [x](other.html)", "DG115", 8),
        ("see [x](#bad id)[y](#-)", "DG115", 20),
        ("see <ftp://a.b>", "DG115", 5),
        ("a ![b](c.png)", "DG114", 2),
        ("a [@b, p. 3]", "DG114", 2),
    ],
)
def test_inline_problems(source: str, code: str, offset: int) -> None:
    for block in (False, True):
        assert [(p.code, p.offset) for p in problems(source, block=block)] == [(code, offset)]
    assert not any(run.href for run in parse_inline(source))


@pytest.mark.parametrize(
    ("source", "offset"),
    [
        ("a\n\n---", 3),
        ("7. x", 0),
    ],
)
def test_block_problems(source: str, offset: int) -> None:
    assert [(p.code, p.offset) for p in problems(source, block=True)] == [("DG114", offset)]
    assert not problems(source, block=False)


@pytest.mark.parametrize(
    ("source", "offset"),
    [
        ("see <u>x</u>", 4),
        ("a line<br>", 6),
        ("a ==mark== b", 2),
        ("the sum $x^2$ is", 8),
        ("said.[^1]", 5),
        ("a **b** <i>c", 8),
    ],
)
def test_markup_of_other_languages_is_told(source: str, offset: int) -> None:
    for block in (False, True):
        first = problems(source, block=block)[0]
        assert (first.code, first.offset) == ("DG125", offset)
        assert not problems(f"`{source}`", block=block)


def test_check_boxes_and_lonely_footnotes_are_told() -> None:
    (one,) = problems("- [ ] open\n- shut", block=True)
    assert (one.code, one.offset) == ("DG125", 2)
    (one,) = problems("A claim.\n\n[^x]: nobody asks", block=True)
    assert (one.code, one.offset) == ("DG125", 10)


def test_a_footnote_has_its_text_and_plain_text_leaves_it_out() -> None:
    source = "One.[^b] Two.^[inline]\n\n[^b]: The *note*."
    assert plain_text(source, block=True) == "One. Two."
    assert plain_text(source, block=True, apart=True) == "One. Two.\nThe note.\ninline"


def test_references_have_offsets() -> None:
    source = "See [@fig:a] and [b](#c)."
    for block in (False, True):
        assert references(source, block=block) == (("fig:a", 5), ("#c", 21))


def test_citations_have_offsets() -> None:
    source = "`[@x]` a [@x] and\n[@y;\n@x]."
    for block in (False, True):
        assert citations(source, block=block) == (("x", 10), ("y", 19), ("x", 23))


def test_hostile_markup_is_quick_and_whole() -> None:
    for source in ("[" * 9_000, "*a_" * 5_000, "`" * 20_001, "![" * 3_000, "- " * 3_000):
        parse_blocks(source)
        assert parse_inline(source)


def test_runs_are_values() -> None:
    assert parse_inline("a **b**") == (Run("a "), Run("b", bold=True))
    assert isinstance(parse_blocks("- a")[0], RichList)
    assert plain_text("He said *so* [@a].") == "He said so."


@given(st.text(max_size=80))
def test_any_text_parses_and_keeps_its_letters(source: str) -> None:
    for runs in (parse_inline(source), parse_blocks(source), problems(source, block=True)):
        assert isinstance(runs, tuple)
    letters = [c for c in source if c.isalnum() and c.isascii()]
    if not set(source) & set("[]()<>\\`!\x00\r"):
        assert [c for c in plain_text(source) if c.isalnum() and c.isascii()] == letters


@given(texts(Names(("a", "b"))), bodies(Names(("a", "b"))))
def test_the_strategies_give_texts_without_problems(text: str, body: str) -> None:
    assert not problems(text, block=False)
    assert not problems(body, block=True)
    assert {run.cite for run in parse_inline(text)} <= {None, "a", "b"}
