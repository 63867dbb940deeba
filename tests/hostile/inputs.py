"""The inputs: families of them by kind, made by this program and by seeds, none by hand twice."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from functools import lru_cache

from PIL import Image
from pptx import Presentation

from docgen.layout.filters import FILTERS
from tests.hostile.mutate import mutated
from tests.hostile.project import SUMMARY, Fifo, Hostile, Link

HARMLESS = ("long attribute", "processing")
"""Markup that may be taken: a long name; an instruction to other programs, which is no content."""

HUGE = (0, 1, 20, 60, 1_000, 20_000)


def all_inputs() -> list[Hostile]:
    """Return every input, in a fixed order, each once."""
    made: dict[tuple[str, str], Hostile] = {}
    for family in FAMILIES:
        for one in family():
            key = (one.kind, one.name)
            assert key not in made, key
            made[key] = one
    return list(made.values())


def summaries() -> Iterator[Hostile]:
    """YAML and JSON: nesting, aliases, characters, sizes, and a wrong value for each field."""

    def yaml(name: str, text: str | bytes, must: str = "fail", file: str = "a.yaml") -> Hostile:
        files = {"sources/a.yaml": text} if file == "a.yaml" else {f"sources/{file}": text}
        command = ["check", f"sources/{file}"]
        return Hostile("summary", name, files, command, must)  # type: ignore[arg-type]

    for sign in ("[", "{a: ", "- ", "? ", "[{b: ", "!!x [", "&a [", "- - "):
        for count in (60, 1_000, 100_000):
            yield yaml(f"nested {sign!r} {count}", "title: T\nextra: " + sign * count)
    for count in (60, 1_000):
        stairs = "".join(" " * n + "a:\n" for n in range(count))
        yield yaml(f"stairs {count}", "title: T\nextra:\n " + stairs.replace("\n", "\n "))
        yield yaml(f"json {count}", '{"title": "T", "extra": ' + "[" * count, file="b.json")
        yield yaml(f"json objects {count}", '{"a":' * count + "1" + "}" * count, file="c.json")
    yield yaml(
        "laughs",
        "title: T\nextra:\n  a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"  {chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n"
            for n in range(9)
        ),
    )
    yield yaml("alias of itself", "title: T\nextra: &a [*a]\n")
    yield yaml("many aliases", "title: T\nextra: {x: &a 1, y: [" + "*a, " * 5_000 + "]}\n")
    yield yaml("many documents", "title: T\n" + "---\na: 1\n" * 5_000)
    yield yaml("many keys", "title: T\n" + "".join(f"k{n}: 1\n" for n in range(20_000)))
    yield yaml("one key often", "title: T\n" + "title: T\n" * 20_000)
    yield yaml("a long key", "title: T\n? " + "k" * 500_000 + "\n: 1\n")
    yield yaml("six million letters", "title: " + "x" * 6_000_000)
    for tag in (
        "!!python/object/apply:os.system [id]",
        "!!binary aGk=",
        "!x y",
        "!!timestamp 2001",
    ):
        yield yaml(f"tag {tag[:12]}", f"title: {tag}\n")
    for name, data in {
        "utf-16": "title: T\n".encode("utf-16"),
        "latin-1": "title: caf\xe9\n".encode("latin-1"),
        "nul": b"title: a\0b\n",
        "only a mark": b"\xef\xbb\xbf",
        "bell": b'title: "\\x07"\n',
        "surrogate": b'title: "\\ud800"\n',
        "zip": b"PK\x03\x04" + bytes(200),
        "nothing": b"",
        "tabs": b"title: T\n\tx: 1\n",
        "noncharacter": "title: a\uffffb\n".encode(),
    }.items():
        yield yaml(f"bytes {name}", data)
    fields = [
        "title",
        "subtitle",
        "standfirst",
        "lang",
        "date",
        "authors",
        "organisation",
        "key_points",
        "sections",
        "metrics",
        "charts",
        "tables",
        "timeline",
        "people",
        "quotes",
        "images",
        "sources",
        "article",
        "takeaways",
        "extra",
        "keywords",
    ]
    values = ("[[[]]]", "{a: {b: [1]}}", "1e999", "-1", ".nan", '"\\u202e"', "99999999999999999999")
    for field in fields:
        if field == "extra":
            continue
        for value in values:
            base = "" if field == "title" else "title: T\n"
            yield yaml(f"{field} = {value}", f"{base}{field}: {value}\n", "live")
    for code in ("0." + "0" * 2_000, "#" * 5_000, "[<1]" * 400, '"' * 99, "E+" * 60, ";" * 900):
        chart = f"charts: [{{id: c, title: C, alt: A, number_format: '{code}', categories: [a], series: [{{name: s, values: [1]}}]}}]\n"
        yield yaml(f"number format {code[:4]}{len(code)}", SUMMARY + chart, "live")
    for number in ("1e300", "-1e300", "1e-300", "9" * 4_500, "0x" + "f" * 400, ".inf"):
        chart = f"charts: [{{id: c, title: C, alt: A, categories: [a], series: [{{name: s, values: [{number}]}}]}}]\n"
        yield Hostile(
            "summary",
            f"chart of {number[:8]}",
            {"sources/a.yaml": SUMMARY + chart},
            ("build",),
            "live",
        )


def rich_texts() -> Iterator[Hostile]:
    """Markdown in a summary's texts: what backtracks, nests or leads elsewhere."""
    seeds = {
        "stars": "*",
        "underlines": "_",
        "brackets": "[",
        "images": "![",
        "backticks": "`",
        "angles": "<",
        "comments": "<!--",
        "quotes": "> ",
        "tildes": "~~",
        "dollars": "$",
        "links": "[a](",
        "parens": "(",
        "cites": "[^",
        "bars": "|",
        "backslashes": "\\\\",
        "stars and text": "*a **b ",
        "entities": "&amp",
        "dots": ".",
        "bang": "!",
        "pluses": "+ ",
    }
    for name, sign in seeds.items():
        for count in (500, 20_000):
            text = (sign * count).replace('"', "")
            quoted = text.replace("'", "''")
            yield Hostile(
                "rich text",
                f"{name} {count} in a point",
                {"sources/a.yaml": f"title: T\nlang: en\nkey_points: ['{quoted} x']\n"},
                ("check",),
                "live",
            )
        body = "\n".join(f"      {sign * 200} x" for _ in range(40))
        yield Hostile(
            "rich text",
            f"{name} in a body",
            {
                "sources/a.yaml": f"title: T\nlang: en\nsections:\n  - heading: H\n    body: |\n{body}\n"
            },
            ("check",),
            "live",
        )
    for url in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "http://a\\\\b",
        "http://[::1",
        "//x",
        "https://a b",
        "\\\\\\\\host\\\\share",
        "https://é\u202e.example",
        "https://" + "a" * 5_000,
    ):
        yield Hostile(
            "rich text",
            f"url {url[:24]}",
            {"sources/a.yaml": f'title: T\nlang: en\nkey_points: ["[x]({url})"]\n'},
            ("build",),
            "live",
        )
        yield Hostile(
            "rich text",
            f"source url {url[:24]}",
            {
                "sources/a.yaml": f'title: T\nlang: en\nkey_points: ["a [^s]"]\nsources: [{{id: s, title: S, url: "{url}\\n(evil)"}}]\n'
            },
            ("build",),
            "live",
        )
    deep = "\n".join("      " + "  " * n + "- x" for n in range(300))
    yield Hostile(
        "rich text",
        "lists inside lists",
        {"sources/a.yaml": f"title: T\nlang: en\nsections:\n  - heading: H\n    body: |\n{deep}\n"},
        ("check",),
        "live",
    )
    one_number = " ".join("It is 7 now." for _ in range(10_000))
    yield Hostile(
        "rich text",
        "one number in many sentences",
        {
            "sources/a.yaml": "title: T\nlang: en\nkey_points: ['7 it is']\narticle: {path: s.txt}\n",
            "sources/s.txt": one_number,
        },
        ("check",),
        "live",
    )


