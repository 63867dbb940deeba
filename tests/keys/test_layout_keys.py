"""Every key of layout.toml and every attribute of the vocabulary acts, or is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.foundation.diagnostics import DocgenError
from docgen.layout import find_layout
from docgen.layout.layoutfile import LayoutFile, LimitsFile, ParamFile
from docgen.layout.vocabulary import VOCABULARY
from tests.keys.desk import Shown, project, shown

WORDS = "Words that fill a line and then some more of them. " * 30
BLOCKS = f"""
<heading level="1">{{{{ title }}}}</heading>
<metrics/><chart ref="cost"/><table ref="gates"/><image ref="gate"/><quote ref="1"/>
<timeline/><people/><sources/><para>{WORDS}</para><para>{WORDS}</para>
"""
BRIEF = f"<brief><header>{{{{ kicker }}}}</header>{BLOCKS}{{{{ params.word }}}}</brief>"
DECK = "<deck><slide><title>{{ title }}</title><metrics/></slide></deck>"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    project(tmp_path)
    return tmp_path


def with_layout(root: Path, settings: str, template: str) -> Shown:
    folder = root / "layouts" / "mine"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "layout.toml").write_text(settings)
    (folder / "template.xml.j2").write_text(template)
    return shown(root, "mine")


LAYOUT_TURNS = {
    "kind": (("brief", BRIEF), ("deck", BRIEF)),
    "page": ('page = "A4"', 'page = "A5"'),
    "slide": ('slide = "16:9"', 'slide = "4:3"'),
    "margins": ("margins = [20]", "margins = [35]"),
    "theme": ('theme = "slate"', 'theme = "vermilion"'),
    "limits": ("[limits]\nmax_pages = 9", "[limits]\nmax_pages = 1"),
    "params": ('[params.word]\ndefault = "a"', '[params.word]\ndefault = "b"'),
    "omits": ("omits = []", 'omits = ["title", "kicker", "sections"]'),
    "name": ('name = "mine"', 'name = "other"'),
    "description": ('description = "a"', 'description = "b"'),
}


@pytest.mark.parametrize("name", LayoutFile.model_fields)
def test_key_of_layout_toml_acts(name: str, desk: Path) -> None:
    if name == "trace":
        pytest.skip("traces are made by a build, and turned in tests/grounding")
    assert name in LAYOUT_TURNS, f"turn the new key {name}"
    one, two = LAYOUT_TURNS[name]
    if name in ("name", "description"):  # shown by `docgen layouts`
        told = []
        for line in (str(one), str(two)):
            with_layout(desk, f'kind = "brief"\n{line}\n', BRIEF.replace("{{ params.word }}", ""))
            found = find_layout("mine", desk)
            told.append((found.name, found.description))
        assert told[0] != told[1]
        return
    seen = []
    for value in (one, two):
        kind, template, line = "brief", BRIEF.replace("{{ params.word }}", ""), str(value)
        if name == "kind":
            kind, line = str(value[0]), ""
        elif name == "slide":
            kind, template = "deck", DECK
        elif name == "params":
            template = BRIEF.replace("{{ params.word }}", "<para>{{ params.word }}</para>")
        seen.append(with_layout(desk, f'kind = "{kind}"\n{line}\n', template))
    assert seen[0] != seen[1], f"{name} changes nothing, and nothing is told"


def test_keys_of_parameters_act(desk: Path) -> None:
    assert set(LimitsFile.model_fields) == {"max_pages"}
    names = {"type", "default", "description", "choices", "least", "most"}
    assert set(ParamFile.model_fields) == names
    template = BRIEF.replace("{{ params.word }}", "<para>{{ params.word }}</para>")
    head = 'kind = "brief"\n[params.word]\n'
    with_layout(desk, head + 'type = "choice"\nchoices = ["a", "b"]\ndefault = "a"\n', template)
    good, bad = (shown(desk, "mine", params={"word": word}) for word in ("b", "c"))
    assert good.digest
    assert any("none of a, b" in line for line in bad.told)
    with_layout(desk, head + 'type = "int"\ndefault = 1\ndescription = "How many"\n', template)
    assert any("whole number" in line for line in shown(desk, "mine", params={"word": "x"}).told)
    assert find_layout("mine", desk).params["word"].description == "How many"
    with_layout(desk, head + 'type = "int"\ndefault = 3\nleast = 2\nmost = 4\n', template)
    assert any("less than 2" in line for line in shown(desk, "mine", params={"word": "1"}).told)
    assert any("more than 4" in line for line in shown(desk, "mine", params={"word": "5"}).told)
    assert shown(desk, "mine", params={"word": "4"}).digest


def test_key_of_another_kind_is_told(desk: Path) -> None:
    """`slide` in a brief and `page` in a deck have nothing to act on."""
    for kind, line in (
        ("brief", 'slide = "4:3"'),
        ("deck", 'page = "A5"'),
        ("deck", "[limits]\nmax_pages = 3"),
    ):
        with_layout(desk, f'kind = "{kind}"\n{line}\n', DECK if kind == "deck" else BRIEF)
        with pytest.raises(DocgenError, match="DG203"):
            find_layout("mine", desk)


# ---- the vocabulary ------------------------------------------------------------------

CELLS = "<column>" + "<para>One</para>" * 5 + "</column><column><para>Two</para></column>"
LINE = "<para>A line</para>"
INSIDE = {
    "heading": "A heading",
    "para": "A paragraph",
    "list": "<item>One</item><item>Two</item>",
    "callout": LINE,
    "columns": CELLS,
    "grid": LINE * 4,
    "keep": LINE * 2,
    "fit": LINE * 60,
    "quote": "",
    "link": "a link",
    "th": "Head",
    "td": "Cell",
}
BASE = {
    "icon": {"name": "shield"},
    "qr": {"href": "https://example.org/"},
    "heading": {"level": "2"},
    "table": {"ref": "gates"},
    "chart": {"ref": "cost"},
    "image": {"ref": "gate"},
    "quote": {"ref": "1"},
    "spacer": {"height": "10"},
    "link": {"href": "https://example.org/"},
    "cite": {"ref": "report"},
    "fit": {"overflow": "shrink"},
}
VALUES = {
    "icon": "shield",
    "icon.name": "tree",
    "icon.color": "negative",
    "qr.ref": "report",
    "qr.href": "https://example.org/other",
    "size": "77",
    "level": "3",
    "style": "h4",
    "kind": "number",
    "callout.kind": "warning",
    "ref": "filed",
    "chart.ref": "dots",
    "image.ref": "line",
    "quote.ref": "9",
    "cite.ref": "council",
    "src": "other.png",
    "align": "right right right",
    "widths": "1 4",
    "table.widths": "1 5 9",
    "header-rows": "2",
    "caption": "Another caption",
    "credit": "Another credit",
    "alt": "Another description",
    "colspan": "2",
    "rowspan": "2",
    "height": "57",
    "mode": "crop",
    "decorative": "true",
    "by": "Somebody else",
    "role": "Something else",
    "look": "portrait",
    "metrics.look": "rows",
    "order": "weight",
    "first": "1",
    "from": "2",
    "columns": "1",
    "direction": "vertical",
    "show": "cited",
    "timeline.show": "ahead",
    "depth": "1",
    "toc.title": "Contents",
    "color": "accent-1",
    "thickness": "7",
    "width": "33",
    "balance": "true",
    "gap": "90",
    "overflow": "refuse",
    "min-size": "19",
    "href": "https://example.org/other",
    "layout": "section",
    "background": "ink",
    "picture": "gate",
    "fill": "tint",
    "title": "Another title",
    "section": "A part",
    "hidden": "true",
    "compose": "auto",
    "name": "other",
}
QUIET = {
    "id": "a link's target: it shows once something leads there",
    "slide.overflow": "acts where a slide is too full: tests/typeset",
    "slide.min-size": "acts where a slide is too full: tests/typeset",
    "composition.picture": "acts in a composed slide: tests/typeset/test_grounds.py",
    "composition.layout": "acts in a composed slide: tests/compose",
    "composition.name": "named in findings",
    "slide.steps": "acts where there are points: tests/pptx/test_build_steps.py",
    "slide.compose": "takes <composition>s in place of blocks",
    "brief fit.min-size": "acts where type has to shrink: pages have room",
    "brief fit.overflow": "acts where type has to shrink: pages have room",
}
"""What doesn't show by itself, and why."""
KINDS = ("brief", "deck")
ATTRS = [
    (kind, element.name, attr.name)
    for element in VOCABULARY.values()
    for attr in element.attrs
    for kind in KINDS
    if (element.name not in ("slide", "composition") or kind == "deck")
]


