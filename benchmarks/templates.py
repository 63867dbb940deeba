"""How decks come out on other people's designs: ``python -m benchmarks.templates FOLDER``.

Builds one deck on every .pptx and .potx of a folder, each in a process of its own with a
time limit, and prints for each design what came of it and for all of them the totals:
built, refused (a diagnostic), failed (a fault of ours, or no end), unreadable (DG702, DG703),
seconds, the layouts chosen, overlapping texts, texts under 4.5:1, texts lost, and what
validators find that they don't find in the design itself.

Designs are told apart by their masters, layouts and themes: the same design twice is built
once. ``--save`` keeps the decks, ``--all`` builds copies too.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import multiprocessing
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pptx import Presentation

from docgen.foundation.diagnostics import Diagnostics, DocgenError, Severity
from docgen.layout import compose, find_layout, find_theme
from docgen.layout.document import Document
from docgen.placed.documents import Deck, Slide
from docgen.placed.items import GroupItem, PlacedItem, TableItem, TextItem
from docgen.placed.overlaps import text_overlaps
from docgen.pptx import write_pptx
from docgen.pptx_template.contrast import weak_texts
from docgen.pptx_template.findings import moved_text
from docgen.pptx_template.fitted import fitted
from docgen.pptx_template.read import Avoided, CompanyTemplate, read_template
from docgen.summary.loader import load_summary
from docgen.typeset import typeset

ROOT = Path(__file__).parents[1]
ENDINGS = (".pptx", ".potx")
UNREADABLE = ("DG702", "DG703")
CONTRAST = "DG706"
PATIENCE = 5
"""Times the limit of processor seconds that a design may take by the clock: others work here too."""
_DESIGN = re.compile(r"ppt/(slideMasters|slideLayouts|theme)/[^/]+\.xml$")


@dataclass
class Outcome:
    """What came of one design."""

    name: str
    result: str = "failed"
    seconds: float = 0.0
    message: str = ""
    slides: int = 0
    roles: dict[str, str] = field(default_factory=dict)
    overlaps: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    told: int = 0
    """Findings of DG706."""
    lost: list[str] = field(default_factory=list)
    invalid: list[str] = field(default_factory=list)


def main() -> int:
    """Print what came of a folder; 1 if a design failed or a text was lost or covered."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.templates", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--summary", type=Path, default=ROOT / "sources" / "japan-defense.yaml")
    parser.add_argument("--layout", default="briefing-deck")
    parser.add_argument("--timeout", type=float, default=60.0, help="processor seconds a design")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--save", type=Path, help="keep the decks in this folder")
    parser.add_argument("--json", type=Path, help="write all outcomes to this file")
    parser.add_argument("--all", action="store_true", help="build the same design again and again")
    parser.add_argument("--no-validators", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="only every so many designs")
    asked = parser.parse_args()
    files = sorted(p for p in asked.folder.rglob("*") if p.suffix.lower() in ENDINGS)
    designs = (files if asked.all else list(_different(files)))[:: asked.every]
    print(f"{len(files)} files, {len(designs)} designs")
    with tempfile.TemporaryDirectory() as scratch:
        target = asked.save or Path(scratch)
        target.mkdir(parents=True, exist_ok=True)

        def one(path: Path) -> Outcome:
            return _limited(path, target, asked)

        with ThreadPoolExecutor(asked.jobs) as pool:
            found = []
            for outcome in pool.map(one, designs):
                found.append(outcome)
                print(_line(outcome), flush=True)
    if asked.json:
        asked.json.write_text(json.dumps([asdict(o) for o in found], indent=1))
    return _total(found)


def _different(files: Sequence[Path]) -> Iterator[Path]:
    """Yield the files whose masters, layouts and themes no file before has."""
    seen: set[str] = set()
    for path in files:
        digest = hashlib.sha256()
        try:
            with zipfile.ZipFile(path) as file:
                for name in sorted(n for n in file.namelist() if _DESIGN.match(n)):
                    digest.update(file.read(name))
        except Exception:
            digest.update(path.read_bytes())
        if digest.hexdigest() not in seen:
            seen.add(digest.hexdigest())
            yield path