def _layout(
    name: str, template: str, must: str = "fail", kind: str = "brief", **files: object
) -> Hostile:
    all_files = {
        "layouts/evil/layout.toml": f'kind = "{kind}"\n',
        "layouts/evil/template.xml.j2": template,
        **{f"layouts/evil/{k}": v for k, v in files.items()},
    }
    return Hostile("layout", name, all_files, ("build", "-l", "evil"), must)  # type: ignore[arg-type]


def layouts() -> Iterator[Hostile]:
    """Markup: unknown, unclosed, nested, entities, values out of every range."""
    for tag in (
        "callout",
        "columns",
        "list",
        "panel",
        "stack",
        "quote",
        "section",
        "para",
        "table",
    ):
        for count in (44, 300, 5_000):
            inner = f"<{tag}>" * count + "x" + f"</{tag}>" * count
            yield _layout(f"{tag} {count} deep", f"<brief>{inner}</brief>", "live")
    for name, text in {
        "entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><brief><para>&e;</para></brief>',
        "laughs": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><brief><para>&b;</para></brief>',
        "unclosed": "<brief><para>x",
        "crossed": "<brief><para><b>x</para></b></brief>",
        "nothing": "",
        "text only": "hello",
        "two roots": "<brief/><brief/>",
        "unknown root": "<html/>",
        "processing": "<?php x ?><brief/>",
        "namespaces": '<brief xmlns:x="y"><x:para>a</x:para></brief>',
        "nul": "<brief><para>a\0b</para></brief>",
        "references": "<brief><para>&#0;&#xFFFF;&nosuch;</para></brief>",
        "marks": "<brief dg-at='x:1:1'><?at x:1:1?></brief>",
        "100,000 elements": "<brief>" + "<x/>" * 100_000 + "</brief>",
        "100,000 mistakes": "<brief>" + "<para zz='1'/>" * 100_000 + "</brief>",
        "long attribute": f"<brief><para id='{'a' * 500_000}'>x</para></brief>",
        "long tag": f"<brief><{'a' * 100_000}/></brief>",
        "unended comment": "<brief><!-- " + "-" * 100_000,
        "angles": "<" * 50_000,
        "ampersands": "<brief>" + "&" * 50_000 + "</brief>",
    }.items():
        yield _layout(f"xml {name}", text, "live" if name in HARMLESS else "fail")
    for attribute in (
        "height",
        "width",
        "gap",
        "level",
        "colspan",
        "rowspan",
        "columns",
        "header-rows",
    ):
        for value in ("-1", "1e999", "nan", "99999999999", "", "0", "1" * 400):
            tag = {
                "level": "heading",
                "colspan": "table><tr><td",
                "rowspan": "table><tr><td",
                "columns": "columns",
                "header-rows": "table",
            }.get(attribute, "image")
            text = (
                f'<brief><{tag} {attribute}="{value}">x</{tag.rpartition("<")[2]}>'
                + ("</tr></table>" if "td" in tag else "")
                + "</brief>"
            )
            yield _layout(f"{attribute}={value[:12]!r}", text, "live")
    for src in (
        "../../docgen.toml",
        "/etc/passwd",
        "a" * 5_000 + ".png",
        "x\ny.png",
        "CON",
        "nul\u202e.png",
        "..",
        ".",
        "",
        "//host/x.png",
    ):
        yield _layout(f"image src {src[:12]!r}", f'<brief><image src="{src}" alt="a"/></brief>')
    for include in (
        "../x.j2",
        "/etc/passwd",
        "_shared/../../x",
        "template.xml.j2",
        "a" * 3_000,
        "",
        "x\\0",
    ):
        yield _layout(f"include {include[:16]!r}", f'<brief>{{% include "{include}" %}}</brief>')
    yield _layout(
        "100,000 columns",
        "<brief><table><tr>" + "<td>x</td>" * 5_000 + "</tr></table></brief>",
        "live",
    )
    yield _layout(
        "slides", "<deck>" + "<slide title='x'/>" * 3_000 + "</deck>", "live", kind="deck"
    )


