"""The Jinja2 environment: sandboxed, strict about names, with limits on work and size.

A layout, or a template of summaries, may come from a stranger. It reads values through views,
calls only the filters listed for it (`docgen.layout.filters`), includes only what its loader
gives, and stops at the limits below. Filters and operators are charged by the size of what
they read and make; how deep expressions and statements nest is counted on the template's
tokens, before Jinja2's parser and Python's compiler would give up in ways of their own.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from types import CodeType, TracebackType
from typing import Any

from jinja2 import (
    StrictUndefined,
    TemplateError,
    TemplateRuntimeError,
    UndefinedError,
    nodes,
    pass_context,
    pass_environment,
)
from jinja2.exceptions import SecurityError, TemplateAssertionError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import _PassArg, missing
from markupsafe import Markup

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
MAX_WORK = 20_000_000
"""Characters and items that filters and operators may read and make in one rendering."""
MAX_PARENS = 20
"""Brackets that may nest in one expression."""
MAX_TOKENS = 4_000
"""Names, numbers, texts and signs of one expression."""
MAX_CHAIN = 150
"""Operators, attributes and filters after each other in one expression."""
MAX_BLOCKS = 15
"""Statements that may nest."""
MAX_DIGITS = 300
"""Of a number."""
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


class TooComplexError(TemplateSyntaxError):
    """A template that nests deeper, or is longer, than we compile."""


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

    def __init__(
        self,
        filters: Mapping[str, Any] = FILTERS,
        *,
        autoescape: bool = True,
        finalize: Any = printable,
        undefined: type[StrictUndefined] = Undefined,
        **options: Any,
    ) -> None:
        super().__init__(
            autoescape=autoescape,
            undefined=undefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=finalize,
            cache_size=200,
            auto_reload=False,
            optimized=False,  # constants folded at compile time would escape the charges
            **options,
        )
        self.filters = {**_charged(filters), **_INNER}
        self.tests = {name: self.tests[name] for name in TESTS}
        self.globals = {k: self.globals[k] for k in ("dict", "cycler", "joiner", "namespace")}
        self.globals["range"] = _range
        self.steps = self.work = 0

    def step(self, count: int = 1) -> None:
        """Count rounds of work; raises `LimitError` at the limit."""
        self.steps += count
        if self.steps > MAX_STEPS:
            raise LimitError(f"more than {MAX_STEPS:,} loop rounds and calls")

    def charge(self, value: Any) -> Any:
        """Count the size of what is read or made; return it. Raises `LimitError`."""
        if isinstance(value, str | tuple | list | dict | MappingView):
            self.work += len(value)
            if self.work > MAX_WORK:
                raise LimitError(f"more than {MAX_WORK:,} characters and items")
        return _short(value)

    def compile(  # type: ignore[override]
        self,
        source: Any,
        name: str | None = None,
        filename: str | None = None,
        raw: bool = False,
        defer_init: bool = False,
    ) -> CodeType:
        """Compile a template, or take it from those of same source. Raises TemplateSyntaxError."""
        key = (type(self), str(source), name, filename)
        if key not in _COMPILED:
            _COMPILED[key] = self.compiled(str(source), name, filename)
            if len(_COMPILED) > 256:
                del _COMPILED[next(iter(_COMPILED))]
        return _COMPILED[key]

    def compiled(self, source: str, name: str | None, filename: str | None) -> CodeType:
        """Compile a template that this process hasn't compiled yet.

        Raises TemplateSyntaxError, at the place as well as it is known.
        """
        line = 1
        try:
            line = self._measure(source, name, filename)
            return super().compile(source, name, filename)
        except TemplateError:
            raise
        except (RecursionError, MemoryError) as error:
            raise TooComplexError("nests too deeply", line, name, filename) from error
        except (SyntaxError, ValueError, OverflowError) as error:
            said = str(error).partition(" (")[0]
            raise TemplateSyntaxError(said, line, name, filename) from error

    def _measure(self, source: str, name: str | None, filename: str | None) -> int:
        """Check how deep and how long a template's parts are; return the longest one's line."""

        def refuse(message: str, line: int) -> None:
            raise TooComplexError(message, line, name, filename)

        longest, longest_line = 0, 1
        count = parens = chain = blocks = 0
        is_block = False
        for line, token, value in self._tokens(source, name, filename):
            if token in ("variable_begin", "block_begin"):
                count, parens, chain = -1, 0, 0
                is_block = token == "block_begin"
            elif token == "whitespace":
                continue
            elif token == "name" and is_block and count == 0:
                blocks += (value in _OPENING) - (
                    value[:3] == "end" and value[3:] in _OPENING and blocks > 0
                )
                if blocks > MAX_BLOCKS:
                    refuse(f"more than {MAX_BLOCKS} statements inside each other", line)
            elif token == "integer" and len(value) > MAX_DIGITS:
                refuse(f"a number of more than {MAX_DIGITS} digits", line)
            elif token == "operator":
                parens += (value in "([{") - (value in ")]}")
                chain += value not in "()[]{},:="
            chain += token == "name" and value in ("not", "and", "or", "is", "in", "if")
            count += 1
            if count > longest:
                longest, longest_line = count, line
            if parens > MAX_PARENS:
                refuse(f"more than {MAX_PARENS} brackets inside each other", line)
            if chain > MAX_CHAIN:
                refuse(f"an expression of more than {MAX_CHAIN} operations", line)
            if count > MAX_TOKENS and token != "data":
                refuse(f"an expression of more than {MAX_TOKENS:,} words and signs", line)
        return longest_line

    def _tokens(
        self, source: str, name: str | None, filename: str | None
    ) -> Iterator[tuple[int, str, str]]:
        """Give a template's tokens; those before a mistake, which the parser is to tell."""
        with suppress(TemplateSyntaxError):
            yield from self.lexer.tokeniter(source, name, filename)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _guard(tree, name, filename)
        return tree

    def call(self, context: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call what is safe to call, counted; a text's method is charged by the text."""
        self.step()
        self.charge(getattr(obj, "__self__", None))
        return self.charge(super().call(context, obj, *args, **kwargs))

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:
        """Load a template, counted (includes in a circle end)."""
        self.step()
        return super().get_template(name, parent, globals)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Calculate, without growing strings and numbers beyond reason."""
        if operator == "+":
            if not all(isinstance(v, int | float) for v in (left, right)):
                return self._sum(left, right)
            return super().call_binop(context, operator, left, right)
        if not all(isinstance(v, int | float) for v in (left, right)):
            raise SecurityError(f'"{operator}" is for numbers only')
        if operator == "**" and (abs(left) > 10**9 or abs(right) > 9):
            raise LimitError("a power that is too large")
        if operator == "*" and max(abs(left), abs(right)) > 10**18:
            raise LimitError("a product that is too large")
        return super().call_binop(context, operator, left, right)

    def _sum(self, left: Any, right: Any) -> Any:
        """Add texts or lists, whose length is known before they are made."""
        for one in (left, right):
            if not isinstance(one, str | tuple | list | TextView | Undefined | StrictUndefined):
                raise TemplateRuntimeError(f'"+" can\'t add {type(one).__name__}')
        sized = all(isinstance(one, str | tuple | list) for one in (left, right))
        if sized and len(left) + len(right) > MAX_STRING:
            raise LimitError(f"a text of more than {MAX_STRING:,} characters")
        return self.charge(left + right)

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
    """Count loops, bound joined texts, and refuse what would switch escaping off.

    Names that a macro takes twice and numbers beyond a float, which Python's compiler would
    trip over, are refused here at their line.
    """
    for macro in tree.find_all((nodes.Macro, nodes.CallBlock)):
        names = [arg.name for arg in macro.args]  # type: ignore[attr-defined]
        twice = next((n for n in names if names.count(n) > 1), None)
        if twice is not None:
            message = f'a macro takes "{twice}" twice'
            raise TemplateSyntaxError(message, macro.lineno, name, filename)
    for const in tree.find_all(nodes.Const):
        if isinstance(const.value, float) and not math.isfinite(const.value):
            raise TemplateSyntaxError("a number that is too large", const.lineno, name, filename)
    for node in tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier)):
        raise NotAllowedError("escaping cannot be switched off", node.lineno, name, filename)
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = _filter(loop.iter, "dg_rounds", loop.lineno)
    for block in tree.find_all(nodes.AssignBlock):
        block.filter = _filter(block.filter, "dg_short", block.lineno)
    _bound_joins(tree)


def template_line(error: BaseException, paths: Collection[str]) -> tuple[str, int] | None:
    """Return the file and line of the template that ran last as an error came, if one did."""
    place: tuple[str, int] | None = None
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in paths:
            place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return place


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
_COMPILED: dict[tuple[object, ...], CodeType] = {}
"""Code by environment, source and name: it fits every environment of its class."""
_OPENING = ("for", "if", "macro", "call", "filter", "block", "with", "autoescape")
_CHEAP = ("d", "default", "first", "last", "length", "count", "dg_at")
"""Filters that don't look at all of their value."""
_DEAR: Mapping[str, int] = {"number": 20, "date": 20, "first_sentence": 20}
"""Steps that a call of a filter stands for, where it takes longer than a loop's round."""
MAX_ARGUMENT = 10_000
"""The largest number that a filter takes: widths and counts of what it makes."""


def _charged(filters: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _charge(name, function) for name, function in filters.items()}


def _charge(name: str, function: Any) -> Any:
    """Return a filter that counts what it reads and makes."""
    wants = _PassArg.from_obj(function)

    @pass_context
    def charged(context: Any, value: Any, *given: Any, **more: Any) -> Any:
        environment: SandboxedTemplates = context.environment
        environment.step(_DEAR.get(name, 1))
        if name not in _CHEAP:
            environment.charge(value)
            for one in (*given, *more.values()):
                if isinstance(one, int | float) and one > MAX_ARGUMENT:
                    raise LimitError(f"{name}: a number above {MAX_ARGUMENT:,}")
        first: tuple[Any, ...] = ()
        if wants is _PassArg.context:
            first = (context,)
        elif wants is _PassArg.eval_context:
            first = (context.eval_ctx,)
        elif wants is _PassArg.environment:
            first = (environment,)
        made = function(*first, value, *given, **more)
        if isinstance(made, Iterator):
            return _counted(environment, made)
        return made if name in _CHEAP else environment.charge(made)

    return charged


def _counted(environment: SandboxedTemplates, made: Iterator[Any]) -> Iterator[Any]:
    for one in made:
        environment.step()
        yield one
