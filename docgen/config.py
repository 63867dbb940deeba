"""The project's settings: ``[tool.docgen]`` in pyproject.toml, or docgen.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ConfigDict, Field

from docgen.tomlfile import Codes, TomlModel, must_read

CODES = Codes(unreadable="DG801", key="DG802", value="DG803")
FILES = ("docgen.toml", "pyproject.toml")
DEFAULT_LAYOUTS = ("policy-brief", "briefing-deck")


class Settings(TomlModel):
    """What a project may set. Paths are relative to the project's folder."""

    layouts: list[str] = Field(default_factory=lambda: list(DEFAULT_LAYOUTS))
    theme: str | None = None
    sources: str = "sources"
    out: str = "build"
    strict: bool = False
    pdf_standard: str = Field(default="ua-1+a-2a", alias="pdf-standard")
    severity: dict[str, str] = Field(default_factory=dict)


class _Tools(TomlModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    docgen: Settings = Field(default_factory=Settings)


class _PyProject(TomlModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    tool: _Tools = Field(default_factory=_Tools)


@dataclass(frozen=True, slots=True)
class Project:
    """A project: its folder, and its settings."""

    root: Path
    settings: Settings = field(default_factory=Settings)
    file: Path | None = None

    @property
    def sources(self) -> Path:
        """The folder of summaries."""
        return self.root / self.settings.sources

    @property
    def out(self) -> Path:
        """The folder of outputs."""
        return self.root / self.settings.out

    def all_sources(self) -> list[Path]:
        """Return every summary of the project, by name."""
        found = [p for p in self.sources.glob("*") if p.suffix in (".yaml", ".yml", ".json")]
        return sorted(p for p in found if p.is_file() and not p.name.startswith("."))


def find_project(start: Path) -> Project:
    """Return the project that `start` is in: the nearest folder upwards that has settings.

    Without any, `start` itself with the defaults. Raises DocgenError (DG801 to DG803).
    """
    for folder in (start, *start.resolve().parents):
        for name in FILES:
            file = folder / name
            if file.is_file() and _concerns_us(file):
                return Project(folder, _read(file), file)
    return Project(start)


def _concerns_us(file: Path) -> bool:
    if file.name == "docgen.toml":
        return True
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return "docgen" in data.get("tool", {})


def _read(file: Path) -> Settings:
    if file.name == "docgen.toml":
        return must_read(file, Settings, CODES)[0]
    return must_read(file, _PyProject, CODES)[0].tool.docgen