def expressions() -> Iterator[Hostile]:
    """Jinja2 of layouts: escapes, depth, and work without end."""

    def jinja(name: str, text: str, must: str = "fail") -> Hostile:
        made = _layout(name, f"<brief><para>\n{text}\n</para></brief>", must)
        return Hostile("jinja", made.name, made.files, made.command, made.must)

    for count in (30, 160, 5_000):
        for name, text in {
            "parens": "(" * count + "1" + ")" * count,
            "lists": "[" * count + "1" + "]" * count,
            "dicts": "{1:" * count + "1" + "}" * count,
            "nots": "not " * count * 6 + "1",
            "minuses": "-" * count * 6 + "1",
            "sums": "1+" * count * 6 + "1",
            "attributes": "title" + ".x" * count * 6,
            "items": "title" + "[0]" * count * 6,
            "calls": "title" + "()" * count * 6,
            "pipes": "title" + "|upper" * count * 6,
            "ifs": "1 if 1 else " * count * 6 + "1",
            "ands": "1 and " * count * 6 + "1",
            "compares": "1 < " * count * 6 + "1",
            "tildes": "1 ~ " * count * 6 + "1",
        }.items():
            yield jinja(f"{name} {count}", "{{ " + text + " }}", "live" if count == 30 else "fail")
        for name, (start, end) in {
            "for": ("{% for x in [1] %}", "{% endfor %}"),
            "if": ("{% if 1 %}", "{% endif %}"),
            "with": ("{% with %}", "{% endwith %}"),
            "macro": ("{% macro m() %}", "{% endmacro %}"),
            "filter": ("{% filter upper %}", "{% endfilter %}"),
            "set": ("{% set x %}", "{% endset %}"),
        }.items():
            yield jinja(
                f"{name} {count} deep",
                start * count + end * count,
                "live" if name == "set" else "fail",
            )
    for escape in (
        "''.__class__",
        "title.__init__",
        "cycler.__init__.__globals__",
        "self.__dict__",
        "range.__call__.__self__",
        "(1).__class__.__base__",
        "namespace().__class__",
        "lipsum",
        "config",
        "request",
        "get_flashed_messages",
        "title|attr('__class__')",
        "[].append(1)",
        "{}.update(a=1)",
        "summary.model_dump_json()",
        "'{0.__class__}'.format(1)",
        "'%c'|format(99)",
        "joiner.__code__",
        "dict.fromkeys",
        "loop",
        "caller()",
        "x.y.z",
        "params.pop('a')",
        "t.words",
    ):
        yield jinja(f"escape {escape}", "{{ " + escape + " }}")
    grow = "{% set ns = namespace(s=START) %}{% for i in range(60) %}{% set ns.s = STEP %}{% endfor %}{{ ns.s|length }}"
    for name, start, step in (
        ("plus", "'ab'", "ns.s + ns.s"),
        ("tilde", "'ab'", "ns.s ~ ns.s"),
        ("lists", "[1]", "ns.s + ns.s"),
        ("join", "'ab'", "[ns.s, ns.s]|join(ns.s)"),
        ("times", "2", "ns.s * ns.s"),
        ("powers", "9", "ns.s ** 9"),
        ("sum", "[1]", "[ns.s, ns.s]|sum(start=[])"),
        ("tuples", "(1,)", "ns.s + ns.s"),
        ("percent", "'%s%s'", "ns.s % (ns.s, ns.s)"),
        ("replace", "'aa'", "ns.s|replace('a', 'aa')"),
        ("title", "'ab '", "(ns.s ~ ns.s)|title"),
        ("dicts", "{}", "dict(a=ns.s, b=ns.s, **ns.s)"),
    ):
        yield jinja(
            f"growing {name}",
            grow.replace("START", start).replace("STEP", step),
            "live" if name in ("times", "dicts") else "fail",
        )
    for name, text in {
        "loops": "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}x{% endfor %}{% endfor %}{% endfor %}",
        "macro of itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "two macros": "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
        "includes itself": "{% include 'template.xml.j2' %}",
        "imports itself": "{% import 'template.xml.j2' as x %}",
        "extends itself": "{% extends 'template.xml.j2' %}",
        "range": "{{ range(10**9)|list|length }}",
        "huge range": "{% for a in range(0, 10**18, 1) %}x{% endfor %}",
        "power": "{{ 9**9**9 }}",
        "digits": "{{ " + "9" * 5_000 + " }}",
        "infinity": "{{ 1e999 }}",
        "dup": "{% macro m(a, a) %}{% endmacro %}",
        "unended": "{% for x in [1] %}",
        "unknown tag": "{% debug %}",
        "do": "{% do x %}",
        "unended text": "{{ 'abc }}",
        "bytes": "{{ (1).to_bytes(99999999, 'big') }}",
        "autoescape": "{% autoescape false %}x{% endautoescape %}",
        "recursive loop": "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "wide output": "{% for x in range(9999) %}{{ 'x' * 9 }}" + "y" * 5_000 + "{% endfor %}",
        "number": "{{ 1|number(10**9) }}",
        "number of nan": "{{ 'nan'|number }}",
        "dates": "{{ '9' * 4|date }}",
        "sort": "{% set l = range(9999)|list %}{% for x in range(9999) %}{{ l|sort|length }}{% endfor %}",
        "groupby": "{% for x in range(9999) %}{{ range(9999)|groupby('x')|list }}{% endfor %}",
    }.items():
        yield jinja(f"work {name}", text, "live" if name in ("number", "power") else "fail")
    for name in sorted(FILTERS):
        for argument in ("10**9", "-10**9", "'x'", "none", "title", "[[]]"):
            yield jinja(
                f"filter {name}({argument})",
                "{{ range(50)|list|" + f"{name}({argument})" + "|string|length }}",
                "live",
            )


def records() -> Iterator[Hostile]:
    """Templates of summaries, their rows, and names."""

    def template(
        name: str,
        text: str,
        must: str = "fail",
        rows: str | bytes | Link | Fifo = "name\nAda\n",
        file: str = "r.csv",
        of: str = "{{ name }}",
    ) -> Hostile:
        files = {"t.yaml.j2": text, file: rows}
        command = ("build", "t.yaml.j2", "--records", file, "--name", of, "-l", "policy-brief")
        return Hostile("records", name, files, command, must)  # type: ignore[arg-type]

    plain = "title: '{{ name }}'\nlang: en\n"
    for expression in (
        "'x' * 10**9",
        "[1] * 10**9",
        "'%999999999d'|format(1)",
        "'x'|center(10**9)",
        "[1]|batch(10**9, 0)|list",
        "'x'|indent(10**9)",
        "range(10**9)|list",
        "9**9**9",
        "'x'.ljust(10**9)",
        "'{:>999999999}'.format(1)",
        "('a' * 9)|replace('a', 'b' * 10**8)",
        "''.__class__",
        "[1]|slice(10**9)|list",
        "'x'|wordwrap(10**9)",
        "'x'|truncate(10**9, true, 'y' * 10**9)",
        "name|xmlattr",
        "nobody",
        "row.nobody",
        "name()",
        "name.__init__",
        "(" * 300 + "1" + ")" * 300,
        "1+" * 3_000 + "1",
        "name" + ".x" * 3_000,
        "'",
        "1e999|int",
        "'%*d'|format(10**9, 1)",
    ):
        yield template(
            f"expression {expression[:30]}",
            'title: "{{ ' + expression + ' }}"\nlang: en\n',
            "live" if "wordwrap" in expression or "truncate" in expression else "fail",
        )
    for count in (16, 25, 300):
        yield template(
            f"loops {count}", "{% for x in [1] %}" * count + "{% endfor %}" * count + plain
        )
    yield template(
        "endless",
        "{% for a in range(9999) %}{% for b in range(9999) %}{{ b }}{% endfor %}{% endfor %}"
        + plain,
    )
    yield template("macro of itself", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}" + plain)
    yield template("include", "{% include '/etc/passwd' %}" + plain)
    for name, rows in {
        "nothing": "",
        "one heading": "name\n",
        "same headings": "name,name\na,b\n",
        "no heading": ",\na,b\n",
        "nul": "name\na\0b\n",
        "latin": b"name\ncaf\xe9\n",
        "ragged": "name,x\na\n",
        "quotes": 'name\n"a\n',
        "long field": "name\n" + "x" * 200_000 + "\n",
        "long line": "name\n" + "x," * 100_000 + "\n",
        "slashes": "name\n../../../x\n",
        "dots": "name\n..\n",
        "blank": "name\n \n",
        "yaml": 'name\n"a: [b\n- c"\n',
    }.items():
        yield template(
            f"rows {name}",
            plain,
            "live" if name in ("quotes", "slashes", "yaml", "long field", "nul") else "fail",
            rows=rows,
        )
    for name, rows in {
        "cut": '{"name": "a"',
        "list": "[1]\n",
        "deep": '{"name": ' + "[" * 5_000 + "]" * 5_000 + "}\n",
        "digits": '{"name": ' + "9" * 5_000 + "}\n",
        "nan": '{"name": NaN}\n',
    }.items():
        yield template(
            f"jsonl {name}",
            plain,
            "live" if name in ("nan", "digits") else "fail",
            rows=rows,
            file="r.jsonl",
        )
    for suffix in ("xlsx", "parquet", "csv", "jsonl", "tsv"):
        yield template(
            f"random {suffix}",
            plain,
            rows=random.Random(suffix).randbytes(4_000),
            file=f"r.{suffix}",
        )
        yield template(f"device as {suffix}", plain, rows=Link("/dev/zero"), file=f"r.{suffix}")
        yield template(f"pipe as {suffix}", plain, rows=Fifo(), file=f"r.{suffix}")
    for of in (
        "{{ name",
        "{{ name.__class__ }}",
        "{{ 'x' * 10**9 }}",
        "{{ nobody }}",
        "",
        "../{{ name }}" * 2_000,
        "{% for x in range(9999) %}{% for y in range(9999) %}a{% endfor %}{% endfor %}",
    ):
        yield template(f"name {of[:20]}", plain, "live" if ".." in of else "fail", of=of)


