"""Pictures: fitted or cropped to the focus point, never distorted."""

from __future__ import annotations

from pathlib import Path

from docgen.layout.blocks import ImageBlock, Inline
from docgen.typeset.context import Context
from docgen.typeset.flow import flow
from docgen.typeset.flowables.base import Block, Placement
from docgen.typeset.flowables.figure import captioned
from docgen.typeset.images import crop_to, picture_size, unusable
from docgen.typeset.items import ImageItem, Rect
from docgen.typeset.structure import Elem

LEAST_DPI = 150.0
"""Below this a picture shows its pixels in print."""
HIGHEST = {"brief": 220.0, "deck": 340.0}
"""Most height a picture takes of itself, in points."""
LEAST_HEIGHT = 60.0


class ImageFlow(Block):
    """A picture's box, without caption."""

    flexible = True

    def __init__(
        self, block: ImageBlock, context: Context, elem: Elem | None, tall: float | None
    ) -> None:
        super().__init__()
        self.block, self.context, self.elem, self.tall = block, context, elem, tall

    def layout(self, width: float) -> Placement:
        """Return the picture at its size within `width` and the height it was given."""
        pixels = picture_size(self.block.path)
        most = self.tall or self.block.height or HIGHEST[self.context.medium]
        if self.block.mode == "crop":
            rect = Rect(0, 0, width, most)
            crop = crop_to(pixels, width / most, self.block.focus)
        else:
            scale = min(width / pixels[0], most / pixels[1])
            rect = Rect(0, 0, max(pixels[0] * scale, 1.0), max(pixels[1] * scale, 1.0))
            crop = (0.0, 0.0, 0.0, 0.0)
        self._warn(pixels[0] * (1 - crop[0] - crop[2]), rect.width)
        name = f"Picture: {self.block.alt}"[:80]
        item = ImageItem(rect, self.block, crop, self.elem, name)
        return Placement((item,), rect.height)

    def _warn(self, pixels: float, width: float) -> None:
        dpi = pixels * 72 / width
        if dpi < LEAST_DPI - 0.5:
            self.context.shared.warn_once(
                "DG411",
                f'picture "{Path(self.block.path).name}" is shown at {dpi:.0f} dpi',
                self.block.source or self.block.origin,
                f"below {LEAST_DPI:.0f} dpi pixels show: give a larger file or a smaller box",
            )

    def stretch(self, width: float, height: float) -> Block:
        """Return the picture at most `height` high."""
        made = ImageFlow(self.block, self.context, self.elem, max(height, 1.0))
        made.space_before, made.space_after = self.space_before, self.space_after
        return made

    def least(self, width: float) -> float:
        """Return the least useful height."""
        return min(LEAST_HEIGHT, self.place(width).height)


@flow.register(ImageBlock)
def image(block: ImageBlock, context: Context) -> list[Block]:
    """Return caption, picture and credit; a decorative picture is an artifact.

    One that can't be read or is too large is an error (DG412), and nothing in its place.
    """
    problem = unusable(block.path)
    if problem:
        hint = "give a PNG, JPEG, GIF, WebP, TIFF or AVIF file of at most 80 million pixels"
        context.shared.error_once(
            "DG412", f'picture "{block.path}" {problem}', block.source or block.origin, hint
        )
        return []
    elem = Elem("Figure", id=block.id, alt=block.alt, bbox=True)
    if block.decorative:
        return [ImageFlow(block, context, None, None)]
    return captioned(
        block.caption, Inline(), block.credit, context, elem,
        lambda e, _: ImageFlow(block, context, e, None),
    )  # fmt: skip
