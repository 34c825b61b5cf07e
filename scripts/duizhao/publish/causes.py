"""Findings put together, so that few lines tell a reader what hundreds say: what is alike, and what is behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from duizhao.model import CheckNotes, Finding, Severity

GRAVITY: Mapping[Severity, int] = {"error": 0, "warning": 1, "info": 2}
"""The order of severities, the worst first."""

Change: TypeAlias = tuple[str, str]
"""The words that stand there, and those that should."""


Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that belong together; there is at least one."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The first finding, which stands for all where they say the same."""
        return self.findings[0]

    @property
    def places(self) -> int:
        """At how many different places they are."""
        return len({(one.document, one.node or one.concept) for one in self.findings})

    @property
    def severities(self) -> Counter[Severity]:
        """How many there are of each severity."""
        return Counter(one.severity for one in self.findings)

    @property
    def rank(self) -> tuple[int, ...]:
        """What sorts groups: the one with the most of the worst first."""
        return tuple(-self.severities[each] for each in GRAVITY)


@dataclass(frozen=True, slots=True)
class Cause(Group):
    """Findings with one cause: words that stand for other words (``change``), or one check that reports them.

    ``missing``: they are about terms for which no words were found.
    """

    change: Change | None = None
    missing: bool = False


def alike(findings: Iterable[Finding]) -> list[Group]:
    """The findings that say the same of several places together: the worst first, then those of most places."""
    found: dict[tuple[str | None, ...], list[Finding]] = {}
    for one in findings:
        found.setdefault((one.check, one.severity, one.language, one.suggestion, one.message), []).append(one)
    groups = [Group(tuple(each)) for each in found.values()]
    return sorted(groups, key=lambda group: (GRAVITY[group.first.severity], -len(group.findings)))


def by_check(findings: Sequence[Finding], notes: Iterable[CheckNotes]) -> list[tuple[CheckNotes, Group | None]]:
    """Each check with what it found, None where that is nothing: the one with the most of the worst first."""
    held = _gathered((one.check, one) for one in findings)
    found = [(one, Group(tuple(held[one.id])) if one.id in held else None) for one in notes]
    return sorted(found, key=lambda pair: pair[1].rank if pair[1] else (1,))


def by_subject(findings: Iterable[Finding]) -> list[tuple[str | None, str, Group]]:
    """The findings about terms by what they are about: the concept's id, or None and the term, the worst first."""
    held = _gathered(((one.concept, "" if one.concept else (one.term or "").lower()), one) for one in findings)
    found = [(id_, term, Group(tuple(each))) for (id_, term), each in held.items() if id_ or term]
    return sorted(found, key=lambda row: row[2].rank)


def causes(findings: Iterable[Finding]) -> list[Cause]:
    """What is behind the findings that are more than notes, the cause with the most places first.

    "客户体验" for "顾客体验" has the cause "客户" for "顾客", where that is reported by itself.
    """
    grave = [one for one in findings if one.severity != "info"]
    changes = {change for one in grave if (change := change_of(one))}
    known = _gathered(changes)
    held = _gathered((_behind(one, known), one) for one in grave)
    found = [Cause(tuple(each), change, missing) for (change, _, missing), each in held.items()]
    return sorted(found, key=lambda cause: -cause.places)


def _behind(one: Finding, known: Mapping[str, Sequence[str]]) -> tuple[Change | None, str, bool]:
    """The change that a finding asks for; else its check, and whether words for a term are missing."""
    change = change_of(one)
    return (_root(change, known), "", False) if change else (None, one.check, bool(one.term and not one.rendering))


def change_of(finding: Finding) -> Change | None:
    """The words that a finding would replace by which, where it says so."""
    old, new = finding.rendering, finding.suggestion
    return (old, new) if old and new and old != new else None


def _root(change: Change, known: Mapping[str, Sequence[str]]) -> Change:
    """The shortest known change that makes this one."""
    old, new = change
    inner = ((old[a:b], after) for a, b in _stretches(len(old)) for after in sorted(known.get(old[a:b], ())))
    return next((pair for pair in inner if old.replace(*pair) == new), change)


def _stretches(length: int) -> Iterator[tuple[int, int]]:
    """From where to where parts of a text of that length reach, short ones first. Nobody mends longer words at once."""
    for size in range(1, min(length, 24)):
        yield from ((start, start + size) for start in range(length - size + 1))


def _gathered(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    found: dict[Key, list[Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