def settings() -> Iterator[Hostile]:
    """TOML: docgen.toml, pyproject.toml, layout.toml, themes, labels."""
    texts = {
        "brackets": "x = " + "[" * 2_000,
        "tables": "[a" + ".a" * 2_000 + "]\n",
        "dotted": "a" + ".a" * 2_000 + " = 1\n",
        "inline": "x = " + "{a = " * 2_000,
        "digits": "x = " + "9" * 6_000 + "\n",
        "float": "x = 1e999\n",
        "strings": 'x = """' + "a" * 500_000,
        "keys": "".join(f"k{n} = 1\n" for n in range(20_000)),
        "nothing valid": "]]][[[",
        "nul": "x = 'a\0b'\n",
        "dates": "x = 9999-99-99\n",
        "latin": b"x = '\xe9'\n",
        "huge": "#" * 1_200_000,
        "twice": "x = 1\nx = 2\n",
        "quotes": 'x = "' * 5_000,
        "escapes": 'x = "\\ud800"\n',
        "crlf": "x = 1\r\r\n\r",
        "marks": b"\xef\xbb\xbf\xef\xbb\xbfx = 1",
    }
    places = {
        "docgen.toml": ("check",),
        "pyproject.toml": ("check",),
        "layouts/evil/layout.toml": ("build", "-l", "evil"),
        "layouts/themes/evil.toml": ("build", "-t", "evil"),
        "layouts/evil/labels.toml": ("build", "-l", "evil"),
    }
    for place, command in places.items():
        for name, text in texts.items():
            files: dict[str, object] = {place: text}
            if place == "pyproject.toml":
                body = text.encode() if isinstance(text, str) else text
                files = {place: b"[tool.docgen]\n" + body, "docgen.toml": Link("nowhere")}
            if place.endswith("labels.toml"):
                files |= {
                    "layouts/evil/layout.toml": 'kind = "brief"\n',
                    "layouts/evil/template.xml.j2": "<brief><para>{{ title }}</para></brief>",
                }
            harmless = place.endswith("labels.toml") and name in (
                "keys",
                "huge",
                "float",
                "digits",
                "crlf",
                "dotted",
                "tables",
            )
            live = harmless or (place in ("pyproject.toml",) and name in ("crlf",))
            yield Hostile("settings", f"{place} {name}", files, command, "live" if live else "fail")  # type: ignore[arg-type]
    for key, value in {
        "out": (
            '"../../x"',
            '"/tmp/docgen-hostile-out"',
            '"a\\u0000b"',
            '""',
            '"' + "a" * 5_000 + '"',
            '"~/x"',
        ),
        "sources": ('"../.."', '"/etc"', '"a\\u0000b"', '"nowhere"'),
        "layouts": ('["../../x"]', '["/etc"]', '["\\u0000"]', '[""]', '["nobody"]', "[[]]"),
        "theme": ('"../../x.toml"', '"/etc/passwd"', '"\\u0000"', '"nobody"'),
        "severity": ('{DG999 = "off"}', '{DG118 = "loud"}'),
    }.items():
        for one in value:
            yield Hostile(
                "settings",
                f"{key} = {one[:20]}",
                {"docgen.toml": f"{key} = {one}\n"},
                ("build",),
                "live" if one in ('""', '"~/x"') else "fail",
            )
    for key, value in {
        "logo": "../../../x.png",
        "template": "../../../x.pptx",
        "extends": "evil",
        "palette": 3,
    }.items():
        yield Hostile(
            "settings",
            f"theme {key}",
            {
                "layouts/themes/evil.toml": f'extends = "slate"\n{key} = "{value}"\n'
                if key != "extends"
                else 'extends = "evil"\n'
            },
            ("build", "-t", "evil"),
        )
    for token in ("size", "leading", "tracking", "indent", "space-before"):
        for number in ("-1", "1e308", "nan", "0", "400"):
            yield Hostile(
                "settings",
                f"style {token} = {number}",
                {
                    "layouts/themes/evil.toml": f'extends = "slate"\n[brief.styles.body]\n{token} = {number}\n'
                },
                ("build", "-t", "evil"),
                "live",
            )


