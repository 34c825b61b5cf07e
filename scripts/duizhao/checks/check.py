"""What a check is, and what it is given to look at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from duizhao.model import Book, CheckNotes, Concept, Finding, Rendering, Severity, Unit

Words: TypeAlias = tuple[str, str]
"""The same in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Material:
    """What is checked: units in order, the glossary, how the units render terms, and the books that they are from.

    ``books`` is empty for a translator's file, which has no structure but the order of its units. ``renderings``
    are those of ``units``, in order.
    """

    units: tuple[Unit, ...] = ()
    concepts: tuple[Concept, ...] = ()
    renderings: tuple[Rendering, ...] = ()
    books: tuple[Book, ...] = ()

    def by_unit(self, number: int) -> list[Rendering]:
        """The renderings of a unit."""
        first = bisect_left(self.renderings, number, key=lambda one: one.unit)
        last = bisect_right(self.renderings, number, key=lambda one: one.unit)
        return list(self.renderings[first:last])


@dataclass(frozen=True, slots=True)
class Example:
    """A pair that the check reports, and the same pair put right."""

    wrong: Words
    right: Words


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its id, how grave its findings are, its documentation in both languages, and what finds them.

    ``what`` it reports, ``why`` that matters, ``fix``: what to do. Findings may be of lesser severity than the
    check's own where they are less certain. ``whole``: it looks at the whole library at once (the health of the
    glossary); the others are given one document at a time.
    """

    id: str
    severity: Severity
    name: Words
    what: Words
    why: Words
    fix: Words
    example: Example | None
    run: Callable[[Material], Iterator[Finding]]
    whole: bool = False

    def finding(self, unit: Unit, message: str, **more: str | None) -> Finding:
        """A finding of this check at a unit; ``more`` are further fields of the finding."""
        found = {"severity": self.severity, "document": unit.document, "node": unit.place, **more}
        return Finding(check=self.id, message=message, **found)  # type: ignore[arg-type]

    @property
    def notes(self) -> CheckNotes:
        """The documentation, as the pages and reports are given it."""
        wrong, right = (self.example.wrong, self.example.right) if self.example else (None, None)
        return CheckNotes(self.id, self.severity, self.name, self.what, self.why, self.fix, wrong, right)
