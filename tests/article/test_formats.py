"""Pages, documents, mails, e-books and two-column PDFs as articles."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from docgen.article import parse_article, read_article
from docgen.foundation.diagnostics import DocgenError

BODY = "".join(
    f"<p>The harbour of Lund counted {n} ships this week, the director of the port said on"
    f" Monday, and more of them came from the south than in any year before that.</p>"
    for n in (110, 120, 130, 140)
)
PAGE = f"""<html lang="en"><head><title>Harbour reopens - The Osten Post</title>
<meta property="og:site_name" content="The Osten Post"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article class="teaser"><h2>Ninety foxes seen in Varberg</h2></article>
<main><h1>Harbour reopens</h1><p class="standfirst">After two years of work the ships are back in
the old port of Lund.</p><p class="byline">By Lina Ek</p>{BODY}</main>
<aside><p>Most read: a baker wins 7 million in the lottery.</p></aside>
<footer><p>Copyright 1999 The Osten Post. All rights reserved.</p></footer></body></html>"""


def test_the_main_text_of_a_page() -> None:
    article = parse_article(PAGE, "page.html")
    assert article.title == "Harbour reopens"
    for kept in ("Harbour reopens", "After two years of work", "By Lina Ek", "counted 140 ships"):
        assert kept in article.text
    for dropped in ("Osten Post", "lottery", "Sport", "foxes", "Copyright"):
        assert dropped not in article.text


def test_the_place_of_a_word_is_its_line_in_the_source() -> None:
    article = parse_article(PAGE, "page.html")
    place = article.place(article.text.index("By Lina Ek"))
    assert PAGE.split("\n")[place.line - 1][place.column - 1 :].startswith("By Lina Ek")


def test_a_page_with_little_text_says_so() -> None:
    assert parse_article("<html><body><p>Please wait.</p></body></html>", "page.html").is_thin
    assert not parse_article(PAGE, "page.html").is_thin


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word() -> bytes:
    def para(text: str, style: str = "") -> str:
        look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"

    cells = "".join(f"<w:tc>{para(text)}</w:tc>" for text in ("Ships", "120"))
    body = para("Harbour reopens", "Heading1") + para("It cost 12 million euros.")
    body += f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{kinds}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{kinds}.styles+xml"/></Types>',
        )
        relations = "http://schemas.openxmlformats.org/package/2006/relationships"
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="a" Type="{office}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="a" Type="{office}/styles"'
            ' Target="styles.xml"/></Relationships>',
        )
        archive.writestr(
            "word/styles.xml",
            f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Heading1">'
            '<w:name w:val="heading 1"/></w:style></w:styles>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
    return stream.getvalue()


def book() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="o/p.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "o/p.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Harbour reopens</dc:title>'
            "</metadata><manifest><item id='b' href='b.xhtml'/><item id='a' href='a.xhtml'/>"
            "</manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>",
        )
        archive.writestr("o/a.xhtml", "<html><body><p>It cost 12 million euros.</p></body></html>")
        archive.writestr("o/b.xhtml", "<html><body><p>Ships | 120</p></body></html>")
    return stream.getvalue()


MAIL = b"""From: Lina Ek <lina@example.org>
Subject: Harbour reopens
Date: Mon, 5 May 2025 10:00:00 +0000
Content-Type: text/html; charset=utf-8

<p>It cost 12 million euros.</p><p>Ships | 120</p>
"""


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", word()), ("a.epub", book()), ("a.eml", MAIL)]
)
def test_other_documents(name: str, data: bytes) -> None:
    article = parse_article(data, name)
    assert article.title == "Harbour reopens"
    assert article.text.index("It cost 12 million euros.") < article.text.index("Ships | 120")


@pytest.mark.parametrize("name", ["a.docx", "a.epub"])
@pytest.mark.parametrize("data", [b"no archive", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_document(name: str, data: bytes) -> None:
    with pytest.raises(DocgenError) as caught:
        parse_article(data, name)
    assert [d.code for d in caught.value.diagnostics] == ["DG503"]


def columns(by_row: bool) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    for page in range(3):
        canvas.drawString(50, 810, f"Report of the harbour {page + 1}")
        left = [
            (50, 750 - 14 * n, f"Left {page} {n} tells of the many ships that came")
            for n in range(20)
        ]
        right = [
            (320, 750 - 14 * n, f"Right {page} {n} says that no trains went") for n in range(20)
        ]
        rows = (
            [p for pair in zip(left, right, strict=True) for p in pair] if by_row else left + right
        )
        for x, y, text in rows:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("by_row", [False, True])
def test_two_columns_are_read_one_after_the_other(by_row: bool) -> None:
    text = " ".join(parse_article(columns(by_row), "a.pdf").text.split())
    places = [
        text.index(f"{side} {page} {n} ")
        for page in range(3)
        for side in ("Left", "Right")
        for n in range(20)
    ]
    assert places == sorted(places)
    assert "Report of the harbour" not in text


def test_a_page_without_spaces_is_no_thin_page(tmp_path: Path) -> None:
    """Chinese has no spaces: its words can't be counted by them."""
    said = "".join(
        f"<p>市议会星期一通过了第{n}年的预算，学校得到更多的钱，道路得到较少的钱，居民可以在三月之前提出意见，市长说这是多年来最大的一次改变，反对党不同意。</p>"
        for n in range(12)
    )
    path = tmp_path / "a.html"
    path.write_text(
        f"<html lang=zh><head><title>预算通过</title></head><body><nav><ul><li>首页</li><li>部落格</li></ul></nav>"
        f"<article><h1>预算通过</h1>{said}</article><aside><p>旅游</p></aside></body></html>",
        "utf-8",
    )
    article = read_article(path)
    assert not article.is_thin
    assert "第3年的预算" in article.text
    assert "部落格" not in article.text
