"""Pictures compared: edges may be smoothed otherwise, a changed digit may not pass."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from docgen.report.images import boxes_of, compare_pictures, side_by_side

from .conftest import Docgen, change


def line(shift: float, smooth: Image.Resampling = Image.Resampling.LANCZOS) -> Image.Image:
    """A slanted line, smoothed; ``shift`` in pixels."""
    size = 800
    large = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(large)
    draw.line((80, 80 + shift * 8, size - 80, size - 240 + shift * 8), fill="black", width=16)
    return large.resize((size // 8, size // 8), smooth)


def test_smoothing_does_not_count() -> None:
    old, new = line(0), line(0, Image.Resampling.BOX)
    assert old.tobytes() != new.tobytes()
    assert compare_pictures(old, new).pixels == 0


def test_a_shape_that_moved_counts() -> None:
    assert compare_pictures(line(0), line(3)).pixels > 50


def test_size_counts() -> None:
    white = Image.new("RGB", (50, 50), "white")
    black = Image.new("RGB", (60, 50), "black")
    assert compare_pictures(white, black).pixels == 60 * 50
    assert compare_pictures(white, Image.new("RGB", (60, 50), "white")).pixels == 0


def test_boxes() -> None:
    mask = Image.new("L", (200, 100))
    draw = ImageDraw.Draw(mask)
    draw.rectangle((10, 10, 30, 20), fill=255)
    draw.rectangle((34, 12, 44, 20), fill=255)
    draw.point((150, 90), fill=255)
    assert boxes_of(mask) == [(8, 8, 48, 24), (144, 88, 152, 96)]


def test_side_by_side() -> None:
    assert side_by_side(line(0), line(0)) is None
    one = side_by_side(None, line(0))
    assert one is not None and one[1] == []
    both = side_by_side(line(0), line(3))
    assert both is not None
    assert both[0].width == 2 * 100 + 16
    assert len(both[1]) >= 1


def test_record_then_check(project: Path, docgen: Docgen) -> None:
    shots = project / "tests" / "snapshots"
    first = docgen("snapshot", "--layout", "one-pager")
    assert first.stdout.splitlines() == ["tests/snapshots/walls.one-pager.1.png"]
    assert docgen("snapshot", "-l", "one-pager").stdout == "", "what looks the same stays"
    assert docgen("snapshot", "-l", "one-pager", "--check").exit_code == 0
    change(project, ("30%", "35%"))
    result = docgen("snapshot", "-l", "one-pager", "--check")
    assert result.exit_code == 1
    assert "error DG823: differs from its snapshot" in result.stderr
    assert {p.name for p in shots.iterdir()} == {
        "walls.one-pager.1.png",
        "walls.one-pager.1.new.png",
        "walls.one-pager.1.diff.png",
    }
    reds = Image.open(shots / "walls.one-pager.1.diff.png").convert("RGB").getcolors(1 << 20)
    assert any(color == (214, 40, 40) for _, color in reds)
    docgen("snapshot", "-l", "one-pager")
    assert [p.name for p in shots.iterdir()] == ["walls.one-pager.1.png"]
    assert docgen("snapshot", "-l", "one-pager", "--check").exit_code == 0


def test_pages_that_came_and_went(project: Path, docgen: Docgen) -> None:
    docgen("snapshot", "-l", "briefing-deck", "--pages", "2", "--dir", "shots")
    assert len(list((project / "shots").iterdir())) == 2
    more = docgen("snapshot", "-l", "briefing-deck", "--pages", "3", "--dir", "shots", "--check")
    assert "walls.briefing-deck.3.png: error DG824: there is no snapshot" in more.stderr
    fewer = docgen("snapshot", "-l", "briefing-deck", "--pages", "1", "--dir", "shots", "--check")
    assert "walls.briefing-deck.2.png: error DG824: there is no such page" in fewer.stderr
    docgen("snapshot", "-l", "briefing-deck", "--pages", "1", "--dir", "shots")
    assert [p.name for p in (project / "shots").iterdir()] == ["walls.briefing-deck.1.png"]


def test_what_cannot_be_built_has_no_picture(project: Path, docgen: Docgen) -> None:
    change(project, add="titel: x\n")
    result = docgen("snapshot", "--check")
    assert result.exit_code == 1
    assert "DG102" in result.stderr
