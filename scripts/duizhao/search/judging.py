"""What of a query stands in a record's texts, where, and why that counts as a match."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from duizhao.search.asking import Part, wholes
from duizhao.search.lines import Line, Place
from duizhao.search.ranks import ALL_WORDS, IN_TEXT, IN_TITLE
from duizhao.search.tokens import fold
from duizhao.search.words import Unit

NUMBERS = range(3)
"""Which lines of a record are its numbers: id, address (never looked at), label."""
TITLES = (3, 4, 5, 6)
TEXTS = (7, 8, 9, 10)
SEEN = (0, 2, *TITLES, *TEXTS)


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as it is understood: its parts, the phrases that the whole is, its terms with their concepts.

    ``how``: the whole stands in for something else. ``terms``: the terms of each concept.
    """

    parts: Sequence[Part]
    wholes: Sequence[str]
    units: Sequence[Unit]
    how: str = ""
    by_concept: bool = False
    inside: bool = False
    some: bool = False


@dataclass
class Judged:
    """How a record matches: rank of the place, what matched how, and the marked places of each line, by its number."""

    place: int
    matched: list[dict[str, str]]
    marks: dict[int, list[Place]] = field(default_factory=dict)


def judge(lines: Sequence[Line], reading: Reading) -> Judged | None:
    """What stands in a record; None where a part of the query is in none of its texts."""
    if reading.by_concept:
        return Judged(ALL_WORDS, [])
    marks: dict[int, list[Place]] = {}
    points = sum(part.points for part in reading.parts)
    for at, phrase in _whole(lines, reading):
        places = [place for place in lines[at].find(phrase) if _pointed(lines[at], place, points)]
        if places:
            marks.setdefault(at, []).extend(places)
    if marks:
        place = IN_TITLE if any(at < TEXTS[0] for at in marks) else IN_TEXT
        return Judged(place, _told_whole(reading, lines, marks), marks)
    matched: list[dict[str, str]] = []
    for part in reading.parts:
        told = _part(lines, part, marks, inside=reading.inside)
        if told is None:
            return None
        matched.append(told)
    return Judged(ALL_WORDS, matched, marks)


def _whole(lines: Sequence[Line], reading: Reading) -> Iterator[tuple[int, str]]:
    for at in SEEN:
        for phrase in reading.wholes:
            if phrase in lines[at].line and next(lines[at].find(phrase), None):
                yield at, phrase


def _told_whole(reading: Reading, lines: Sequence[Line], marks: dict[int, list[Place]]) -> list[dict[str, str]]:
    stands = [part for part in reading.parts if part.how]
    if stands:
        return [_told(part.text, part.meant, part.how) for part in stands]
    literal = wholes([replace(part, forms=()) for part in reading.parts])
    seen = {lines[at].line[a:b] for at, places in marks.items() for a, b in places}
    text = " ".join(part.text for part in reading.parts)
    as_typed = next((one for one in literal if one in seen), None)
    if as_typed is not None:
        return [_told(text, as_typed, "exact")]
    return [_told(text, min(seen), "folded")]


def _part(lines: Sequence[Line], part: Part, marks: dict[int, list[Place]], *, inside: bool) -> dict[str, str] | None:
    """Mark a part wherever it stands and tell how it was found."""
    seen: list[str] = []
    for phrase in part.lines():
        for at in SEEN:
            places = [place for place in lines[at].find(phrase, inside=inside) if _fits(lines[at], place, part, inside)]
            if places:
                marks.setdefault(at, []).extend(places)
                seen.append(phrase)
    if not seen:
        return None
    if part.how:
        return _told(part.text, part.meant, part.how)
    if inside:
        return _told(part.text, seen[0], "exact")
    how = "folded" if seen[0] != part.line else "exact" if len(part.runs) > 1 or part.quoted else "word"
    return _told(part.text, seen[0], how)


def _fits(line: Line, place: Place, part: Part, inside: bool) -> bool:
    capitals = inside and part.is_capitals
    return _pointed(line, place, part.points) and (not capitals or line.seen(place).isupper())


def _pointed(line: Line, place: Place, points: int) -> bool:
    return not points or fold(line.seen(place)).count(".") >= points


def _told(part: str, what: str, how: str) -> dict[str, str]:
    return {"part": part, "what": what, "how": how}
