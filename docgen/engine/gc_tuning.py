"""Fewer rounds of the cyclic garbage collector while documents are built.

A document is some hundred thousand objects that live as long as the document, and hardly a
cycle among them: with Python's defaults a third of a build's time goes into looking for some.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLDS = (50_000, 20, 20)
"""Objects made before a round, and rounds before a longer one; Python's: 700, 10, 10."""


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Raise the collection thresholds inside the block; never lower them."""
    before = gc.get_threshold()
    if before[0] < THRESHOLDS[0]:
        gc.set_threshold(*THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def tune_process() -> None:
    """Raise the thresholds for the rest of the process, and freeze what is imported."""
    gc.set_threshold(*THRESHOLDS)
    gc.freeze()


@contextmanager
def importing() -> Iterator[None]:
    """Switch the collector off inside the block, and freeze what was imported there."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()