def tables_of_data() -> Iterator[Hostile]:
    """CSV and XLSX of charts."""
    cells = {
        "digits": "9" * 10_000,
        "infinite": "1e999",
        "nan": "nan",
        "inf": "inf",
        "formula": "=cmd|' /C calc'!A0",
        "text": "x",
        "nul": "1\0",
        "minus": "-" * 999,
        "commas": "1,,,2",
        "arabic": "\u0661\u0662",
        "spaces": "1 2 3",
        "dots": "1.2.3",
        "percent": "5%",
        "long": "x" * 100_000,
        "quote": '"',
        "tiny": "1e-999",
        "hex": "0x1F",
    }
    for kind in ("column", "scatter", "pie", "line"):
        chart = SUMMARY + f"charts: [{{id: c, title: C, kind: {kind}, alt: A, data: d.csv}}]\n"
        for name, cell in cells.items():
            yield Hostile(
                "data",
                f"{kind} {name}",
                {"sources/a.yaml": chart, "sources/d.csv": f"x,y\n1,{cell}\n2,3\n"},
                ("build",),
                "live",
            )
        yield Hostile(
            "data",
            f"{kind} odd first column",
            {"sources/a.yaml": chart, "sources/d.csv": "x,y\nnan,1\n1e999,2\n"},
            ("build",),
            "live",
        )
    chart = SUMMARY + "charts: [{id: c, title: C, alt: A, data: d.csv}]\n"
    for name, text in {
        "nothing": "",
        "a heading": "x,y\n",
        "rows": "x,y\n" + "1,2\n" * 30_000,
        "columns": ",".join("abcdefghij" * 60) + "\n" + ",".join("1" * 600) + "\n",
        "unended quote": 'x,y\n"' + "a\n" * 20_000,
        "latin": b"x,y\n\xe9,1\n",
        "nul": b"x,y\n\0,1\n",
        "utf-16": "x,y\n1,2\n".encode("utf-16"),
        "ragged": "x,y\n1\n1,2,3\n",
        "commas": "," * 500_000,
        "quotes": '"' * 100_000,
    }.items():
        yield Hostile("data", f"csv {name}", {"sources/a.yaml": chart, "sources/d.csv": text})
    book = SUMMARY + "charts: [{id: c, title: C, alt: A, data: d.xlsx}]\n"
    for seed in range(12):
        yield Hostile(
            "data",
            f"xlsx mutated {seed}",
            {"sources/a.yaml": book, "sources/d.xlsx": mutated(_xlsx(), seed)},
            ("build",),
            "live",
        )
    yield Hostile(
        "data",
        "xlsx bomb",
        {"sources/a.yaml": book, "sources/d.xlsx": _zip({"xl/workbook.xml": b" " * 80_000_000})},
    )
    yield Hostile(
        "data", "xlsx that isn't", {"sources/a.yaml": book, "sources/d.xlsx": b"PK\x03\x04 no"}
    )


def articles() -> Iterator[Hostile]:
    """HTML, plain text, Markdown and PDF that claims are held against."""

    def article(name: str, data: str | bytes, suffix: str, must: str = "live") -> Hostile:
        text = SUMMARY + f"article: {{path: s.{suffix}}}\n"
        return Hostile(
            "article", name, {"sources/a.yaml": text, f"sources/s.{suffix}": data}, ("check",), must
        )  # type: ignore[arg-type]

    for name, text in {
        "comments": "<!--" * 20_000,
        "tags": "<div>" * 30_000 + "x",
        "spans": "<p>" + "<span>" * 3_000 + "x",
        "scripts": "<script" * 20_000,
        "styles": "<style>" + "<" * 50_000,
        "entities": "<p>" + "&amp" * 20_000,
        "attributes": "<p " + "a=b " * 50_000 + ">x",
        "tables": "<table>" * 2_000 + "x",
        "angles": "<" * 100_000,
        "cdata": "<![CDATA[" * 9_000,
        "lists": "<ul><li>" * 5_000 + "x",
        "nul": "<p>a\0b</p>",
        "no text": "<p></p>",
        "charset": "<meta charset='utf-7'><p>+ADw-x",
        "charset of nothing": "<meta charset='" + "x" * 999 + "'><p>x",
        "quotes": "<p title='" + '"' * 50_000,
        "links": "<a href='javascript:x'>" * 9_000 + "x",
        "numbers": "<p>" + "7 " * 100_000,
        "doctype": "<!DOCTYPE " * 9_000,
    }.items():
        yield article(f"html {name}", text, "html")
    for name, text in {
        "dots": "." * 50_000,
        "spaces": " " * 200_000 + "x",
        "one line": "word " * 100_000,
        "numbers": "1,234.5 " * 20_000,
        "capitals": "Ada Lovelace " * 10_000,
        "quotes": '"' * 20_000,
        "brackets": "(" * 50_000,
        "hyphens": "-" * 100_000,
        "dates": "1 May 2024 " * 9_000,
        "newlines": "\n" * 200_000 + "x",
        "abbreviations": "U.S. " * 20_000,
        "percents": "5% of 6% " * 9_000,
        "signs": "\u202e" * 9_000 + "x",
        "nul": "a\0b",
        "sentences": "It is. " * 30_000,
        "words": "x" * 300_000,
        "commas": "1," * 60_000,
        "money": "$1 million to " * 9_000,
        "nothing": "",
        "urls": "http://a.b/" * 9_000,
    }.items():
        yield article(f"text {name}", text, "txt")
        yield article(f"markdown {name}", text, "md")
    for sign in ("> ", "* ", "[", "`", "_a", "#", "| ", "<b>", "![", "1. "):
        yield article(f"markdown of {sign.strip()}", sign * 20_000 + "x", "md")
    for name, objects in _pdfs().items():
        yield article(f"pdf {name}", objects, "pdf")
    for seed in range(10):
        yield article(
            f"pdf mutated {seed}", mutated(_pdf(b"BT /F 12 Tf (Hello there) Tj ET"), seed), "pdf"
        )
    for suffix in ("exe", "docx", "epub", "eml"):
        yield article(f"random {suffix}", random.Random(suffix).randbytes(9_000), suffix)
        yield article(f"zip as {suffix}", _zip({"word/document.xml": b"<a>" * 50_000}), suffix)


