"""Work spread over cores and over a cluster: the results are those of one core, in order, and errors arrive."""

from __future__ import annotations

import math
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from duizhao import spreading
from duizhao.errors import CopyError, DuizhaoError

JOBS = tuple(range(24))
FULL = Path("/dev/full")


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, processes=False, silence_logs=50
    ) as local:
        yield local.scheduler_address


def done(work: Callable[[int], Any], jobs: Sequence[int], cluster: str | None = None) -> list[Any]:
    with spreading.Hands(cluster) as hands:
        return list(hands.each(abs, work, jobs, len(jobs)))


def test_one_job_and_many_give_the_same_in_order() -> None:
    for jobs in ((), JOBS[:1], JOBS):
        assert done(math.factorial, jobs) == [math.factorial(job) for job in jobs]


def test_an_error_arrives_as_it_was_raised() -> None:
    with spreading.Hands() as hands, pytest.raises(ValueError, match="not defined for negative"):
        list(hands.here(math.factorial, (*JOBS, -1), 25))
    error = pickle.loads(pickle.dumps(CopyError("7.txt: cannot be read")))
    assert isinstance(error, CopyError)
    assert str(error) == "7.txt: cannot be read"


def ended(job: int) -> int:
    if job == 2:
        os.kill(os.getpid(), signal.SIGTERM)
    return job


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
def test_a_process_that_is_killed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "_cores", lambda: 2)
    with pytest.raises(DuizhaoError, match="ended from outside"):
        done(ended, JOBS)


def test_a_cluster_gives_the_same(cluster: str) -> None:
    assert done(math.factorial, JOBS, cluster) == [math.factorial(job) for job in JOBS]
    with pytest.raises(ValueError, match=r"math domain error|nonnegative"):
        done(root_below, JOBS, cluster)


def root_below(job: int) -> float:
    return math.sqrt(-1 - job)


def test_no_cluster_is_told() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(DuizhaoError, match="no scheduler answers"):
        done(math.factorial, JOBS, "no-such-scheme://x")


def test_what_was_put_on_a_shelf_is_there_in_order_and_again() -> None:
    shelf: spreading.Shelf[object] = spreading.Shelf()
    with shelf:
        places = [shelf.put(record) for record in ("one", {2: 3}, ())]
        assert list(shelf) == list(shelf) == ["one", {2: 3}, ()]
        assert shelf[places[1]] == {2: 3}
        assert shelf.put("more") == 3
        assert len(shelf) == 4


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_no_room_on_a_shelf_is_told() -> None:
    shelf: spreading.Shelf[str] = spreading.Shelf()
    with FULL.open("wb", buffering=0) as full, shelf:
        shelf._file.close()
        shelf._file = full
        with pytest.raises(DuizhaoError, match=r"No space left on device.*Nothing was imported"):
            shelf.put("one")
