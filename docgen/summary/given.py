"""What a command line or a theme says for a summary: marking, draft, presenter, event, pictures."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, did_you_mean
from docgen.foundation.files import PICTURE, is_file, read_file
from docgen.foundation.pictures import picture_problem
from docgen.summary.files import resolve_in
from docgen.summary.model import Cover, Summary
from docgen.summary.text import Text

TEXTS = ("classification", "presenter", "event", "addressee")
NAMES = (*TEXTS, "date", "draft", "logo", "cover")
"""What can be given."""
PICTURES = ("logo", "cover")
"""Of these the paths of pictures."""
_YES, _NO = ("true", "yes", "1", "on"), ("false", "no", "0", "off")


def check_given(given: Mapping[str, str]) -> None:
    """Raise DocgenError (DG730, DG731) for a name or a value that can't be given."""
    for name, value in given.items():
        _value(name, value)


def whole_paths(given: Mapping[str, str]) -> dict[str, str]:
    """Return the same with absolute paths, for a process that works in another folder."""
    return {
        name: str(Path(value).absolute()) if name in PICTURES else value
        for name, value in given.items()
    }


def with_given(summary: Summary, given: Mapping[str, str]) -> Summary:
    """Return a summary with what a command line gives, which goes before the file's own.

    Paths are from the working folder. Raises DocgenError (DG730, DG731).
    """
    if not given:
        return summary
    return _changed(summary, {name: _value(name, v) for name, v in given.items()})


def with_defaults(summary: Summary, defaults: Mapping[str, str | bool]) -> Summary:
    """Return a summary with what its theme says, where the summary says nothing."""
    lacking = {
        name: _value(name, str(value))
        for name, value in defaults.items()
        if not getattr(summary, name)
    }
    return _changed(summary, lacking) if lacking else summary


def _changed(summary: Summary, values: Mapping[str, Any]) -> Summary:
    """Return a copy with other values; a text that goes before another takes its number."""
    made = summary.model_copy(update=dict(values))
    made._texts = list(summary.texts)
    for name, value in values.items():
        old = getattr(summary, name)
        if isinstance(value, Text) and isinstance(old, Text) and old.ref >= 0:
            value.ref, value.path, value.location = old.ref, old.path, old.location
            made._texts[old.ref] = value
    return made


def named_file(summary: Summary, name: str) -> Path:
    """Return the path of a picture that a summary names, or that was given for it."""
    return Path(name) if Path(name).is_absolute() else resolve_in(summary, name)


def _value(name: str, value: str) -> Any:
    if name not in NAMES:
        hint = did_you_mean(name, NAMES)
        if name.replace("-", "_") in Summary.model_fields:
            hint = f'"{name}" is a field of summaries: write it into the summary; {hint}'
        raise DocgenError(
            Diagnostic(codes.SETTING_UNKNOWN, f'"{name}" can\'t be set for a document', hint=hint)
        )
    if name in TEXTS:
        return Text(value, ignore="Given for the document")
    if name == "draft":
        if value.lower() not in (*_YES, *_NO):
            raise _wrong(name, value, "true or false")
        return value.lower() in _YES
    if name == "date":
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise _wrong(name, value, "a day such as 2026-03-05") from None
    path = Path(value).absolute()
    if not is_file(path, PICTURE):
        raise _wrong(name, value, "a PNG or JPEG file that exists")
    if problem := unusable_picture(path):
        raise _wrong(name, value, f"a PNG or JPEG: it {problem}")
    return str(path) if name == "logo" else Cover(path=str(path))


def unusable_picture(path: Path) -> str:
    """Return why a file can't be shown as a picture, or nothing."""
    try:
        return picture_problem(read_file(path, PICTURE))
    except OSError as error:
        return f"can't be read: {error.strerror}"


def _wrong(name: str, value: str, wanted: str) -> DocgenError:
    message = f'{name} is "{value}", and should be {wanted}'
    return DocgenError(Diagnostic(codes.SETTING_VALUE, message, hint=f"{name}=... takes {wanted}"))
