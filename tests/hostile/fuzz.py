"""Fuzzing by mutation over the real parsers, in this process: only findings may come out.

Executions are many a second because no process is started; what takes too long or too much
memory is looked for by ``python -m tests.hostile`` itself.
"""

from __future__ import annotations

import random
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from docgen.article.read import parse_article
from docgen.foundation.diagnostics import Diagnostics, DocgenError
from docgen.foundation.pictures import PictureError, load_picture
from docgen.foundation.toml import read_toml
from docgen.layout import compose, find_layout, find_theme
from docgen.layout.layoutfile import CODES, LayoutFile
from docgen.summary.data import read_table
from docgen.summary.loader import load_summary, parse_summary
from tests.hostile.mutate import mutated
from tests.hostile.project import SUMMARY

Target = Callable[[bytes, Path], None]

_TEXTS = """\
title: "A *title* of **it**"
lang: en
date: 2026-01-01
key_points: ["It rose by 5% [^s] to [$3 million](https://a.example)", "`code` and ~~gone~~"]
sections:
  - heading: One
    body: |
      A paragraph with *emphasis*, [a link](https://b.example) and a note [^s].

      - first
      - second
        1. inner

      > quoted
metrics: [{label: L, value: 1, unit: "%"}]
charts: [{id: c, title: C, alt: A, categories: [a, b], series: [{name: s, values: [1, 2]}]}]
tables: [{id: t, title: T, columns: [a, b], rows: [[1, 2], [3, 4]]}]
quotes: [{text: "Words", by: Ada}]
timeline: [{date: "2024", text: Then}]
sources: [{id: s, title: S, url: "https://c.example"}]
"""
_HTML = b"<html lang=en><head><title>T</title></head><body><article><h1>H</h1><p>It rose by 5% &amp; more.</p><ul><li>One<li>Two</ul><table><tr><td>1</table><!-- x --></article></body></html>"
_MARKUP = b"""<brief><heading level="1">{{ title }}</heading>{% for p in key_points %}<para>{{ p|upper }}</para>{% endfor %}
<columns count="2"><column><callout title="x"><para>{{ 3|number(2) }}</para></callout></column></columns>
<table><tr><th>a</th><td colspan="2">{{ date }}</td></tr></table>{% if metrics %}<para><b>{{ metrics[0].value }}</b></para>{% endif %}</brief>"""
_TOML = b'name = "x"\nkind = "brief"\npage = "A4 landscape"\nmargins = [10, 20.5, 10, 20]\n[limits]\nmax_pages = 3\n[params.size]\ntype = "choice"\ndefault = "a"\nchoices = ["a", "b"]\n'
_THEME = b'extends = "slate"\n[palette]\naccent-1 = "#004488"\nmuted = "text 65 35"\n[brief.styles.body]\nsize = 10\nleading = 14\nalign = "left"\n[fonts.deck]\nbody = "Arimo"\n'
_RECORDS = b'title: "{{ name }}"\nlang: en\nkey_points:\n{% for n in range(3) %}\n  - "{{ n }} {{ name|upper }} {{ \'%03d\'|format(n) }}"\n{% endfor %}\n'
_CSV = b'name,2023,2024\nAda,1,2.5\n"B, C",3,\n'


def _summary(data: bytes, folder: Path) -> None:
    path = folder / "a.yaml"
    path.write_bytes(data)
    load_summary(path)


def _rich_text(data: bytes, folder: Path) -> None:
    text = data.decode("utf-8", "replace").replace('"', "'").replace("\\", "/").replace("\n", " ")
    summary = parse_summary(f'title: T\nlang: en\nkey_points: ["{text}"]\n', str(folder / "a.yaml"))
    compose(summary, find_layout("policy-brief", None))


def _layout(data: bytes, folder: Path) -> None:
    own = folder / "layouts" / "evil"
    own.mkdir(parents=True, exist_ok=True)
    (own / "layout.toml").write_text('kind = "brief"\n')
    (own / "template.xml.j2").write_bytes(data)
    compose(parse_summary(SUMMARY, str(folder / "a.yaml")), find_layout("evil", folder))


def _records(data: bytes, folder: Path) -> None:
    from docgen.engine.jobs import Record  # noqa: PLC0415
    from docgen.engine.records.fill import filled  # noqa: PLC0415

    path = folder / "t.yaml.j2"
    path.write_bytes(data)
    filled(Record(str(path), str(folder / "r.csv"), 2, '{"name": "Ada", "x": 1}'))


