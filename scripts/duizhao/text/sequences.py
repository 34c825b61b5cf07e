"""Where two texts are the same: matching blocks, found in time linear in their length where they are alike."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from difflib import SequenceMatcher

Block = tuple[int, int, int]
"""``a[i : i + n] == b[j : j + n]`` as (i, j, n)."""

GRAM = 10
"""Characters of an anchor: runs of so many that stand once in each text hold the alignment."""
LARGEST_GAP = 3_000_000
"""Product of the lengths of two gaps up to which they are compared character by character."""


def matching(a: str, b: str) -> list[Block]:
    """The blocks in which ``a`` and ``b`` agree, ascending in both, neighbours not touching.

    Anchors are the runs that occur once in each text (patience diff, B. Cohen); between anchors the gaps, which
    are short where the texts are copies of each other, are compared by difflib.
    """
    blocks: list[Block] = []
    at_a = at_b = 0
    for i, j in [*_anchors(a, b), (len(a), len(b))]:
        if i < at_a or j < at_b:
            continue
        blocks += _gap(a, b, at_a, i, at_b, j)
        size = _common(a, b, i, j)
        blocks.append((i, j, size))
        at_a, at_b = i + size, j + size
    return _joined(blocks)


def _common(a: str, b: str, i: int, j: int) -> int:
    size = 0
    while i + size < len(a) and j + size < len(b) and a[i + size] == b[j + size]:
        size += 1
    return size


def _anchors(a: str, b: str) -> list[tuple[int, int]]:
    """The longest ascending list of places of runs that stand once in each text."""
    places_a, places_b = _once(a), _once(b)
    pairs = [(i, places_b[gram]) for gram, i in places_a.items() if gram in places_b]
    return _ascending(sorted(pairs))


def _once(text: str) -> dict[str, int]:
    seen: dict[str, int] = {}
    for i in range(len(text) - GRAM + 1):
        gram = text[i : i + GRAM]
        seen[gram] = -1 if gram in seen else i
    return {gram: i for gram, i in seen.items() if i >= 0}


def _ascending(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(j)
            ends.append(n)
        else:
            tails[at], ends[at] = j, n
    out, n = [], ends[-1] if ends else -1
    while n >= 0:
        out.append(pairs[n])
        n = before[n]
    return out[::-1]


def _gap(a: str, b: str, i: int, i_end: int, j: int, j_end: int) -> Iterator[Block]:
    if i < i_end and j < j_end and (i_end - i) * (j_end - j) <= LARGEST_GAP:
        matcher = SequenceMatcher(None, a[i:i_end], b[j:j_end], autojunk=False)
        for x, y, size in matcher.get_matching_blocks():
            yield i + x, j + y, size


def _joined(blocks: list[Block]) -> list[Block]:
    out: list[Block] = []
    for i, j, size in blocks:
        if not size:
            continue
        if out and out[-1][0] + out[-1][2] == i and out[-1][1] + out[-1][2] == j:
            out[-1] = (out[-1][0], out[-1][1], out[-1][2] + size)
        else:
            out.append((i, j, size))
    return out
