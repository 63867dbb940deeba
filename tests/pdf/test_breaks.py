"""Each thing broken once: a check that can't fail checks nothing."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest

from docgen.layout.blocks import ImageBlock
from docgen.typeset import typeset
from pdf.compare import differences
from pdf.documents import ROOT, brief_of, composed, example, written
from pdf.own import own_faults
from pdf.validators import failures, require_validators

Break = Callable[[pikepdf.Pdf], object]
SEEN_BY_VALIDATORS: list[Break] = []
SEEN_BY_US: list[Break] = []


def validators_see(change: Break) -> Break:
    SEEN_BY_VALIDATORS.append(change)
    return change


def we_see(change: Break) -> Break:
    SEEN_BY_US.append(change)
    return change


def elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    return [
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary)
        and one.get("/S") == pikepdf.Name(f"/{role}")
        and one.get("/Type") == pikepdf.Name.StructElem
    ]


def with_key(pdf: pikepdf.Pdf, key: str) -> Iterator[pikepdf.Object]:
    return (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and key in one)


def content(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    for page in pdf.pages:
        data = page.Contents.read_bytes()
        if old in data:
            page.Contents = pdf.make_stream(data.replace(old, new, 1))
            return
    raise AssertionError(f"{old!r} is in no page")


@validators_see
def no_alt(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[0]["/Alt"]


@validators_see
def no_language(pdf: pikepdf.Pdf) -> None:
    for one in with_key(pdf, "/Lang"):
        del one["/Lang"]


@validators_see
def no_parent_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot["/ParentTree"]


@validators_see
def no_output_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


@validators_see
def not_marked(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


@validators_see
def artifact_not_marked(pdf: pikepdf.Pdf) -> None:
    content(pdf, b"/Artifact BMC", b"/Strange BMC")


@validators_see
def heading_level_skipped(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H2")[0].S = pikepdf.Name("/H5")


@validators_see
def font_not_embedded(pdf: pikepdf.Pdf) -> None:
    del next(with_key(pdf, "/FontFile2"))["/FontFile2"]


@validators_see
def no_to_unicode(pdf: pikepdf.Pdf) -> None:
    for one in with_key(pdf, "/ToUnicode"):
        del one["/ToUnicode"]


@validators_see
def title_not_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


@validators_see
def link_without_contents(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            del annotation["/Contents"]


@validators_see
def no_claim(pdf: pikepdf.Pdf) -> None:
    data = pdf.Root.Metadata.read_bytes().replace(b"<pdfuaid:part>1</pdfuaid:part>", b"")
    pdf.Root.Metadata.write(data)


@validators_see
def wrong_widths(pdf: pikepdf.Pdf) -> None:
    for one in with_key(pdf, "/W"):
        if one.get("/Subtype") == pikepdf.Name.CIDFontType2:
            one["/W"] = pikepdf.Array([0, 2000, 900])


@validators_see
def info_without_title(pdf: pikepdf.Pdf) -> None:
    data = pdf.Root.Metadata.read_bytes()
    start, end = data.index(b"<dc:title>"), data.index(b"</dc:title>")
    pdf.Root.Metadata.write(data[:start] + data[end + len(b"</dc:title>") :])


@validators_see
def tabs_not_by_structure(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        del page["/Tabs"]


@validators_see
def list_item_without_list(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "L")[0].S = pikepdf.Name("/P")


@we_see
def mark_under_another_element(pdf: pikepdf.Pdf) -> None:
    """A paragraph and a link exchange their content, as in the spike's split links."""
    first, second = elements(pdf, "Caption")[0], elements(pdf, "H1")[0]
    first.K, second.K = second.K, first.K


@we_see
def heading_as_paragraph(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H2")[0].S = pikepdf.Name("/P")


@we_see
def text_made_an_artifact(pdf: pikepdf.Pdf) -> None:
    content(pdf, b"/P<</MCID 0>>BDC", b"/Artifact BMC")


@we_see
def page_number_made_decoration(pdf: pikepdf.Pdf) -> None:
    content(pdf, b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC", b"/Artifact BMC")


@we_see
def paragraph_dropped(pdf: pikepdf.Pdf) -> None:
    document = elements(pdf, "Document")[0]
    del document.K[0]


@we_see
def parent_tree_entry_elsewhere(pdf: pikepdf.Pdf) -> None:
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    nums[1][0], nums[1][1] = nums[1][1], nums[1][0]


@we_see
def cell_without_span(pdf: pikepdf.Pdf) -> None:
    for one in with_key(pdf, "/Scope"):
        del one["/Scope"]
    for one in elements(pdf, "TH"):
        del one["/A"]


@we_see
def glyph_missing(pdf: pikepdf.Pdf) -> None:
    content(pdf, b"[<", b"[<7FFF")


@we_see
def link_without_its_annotation(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        if "/Annots" in page:
            del page["/Annots"]


@pytest.fixture(scope="module")
def good() -> bytes:
    return written(typeset(composed(example("japan-defense"), "policy-brief")))


def broken(data: bytes, change: Break) -> bytes:
    sink = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(sink)
    return sink.getvalue()


@pytest.mark.parametrize("change", SEEN_BY_VALIDATORS, ids=lambda c: c.__name__)
def test_validators_see(change: Break, good: bytes) -> None:
    require_validators()
    assert failures(broken(good, change)) != []


@pytest.mark.parametrize("change", SEEN_BY_US, ids=lambda c: c.__name__)
def test_we_see(change: Break, good: bytes) -> None:
    document = composed(example("japan-defense"), "policy-brief")
    assert own_faults(good) == [] and differences(document, good) == ""
    data = broken(good, change)
    assert own_faults(data) != [] or differences(document, data) != ""


def test_we_see_an_untagged_picture() -> None:
    picture = str(next((ROOT / "sources").rglob("*.jp*g"), None) or next(ROOT.rglob("*.png")))
    told = written(typeset(brief_of(ImageBlock(path=picture, alt="A gate"))))
    untold = written(typeset(brief_of(ImageBlock(path=picture, decorative=True))))
    assert own_faults(told) == [] and own_faults(untold, decorative=1) == []
    assert own_faults(untold) == ["1 pictures are artifacts, not 0"]
