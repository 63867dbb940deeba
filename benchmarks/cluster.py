"""A Dask cluster of workers in processes and folders of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from distributed import LocalCluster


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    """Give the address of a cluster for `--executor`."""
    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        local_directory=str(folder),
    ) as made:
        yield made.scheduler_address.replace("tcp://", "dask://")
