"""Hypothesis strategies: random valid summaries, as the data that YAML would give.

    @given(summaries())
    def test_builds(data): ...

`summaries` uses every field but those that name files (chart data, images, article.path).
"""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from docgen.summary.model import ChartKind

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
# A range has two series whose values belong together: it has tests of its own.
OWN_FORM = ("range", "gantt", "dumbbell", "bubble")
"""Kinds whose data have a form of their own: tests/charts makes them."""
KIND = st.sampled_from([kind for kind in get_args(ChartKind) if kind not in OWN_FORM])
ALIGN = st.sampled_from(["left", "center", "right", "decimal"])


def _escaped(word: str) -> str:
    """Escape what Markdown would read; the words then show as they are."""
    return "".join("\\" + c if c in "\\*_`[]<>#!|~=+-.)^$&:" else c for c in word)


@st.composite
def texts(draw: st.DrawFn, sources: tuple[str, ...] = (), most: int = 14) -> str:
    """Inline Markdown: words, some bold, italic, code or linked, now and then a citation."""
    words = draw(st.lists(WORD, min_size=1, max_size=most))
    looks = st.sampled_from(["{}"] * 8 + ["**{}**", "*{}*", "[{}](https://example.org/a)"])
    parts = [draw(looks).format(_escaped(word)) for word in words]
    if sources and draw(st.booleans()):
        parts.append(f"[@{draw(st.sampled_from(sources))}]")
    return " ".join(parts)


@st.composite
def bodies(draw: st.DrawFn, sources: tuple[str, ...] = ()) -> str:
    """Block Markdown: paragraphs, bulleted and numbered lists, one level nested."""
    blocks = []
    for kind in draw(st.lists(st.sampled_from("ppbn"), min_size=1, max_size=4)):
        lines = draw(st.lists(texts(sources, 30 if kind == "p" else 8), min_size=1, max_size=3))
        if kind == "p":
            blocks.append(lines[0])
        elif kind == "n":
            blocks.append("\n".join(f"{i}. {line}" for i, line in enumerate(lines, start=1)))
        else:
            nested = "\n  - " + draw(texts(sources, 5)) if draw(st.booleans()) else ""
            blocks.append("\n".join(f"- {line}" for line in lines) + nested)
    return "\n\n".join(blocks)


def _some(draw: st.DrawFn, required: dict[str, Any], optional: dict[str, Any]) -> dict[str, Any]:
    """Draw all required values and some of the optional ones."""
    data = {key: draw(value) for key, value in required.items()}
    for key, value in optional.items():
        if draw(st.booleans()):
            data[key] = draw(value)
    return data


@st.composite
def charts(draw: st.DrawFn, name: str, text: st.SearchStrategy[str]) -> dict[str, Any]:
    """A chart of any kind with its series inline."""
    kind = draw(KIND)
    count = draw(st.integers(1, 6))
    numbers = st.integers(1, 1000) if kind in ("pie", "doughnut") else NUMBER
    many = 1 if kind in ("pie", "doughnut", "waterfall", "histogram", "sparkline") else 3
    series = []
    for index in range(draw(st.integers(1, many))):
        row = {
            "name": draw(text),
            "values": draw(st.lists(numbers, min_size=count, max_size=count)),
        }
        if kind == "scatter":
            row["x"] = draw(st.lists(NUMBER, min_size=count, max_size=count))
        if kind == "combo":
            row["kind"] = "line" if index else "column"
        series.append(row)
    data = _some(draw, {"title": text}, {"unit": WORD, "alt": text, "x_title": text})
    data |= {"id": name, "kind": kind, "series": series}
    if kind != "scatter":
        data["categories"] = [f"{draw(WORD)} {i}" for i in range(count)]
        if draw(st.booleans()):
            data["highlight"] = draw(st.sampled_from(data["categories"]))
    return data


@st.composite
def tables(draw: st.DrawFn, name: str, text: st.SearchStrategy[str]) -> dict[str, Any]:
    """A table; a row may be one spanning cell, the first column may span rows."""
    width = draw(st.integers(1, 5))
    columns = [
        draw(text) if draw(st.booleans()) else {"label": draw(text), "align": draw(ALIGN)}
        for _ in range(width)
    ]
    rows: list[list[Any]] = []
    for _ in range(draw(st.integers(0, 4))):
        if width > 1 and draw(st.booleans()):
            rows.append([{"text": draw(text), "colspan": width}])
        else:
            rows.append([draw(st.one_of(text, NUMBER, st.none())) for _ in range(width)])
    if width > 1 and draw(st.booleans()):
        rows.append([{"text": draw(text), "rowspan": 2}] + [draw(text) for _ in range(width - 1)])
        rows.append([draw(text) for _ in range(width - 1)])
    return {"id": name, "title": draw(text), "columns": columns, "rows": rows}


@st.composite
def summaries(draw: st.DrawFn) -> dict[str, Any]:
    """A valid summary as plain data."""
    ids = tuple(draw(st.lists(IDENT, unique=True, max_size=4)))
    text, short, body = texts(ids), texts(ids, 5), bodies(ids)
    backed = st.fixed_dictionaries({"text": text, "ignore": WORD})
    source = {"source": st.sampled_from(ids)} if ids else {}
    names = st.lists(IDENT, unique=True, max_size=2)

    def several(item: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[list[Any]]:
        return st.lists(item, max_size=most)

    @st.composite
    def mapping(draw: st.DrawFn, required: dict[str, Any], optional: dict[str, Any]) -> Any:
        return _some(draw, required, optional)

    section = mapping(
        {"heading": short}, {"body": body, "points": several(short, 5), "notes": body}
    )
    event = st.one_of(
        mapping({"date": PARTIAL_DATE, "event": text}, source),
        mapping({"when": short, "event": text}, source),
    )
    data = _some(
        draw,
        {"title": text},
        {
            "kicker": short,
            "standfirst": st.one_of(text, backed),
            "lang": LANG,
            "date": st.dates().map(lambda d: d.isoformat()),
            "authors": several(short),
            "classification": short,
            "key_points": several(text, 6),
            "sections": several(section, 4),
            "metrics": several(
                mapping(
                    {"label": short, "value": st.one_of(WORD.map(_escaped), NUMBER)},
                    {"unit": WORD.map(_escaped), "was": short, "by": short} | source,
                ),
                6,
            ),
            "timeline": several(event, 5),
            "people": several(mapping({"name": short}, {"role": short, "note": text}), 4),
            "quotes": several(mapping({"text": text}, {"by": short, "role": short} | source), 2),
            "extra": st.dictionaries(IDENT, st.one_of(NUMBER, text), max_size=2),
        },
    )
    data["charts"] = [draw(charts(name, short)) for name in draw(names)]
    data["tables"] = [draw(tables(name, short)) for name in draw(names)]
    optional = {"publisher": short, "date": PARTIAL_DATE}
    optional["url"] = st.just("https://example.org/path?a=1&b=2")
    data["sources"] = [{"id": i} | draw(mapping({"title": text}, optional)) for i in ids]
    return data
