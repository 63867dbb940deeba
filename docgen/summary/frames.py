"""Columns of any data frame that speaks Arrow or the dataframe interchange protocol.

Arrow's PyCapsule interface (``__arrow_c_stream__``) comes first, then the interchange
protocol (``__dataframe__``, data-apis.org); pandas and polars have both. pyarrow reads them.
"""

from __future__ import annotations

import math
from typing import Any

from docgen.foundation import codes
from docgen.foundation.diagnostics import Diagnostic, DocgenError, Location
from docgen.version import install_hint

MAX_CELLS = 200_000


def is_frame(value: Any) -> bool:
    """Tell a data frame from other values."""
    return hasattr(value, "__arrow_c_stream__") or hasattr(value, "__dataframe__")


def columns_of(frame: Any, at: Location) -> tuple[list[str], list[list[Any]]]:
    """Return a frame's column names and their values as plain Python ones; NaN is None.

    Raises DocgenError: DG121 where it can't be read or pyarrow is missing, DG109 over
    `MAX_CELLS` cells.
    """
    try:
        import pyarrow  # noqa: PLC0415  (an extra)
        import pyarrow.interchange  # noqa: PLC0415
    except ImportError as error:
        hint = install_hint("records")
        found = Diagnostic(codes.CHART_DATA, "reading a data frame needs pyarrow", at, hint)
        raise DocgenError(found) from error
    try:
        arrow = hasattr(frame, "__arrow_c_stream__")
        table = pyarrow.table(frame) if arrow else pyarrow.interchange.from_dataframe(frame)
        if table.num_rows * table.num_columns > MAX_CELLS:
            limit = f"more than {MAX_CELLS:,} cells"
            raise DocgenError(Diagnostic(codes.LIMIT, limit, at, "aggregate the frame first"))
        columns = [column.to_pylist() for column in table.columns]
    except DocgenError:
        raise
    except Exception as error:  # what a stranger's frame may raise
        message = f"the data frame can't be read: {error}"
        raise DocgenError(Diagnostic(codes.CHART_DATA, message, at)) from error
    return [str(name) for name in table.column_names], [[_value(v) for v in c] for c in columns]


def _value(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value
