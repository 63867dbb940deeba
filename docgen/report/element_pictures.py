"""The examples of elements, and small pictures of what they give.

    python -m docgen.report.element_pictures docs/reference/pictures

writes a PNG for each element whose example has something to look at.
"""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageChops

from docgen.foundation.toml import parse_toml
from docgen.layout.sample import SAMPLE
from docgen.summary.model import Summary

DPI, PAD = 92.0, 10
PAGE = "page = [150, 140]\nmargins = [16, 8, 16, 8]\n"
"""Millimetres: room for an example."""


@dataclass(frozen=True, slots=True)
class ElementExample:
    """An example: its template, what it stands in (brief, deck, para, or nothing), and whether
    there is something to look at.
    """

    xml: str
    inside: str = "brief"
    picture: bool = True

    @property
    def kind(self) -> str:
        """The kind of layout that it belongs to."""
        return "deck" if self.inside == "deck" or self.xml.startswith("<deck>") else "brief"

    @property
    def template(self) -> str:
        """It as a whole template."""
        wrapped = {
            "": "{}",
            "brief": "<brief>{}</brief>",
            "deck": "<deck>{}</deck>",
            "para": "<brief><para>{}</para></brief>",
        }
        return wrapped[self.inside].replace("{}", self.xml)


@lru_cache(maxsize=1)
def element_examples() -> dict[str, ElementExample]:
    """Return the examples by the element's name."""
    text = files("docgen.report").joinpath("element_examples.toml").read_text("utf-8")
    return {
        name: ElementExample(one["xml"].strip(), one.get("in", "brief"), one.get("picture", True))
        for name, one in parse_toml(text).items()
    }


def write_example(example: ElementExample, folder: Path) -> Path:
    """Write an example as a layout of its own into a folder; return the layout's."""
    layout = folder / "example"
    layout.mkdir(parents=True)
    size = PAGE if example.kind == "brief" else ""
    (layout / "layout.toml").write_text(f'kind = "{example.kind}"\n{size}', "utf-8")
    (layout / "template.xml.j2").write_text(example.template, "utf-8")
    shades = Image.linear_gradient("L").resize((240, 120))
    Image.merge(
        "RGB",
        (shades.point(lambda v: v // 3), shades, shades.transpose(Image.Transpose.ROTATE_180)),
    ).save(layout / "picture.png")
    return layout


def picture_of(example: ElementExample) -> bytes:
    """Return a small picture of the first page or slide that an example gives, as PNG."""
    from docgen.engine.api import render  # noqa: PLC0415  (the reference itself draws nothing)

    with tempfile.TemporaryDirectory() as folder:
        layout = write_example(example, Path(folder))
        summary = Summary.from_data(SAMPLE, "sample")
        made = render(summary, str(layout), format="pdf", project=folder)
        (png,) = made.pictures(DPI if example.kind == "brief" else 40.0, [1])
    with Image.open(io.BytesIO(png), formats=["PNG"]) as page:
        shown = page.convert("RGB")
    if example.kind == "brief":
        blank = Image.new("RGB", shown.size, shown.getpixel((0, 0)))
        box = ImageChops.difference(shown, blank).getbbox()
        if box is not None:
            left, top, right, bottom = box
            shown = shown.crop(
                (
                    max(left - PAD, 0),
                    max(top - PAD, 0),
                    min(right + PAD, shown.width),
                    min(bottom + PAD, shown.height),
                )
            )
    few = shown.quantize(32, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    sink = io.BytesIO()
    few.save(sink, "PNG", optimize=True)
    return sink.getvalue()


def main(folder: str) -> None:
    """Write the pictures into a folder."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    wanted = {n: one for n, one in element_examples().items() if one.picture}
    for path in target.glob("*.png"):
        if path.stem not in wanted:
            path.unlink()
    for name, one in wanted.items():
        (target / f"{name}.png").write_bytes(picture_of(one))


if __name__ == "__main__":
    main(sys.argv[1])
