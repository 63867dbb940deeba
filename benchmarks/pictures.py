"""How like our pictures of slides are to LibreOffice's of the deck that we write.

    python -m benchmarks.pictures [SOURCE...] [--layout NAME] [--theme NAME] [--out DIR]

Every slide is drawn twice: by docgen itself (what `docgen render`, `serve` and `site` show), and
by LibreOffice from the .pptx. The table gives each deck's mean and least structural similarity
(Wang, Bovik, Sheikh and Simoncelli, 2004, as scikit-image computes it: grey, a Gaussian window of
sigma 1.5) at 960 pixels of width, and names the slides under the aim. `--out` writes both pictures
of those side by side. Exits with 1 where a slide is under the aim.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from skimage.metrics import structural_similarity

from docgen.engine.jobs import BuildRequest
from docgen.engine.page_pictures import page_images
from docgen.engine.shown import ShownDocument, jobs_to_show, shown_documents
from docgen.layout.catalog import list_layouts, list_themes
from docgen.report.images import deck_as_pdf

AIM = 0.97
WIDTH = 960
EXAMPLES = ("sources/japan-defense.yaml", "sources/flood-defense.yaml")


def similarity(one: Image.Image, other: Image.Image) -> float:
    """Return the structural similarity of two pictures, 1 for the same."""
    a, b = (np.asarray(p.convert("L"), dtype=np.float64) for p in (one, other))
    return float(
        structural_similarity(
            a, b, data_range=255, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
        )
    )


def compared(shown: ShownDocument, folder: Path) -> Iterator[tuple[int, float, Image.Image]]:
    """Give each slide's number and similarity, and both pictures side by side."""
    deck = folder / Path(shown.result.job.output).name
    deck.write_bytes(shown.data)
    pdf = deck_as_pdf(deck, folder)
    if pdf is None:
        raise SystemExit("LibreOffice is missing, or can't open the deck")
    pairs = zip(page_images(shown.pdf, WIDTH), page_images(pdf.read_bytes(), WIDTH), strict=True)
    for number, (ours, theirs) in enumerate(pairs, start=1):
        if ours.size != theirs.size:
            theirs = theirs.resize(ours.size)
        both = Image.new("RGB", (ours.width * 2, ours.height))
        both.paste(ours, (0, 0))
        both.paste(theirs, (ours.width, 0))
        yield number, similarity(ours, theirs), both


def main(arguments: Sequence[str]) -> int:
    """Print the table; return the exit code."""
    decks = [one.name for one in list_layouts(Path()) if one.kind == "deck"]
    themes = [one.name for one in list_themes(Path()) if one.name != "base"]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="*", type=Path)
    parser.add_argument("--layout", action="append", choices=decks)
    parser.add_argument("--theme", action="append", choices=themes)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args(arguments)
    sources = asked.sources or [Path(one) for one in EXAMPLES]
    under = count = 0
    print(f"{'deck':<34} {'theme':<10} {'slides':>6} {'mean':>6} {'least':>6}  under {AIM}")
    for theme in asked.theme or themes:
        request = BuildRequest(sources, asked.layout or decks, theme)
        for shown in shown_documents(jobs_to_show(Path(), request, os.environ)):
            if not isinstance(shown, ShownDocument):
                raise SystemExit("\n".join(map(str, shown.diagnostics)))
            with tempfile.TemporaryDirectory() as folder:
                found = list(compared(shown, Path(folder)))
            values = [value for _, value, _ in found]
            low = [(number, value) for number, value, _ in found if value < AIM]
            told = ", ".join(f"{number} ({value:.3f})" for number, value in low)
            mean = sum(values) / len(values)
            print(
                f"{shown.name:<34} {theme:<10} {len(values):>6} {mean:>6.3f} {min(values):>6.3f}"
                f"  {told}",
                flush=True,
            )
            under, count = under + len(low), count + len(values)
            if asked.out:
                asked.out.mkdir(parents=True, exist_ok=True)
                for number, value, both in found:
                    if value < AIM:
                        both.save(asked.out / f"{shown.name}.{theme}-{number:02}.png")
    print(f"{count - under} of {count} slides at {AIM} or more")
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
