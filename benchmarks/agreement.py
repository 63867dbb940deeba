"""How our line breaking agrees with LibreOffice's: ``python -m benchmarks.agreement``.

Builds the torture set, converts every deck, and prints the counts of the proof and, by kind
of text box, how often we set fewer, as many and more lines than LibreOffice.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from proof.agree import table
from proof.build import build_all
from proof.render import check_briefs, render


def main() -> int:
    """Print the counts and the table; 1 if anything overflows, 2 without LibreOffice."""
    soffice = shutil.which("soffice")
    if soffice is None:
        print("LibreOffice (soffice) isn't installed", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        built = list(build_all(folder / "summaries"))
        rendered = render(built, soffice, folder)
    briefs = check_briefs(built)
    print(f"decks: {rendered.tally}\nbriefs: {briefs}\n")
    print(table(rendered.counts))
    for count in rendered.counts:
        if count.ours < count.theirs:
            print(f"fewer: {count.ours} < {count.theirs} {count.place}: {count.text}")
    bad = [*rendered.tally.violations, *briefs.violations]
    print(*bad[:50], sep="\n")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
