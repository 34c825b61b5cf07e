"""What filters ask of records, kept apart from their texts so that thousands of hits can be counted."""

from __future__ import annotations

import json

from duizhao.search.records import Label, Record


class Facts:
    """The documents, elements and kinds of a stretch of records, each where it changes."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._names: list[dict[Label | str | None, int]] = [{}, {}, {}]
        self._changes: list[list[int]] = [[], [], []]
        self._now: list[Label | str | None] = ["", "", ""]
        self._first = -1

    def add(self, number: int, record: Record) -> None:
        """Note a record; they come in ascending order."""
        self._first = number if self._first < 0 else self._first
        for at, one in enumerate((record.document, record.element, record.kind)):
            if one != self._now[at]:
                self._now[at] = one
                names = self._names[at]
                self._changes[at] += (number - self._first, names.setdefault(one, len(names)))

    def taken(self) -> bytes:
        """All that was noted since the last time: for each of the three its names, and where which of them begins."""
        found = [
            [[_named(one) for one in names], changes] for names, changes in zip(self._names, self._changes, strict=True)
        ]
        self._clear()
        return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _named(one: Label | str | None) -> list[str]:
    if isinstance(one, Label):
        return [one.id, one.zh, one.en]
    return [one or ""]
