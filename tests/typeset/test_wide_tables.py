"""Tables wider than their page or slide: turned, or divided by columns; never cut."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from typeset_samples import context, inline

from docgen.foundation.diagnostics import Diagnostics
from docgen.layout import compose, find_layout
from docgen.layout.blocks import TableBlock, TableCell
from docgen.pdf import write_pdf
from docgen.placed.documents import Brief, Deck
from docgen.placed.items import TableItem
from docgen.placed.walk import leaves, paras_of
from docgen.summary.loader import parse_summary
from docgen.typeset import typeset
from docgen.typeset.wide_tables import divided_by_columns

SAID = "The council of the port decided in a long session on what would become of the old quay."


def amounts(columns: int, rows: int = 5) -> str:
    head = ", ".join(f"'{2000 + n}'" for n in range(columns))
    body = ""
    for row in range(rows):
        cells = ", ".join(f"'{90_000_000 + row * 77 + n:,}'" for n in range(columns))
        body += f"      - [Port {row}, {cells}]\n"
    return f"tables:\n  - id: t\n    title: Tonnes\n    columns: [Port, {head}]\n    rows:\n{body}"


def made(name: str, more: str, paragraphs: int = 4) -> tuple[Brief | Deck, Diagnostics]:
    body = "".join(f"      {SAID} {SAID}\n\n" for _ in range(paragraphs))
    text = f"title: Port\nlang: en\nsections:\n  - heading: S\n    body: |\n{body}{more}"
    found = Diagnostics()
    return typeset(compose(parse_summary(text, "s.yaml"), find_layout(name, Path())), found), found


def tables_of(placed: Brief | Deck) -> list[TableItem]:
    if isinstance(placed, Brief):
        items = [item for page in placed.pages for item in page.items]
    else:
        items = [one.item for slide in placed.slides for one in slide.items]
    return [leaf for leaf in leaves(items) if isinstance(leaf, TableItem)]


def words(table: TableItem) -> list[str]:
    return ["".join(s.text for p in cell.paras for s in p.spans) for cell in table.cells]


def assert_whole(placed: Brief | Deck) -> None:
    lines = [line for t in tables_of(placed) for c in t.cells for p in c.paras for line in p.lines]
    assert lines and not any(line.cut or line.hyphen for line in lines)


def test_a_table_that_fits_stays_on_its_page() -> None:
    placed, found = made("policy-brief", amounts(7))
    assert isinstance(placed, Brief)
    assert all(page.width < page.height for page in placed.pages)
    assert not {d.code for d in found} & {"DG424", "DG425"}


def test_one_too_wide_stands_on_a_landscape_page_and_what_follows_fills_the_page_before() -> None:
    after = "timeline:\n" + "".join(
        f"  - {{date: '20{n}', event: '{SAID}'}}\n" for n in range(10, 16)
    )
    placed, found = made("policy-brief", amounts(13) + after, 14)
    assert isinstance(placed, Brief)
    sizes = [page.width > page.height for page in placed.pages]
    assert sizes == [False, True]
    assert [d.code for d in found if d.code.startswith("DG42")] == ["DG424"]
    assert_whole(placed)
    landscape = placed.pages[1]
    table = tables_of(placed)[0]
    assert table.rect.right <= landscape.width - 40
    marks = max(item.rect.right for item in landscape.marks)
    assert marks == pytest.approx(table.rect.right, abs=1)  # running head as wide as the text
    first = [i for i in leaves(placed.pages[0].items) if i.rect.width]
    assert not any(isinstance(i, TableItem) for i in first)
    assert max(i.rect.bottom for i in first) > placed.pages[0].height * 0.6


def test_its_pdf_has_pages_of_both_sizes_and_bookmarks_that_lead_right() -> None:
    placed, _ = made("policy-brief", amounts(13), 14)
    sink = io.BytesIO()
    write_pdf(placed, sink)
    with pypdfium2.PdfDocument(sink.getvalue()) as pdf:
        sizes = [tuple(round(x) for x in pdf.get_page_size(n)) for n in range(len(pdf))]
        assert sizes == [(595, 842), (842, 595)]
        assert "90,000,012" in pdf[1].get_textpage().get_text_range()


def test_columns_that_no_page_holds_are_divided_and_none_is_lost() -> None:
    placed, found = made("policy-brief", amounts(26))
    parts = tables_of(placed)
    assert len(parts) >= 3 and all("Port 3" in words(t) for t in parts)
    heads = [w for t in parts for w in words(t) if w.startswith("20") and len(w) == 4]
    assert heads == [str(2000 + n) for n in range(26)]
    assert [d.code for d in found if d.code.startswith("DG42")] == ["DG425"]
    assert_whole(placed)


def test_a_decks_table_is_divided_over_slides() -> None:
    placed, found = made("briefing-deck", amounts(14))
    parts = tables_of(placed)
    assert len(parts) == 2 and abs(len(parts[0].widths) - len(parts[1].widths)) <= 1
    assert {d.code for d in found} >= {"DG425"}
    assert_whole(placed)


def test_a_brief_of_one_page_has_no_landscape_page() -> None:
    placed, _ = made("one-pager", amounts(12, 3), paragraphs=1)
    assert isinstance(placed, Brief) and len(placed.pages) == 1


def test_columns_under_one_header_stay_together() -> None:
    head = (
        TableCell(inline=inline("Port"), header=True),
        *(TableCell(inline=inline(f"Group {n}"), header=True, colspan=3) for n in range(4)),
    )
    row = tuple(TableCell(inline=inline("90,000,000,000")) for _ in range(13))
    block = TableBlock(rows=(head, row))
    parts = divided_by_columns(block, context("brief"), 460)
    assert len(parts) > 1
    for part in parts:
        assert sum(cell.colspan for cell in part.rows[0]) == len(part.rows[1])
        assert all(cell.colspan == 3 for cell in part.rows[0][1:])


def test_pages_are_turned_where_the_layout_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "wide"
    folder.mkdir()
    (folder / "layout.toml").write_text('kind = "brief"\n')
    (folder / "template.xml.j2").write_text(
        "<brief><para>{{ title }}</para>"
        '<page orientation="landscape"><heading level="1">Turned</heading></page>'
        "<para>after</para></brief>"
    )
    found = Diagnostics()
    summary = parse_summary("title: T\nlang: en\n", "s.yaml")
    placed = typeset(compose(summary, find_layout(str(folder), tmp_path)), found)
    assert isinstance(placed, Brief)
    assert [p.width > p.height for p in placed.pages] == [False, True, False]
    assert not [d for d in found if d.code == "DG423"]


IN_COLUMNS = {
    "balanced": '<columns balance="true">{p}{p}<heading level="2">Head</heading><table ref="t"/>'
    "{p}{p}</columns>",
    "beside": '<columns widths="7 3"><column>{p}{p}<table ref="t"/>{p}</column>'
    "<column>{p}</column></columns>",
    "grid": '<grid columns="3"><column>{p}</column><column><table ref="t"/></column>'
    "<column>{p}</column></grid>",
    "boxed": '<callout kind="note"><title>Box</title>{p}<table ref="t"/></callout>',
    "boxed-in-columns": '<columns balance="true">{p}<callout kind="note"><title>Box</title>'
    '<table ref="t"/></callout>{p}</columns>',
    "kept": '<columns balance="true">{p}<keep><heading level="2">H</heading><table ref="t"/>'
    "</keep>{p}</columns>",
    "own-page": '<page orientation="landscape"><heading level="2">H</heading><table ref="t"/>'
    "</page>",
}


def laid(tmp_path: Path, markup: str, more: str) -> tuple[Brief, Diagnostics]:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "layout.toml").write_text('kind = "brief"\n')
    body = markup.replace("{p}", f"<para>{SAID}</para>")
    (folder / "template.xml.j2").write_text(
        f'<brief><heading level="1">{{{{ title }}}}</heading>{body}</brief>'
    )
    found = Diagnostics()
    summary = parse_summary(f"title: Port\nlang: en\n{more}", "s.yaml")
    placed = typeset(compose(summary, find_layout(str(folder), tmp_path)), found)
    assert isinstance(placed, Brief)
    return placed, found


@pytest.mark.parametrize("kind", IN_COLUMNS)
@pytest.mark.parametrize("columns", [8, 13, 22])
def test_a_table_in_columns_is_never_cut_and_none_of_it_is_lost(
    kind: str, columns: int, tmp_path: Path
) -> None:
    placed, found = laid(tmp_path, IN_COLUMNS[kind], amounts(columns))
    parts = tables_of(placed)
    assert_whole(placed)
    heads = [w for t in parts for w in words(t) if w.startswith("20") and len(w) == 4]
    assert heads == [str(2000 + n) for n in range(columns)]
    wide = {t.rect.width for t in parts}
    if kind not in ("boxed", "own-page"):
        assert min(wide) > 400  # points: across the page
        assert {d.code for d in found} & {"DG424", "DG425", "DG428"}
    said = [p for page in placed.pages for i in leaves(page.items) for p in paras_of(i)]
    assert sum("".join(s.text for s in p.spans) == SAID for p in said) == IN_COLUMNS[kind].count(
        "{p}"
    )


def test_a_table_that_fits_its_column_stays_there(tmp_path: Path) -> None:
    placed, found = laid(tmp_path, IN_COLUMNS["balanced"], amounts(2))
    assert all(table.rect.width < 260 for table in tables_of(placed))
    assert not {d.code for d in found} & {"DG424", "DG425", "DG428"}


def test_what_stands_before_and_behind_a_table_across_the_page_stays_there(tmp_path: Path) -> None:
    placed, _ = laid(tmp_path, IN_COLUMNS["balanced"], amounts(8))
    (table,) = tables_of(placed)
    heading = next(
        i
        for i in leaves(placed.pages[0].items)
        if any("Head" in s.text for p in paras_of(i) for s in p.spans)
    )
    said = [
        i.rect.y
        for i in leaves(placed.pages[0].items)
        if any("council" in s.text for p in paras_of(i) for s in p.spans)
    ]
    assert sum(y < heading.rect.y < table.rect.y for y in said) == 2
    assert sum(y > table.rect.bottom - 1 for y in said) == 2


WORDS = [
    "Measure",
    "Responsible",
    "Implementation",
    "Telecommunications",
    "Beneficiaries",
    "Instrument",
]


def test_words_of_a_narrow_cell_are_hyphenated_into_long_parts_or_the_page_is_turned() -> None:
    head = ", ".join([*WORDS, *WORDS])
    row = ", ".join(f"{w.lower()} external" for w in [*WORDS, *WORDS])
    more = f"tables:\n  - id: t\n    title: T\n    columns: [{head}]\n    rows: [[{row}]]\n"
    placed, found = made("policy-brief", more, 3)
    lines = [line for t in tables_of(placed) for c in t.cells for p in c.paras for line in p.lines]
    assert not any(line.cut for line in lines)
    shards = ["".join(g.text for g in line.pieces) for line in lines if line.hyphen]
    assert all(len(one.rstrip("-").split()[-1]) >= 4 for one in shards)
    assert "DG424" in {d.code for d in found}


def test_a_decks_table_has_no_divided_words() -> None:
    head = ", ".join([*WORDS, *WORDS])
    more = f"tables:\n  - id: t\n    title: T\n    columns: [{head}]\n    rows: [[{head}]]\n"
    placed, found = made("briefing-deck", more)
    assert_whole(placed)
    assert len(tables_of(placed)) > 1 and "DG425" in {d.code for d in found}


def test_a_brief_that_is_one_wide_table_is_one_landscape_page() -> None:
    text = f"title: Port\nlang: en\n{amounts(13)}"
    found = Diagnostics()
    placed = typeset(
        compose(parse_summary(text, "s.yaml"), find_layout("policy-brief", Path())), found
    )
    assert isinstance(placed, Brief)
    assert [page.width > page.height for page in placed.pages] == [True]
    assert_whole(placed)
    assert "DG424" in {d.code for d in found} and "DG423" not in {d.code for d in found}
