"""The queries of benchmarks/queries.yaml, what they are asked of, and how answers are counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import yaml

from duizhao import pipeline
from duizhao.model import Concept
from duizhao.search import Record, of_book
from duizhao.store import load_library

ROOT = Path(__file__).parents[1]
QUERIES = ROOT / "benchmarks" / "queries.yaml"
NEVER = "never"
DOCUMENT = "db23-t-3405-2023"
"""The document that the queries are about: what is absent from it another may well hold."""
TOPS = (1, 3, 10)


@dataclass(frozen=True, slots=True)
class Case:
    """A query, the nodes any of which is a right first answer, and those that must not be found."""

    query: str
    right: tuple[str, ...]
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of queries: ``share`` of them must have a right node among the first ``top``; 0: must find nothing."""

    name: str
    cases: tuple[Case, ...]
    top: int = 0
    share: float = 0.0


@dataclass
class Tally:
    """How many queries were asked, for how many a right node was among the first so many, and the false hits."""

    asked: int = 0
    found: dict[int, int] = field(default_factory=lambda: dict.fromkeys(TOPS, 0))
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, case: Case, ids: Sequence[str], top: int) -> None:
        """Count the answer to one query: the ids of its first hits."""
        self.asked += 1
        place = next((n for n, id_ in enumerate(ids) if id_ in case.right), None)
        for most in TOPS:
            self.found[most] += place is not None and place < most
        if (ids and not case.right) or not set(ids).isdisjoint(case.never):
            self.false.append(case.query)
        if case.right and (place is None or place >= top):
            self.missed.append(case.query)

    def share(self, top: int) -> float:
        """The share of queries with a right node among the first so many."""
        return self.found[top] / max(1, self.asked)


@cache
def kinds() -> tuple[Kind, ...]:
    """The classes of queries."""
    read = yaml.load(QUERIES.read_text("utf-8"), Loader=yaml.BaseLoader)
    return tuple(
        Kind(one["class"], tuple(map(_case, one["queries"])), int(one.get("top", 0)), float(one.get("share", 0)))
        for one in read
    )


def _case(row: Sequence[str]) -> Case:
    query, *ids = row
    cut = ids.index(NEVER) if NEVER in ids else len(ids)
    return Case(query, tuple(ids[:cut]), tuple(ids[cut + 1 :]))


def cases() -> Iterator[Case]:
    """All queries."""
    for kind in kinds():
        yield from kind.cases


def tallies(answers: Mapping[str, Sequence[str]]) -> dict[str, Tally]:
    """The count of each class, from the ids that each query found, best first."""
    found = {kind.name: Tally() for kind in kinds()}
    for kind in kinds():
        for case in kind.cases:
            found[kind.name].add(case, answers[case.query], kind.top)
    return found


@cache
def library() -> tuple[tuple[Record, ...], tuple[Concept, ...]]:
    """The records of the plain edition that the queries ask for, without what lies beside it, and the concepts."""
    loaded = load_library(ROOT)
    books = tuple(replace(book, printed=()) for book in loaded.books if book.document.id == DOCUMENT)
    linked = pipeline.finish(replace(loaded, books=books))
    records = (record for book in linked.books for record in of_book(book, lambda node: node.id, book.document.id))
    return tuple(records), linked.concepts
