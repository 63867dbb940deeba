"""What a chart says in words and as a table, for those who can't see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from docgen.charts.differences import told_differences
from docgen.charts.numbers import named_unit, number_format, told, write_number
from docgen.layout.blocks import ChartBlock
from docgen.summary.model import Chart, ChartKind, Series

MOST_ALT = 24
"""Values told one by one in a description; more are summed up."""
_KINDS = get_args(ChartKind)
"""In the order of the words below."""
_WORDS: Mapping[str, tuple[str, str]] = {
    "en": (
        "Bar chart|Column chart|Stacked bar chart|Stacked column chart|100% stacked bar chart"
        "|100% stacked column chart|Line chart|Area chart|Pie chart|Doughnut chart"
        "|Scatter chart|Column and line chart|Waterfall chart|Range chart|Histogram|Gantt chart|Dumbbell chart|Bubble chart|Sparkline",
        "from {first} to {last}, lowest {low}, highest {high}",
    ),
    "de": (
        "Balkendiagramm|Säulendiagramm|Gestapeltes Balkendiagramm|Gestapeltes Säulendiagramm"
        "|Gestapeltes Balkendiagramm (100 %)|Gestapeltes Säulendiagramm (100 %)"
        "|Liniendiagramm|Flächendiagramm|Kreisdiagramm|Ringdiagramm|Streudiagramm"
        "|Säulen- und Liniendiagramm|Wasserfalldiagramm"
        "|Spannendiagramm|Histogramm|Gantt-Diagramm|Hanteldiagramm|Blasendiagramm|Sparkline",
        "von {first} bis {last}, Tiefstwert {low}, Höchstwert {high}",
    ),
    "fr": (
        "Graphique à barres|Histogramme|Barres empilées|Histogramme empilé"
        "|Barres empilées à 100 %|Histogramme empilé à 100 %|Courbe|Graphique en aires"
        "|Diagramme circulaire|Graphique en anneau|Nuage de points|Histogramme et courbe"
        "|Graphique en cascade|Graphique d’intervalles|Histogramme de fréquences|Diagramme de Gantt|Diagramme en haltères|Graphique à bulles|Courbe miniature",
        "de {first} à {last}, minimum {low}, maximum {high}",
    ),
    "es": (
        "Gráfico de barras|Gráfico de columnas|Barras apiladas|Columnas apiladas"
        "|Barras apiladas al 100 %|Columnas apiladas al 100 %|Gráfico de líneas"
        "|Gráfico de áreas|Gráfico circular|Gráfico de anillo|Gráfico de dispersión"
        "|Columnas y líneas|Gráfico en cascada|Gráfico de intervalos|Histograma|Diagrama de Gantt|Gráfico de mancuernas|Gráfico de burbujas|Minigráfico",
        "de {first} a {last}, mínimo {low}, máximo {high}",
    ),
    "it": (
        "Grafico a barre|Istogramma|Barre in pila|Colonne in pila|Barre in pila al 100%"
        "|Colonne in pila al 100%|Grafico a linee|Grafico ad area|Grafico a torta"
        "|Grafico ad anello|Grafico a dispersione|Colonne e linee"
        "|Grafico a cascata|Grafico a intervalli|Istogramma di frequenza|Diagramma di Gantt|Grafico a manubrio|Grafico a bolle|Grafico sparkline",
        "da {first} a {last}, minimo {low}, massimo {high}",
    ),
    "nl": (
        "Staafdiagram|Kolomdiagram|Gestapeld staafdiagram|Gestapeld kolomdiagram"
        "|100% gestapeld staafdiagram|100% gestapeld kolomdiagram|Lijndiagram|Vlakdiagram"
        "|Cirkeldiagram|Ringdiagram|Spreidingsdiagram|Kolom- en lijndiagram"
        "|Watervaldiagram|Bereikdiagram|Histogram|Gantt-diagram|Halterdiagram|Bellendiagram|Sparkline",
        "van {first} tot {last}, laagste {low}, hoogste {high}",
    ),
    "pt": (
        "Gráfico de barras|Gráfico de colunas|Barras empilhadas|Colunas empilhadas"
        "|Barras empilhadas a 100%|Colunas empilhadas a 100%|Gráfico de linhas"
        "|Gráfico de áreas|Gráfico circular|Gráfico de rosca|Gráfico de dispersão"
        "|Colunas e linhas|Gráfico em cascata|Gráfico de intervalos|Histograma|Gráfico de Gantt|Gráfico de halteres|Gráfico de bolhas|Minigráfico",
        "de {first} a {last}, mínimo {low}, máximo {high}",
    ),
    "ja": (
        "横棒グラフ|縦棒グラフ|積み上げ横棒グラフ|積み上げ縦棒グラフ|100%積み上げ横棒グラフ"
        "|100%積み上げ縦棒グラフ|折れ線グラフ|面グラフ|円グラフ|ドーナツグラフ|散布図"
        "|縦棒と折れ線の複合グラフ|滝グラフ|範囲グラフ|ヒストグラム|ガントチャート|ダンベルチャート|バブルチャート|スパークライン",
        "{first}から{last}、最小{low}、最大{high}",
    ),
}
"""By language: names of the kinds in the order of `_KINDS`, and how a long series is told."""
_WORDLESS = "{first} … {last}"


def chart_alt(block: ChartBlock, lang: str = "en") -> str:
    """Return a description made of title, kind, unit and data.

    "Column chart, % of GDP: informal cap 1, target 2027 2". A long series is told by its
    first, last, least and greatest value. Languages without words get title and data.
    """
    data = block.data
    code = number_format(data, lang)
    title = (block.caption.words or told(data.title)).strip().rstrip(".")
    kinds, long_form = _WORDS.get(lang.partition("-")[0].lower(), ("", _WORDLESS))
    kind = kinds.split("|")[_KINDS.index(data.kind)] if kinds else ""
    named = ", ".join(part for part in (kind, named_unit(data)) if part)
    rows = [_series(data, row, code, lang, long_form) for row in data.series]
    said = "; ".join(row for row in rows if row)
    said = "; ".join(part for part in (said, *told_differences(data, code, lang)) if part)
    parts = [title, ": ".join(part for part in (named, said) if part)]
    parts += [f"{told(one.at)}: {told(one.text)}" for one in data.annotations]
    return ". ".join(part for part in parts if part)


def _series(data: Chart, row: Series, code: str, lang: str, long_form: str) -> str:
    points = [(n, v) for n, v in zip(_names(data, row), row.values, strict=False) if v is not None]
    name = f"{told(row.name)}: " if len(data.series) > 1 else ""
    if not points:
        return f"{name}–"
    pairs = [f"{n} {write_number(v, code, lang)}".strip() for n, v in points]
    if len(pairs) <= max(MOST_ALT // len(data.series), 4):
        return name + ", ".join(pairs)

    def one(point: tuple[str, float]) -> str:
        return f"{write_number(point[1], code, lang)} ({point[0]})"

    low, high = (pick(points, key=lambda p: p[1]) for pick in (min, max))
    return name + long_form.format(
        first=one(points[0]), last=one(points[-1]), low=one(low), high=one(high)
    )


def _names(data: Chart, row: Series) -> list[str]:
    if data.kind not in ("scatter", "bubble"):
        return [told(c) for c in data.categories]
    return [f"{x:g}" for x in xs(row)]


def xs(row: Series) -> Sequence[float]:
    """Return the x values of a scatter series; 1, 2, 3 if it has none."""
    return row.x if row.x is not None else [float(n + 1) for n in range(len(row.values))]


def chart_rows(
    block: ChartBlock, lang: str = "en"
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the data as a table: its header, and rows of written values ("" for a gap).

    Categories by series; of a scatter chart series, x and y, a row for each point.
    """
    data = block.data
    code = number_format(data, lang)

    def cell(value: float | None) -> str:
        return "" if value is None else write_number(value, code, lang)

    if data.kind == "scatter":
        header = ("", told(data.x_title) or "x", told(data.y_title) or named_unit(data) or "y")
        points = (
            (told(row.name), write_number(x, "General", lang), cell(y))
            for row in data.series
            for x, y in zip(xs(row), row.values, strict=False)
        )
        return header, tuple(points)
    if data.kind == "bubble":
        names = [told(c) for c in data.categories] if len(data.series) == 1 else []
        head = ("", told(data.x_title) or "x", told(data.y_title) or named_unit(data) or "y", "n")
        bubbles = (
            (
                names[n] if n < len(names) else told(row.name),
                write_number(x, "General", lang),
                cell(y),
                write_number(size, "General", lang),
            )
            for row in data.series
            for n, (x, y, size) in enumerate(zip(xs(row), row.values, row.size or (), strict=False))
        )
        return head, tuple(bubbles)
    names = [told(c) for c in data.categories]
    rows = (
        (name, *(cell(row.values[n] if n < len(row.values) else None) for row in data.series))
        for n, name in enumerate(names)
    )
    return (told(data.x_title), *(told(row.name) for row in data.series)), tuple(rows)
