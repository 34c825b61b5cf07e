"""Work spread over cores and over a cluster: the results are those of one core, in order, and errors arrive."""

from __future__ import annotations

import math
import pickle
from collections.abc import Iterator

import pytest

from duizhao import spreading
from duizhao.errors import CopyError, DuizhaoError

JOBS = tuple(range(24))


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, processes=False, silence_logs=50
    ) as local:
        yield local.scheduler_address


def test_one_job_and_many_give_the_same_in_order() -> None:
    for jobs in ((), JOBS[:1], JOBS):
        assert list(spreading.each(math.factorial, jobs)) == [math.factorial(job) for job in jobs]


def test_an_error_arrives_as_it_was_raised() -> None:
    with pytest.raises(ValueError, match="not defined for negative"):
        list(spreading.each(math.factorial, (*JOBS, -1)))
    error = pickle.loads(pickle.dumps(CopyError("7.txt: cannot be read")))
    assert isinstance(error, CopyError)
    assert str(error) == "7.txt: cannot be read"


def test_a_cluster_gives_the_same(cluster: str) -> None:
    assert list(spreading.each(math.factorial, JOBS, cluster)) == [math.factorial(job) for job in JOBS]
    with pytest.raises(ValueError, match="not defined for negative"):
        list(spreading.each(math.factorial, (*JOBS, -1), cluster))


def test_no_cluster_is_told() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(DuizhaoError, match="no scheduler answers"):
        list(spreading.each(math.factorial, JOBS, "no-such-scheme://x"))
