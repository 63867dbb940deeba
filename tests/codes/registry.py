"""Code to the project that provokes it. Cases of tests/diagnostics need none here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from docgen.foundation.codes import all_codes, load_code
from tests.codes import templates
from tests.codes.case import BASE, Case, build, check, layout, png, themed
from tests.font_maker import font_file

WORDS = "word " * 2500


def fonts_case(fs_type: int) -> Case:
    """A project whose theme names a family of one file, with these licence bits."""
    house = 'extends = "base"\n[fonts.brief]\nbody = "House"\nheading = "House"\n'
    files = {
        "sources/a.yaml": BASE,
        "layouts/themes/house.toml": house,
        "fonts/House.ttf": font_file("House", fs_type=fs_type),
    }
    return Case(("build --theme house --layout policy-brief",), files)


SLIDE = '<deck><slide title="S" overflow="refuse">{}</slide></deck>'
IMAGE = 'images: [{{id: i, path: "{}", alt: A picture}}]\n'
CHART = "charts: [{{id: c, title: C, alt: A chart, data: {}}}]\n"
NO_LETTER = "title: \U00013000\U00013001\nlang: en\n"
WIDE_TABLE = BASE + (
    "tables:\n  - id: t\n    title: Tonnes\n"
    f"    columns: [Port, {', '.join(map(str, range(2001, 2014)))}]\n"
    f"    rows: [[Ardle, {', '.join(['90,000,000'] * 13)}]]\n"
).replace("90,000,000", '"90,000,000"')
DYING = """
import multiprocessing, os, zlib
true = zlib.compressobj
def compressobj(*given):
    return os._exit(9) if multiprocessing.parent_process() else true(*given)
zlib.compressobj = compressobj
"""
"""A process of a build dies as it writes."""
VANISHING = """
import os, sys
true = os.open
def opened(path, *given, **more):
    frame = sys._getframe()
    while str(path).endswith("x.png") and frame is not None:
        if frame.f_globals.get("__name__") == "docgen.pptx.images":
            raise OSError(5, "Input/output error")
        frame = frame.f_back
    return true(path, *given, **more)
os.open = opened
"""
"""A picture can be read no more when the deck is written."""
SLOW = """
import zlib
true = zlib.compressobj
def compressobj(*given):
    while True:
        sum(range(1000))
zlib.compressobj = compressobj
"""
"""Writing a file never ends."""
LARGE = """
import zlib
true = zlib.compressobj
def compressobj(*given):
    bytearray(2_000_000_000)
    return true(*given)
