"""What a grammar has left over arrives as paragraphs under its nearest heading: nothing that a copy has is dropped."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from duizhao.text.chars import CELL, HEADING, PAGE, ROW, has_han
from duizhao.text.draft import EMPTY, Draft, Parsed, flow
from duizhao.text.traced import NEW, Traced

NOTE = "stands outside the numbering"
"""What a reader is told of such a paragraph."""
CERTAINTY = 0.5
HEADED = ("clause", "term", "annex", "part", "chapter", "section")
"""Kinds of nodes that are headings of what follows them."""
_MARKS = PAGE + ROW + CELL + HEADING


def taken_up(text: Traced, parsed: Parsed) -> Parsed:
    """What a grammar made of a text, with paragraphs of what it left over; signs by themselves are set aside."""
    runs = list(_left_over(text, _held(text, parsed)))
    signs = [p for run in runs if not _says(run) for p in run.positions()]
    words = [run for run in runs if _says(run)]
    discarded = {**parsed.discarded, "stray-signs": signs} if signs else parsed.discarded
    return replace(parsed, drafts=tuple(_with(parsed.drafts, words)), discarded=discarded)


def _says(run: Traced) -> bool:
    return any(char.isalnum() for char in run.text)


def _held(text: Traced, parsed: Parsed) -> bytearray:
    """Which places of the copy, counted from the first one of this text, are in a draft or set aside."""
    first = min((place for place in text.origin if place != NEW), default=0)
    held = bytearray(max(text.origin, default=0) - first + 1)
    known: list[Sequence[int]] = [*parsed.discarded.values()]
    for draft in parsed.drafts:
        known += (draft.zh.text.origin, draft.en.text.origin, draft.matter)
    for places in known:
        for place in places:
            if place != NEW:
                held[place - first] = 1
    return held


def _left_over(text: Traced, held: bytearray) -> Iterator[Traced]:
    """Each stretch of which no character is held, without white space at its ends."""
    first = min((place for place in text.origin if place != NEW), default=0)
    start = None
    for at, (char, place) in enumerate(zip(text.text, text.origin, strict=True)):
        free = place == NEW or char.isspace() or char in _MARKS or not held[place - first]
        if free and start is None and place != NEW and not char.isspace() and char not in _MARKS:
            start = at
        elif not free and start is not None:
            yield text[start:at].strip()
            start = None
    if start is not None:
        yield text[start:].strip()


def _with(drafts: Sequence[Draft], words: Sequence[Traced]) -> Iterator[Draft]:
    """The drafts in order, each stretch behind those that begin before it."""
    begun = [_first(draft) for draft in drafts]
    headed = sorted((place, n) for n, place in enumerate(begun) if place is not None and drafts[n].kind in HEADED)
    order = sorted((place, n) for n, place in enumerate(begun) if place is not None and drafts[n].kind != "stray")
    behind: dict[int, list[Draft]] = {}
    counts: dict[str | None, int] = {}
    for run in words:
        begins = (run.positions()[0], len(drafts))
        at, heading = bisect_right(order, begins) - 1, bisect_right(headed, begins) - 1
        owner = drafts[headed[heading][1]] if heading >= 0 else None
        name = owner.id if owner else None
        counts[name] = counts.get(name, 0) + 1
        behind.setdefault(order[at][1] if at >= 0 else -1, []).append(_paragraph(run, owner, counts[name]))
    yield from behind.get(-1, ())
    for n, draft in enumerate(drafts):
        yield draft
        yield from behind.get(n, ())


def _first(draft: Draft) -> int | None:
    places = (*draft.matter, *draft.zh.text.positions(), *draft.en.text.positions())
    return min(places, default=None)


def _paragraph(run: Traced, owner: Draft | None, number: int) -> Draft:
    english = not has_han(run.text)
    body = flow(run.lines(), english=english)
    return Draft(
        f"{owner.id}/rest{number}" if owner else f"rest{number}", "paragraph", owner.id if owner else None, None,
        owner.region if owner else "rest", EMPTY if english else body, body if english else EMPTY,
        title_zh=0, title_en=0, note=NOTE, certainty=CERTAINTY,
    )  # fmt: skip
