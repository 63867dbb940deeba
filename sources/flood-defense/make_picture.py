"""Draw kestrel-gate.png, the second example's picture: a gate, a river mouth, a dusk sky.

Run from any folder: python sources/flood-defense/make_picture.py
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

WIDTH, HEIGHT, SCALE = 1600, 900, 2
HORIZON = 520
Color = tuple[int, int, int]


def blend(start: Color, end: Color, share: float) -> Color:
    """Return the colour at a share (0 to 1) of the way."""
    return tuple(round(a + (b - a) * share) for a, b in zip(start, end, strict=True))  # type: ignore[return-value]


def gradient(draw: ImageDraw.ImageDraw, top: int, bottom: int, first: Color, last: Color) -> None:
    """Fill rows top to bottom."""
    for y in range(top * SCALE, bottom * SCALE):
        share = (y - top * SCALE) / ((bottom - top) * SCALE)
        draw.line([(0, y), (WIDTH * SCALE, y)], fill=blend(first, last, share))


def box(draw: ImageDraw.ImageDraw, x: float, y: float, w: float, h: float, fill: Color) -> None:
    """Draw a rectangle given in picture pixels."""
    draw.rectangle([x * SCALE, y * SCALE, (x + w) * SCALE - 1, (y + h) * SCALE - 1], fill=fill)


def skyline(draw: ImageDraw.ImageDraw) -> None:
    """Draw the town on both banks, hazy with distance."""
    for step, (base, fill) in enumerate([(60, (150, 158, 172)), (34, (112, 124, 144))]):
        x, seed = 0, 7 + step
        while x < WIDTH:
            seed = (seed * 1103515245 + 12345) % 2**31
            wide, tall = 28 + seed % 46, base + (seed >> 8) % (62 - 18 * step)
            if not 560 < x + wide / 2 < 1040:
                box(draw, x, HORIZON - tall, wide, tall, fill)
            x += wide + (6 if step else 0)


def gate(draw: ImageDraw.ImageDraw) -> None:
    """Draw two towers, the walkway and the steel leaf between them."""
    dark, mid, steel = (38, 50, 68), (58, 74, 96), (92, 112, 136)
    for x in (470, 1050):
        box(draw, x, 250, 80, 380, dark)
        box(draw, x + 8, 250, 20, 380, mid)
        box(draw, x - 12, 232, 104, 22, mid)
        box(draw, x + 30, 276, 20, 34, (246, 205, 140))
    box(draw, 458, 300, 684, 16, dark)
    box(draw, 550, 420, 500, 170, steel)
    for index in range(9):
        box(draw, 550 + index * 62, 420, 6, 170, mid)
    for y in (420, 502, 584):
        box(draw, 550, y, 500, 7, mid)
    for x in (600, 1000):
        box(draw, x - 3, 316, 6, 106, dark)
    for x, w in ((0, 482), (1118, 482)):
        box(draw, x, 566, w, 64, dark)
        box(draw, x, 566, w, 8, mid)


def water(draw: ImageDraw.ImageDraw) -> None:
    """Draw light on the water, denser near the viewer."""
    seed = 42
    for _ in range(150):
        seed = (seed * 1103515245 + 12345) % 2**31
        y = 640 + (seed >> 4) % 250
        x = (seed >> 9) % WIDTH
        length = 20 + (y - 620) // 2
        box(
            draw,
            x,
            y,
            length,
            2 + (y - 640) // 110,
            (122, 150, 170) if seed % 3 else (214, 178, 150),
        )


def main() -> None:
    """Draw at twice the size, then scale down for smooth edges."""
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
    draw = ImageDraw.Draw(image)
    gradient(draw, 0, HORIZON, (64, 88, 128), (244, 200, 160))
    draw.ellipse([1210 * SCALE, 330 * SCALE, 1310 * SCALE, 430 * SCALE], fill=(255, 226, 178))
    skyline(draw)
    gradient(draw, HORIZON, HEIGHT, (150, 150, 158), (30, 58, 86))
    water(draw)
    gate(draw)
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    small.save(Path(__file__).with_name("kestrel-gate.png"), optimize=True)


if __name__ == "__main__":
    main()
