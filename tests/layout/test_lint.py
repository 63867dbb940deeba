"""The linter of layouts: what it finds and where, and what it must not find."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.engine.copies import layout_copy
from docgen.foundation.diagnostics import Severity
from docgen.layout import find_layout, list_layouts
from docgen.layout.lint import lint

ROOT = Path(__file__).parents[2]
STOCK = [one.name for one in list_layouts(None)]
PARAMS = '[params.points]\ntype = "int"\ndefault = 3\n'


def found(tmp_path: Path, template: str, settings: str = "", kind: str = "brief") -> list[str]:
    folder = tmp_path / "layouts" / "mine"
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text(f'kind = "{kind}"\n{settings}')
    (folder / "template.xml.j2").write_text(template)
    told = []
    for one in lint(find_layout("mine", tmp_path)):
        assert one.location is not None
        name = Path(one.location.file).name
        told.append(f"{one.code} {name}:{one.location.line}:{one.location.column} {one.message}")
    return told


@pytest.mark.parametrize("name", STOCK)
def test_nothing_is_found_in_a_stock_layout(name: str) -> None:
    assert lint(find_layout(name, None)) == []


@pytest.mark.parametrize("name", STOCK)
def test_nor_in_a_copy_of_one(name: str, tmp_path: Path) -> None:
    for path, data in layout_copy(tmp_path, "mine", name).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    assert lint(find_layout("mine", tmp_path)) == []


def test_nor_in_the_layout_that_readme_shows(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    template, settings = (
        re.findall(rf"^```{kind}\n(.*?)^```$", readme, re.M | re.S)[0] for kind in ("xml", "toml")
    )
    folder = tmp_path / "layouts" / "mine"
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text(settings)
    (folder / "template.xml.j2").write_text(template)
    assert lint(find_layout("mine", tmp_path)) == []


@pytest.mark.parametrize(
    ("template", "settings", "expected"),
    [
        ("<brief>{{ title }}</brief>", PARAMS, ["DG881 layout.toml:2:1"]),
        ("<brief>{{ params.points }}</brief>", PARAMS, []),
        ("<brief>{{ params['points'] }}</brief>", PARAMS, []),
        ("<brief>\n{% if kicker %}{{ params.pionts }}{% endif %}</brief>", PARAMS, None),
        ("<brief>{{ params.other|default(3) }}</brief>", "", []),
        ("<brief>{% if params.other is defined %}{{ params.other }}{% endif %}</brief>", "", []),
        ("<brief>{% for name in params %}{{ name }}{% endfor %}</brief>", PARAMS, []),
        ("<brief>{{ title }}</brief>", '[params.trace]\ntype = "bool"\ndefault = false\n', []),
    ],
)
def test_parameters(
    tmp_path: Path, template: str, settings: str, expected: list[str] | None
) -> None:
    told = found(tmp_path, template, settings)
    if expected is None:
        assert [line.partition(" the ")[0] for line in told] == [
            "DG882 template.xml.j2:2:26",
            "DG881 layout.toml:2:1",
        ]
    else:
        assert [line.partition(" the ")[0] for line in told] == expected


def test_a_parameter_that_only_a_fragment_reads_is_read(tmp_path: Path) -> None:
    shared = tmp_path / "layouts" / "_shared"
    shared.mkdir(parents=True)
    (shared / "foot.xml.j2").write_text("{% macro foot() %}{{ params.points }}{% endmacro %}")
    template = (
        '{% import "_shared/foot.xml.j2" as part with context %}<brief>{{ part.foot() }}</brief>'
    )
    assert found(tmp_path, template, PARAMS) == []


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ('<brief>{% if kicker %}\n<rule color="#23F"/>{% endif %}</brief>', ["DG883", "2:7"]),
        ("<brief>\n{% set c = '#235F9C' %}</brief>", ["DG883", "2:13"]),
        ('<brief>{% if kicker %}<rule color="acent-1"/>{% endif %}</brief>', ["DG883", "1:29"]),
        ('<brief><rule color="accent-1"/></brief>', []),
        ('<brief><rule color="{{ "rule" }}"/></brief>', []),
        ('<brief><para><link href="#walls">{{ title }}</link></para></brief>', []),
        ("<brief><para>Key findings</para></brief>", ["DG884", "1:14"]),
        (
            '<brief>\n <callout title="Key findings">{{ title }}</callout></brief>',
            ["DG884", "2:18"],
        ),
        ('<brief><para>{{ t("Key findings") }}</para></brief>', []),
        ('<brief><para>{{ "Harbour Office" }}: {{ title }}, 3 × 4&nbsp;a</para></brief>', []),
        ("<brief>{# Key findings #}<!-- and this --><para>{{ title }}</para></brief>", []),
    ],
)
def test_looks_and_words(tmp_path: Path, template: str, expected: list[str]) -> None:
    told = found(tmp_path, template)
    assert [part for line in told for part in line.split()[:2]] == (
        [expected[0], f"template.xml.j2:{expected[1]}"] if expected else []
    )


@pytest.mark.parametrize(
    ("template", "kind", "expected"),
    [
        ("<brief><para>{{ date.year }}</para></brief>", "brief", '"date"'),
        ("<brief><para>{{ sections[0].heading }}</para></brief>", "brief", '"sections"'),
        ("<brief><para>{{ title }} · {{ kicker }}</para></brief>", "brief", '"kicker"'),
        (
            "<brief>{% for q in quotes %}<para>{{ q.by }}, {{ q.role }}</para>{% endfor %}</brief>",
            "brief",
            '"quotes[].by"',
        ),
        (
            '<brief><heading level="2">{{ t("Timeline") }}</heading><timeline/></brief>',
            "brief",
            '"timeline"',
        ),
        ("<brief><para>{{ title }}, {{ extra.to }}</para></brief>", "brief", '"extra.to"'),
        (
            '<deck><slide title="{{ t("Sources") }}"><sources/></slide></deck>',
            "deck",
            '"sources"',
        ),
        ("<brief>{% if date %}<para>{{ date|date }}</para>{% endif %}</brief>", "brief", ""),
        ('<brief><para style="kicker">{{ kicker }}</para><metrics/></brief>', "brief", ""),
        (
            "<brief>{% if timeline %}"
            '<heading level="2">{{ t("Timeline") }}</heading><timeline/>{% endif %}</brief>',
            "brief",
            "",
        ),
    ],
)
def test_what_a_summary_may_lack(tmp_path: Path, template: str, kind: str, expected: str) -> None:
    told = found(tmp_path, template, kind=kind)
    assert all(line.startswith("DG885 template.xml.j2:1:") for line in told)
    assert bool(told) == bool(expected), told
    assert expected in " ".join(told)


def test_a_template_that_cant_be_read_is_left_to_the_build(tmp_path: Path) -> None:
    assert found(tmp_path, "<brief>{% if %}</brief>", PARAMS) == []


def test_what_would_fail_is_a_warning(tmp_path: Path) -> None:
    folder = tmp_path / "layouts" / "mine"
    folder.mkdir(parents=True)
    (folder / "layout.toml").write_text('kind = "brief"\n')
    (folder / "template.xml.j2").write_text(
        '<brief>{% if kicker %}<rule color="red"/>{{ params.x }}{% endif %}Words</brief>'
    )
    severities = {one.code: one.severity for one in lint(find_layout("mine", tmp_path))}
    assert severities["DG883"] is severities["DG882"] is Severity.WARNING
    assert severities["DG884"] is Severity.NOTICE
