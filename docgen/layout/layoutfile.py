"""``layout.toml``: name, kind, page, theme, limits and parameters of a layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostics, Location, did_you_mean
from docgen.foundation.files import LAYOUT, FileError, Folders, is_file
from docgen.foundation.structs import Struct, field
from docgen.foundation.toml import Codes, TomlModel, must_read
from docgen.foundation.values import DocumentKind, ParameterValue
from docgen.layout.document import LayoutInfo
from docgen.summary.fields import text_patterns

CODES = Codes(
    unreadable=codes.LAYOUT_FILE,
    key=codes.LAYOUT_SETTING,
    value=codes.LAYOUT_SETTING,
    kind=LAYOUT,
)
TEMPLATE = "template.xml.j2"
MM = 72 / 25.4
PAGES: Mapping[str, tuple[float, float]] = {
    "A4": (210 * MM, 297 * MM),
    "A5": (148 * MM, 210 * MM),
    "A3": (297 * MM, 420 * MM),
    "Letter": (612.0, 792.0),
    "Legal": (612.0, 1008.0),
}
"""Points. ISO 216 and ANSI sizes."""
SLIDES: Mapping[str, tuple[float, float]] = {"16:9": (960.0, 540.0), "4:3": (720.0, 540.0)}
"""Points: 13.333 x 7.5 in and 10 x 7.5 in."""

Millimetres = Annotated[float, Field(ge=0, le=5000, strict=False)]


def size_points(value: str | list[float], kind: DocumentKind) -> tuple[float, float]:
    """Return width and height in points of ``A4``, ``A4 landscape``, ``16:9`` or [w, h] mm."""
    if isinstance(value, list):
        if len(value) != 2 or not all(20 <= v <= 5000 for v in value):
            raise ValueError("should be [width, height] in millimetres, 20 to 5000")
        return value[0] * MM, value[1] * MM
    known = PAGES if kind == "brief" else SLIDES
    name, _, turn = value.partition(" ")
    if name not in known or turn not in ("", "landscape"):
        hint = did_you_mean(name, known)
        raise ValueError(f'unknown size "{value}", {hint}')
    width, height = known[name]
    return (height, width) if turn else (width, height)


class ParamFile(TomlModel):
    """``[params.NAME]``."""

    type: Literal["text", "int", "float", "bool", "choice", "list"] = "text"
    default: ParameterValue
    description: str = ""
    choices: list[str] = Field(default_factory=list)
    least: float | None = Field(default=None, strict=False)
    most: float | None = Field(default=None, strict=False)

    @model_validator(mode="after")
    def _default_fits(self) -> ParamFile:
        if (self.type in ("choice", "list")) != bool(self.choices):
            raise ValueError('"choices" goes with type = "choice" or "list"')
        if self.type not in ("int", "float") and (self.least, self.most) != (None, None):
            raise ValueError('"least" and "most" go with type = "int" or "float"')
        param_value(self, self.default)
        return self


class LimitsFile(TomlModel):
    """``[limits]``."""

    max_pages: Annotated[int, Field(ge=1, le=10000)] | None = None


class LayoutFile(TomlModel):
    """A layout.toml."""

    name: str | None = None
    kind: DocumentKind
    description: str = ""
    page: str | list[Millimetres] = "A4"
    slide: str | list[Millimetres] = "16:9"
    margins: list[Millimetres] | None = None
    theme: str = "slate"
    limits: LimitsFile = LimitsFile.model_construct()
    params: dict[str, ParamFile] = Field(default_factory=dict)
    trace: bool = False
    omits: list[str] = Field(default_factory=list)

    @field_validator("omits")
    @classmethod
    def _known(cls, value: list[str]) -> list[str]:
        known = text_patterns()
        for name in value:
            if name not in known:
                raise ValueError(f'the summary has no "{name}", {did_you_mean(name, known)}')
        return value

    @field_validator("margins")
    @classmethod
    def _four(cls, value: list[float] | None) -> list[float] | None:
        if value is not None and len(value) not in (1, 4):
            raise ValueError("should be one number or [top, right, bottom, left], millimetres")
        return value

    @field_validator("params")
    @classmethod
    def _names(cls, value: dict[str, ParamFile]) -> dict[str, ParamFile]:
        for name in value:
            if not re.match(r"^[a-z][a-z0-9_]*$", name):
                raise ValueError(f'parameter "{name}" should be of lower-case letters, digits, _')
        return value

    @model_validator(mode="after")
    def _of_its_kind(self) -> LayoutFile:
        of_briefs, given = ("page", "margins"), self.model_fields_set
        if self.kind == "brief" and "slide" in given:
            raise ValueError('"slide" is for decks: a brief has a "page"')
        for name in of_briefs:
            if self.kind == "deck" and name in given:
                raise ValueError(f'"{name}" is for briefs: a deck has a "slide"')
        if self.kind == "deck" and self.limits.max_pages is not None:
            raise ValueError('"limits.max_pages" is for briefs: a deck has no limit of slides')
        return self

    @model_validator(mode="after")
    def _size(self) -> LayoutFile:
        size_points(self.page if self.kind == "brief" else self.slide, self.kind)
        return self


def param_value(param: ParamFile, value: object) -> ParameterValue:
    """Return `value` as the parameter's type; text such as "true" and "2" is read.

    A list is names with commas between them. Raises ValueError, with what it should be.
    """
    if param.type == "bool":
        return _as_bool(value)
    if param.type == "list":
        return ",".join(_names(param, value))
    if param.type == "choice":
        if str(value) not in param.choices:
            near = [one for one in param.choices if one.casefold() == str(value).casefold()]
            meant = f'; did you mean "{near[0]}"?' if near else ""
            raise ValueError(f'"{value}" is none of {", ".join(param.choices)}{meant}')
        return str(value)
    if param.type == "text":
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            raise ValueError("should be text")
        return str(value)
    number = _as_number(param.type, value)
    if param.least is not None and float(number) < param.least:
        raise ValueError(f'"{value}" is less than {param.least:g}')
    if param.most is not None and float(number) > param.most:
        raise ValueError(f'"{value}" is more than {param.most:g}')
    return number


ANY = ":*"
"""A choice of a list that ends so stands for "all", or for one by its id or number."""


def _names(param: ParamFile, value: object) -> Iterator[str]:
    """Yield a list's names; "section:*" among the choices allows "section:money" as well."""
    families = [one.removesuffix(ANY) for one in param.choices if one.endswith(ANY)]
    for name in (part.strip() for part in str(value).split(",")):
        family, colon, rest = name.partition(":")
        if name in param.choices or (colon and rest and family in families):
            yield name
        elif name:
            hint = did_you_mean(name, param.choices)
            raise ValueError(f'there is no "{name}", {hint}')