def page(kind: str, element: str, attrs: dict[str, str]) -> str:
    words = "".join(f' {name}="{value}"' for name, value in attrs.items())
    tag = f"<{element}{words}>{INSIDE.get(element, '')}</{element}>"
    if element in ("th", "td"):
        other = "<td>x</td>" * (1 if attrs.get("colspan") else 2)
        rest = "<td>y</td>" * (2 if attrs.get("rowspan") else 3)
        table = f"<tr><th>a</th><th>b</th><th>c</th></tr><tr>{tag}{other}</tr><tr>{rest}</tr>"
        return around(kind, f"<table>{table}</table>")
    if element in ("link", "cite"):
        return around(kind, f"<para>Words {tag} words.</para>")
    if element == "sources":  # some are cited, some aren't
        return around(kind, f'{tag}<para>Words <cite ref="report"/>.</para>')
    if element == "slide":
        inside = "<metrics/>" if "title" in attrs else "<title>T</title><metrics/>"
        return f"<deck><slide{words}>{inside}</slide></deck>"
    if element == "toc":
        return around(kind, f"{tag}<heading level='2'>A</heading><heading level='3'>B</heading>")
    return around(kind, tag)


def around(kind: str, blocks: str) -> str:
    if kind == "brief":
        return f"<brief>{blocks}<para>After [it]</para></brief>"
    return f'<deck><slide title="T">{blocks}<para>After it</para></slide></deck>'


@pytest.mark.parametrize(("kind", "element", "attr"), ATTRS)
def test_attribute_acts_or_is_told(kind: str, element: str, attr: str, desk: Path) -> None:
    key = f"{element}.{attr}"
    if {attr, key, f"{kind} {key}"} & set(QUIET):
        pytest.skip(QUIET.get(key) or QUIET.get(attr) or QUIET[f"{kind} {key}"])
    folder = desk / "layouts" / "mine"
    folder.mkdir(parents=True)
    (folder / "other.png").write_bytes((desk / "sources" / "other.png").read_bytes())
    base = dict(BASE.get(element, {}))
    turned = {**base, attr: VALUES.get(key, VALUES.get(attr, "?"))}
    if attr == "src":
        turned.pop("ref")
    if element == "quote" and attr in ("by", "role"):
        turned.pop("ref")
    head = f'kind = "{kind}"\n'
    one = with_layout(desk, head, page(kind, element, base))
    two = with_layout(desk, head, page(kind, element, turned))
    refused = any(line.startswith("DG222") for line in two.told)
    assert one != two or refused, f'<{element} {attr}="{turned[attr]}"> changes nothing in a {kind}'