def pictures() -> Iterator[Hostile]:
    """Pictures of summaries and of layouts."""
    sound = _png(64, 64)
    data = {
        "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n{1 1 add} loop",
        "psd": b"8BPS\0\1" + bytes(40),
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "ico": b"\0\0\1\0\1\0" + bytes(40),
        "emf": b"\x01\0\0\0" + bytes(100),
        "wmf": b"\xd7\xcd\xc6\x9a" + bytes(40),
        "nothing": b"",
        "text": b"hello",
        "cut": sound[: len(sound) // 2],
        "half a header": sound[:20],
        "bomb": _bomb(30_000, 30_000),
        "wide": _bomb(2_000_000, 10),
        "no rows": _bomb(10, 0),
        "jpeg head": b"\xff\xd8\xff\xe0",
        "gif head": b"GIF89a\xff\xff\xff\xff\0\0\0",
        "tiff loop": b"II*\0\x08\0\0\0\1\0" + bytes(12) + b"\x08\0\0\0",
        "webp": b"RIFF\xff\xff\xff\xffWEBPVP8 ",
        "avif": b"\0\0\0\x1cftypavif" + bytes(60),
        "bmp": b"BM" + b"\xff" * 60,
        "pdf": b"%PDF-1.4",
        "pcx": b"\n\5\1\10" + bytes(130),
        "zlib": sound[:41] + b"\xff" * 60 + sound[101:],
    }
    for name, blob in data.items():
        one = SUMMARY + "images: [{id: i, path: x.png, alt: A}]\n"
        yield Hostile("picture", f"summary {name}", {"sources/a.yaml": one, "sources/x.png": blob})
        made = _layout(
            f"layout {name}",
            '<brief><image src="x.png" alt="a" height="20"/></brief>',
            **{"x.png": blob},
        )
        yield Hostile("picture", made.name, made.files, made.command)
    for seed in range(20):
        for name, base in (("png", sound), ("jpeg", _jpeg())):
            one = SUMMARY + f"images: [{{id: i, path: x.{name}, alt: A}}]\n"
            yield Hostile(
                "picture",
                f"{name} mutated {seed}",
                {"sources/a.yaml": one, f"sources/x.{name}": mutated(base, seed)},
                ("build",),
                "live",
            )


def templates() -> Iterator[Hostile]:
    """Company templates: parts that are missing, damaged, or ask for too much."""
    base = _deck()
    command = ("build", "-l", "briefing-deck", "--template", "t.pptx")
    for name, blob in {
        "nothing": b"",
        "text": b"hello",
        "zip of nothing": _zip({}),
        "ole": b"\xd0\xcf\x11\xe0" + bytes(600),
        "cut": base[: len(base) // 2],
        "bomb": _zip({"[Content_Types].xml": b"<a/>", "ppt/x.xml": b" " * 60_000_000}),
    }.items():
        yield Hostile("template", name, {"t.pptx": blob}, command)
    swaps = {
        "slide size 0": (b'cx="9144000"', b'cx="0"'),
        "slide size -1": (b'cy="6858000"', b'cy="-1"'),
        "slide size 2^31": (b'cx="9144000"', b'cx="2147483648"'),
        "slide size text": (b'cx="9144000"', b'cx="wide"'),
        "colour map": (b'bg1="lt1"', b'bg1="lt9"'),
        "colour": (b'srgbClr val="', b'srgbClr val="zz'),
        "scheme": (b"a:clrScheme", b"a:clrSchema"),
        "fonts": (b'typeface="', b'typeface="' + b"x" * 5_000),
        "placeholder type": (b'type="title"', b'type="tilte"'),
        "placeholder number": (b'idx="1"', b'idx="99999999999"'),
        "offset": (b'<a:off x="', b'<a:off x="9999999999999999999'),
        "extent": (b'<a:ext cx="', b'<a:ext cx="-'),
        "size": (b'sz="', b'sz="99999999'),
        "relations": (b'Target="', b'Target="../../../../etc/passwd'),
        "no targets": (b"Target=", b"Tagret="),
        "relation ids": (b'r:id="rId', b'r:id="xId'),
        "types": (b"ContentType=", b"ContentTipe="),
        "levels": (b"lvl1pPr", b"lvl99pPr"),
        "margins": (b'marL="', b'marL="999999999999'),
        "dtd": (b"<p:presentation ", b"<!DOCTYPE x [<!ENTITY a 'b'>]><p:presentation "),
        "tree": (b"p:spTree", b"p:spTrea"),
        "body": (b"p:txBody", b"p:txBodi"),
        "names": (b'name="', b'name="' + b"n" * 9_000),
        "themes": (b"theme/theme1.xml", b"theme/theme9.xml"),
        "masters": (b"p:sldMasterIdLst", b"p:sldMasterIdLts"),
        "layouts": (b"p:sldLayoutIdLst", b"p:sldLayoutIdLts"),
    }
    for name, (old, new) in swaps.items():
        yield Hostile("template", name, {"t.pptx": _swapped(base, old, new)}, command, "live")
    with zipfile.ZipFile(io.BytesIO(base)) as file:
        parts = [
            n for n in file.namelist() if "slideLayout" not in n or n.endswith("slideLayout2.xml")
        ]
    for part in parts:
        yield Hostile(
            "template", f"without {part}", {"t.pptx": _without(base, part)}, command, "live"
        )
    for seed in range(40):
        yield Hostile(
            "template", f"mutated {seed}", {"t.pptx": _mutated_parts(base, seed)}, command, "live"
        )
    for seed in range(40, 50):
        yield Hostile(
            "template",
            f"inspected {seed}",
            {"t.pptx": _mutated_parts(base, seed)},
            ("inspect", "t.pptx"),
            "live",
        )


def fonts() -> Iterator[Hostile]:
    """Fonts of a project."""
    theme = 'extends = "slate"\n[fonts.brief]\nbody = "Evil"\n'
    from docgen.text.fonts import find_file  # noqa: PLC0415  (the font packages aren't needed else)

    found = find_file("Source Sans Pro", False, False)
    assert found is not None
    with open(found.path, "rb") as file:  # noqa: PTH123
        sound = file.read()
    blobs = {
        "nothing": b"",
        "text": b"hello",
        "cut": sound[:5_000],
        "woff": b"wOFF" + bytes(60),
        "collection": b"ttcf\0\1\0\0\xff\xff\xff\xff",
        "header": sound[:12],
        "device": Link("/dev/zero"),
        "pipe": Fifo(),
    }
    for name, blob in blobs.items():
        yield Hostile(
            "font",
            name,
            {"layouts/themes/evil.toml": theme, "fonts/Evil.ttf": blob},
            ("build", "-t", "evil"),
            "live",
        )
    for seed in range(16):
        yield Hostile(
            "font",
            f"mutated {seed}",
            {"layouts/themes/evil.toml": theme, "fonts/Evil.ttf": mutated(sound, seed)},
            ("build", "-t", "evil"),
            "live",
        )


def files() -> Iterator[Hostile]:
    """Links, devices, pipes and folders where files are wanted."""
    layout = {
        "layouts/evil/layout.toml": 'kind = "brief"\n',
        "layouts/evil/template.xml.j2": '<brief>{% include "part.xml.j2" %}{% include "_shared/mine.xml.j2" %}<image src="x.png" alt="a"/></brief>',
        "layouts/evil/part.xml.j2": "<para>x</para>",
        "layouts/_shared/mine.xml.j2": "<para>y</para>",
        "layouts/evil/x.png": _png(9, 9),
    }
    theme = {"layouts/themes/evil.toml": 'extends = "slate"\n'}
    summary = {
        "sources/a.yaml": SUMMARY
        + "images: [{id: i, path: x.png, alt: A}]\ncharts: [{id: c, title: C, alt: A, data: d.csv}]\narticle: {path: s.txt}\n",
        "sources/x.png": _png(9, 9),
        "sources/d.csv": "x,y\n1,2\n",
        "sources/s.txt": "One.",
    }
    roles: dict[str, tuple[dict[str, object], tuple[str, ...]]] = {
        "docgen.toml": ({}, ("build",)),
        "sources/a.yaml": ({}, ("build",)),
        "sources/x.png": (dict(summary), ("build",)),
        "sources/d.csv": (dict(summary), ("build",)),
        "sources/s.txt": (dict(summary), ("check",)),
        "layouts/evil/layout.toml": (dict(layout), ("build", "-l", "evil")),
        "layouts/evil/template.xml.j2": (dict(layout), ("build", "-l", "evil")),
        "layouts/evil/part.xml.j2": (dict(layout), ("build", "-l", "evil")),
        "layouts/_shared/mine.xml.j2": (dict(layout), ("build", "-l", "evil")),
        "layouts/evil/x.png": (dict(layout), ("build", "-l", "evil")),
        "layouts/themes/evil.toml": (dict(theme), ("build", "-t", "evil")),
        "layouts/evil/labels.toml": (dict(layout), ("build", "-l", "evil")),
        "t.pptx": ({}, ("build", "-l", "briefing-deck", "--template", "t.pptx")),
        "base.json": ({}, ("check", "--baseline", "base.json")),
    }
    for role, (base, command) in roles.items():
        for name, thing in {
            "device": Link("/dev/zero"),
            "pipe": Fifo(),
            "random": Link("/dev/urandom"),
            "passwords": Link("/etc/passwd"),
            "itself": Link(role.rpartition("/")[2]),
            "nowhere": Link("nowhere"),
            "folder": None,
            "process": Link("/proc/self/mem"),
        }.items():
            if name == "passwords" and role in ("t.pptx", "base.json"):
                continue
            content = dict(base)
            content.pop(role, None)
            if thing is None:
                content[f"{role}/x"] = "x"
            else:
                content[role] = thing
            harmless = name in ("nowhere", "folder") and role in (
                "docgen.toml",
                "layouts/evil/labels.toml",
            )
            harmless |= role == "sources/s.txt"
            yield Hostile(
                "file", f"{role} is {name}", content, command, "live" if harmless else "fail"
            )  # type: ignore[arg-type]
    for folder in ("sources", "layouts", "layouts/evil", "build", "build/.docgen", "fonts"):
        content = (
            {f"{folder}": Link("/proc")}
            if folder != "sources"
            else {"sources": Link("/etc"), "sources2/a.yaml": SUMMARY}
        )
        if folder == "sources":
            continue
        yield Hostile("file", f"folder {folder} elsewhere", content, ("build",), "live")  # type: ignore[arg-type]
    yield Hostile("file", "out leads elsewhere", {"build": Link("..")}, ("build",))
    yield Hostile(
        "file", "manifest leads elsewhere", {"build/.docgen": Link("../..")}, ("build",), "live"
    )
    for name in (
        "x\ny",
        "x\u202ey",
        "a" * 240,
        "-x",
        "x y",
        "$(id)",
        "x%0A::y",
        "::error::",
        "caf\udce9",
        "\x1b[31m",
    ):
        yield Hostile(
            "file",
            f"name {name[:12]!r}",
            {f"sources/{name}.yaml": SUMMARY + "titel: x\n"},
            ("check", "--format", "text"),
        )


def forms() -> Iterator[Hostile]:
    """What findings are written as, with keys that would forge them."""
    keys = (
        "a\\n::error::x",
        "]]><x>",
        "</script><script>",
        "\\u202e\\u2066",
        "%0A::set-env name=PATH::x",
        "\\x1b[2J",
        "a\\tb",
        "'; drop",
        "&amp;",
        "\\ud83d\\ude00",
    )
    for form in ("text", "json", "github", "sarif", "junit", "gitlab"):
        for key in keys:
            yield Hostile(
                "form",
                f"{form} {key[:14]}",
                {"sources/a.yaml": f'{SUMMARY}"{key}": 1\n'},
                ("check", "--format", form),
                "live",
            )


def imports() -> Iterator[Hostile]:
    """Documents of other tools and their bibliographies, for ``docgen import``."""

    def document(
        name: str,
        content: str | bytes | Link | Fifo,
        must: str = "live",
        file: str = "d.md",
        **beside: str | bytes | Link,
    ) -> Hostile:
        files = {file: content, **{f"r.{suffix}": data for suffix, data in beside.items()}}
        return Hostile("import", name, files, ["import", file], must)  # type: ignore[arg-type]

    for sign in ("[", "![", "[[", "![[a|", " [@", "^[", "<!--", "<div>", "*a **b ", "`", "[^1]"):
        yield document(f"{sign.strip()!r} often", "# T\n\n" + sign * 12_000)
    yield document("quotations in quotations", "# T\n\n" + "> " * 3_000 + "x")
    yield document("lists in lists", "# T\n\n" + "\n".join("  " * n + "- x" for n in range(600)))
    yield document("divs in divs", "# T\n\n" + "::: a\n" * 3_000, file="d.qmd")
    yield document("a chunk left open", '# T\n\n```{r, fig.cap="x"}\nplot(1)\n', file="d.Rmd")
    yield document("a wide table", "# T\n\n" + "".join("|a" * 2_000 + "|\n" for _ in range(3)))
    yield document("a letter three million times", "# T\n\n" + "x" * 3_000_000)
    yield document(
        "odd matter", "---\nmarp: 7\ntitle: [a, {b: c}]\nauthor: {x: y}\nlang: 7\n---\n# T\n"
    )
    yield document("an alias of itself", "---\na: &a [*a]\n---\n# T\n")
    yield document(
        "pictures from elsewhere", "# T\n\n![x](/etc/passwd)\n\n![y](../../../../etc/hosts)"
    )
    yield document("nothing", "")
    yield document("bytes", bytes(range(256)) * 40, "fail")
    yield document("a device", Link("/dev/zero"), "fail")
    yield document("a pipe", Fifo(), "fail")
    for name, content in {
        "bytes": bytes(range(256)) * 20,
        "deep": _zip({"word/document.xml": b"<a>" * 200_000, "[Content_Types].xml": b"<Types/>"}),
        "entities": _zip(
            {
                "word/document.xml": b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                b"<a>&x;</a>"
            }
        ),
        "large when unpacked": _zip({"word/document.xml": bytes(300_000_000)}),
        "empty": _zip({}),
    }.items():
        yield document(f"Word, {name}", content, "fail", "d.docx")
    cites = "---\ntitle: T\nbibliography: r.{}\n---\n\n# T\n\nOne [@a].\n"
    for name, data in {
        "braces": "@article{a, title={" + "{" * 5_000 + "x" + "}" * 5_000 + "}}",
        "left open": "@article{a, title={x",
        "strings of themselves": "@string{a = a # a}" * 3 + "@article{a, title = a # a}",
        "bytes": b"@article{a, title={\xff\xfe\x00}}",
        "a device": Link("/dev/zero"),
    }.items():
        yield document(f"BibTeX, {name}", cites.format("bib"), bib=data)
    for name, text in {
        "odd types": '[{"id": "a", "title": {"x": 1}, "author": [1, null, {"family": []}],'
        ' "issued": {"date-parts": [[null, "x", 99999999999]]}}]',
        "deep": "[" * 100_000,
        "an object": '{"a": 1}',
        "surrogates": '[{"id": "a", "URL": "javascript:x", "title": "x\\u0000\\ud800y"}]',
    }.items():
        yield document(f"CSL, {name}", cites.format("json"), json=text)


def brands() -> Iterator[Hostile]:
    """Brand files of Quarto, which are themes."""

    def brand(name: str, content: str | bytes | Link, must: str = "fail") -> Hostile:
        command = ["build", "--theme", "brand"]
        return Hostile("settings", f"brand: {name}", {"_brand.yml": content}, command, must)  # type: ignore[arg-type]

    yield brand("a circle of colours", "color: {palette: {a: b, b: a}, primary: a}\n")
    yield brand("deep", "color: " + "{palette: " * 200 + "x" + "}" * 200)
    yield brand("a list", "- just a list\n")
    yield brand("odd types", "color: {primary: 5, background: [1, 2]}\ntypography: 7\nlogo: 3\n")
    yield brand("a logo from elsewhere", "logo: {small: ../../../../etc/passwd}\n", "live")
    yield brand("a device", Link("/dev/zero"))
    yield brand("bytes", bytes(range(256)) * 9)
    yield brand(
        "laughs",
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\n"
        "c: &c [*b,*b,*b,*b,*b,*b,*b,*b]\ncolor: {palette: {x: *c}}\n",
    )
    yield brand(
        "sizes without end",
        "typography: {base: {family: 9, size: 1e999, weight: x}, fonts: [{family: [], source: 7}]}\n",
        "live",
    )


def later_records() -> Iterator[Hostile]:
    """Records as Parquet, JSON Lines and from databases."""
    template = {"l.yaml.j2": 'title: "{{ n }}"\nlang: en\nkey_points: [One.]\n'}

    def rows(name: str, file: str, content: str | bytes | Link, must: str = "fail") -> Hostile:
        command = ["build", "l.yaml.j2", "--records", file, "--name", "{{ loop_index }}"]
        return Hostile("records", f"rows: {name}", {**template, file: content}, command, must)  # type: ignore[arg-type]

    yield rows("Parquet of bytes", "r.parquet", bytes(range(256)) * 8)
    yield rows("Parquet's mark alone", "r.parquet", b"PAR1")
    yield rows("Parquet, its footer beyond the file", "r.parquet", b"PAR1xx\xff\xff\xff\x7fPAR1")
    yield rows("lines of odd kinds", "r.jsonl", '{"n": 1}\n[1, 2]\nnull\n{"n": ')
    yield rows("a line nested deep", "r.jsonl", '{"n":' * 3_000)
    yield rows("lines from a device", "r.jsonl", Link("/dev/zero"))

    def query(name: str, query: str, url: str) -> Hostile:
        command = ["build", "l.yaml.j2", "--records", query, "--name", "{{ n }}", "--database", url]
        return Hostile("records", f"query: {name}", dict(template), command)

    yield query("of no driver", "SELECT 1 AS n", "nosuch://x")
    yield query("of no address", "SELECT 1 AS n", "::::")
    yield query("that writes", "WITH a AS (SELECT 1) DELETE FROM t", "sqlite:///x.db")
    yield query("two columns of a name", "SELECT 1 AS n, 2 AS n", "sqlite:///x.db")
    yield query("of a file that is no database", "SELECT n FROM t", "sqlite:///docgen.toml")


def words_of_layouts() -> Iterator[Hostile]:
    """A layout's labels.toml."""
    own = {
        "layouts/own/layout.toml": 'kind = "brief"\nomits = ["title", "key_points"]\n',
        "layouts/own/template.xml.j2": '<brief><para>{{ t("Memo") }}</para></brief>',
    }

    def labels(name: str, content: str | bytes | Link, must: str = "fail") -> Hostile:
        files = {**own, "layouts/own/labels.toml": content}
        return Hostile("layout", f"labels: {name}", files, ["build", "-l", "own"], must)  # type: ignore[arg-type]

    yield labels("a number", "[en]\nMemo = 5\n", "live")
    yield labels("a table", "[en.Memo]\nx = 1\n", "live")
    yield labels("no tables", 'Memo = "x"\n', "live")
    yield labels("Jinja2 and markup", "[en]\nMemo = '{{ 1/0 }} {% x %}<b>&'\n", "live")
    yield labels("of no language", "[nosuch]\nMemo = 'x'\n", "live")
    yield labels("a device", Link("/dev/zero"))
    yield labels("bytes", bytes(range(256)) * 9)


FAMILIES = (
    summaries,
    rich_texts,
    layouts,
    expressions,
    records,
    settings,
    tables_of_data,
    articles,
    pictures,
    templates,
    fonts,
    files,
    forms,
    imports,
    brands,
    later_records,
    words_of_layouts,
)


@lru_cache(maxsize=1)
def _deck() -> bytes:
    sink = io.BytesIO()
    Presentation().save(sink)
    return sink.getvalue()


@lru_cache(maxsize=1)
def _xlsx() -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415  (an extra)

    book = Workbook()
    book.active.append(["x", "y"])
    book.active.append(["a", 1])
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def _png(width: int, height: int) -> bytes:
    sink = io.BytesIO()
    Image.effect_noise((width, height), 60).save(sink, "PNG")
    return sink.getvalue()


def _jpeg() -> bytes:
    sink = io.BytesIO()
    Image.effect_noise((64, 64), 60).save(sink, "JPEG")
    return sink.getvalue()


def _bomb(width: int, height: int) -> bytes:
    """Return a PNG that says it is large."""
    import struct  # noqa: PLC0415
    import zlib  # noqa: PLC0415

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(999)))
        + chunk(b"IEND", b"")
    )