def _limited(path: Path, target: Path, asked: argparse.Namespace) -> Outcome:
    """Build in a process of its own, which is ended after the time limit."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    start = time.monotonic()
    child = context.Process(target=_send, args=(theirs, path, target, asked))
    child.start()
    theirs.close()
    outcome = Outcome(path.name, message=f"no end within {asked.timeout:g} s")
    try:
        if ours.poll(asked.timeout * PATIENCE):
            outcome = ours.recv()
    except EOFError:
        outcome.message = f"the process died ({child.exitcode})"
    finally:
        child.kill()
        child.join()
        ours.close()
    outcome.seconds = time.monotonic() - start
    return outcome


def _send(pipe, path: Path, target: Path, asked: argparse.Namespace) -> None:  # type: ignore[no-untyped-def]
    resource.setrlimit(resource.RLIMIT_CPU, (int(asked.timeout), int(asked.timeout) + 1))
    pipe.send(_built(path, target, asked))


def _built(path: Path, target: Path, asked: argparse.Namespace) -> Outcome:
    outcome = Outcome(path.name)
    found = Diagnostics()
    try:
        theme = find_theme("slate", ROOT)
        summary = load_summary(asked.summary, Diagnostics())
        layout = find_layout(asked.layout, ROOT)

        def with_layouts(avoided: Avoided, told: Diagnostics) -> CompanyTemplate:
            return read_template(path, theme, told, avoided)

        def make(read: CompanyTemplate, told: Diagnostics) -> tuple[Document, Deck]:
            outcome.roles = {role: one.layout.name for role, one in read.mapping.items()}
            document = compose(summary, layout, read.theme, diagnostics=told)
            deck = typeset(document, told, read.master)
            assert isinstance(deck, Deck)
            return document, deck

        read, (document, deck) = fitted(with_layouts, found, make, lambda made: made[1])
        found.extend(moved_text(deck))
        sink = io.BytesIO()
        write_pptx(deck, sink)
    except DocgenError as error:
        first = error.diagnostics[0]
        outcome.result = "unreadable" if first.code in UNREADABLE else "refused"
        outcome.message = f"{first.code} {first.message}"
        return outcome
    except Exception:
        outcome.message = " | ".join(traceback.format_exc().strip().splitlines()[-5:])
        return outcome
    outcome.result = "built"
    outcome.slides = len(deck.slides)
    outcome.told = sum(1 for one in found if one.code == CONTRAST)
    errors = [o for o in found if o.severity is Severity.ERROR]
    outcome.message = "; ".join(f"{o.code} {o.message}" for o in errors)
    deck_path = target / f"{path.stem}.deck.pptx"
    deck_path.write_bytes(sink.getvalue())
    size = (deck.master.width, deck.master.height)
    outcome.overlaps = [
        f"slide {s.number}: {o}" for s in deck.slides for o in text_overlaps(s, size)
    ]
    outcome.boxes = list(_boxes(deck_path))
    outcome.low = list(_low(deck, read))
    outcome.lost = list(_lost(deck, document, deck_path))
    if not asked.no_validators:
        outcome.invalid = _invalid(path, deck_path)
    return outcome


# ---- what is looked at in a deck -----------------------------------------------------


def _boxes(path: Path) -> Iterator[str]:
    """Yield pairs of text boxes that overlap in the file as written, by python-pptx."""
    for number, slide in enumerate(Presentation(str(path)).slides, 1):
        boxes = [
            (s.name, s.left, s.top, s.left + s.width, s.top + s.height)
            for s in slide.shapes
            if s.has_text_frame and s.text_frame.text.strip() and s.width is not None
        ]
        for n, (name, x, y, right, bottom) in enumerate(boxes):
            for other, x2, y2, right2, bottom2 in boxes[n + 1 :]:
                wide = (min(right, right2) - max(x, x2)) / 12700
                tall = (min(bottom, bottom2) - max(y, y2)) / 12700
                if wide > 1 and tall > 1:
                    yield f"slide {number}: {name} and {other} by {wide:.0f} x {tall:.0f} pt"


def _low(deck: Deck, read: CompanyTemplate) -> Iterator[str]:
    """Yield texts whose colour has less contrast with what they stand on than WCAG asks."""
    for slide, text, ratio in weak_texts(deck, read):
        yield f"slide {slide.number}: {ratio:.1f} {text[:30]!r}"


def _lost(deck: Deck, document, path: Path) -> Iterator[str]:  # type: ignore[no-untyped-def]
    """Yield texts of the document that no shape of the file holds, by slide."""
    slides = list(Presentation(str(path)).slides)
    everything = _squeezed(" ".join(t for s in slides for t in _shape_texts(s.shapes)))
    first = _squeezed(" ".join(_shape_texts(slides[0].shapes)))
    for number, block in enumerate(document.root.slides):
        for name in ("title", "kicker", "subtitle"):
            text = _squeezed(getattr(block, name).plain)
            if text and text not in (everything if number else first):
                yield f"{name} of slide {number + 1}: {text[:40]}"
    for slide, written in zip(deck.slides, slides, strict=True):
        there = _squeezed(" ".join(_shape_texts(written.shapes)))
        for text in _placed_texts(slide):
            if _squeezed(text) not in there:
                yield f"slide {slide.number}: {text[:40]}"


def _squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "")


def _placed_texts(slide: Slide) -> Iterator[str]:
    for one in slide.items:
        yield from _texts(one.item)


def _texts(item: PlacedItem) -> Iterator[str]:
    if isinstance(item, GroupItem):
        for kid in item.items:
            yield from _texts(kid)
    elif isinstance(item, TextItem):
        yield from ("".join(s.text for s in p.spans) for p in item.paras)
    elif isinstance(item, TableItem):
        yield from ("".join(s.text for s in p.spans) for c in item.cells for p in c.paras)


def _shape_texts(shapes) -> Iterator[str]:  # type: ignore[no-untyped-def]
    for shape in shapes:
        if shape.shape_type == 6:
            yield from _shape_texts(shape.shapes)
        elif shape.has_text_frame:
            yield shape.text_frame.text.replace("\v", " ")
        elif getattr(shape, "has_table", False) and shape.has_table:
            yield from (c.text_frame.text.replace("\v", " ") for c in shape.table.iter_cells())


def _invalid(design: Path, deck: Path) -> list[str]:
    """Return what Microsoft's validator finds in a deck and not in its design."""
    tool = shutil.which("ooxml-validator")
    if tool is None:
        return []
    before, after = _findings(tool, design), _findings(tool, deck)
    return sorted((after - before).elements())[:20]


