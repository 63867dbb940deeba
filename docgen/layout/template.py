"""Render a layout's template: from a summary to marked XML, errors at the template's lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.exceptions import TemplateNotFound as NotFound

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location, did_you_mean
from docgen.foundation.files import LAYOUT, MissingFileError, read_file
from docgen.foundation.values import ParameterValue
from docgen.layout.catalog import shared_folders, stock_folder
from docgen.layout.compiled import kept
from docgen.layout.filters import LimitError
from docgen.layout.labels import Labels
from docgen.layout.layoutfile import TEMPLATE, Layout
from docgen.layout.sandbox import (
    MAX_OUTPUT,
    MissingNameError,
    NotAllowedError,
    SandboxedTemplates,
    TooComplexError,
    template_line,
)
from docgen.layout.source_positions import annotate
from docgen.layout.template_values import ModelView, Texts, hint_for, unassigned
from docgen.summary.model import Summary
from docgen.summary.text import Text
from docgen.theme.markings import GROUND
from docgen.theme.model import Theme

MAX_SOURCE = 2_000_000
SHARED = "_shared/"
_SAFE_NAME = re.compile(r"^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$")


@dataclass(slots=True)
class RenderedMarkup:
    """What a template gave: marked XML, the texts it printed, the sources it read."""

    xml: str
    texts: list[Text]
    files: Mapping[str, SourceFile]
    extra_unread: tuple[str, ...] = ()
    """Keys of the summary's ``extra`` that the template never looked up."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A template's source as written."""

    path: str
    text: str

    def line(self, number: int) -> str:
        """Return a line, counted from 1."""
        lines = self.text.split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""


@dataclass(eq=False)
class Loader(BaseLoader):
    """Reads a layout's own folder, and ``_shared/`` fragments; nothing outside."""

    folder: Path
    shared: tuple[Path, ...]
    files: dict[str, SourceFile] = field(default_factory=dict)

    def get_source(self, environment: Environment, name: str) -> tuple[str, str, None]:
        """Return marked source and the path shown in messages."""
        found = self._read(name)
        if found is None:
            raise TemplateNotFound(name)
        path, raw = found
        try:
            text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise _error(codes.LAYOUT_FILE, "is not UTF-8 text", str(path), line) from None
        if len(text) > MAX_SOURCE:
            raise _error(
                codes.TEMPLATE_LIMIT, f"is larger than {MAX_SOURCE:,} characters", str(path)
            )
        self.files[name] = SourceFile(str(path), text)
        return annotate(text, name), str(path), None

    def _read(self, name: str) -> tuple[Path, bytes] | None:
        """Return the file that a name stands for, and its bytes; None if there is none.

        A fragment that isn't in the nearest folder is looked for in the next.
        """
        if not _SAFE_NAME.match(name):
            return None
        bases = self.shared if name.startswith(SHARED) else (self.folder,)
        for base in bases:
            path = base / name.removeprefix(SHARED)
            try:
                return path, read_file(path, LAYOUT, base)
            except MissingFileError:
                continue
            except OSError as error:
                raise _error(codes.LAYOUT_FILE, f"it {error.strerror}", str(path)) from None
        return None

    def names(self) -> list[str]:
        """Return what can be included."""
        own = [p.name for p in sorted(self.folder.glob("*.j2"))]
        shared = [SHARED + p.name for base in self.shared for p in sorted(base.glob("*.j2"))]
        return own + shared


class Templates(SandboxedTemplates):
    """An environment for one summary: its fields and labels are globals."""

    def __init__(self, loader: Loader, lang: str) -> None:
        super().__init__(loader=loader)
        self.lang = lang

    def compiled(self, source: str, name: str | None, filename: str | None) -> CodeType:
        """Compile a template, but for those stock ones that are kept compiled."""

        def make() -> CodeType:
            return super(Templates, self).compiled(source, name, filename)

        if filename is None or not Path(filename).resolve().is_relative_to(stock_folder()):
            return make()
        return kept(self, source, filename, make)


def render(
    summary: Summary,
    layout: Layout,
    theme: Theme,
    params: Mapping[str, ParameterValue],
    labels: Labels,
) -> RenderedMarkup:
    """Render the layout's template. Raises `DocgenError` (DG202, DG210 to DG215)."""
    texts = Texts(summary=summary)
    loader = Loader(layout.folder, shared_folders(layout))
    environment = Templates(loader, summary.lang)
    view = ModelView(summary, texts)
    names = {name: getattr(view, name) for name in view.field_names()}
    environment.globals |= {
        **names,
        "summary": view,
        "params": dict(params),
        "t": labels,
        "theme": theme.name,
        "banner": GROUND in theme.palette,
        "unassigned": unassigned(summary, texts),
    }
    try:
        xml = _generate(environment)
    except DocgenError:
        raise
    except Exception as error:  # whatever a template comes to is told at its line
        raise DocgenError(_diagnose(error, environment, loader)) from None
    unread = tuple(key for key in summary.extra if key not in texts.extra_read)
    return RenderedMarkup(xml, texts.printed, loader.files, unread)


