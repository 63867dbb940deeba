"""Hypothesis strategies: random valid summaries, as the data that YAML would give.

    @given(summaries())
    def test_builds(data): ...

`summaries` uses every field; those that name files only if asked (`files`, `write_files`).
tests/summary/test_strategies.py sees that a new field isn't forgotten.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple, get_args

from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image

from docgen.summary.model import (
    ANNOTATED_KINDS,
    TARGET_KINDS,
    CellTone,
    ChartKind,
    EventStatus,
    Headings,
)

_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZàéîöüßçñøåłšž"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΩάέήίόύώ"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗ"
_PUNCTUATION = "0123456789.,;:!?'’“”()-–—%&€£/<>*_`[]#@\\|~^+={}$"

WORD = st.one_of(
    *(st.text(alphabet, min_size=1, max_size=12) for alphabet in (_LATIN, _GREEK, _CYRILLIC)),
    # "[^" would begin a footnote, which is an error without its text.
    st.text(_LATIN + _PUNCTUATION, min_size=1, max_size=10).filter(lambda word: "[^" not in word),
    st.integers(0, 10**6).map(str),
)
IDENT = st.from_regex(r"[a-z][a-z0-9_-]{0,9}", fullmatch=True)
PARTIAL_DATE = st.one_of(
    st.integers(1000, 2999).map(str),
    st.tuples(st.integers(1000, 2999), st.integers(1, 12)).map(lambda d: f"{d[0]}-{d[1]:02}"),
    st.dates().map(lambda d: d.isoformat()),
)
NUMBER = st.one_of(
    st.integers(-(10**6), 10**6),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 2)),
)
LANG = st.sampled_from(["en", "en-GB", "en-US", "de", "fr", "el", "ru", "es", "pl"])
KIND = st.sampled_from(get_args(ChartKind))
ICONS = st.sampled_from(["shield", "tree", "airplane"])
ALIGN = st.sampled_from(["left", "center", "right", "decimal"])


def _escaped(word: str) -> str:
    """Escape what Markdown would read; the words then show as they are."""
    return "".join("\\" + c if c in "@\\*_`[]<>#!|~=+-.)^$&:" else c for c in word)


class Names(NamedTuple):
    """What texts may refer to: ids of sources, of charts and tables, of sections."""

    sources: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


NO_NAMES = Names()
_LOOKS = [
    "**{}**",
    "*{}*",
    "~~{}~~",
    "a^{}^",
    "a~{}~",
    "[{}](https://example.org/a)",
    "[{}]{{lang=fr}}",
    "word^[{}]",
    "**a *{}* b**",
]


@st.composite
def texts(draw: st.DrawFn, names: Names = NO_NAMES, most: int = 14) -> str:
    """Inline Markdown: words, some with a look, a note or a link, now and then a reference."""
    words = draw(st.lists(WORD, min_size=1, max_size=most))
    looks = st.sampled_from(["{}"] * 20 + _LOOKS)
    parts = [draw(looks).format(_escaped(word)) for word in words]
    if draw(st.integers(0, 7)) == 7:
        parts.append("`" + draw(st.text(_LATIN + "<>*_[]#", min_size=1, max_size=8)) + "`")
    refers = [f"[@{one}]" for one in names.sources]
    refers += [f"[@fig:{one}]" for one in names.charts] + [f"[@tab:{one}]" for one in names.tables]
    refers += [f"[see](#{one})" for one in (*names.charts, *names.tables, *names.sections)]
    if refers and draw(st.booleans()):
        parts.append(draw(st.sampled_from(refers)))
    return " ".join(parts)


@st.composite
def bodies(draw: st.DrawFn, names: Names = NO_NAMES) -> str:
    """Block Markdown: each kind of block that a body may hold, lists nested once."""
    blocks = []
    for kind in draw(st.lists(st.sampled_from("pppbnhcqdt"), min_size=1, max_size=4)):
        lines = draw(st.lists(texts(names, 30 if kind == "p" else 8), min_size=1, max_size=3))
        if kind == "p":
            blocks.append(lines[0])
        elif kind == "n":
            blocks.append("\n".join(f"{i}. {line}" for i, line in enumerate(lines, start=1)))
        elif kind == "h":
            blocks.append(f"### {lines[0]}")
        elif kind == "c":
            blocks.append("```\n" + "\n".join(draw(CODE) for _ in lines) + "\n```")
        elif kind == "q":
            blocks.append("\n>\n".join(f"> {line}" for line in lines))
        elif kind == "d":
            blocks.append("\n\n".join(f"{line}\n: {draw(texts(names, 6))}" for line in lines))
        elif kind == "t":
            width = draw(st.integers(1, 3))
            cells = [
                [draw(texts(NO_NAMES, 3)) for _ in range(width)] for _ in range(len(lines) + 1)
            ]
            rows = ["| " + " | ".join(row) + " |" for row in cells]
            blocks.append("\n".join([rows[0], "|" + " --- |" * width, *rows[1:]]))
        else:
            nested = "\n  - " + draw(texts(names, 5)) if draw(st.booleans()) else ""
            blocks.append("\n".join(f"- {line}" for line in lines) + nested)
    return "\n\n".join(blocks)


CODE = st.text(_LATIN + "0123456789 (){}[]<>=+*/_.", min_size=1, max_size=40).filter(str.strip)


def _some(draw: st.DrawFn, required: dict[str, Any], optional: dict[str, Any]) -> dict[str, Any]:
    """Draw all required values and some of the optional ones."""
    data = {key: draw(value) for key, value in required.items()}
    for key, value in optional.items():
        if draw(st.booleans()):
            data[key] = draw(value)
    return data


TWO = ("range", "dumbbell")
ONE = ("pie", "doughnut", "waterfall", "histogram", "sparkline", "bubble")
"""Kinds of charts that have so many series."""


@st.composite
def charts(
    draw: st.DrawFn,
    name: str,
    text: st.SearchStrategy[str],
    sources: tuple[str, ...] = (),
    kind: str | None = None,
) -> dict[str, Any]:
    """A chart of a kind, or of any, with its series inline and what its kind may have."""
    kind = kind or draw(KIND)
    count = draw(st.integers(1, 6))
    optional = {"unit": WORD.map(_escaped), "alt": text, "takeaway": text}
    optional |= {"number_format": st.sampled_from(["0", "0.0", "#,##0", "0%"])}
    optional |= {"source": st.sampled_from(sources)} if sources else {}
    if kind not in ("pie", "doughnut", "gantt", "sparkline"):
        optional |= {"x_title": text, "y_title": text}
    data = _some(draw, {"title": text}, optional) | {"id": name, "kind": kind}
    if kind == "gantt":
        days = st.lists(st.dates(), min_size=2, max_size=2).map(sorted)
        made = [(draw(text), *draw(days)) for _ in range(count)]
        tasks = [{"name": n, "start": str(first), "end": str(last)} for n, first, last in made]
        return data | {"tasks": tasks}
    numbers = NUMBER
    if kind in ("pie", "doughnut", *TWO):
        numbers = st.integers(1, 1000)
    many = 2 if kind in TWO else 1 if kind in ONE else draw(st.integers(1, 3))
    data["series"] = []
    for index in range(many):
        row = {"name": draw(text), "values": [draw(numbers) for _ in range(count)]}
        if kind in ("scatter", "bubble"):
            row["x"] = [draw(NUMBER) for _ in range(count)]
        if kind == "bubble":
            row["size"] = [draw(st.integers(0, 99)) for _ in range(count)]
        if kind == "combo":
            row["kind"] = ("column", "line", "target")[index]
            if index == 1 and draw(st.booleans()):
                row |= {"axis": "right", "unit": draw(text)}
                data["y2_title"] = draw(text)
        data["series"].append(row)
    if kind == "histogram":
        return data | {"bins": draw(st.integers(2, 6))}
    if kind in ("scatter", "bubble"):
        return data
    names = [f"{_escaped(draw(WORD))} {i}" for i in range(count)]
    data["categories"] = names
    if draw(st.booleans()):
        data["highlight"] = draw(st.sampled_from(names))
    if kind == "waterfall" and draw(st.booleans()):
        data["totals"] = [names[-1]]
    if kind in TARGET_KINDS and draw(st.booleans()):
        data["targets"] = [{"value": draw(NUMBER), "label": draw(text)}]
        data["average"] = draw(text)
    if kind in ANNOTATED_KINDS[:2] and many > 1 and draw(st.booleans()):
        data["multiples"] = True
    elif kind in ANNOTATED_KINDS and count > 1 and draw(st.booleans()):
        ends = {"first": names[0], "last": names[-1]}
        data["regions"] = [ends | {"label": draw(text)}]
        shown = draw(st.sampled_from([{"show": "value"}, {"show": "percent"}, {"label": "More"}]))
        data["differences"] = [ends | shown]
        data["annotations"] = [{"at": draw(st.sampled_from(names)), "text": draw(text)}]
    return data


@st.composite
def tables(
    draw: st.DrawFn, name: str, text: st.SearchStrategy[str], sources: tuple[str, ...] = ()
) -> dict[str, Any]:
    """A table; a row may be one spanning cell, the first column may span rows."""
    width = draw(st.integers(1, 5))

    def column() -> Any:
        form = draw(st.integers(0, 2))
        label = draw(text)
        if form == 0:
            return label
        more = {"align": draw(ALIGN)} if form == 1 else {"width": draw(st.integers(1, 4))}
        return {"label": label} | more

    columns = [column() for _ in range(width)]
    rows: list[list[Any]] = []
    for _ in range(draw(st.integers(0, 4))):
        if width > 1 and draw(st.booleans()):
            rows.append([{"text": draw(text), "colspan": width}])
        else:
            rows.append([draw(st.one_of(text, NUMBER, st.none())) for _ in range(width)])
            if draw(st.booleans()):
                rows[-1][0] = {"text": draw(text), "tone": draw(st.sampled_from(TONES))}
    if width > 1 and draw(st.booleans()):
        rows.append([{"text": draw(text), "rowspan": 2}] + [draw(text) for _ in range(width - 1)])
        rows.append([draw(text) for _ in range(width - 1)])
    data: dict[str, Any] = {"id": name, "title": draw(text), "columns": columns, "rows": rows}
    optional: dict[str, Any] = {"alt": text, "takeaway": text}
    optional["align"] = st.lists(ALIGN, min_size=width, max_size=width)
    if sources:
        optional["source"] = st.sampled_from(sources)
    return data | _some(draw, {}, optional)


TONES = get_args(CellTone)


@st.composite
def summaries(draw: st.DrawFn, files: bool = False) -> dict[str, Any]:
    """A valid summary as plain data; with `files` its pictures and data too (`write_files`)."""
    ids = draw(st.lists(IDENT, unique=True, min_size=0, max_size=12))
    names = Names(tuple(ids[:3]), tuple(ids[3:5]), tuple(ids[5:7]), tuple(ids[7:9]))
    text, short, body = texts(names), texts(NO_NAMES, 5), bodies(names)
    backed = st.fixed_dictionaries({"text": text, "ignore": WORD})
    source = {"source": st.sampled_from(names.sources)} if names.sources else {}

    def several(item: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
        return st.lists(item, max_size=most)

    @st.composite
    def mapping(draw: st.DrawFn, required: dict[str, Any], optional: dict[str, Any]) -> Any:
        return _some(draw, required, optional)

    side = mapping({"label": short, "points": st.lists(short, min_size=1, max_size=3)}, {})
    weight = st.integers(0, 9)
    section = mapping(
        {"heading": short},
        {
            "body": body,
            "points": several(short, 5),
            "notes": body,
            "weight": weight,
            "compare": st.lists(side, min_size=2, max_size=3),
            "layout": st.just("company:Key message"),
        },
    )

    @st.composite
    def events(draw: st.DrawFn) -> Any:
        more = {"status": st.sampled_from(get_args(EventStatus))} | source
        if draw(st.booleans()):
            return _some(draw, {"when": short, "event": text}, more)
        made = _some(draw, {"date": PARTIAL_DATE, "event": text}, more)
        if made["date"] < "9900" and draw(st.booleans()):
            made["until"] = f"{int(made['date'][:4]) + draw(st.integers(1, 30)):04}"
        return made

    data = _some(
        draw,
        {"title": text},
        {
            "kicker": short,
            "standfirst": st.one_of(text, backed),
            "lang": LANG,
            "date": st.dates().map(lambda d: d.isoformat()),
            "authors": several(short),
            "addressee": short,
            "classification": short,
            "presenter": short,
            "event": short,
            "draft": st.booleans(),
            "key_points": several(text, 6),
            "remember": several(short),
            "ask": several(short),
            "sections": several(section, 4),
            "metrics": several(
                mapping(
                    {"label": short, "value": st.one_of(WORD.map(_escaped), NUMBER)},
                    {
                        "unit": WORD.map(_escaped),
                        "was": short,
                        "by": st.one_of(short, PARTIAL_DATE),
                        "icon": ICONS,
                        "weight": weight,
                    }
                    | source,
                ),
                6,
            ),
            "timeline": several(events(), 5),
            "people": several(
                mapping({"name": short}, {"role": short, "note": text, "group": short}), 4
            ),
            "quotes": several(mapping({"text": text}, {"by": short, "role": short} | source), 2),
            "questions": several(mapping({"question": text, "answer": body}, {"short": short})),
            "glossary": several(mapping({"term": short, "meaning": text}, {})),
            "headings": mapping({}, dict.fromkeys(Headings.model_fields, short)),
            "article": mapping({}, {"title": short, "url": st.just("https://example.org/b")}),
            "extra": st.dictionaries(IDENT, st.one_of(NUMBER, text), max_size=2),
        },
    )
    data["charts"] = [draw(charts(name, short, names.sources)) for name in names.charts]
    data["tables"] = [draw(tables(name, short, names.sources)) for name in names.tables]
    optional: dict[str, Any] = {"publisher": short, "date": PARTIAL_DATE}
    optional["url"] = st.just("https://example.org/path?a=1&b=2")
    data["sources"] = [{"id": i} | draw(mapping({"title": text}, optional)) for i in names.sources]
    if files:
        for key, value in draw(with_files(short)).items():
            data[key] = [*data.get(key, ()), *value] if isinstance(value, list) else value
    _name_sections(draw, data, names.sections)
    return data


PICTURES = ("wide.png", "tall.png")
_DATA = st.sampled_from([{"data": "data.csv"}, {"data": "data.xlsx", "sheet": "Towns"}])
_FOCUS = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda f: [round(x, 2) for x in f])


@st.composite
def with_files(draw: st.DrawFn, short: st.SearchStrategy[str]) -> dict[str, Any]:
    """What a summary says of files beside it."""
    path = st.sampled_from(PICTURES)
    made = _some(
        draw,
        {},
        {
            "logo": path,
            "cover": st.builds(
                lambda p, alt, focus: {"path": p, "alt": alt, "focus": focus}, path, short, _FOCUS
            ),
            "bibliography": st.just("more.bib"),
        },
    )
    texts_ = {"title": short, "caption": short, "credit": short, "focus": _FOCUS}
    texts_ |= {"video": st.just("https://example.org/film")}
    made["images"] = []
    for number in range(draw(st.integers(0, 2))):
        one = _some(draw, {"path": path}, texts_) | {"id": f"picture{number}"}
        one |= {"decorative": True} if draw(st.booleans()) else {"alt": draw(short)}
        made["images"].append(one)
    if draw(st.booleans()):
        made["charts"] = [{"id": "filed", "title": draw(short)} | draw(_DATA)]
    if draw(st.booleans()):
        made["tables"] = [{"id": "listed", "title": draw(short)} | draw(_DATA)]
    return made


def write_files(folder: Path) -> None:
    """Write the files that `summaries` with `files` names."""
    for name, size in zip(PICTURES, ((900, 400), (300, 700)), strict=True):
        Image.radial_gradient("L").resize(size).convert("RGB").save(folder / name)
    (folder / "data.csv").write_text("Town,Walls\nArdmouth,12\nBelhaven,30\n")
    book = Workbook()
    towns = book.create_sheet("Towns")
    for row in (["Town", "Walls"], ["Ardmouth", 12], ["Belhaven", 30]):
        towns.append(row)
    book.save(folder / "data.xlsx")
    (folder / "more.bib").write_text("@book{more, title={More}, author={Ada King}, year={2020}}")


def _name_sections(draw: st.DrawFn, data: dict[str, Any], names: tuple[str, ...]) -> None:
    """Give the sections their ids, those that are referred to, and some of the figures."""
    sections = data.setdefault("sections", [])
    while len(sections) < len(names):
        sections.append({"heading": draw(texts(NO_NAMES, 3))})
    for one, name in zip(sections, names, strict=False):
        one["id"] = name
    figures = [one["id"] for key in ("charts", "tables", "images") for one in data.get(key, ())]
    figures = [name for name in figures if figures.count(name) == 1]
    for number, one in enumerate(data.get("metrics", ())):
        one["id"] = f"metric{number}"
        figures.append(one["id"])
    for number, one in enumerate(data.get("quotes", ())):
        one["id"] = f"quote{number}"
        figures.append(one["id"])
    for name in figures:
        if sections and draw(st.booleans()):
            draw(st.sampled_from(sections)).setdefault("figures", []).append(name)
