"""What belongs together in a document: the model that its clauses describe, and the places that treat one thing.

A standard often names a thing three times: a clause says what it is, one table of an annex lists its concepts and
another its practices. Their titles are similar, rarely equal, and stand in the same order; so they are matched by
both. What matches nothing stays by itself. Pure, and nothing of one document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from duizhao.model import LANGUAGES
from duizhao.publish.outline import Entry

Role = Literal["principles", "process", "elements", "other"]

NAMES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    # What a clause of principles is called. Examples: "创建原则", "General principles".
    ("principles", re.compile(r"原则|\bprinciples?\b", re.IGNORECASE)),
    # What a clause on a process is called. Examples: "创建流程", "工作程序", "Procedure".
    ("process", re.compile(r"流程|过程|程序|步骤|\b(?:process|procedure|step)(?:es|s)?\b", re.IGNORECASE)),
)
"""By which words of its title a main clause is known; elements are known by what corresponds to them."""

DIVISIONS = frozenset({"clause", "chapter", "section"})
ROWS = frozenset({"factor", "group", "item"})

LIKE = 0.3
"""How alike two titles must be (0 to 1) to name one thing."""

DEEPEST = 3
"""How many levels are matched: element, part, item."""

CELLS = 250_000
"""Lists of which more pairs would have to be compared are no outline that a reader could survey."""

# What titles are compared by: runs of Chinese characters, and words. Examples: "愿景", "mission".
_RUN = re.compile(r"[㐀-鿿]+|[a-z0-9]+")

_EMPTY_WORDS = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])


@dataclass(frozen=True, slots=True)
class Knot:
    """One thing that a document treats, and the places where it does.

    ``at``: its entries in printed order, clause before tables; ``below``: what it consists of; ``practices`` and
    ``concepts``: how many of them the places hold together.
    """

    at: tuple[Entry, ...]
    below: tuple[Knot, ...] = ()
    practices: int = 0
    concepts: int = 0

    @property
    def lead(self) -> Entry:
        """The entry that the thing is named after."""
        return self.at[0]


@dataclass(frozen=True, slots=True)
class Division:
    """A main clause and what it consists of; ``root`` is a table where no clause corresponds to the tables."""

    role: Role
    root: Entry
    knots: tuple[Knot, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """The divisions of a document that consist of something, in printed order.

    ``practised``: the anchors of the tables that list practices.
    """

    divisions: tuple[Division, ...] = ()
    practised: frozenset[str] = frozenset()

    @property
    def is_model(self) -> bool:
        """Whether the document describes a model: principles, a process or elements."""
        return any(division.role != "other" for division in self.divisions)

    @property
    def elements(self) -> tuple[Knot, ...]:
        """The elements of the model."""
        return tuple(knot for division in self.divisions if division.role == "elements" for knot in division.knots)


def structure(entries: Sequence[Entry]) -> Structure:
    """The structure of an outline; without divisions where nothing is divided."""
    tree = _Tree(entries)
    tables = tree.merged([[tree.knot(factor) for factor in tree.below(table, ROWS)] for table in tree.tables])
    clauses = [Division(_role(root), root, tree.knots(root, DIVISIONS)) for root in tree.roots]
    chosen = _elements_clause(clauses, tables)
    found = [_filled(division, tables) if division is chosen else division for division in clauses]
    if tables and not chosen:
        found.append(Division("elements", tree.tables[0], tuple(tables)))
    return Structure(tuple(_worth_showing(found)), tree.practised)


def align(left: Sequence[Knot], right: Sequence[Knot], *, within: bool = False) -> list[tuple[int, int]]:
    """The pairs of places in both lists whose titles are alike, in order, so that likeness is greatest overall.

    ``within``: the lists are the parts of one thing. If they are of one length and half of them match place by place,
    they match as a whole: the rest differs in words only.
    """
    if len(left) * len(right) > CELLS:
        return []
    pairs = _best_path([[_likeness(one, other) for other in right] for one in left])
    level = within and len(left) == len(right) and all(one == other for one, other in pairs)
    if level and pairs and 2 * len(pairs) >= len(left):
        return [(place, place) for place in range(len(left))]
    return pairs


def likeness(one: Entry, other: Entry) -> float:
    """How alike two entries are called, from 0 to 1: the share of common words, in the language that shares most."""
    return max(_common(one.title(language), other.title(language)) for language in LANGUAGES)


class _Tree:
    """The outline as a tree, with what is counted below each entry."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._below: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.parent is not None:
                self._below.setdefault(entry.parent, []).append(entry)
        self.roots = [entry for entry in entries if entry.parent is None and entry.node.kind in DIVISIONS | {"part"}]
        self._practices = _counts(entries, lambda entry: entry.node.kind == "practice")
        self.tables = [entry for entry in entries if entry.node.kind == "table" and self.below(entry, {"factor"})]
        self.practised = frozenset(table.anchor for table in self.tables if self._practices[table.anchor])
        bare = {one for table in self.tables if table.anchor not in self.practised for one in self._all(table)}
        self._concepts = _counts(entries, lambda entry: entry.node.kind == "item" and entry.anchor in bare)

    def below(self, entry: Entry, kinds: Iterable[str]) -> list[Entry]:
        """The headed entries of these kinds right below an entry."""
        return [one for one in self._below.get(entry.anchor, ()) if one.node.kind in kinds and one.headed]

    def knots(self, entry: Entry, kinds: Iterable[str]) -> tuple[Knot, ...]:
        """The entries right below as things of one place each."""
        return tuple(self.knot(one) for one in self.below(entry, kinds))

    def knot(self, entry: Entry, level: int = 1) -> Knot:
        """An entry as a thing of one place, with all that it consists of."""
        parts = self.below(entry, DIVISIONS | ROWS) if level < DEEPEST else []
        below = tuple(self.knot(part, level + 1) for part in parts)
        return Knot((entry,), below, self._practices[entry.anchor], self._concepts[entry.anchor])

    def merged(self, lists: Iterable[Sequence[Knot]]) -> list[Knot]:
        """Several lists as one."""
        found: list[Knot] = []
        for knots in lists:
            found = merge(found, knots)
        return found

    def _all(self, entry: Entry) -> Iterator[str]:
        waiting = [entry]
        while waiting:
            one = waiting.pop()
            yield one.anchor
            waiting.extend(self._below.get(one.anchor, ()))