def _findings(tool: str, path: Path) -> Counter[str]:
    done = subprocess.run([tool, str(path)], capture_output=True, timeout=120)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        return Counter()
    return Counter(json.dumps(e, sort_keys=True)[:200] for e in told.get("errors", []))


# ---- telling ---------------------------------------------------------------------------


def _line(one: Outcome) -> str:
    marks = [f"{len(getattr(one, k))} {k}" for k in ("overlaps", "boxes", "low", "lost", "invalid")]
    counted = ", ".join(m for m in marks if not m.startswith("0 "))
    roles = " ".join(f"{k}={v!r}" for k, v in one.roles.items() if k in ("title", "content"))
    return f"{one.result:10} {one.seconds:5.1f} s {one.name}: {one.message} {counted} {roles}"


def _total(found: Sequence[Outcome]) -> int:
    results = Counter(o.result for o in found)
    readable = len(found) - results["unreadable"]
    built = [o for o in found if o.result == "built"]
    share = 100 * len(built) / max(readable, 1)
    print(f"\nreadable {readable}, unreadable {results['unreadable']}")
    print(
        f"built {len(built)} ({share:.1f}%), refused {results['refused']}, failed {results['failed']}"
    )
    times = sorted(o.seconds for o in found)
    if times:
        print(f"seconds: {times[len(times) // 2]:.1f} in the middle, {times[-1]:.1f} at most")
    for name in ("overlaps", "boxes", "low", "lost", "invalid"):
        some = [o for o in built if getattr(o, name)]
        print(f"{name}: {sum(len(getattr(o, name)) for o in some)} in {len(some)} designs")
    silent = [o for o in built if o.low and not o.told]
    print(f"low contrast without {CONTRAST}: {len(silent)} designs")
    bad = results["failed"] or any(o.overlaps or o.lost or o.invalid for o in built) or silent
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