zlib.compressobj = compressobj
"""
"""Writing a file takes two gigabytes."""
UNSTEADY = """
import zlib
true = zlib.compressobj
zlib.compressobj = lambda level, *more: true(hash("docgen") % 2 * 8 + 1, *more)
"""
"""Packs a file more or less by the hash seed, as an unordered set would."""

REGISTRY: dict[str, Case] = {
    "DG101": Case(("check sources/none.yaml",)),
    "DG107": check(b"title: \xff\xfe\n"),
    "DG110": check("# nothing\n"),
    "DG120": check(BASE + IMAGE.format("x.svg"), **{"sources/x.svg": "<svg/>"}),
    "DG121": check(BASE + CHART.format("x.csv"), **{"sources/x.csv": "a,b\nx,many\n"}),
    "DG122": Case(
        ("check",),
        {"sources/a.yaml": BASE + CHART.format("x.xlsx"), "sources/x.xlsx": b"PK\x03\x04"},
        shadow={"openpyxl": "raise ImportError('not here')"},
    ),
    "DG880": Case(("site --out layouts",), {"sources/a.yaml": BASE, "layouts/mine.txt": "x"}),
    "DG881": layout(
        "brief", "<brief><para>{{ title }}</para></brief>", '[params.banner]\ndefault = "x"\n'
    ),
    "DG882": layout(
        "brief", "<brief>{% if kicker %}{{ params.banner }}{% endif %}{{ title }}</brief>"
    ),
    "DG883": layout("brief", '<brief>{% if kicker %}<rule color="#235F9C"/>{% endif %}</brief>'),
    "DG884": layout("brief", "<brief><para>Key findings</para></brief>"),
    "DG885": layout("brief", "<brief><para>{{ title }} · {{ kicker }}</para></brief>"),
    "DG886": check(BASE + "key_points: [84,000 visitors, Two]\n"),
    "DG201": Case(("check --layout polcy-brief",), {"sources/a.yaml": BASE}),
    "DG202": Case(
        ("check --layout mine",),
        {"sources/a.yaml": BASE, "layouts/mine/layout.toml": "kind = brief"},
    ),
    "DG203": layout("brief", "<brief/>", "limit = 3\n"),
    "DG204": Case(("build --param papr=A4",), {"sources/a.yaml": BASE}),
    "DG301": Case(("check --theme slat",), {"sources/a.yaml": BASE}),
    "DG302": themed("palette = ["),
    "DG303": themed('[palette]\naccent-9 = "#000000"\n'),
    "DG304": themed('[palette]\ntext = "black"\n'),
    "DG305": themed('extends = "base"\n[palette]\ntext = "#fefefe"\n'),
    "DG306": themed('extends = "mine"\n'),
    "DG401": layout(
        "brief",
        '<brief><table><tr><td rowspan="2">{{ title }}</td><td>a</td></tr><tr><td>b</td></tr>'
        "</table></brief>",
        summary=f"title: {WORDS}\nlang: en\n",
    ),
    "DG402": build(f"{BASE}standfirst: {WORDS}\n", "one-pager"),
    "DG403": build(f"title: {'long word ' * 200}\nlang: en\n", "briefing-deck"),
    "DG404": layout(
        "deck",
        SLIDE.format("<para>{{ standfirst }}</para>"),
        summary=f"{BASE}standfirst: {WORDS}\n",
    ),
    "DG405": build(NO_LETTER, "policy-brief"),
    "DG406": build(NO_LETTER, "briefing-deck"),
    "DG407": themed('extends = "base"\n[fonts.brief]\nbody = "Nobodys Sans"\n'),
    "DG408": themed('extends = "base"\n[fonts.deck]\nbody = "Nobodys Sans"\n'),
    "DG434": Case(
        ("check",),
        {
            "sources/a.yaml": "title: Five walls, 12 km\n",
            "sources/a.de.yaml": "title: Fünf Mauern, 11 km\nlang: de\ntranslation_of: a.yaml\n",
        },
    ),
    "DG435": Case(
        ("check",),
        {
            "sources/a.yaml": "title: A\nlang: en\n",
            "sources/a.de.yaml": "title: A\nlang: de\ntranslation_of: a.yaml\n",
            "sources/a.fr.yaml": "title: A\nlang: fr\ntranslation_of: a.de.yaml\n",
        },
    ),
    "DG433": build("title: Orð\nlang: is\nkey_points: [Eitt]\n", "policy-brief"),
    "DG430": build(BASE, "policy-brief", **{"fonts/House.ttf": b"\0\1\0\0cut off"}),
    "DG431": fonts_case(fs_type=2),
    "DG432": fonts_case(fs_type=0),
    "DG409": themed('extends = "base"\n[fonts.deck]\nbody = "Verdana"\n'),
    "DG411": layout(
        "brief", '<brief><image ref="i"/></brief>', summary=BASE + IMAGE.format("x.png")
    ),
    "DG420": build(f"{BASE}standfirst: {'x' * 300}\n", "policy-brief"),
    "DG421": layout(
        "brief",
        "<brief><columns>"
        + "<column><para>{{ standfirst }}</para></column>" * 9
        + "</columns></brief>",
        summary=f'{BASE}standfirst: "{"9,999," * 6}999"\n',
    ),
    "DG422": layout(
        "brief",
        "<brief><table><tr><th>A</th></tr><tr><td>{{ title }}</td></tr></table></brief>",
        summary=f"title: {WORDS}\nlang: en\n",
    ),
    "DG423": layout(
        "brief",
        '<brief><para>{{ title }}</para><chart ref="c" height="720"/></brief>',
        summary=f"title: {'word ' * 450}\nlang: en\n"
        + CHART.format("x.csv").replace(
            "data: x.csv", "categories: [a], series: [{name: s, values: [1]}]"
        ),
    ),
    "DG424": build(WIDE_TABLE, "policy-brief"),
    "DG425": build(WIDE_TABLE, "briefing-deck"),
    "DG428": layout(
        "brief",
        '<brief><columns balance="true"><para>{{ title }}</para><table ref="t"/></columns></brief>',
        summary=BASE
        + "tables: [{id: t, title: T, columns: [A, B, C, D], rows: [["
        + ", ".join(['"900,000,000,000,000"'] * 4)
        + "]]}]\n",
    ),
    "DG429": build(
        "title: Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung\nlang: de\n"
        "sections: [{heading: A, body: B.}]\n",
        "briefing-deck",
    ),
    "DG450": layout(
        "brief",
        "<brief><heading level='1'>{{ title }}</heading></brief>",
        summary=BASE + "quotes: [{text: We saw it come}]\n",
    ),
    "DG453": build(BASE + "extra: {banner: Confidential}\n", "policy-brief"),
    "DG452": layout(
        "brief",
        "<brief><para>{{ key_points[0] }}</para></brief>",
        summary=BASE + "key_points: ['See [it](#s)']\nsections: [{id: s, heading: It}]\n",
    ),
    "DG471": build(
        BASE
        + "charts: [{id: c, title: C, alt: A, categories: [a, b], series: [{name: s, values: [1, 2]}],"
        " annotations: [{at: z, text: Here}]}]\n",
        "policy-brief",
    ),
    "DG472": layout("brief", '<brief><icon name="sheild"/></brief>'),
    "DG473": layout("brief", f'<brief><qr href="https://example.org/{"a" * 700}"/></brief>'),
    "DG470": Case(
        ("build -l briefing-deck -p slides=title,section:none",), {"sources/a.yaml": BASE}
    ),
    "DG451": layout(
        "deck",
        '<deck><slide layout="content"><title>{{ title }}</title>'
        "<subtitle>{{ standfirst }}</subtitle></slide></deck>",
        summary=f"{BASE}standfirst: It is not here\n",
    ),
    "DG501": Case(("check",), {"sources/a.yaml": BASE}),
    "DG502": check(
        BASE + f"article: {{path: a.txt, sha256: '{'0' * 64}'}}\n", **{"sources/a.txt": "T\n"}
    ),
    "DG503": check(BASE + "article: {path: a.doc}\n", **{"sources/a.doc": "T\n"}),
    "DG701": layout("deck", '<deck><slide title="S"><image src="x.png" alt="A"/></slide></deck>'),
    "DG801": check(BASE, "layouts = ["),
    "DG828": Case(
        ("build",),
        {"sources/a.yaml": BASE, "docgen.toml": "job-seconds = 1"},
        shadow={"sitecustomize": SLOW},
    ),
    "DG829": Case(
        ("build",),
        {"sources/a.yaml": BASE, "docgen.toml": "job-megabytes = 400"},
        shadow={"sitecustomize": LARGE},
    ),
    "DG827": check(BASE + "".join(f"k{n}: 1\n" for n in range(120))),
    "DG825": Case(("check",), {"sources/caf\udce9.yaml": BASE}),
    "DG802": check(BASE, 'layout = ["policy-brief"]'),
    "DG803": check(BASE, "strict = 1"),
    "DG804": Case(
        ("build sources/a.yaml more/a.yaml",), {"sources/a.yaml": BASE, "more/a.yaml": BASE}
    ),
    "DG805": Case(("build --layout policy-brief --format pptx",), {"sources/a.yaml": BASE}),
    "DG806": Case(("check",), {"sources/readme.txt": "none"}),
    "DG807": Case(("build",), {"sources/a.yaml": BASE}, env={"SOURCE_DATE_EPOCH": "today"}),
    "DG808": Case(("new a",), {"sources/a.yaml": BASE}),
    "DG504": check(
        BASE + "article: {path: a.html}\n",
        **{"sources/a.html": "<html><body><article><p>Please wait.</p></article></body></html>"},
    ),
    "DG810": Case(("build --out docgen.toml",), {"sources/a.yaml": BASE, "docgen.toml": ""}),
    "DG870": Case(("import deck.odp",), {"deck.odp": "x"}),
    "DG871": Case(("import deck.md",), {"deck.md": "# T\n\nText\n\n<video src='x'></video>\n"}),
    "DG872": check(BASE + "bibliography: refs.json\n", **{"sources/refs.json": "{"}),
    "DG811": Case(
        ("build --layout briefing-deck --jobs 2",),
        {f"sources/{n}.yaml": BASE for n in range(40)},
        shadow={"sitecustomize": DYING},
    ),
    "DG812": Case(("build a.yaml.j2 --records none.csv",), {"a.yaml.j2": BASE}),
    "DG813": Case(
        ("build a.yaml.j2 --records a.csv --name {{town}}",),
        {"a.yaml.j2": BASE, "a.csv": "id,name\n1,Anna\n"},
    ),
    "DG814": Case(
        ("build --layout briefing-deck --verify",),
        {"sources/a.yaml": BASE},
        shadow={"sitecustomize": UNSTEADY},
    ),
    "DG815": Case(
        ("build --executor dask://localhost:1",),
        {"sources/a.yaml": BASE},
        shadow={"distributed": "raise ImportError('not here')"},
    ),
    "DG820": Case(("check --baseline none.json",), {"sources/a.yaml": BASE}),
    "DG821": Case(("diff --against main",), {"sources/a.yaml": BASE}),
    "DG822": Case(("diff a.pdf b.pdf",), {"a.pdf": b"", "b.pdf": b""}),
    "DG823": Case(
        ("snapshot --layout one-pager", "snapshot --layout one-pager --check"),
        {"sources/a.yaml": BASE},
        then={"sources/a.yaml": BASE.replace("T", "Other")},
    ),
    "DG824": Case(("snapshot --layout one-pager --check",), {"sources/a.yaml": BASE}),
    "DG899": Case(
        ("build --layout briefing-deck",),
        {"sources/a.yaml": BASE},
        shadow={"xlsxwriter": "raise RuntimeError('boom')"},
    ),
}

REGISTRY["DG701"] = Case(
    ("build --layout mine",),
    {**REGISTRY["DG701"].files, "layouts/mine/x.png": png(90, 60)},
    shadow={"sitecustomize": VANISHING},
)
REGISTRY["DG411"] = Case(
    REGISTRY["DG411"].commands, {**REGISTRY["DG411"].files, "sources/x.png": png(64, 40)}
)

REGISTRY |= {
    "DG601": build(
        f"{BASE}images: [{{id: i, path: x.png}}]\n",
        "policy-brief",
        **{"sources/x.png": png(64, 40)},
    ),
    "DG602": layout(
        "brief", '<brief><heading level="2">A</heading><heading level="4">B</heading></brief>'
    ),
    "DG604": layout("brief", "<brief><table><tr><td>A</td><td>1</td></tr></table></brief>"),
    "DG605": check(f"{BASE}standfirst: 'It is [here](https://example.org/report).'\n"),
    "DG606": check("title: T\n"),
}


def _on_template(
    blob: bytes,
    theme: str = "",
    more: str = "",
    slides: str = "",
    extra: Mapping[str, str | bytes] | None = None,
) -> Case:
    """A deck on a company's template that is wrong, or lacks something."""
    mine = f'extends = "slate"\n[template]\nfile = "../../corp.pptx"\n{theme}'
    files = {"sources/a.yaml": BASE + more, "corp.pptx": blob, "layouts/themes/mine.toml": mine}
    files |= extra or {}
    if slides:
        files |= {
            "layouts/own/layout.toml": 'kind = "deck"\n',
            "layouts/own/template.xml.j2": slides,
        }
    return Case((f"build --layout {'own' if slides else 'briefing-deck'} --theme mine",), files)