def _settings(data: bytes, folder: Path) -> None:
    path = folder / "layout.toml"
    path.write_bytes(data)
    read_toml(path, LayoutFile, CODES, Diagnostics())


def _theme(data: bytes, folder: Path) -> None:
    themes = folder / "layouts" / "themes"
    themes.mkdir(parents=True, exist_ok=True)
    (themes / "evil.toml").write_bytes(data)
    find_theme("evil", folder)


def _csv(data: bytes, folder: Path) -> None:
    path = folder / "d.csv"
    path.write_bytes(data)
    read_table(path)


def _xlsx(data: bytes, folder: Path) -> None:
    path = folder / "d.xlsx"
    path.write_bytes(data)
    read_table(path)


def _article(suffix: str) -> Target:
    def read(data: bytes, folder: Path) -> None:
        parse_article(data, f"s.{suffix}")

    return read


def _picture(data: bytes, folder: Path) -> None:
    try:
        load_picture(data)
    except PictureError:
        return


def _template(data: bytes, folder: Path) -> None:
    from docgen.pptx_template.read import read_template  # noqa: PLC0415

    path = folder / "t.pptx"
    path.write_bytes(data)
    read_template(path, find_theme("slate", None), Diagnostics())


def _font(data: bytes, folder: Path) -> None:
    from docgen.text.font_files import read_font  # noqa: PLC0415

    path = folder / "x.ttf"
    path.write_bytes(data)
    try:
        read_font(str(path), "project")
    except ValueError:
        return


def _seeds(kind: str) -> list[bytes]:
    from tests.hostile import inputs  # noqa: PLC0415  (it makes packages)

    match kind:
        case "template":
            return [inputs._deck()]
        case "xlsx":
            return [inputs._xlsx()]
        case "picture":
            return [inputs._png(32, 32), inputs._jpeg()]
        case "font":
            from docgen.text.fonts import find_file  # noqa: PLC0415

            found = find_file("Source Sans Pro", False, False)
            return [Path(found.path).read_bytes()] if found else []
        case "article pdf":
            return [*inputs._pdfs().values()][:4]
    return {
        "summary": [_TEXTS.encode()],
        "rich text": [line.encode() for line in _TEXTS.splitlines() if "*" in line or "[" in line],
        "layout": [_MARKUP],
        "records": [_RECORDS],
        "settings": [_TOML],
        "theme": [_THEME],
        "csv": [_CSV],
        "article html": [_HTML],
        "article text": [_TEXTS.encode()],
        "article markdown": [_TEXTS.encode()],
    }[kind]


KINDS: dict[str, Target] = {
    "summary": _summary,
    "rich text": _rich_text,
    "layout": _layout,
    "records": _records,
    "settings": _settings,
    "theme": _theme,
    "csv": _csv,
    "xlsx": _xlsx,
    "article html": _article("html"),
    "article text": _article("txt"),
    "article markdown": _article("md"),
    "article pdf": _article("pdf"),
    "picture": _picture,
    "template": _template,
    "font": _font,
}


def fuzz(
    kind: str, seconds: float = 1e9, seed: int = 1, most: int = 10**9
) -> tuple[int, dict[str, bytes]]:
    """Mutate a kind's seeds until the time or the count is up.

    Returns the executions, and what came out that is no finding, by its last lines.
    """
    seeds, target = _seeds(kind), KINDS[kind]
    chance = random.Random(f"{kind} {seed}")
    crashes: dict[str, bytes] = {}
    count, end = 0, time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="docgen-fuzz-") as name:
        while time.monotonic() < end and count < most:
            data = _next(kind, seeds, chance)
            count += 1
            said = _tried(target, data, Path(name))
            if said:
                crashes.setdefault(said, data)
    return count, crashes


def _next(kind: str, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    from tests.hostile.inputs import _mutated_parts  # noqa: PLC0415

    base = chance.choice(seeds)
    if kind in ("template", "xlsx") and chance.random() < 0.8:
        return _mutated_parts(base, chance.randrange(10**9))
    return mutated(base, chance.randrange(10**9))


def _tried(target: Target, data: bytes, folder: Path) -> str:
    """Return what came out that is no finding; nothing if all is well."""
    try:
        target(data, folder)
    except DocgenError as error:
        if any(one.code == "DG899" for one in error.diagnostics):
            return str(error.diagnostics[0])
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return (
            f"{type(error).__name__}: {str(error)[:120]} ({Path(last.filename).name}:{last.lineno})"
        )
    return ""
