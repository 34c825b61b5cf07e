"""What a translator changed in a file that we once wrote, against the texts as they stand now.

Each text of such a file bears stamps of both texts as they were when the file was written. They tell what the
translator changed, and whether the base has changed since; where both did, neither is taken without a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from duizhao.exchange.segments import Segment
from duizhao.model import LANGUAGES, Correction, Edition, Language, Unit
from duizhao.text import stamps

Key = tuple[str, Edition, str, str]
"""Document, edition, node and part: what a text is found by."""


class Author(NamedTuple):
    """Why and by whom the corrections are made."""

    why: str
    who: str


class Change(NamedTuple):
    """A correction, and the document that it is for."""

    document: str
    correction: Correction


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: corrections to make, and conflicts, a line each, that a person must settle.

    ``unchanged`` texts were as they had been, ``empty`` ones had been left empty: nothing is deleted for that.
    """

    changes: tuple[Change, ...]
    conflicts: tuple[str, ...]
    unchanged: int
    empty: int


def compare(segments: Iterable[Segment], base: Mapping[Key, Unit], author: Author) -> Returned:
    """What the segments of a returned file change in the base."""
    changes: list[Change] = []
    conflicts: list[str] = []
    unchanged = empty = 0
    taken: dict[tuple[Key, Language], str] = {}
    for segment in segments:
        key = _key(segment)
        there = base.get(key)
        edited = list(_edited(segment, there))
        empty += sum(not segment.unit.text(language).strip() for language in edited)
        edited = [language for language in edited if segment.unit.text(language).strip()]
        unchanged += not edited
        seen = segment.seen
        for language in edited:
            text = segment.unit.text(language)
            if taken.setdefault((key, language), text) != text:
                conflicts.append(f"{_told(segment)}: stands twice in the file, with different texts")
            elif why := _conflict(segment, there, language):
                conflicts.append(f"{_told(segment)}: {why}")
            elif there is not None:
                changes.append(Change(key[0], _correction(segment, there, language, author, seen)))
                seen = _seen_next(segment, there, language)
    return Returned(tuple(dict.fromkeys(changes)), tuple(conflicts), unchanged, empty)


def _key(segment: Segment) -> Key:
    unit = segment.unit
    return unit.document or "", segment.edition or "printed", unit.place, unit.part


def _told(segment: Segment) -> str:
    unit = segment.unit
    return f"{segment.where}: {unit.document or 'no document'}, {unit.place}, {unit.part}"


def _edited(segment: Segment, there: Unit | None) -> Iterator[Language]:
    """The languages whose text the translator changed, those left out that say by now what he wrote."""
    seen = dict(zip(LANGUAGES, (segment.seen or "").split("-"), strict=False))
    for language in LANGUAGES:
        text = segment.unit.text(language)
        same_now = there is not None and there.text(language) == text
        if stamps.stamp(text) != seen.get(language) and not same_now:
            yield language


def _conflict(segment: Segment, there: Unit | None, language: Language) -> str | None:
    """Why the changed text cannot be taken; None if it can."""
    if segment.seen is None or segment.edition is None:
        return "has lost its hash: the file was not written by 'duizhao export', or a program removed it"
    if there is None:
        return "there is no such text any more"
    if stamps.of_pair(there.zh, there.en) != segment.seen:
        now, brought = _short(there.text(language)), _short(segment.unit.text(language))
        return f"the base has changed since: now '{now}'; the file has '{brought}'"
    if not segment.complete:
        return "only a part of the text is translated"
    return None


def _correction(segment: Segment, there: Unit, language: Language, author: Author, seen: str | None) -> Correction:
    return Correction(
        node=there.place, language=language, before=there.text(language), after=segment.unit.text(language),
        why=author.why, who=author.who, part=there.part, edition=segment.edition or "printed", hash=seen,
    )  # fmt: skip


def _seen_next(segment: Segment, there: Unit, language: Language) -> str:
    """The stamp that a second correction of the same text meets: the first one is made before it."""
    texts = {each: (segment.unit if each == language else there).text(each) for each in LANGUAGES}
    return stamps.of_pair(texts["zh"], texts["en"])


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:59]}…"
