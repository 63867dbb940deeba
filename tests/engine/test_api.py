"""docgen as a library."""

from __future__ import annotations

import io
import os
import pickle
from pathlib import Path

import pypdfium2
import pytest
from pptx import Presentation

import docgen
from docgen import Diagnostics, DocgenError, MachineError, build, load_summary, render


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "docgen.toml").write_text('layouts = ["policy-brief"]\n')
    (tmp_path / "sources" / "a.yaml").write_text(
        "title: Tides\nlang: en\nkey_points: [They rise.]\n"
    )
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


def test_every_public_name_is_there() -> None:
    assert docgen.__all__ == sorted(docgen.__all__)
    for name in docgen.__all__:
        assert getattr(docgen, name) is not None
    assert dir(docgen) == docgen.__all__
    with pytest.raises(AttributeError, match="no attribute 'nope'"):
        docgen.nope  # noqa: B018


def test_render_gives_each_format(project: Path) -> None:
    summary = load_summary(project / "sources" / "a.yaml")
    page = pypdfium2.PdfDocument(render(summary, "policy-brief"))[0]
    assert "Tides" in page.get_textpage().get_text_range()
    deck = Presentation(io.BytesIO(render(summary, "executive-deck", "vermilion")))
    assert deck.slides[0].shapes.title.text == "Tides"
    assert render(summary, "executive-deck", format="pdf").startswith(b"%PDF-")
    letter = render(summary, "policy-brief", params={"page": "Letter"})
    assert pypdfium2.PdfDocument(letter)[0].get_width() == 612


def test_render_refuses(project: Path) -> None:
    summary = load_summary(project / "sources" / "a.yaml")
    with pytest.raises(ValueError, match="no PowerPoint form"):
        render(summary, "policy-brief", format="pptx")
    with pytest.raises(DocgenError, match="DG201"):
        render(summary, "policy-breif", diagnostics=Diagnostics())


def test_render_keeps_to_the_projects_settings(project: Path) -> None:
    data = {"title": "T", "lang": "de", "key_points": ['Er sagte "ja" dazu.']}
    summary = docgen.Summary.from_data(data)

    def shown() -> str:
        data = render(summary, "policy-brief", project=project)
        with pypdfium2.PdfDocument(data) as pdf:
            return pdf[0].get_textpage().get_text_range()

    assert "„ja“" in shown()
    (project / "docgen.toml").write_text('typography = "as-is"\n')
    assert '"ja"' in shown() and "„" not in shown()


def test_render_tells_where_figures_come_from_when_asked(project: Path) -> None:
    (project / "a.md").write_text("# Tides\n\nThe tide rose by 37 cm in March.\n")
    path = project / "sources" / "b.yaml"
    path.write_text(
        "title: Tides\nlang: en\narticle: {path: ../a.md}\nkey_points: [It rose by 37 cm.]\n"
    )
    summary = load_summary(path)
    pages = {}
    for trace in (False, True):
        with pypdfium2.PdfDocument(render(summary, "policy-brief", params={"trace": trace})) as pdf:
            pages[trace] = "".join(p.get_textpage().get_text_range() for p in pdf)
    assert "The tide rose by 37 cm in March" in pages[True].replace("\r\n", " ")
    assert "in March" not in pages[False]


def test_render_does_not_change_the_summary(project: Path) -> None:
    summary = load_summary(project / "sources" / "a.yaml")
    first = render(summary, "policy-brief")
    render(summary, "executive-deck")
    assert render(summary, "policy-brief") == first


def test_build_gives_results(project: Path) -> None:
    (one,) = build(project=project)
    assert one.ok
    assert Path(one.job.output) == project / "build" / "a.policy-brief.pdf"
    assert Path(one.job.output).stat().st_size == one.bytes
    assert [stage for stage, _ in one.seconds] == [
        "load",
        "template",
        "compose",
        "typeset",
        "cover",
        "write",
        "save",
    ]
    assert pickle.loads(pickle.dumps(one)) == one


def test_build_loads_a_summary_once(project: Path) -> None:
    results = build(layouts=["policy-brief", "executive-deck"], project=project)
    stages = [[stage for stage, _ in r.seconds] for r in results]
    assert [s.count("load") for s in stages] == [1, 0]


def test_build_raises_after_building_the_rest(project: Path) -> None:
    (project / "sources" / "bad.yaml").write_text("titel: T\n")
    (project / "sources" / "z.yaml").write_text("title: Z\nlang: en\n")
    with pytest.raises(DocgenError) as caught:
        build(layouts=["policy-brief", "one-pager"], project=project)
    assert sorted(d.code for d in caught.value.diagnostics) == ["DG102", "DG103"]
    assert len(list((project / "build").glob("*.pdf"))) == 4
    results = build(layouts=["policy-brief"], project=project, check=False)
    assert [r.ok for r in results] == [True, False, True]


def test_build_tells_the_machines_faults_apart(project: Path) -> None:
    (project / "busy").write_text("")
    with pytest.raises(MachineError):
        build(out=project / "busy" / "out", project=project)


def test_build_raises_at_once_for_what_is_wrong_with_the_wish(project: Path) -> None:
    with pytest.raises(DocgenError) as caught:
        build(layouts=["a", "policy-brief"], theme="b", params={"c": 1}, project=project)
    assert [d.code for d in caught.value.diagnostics] == ["DG201", "DG301", "DG204"]
    assert not (project / "build").exists()


def test_settings_give_parameters(project: Path) -> None:
    (project / "docgen.toml").write_text('layouts = ["policy-brief"]\nparams = {page = "Letter"}\n')
    (one,) = build(project=project)
    assert pypdfium2.PdfDocument(one.job.output)[0].get_width() == 612
    (two,) = build(project=project, params={"page": "A4"})
    assert round(pypdfium2.PdfDocument(two.job.output)[0].get_width()) == 595


def test_no_file_descriptors_are_left(project: Path) -> None:
    build(project=project)
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    build(layouts=["policy-brief", "executive-deck"], project=project)
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208