def _generate(environment: Environment) -> str:
    parts: list[str] = []
    total = 0
    for part in environment.get_template(TEMPLATE).generate():
        parts.append(part)
        total += len(part)
        if total > MAX_OUTPUT:
            raise LimitError(f"the template renders more than {MAX_OUTPUT:,} characters")
    return "".join(parts)


def _diagnose(error: Exception, environment: Environment, loader: Loader) -> Diagnostic:
    path, line = _place(error, loader)
    file = next((f for f in loader.files.values() if f.path == path), SourceFile(path, ""))
    code, message, hint, word = _meaning(error, environment, loader)
    return Diagnostic(code, message, Location(path, line, _column(file.line(line), word)), hint)


def _place(error: Exception, loader: Loader) -> tuple[str, int]:
    """Return the template's file and line that were run last."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or str(loader.folder / TEMPLATE), error.lineno
    paths = {f.path for f in loader.files.values()}
    return template_line(error, paths) or (str(loader.folder / TEMPLATE), 1)


_UNSAFE = re.compile(r"access to attribute '(\w+)' of '\w+' object is unsafe")
"""What Jinja says of an attribute that it keeps from templates."""


def _meaning(
    error: Exception, environment: Environment, loader: Loader
) -> tuple[str, str, str, str]:
    """Return code, message, hint and the word to point at."""
    if isinstance(error, MissingNameError):
        known = [n for n in environment.globals if n not in ("dict", "cycler", "joiner")]
        hint = hint_for(error.obj, error.name)
        if error.obj is None:
            hint = did_you_mean(error.name, known)
        return codes.UNDEFINED_NAME, str(error), hint, error.name
    if isinstance(error, NotFound):
        hint = did_you_mean(str(error.name), loader.names())
        return codes.UNKNOWN_INCLUDE, f'there is no template "{error.name}"', hint, str(error.name)
    if isinstance(error, SecurityError | NotAllowedError):
        said = _UNSAFE.sub(r'"\1" is no field that a layout may read', _sentence(error))
        message = f"not allowed in a layout: {said}"
        return codes.NOT_ALLOWED, message, "leave it out: layouts only print, ask and loop", ""
    if isinstance(error, LimitError):
        return codes.TEMPLATE_LIMIT, str(error), "a template may do only so much work", ""
    if isinstance(error, TooComplexError):
        return codes.TEMPLATE_LIMIT, _sentence(error), "split it, or set a name for a part", ""
    if isinstance(error, MemoryError):
        return codes.TEMPLATE_LIMIT, "needs more memory than there is", "print less", ""
    if isinstance(error, RecursionError):
        return codes.TEMPLATE_LIMIT, "macros or includes that call each other without end", "", ""
    return _other(error)


_ENDS = re.compile(
    r"looking for the following tags: .*innermost block that needs to be closed is '(\w+)'"
)
_STRAY = re.compile(r"encountered unknown tag '(end\w+|else|elif)'", re.I)


def _other(error: Exception) -> tuple[str, str, str, str]:
    message = _sentence(error)
    if isinstance(error, TemplateSyntaxError):
        open_ = _ENDS.search(message)
        if open_ and "unexpected end" in message:
            told = f"{{% {open_[1]} %}} is never closed"
            return codes.TEMPLATE_SYNTAX, told, f"write {{% end{open_[1]} %}} where it ends", ""
        stray = _STRAY.search(message)
        if stray and open_ is None:
            told = f"{{% {stray[1]} %}} closes or divides nothing that is open"
            return codes.TEMPLATE_SYNTAX, told, "take it out, or write what it belongs to", ""
    if isinstance(error, ZeroDivisionError):
        return codes.TEMPLATE_ERROR, "a division by zero", "ask first: {% if ... %}", ""
    unknown = re.match(r"no (filter|test) named '(.*?)'", message)
    if unknown is None:
        return (
            codes.TEMPLATE_SYNTAX
            if isinstance(error, TemplateSyntaxError)
            else codes.TEMPLATE_ERROR,
            message,
            "",
            "",
        )
    env: Any = SandboxedTemplates()
    known = [n for n in (env.filters if unknown[1] == "filter" else env.tests) if n[:3] != "dg_"]
    hint = did_you_mean(unknown[2], known)
    return codes.TEMPLATE_ERROR, f'unknown {unknown[1]} "{unknown[2]}"', hint, unknown[2]


def _sentence(error: Exception) -> str:
    text = str(getattr(error, "message", None) or error).split("\n")[0].rstrip(".")
    return text[:1].lower() + text[1:]


def _column(line: str, word: str) -> int:
    if word and (hit := re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", line)):
        return hit.start() + 1
    if hit := re.search(r"\{[{%]", line):
        return hit.start() + 1
    return len(line) - len(line.lstrip()) + 1


def _error(code: str, message: str, path: str, line: int = 0) -> DocgenError:
    return DocgenError(Diagnostic(code, message, Location(path, line, 1 if line else 0)))
