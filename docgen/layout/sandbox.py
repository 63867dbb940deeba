"""The Jinja2 environment: sandboxed, strict about names, with limits on work and size.

A layout may come from a stranger. It reads the summary's fields through views, calls only
the filters listed in `docgen.layout.filters`, includes only its own folder's files and the
shared ones, and stops at the limits below.
"""

from __future__ import annotations

import datetime as dt
import marshal
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from types import CodeType
from typing import Any

from jinja2 import (
    StrictUndefined,
    TemplateRuntimeError,
    UndefinedError,
    nodes,
    pass_environment,
)
from jinja2.exceptions import SecurityError, TemplateAssertionError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from docgen.foundation.memo import cached
from docgen.layout.filters import FILTERS, TESTS, LimitError, printable
from docgen.layout.source_positions import ATTR_FILTER, PLACE_FILTER
from docgen.layout.template_values import MappingView, ModelView, TextView

MAX_OUTPUT = 20_000_000
"""Characters that a template may render."""
MAX_STEPS = 500_000
"""Loop rounds, calls and includes of one rendering, together."""
MAX_STRING = 2_000_000
"""Characters of a string that a template builds."""
MAX_RANGE = 10_000
_STRING_METHODS = {
    "upper",
    "lower",
    "title",
    "capitalize",
    "strip",
    "lstrip",
    "rstrip",
    "startswith",
    "endswith",
    "split",
    "count",
    "find",
    "isdigit",
    "isalpha",
    "isupper",
    "islower",
}
_VIEW_METHODS = {"is_body", "made", "at", "markdown", "attribute", "field_names", "noun"}


class NotAllowedError(TemplateAssertionError):
    """A statement that a layout may not use."""


class MissingNameError(UndefinedError):
    """A name that is not there; knows what was looked for, and where."""

    def __init__(self, message: str, obj: object, name: str) -> None:
        super().__init__(message)
        self.obj, self.name = obj, name


class Undefined(StrictUndefined):
    """Says what is missing as data, for a "did you mean"."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: Any = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        target = None if obj is missing else obj
        text = hint or _missing_message(target, str(name))
        super().__init__(text, name=name, exc=exc)
        if exc is UndefinedError:
            self._undefined_exception = partial(MissingNameError, obj=target, name=str(name))  # type: ignore[assignment]


def _missing_message(obj: object, name: str) -> str:
    if obj is None:
        return f'"{name}" is not defined'
    if isinstance(obj, ModelView):
        return f'a {obj.noun()} has no field "{name}"'
    if isinstance(obj, Mapping):
        return f'there is no "{name}" here'
    if isinstance(obj, TextView):
        return f'a text has no field "{name}"'
    if isinstance(obj, tuple):
        return f'a list has no "{name}"'
    return f'{type(obj).__name__} has no "{name}"'


class SandboxedTemplates(ImmutableSandboxedEnvironment):
    """One rendering's environment; compiled code is shared by content."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, **options: Any) -> None:
        super().__init__(
            autoescape=True,
            undefined=Undefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=printable,
            cache_size=200,
            auto_reload=False,
            **options,
        )
        self.filters = {**FILTERS, **_INNER}
        self.tests = {name: self.tests[name] for name in TESTS}
        self.globals = {k: self.globals[k] for k in ("dict", "cycler", "joiner", "namespace")}
        self.globals["range"] = _range
        self.steps = 0

    def step(self) -> None:
        """Count one round of work; raises `LimitError` at the limit."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise LimitError(f"more than {MAX_STEPS:,} loop rounds and calls")

    def compile(  # type: ignore[override]
        self,
        source: Any,
        name: str | None = None,
        filename: str | None = None,
        raw: bool = False,
        defer_init: bool = False,
    ) -> CodeType:
        """Compile a template, or take it from the cache of same sources."""
        return compile_cached(str(source), name, filename)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _guard(tree, name, filename)
        return tree

    def call(self, context: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call what is safe to call, counted."""
        self.step()
        return _short(super().call(context, obj, *args, **kwargs))

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:
        """Load a template, counted (includes in a circle end)."""
        self.step()
        return super().get_template(name, parent, globals)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate, without growing strings and numbers beyond reason."""
        if operator == "+":
            return _short(super().call_binop(context, operator, left, right))
        if not all(isinstance(v, int | float) for v in (left, right)):
            raise SecurityError(f'"{operator}" is for numbers only')
        if operator == "**" and (abs(left) > 10**9 or abs(right) > 9):
            raise LimitError("a power that is too large")
        if operator == "*" and max(abs(left), abs(right)) > 10**18:
            raise LimitError("a product that is too large")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow fields, and harmless methods of text."""
        if isinstance(obj, str):
            return attr in _STRING_METHODS
        if isinstance(obj, int | float | bytes):
            return False
        if isinstance(obj, TextView | ModelView) and attr in _VIEW_METHODS:
            return False
        if isinstance(obj, dt.date):
            return attr in ("year", "month", "day")
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """No ``str.format``: its widths have no bounds."""


