"""``python -m benchmarks.resident [SAVES]``: a summary is saved again and again, and built by the server.

Prints the processor time of a build of brief and deck, of the client and of the server, beside a
build without server; the server's memory after 100 saves and after the last; and whether the last
outputs are, byte for byte, those of a build without server.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks import content
from benchmarks.projects import project
from benchmarks.timing import processor_of, run, timed
from docgen.resident.address import IDLE_VARIABLE

LAYOUTS = ("-l", "policy-brief", "-l", "briefing-deck")


def main() -> int:
    """Measure and print; return 1 if the outputs differ."""
    saves = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        runtime = root / "run"
        runtime.mkdir(mode=0o700)
        where = {"XDG_RUNTIME_DIR": str(runtime), IDLE_VARIABLE: "60"}
        folder = project(root / "p", 1, content.deck)
        (summary,) = (folder / "sources").iterdir()
        text = summary.read_text()
        docgen = [sys.executable, "-m", "docgen", "build", "-q", "-j", "1", *LAYOUTS]
        cold = median(timed(lambda: run([*docgen, "--force"], folder)).cpu for _ in range(5))
        run([*docgen, "--force", "--daemon"], folder, **where)
        server = _server(str(runtime))
        client, spent, memory = [], [], [_memory(server)]
        for number in range(saves):
            summary.write_text(f"{text}\n# {number}\n")
            before = processor_of(server)
            client.append(timed(lambda: run([*docgen, "--daemon"], folder, **where)).cpu)
            spent.append(processor_of(server) - before)
            memory.append(_memory(server))
        assert _server(str(runtime)) == server, "one server did all of it"
        warm = {path.name: path.read_bytes() for path in (folder / "build").glob("*.p*")}
        run([*docgen, "--force"], folder)
        same = warm == {path.name: path.read_bytes() for path in (folder / "build").glob("*.p*")}
        os.kill(server, signal.SIGTERM)
    hundredth = memory[min(100, saves)]
    print(f"without server: {cold * 1000:.0f} ms of processor, brief and deck (median of 5)")
    print(
        f"with server: {median(client) * 1000:.0f} ms the client, {sum(spent) / saves * 1000:.0f} ms"
        f" the server (mean of {saves} saves)"
    )
    print(
        f"memory of the server: {hundredth / 1e6:.0f} MB after {min(100, saves)} saves,"
        f" {memory[-1] / 1e6:.0f} MB after {saves} ({memory[-1] / hundredth:.2f})"
    )
    print(f"outputs as without server: {'the same bytes' if same else 'DIFFERENT'}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    return 0 if same else 1


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
