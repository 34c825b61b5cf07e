"""What filters ask of a record, read from the index as ``meta.Facts`` wrote it."""

from __future__ import annotations

from duizhao.search.reader import Index


def facts_of(index: Index, record: int) -> dict[str, list[str]]:
    """Document, element and kind of a record."""
    segment, place = divmod(record, index.segment)
    found = {}
    for name, (names, changes) in zip(("document", "element", "kind"), index.facts(segment), strict=True):
        at = _last(changes, place)
        found[name] = names[changes[at + 1]]
    return found


def _last(changes: list[int], place: int) -> int:
    """Where, among places and values by turns, the last place stands that is not beyond ``place``."""
    low, high = 0, len(changes) // 2 - 1
    while low < high:
        middle = (low + high + 1) // 2
        if changes[2 * middle] <= place:
            low = middle
        else:
            high = middle - 1
    return 2 * low
