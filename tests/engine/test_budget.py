"""A document may use so much of the processor, and no more."""

from __future__ import annotations

import time

import pytest

from docgen.engine.budget import budget
from docgen.foundation.diagnostics import DocgenError


def test_work_without_end_is_stopped() -> None:
    with pytest.raises(DocgenError, match="DG828") as caught, budget(1, "a.yaml"):
        while True:
            sum(range(1000))
    assert str(caught.value.diagnostics[0].location) == "a.yaml"


def test_what_ends_in_time_isnt() -> None:
    with budget(1, "a.yaml"):
        time.sleep(0.01)
    end = time.process_time() + 1.2
    while time.process_time() < end:  # the limit doesn't reach beyond its block
        sum(range(1000))
    with budget(0, "a.yaml"):
        sum(range(1000))
