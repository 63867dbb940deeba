"""Write the certain corrections of a check into the summaries, and nothing else.

A correction is written only if the file is still the one that was checked, if nothing but the
text in question changes in it, and if another check then finds it right and nothing else wrong.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from docgen.engine.files import write_whole
from docgen.foundation.diagnostics import (
    Diagnostic,
    Diagnostics,
    DocgenError,
    Severity,
    TextEdit,
)
from docgen.foundation.files import SUMMARY, open_file
from docgen.summary.loader import parse_summary
from docgen.summary.model import Summary
from docgen.summary.sourcemap import Scalar, SourceMap

_LINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A summary with certain corrections: its text before and after, and which findings.

    ``done`` are corrected in ``after``; ``left`` have a correction that was given up.
    """

    file: str
    before: str
    after: str
    done: tuple[Diagnostic, ...] = ()
    left: tuple[Diagnostic, ...] = ()

    def diff(self) -> str:
        """Return the change as a unified diff."""
        name = Path(self.file).as_posix()
        lines = difflib.unified_diff(
            _LINE.sub("\n", self.before).splitlines(keepends=True),
            _LINE.sub("\n", self.after).splitlines(keepends=True),
            f"a/{name.lstrip('/')}",
            f"b/{name.lstrip('/')}",
        )
        return "".join(line if line.endswith("\n") else line + "\n" for line in lines)

    def write(self) -> None:
        """Write the file whole, as it was encoded. Raises MachineError (DG810)."""
        write_whole(Path(self.file), self.after.encode())


def plan_fixes(findings: Iterable[Diagnostic], article: str | None = None) -> Iterator[FixedFile]:
    """Give each file that certain corrections were found for, with those that hold.

    ``article`` stands in for the articles that the summaries name. Nothing is written.
    """
    by_file: dict[str, list[Diagnostic]] = {}
    for one in findings:
        if one.fix is not None:
            by_file.setdefault(one.fix.edits[0].start.file, []).append(one)
    for file, found in by_file.items():
        yield _planned(file, found, article)


def _planned(file: str, found: Sequence[Diagnostic], article: str | None) -> FixedFile:
    try:
        with open_file(file, SUMMARY) as source:
            before = source.read().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return FixedFile(file, "", "", left=tuple(found))
    text = before
    done: list[Diagnostic] = []
    trial = _Trial(file, article)
    if trial.holds(before, found, before):
        return FixedFile(file, before, trial.text, tuple(found))
    for one in found:  # together they don't hold: each for itself, as far as they do
        if trial.holds(before, [*done, one], before):
            done.append(one)
            text = trial.text
    left = tuple(one for one in found if one not in done)
    return FixedFile(file, before, text, tuple(done), left)


class _Trial:
    """Tries corrections of one file; ``text`` is the last text that held."""

    def __init__(self, file: str, article: str | None) -> None:
        self.file, self.article, self.text = file, article, ""
        self._known: Counter[tuple[str, str]] | None = None

    def holds(self, text: str, found: Sequence[Diagnostic], before: str) -> bool:
        """Whether the corrections of findings leave them right and nothing else wrong."""
        edits = dict.fromkeys(e for one in found if one.fix for e in one.fix.edits)
        fixed = write_edits(text, edits)
        if fixed is None or fixed == text:
            return False
        try:
            old, new = (
                parse_summary(_plain(before), self.file),
                parse_summary(_plain(fixed), self.file),
            )
        except DocgenError:
            return False
        if _changed(old, new) > len(edits):
            return False
        if self._known is None:
            self._known = self._findings(old)
        now = self._findings(new)
        gone = Counter((one.code, one.message) for one in found)
        if now - self._known or any(now[key] >= self._known[key] > 0 for key in gone):
            return False
        self.text = fixed
        return True

    def _findings(self, summary: Summary) -> Counter[tuple[str, str]]:
        from docgen.grounding import check_grounding  # noqa: PLC0415  (the tracer is large)

        told = Diagnostics()
        check_grounding(summary, self.article, diagnostics=told)
        return Counter((d.code, d.message) for d in told if d.severity is not Severity.NOTICE)


def _plain(text: str) -> str:
    return _LINE.sub("\n", text.removeprefix("\ufeff"))


def _changed(old: Summary, new: Summary) -> int:
    """Return how many scalars differ; a great number where the files aren't built alike."""
    one, other = old._locations, new._locations
    if not (isinstance(one, SourceMap) and isinstance(other, SourceMap)):
        return 1 << 30
    if one.values.keys() != other.values.keys() or one.keys.keys() != other.keys.keys():
        return 1 << 30
    spans = set()
    for path, node in one.values.items():
        twin = other.values[path]
        if isinstance(node, Scalar) != isinstance(twin, Scalar):
            return 1 << 30
        if isinstance(node, Scalar) and isinstance(twin, Scalar) and node.value != twin.value:
            spans.add(node.start)
    return len(spans)


def write_edits(text: str, edits: Iterable[TextEdit]) -> str | None:
    """Return a file's text with edits made; None where it isn't the text that they are of.

    Line ends, the byte order mark and all else stay as they are.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark) if mark else text
    starts = [0, *(m.end() for m in _LINE.finditer(body))]
    spans: list[tuple[int, int, str]] = []
    for edit in edits:
        if max(edit.start.line, edit.end_line) > len(starts):
            return None
        low = starts[edit.start.line - 1] + edit.start.column - 1
        high = starts[edit.end_line - 1] + edit.end_column - 1
        if _LINE.sub("\n", body[low:high]) != edit.old:
            return None
        spans.append((low, high, edit.new))
    spans.sort()
    if any(one[1] > two[0] for one, two in pairwise(spans)):
        return None
    for low, high, new in reversed(spans):
        body = body[:low] + new + body[high:]
    return mark + body
