"""``python -m benchmarks.preview [--saves N] [--pages N] [--browser]``: from a save to the new picture.

A real `docgen serve` of the lead's brief and deck, and of a deck of 60 slides. What stands for a
page asks what the page asks: events, the state, the picture in view. Printed are medians of the
time from the save to the picture, and from when the change was seen (the server tells when its
watcher spoke) to the picture; the memory of the server after 100 saves and after the last; whether
the last state was shown; and the same with so many pages open at once. `--browser` has one page
in Chromium instead, and counts until its picture is decoded.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlsplit

from benchmarks.content import long_summary

ROOT = Path(__file__).parents[1]
LEAD = ROOT / "sources" / "japan-defense.yaml"
WAIT = 120.0
WIDTH = 1100


class Page:
    """Somebody who has the first page of a document in view."""

    def __init__(self, address: str, key: str) -> None:
        self.host, self.key = urlsplit(address).netloc, key
        self.digest, self.arrived, self.seen = "", 0.0, 0.0
        self.changed = threading.Condition()
        self.stopped = False
        self.asking = http.client.HTTPConnection(self.host, timeout=WAIT)
        self._look(0.0)
        self.listening = http.client.HTTPConnection(self.host, timeout=WAIT)
        self.listening.request("GET", "/api/events")
        self.events = self.listening.getresponse()
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def get(self, path: str) -> bytes:
        """Return what an address gives."""
        try:
            self.asking.request("GET", path)
            answer = self.asking.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):  # it was idle: as browsers do
            self.asking.close()
            self.asking.request("GET", path)
            answer = self.asking.getresponse()
        data = answer.read()
        assert answer.status == 200, (path, answer.status, data[:200])
        return data

    def _look(self, told: float) -> None:
        state = json.loads(self.get("/api/state"))
        mine = next((one for one in state["documents"] if one["key"] == self.key), None)
        if mine is None or not mine["pages"] or mine["pages"][0] == self.digest:
            return
        digest = mine["pages"][0]
        self.get(f"/page/{quote(self.key)}/1.png?w={WIDTH}&d={digest}")
        with self.changed:
            self.digest, self.arrived, self.seen = digest, time.perf_counter(), told
            self.changed.notify_all()

    def _listen(self) -> None:
        while not self.stopped:
            try:
                line = self.events.readline()
            except (OSError, ValueError, AttributeError):
                return
            if not line:
                return
            if line.startswith(b"data: ") and line.strip() != b"data: {}":
                # The change was seen so long before this message was sent.
                told = json.loads(line[6:])
                keys = told["changed"]
                if self.key in keys or "*" in keys:
                    self._look(time.perf_counter() - told["milliseconds"] / 1000)

    def wait(self, was: str) -> None:
        """Wait for another picture than one."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.digest != was, WAIT), "no new picture came"

    def close(self) -> None:
        """Ask no more; the stream of events ends with the server."""
        self.stopped = True
        self.asking.close()


