"""Two independent validators over everything that the examples and the torture set give."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import page
import pikepdf
import pytest

from docgen.diagnostics import DocgenError
from docgen.layout import compose, find_layout, find_theme
from docgen.pdf import write_pdf
from docgen.summary.loader import load_summary
from docgen.typeset import typeset
from docgen.typeset.items import Brief, Deck

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

import verapdf
from torture.make import cases

ROOT = Path(__file__).parents[2]
LAYOUTS = ["policy-brief", "one-pager", "briefing-deck", "executive-deck"]
EXAMPLES = ["japan-defense", "flood-defense"]
OURS = {"ua1": page.ValidationProfile.PDF_UA_1, "2a": page.ValidationProfile.PDF_A_2A}


def placed(source: Path, layout: str, theme: str | None = None) -> Brief | Deck:
    found = find_layout(layout, ROOT)
    return typeset(compose(load_summary(source), found, find_theme(theme or found.theme, ROOT)))


def check(path: Path) -> list[str]:
    """Both validators, both standards."""
    found = [f"veraPDF {p}: {f}" for p in OURS for f in verapdf.failures(path, p)]
    for name, profile in OURS.items():
        report = page.validate_pdf(str(path), profile=profile)
        found += [f"page {name}: {f}" for f in report.failures]
    return found


@pytest.fixture(autouse=True, scope="module")
def _validator() -> None:
    verapdf.require()


@pytest.mark.parametrize("theme", ["slate", "vermilion"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("source", EXAMPLES)
def test_examples(source: str, layout: str, theme: str, tmp_path: Path) -> None:
    document = placed(ROOT / "sources" / f"{source}.yaml", layout, theme)
    handouts = [None, 2, 3, 6] if isinstance(document, Deck) and theme == "slate" else [None]
    for handout in handouts:
        path = tmp_path / f"{handout}.pdf"
        with path.open("wb") as sink:
            write_pdf(document, sink, handout=handout)
        assert check(path) == [], handout


def test_torture_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checked, refused, failed = 0, 0, []
    for case in cases():
        folder = tmp_path / case.name
        folder.mkdir()
        source = case.write(folder)
        for layout in LAYOUTS:
            path = folder / f"{layout}.pdf"
            try:
                document = placed(source, layout)
                with path.open("wb") as sink:
                    write_pdf(document, sink)
            except DocgenError:
                refused += 1
                continue
            checked += 1
            failed += [f"{case.name} {layout}: {f}" for f in check(path)]
    with capsys.disabled():
        print(
            f"\nPDF/UA-1 and PDF/A-2a: {checked} files, {len(failed)} failures, {refused} refused"
        )
    assert failed == []
    assert checked > 100


BREAKS: dict[str, Callable[[pikepdf.Pdf], object]] = {}


def breaks(change: Callable[[pikepdf.Pdf], object]) -> Callable[[pikepdf.Pdf], object]:
    BREAKS[change.__name__] = change
    return change


def elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    return [
        o for o in pdf.objects
        if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name(f"/{role}")
        and o.get("/Type") == pikepdf.Name.StructElem
    ]  # fmt: skip


@breaks
def no_alt(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[0]["/Alt"]


@breaks
def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang
    for elem in pdf.objects:
        if isinstance(elem, pikepdf.Dictionary) and "/Lang" in elem:
            del elem["/Lang"]


@breaks
def no_parent_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot["/ParentTree"]


@breaks
def no_output_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


@breaks
def unmarked(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


@breaks
def no_artifact_mark(pdf: pikepdf.Pdf) -> None:
    first = pdf.pages[0]
    data = first.Contents.read_bytes().replace(b"/Artifact BMC", b"/Strange BMC", 1)
    first.Contents = pdf.make_stream(data)


@breaks
def heading_skipped(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H2")[0].S = pikepdf.Name("/H5")


@breaks
def font_not_embedded(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one:
            del one["/FontFile2"]
            return


@breaks
def no_to_unicode(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
            del one["/ToUnicode"]


@breaks
def title_not_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


@breaks
def link_without_contents(pdf: pikepdf.Pdf) -> None:
    for one in pdf.pages:
        for annotation in one.get("/Annots", []):
            del annotation["/Contents"]


@breaks
def no_claim(pdf: pikepdf.Pdf) -> None:
    data = pdf.Root.Metadata.read_bytes().replace(b"<pdfuaid:part>1</pdfuaid:part>", b"")
    pdf.Root.Metadata.write(data)


@pytest.fixture(scope="module")
def good() -> bytes:
    sink = io.BytesIO()
    write_pdf(placed(ROOT / "sources" / "japan-defense.yaml", "policy-brief"), sink)
    return sink.getvalue()


@pytest.mark.parametrize("name", BREAKS)
def test_each_break_is_seen(name: str, good: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    with pikepdf.open(io.BytesIO(good)) as pdf:
        BREAKS[name](pdf)
        pdf.save(path)
    assert check(path) != []
