"""Documents of other tools become summaries that load, build and say what they lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import tools
from PIL import Image

import docgen
from docgen.foundation.diagnostics import DocgenError
from docgen.importing import import_document
from docgen.summary.bibliography import read_bibliography
from docgen.summary.loader import load_summary
from docgen.summary.model import Summary

MARP = """\
---
marp: true
theme: gaia
---
<!-- _class: lead -->
# Harbour tolls
A short talk

---
## What changed
- Tolls fell by **3%**
- Two berths opened
<!-- Mention the ferry. -->

---
## The quay
![bg right:40% The quay at dawn](quay.png)

> It is faster now. — Jo Smith, harbour master

<video src="x.mp4"></video>
"""
PANDOC = """\
% Harbour tolls
% Jane Roe; Ann Smith
% 2026-03-05

# Background

# Tolls

Ships paid less.

::: notes
Name the year.
:::

| Year | Toll |
|------|-----:|
| 2024 | 12   |

## Later

1. First
2. Second
"""
QUARTO = """\
---
title: "Harbour tolls"
subtitle: "Two berths"
author:
  - name: Jane Roe
date: 2026-03-05
lang: en
bibliography: [refs.bib, more.json]
format: revealjs
---
## Tolls {.smaller}

Tolls fell [@smith2020, p. 3; @doe:21], see [@none].

