"""A summary's text never becomes markup; a layout never leaves its sandbox."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.foundation.diagnostics import DocgenError
from docgen.layout import compose
from docgen.layout.blocks import Para, Span
from docgen.layout.source_positions import annotate

from .samples import layout, summary

HOSTILE = [
    "<b>x</b>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "]]>",
    "a & b &amp; c",
    "<!-- x",
    "<?at x?>",
    '"><rule/>',
    "&#60;rule/&#62;",
    '<dg-t r="0"/>',
    "\U000f00000\U000f0001",
    "<![CDATA[",
    "</para></brief>",
    "<para dg-at='x:1:1'>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    template = (
        '<brief><para>{{ title }}</para><callout title="{{ title }}"><para>'
        "{{ extra.x }} {{ title|upper }} {{ title ~ extra.x }}</para></callout></brief>"
    )
    one = summary({"title": "T", "extra": {"x": text}})
    one.title.source = text.replace("<", "\\<").replace("[", "\\[").replace("*", "\\*")
    one.title.source = one.title.source.replace("&", "\\&")
    root = compose(one, layout(tmp_path, template)).root
    para, callout = root.blocks
    assert para.inline.spans == (Span(text),)
    cleaned = text.replace("\U000f0000", "").replace("\U000f0001", "")
    assert callout.title.plain == cleaned
    assert callout.title.refs == (0,)
    assert cleaned in callout.blocks[0].inline.plain
    assert len(callout.blocks) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_extra_of_any_text(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    place = tmp_path_factory.mktemp("x")
    template = (
        "<brief><para>|{{ extra.x }}|</para>"
        '<callout title="|{{ extra.x }}|"><para>y</para></callout></brief>'
    )
    root = compose(summary({"title": "T", "extra": {"x": text}}), layout(place, template)).root
    assert [type(b).__name__ for b in root.blocks] == ["Para", "Callout"]


@pytest.mark.parametrize(
    "expression",
    [
        "title._text",
        "summary._model",
        "summary.model_dump()",
        "summary.__init__",
        "title.made('x')",
        "title.markdown()",
        "sections.__class__",
        "cycler.__init__.__globals__",
        "t.words",
        "''.__class__.__mro__[1].__subclasses__()",
        "(1).to_bytes(9999999, 'big')",
        "'x'.ljust(999999999)",
        "range(3).__reduce__()",
        "params.__class__",
        "title|map('__class__')|list",
        "sections|map(attribute='_model')|list|first",
        "joiner.__init__",
        "namespace.__init__",
        "extra.items.__func__",
        "key_points[0]['__class__']",
        "summary['_model']",
    ],
)
def test_escapes_are_refused(tmp_path: Path, expression: str) -> None:
    template = f"<brief><para>{{{{ {expression} }}}}</para></brief>"
    if expression == "t.words":
        template = "<brief><para>{{ t.words.pop('x') }}</para></brief>"
    with pytest.raises(DocgenError) as caught:
        compose(summary(), layout(tmp_path, template))
    assert {d.code for d in caught.value.diagnostics} <= {"DG211", "DG212", "DG213"}


def test_symlink_out_of_the_layout(tmp_path: Path) -> None:
    (tmp_path / "secret.j2").write_text("<para>secret</para>")
    mine = layout(tmp_path, '<brief>{% include "part.j2" %}</brief>')
    (mine.folder / "part.j2").symlink_to(tmp_path / "secret.j2")
    with pytest.raises(DocgenError, match="DG202"):
        compose(summary(), mine)


def test_own_picture_stays_inside(tmp_path: Path) -> None:
    mine = layout(tmp_path, '<brief><image src="logo.png"/></brief>')
    with pytest.raises(DocgenError, match="DG226"):
        compose(summary(), mine)
    (mine.folder / "logo.png").write_bytes(b"png")
    root = compose(summary(), mine).root
    assert root.blocks[0].path == str(mine.folder / "logo.png")
    assert root.blocks[0].decorative


def test_changed_template_is_read_anew(tmp_path: Path) -> None:
    first = compose(summary(), layout(tmp_path, "<brief><para>one</para></brief>")).root
    second = compose(summary(), layout(tmp_path, "<brief><para>two</para></brief>")).root
    assert [b.inline.plain for r in (first, second) for b in r.blocks if isinstance(b, Para)] == [
        "one",
        "two",
    ]


def test_error_in_an_included_file_names_that_file(tmp_path: Path) -> None:
    mine = layout(tmp_path, '<brief>\n{% include "part.j2" %}\n</brief>')
    (mine.folder / "part.j2").write_text("<para>fine</para>\n\n  <paar>x</paar>\n")
    with pytest.raises(DocgenError) as caught:
        compose(summary(), mine)
    at = caught.value.diagnostics[0].location
    assert at is not None
    assert (Path(at.file).name, at.line, at.column) == ("part.j2", 3, 3)


@given(st.text(alphabet="<>{}%#/\"'&; ab\n-!?", max_size=60))
def test_annotate_never_fails_and_keeps_lines(source: str) -> None:
    marked = annotate(source, "t")
    assert marked.count("\n") == source.count("\n") + marked.count("&bnot;")


def test_annotate() -> None:
    marked = annotate('<a b="{{ x -}}">{{- y }}</a>&nbsp;{# <c> #}{% if "<d>" %}<!-- <e> -->', "t")
    assert marked == (
        '<a dg-at="t:1:1" b="{{ ( x )|dg_attr -}}">{{- ( y )|dg_at("t:1:17") }}<?at t:1:25?></a>'
        '\u00a0{# <c> #}{% if "<d>" %}<!-- <e> -->'
    )