_INSERTING = {
    "sources/a.yaml": BASE,
    "b.pptx": templates.template(templates.one_slide),
    "layouts/own/layout.toml": 'kind = "deck"\n',
    "layouts/own/template.xml.j2": '<deck><insert deck="b.pptx"/></deck>',
}
"""A deck of a slide of another size, inserted."""
EDITING = """
from pathlib import Path
path, done = Path("build/a.briefing-deck.pptx"), Path("edited")
if path.exists() and not done.exists():
    from pptx import Presentation
    deck = Presentation(str(path))
    deck.slides[0].shapes[0].text_frame.text = "Mine"
    deck.save(str(path))
    done.touch()
"""
"""Somebody edits a deck between two commands."""
_BUILD = "build --layout briefing-deck"
REGISTRY |= {
    "DG712": Case((_BUILD, _BUILD), {"sources/a.yaml": BASE}, shadow={"sitecustomize": EDITING}),
    "DG713": Case(
        (_BUILD, "merge build/a.briefing-deck.pptx"),
        {"sources/a.yaml": BASE},
        shadow={"sitecustomize": EDITING},
    ),
    "DG714": Case(("merge other.pptx",), {"other.pptx": templates.template()}),
}
SECTION = f"""
sections:
- heading: What happened
  body: {WORDS[:600]}
  points: [{WORDS[:200]}, {WORDS[:200]}, {WORDS[:200]}]
"""
"""A section with text and points."""
COLUMNS = '<deck><slide layout="two-content" title="S" overflow="shrink">{}</slide></deck>'.format(
    f"<columns><column><para>{WORDS[:300]}</para></column>"
    f"<column><para>{WORDS[:300]}</para></column></columns>"
)

