"""Work on many documents: on all cores of this machine, or on an existing Dask cluster. The results are the same.

Each document is built by itself, so that nothing depends on who builds it or in which order: results come in the order
of the jobs.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any, TypeVar, cast

from duizhao.errors import DuizhaoError

J = TypeVar("J")
R = TypeVar("R")

FEWEST = 4
"""How many jobs there must be for processes of their own: each takes a second or two to load what it needs."""

AHEAD = 4
"""Jobs for each worker that are handed out before their turn: more would only lie about in memory."""


def each(work: Callable[[J], R], jobs: Sequence[J], cluster: str | None = None) -> Iterator[R]:
    """What ``work`` makes of each job, in the order of the jobs. ``work`` is a function of a module, or a partial of
    one; ``cluster`` the address of a Dask scheduler ("tcp://10.0.0.5:8786").

    Raises:
        DuizhaoError: the cluster cannot be reached, or the package for it is not installed; and whatever ``work`` does.
    """
    if cluster is not None:
        return _on_cluster(work, jobs, cluster)
    cores = min(len(jobs), _cores())
    return _on_cores(work, jobs, cores) if len(jobs) >= FEWEST and cores > 1 else map(work, jobs)


def _cores() -> int:
    """The cores that this process may use, which can be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _on_cores(work: Callable[[J], R], jobs: Sequence[J], cores: int) -> Iterator[R]:
    context = multiprocessing.get_context("spawn")  # a copy of this process could hold its locks for ever
    with ProcessPoolExecutor(cores, context) as pool:
        yield from _ahead(lambda job: pool.submit(work, job), jobs, cores)


def _on_cluster(work: Callable[[J], R], jobs: Sequence[J], address: str) -> Iterator[R]:
    with _client(address) as client:
        workers = max(1, len(client.scheduler_info()["workers"]))
        yield from _ahead(lambda job: client.submit(work, job, pure=False), jobs, workers)


def _ahead(submit: Callable[[J], Any], jobs: Sequence[J], workers: int) -> Iterator[Any]:
    """The results in order, with only so many jobs handed out as keep the workers busy."""
    waiting: list[Any] = []
    try:
        for job in jobs:
            waiting.append(submit(job))
            if len(waiting) >= AHEAD * workers:
                yield waiting.pop(0).result()
        while waiting:
            yield waiting.pop(0).result()
    finally:
        for one in waiting:  # something went wrong: what nobody has begun need not be done
            one.cancel()


def _client(address: str) -> AbstractContextManager[Any]:
    try:
        distributed = import_module("distributed")  # an extra, which most do without
    except ImportError as error:
        raise DuizhaoError(
            "--dask: the package for it is not installed. Install it with: pip install 'duizhao[dask]'."
        ) from error
    try:
        client = distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise DuizhaoError(
            f"--dask: no scheduler answers at {address} ({error}). Check the address, as in tcp://10.0.0.5:8786."
        ) from error
    return cast("AbstractContextManager[Any]", client)
