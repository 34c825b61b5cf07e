"""What filters ask of records, kept apart from their texts so that thousands of hits can be counted."""

from __future__ import annotations

import json
from itertools import accumulate
from typing import Any

from duizhao.search.records import Label, Record


class Facts:
    """The documents, elements and kinds of a stretch of records, each where it changes."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._names: list[dict[Label | str | None, int]] = [{}, {}, {}]
        self._changes: list[list[int]] = [[], [], []]
        self._now: list[Label | str | None] = ["", "", ""]
        self._before = [0, 0, 0]
        self._first = -1

    def add(self, number: int, record: Record) -> None:
        """Note a record; they come in ascending order."""
        self._first = number if self._first < 0 else self._first
        for at, one in enumerate((record.document, record.element, record.kind)):
            if one != self._now[at]:
                self._now[at] = one
                names = self._names[at]
                place = number - self._first
                self._changes[at] += (place - self._before[at], names.setdefault(one, len(names)))
                self._before[at] = place

    def taken(self) -> bytes:
        """All that was noted since the last time: for each of the three its names, and how far on which begins."""
        found = [
            [[_named(one) for one in names], changes] for names, changes in zip(self._names, self._changes, strict=True)
        ]
        self._clear()
        return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _named(one: Label | str | None) -> list[str]:
    if isinstance(one, Label):
        return [one.id, one.zh, one.en]
    return [one or ""]


def placed(data: bytes) -> list[Any]:
    """What ``Facts`` took: for each of the three its names, then places and numbers of names by turns."""
    found: list[Any] = json.loads(data)
    for _, changes in found:
        changes[::2] = accumulate(changes[::2])
    return found
