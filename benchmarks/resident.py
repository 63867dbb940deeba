"""``python -m benchmarks.resident [SAVES]``: a summary is saved again and again, and built by the server.

Each save changes a sentence. Prints the processor time of a build of brief and deck, of the client
and of the server, beside a build without server and Typst's compiler kept in a process; the server's memory after 100 saves and after the last; and whether the last
outputs are, byte for byte, those of a build without server.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import content
from benchmarks.peers import typst_brief
from benchmarks.projects import project
from benchmarks.timing import processor_of, run, timed
from docgen.resident.address import IDLE_VARIABLE

LAYOUTS = ("-l", "policy-brief", "-l", "briefing-deck")


@dataclass(frozen=True, slots=True)
class Saves:
    """What the saves cost: seconds of processor a save (median, mean of the server), and memory."""

    cold: float
    client: float
    server: float
    memory: tuple[int, int]
    """Bytes that the server held after 100 saves, and after the last."""
    same: bool
    """Whether the last outputs are those of a build without server."""


def saves(count: int, layouts: tuple[str, ...] = LAYOUTS) -> Saves:
    """Save a summary so many times, a sentence of it changed, and build it by the server."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        runtime = root / "run"
        runtime.mkdir(mode=0o700)
        where = {"XDG_RUNTIME_DIR": str(runtime), IDLE_VARIABLE: "60"}
        folder = project(root / "p", 1, content.deck)
        (summary,) = (folder / "sources").iterdir()
        text = summary.read_text()
        docgen = [sys.executable, "-m", "docgen", "build", "-q", "-j", "1", *layouts]
        cold = median(timed(lambda: run([*docgen, "--force"], folder)).cpu for _ in range(5))
        run([*docgen, "--force", "--daemon"], folder, **where)
        server = _server(str(runtime))
        client, spent, memory = [], [], [_memory(server)]
        for number in range(count):
            changed = text.replace(content.POINTS[1], content.vary(content.POINTS[1], number + 1))
            summary.write_text(changed)
            before = processor_of(server)
            client.append(timed(lambda: run([*docgen, "--daemon"], folder, **where)).cpu)
            spent.append(processor_of(server) - before)
            memory.append(_memory(server))
        assert _server(str(runtime)) == server, "one server did all of it"
        warm = {path.name: path.read_bytes() for path in (folder / "build").glob("*.p*")}
        run([*docgen, "--force"], folder)
        same = warm == {path.name: path.read_bytes() for path in (folder / "build").glob("*.p*")}
        os.kill(server, signal.SIGTERM)
    kept = (memory[min(100, count)], memory[-1])
    return Saves(cold, median(client), sum(spent) / count, kept, same)


def typst_saves(count: int) -> float:
    """Return the processor seconds of Typst's compiler, kept in a process, to do the same brief."""
    with tempfile.TemporaryDirectory() as name:
        compiler, output = typst_brief.Warm(), Path(name) / "brief.pdf"
        text = typst_brief.source()
        compiler.compile(text)
        spent = []
        for number in range(count):
            changed = text.replace(content.POINTS[1], content.vary(content.POINTS[1], number + 1))
            spent.append(timed(lambda text=changed: output.write_bytes(compiler.compile(text))).cpu)
    return median(spent)


def main() -> int:
    """Measure and print; return 1 if the outputs differ."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    both, brief = saves(count), saves(min(count, 50), ("-l", "policy-brief"))
    print(f"without server: {both.cold * 1000:.0f} ms of processor, brief and deck (median of 5)")
    for what, one in (("brief and deck", both), ("the brief alone", brief)):
        print(
            f"with server, {what}: {one.client * 1000:.0f} ms the client, "
            f"{one.server * 1000:.0f} ms the server (mean of the saves)"
        )
    try:
        print(f"Typst in one process, the brief: {typst_saves(min(count, 50)) * 1000:.0f} ms")
    except ImportError:
        print("Typst isn't installed: left out")
    hundredth, last = both.memory
    print(
        f"memory of the server: {hundredth / 1e6:.0f} MB after {min(100, count)} saves,"
        f" {last / 1e6:.0f} MB after {count} ({last / hundredth:.2f})"
    )
    print(f"outputs as without server: {'the same bytes' if both.same else 'DIFFERENT'}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    return 0 if both.same and brief.same else 1


def _server(runtime: str) -> int:
    """Return the process that serves on a socket in a folder."""
    for entry in Path("/proc").glob("[0-9]*"):
        words = (entry / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
        if "docgen.resident.server" in words and any(runtime in word for word in words):
            return int(entry.name)
    raise RuntimeError("no server was started")


def _memory(process: int) -> int:
    """Return the memory that a process holds, in bytes."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    sys.exit(main())
