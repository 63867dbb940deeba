"""`Text`: a string of a summary that knows where it stands and how its claims are backed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import KW_ONLY, dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from docgen.foundation.diagnostics import Location
from docgen.summary.richtext import Run

_BACKING = ("evidence", "derived", "ignore")
_KEYS = {"text", *_BACKING, "lang"}
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(slots=True, eq=False)
class Text:
    """Inline Markdown as written, with its place and its evidence.

    In YAML either a plain string, or a mapping ``{text, evidence, derived, ignore, lang}``.
    ``ref`` is its index in `Summary.texts`, ``path`` its place in the file
    (``sections.0.heading``); both are set by the loader.
    """

    source: str
    evidence: str | None = None
    derived: str | None = None
    ignore: str | None = None
    _: KW_ONLY
    lang: str | None = None
    """Language of the text, where it isn't the summary's (BCP 47)."""
    location: Location | None = None
    path: str = ""
    ref: int = -1

    def __str__(self) -> str:
        return self.source

    def __bool__(self) -> bool:
        return bool(self.source.strip())

    @classmethod
    def validate(cls, value: Any) -> Text:
        """Make a Text of a string, a number (kept as written) or a mapping with ``text``."""
        if isinstance(value, Text):
            return value
        if isinstance(value, str):
            return cls(unicodedata.normalize("NFC", value))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return cls(str(getattr(value, "raw", value)))
        if isinstance(value, dict):
            return cls._from_mapping(value)
        raise PydanticCustomError("text_type", "should be text")

    @classmethod
    def _from_mapping(cls, value: dict[str, Any]) -> Text:
        unknown = [k for k in value if k not in _KEYS]
        if unknown:
            raise PydanticCustomError(
                "text_key", "unknown key {key} in a text", {"key": str(unknown[0])}
            )
        if "text" not in value:
            raise PydanticCustomError("text_missing", 'a text given as a mapping needs "text"')
        text = cls.validate(value["text"])
        backing = [None if value.get(k) is None else str(value[k]) for k in _BACKING]
        lang = None if value.get("lang") is None else str(value["lang"])
        if lang is not None and not _LANG.fullmatch(lang):
            raise PydanticCustomError(
                "text_lang", "{lang} is no language tag, such as fr or pt-BR", {"lang": lang}
            )
        return cls(text.source, *backing, lang=lang)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.validate,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda t: t.source, return_schema=core_schema.str_schema()
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        string = {"type": "string"}
        return {
            "anyOf": [
                {"type": ["string", "number"]},
                {
                    "type": "object",
                    "properties": {
                        "text": {"type": ["string", "number"]},
                        "evidence": string | {"description": "A verbatim passage of the article"},
                        "derived": string | {"description": 'A computation, such as "2 / 1"'},
                        "ignore": string | {"description": "Why this needs no evidence"},
                        "lang": string | {"description": "Its language, if another (BCP 47)"},
                    },
                    "required": ["text"],
                    "additionalProperties": False,
                },
            ],
            "description": "Text with inline Markdown and [@source-id] citations",
        }


class Body(Text):
    """Like `Text`, but may hold several paragraphs and lists (block Markdown)."""

    __slots__ = ()


class Excerpt(Text):
    """A part of a text, such as its first sentence: `runs` are what is shown of `source`."""

    __slots__ = ("block", "runs")
    runs: tuple[Run, ...]
    block: bool
    """Whether `source` is block Markdown."""

    @classmethod
    def of(cls, text: Text, runs: tuple[Run, ...]) -> Excerpt:
        """Return an excerpt of a text, with its place and its number in the summary."""
        made = cls(
            text.source,
            lang=text.lang,
            location=text.location,
            path=text.path,
            ref=text.ref,
        )
        made.runs = runs
        made.block = text.block if isinstance(text, Excerpt) else isinstance(text, Body)
        return made

    def __bool__(self) -> bool:
        return any(run.text.strip() or run.cite for run in self.runs)
