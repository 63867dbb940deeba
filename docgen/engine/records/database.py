"""Rows of a query on a database, by SQLAlchemy; read one batch at a time.

The database's URL comes from ``--database`` or, so that no password stands in a command
line, from the variable DOCGEN_DATABASE. Neither URL nor password gets into a message, a job or
a manifest: there the query is called ``query``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from docgen.engine.records.read import RecordRow
from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.version import install_hint

VARIABLE = "DOCGEN_DATABASE"
BATCH = 256
"""Rows that are fetched at a time."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query on a database. Its text form is ``query``: the URL may hold a password."""

    sql: str
    url: str = field(repr=False)

    def __str__(self) -> str:
        return "query"


def rows_of_query(query: Query) -> Iterator[RecordRow]:
    """Give the rows of a query, numbered from 1. Raises DocgenError (DG812)."""
    try:
        import sqlalchemy  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise _error("--database needs SQLAlchemy", install_hint("sql")) from error
    try:
        engine = sqlalchemy.create_engine(query.url, hide_parameters=True)
    except ImportError as error:
        hint = (
            f"{install_hint('sql')} has drivers of SQLite and PostgreSQL; install your database's"
        )
        raise _error(f"the database's driver is missing: {error.name}", hint) from error
    except Exception as error:  # whatever a driver makes of an URL; the text may hold it
        hint = "such as sqlite:///people.db or postgresql+psycopg://user@host/name"
        raise _error("the database's URL can't be understood", hint) from error
    try:
        with engine.connect() as connection:
            begun = connection.execution_options(stream_results=True, yield_per=BATCH)
            result = begun.execute(sqlalchemy.text(query.sql))
            if not result.returns_rows:
                raise _error("the query gives no rows", "it should be a SELECT")
            names = list(result.keys())
            if len(set(names)) < len(names):
                raise _error("two columns of the query have the same name", "name them with AS")
            for number, row in enumerate(result, start=1):
                values = [_plain(value) for value in row]
                yield RecordRow(number, dict(zip(names, values, strict=True)))
    except sqlalchemy.exc.SQLAlchemyError as error:
        told = str(getattr(error, "orig", None) or type(error).__name__).split("\n")[0]
        raise _error(f"the query failed: {_without(told, engine.url)}") from error
    finally:
        engine.dispose()


def _without(message: str, url: Any) -> str:
    """Return a driver's message without the password, should it hold it."""
    secret = url.password
    return message.replace(str(secret), "***") if secret else message


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: decimals as numbers, dates in ISO 8601."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)


def _error(message: str, hint: str = "") -> DocgenError:
    return DocgenError(Diagnostic(codes.BAD_RECORDS, message, Location("query"), hint))