REGISTRY |= {
    "DG702": _on_template(b"\xd0\xcf\x11\xe0 PowerPoint 97"),
    "DG703": _on_template(templates.with_entities()),
    "DG704": _on_template(templates.template(), '[template.layouts]\ncontent = "Contents"\n'),
    "DG705": _on_template(templates.template(templates.bodiless)),
    "DG706": _on_template(templates.template(templates.zebra)),
    "DG708": _on_template(templates.template(templates.linked)),
    "DG826": _on_template(templates.template(templates.vector)),
    "DG707": _on_template(templates.template(templates.barred)),
    "DG730": Case(("build --set clasification=SECRET",), {"sources/a.yaml": BASE}),
    "DG731": Case(("build --set date=tomorrow",), {"sources/a.yaml": BASE}),
    "DG733": Case(
        ("build --theme brand --layout policy-brief",),
        {"sources/a.yaml": BASE, "_brand.yml": 'color: {primary: "#FFD500"}\n', "docgen.toml": ""},
    ),
    "DG734": Case(
        ("build --theme brand --layout policy-brief",),
        {"sources/a.yaml": BASE, "_brand.yml": "logo: logo.svg\n", "docgen.toml": ""},
    ),
    "DG732": _on_template(
        templates.template(), more="cover: {path: c.png}\n", extra={"sources/c.png": png(40, 30)}
    ),
    "DG715": _on_template(templates.template(), "keep = [3]\n"),
    "DG752": Case(
        ("build --layout own",),
        {
            **_INSERTING,
            "layouts/own/template.xml.j2": '<deck><insert deck="b.pptx" slides="9"/></deck>',
        },
    ),
    "DG759": Case(
        ("build --layout briefing-deck",),
        {
            "sources/a.yaml": BASE + "images: [{id: p, path: p.png, alt: P, video: f.mp4}]\n",
            "sources/p.png": png(300, 200),
            "sources/f.mp4": b"no film",
        },
    ),
    "DG760": Case(
        ("build --layout briefing-deck --format pdf",),
        {
            "sources/a.yaml": BASE + "images: [{id: p, path: p.png, alt: P, video: f.mp4}]\n",
            "sources/p.png": png(300, 200),
            "sources/f.mp4": b"\0\0\0\x18ftypmp42",
        },
    ),
    "DG758": Case(
        ("build --layout briefing-deck --theme mine",),
        {
            "sources/a.yaml": BASE,
            "layouts/themes/mine.toml": 'extends = "slate"\n[deck.options]\nembed-fonts = "yes"\n',
        },
    ),
    "DG757": layout("deck", '<deck><slide background="accent-5" title="T"/></deck>'),
    "DG756": layout(
        "deck",
        '<deck><slide title="T"><table><tr><td fill="accent-5">x</td></tr></table></slide></deck>',
    ),
    "DG753": Case(("build --layout own --format pdf",), _INSERTING),
    "DG754": Case(("build --layout own",), _INSERTING),
    "DG755": Case(
        ("build --layout own",), {**_INSERTING, "b.pptx": templates.template(templates.commented)}
    ),
    "DG750": _on_template(
        templates.template(), slides='<deck><slide layout="company:No such" title="S"/></deck>'
    ),
    "DG751": Case(
        ("build --layout briefing-deck",),
        {"sources/a.yaml": BASE + 'sections: [{heading: S, layout: "company:Cover"}]\n'},
    ),
    "DG709": _on_template(
        templates.template(templates.squat),
        theme="[template.layouts]\ntitle = 1\n",
        more="kicker: Floods\nstandfirst: A river, a weir and what became of them\n",
    ),
    "DG710": _on_template(templates.template(templates.thin_columns), slides=COLUMNS),
    "DG711": _on_template(templates.template(templates.tiny), more=SECTION),
    "DG480": _on_template(
        templates.template(), more="logo: ours.png\n", extra={"sources/ours.png": png(300, 100)}
    ),
}


