"""The static site: looked at in a real browser, with and without scripts, and its bytes."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from .conftest import project, run

PAGES = (
    "index.html",
    "ferries.policy-brief/index.html",
    "ferries.executive-deck/index.html",
    "bridge.policy-brief/index.html",
    "ferries.trace/index.html",
)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    one = browser.new_page(viewport={"width": 1200, "height": 900})
    one.set_default_timeout(300_000)
    wrong: list[str] = []
    one.on("pageerror", lambda error: wrong.append(str(error)))
    yield one
    one.close()
    assert wrong == []


def address(desk: Path, name: str) -> str:
    return (desk / "build" / "site" / name).as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, desk: Path, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    one = context.new_page()
    for name in PAGES:
        one.goto(address(desk, name))
        found = Axe().run(one)
        assert found.violations_count == 0, f"{name}, {scheme}: {found.generate_report()}"
    one.goto(address(desk, "index.html"))
    one.fill("#words", "ships")
    one.wait_for_selector("ol.found li")
    found = Axe().run(one)
    assert found.violations_count == 0, found.generate_report()
    context.close()


def test_every_address_leads_to_a_file(desk: Path) -> None:
    root, seen = desk / "build" / "site", 0
    for name in PAGES:
        tree = lxml.html.fromstring((root / name).read_text("utf-8"))
        for _, attribute, link, _ in tree.iterlinks():
            parts = urlsplit(link)
            assert not parts.netloc, link
            if attribute not in ("href", "src") or not parts.path or parts.scheme == "data":
                continue
            seen += 1
            assert not parts.path.startswith("/"), link
            assert ((root / name).parent / unquote(parts.path)).is_file(), f"{name}: {link}"
    assert seen > 40


def test_without_scripts_all_is_reached(browser: Browser, desk: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    one = context.new_page()
    one.goto(address(desk, "index.html"))
    assert one.locator("#search").is_hidden()
    assert one.locator("h1").inner_text() == "Harbour office"
    one.click("article:has-text('Ferries carry more') a.cover:has-text('executive-deck')")
    assert one.locator("main section").count() > 1
    one.click("nav[aria-label=Slides] a >> nth=1")
    assert one.url.endswith("#page-2")
    text = one.locator("#page-2 details:has-text('Text of slide 2')")
    text.locator("summary").click()
    assert "Two ships came into service" in text.inner_text()
    one.click("a:has-text('Where each figure comes from')")
    row = one.locator("tr:has(th:text-is('4%'))").first
    assert "found" in row.inner_text()
    assert "standfirst, line 4" in one.locator("main").inner_text()
    context.close()


def test_the_search_finds_pages(page: Page, desk: Path) -> None:
    page.goto(address(desk, "index.html"))
    page.focus("#words")
    page.keyboard.type("SHIPS march")
    page.wait_for_selector("ol.found li")
    assert page.locator("#all").is_hidden()
    told = page.locator("#results").inner_text()
    assert "Ferries carry more: policy-brief, page 1" in told
    assert page.locator("mark").first.inner_text().lower() in ("ships", "march")
    page.fill("#words", "nowhere-at-all")
    assert page.locator("#results").inner_text() == "0 pages found"
    page.fill("#words", "الجسر")
    assert "bridge" not in page.locator("#results").inner_text()
    assert page.locator("ol.found li").count() >= 1
    page.fill("#words", "")
    assert page.locator("#all").is_visible()


def test_the_same_bytes_wherever_it_stands(desk: Path, tmp_path: Path) -> None:
    other = project(tmp_path / "somewhere" / "else")
    done = run(other, "site", "--title", "Harbour office", "--out", "public")
    assert done.returncode == 0, done.stderr
    first, second = files_of(desk / "build" / "site"), files_of(other / "public")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    for name, data in first.items():
        if name.endswith((".html", ".js", ".json", ".css")):
            assert str(desk).encode() not in data
            assert not re.search(rb"20\d\d-\d\d-\d\dT\d\d:", data), name


def test_downloads_are_what_a_build_writes(desk: Path, tmp_path: Path) -> None:
    root = project(tmp_path / "built")
    assert run(root, "build").returncode == 0
    for name in ("ferries.policy-brief.pdf", "ferries.executive-deck.pptx", "ferries.trace.json"):
        offered = desk / "build" / "site" / "files" / name
        assert offered.read_bytes() == (root / "build" / name).read_bytes()
    assert b"Traffic rose" not in (root / "build" / "ferries.trace.json").read_bytes()
    assert "Traffic rose" not in (desk / "build/site/ferries.trace/index.html").read_text()


def test_an_older_site_goes_and_other_files_stay(desk: Path, tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(desk, root)
    site = root / "build" / "site"
    (site / "CNAME").write_text("briefs.example.org\n")
    picture = site / "ferries.policy-brief" / "page-01.png"
    before = picture.stat().st_mtime_ns
    assert Image.open(picture).width == 1280
    (root / "sources" / "bridge.yaml").unlink()
    assert run(root, "site", "--title", "Harbour office").returncode == 0
    assert not (site / "bridge.policy-brief").exists()
    assert (site / "CNAME").is_file()
    assert picture.stat().st_mtime_ns == before
    listed = json.loads((site / ".docgen-site.json").read_text())
    assert set(listed) == {n for n in files_of(site) if n not in ("CNAME", ".docgen-site.json")}


def test_a_broken_summary_leaves_the_older_site(desk: Path, tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(desk, root)
    before = files_of(root / "build" / "site")
    (root / "sources" / "bridge.yaml").write_text("titel: Bridge\n")
    done = run(root, "site")
    assert (done.returncode, done.stdout) == (1, "")
    assert "sources/bridge.yaml:1:1: error DG102" in done.stderr
    assert files_of(root / "build" / "site") == before


def test_a_folder_of_something_else_is_refused(desk: Path) -> None:
    done = run(desk, "site", "--out", "sources")
    assert done.returncode == 1
    assert "sources: error DG880" in done.stderr
    assert sorted(path.name for path in (desk / "sources").iterdir()) == [
        "bridge.yaml",
        "ferries.md",
        "ferries.yaml",
    ]
