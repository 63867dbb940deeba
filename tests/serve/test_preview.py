"""The preview in a real browser, and what it refuses."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from .conftest import SUMMARY, WAIT, Served

SHOWN = "document.getElementById('picture').dataset.shown"


def shown(page: Page) -> str:
    return str(page.evaluate(SHOWN))


def wait_for_change(page: Page, before: str) -> None:
    page.wait_for_function(f"{SHOWN} !== {json.dumps(before)}")


def test_a_save_changes_the_picture_without_a_reload(page: Page, served: Served) -> None:
    page.evaluate("window.still = true")
    before = shown(page)
    served.source.write_text(SUMMARY.replace("Ferries carry more", "Ferries carry less"))
    wait_for_change(page, before)
    assert page.evaluate("window.still") is True
    served.source.write_text(SUMMARY)
    page.wait_for_function(f"{SHOWN} === {json.dumps(before)}")


def test_a_broken_save_keeps_the_picture_under_a_banner(page: Page, served: Served) -> None:
    before = shown(page)
    served.source.write_text(SUMMARY + "titel: x\n")
    page.wait_for_selector("#banner:not([hidden])")
    told = page.inner_text("#banner")
    assert "sources/ferries.yaml:10:1" in told
    assert "DG102" in told
    assert shown(page) == before
    assert page.get_attribute("#picture", "src")
    assert "DG102" in page.inner_text("#findings")
    served.source.write_text(SUMMARY)
    page.wait_for_selector("#banner[hidden]", state="attached")


def test_the_project_itself_may_break(page: Page, served: Served) -> None:
    settings = served.root / "docgen.toml"
    good = settings.read_text()
    settings.write_text('layouts = ["one-pagre"]\n')
    page.wait_for_selector("#banner:not([hidden])")
    assert "DG201" in page.inner_text("#banner")
    settings.write_text(good)
    page.wait_for_selector("#banner[hidden]", state="attached")


def test_theme_and_layouts_act_live(page: Page, served: Served) -> None:
    before = shown(page)
    page.select_option("#theme", "vermilion")
    wait_for_change(page, before)
    page.click("#tab-settings")
    page.click("label[title]:has-text('policy-brief') input")
    page.wait_for_selector("nav button:has-text('policy-brief')")
    assert (
        served.root / "docgen.toml"
    ).read_text() == 'layouts = ["one-pager", "executive-deck"]\n'


def test_a_click_leads_to_the_source(page: Page, served: Served) -> None:
    page.wait_for_selector("#regions button")
    titles = page.eval_on_selector_all("#regions button", "all => all.map(one => one.title)")
    found = (re.search(r"sources/ferries\.yaml:(\d+):\d+$", title) for title in titles)
    places = {int(match[1]) for match in found if match}
    assert 1 in places, "the title's line"
    assert 4 in places, "the key points' line"
    answer = page.evaluate("editorLink('sources/ferries.yaml', 4, 14)")
    assert answer == f"editor://open{served.root}/sources/ferries.yaml:4:14"


def test_keys_only(page: Page) -> None:
    page.keyboard.press("n")
    page.wait_for_function(f"{SHOWN} && document.title.includes('executive-deck')")
    first = page.inner_text("#where")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#where") != first
    page.keyboard.press("End")
    assert re.fullmatch(r"Slide (\d+) of \1", page.inner_text("#where"))
    page.keyboard.press("Home")
    assert page.inner_text("#where").startswith("Slide 1 of")
    page.focus("#tab-findings")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#tab-claims", "aria-selected") == "true"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_of_accessibility(page: Page, scheme: str) -> None:
    if scheme == "dark":
        page.click("#mode")
    for tab in ("#tab-findings", "#tab-claims", "#tab-settings"):
        page.click(tab)
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []


def test_the_presenter_sees_notes_and_the_next_slide(browser: Browser, served: Served) -> None:
    state = json.loads(served.get("/api/state")[1])
    deck = next(d for d in state["documents"] if d["kind"] == "deck")
    number = next(i for i, notes in enumerate(deck["notes"], 1) if "who paid" in notes)
    page = browser.new_page(bypass_csp=True)
    page.set_default_timeout(WAIT)
    page.goto(f"{served.address}present/{deck['key']}#{number}")
    page.wait_for_function("document.getElementById('speaker').textContent.includes('who paid')")
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(f"location.hash === '#{max(1, number - 1)}'")
    page.close()


def pages(served: Served) -> list[str]:
    """Digests of the first document's pages, as they are shown."""
    documents = json.loads(served.get("/api/state")[1])["documents"]
    return list(documents[0]["pages"])


def test_the_last_state_is_never_missed(served: Served) -> None:
    first = pages(served)
    last = SUMMARY.replace("Ferries", "Ferries 29")
    served.source.write_text(last)
    until(lambda: pages(served) != first)
    wanted = pages(served)
    for number in range(29):
        served.source.write_text(SUMMARY.replace("Ferries", f"Ferries {number}"))
        time.sleep(0.01)
    until(lambda: pages(served) not in (wanted, first))
    served.source.write_text(last)
    until(lambda: pages(served) == wanted)


def test_a_project_that_goes_away_and_comes_back(served: Served) -> None:
    first = pages(served)
    away = served.root.with_name("away")
    served.root.rename(away)
    until(lambda: json.loads(served.get("/api/state")[1])["problems"] != [])
    assert pages(served) == first, "the last good ones"
    source = away / "sources" / served.source.name
    source.write_text(SUMMARY.replace("Ferries", "Ships"))
    away.rename(served.root)
    until(lambda: json.loads(served.get("/api/state")[1])["problems"] == [])
    until(lambda: pages(served) != first)


def test_a_theme_that_comes_can_be_chosen(served: Served) -> None:
    def themes() -> list[str]:
        return list(json.loads(served.get("/api/state")[1])["known_themes"])

    assert "slate" in themes() and "house" not in themes()
    folder = served.root / "layouts" / "themes"
    folder.mkdir(parents=True)
    (folder / "house.toml").write_text('extends = "slate"\n')
    assert "house" in themes()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT / 1000
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_pictures_and_downloads(served: Served) -> None:
    state = json.loads(served.get("/api/state")[1])
    for document in state["documents"]:
        status, data = served.get(f"/page/{document['key']}/1.png?w=500")
        assert status == 200
        assert abs(Image.open(io.BytesIO(data)).width - 500) <= 1
        status, data = served.get(f"/download/{document['key']}")
        assert (status, data[:4]) == (200, b"PK\x03\x04" if document["kind"] == "deck" else b"%PDF")
        assert served.get(f"/page/{document['key']}/999.png")[0] == 404


def test_other_hosts_and_origins_are_refused(served: Served) -> None:
    assert served.get("/api/state")[0] == 200
    assert served.get("/api/state", Host="evil.example")[0] == 403
    assert served.get("/api/state", Origin="http://evil.example")[0] == 403
    assert served.get("/api/state", Origin=served.address.rstrip("/"))[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e%2fapp.py",
        "/static/..%2f..%2f..%2fetc%2fpasswd",
        "/page/..%2f..%2fx/1.png",
        "/download/..%2f..%2fetc%2fpasswd",
        "/api/regions/..%2fx",
        "/sources/ferries.yaml",
    ],
)
def test_no_path_leads_into_the_disk(served: Served, path: str) -> None:
    assert served.get(path)[0] == 404
