"""Signs that an extraction did not see: the dash of a standard number."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.numbers import NUMBER, split_year

NAME = "lost-signs"
WHY = "The dash between a standard's number and its year had been lost."


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Puts the dash back where the digits show that a year follows: "GB/T 1.12020" is GB/T 1.1—2020."""
    for found in NUMBER.finditer(text):
        lost = split_year(found["body"]) if not found["year"] else None
        if lost:
            at = found.start("body") + len(lost[0])
            yield Edit(at, at, "", "—", NAME, WHY)