def _range(*args: int) -> range:
    made = range(*args)
    if len(made) > MAX_RANGE:
        raise LimitError(f"a range of more than {MAX_RANGE:,}")
    return made


def _short(value: Any) -> Any:
    if isinstance(value, str | tuple | list) and len(value) > MAX_STRING:
        raise LimitError(f"a text of more than {MAX_STRING:,} characters")
    return value


@pass_environment
def _rounds(environment: SandboxedTemplates, values: Iterable[Any]) -> Iterable[Any]:
    """Count a loop's rounds (``dg_rounds`` around each loop's list)."""
    if isinstance(values, StrictUndefined | str | TextView | ModelView):
        if isinstance(values, StrictUndefined):
            iter(values)  # raises, with the name
        raise TemplateRuntimeError("a loop needs a list")
    if isinstance(values, MappingView | dict):
        values = tuple(values)

    def counted() -> Iterator[Any]:
        for value in values:
            environment.step()
            yield value

    return counted()


def _guard(tree: nodes.Template, name: str | None, filename: str | None) -> None:
    """Count loops, bound joined texts, and refuse what would switch escaping off."""
    for node in tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier)):
        raise NotAllowedError("escaping cannot be switched off", node.lineno, name, filename)
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = _filter(loop.iter, "dg_rounds", loop.lineno)
    for block in tree.find_all(nodes.AssignBlock):
        block.filter = _filter(block.filter, "dg_short", block.lineno)
    _bound_joins(tree)


def _bound_joins(node: nodes.Node) -> None:
    """Turn each ``a ~ b`` to our own join, which is bounded and keeps texts as texts."""
    for key, value in list(node.iter_fields()):
        if isinstance(value, nodes.Node):
            _bound_joins(value)
            setattr(node, key, _joined(value))
        elif isinstance(value, list):
            for kid in value:
                if isinstance(kid, nodes.Node):
                    _bound_joins(kid)
            setattr(node, key, [_joined(kid) for kid in value])


def _joined(node: Any) -> Any:
    if not isinstance(node, nodes.Concat):
        return node
    return _filter(nodes.List(node.nodes, lineno=node.lineno), "join", node.lineno)


def _filter(inner: Any, name: str, line: int) -> nodes.Filter:
    return nodes.Filter(inner, name, [], [], None, None, lineno=line)


def _attribute(value: Any) -> Any:
    """Make a value plain for an attribute (``dg_attr``, put in by `positions.annotate`)."""
    if isinstance(value, TextView):
        return value.attribute()
    if isinstance(value, Markup):
        return value.striptags()
    return _placed(value, "")


def _placed(value: Any, place: str) -> Any:
    """Note where a text is printed (``dg_at``, put in by `positions.annotate`)."""
    if isinstance(value, TextView):
        return value.at(place)
    if isinstance(value, bool):  # here, for Jinja2 prints constants without `printable`
        return "true" if value else "false"
    return "" if value is None else value


_INNER = {"dg_rounds": _rounds, "dg_short": _short, ATTR_FILTER: _attribute, PLACE_FILTER: _placed}


@lru_cache(maxsize=1)
def _compiler() -> SandboxedTemplates:
    return SandboxedTemplates()


@lru_cache(maxsize=256)
def compile_cached(source: str, name: str | None, filename: str | None) -> CodeType:
    """Compile a template's source; the code fits every `SandboxedTemplates`."""

    def make() -> bytes:
        return marshal.dumps(
            ImmutableSandboxedEnvironment.compile(_compiler(), source, name, filename)
        )

    code: CodeType = marshal.loads(cached(f"template {name} {filename}\n{source}", make))
    return code
