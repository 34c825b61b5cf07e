"""Many documents at once: on one core, on all cores and on a cluster an import writes the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bases import base, files, run, write
from duizhao import spreading

TEXT = """DB99/T {number}—2031 第{number}号公园指南

1 范围
本文件规定了第{number}号公园的开放和维护。

2 开放
2.1 时间
公园宜在早上{hour}点开门。
2.2 门票
公园不应收取门票。

3 维护
3.1 草地
草地每{hour}天修剪一次。
3.2 长椅
长椅坏了应在两天内修好。
"""


def documents(count: int) -> dict[str, str]:
    return {f"park-{number}": TEXT.format(number=number, hour=number % 5 + 4) for number in range(1, count + 1)}


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, processes=False, protocol="tcp", silence_logs=50
    ) as local:
        yield local.scheduler_address


def imported(folder: Path, *options: str) -> dict[str, bytes]:
    copies = write(folder / "in", **documents(6))
    root = base(folder / "base")
    run("--root", root, "import", *copies, *options)
    return files(root / "content")


def test_one_core_all_cores_and_a_cluster_write_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cluster: str
) -> None:
    spread = imported(tmp_path / "cores")
    by_cluster = imported(tmp_path / "cluster", "--dask", cluster)
    monkeypatch.setattr(spreading, "FEWEST", 99)
    alone = imported(tmp_path / "alone")
    assert len([name for name in alone if name.endswith("/document.yaml")]) == 6
    assert alone == spread
    assert alone == by_cluster


def test_a_cluster_that_does_not_answer_costs_nothing(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    copies = write(tmp_path / "in", **documents(1))
    root = base(tmp_path / "base")
    before = files(root)
    result = run("--root", root, "import", *copies, "--dask", "no-such-scheme://x", code=2)
    assert "no scheduler answers" in result.output
    assert files(root) == before