def _of_page(code: str) -> Case:
    """The bad example of a page that shows its article too."""
    article, bad = re.findall(r"```(?:text|yaml)\n(.*?)```", load_code(code).text, re.S)[:2]
    summary = f"title: Lund\nlang: en\narticle: {{path: a.txt}}\n{bad}"
    return check(summary, **{"sources/a.txt": article})


REGISTRY |= {code: _of_page(code) for code in all_codes() if "DG510" <= code < "DG570"}
REGISTRY["DG570"] = check(BASE.replace("lang: en", "lang: en-UK"))
REGISTRY["DG554"] = check(
    BASE.replace("lang: en", "lang: sv") + "article: {path: a.txt}\n",
    **{"sources/a.txt": "Hamnen i Lund byggdes om.\n"},
)
_DAMAGED = layout("brief", '<brief><image src="x.png" decorative="true" height="20"/></brief>')
REGISTRY["DG412"] = replace(
    _DAMAGED, files={**_DAMAGED.files, "layouts/mine/x.png": png(90, 60)[:4000]}
)

LONG_NAMES = ", ".join(f"A very long name of region number {n} of the country" for n in range(60))
REGISTRY["DG440"] = layout(
    "brief",
    '<brief><chart ref="c" height="90"/></brief>',
    summary=BASE
    + f"charts: [{{id: c, title: C, alt: A chart, kind: column, categories: [{LONG_NAMES}],"
    f" series: [{{name: S, values: {list(range(60))}}}]}}]\n",
)
REGISTRY["DG441"] = layout(
    "deck",
    f'<deck><footer>{"word " * 60}</footer><slide title="S"><para>T</para></slide></deck>',
)
REGIONS = ", ".join(f"Region number {n} of the country" for n in range(12))
REGISTRY["DG442"] = layout(
    "brief",
    '<brief><columns gap="10"><column><chart ref="c" height="130"/></column>'
    "<column><para>T</para></column></columns></brief>",
    summary=BASE
    + f"charts: [{{id: c, title: C, alt: A chart, kind: column, categories: [{REGIONS}],"
    f" series: [{{name: S, values: {list(range(12))}}}]}}]\n",
)
MANY = ", ".join(f"Region number {n}" for n in range(30))
REGISTRY["DG443"] = layout(
    "deck",
    '<deck><slide title="S" layout="chart"><chart ref="c"/></slide></deck>',
    summary=BASE + f"charts: [{{id: c, title: C, alt: A chart, kind: bar, categories: [{MANY}],"
    f" series: [{{name: S, values: {list(range(30))}}}]}}]\n",
)