![The quay](quay.png "At dawn"){#fig-quay width=50%}

![](https://example.org/x.png)
"""
BIB = """\
@article{smith2020, title={Tolls and {Quays}}, author={Smith, Ann and Roe, Jo and Lee, P.},
  journal={Coast}, year={2020}, month=mar, url={https://example.org/s}}
"""
CSL = [
    {"id": "doe:21", "title": "Berths", "publisher": "Press", "issued": {"date-parts": [[2021, 2]]}}
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Image.new("RGB", (1200, 800), "navy").save(tmp_path / "quay.png")
    (tmp_path / "docgen.toml").write_text("")
    (tmp_path / "refs.bib").write_text(BIB)
    (tmp_path / "more.json").write_text(json.dumps(CSL))
    return tmp_path


def imported(folder: Path, name: str, text: str) -> tuple[Summary, list[str]]:
    source = folder / name
    source.write_text(text)
    made = import_document(source, folder)
    path = folder / "sources" / "made.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(made.text)
    for picture, data in made.pictures.items():
        (path.parent / picture).write_bytes(data)
    lost = [f"{d.location.line if d.location else 0} {d.message}" for d in made.notices]
    return load_summary(path), lost


def test_marp(folder: Path) -> None:
    summary, lost = imported(folder, "deck.md", MARP)
    assert str(summary.title) == "Harbour tolls"
    assert str(summary.standfirst) == "A short talk"
    first, second = summary.sections
    assert [p.source for p in first.points] == ["Tolls fell by **3%**", "Two berths opened"]
    assert str(first.notes.source) == "Mention the ferry."
    assert str(summary.images[0].alt) == "The quay at dawn"
    quote = summary.quotes[0]
    assert (str(quote.text), str(quote.by), str(quote.role)) == (
        "It is faster now.",
        "Jo Smith",
        "harbour master",
    )
    assert second.figures == ["image-1", "quote-1"]
    assert lost == ["21 left out: the HTML element <video>"]


def test_pandoc(folder: Path) -> None:
    summary, lost = imported(folder, "deck.md", PANDOC)
    assert [str(a) for a in summary.authors] == ["Jane Roe", "Ann Smith"]
    assert str(summary.date) == "2026-03-05"
    assert [str(s.heading) for s in summary.sections] == ["Background", "Tolls", "Later"]
    assert summary.sections[1].notes.source == "Name the year."
    table = summary.tables[0]
    assert ([str(c) for c in table.columns], str(table.rows[0][1])) == (["Year", "Toll"], "12")
    assert summary.sections[2].body.source == "1. First\n2. Second"
    assert lost == []


def test_quarto_with_two_bibliographies(folder: Path) -> None:
    summary, lost = imported(folder, "notes.qmd", QUARTO)
    known = {s.id: s for s in summary.sources}
    assert str(known["smith2020"].title) == "Tolls and Quays"
    assert str(known["smith2020"].publisher) == "Smith et al., Coast"
    assert (known["smith2020"].date, known["doe-21"].date) == ("2020-03", "2021-02")
    assert str(summary.images[0].caption) == "At dawn"
    assert sorted(lost) == [
        "0 left out: what the source none is: no bibliography has it",
        "17 left out: the picture https://example.org/x.png: it lies on the web",
    ]


def test_word(folder: Path) -> None:
    pypandoc = tools.require_module("pypandoc")
    text = PANDOC.replace("::: notes\nName the year.\n:::\n", "![The quay](quay.png)\n")
    (folder / "in.md").write_text(text)
    out = folder / "report.docx"
    pypandoc.convert_file(
        str(folder / "in.md"), "docx", outputfile=str(out), extra_args=[f"--resource-path={folder}"]
    )
    made = import_document(out, folder)
    (folder / "made.yaml").write_text(made.text)
    for picture, data in made.pictures.items():
        (folder / picture).write_bytes(data)
    summary = load_summary(folder / "made.yaml")
    assert str(summary.title) == "Harbour tolls"
    assert [str(a) for a in summary.authors] == ["Jane Roe", "Ann Smith"]
    assert str(summary.tables[0].rows[0][0]) == "2024"
    assert str(summary.images[0].alt) == "The quay"


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("x.odp", b"x", "no kind of document"),
        ("x.md", b"\xff\xfe", "can't be imported"),
        ("x.md", b"---\n: [\n---\n", "front matter is not valid YAML"),
        ("x.docx", b"PK\x03\x04", "not a readable Word document"),
        ("x.md", None, "no such file"),
    ],
)
def test_what_cannot_be_read(folder: Path, name: str, data: bytes | None, why: str) -> None:
    if data is not None:
        (folder / name).write_bytes(data)
    with pytest.raises(DocgenError, match="DG870") as caught:
        import_document(folder / name, folder)
    assert why in str(caught.value).lower().replace("doesn't", "no such file") or why in str(
        caught.value
    )


def test_hostile_markdown_builds(folder: Path) -> None:
    text = (
        "# "
        + "*" * 2000
        + "\n\n"
        + "[" * 500
        + "\n\n"
        + "> " * 90
        + "x\n\n`[@]` <a href='javascript:x'>y</a>\n"
    )
    summary, _ = imported(folder, "odd.md", text)
    assert docgen.render(summary, "policy-brief", project=folder).pages


def test_the_command_writes_a_summary_that_builds(folder: Path) -> None:
    (folder / "deck.md").write_text(MARP)
    command = [sys.executable, "-m", "docgen"]
    done = subprocess.run(
        [*command, "import", "deck.md"], cwd=folder, capture_output=True, text=True
    )
    assert done.stdout == "sources/deck.yaml\n", done.stderr
    assert "DG871" in done.stderr
    again = subprocess.run(
        [*command, "import", "deck.md"], cwd=folder, capture_output=True, text=True
    )
    assert again.returncode == 1
    assert "DG808" in again.stderr
    built = subprocess.run([*command, "build"], cwd=folder, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr


def test_a_summary_takes_its_sources_from_a_bibliography(folder: Path) -> None:
    path = folder / "s.yaml"
    path.write_text("title: T\nbibliography: refs.bib\nkey_points: ['Tolls fell. [@smith2020]']\n")
    assert [s.id for s in load_summary(path).sources] == ["smith2020"]
    path.write_text("title: T\nbibliography: refs.bib\nkey_points: ['Tolls fell. [@smith2021]']\n")
    with pytest.raises(DocgenError, match="DG111"):
        load_summary(path)


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("x.bib", "@article{a, title={x}\n@article{b, title={y}}\n", "x.bib:1:1"),
        ("x.json", "{", "x.json:1:2"),
        ("x.json", '{"id": 1}', "x.json"),
        ("x.txt", "x", "x.txt"),
    ],
)
def test_a_damaged_bibliography(folder: Path, name: str, text: str, place: str) -> None:
    (folder / name).write_text(text)
    with pytest.raises(DocgenError, match="DG872") as caught:
        read_bibliography(folder / name, name)
    assert str(caught.value.diagnostics[0].location) == place


def test_comments_become_notes_and_what_is_left_open_stays(tmp_path: Path) -> None:
    path = tmp_path / "d.md"
    path.write_text("# T\n\nOne <!-- two --> three <!-- four --> five.\n\nSix <!-- seven\n")
    told = import_document(path, tmp_path).text
    assert "<!-- two" not in told and "four -->" not in told
    assert all(word in told for word in ("One", "two", "three", "four", "five.", "Six"))
