"""The figures of the search do not fall: the query set of the benchmarks, asked of the plain edition that ships."""

from __future__ import annotations

from functools import cache

import pytest

import quality
import searched
from duizhao.search import Index, query


@cache
def tallies() -> dict[str, quality.Tally]:
    index = Index(searched.written(*quality.library()).__getitem__)
    return quality.tallies(
        {case.query: [hit["id"] for hit in query(index, case.query)["hits"]] for case in quality.cases()}
    )


@pytest.mark.parametrize("kind", quality.kinds(), ids=lambda kind: kind.name)
def test_a_class_of_queries_meets_its_aim(kind: quality.Kind) -> None:
    tally = tallies()[kind.name]
    assert tally.false == []
    if kind.top:
        assert tally.share(kind.top) >= kind.share, tally.missed


def test_the_queries_name_nodes_that_there_are() -> None:
    ids = {record.id for record in quality.library()[0]}
    assert {id_ for case in quality.cases() for id_ in (*case.right, *case.never)} <= ids
    asked = [case.query for case in quality.cases()]
    assert len(set(asked)) == len(asked) >= 140