def merge(left: Sequence[Knot], right: Sequence[Knot], *, within: bool = False) -> list[Knot]:
    """Two lists as one in which what matches is one knot, and what does not keeps its place between its neighbours.

    ``within`` as for :func:`align`.
    """
    found: list[Knot] = []
    done = (0, 0)
    for pair in [*align(left, right, within=within), (len(left), len(right))]:
        found += [*left[done[0] : pair[0]], *right[done[1] : pair[1]]]
        if pair[0] < len(left):
            found.append(_tied(left[pair[0]], right[pair[1]]))
        done = (pair[0] + 1, pair[1] + 1)
    return found


def _tied(one: Knot, other: Knot) -> Knot:
    below = tuple(merge(one.below, other.below, within=True))
    return Knot(one.at + other.at, below, one.practices + other.practices, one.concepts + other.concepts)


def _counts(entries: Sequence[Entry], counted: Callable[[Entry], bool]) -> Mapping[str, int]:
    """How many entries at and below each one are counted. Parents come before what is below them."""
    found = {entry.anchor: int(counted(entry)) for entry in entries}
    for entry in reversed(entries):
        if entry.parent in found:
            found[entry.parent] += found[entry.anchor]
    return found


def _role(root: Entry) -> Role:
    titles = " ".join(filter(None, (root.title(language) for language in LANGUAGES)))
    return next((role for role, name in NAMES if name.search(titles)), "other")


def _elements_clause(clauses: Sequence[Division], tables: Sequence[Knot]) -> Division | None:
    """The clause whose parts fit the factors of the tables best, half of the shorter list at least."""
    best, chosen = 0.0, None
    for division in clauses:
        pairs = align(division.knots, tables)
        fit = sum(_likeness(division.knots[one], tables[other]) for one, other in pairs)
        if fit > best and 2 * len(pairs) >= min(len(division.knots), len(tables)):
            best, chosen = fit, division
    return chosen


def _filled(division: Division, tables: Sequence[Knot]) -> Division:
    return Division("elements", division.root, tuple(merge(division.knots, tables)))


def _worth_showing(divisions: Sequence[Division]) -> list[Division]:
    """Divisions that consist of something; of a book in chapters, all chapters where one has sections."""
    divided = [division for division in divisions if division.knots]
    chaptered = divided and all(division.root.node.kind in {"chapter", "part"} for division in divisions)
    return list(divisions) if chaptered else divided


def _likeness(one: Knot, other: Knot) -> float:
    return max(likeness(here, there) for here in one.at for there in other.at)


def _common(one: str | None, other: str | None) -> float:
    """Dice's coefficient of the units of two titles."""
    mine, yours = _units(one or ""), _units(other or "")
    return 2 * len(mine & yours) / (len(mine) + len(yours)) if mine and yours else 0.0


@lru_cache(maxsize=4096)
def _units(title: str) -> frozenset[str]:
    """What a title is compared by: pairs of Chinese characters, words without endings and empty words."""
    found: set[str] = set()
    for run in _RUN.findall(title.lower()):
        if run[0] > "z":
            found.update(run[at : at + 2] for at in range(max(len(run) - 1, 1)))
        elif run not in _EMPTY_WORDS:
            found.add(run.removesuffix("s") if len(run) > 3 else run)
    return frozenset(found)


def _best_path(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs, each further in both lists than the one before, whose scores from LIKE upwards sum up highest."""
    rows, width = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (width + 1) for _ in range(rows + 1)]
    for one in reversed(range(rows)):
        for other in reversed(range(width)):
            taken = scores[one][other] + best[one + 1][other + 1] if scores[one][other] >= LIKE else 0.0
            best[one][other] = max(taken, best[one + 1][other], best[one][other + 1])
    return list(_walked(scores, best))


def _walked(scores: Sequence[Sequence[float]], best: Sequence[Sequence[float]]) -> Iterator[tuple[int, int]]:
    one = other = 0
    while one < len(scores) and other < len(scores[0]):
        score = scores[one][other]
        if score >= LIKE and best[one][other] == score + best[one + 1][other + 1]:
            yield one, other
            one, other = one + 1, other + 1
        elif best[one][other] == best[one + 1][other]:
            one += 1
        else:
            other += 1
