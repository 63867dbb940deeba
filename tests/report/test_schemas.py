"""Published schemas: current, described throughout, and true to what is accepted."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from lxml import etree

from docgen.cli import main
from docgen.layout.vocabulary import VOCABULARY
from docgen.report.schemas import KINDS, relax_ng, schema_text, xml_schema

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "docgen" / "schemas"
GOLDEN = sorted((ROOT / "tests" / "layout" / "golden").glob("*.xml"))
RNG = etree.RelaxNG(etree.fromstring(relax_ng().encode()))
XSD = etree.XMLSchema(etree.fromstring(xml_schema().encode()))


def texts() -> dict[str, str]:
    made = {f"{kind}.schema.json": schema_text(kind) for kind in KINDS}
    return {**made, "language.rng": relax_ng(), "language.xsd": xml_schema()}


def test_published_schemas_are_current(record: bool) -> None:
    """``pytest tests/report --record`` writes them anew."""
    if record:
        PUBLISHED.mkdir(exist_ok=True)
        for name, text in texts().items():
            (PUBLISHED / name).write_text(text, "utf-8")
    there = {
        p.name: p.read_text("utf-8")
        for p in PUBLISHED.iterdir()
        if p.suffix in (".json", ".rng", ".xsd")
    }
    assert there == texts()


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_valid_and_describes_every_key(kind: str) -> None:
    schema = json.loads(schema_text(kind))
    jsonschema.Draft202012Validator.check_schema(schema)
    bare = [where for where, part in properties(schema) if not part.get("description")]
    assert bare == []


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for owner, part in {"": schema, **schema.get("$defs", {})}.items():
        for name, one in part.get("properties", {}).items():
            if "const" not in one:
                yield f"{owner}.{name}", one


def plain(value: Any) -> Any:
    """YAML's dates as the texts that JSON has."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def errors(kind: str, data: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(json.loads(schema_text(kind)))
    return [e.message for e in validator.iter_errors(plain(data))]


SUMMARIES = [
    *sorted((ROOT / "sources").glob("*.yaml")),
    ROOT / "docgen" / "summary" / "starter.yaml",
]


@pytest.mark.parametrize("path", SUMMARIES, ids=lambda p: p.stem)
def test_summaries_of_ours_are_valid(path: Path) -> None:
    assert errors("summary", yaml.safe_load(path.read_text("utf-8"))) == []


def test_a_wrong_summary_is_not() -> None:
    assert errors("summary", {"title": "T", "titel": "x"})
    assert errors("summary", {"kicker": "no title"})


@pytest.mark.parametrize("path", sorted(ROOT.glob("layouts/*/layout.toml")), ids=str)
def test_layouts_are_valid(path: Path) -> None:
    assert errors("layout", tomllib.loads(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("layouts/themes/*.toml")), ids=str)
def test_themes_are_valid(path: Path) -> None:
    assert errors("theme", tomllib.loads(path.read_text("utf-8"))) == []


def test_settings_are_valid() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert errors("config", project["tool"]["docgen"]) == []
    assert errors("config", {"layout": ["x"]})


def template(source: str) -> etree._Element:
    """The document of a template, its Jinja2 emptied: that may hold what XML can't, and
    what macros and calls hold ends up elsewhere."""
    source = re.sub(r"\{% (macro|call) .*?\{% end\1 -?%\}", "", source, flags=re.S)
    source = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", source, flags=re.S)
    source = re.sub(r"\{\{.*?\}\}", "{{x}}", source, flags=re.S)
    match = re.search(r"<(brief|deck)\b.*</\1>", source, re.S)
    assert match
    return etree.fromstring(match[0].replace("&nbsp;", "\u00a0"))


@pytest.mark.parametrize("case", GOLDEN, ids=lambda p: p.stem)
def test_language_accepts(case: Path) -> None:
    RNG.assertValid(template(case.read_text("utf-8")))
    XSD.assertValid(template(case.read_text("utf-8")))


@pytest.mark.parametrize("path", sorted(ROOT.glob("layouts/*/template.xml.j2")), ids=str)
def test_language_accepts_stock_layouts(path: Path) -> None:
    RNG.assertValid(template(path.read_text("utf-8")))
    XSD.assertValid(template(path.read_text("utf-8")))


@pytest.mark.parametrize(
    "wrong",
    [
        "<brief><para>x</para><titel/></brief>",
        "<brief><slide/></brief>",
        '<brief><heading level="9">x</heading></brief>',
        "<brief><heading>x</heading></brief>",
        '<brief><para styel="body">x</para></brief>',
        '<brief><list kind="dotted"><item>x</item></list></brief>',
        '<brief><spacer height="tall"/></brief>',
        '<brief><para><link href="javascript:x">x</link></para></brief>',
        "<memo/>",
        "<para>x</para>",
    ],
)
def test_language_refuses(wrong: str) -> None:
    assert not RNG.validate(etree.fromstring(wrong))
    assert not XSD.validate(etree.fromstring(wrong))


def test_jinja_may_stand_in_every_attribute() -> None:
    source = '<brief><heading level="{{ n }}">x</heading><spacer height="{{ 2 * 3 }}"/></brief>'
    RNG.assertValid(etree.fromstring(source))
    XSD.assertValid(etree.fromstring(source))


@pytest.mark.parametrize("text", [relax_ng(), xml_schema()], ids=["RELAX NG", "XSD"])
def test_every_element_and_attribute_has_its_hover_text(text: str) -> None:
    told = {one.text for one in etree.fromstring(text.encode()).iter("{*}documentation")}
    for element in VOCABULARY.values():
        assert element.doc in told
        assert {attr.doc for attr in element.attrs} <= told


def test_command_prints_what_is_published() -> None:
    for name, text in texts().items():
        kind = "language-xsd" if name.endswith(".xsd") else name.split(".")[0]
        assert CliRunner().invoke(main, ["schema", kind]).stdout == text
