"""The torture set: summaries that ask for trouble, by name.

Short ones are the YAML files in ``cases/``; those that are long only by repetition are made
here. ``python -m tests.torture.make FOLDER`` writes all of them out to look at.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from . import crowds, scripts

CASES = Path(__file__).with_name("cases")
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A summary's data, and pictures beside it (name to size in pixels)."""

    name: str
    data: Data | None = None
    pictures: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """Write the summary (JSON is YAML) and its pictures; return the summary's path."""
        for name, size in self.pictures.items():
            (folder / name).write_bytes(_picture(size))
        if self.data is None:
            source = CASES / f"{self.name}.yaml"
            path = folder / source.name
            path.write_bytes(source.read_bytes())
            return path
        path = folder / f"{self.name}.yaml"
        path.write_text(json.dumps(self.data, ensure_ascii=False, indent=1), "utf-8")
        return path


def _picture(size: tuple[int, int]) -> bytes:
    sink = io.BytesIO()
    Image.linear_gradient("L").resize(size).save(sink, "PNG")
    return sink.getvalue()


def _images() -> list[Case]:
    def one(name: str, size: tuple[int, int], **more: Any) -> Case:
        image = {"id": "pic", "path": f"{name}.png", "alt": "A grey ramp", **more}
        return Case(name, {"title": name, "images": [image]}, {f"{name}.png": size})

    many = [
        {"id": f"p{n}", "path": "many.png", "alt": crowds.words(20 + n), "credit": "Archive"}
        for n in range(6)
    ]
    return [
        one("image-1x1", (1, 1)),
        one("image-10000x100", (10000, 100), credit=crowds.words(60)),
        one("image-100x6000", (100, 6000), focus=[0.5, 0.0]),
        Case("images-many", {"title": "Six", "images": many}, {"many.png": (640, 400)}),
    ]


def cases() -> list[Case]:
    """Return all cases, in a fixed order."""
    files = [Case(path.stem) for path in sorted(CASES.glob("*.yaml"))]
    makers: list[Callable[[], Data]] = [*crowds.MAKERS, *scripts.MAKERS]
    made = [Case(m.__name__.replace("_", "-"), m()) for m in makers]
    return [*files, *made, *_images()]


def main(folder: str) -> None:
    """Write every case into a folder of its own."""
    for case in cases():
        target = Path(folder) / case.name
        target.mkdir(parents=True, exist_ok=True)
        case.write(target)


if __name__ == "__main__":
    main(sys.argv[1])
