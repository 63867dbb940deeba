"""What somebody asked to be built; plain values, cheap to import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docgen.press.plan import Format

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for; what is empty comes from the project's settings."""

    sources: Sequence[Path] = ()
    layouts: Sequence[str] = ()
    theme: str | None = None
    out: Path | None = None
    params: Mapping[str, Value] = field(default_factory=dict)
    format: Format | None = None
    strict: bool = False
    pdf_standard: str | None = None
    handout: int | None = None
    dry: bool = False
    template: Path | None = None

    def plain(self) -> list[object]:
        """Return it as plain values, to be told from other wishes."""
        return [
            [str(s) for s in self.sources], [*self.layouts], self.theme,
            None if self.out is None else str(self.out), dict(self.params), self.format,
            self.strict, self.pdf_standard, self.handout, self.dry,
            None if self.template is None else str(self.template),
        ]  # fmt: skip