def _zip(parts: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return sink.getvalue()


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _swapped(package: bytes, old: bytes, new: bytes) -> bytes:
    return _zip({name: data.replace(old, new) for name, data in _parts(package).items()})


def _without(package: bytes, part: str) -> bytes:
    return _zip({name: data for name, data in _parts(package).items() if name != part})


def _mutated_parts(package: bytes, seed: int) -> bytes:
    """Return a package with some of its parts mutated, the zip around them sound."""
    chance = random.Random(seed)
    parts = _parts(package)
    for name in chance.sample(sorted(parts), 3):
        parts[name] = mutated(parts[name], chance.randrange(10**9))
    return _zip(parts)


def _pdf(content: bytes, page: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    """Return a PDF of one page with a content stream."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
        + page
        + b">>",
        b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


def _pdfs() -> dict[str, bytes]:
    text = b"BT /F 12 Tf 50 700 Td (Hello there) Tj ET "
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 12>>stream\n/X Do /X Do \nendstream"
    return {
        "of itself": _pdf(text + b"/X Do ", more=(form,)),
        "texts": _pdf(text * 60_000),
        "moves": _pdf(b"1 0 0 1 0 0 cm q " * 100_000),
        "huge page": _pdf(text, b"/UserUnit 99999999"),
        "numbers": _pdf(b"BT /F 99999999999 Tf (x) Tj ET"),
        "long text": _pdf(b"BT /F 12 Tf (" + b"x" * 3_000_000 + b") Tj ET"),
        "strings": _pdf(b"(" * 100_000),
        "arrays": _pdf(b"[" * 100_000),
        "cut": _pdf(text)[:200],
        "no end": _pdf(text).replace(b"%%EOF", b""),
        "header only": b"%PDF-1.7\n",
        "encrypted": _pdf(text).replace(
            b"trailer<<", b"trailer<</Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(y)/P -1>>"
        ),
        "kids of kids": _pdf(text).replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
        "counts": _pdf(text).replace(b"/Count 1", b"/Count 999999999"),
    }