@contextmanager
def served(root: Path) -> Iterator[tuple[str, int]]:
    """Run the preview of a project; give its address and process."""
    words = [sys.executable, "-m", "docgen", "serve", "--port", "0", "--project", str(root)]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    address = process.stderr.readline().strip()
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        try:
            probe = http.client.HTTPConnection(urlsplit(address).netloc, timeout=WAIT)
            probe.request("GET", "/api/state")
            probe.getresponse().read()
            break
        except OSError:
            time.sleep(0.05)
    try:
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def measured(name: str, text: str, layouts: list[str], shown: str, saves: int, pages: int) -> None:
    """Save a summary again and again, and print what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        source = root / "sources" / "a.yaml"
        source.parent.mkdir()
        source.write_text(text)
        (root / "docgen.toml").write_text(f"layouts = {json.dumps(layouts)}\n")
        with served(root) as (address, process):
            viewers = [Page(address, f"a.{shown}") for _ in range(pages)]
            whole: list[float] = []
            after: list[float] = []
            memory: list[int] = []
            for number in range(saves):
                before = viewers[0].digest
                begun = time.perf_counter()
                source.write_text(_edited(text, number))
                for viewer in viewers:
                    viewer.wait(before)
                last = max(viewers, key=lambda one: one.arrived)
                whole.append(last.arrived - begun)
                after.append(last.arrived - last.seen)
                memory.append(_memory(process))
            state = json.loads(viewers[0].get("/api/state"))
            digests = {viewer.digest for viewer in viewers}
            shown_now = next(d["pages"][0] for d in state["documents"] if d["key"] == f"a.{shown}")
            told = "the last state shown" if digests == {shown_now} else "THE LAST STATE MISSED"
            for viewer in viewers:
                viewer.close()
    print(
        f"{name}, {pages} page{'s' if pages > 1 else ''} open, {saves} saves:"
        f" {median(whole) * 1000:.0f} ms from the save to the picture,"
        f" {median(after) * 1000:.0f} ms after the change is seen"
        f" (nine of ten in {sorted(after)[int(len(after) * 0.9)] * 1000:.0f}); {told}",
        flush=True,
    )
    if saves > 100:
        share = memory[-1] / memory[100]
        print(
            f"  memory: {memory[100] / 1e6:.0f} MB after 100 saves,"
            f" {memory[-1] / 1e6:.0f} MB after {saves} ({share:.2f})",
            flush=True,
        )


def in_browser(text: str, layouts: list[str], shown: str, saves: int) -> None:
    """The same with a page in Chromium, until its picture is decoded."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (only asked for by name)

    picture = "document.getElementById('picture').dataset.shown"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        source = root / "sources" / "a.yaml"
        source.parent.mkdir()
        source.write_text(text)
        (root / "docgen.toml").write_text(f"layouts = {json.dumps(layouts)}\n")
        switches = ["--no-sandbox", "--disable-gpu"]
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=switches)
        with served(root) as (address, _):
            page = chromium.new_page(viewport={"width": 1400, "height": 900}, bypass_csp=True)
            page.goto(f"{address}#doc=a.{shown}&page=1")
            page.wait_for_function(picture)
            taken = []
            for number in range(saves):
                before = page.evaluate(picture)
                begun = time.perf_counter()
                source.write_text(_edited(text, number))
                page.wait_for_function(f"{picture} !== {json.dumps(before)}")
                taken.append(time.perf_counter() - begun)
        chromium.close()
    print(f"in Chromium, {saves} saves: {median(taken) * 1000:.0f} ms from the save to the picture")


def _edited(text: str, number: int) -> str:
    return re.sub("^title: ", f"title: Draft {number}, ", text, count=1, flags=re.M)


def _memory(process: int) -> int:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main() -> int:
    """Print all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--saves", type=int, default=1000)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--browser", action="store_true")
    asked = parser.parse_args()
    lead, both = LEAD.read_text(), ["policy-brief", "briefing-deck"]
    if asked.browser:
        in_browser(lead, both, "briefing-deck", min(asked.saves, 50))
        return 0
    few = min(asked.saves, 30)
    steps: list[Callable[[], None]] = [
        lambda: measured("lead, its brief in view", lead, both, "policy-brief", few, 1),
        lambda: measured("60 slides", _sixty(), ["briefing-deck"], "briefing-deck", few, 1),
        lambda: measured("lead, its deck in view", lead, both, "briefing-deck", few, asked.pages),
        lambda: measured("lead, its deck in view", lead, both, "briefing-deck", asked.saves, 1),
    ]
    for step in steps:
        step()
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    return 0


def _sixty() -> str:
    """Return a summary of which the briefing deck has 60 slides or so."""
    data = json.loads(long_summary(59))
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in data.items())


if __name__ == "__main__":
    sys.exit(main())