def _as_bool(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() in ("true", "yes", "on", "1"):
        return True
    if str(value).lower() in ("false", "no", "off", "0"):
        return False
    raise ValueError(f'"{value}" should be true or false')


def _as_number(kind: str, value: object) -> int | float:
    try:
        if isinstance(value, bool):
            raise ValueError
        return int(str(value)) if kind == "int" else float(str(value))
    except ValueError:
        noun = "a whole number" if kind == "int" else "a number"
        raise ValueError(f'"{value}" should be {noun}') from None


class Layout(Struct, frozen=True):
    """A layout as found: its file, its folder and where it comes from."""

    name: str
    kind: DocumentKind
    description: str
    folder: Path
    origin: Literal["project", "plug-in", "stock"]
    theme: str
    size: tuple[float, float]
    """Width and height in points."""
    margins: tuple[float, float, float, float]
    """Top, right, bottom, left, in points."""
    max_pages: int | None = None
    params: Mapping[str, ParamFile] = field(default_factory=dict)
    trace: bool = False
    omits: tuple[str, ...] = ()
    """Fields of the summary that it means to leave out."""
    project: Path | None = None

    @property
    def template(self) -> Path:
        """The Jinja2 template."""
        return self.folder / TEMPLATE

    def resolve(self, given: Mapping[str, object], found: Diagnostics) -> dict[str, ParameterValue]:
        """Return every parameter's value; unknown and ill-typed ones go to `found`."""
        at = None if self.origin == "stock" else Location(str(self.folder / "layout.toml"))
        values: dict[str, ParameterValue] = {
            n: param_value(p, p.default) for n, p in self.params.items()
        }
        for name, value in given.items():
            if name not in self.params:
                hint = did_you_mean(name, self.params) or "it has no parameters"
                found.error(codes.BAD_PARAMETER, f'{self.name} has no parameter "{name}"', at, hint)
                continue
            try:
                values[name] = param_value(self.params[name], value)
            except ValueError as error:
                found.error(codes.BAD_PARAMETER, f'parameter "{name}" of {self.name}: {error}', at)
        return values

    def info(self, params: Mapping[str, ParameterValue], theme: str) -> LayoutInfo:
        """Return what typesetting needs; parameters set size and trace."""
        wanted = params.get("page" if self.kind == "brief" else "slide")
        size = size_points(str(wanted), self.kind) if wanted else self.size
        return LayoutInfo(
            name=self.name,
            kind=self.kind,
            folder=str(self.folder),
            width=size[0],
            height=size[1],
            margins=self.margins,
            theme=theme,
            max_pages=self.max_pages,
            params=dict(params),
            trace=self.trace or params.get("trace") is True,
            omits=(*self.omits, *_switched_off(params)),
        )


def _switched_off(params: Mapping[str, ParameterValue]) -> Iterator[str]:
    """Yield the fields of the summary that parameters of their name leave out: people=false."""
    known = text_patterns()
    yield from (name for name, value in params.items() if value is False and name in known)


def read_layout(
    folder: Path,
    origin: Literal["project", "plug-in", "stock"],
    project: Path | None = None,
    inside: Folders = None,
) -> Layout:
    """Return the layout of a folder. Raises `DocgenError` (DG202, DG203).

    ``inside`` is where the folder must lie, links followed.
    """
    file, source = must_read(folder / "layout.toml", LayoutFile, CODES, inside=inside or folder)
    found = Diagnostics()
    try:
        if not is_file(folder / TEMPLATE, LAYOUT):
            found.error(codes.LAYOUT_FILE, f"{TEMPLATE} is missing", Location(str(folder)))
    except FileError as error:
        found.error(codes.LAYOUT_FILE, f"{TEMPLATE} {error.strerror}", Location(str(folder)))
    _check_size_param(file, found, source.locate(["params"]))
    found.raise_errors()
    return Layout(
        name=file.name or folder.name,
        kind=file.kind,
        description=file.description,
        folder=folder,
        origin=origin,
        theme=file.theme,
        project=project,
        size=size_points(file.page if file.kind == "brief" else file.slide, file.kind),
        margins=_margins(file),
        max_pages=file.limits.max_pages,
        params=file.params,
        trace=file.trace,
        omits=tuple(file.omits),
    )


def _check_size_param(file: LayoutFile, found: Diagnostics, at: Location) -> None:
    param = file.params.get("page" if file.kind == "brief" else "slide")
    for choice in param.choices or [str(param.default)] if param else []:
        try:
            size_points(choice, file.kind)
        except ValueError as error:
            found.error(codes.LAYOUT_SETTING, str(error), at)


def _margins(file: LayoutFile) -> tuple[float, float, float, float]:
    given = file.margins or ([19.05] if file.kind == "brief" else [0.0])
    top, right, bottom, left = (v * MM for v in (given * 4)[:4])
    return top, right, bottom, left
