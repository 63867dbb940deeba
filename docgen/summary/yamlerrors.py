"""Syntax errors of YAML and JSON in plain words, with a hint where the cause is known."""

from __future__ import annotations

import json

import yaml

from docgen.diagnostics import Diagnostic
from docgen.summary.sourcemap import SourceMap

_QUOTE = "put the text in quotes"
_HINTS = (
    ("mapping values are not allowed", f'a text that holds ": " needs quotes; {_QUOTE}'),
    ("scanning an alias", 'put a text that starts with "*" (such as **bold**) in quotes'),
    ("scanning an anchor", 'put a text that starts with "&" in quotes'),
    ("a tag", 'put a text that starts with "!" in quotes'),
    ("escape c", "in \"double quotes\" a backslash starts an escape; use 'single quotes'"),
    ("while scanning a quoted scalar", "close the quotes; a quote inside needs doubling"),
    ("could not find expected ':'", "write keys as `key: value`, and indent by spaces"),
    ("did not find expected '-'", f'a text that starts with "[", "*" or a quote: {_QUOTE}'),
    ("did not find expected ',' or", "close the bracket, or put the text in quotes"),
    ("did not find expected key", "check the indentation, and quotes inside quoted text"),
    ("found unexpected end of stream", "a quote or bracket is never closed"),
)


def explain(error: yaml.YAMLError, places: SourceMap) -> Diagnostic:
    """Return PyYAML's complaint as a diagnostic (DG106)."""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    context = getattr(error, "context", None) or ""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    index = min(mark.index if mark else 0, len(places.text))
    said = f"{problem} {context}"
    hint = next((h for start, h in _HINTS if start in said), "")
    if "cannot start any token" in said:
        char = places.text[index : index + 1]
        problem = (
            "a tab can't indent" if char == "\t" else f'a plain text can\'t start with "{char}"'
        )
        hint = "indent by spaces" if char == "\t" else _QUOTE
    tail = f" {context}" if context and "token" not in context else ""
    return Diagnostic("DG106", f"not valid YAML: {problem}{tail}", places.at(index), hint)


def check_json(places: SourceMap) -> Diagnostic | None:
    """Return what makes the text invalid JSON, in JSON's terms, or None."""
    try:
        json.loads(places.text)
    except json.JSONDecodeError as error:
        return Diagnostic("DG106", f"not valid JSON: {error.msg}", places.at(error.pos))
    except RecursionError:
        return Diagnostic("DG109", "nested too deeply", places.at(0))
    except ValueError as error:
        return Diagnostic("DG106", f"not valid JSON: {error}", places.at(0))
    return None
