"""Work on many documents: on all cores of this machine, or on an existing Dask cluster. The results are the same.

Each document is built by itself, so that nothing depends on who builds it or in which order: results come in the order
of the jobs. What lies between two steps of the work lies on the disk, so that memory does not grow with the jobs.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack
from importlib import import_module
from typing import IO, Any, Generic, Self, TypeVar, cast

from duizhao.errors import DuizhaoError

J = TypeVar("J")
M = TypeVar("M")
R = TypeVar("R")

FEWEST = 4
"""How many jobs there must be for processes of their own: each takes a second or two to load what it needs."""

AHEAD = 4
"""Jobs for each worker that are handed out before their turn: more would only lie about in memory."""


class Hands:
    """Who does the work: this process, processes on all cores, or the workers of a cluster; called when first needed.

    ``cluster`` is the address of a Dask scheduler ("tcp://10.0.0.5:8786"). Use as a context, which lets them go.
    """

    def __init__(self, cluster: str | None = None) -> None:
        """Nobody is called yet."""
        self._cluster, self._open = cluster, ExitStack()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def here(self, work: Callable[[J], R], jobs: Iterable[J], count: int) -> Iterator[R]:
        """What ``work`` makes of each of ``count`` jobs, in their order, on this machine: it may read files.

        ``work`` is a function of a module, or a partial of one.

        Raises:
            DuizhaoError: a process was ended from outside; and whatever ``work`` does.
        """
        return self._on_cores(work, jobs) if count >= FEWEST and _cores() > 1 else map(work, jobs)

    def each(self, load: Callable[[J], M], work: Callable[[M], R], jobs: Iterable[J], count: int) -> Iterator[R]:
        """What ``work`` makes of what ``load`` makes of each of ``count`` jobs, in their order.

        ``load`` runs on this machine, as it may read files; ``work`` on the cluster, where there is one.

        Raises:
            DuizhaoError: the cluster cannot be reached, or the package for it is not installed; and as ``here``.
        """
        if self._cluster is None:
            return self.here(Chain(load, work), jobs, count)
        return _on_cluster(work, map(load, jobs), self._cluster)

    def _on_cores(self, work: Callable[[J], R], jobs: Iterable[J]) -> Iterator[R]:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")  # a copy of this process could hold its locks for ever
            self._pool = self._open.enter_context(ProcessPoolExecutor(_cores(), context))
        pool = self._pool
        try:
            yield from _ahead(lambda job: pool.submit(work, job), jobs, _cores())
        except BrokenProcessPool as error:
            raise DuizhaoError(
                "a process that was building documents was ended from outside, perhaps because memory ran out. "
                "Nothing was written: close other programs, or import fewer files at a time."
            ) from error


class Chain(Generic[J, M, R]):
    """One function after the other, as one that can be sent to another process."""

    def __init__(self, first: Callable[[J], M], second: Callable[[M], R]) -> None:
        """Both are functions of modules."""
        self._first, self._second = first, second

    def __call__(self, job: J) -> R:
        """Both, for one job."""
        return self._second(self._first(job))


class Shelf(Generic[R]):
    """Records in a temporary file without a name, which is gone with the process however that ends.

    Use as a context.
    """

    def __init__(self) -> None:
        """It is empty."""
        self._places: list[int] = []

    def __enter__(self) -> Self:
        self._file: IO[bytes] = tempfile.TemporaryFile()
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[R]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, place: int) -> R:
        self._file.seek(self._places[place])
        record: R = pickle.load(self._file)  # noqa: S301 (we wrote it, and nobody else can reach it)
        return record

    def put(self, record: R) -> int:
        """Puts a record away; returns its place.

        Raises:
            DuizhaoError: there is no room for it.
        """
        try:
            self._places.append(self._file.seek(0, os.SEEK_END))
            pickle.dump(record, self._file, pickle.HIGHEST_PROTOCOL)
            self._file.flush()
        except OSError as error:
            raise DuizhaoError(
                f"{tempfile.gettempdir()}: cannot be written ({error.strerror}). Nothing was imported: make room "
                "there, or name another folder by the environment variable TMPDIR."
            ) from error
        return len(self) - 1


def _cores() -> int:
    """The cores that this process may use, which can be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _on_cluster(work: Callable[[J], R], jobs: Iterable[J], address: str) -> Iterator[R]:
    with _client(address) as client:
        workers = max(1, len(client.scheduler_info()["workers"]))
        yield from _ahead(lambda job: client.submit(work, job, pure=False), jobs, workers)


def _ahead(submit: Callable[[J], Any], jobs: Iterable[J], workers: int) -> Iterator[Any]:
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
