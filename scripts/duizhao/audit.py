"""Where every character of every copy went: into a node, an edit, or a named class of discarded matter.

The law of conservation (design, section 9): the spans of a copy join without gap or overlap from its first character
to its last, and the counts add up to its length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from duizhao.model import Copy, CopyRecord, Edit, Mend
from duizhao.text.draft import Collated, Draft, Parsed
from duizhao.text.told import in_words
from duizhao.text.traced import NEW, Pass, Traced

Read = tuple[Copy, int, tuple[Pass, ...], Parsed]


@dataclass(frozen=True, slots=True)
class Where:
    """Characters ``start`` to ``end`` of a copy and where they went: "node:6.1", "edit:columns", "discard:cover"."""

    copy: str
    start: int
    end: int
    to: str


class Trace:
    """The fate of every character of the copies of one document."""

    def __init__(self, copies: Sequence[Read], fate: list[str]) -> None:
        self._copies = copies
        self._fate = fate

    def spans(self) -> Iterator[Where]:
        """The spans in order, copy by copy."""
        for copy, base, _, _ in self._copies:
            at = copy.start
            for to, run in groupby(self._fate[base : base + len(copy.text)]):
                length = sum(1 for _ in run)
                yield Where(copy.name, at, at + length, to)
                at += length

    def records(self) -> tuple[CopyRecord, ...]:
        """The copies with their counts, whose sum is the copy's length."""
        return tuple(_record(copy, self._fate[base : base + len(copy.text)]) for copy, base, _, _ in self._copies)

    def locate(self, place: int) -> tuple[str, int]:
        """Copy and character of a place that is numbered through all copies."""
        for copy, base, _, _ in self._copies:
            if base <= place < base + len(copy.text):
                return copy.name, place - base + copy.start
        raise IndexError(f"no copy has a character {place}")

    def mends(self) -> tuple[Mend, ...]:
        """The repairs as a reader sees them: each in its copy, with the node that it touched."""
        return self._mends

    def edits(self) -> Counter[str]:
        """How many repairs touched each node."""
        return Counter(m.node for m in self._mends if m.node)

    @cached_property
    def _mends(self) -> tuple[Mend, ...]:
        return tuple(sorted(self._told(), key=lambda m: (m.copy, m.start, m.end, m.repair, m.after)))

    def _told(self) -> Iterator[Mend]:
        for copy, base, passes, _ in self._copies:
            for text, edits in passes:
                for edit in in_words(text.text, [edit for edit in edits if edit.discard is None]):
                    yield self._mend(copy, base, text, edit)

    def _mend(self, copy: Copy, base: int, text: Traced, edit: Edit) -> Mend:
        places = [p for p in text.origin[edit.start : edit.end] if p != NEW]
        if not places:
            near = [p for p in text.origin[max(0, edit.start - 1) : edit.start + 1] if p != NEW]
            places = near[:1] or [base]
            start, end = places[0] - base + 1, places[0] - base + 1
        else:
            start, end = min(places) - base, max(places) - base + 1
        start, end = start + copy.start, end + copy.start
        moved = edit.origin is not None
        node = None if moved else next((n for p in self._near(places) if (n := self._node(p))), None)
        return Mend(
            copy.name,
            start,
            end,
            "" if moved else edit.before,
            "" if moved else edit.after,
            edit.repair,
            edit.why,
            node,
        )

    def _near(self, places: list[int]) -> Iterator[int]:
        """The places of an edit, then those beside it: an edit that takes all out touches its neighbours."""
        yield from places
        yield from (places[0] - 1, places[-1] + 1)

    def _node(self, place: int) -> str | None:
        to = self._fate[place] if 0 <= place < len(self._fate) else ""
        return to.removeprefix("node:") if to.startswith("node:") else None


def trace(copies: Sequence[Read], drafts: Sequence[Draft], collated: Collated) -> Trace:
    """The fate of every character. What a node holds comes first; then what an edit or a grammar took out."""
    fate = ["unread"] * sum(len(copy.text) for copy, _, _, _ in copies)
    for copy, base, passes, parsed in copies:
        _spaces(fate, copy, base)
        for text, edits in passes:
            _edited(fate, text, edits)
        for name, places in parsed.discarded.items():
            _mark(fate, places, f"discard:{name}")
    _mark(fate, collated.variants, "discard:variant-reading")
    _mark(fate, collated.duplicates, "discard:duplicate-witness")
    for draft in drafts:
        to = f"node:{draft.id}" if draft.kind != "stray" else "discard:stray-text"
        for body in (draft.zh, draft.en):
            _mark(fate, body.text.positions(), to)
        _mark(fate, draft.matter, to)
    return Trace(copies, fate)


def _mark(fate: list[str], places: Sequence[int], to: str) -> None:
    for place in places:
        if place != NEW:
            fate[place] = to


def _spaces(fate: list[str], copy: Copy, base: int) -> None:
    for n, char in enumerate(copy.text):
        if char.isspace():
            fate[base + n] = "discard:white-space"


def _edited(fate: list[str], text: Traced, edits: Sequence[Edit]) -> None:
    for edit in edits:
        to = f"discard:{edit.discard}" if edit.discard else f"edit:{edit.repair}"
        kept = set(edit.origin) if edit.origin is not None else set(range(edit.start, edit.start + len(edit.after)))
        _mark(fate, [text.origin[n] for n in range(edit.start, edit.end) if n not in kept], to)


def _record(copy: Copy, fate: Sequence[str]) -> CopyRecord:
    counts = Counter(fate)
    return CopyRecord(
        name=copy.name,
        sha256=copy.sha256,
        format=copy.format,
        encoding=copy.encoding,
        characters=len(copy.text),
        in_nodes=sum(n for to, n in counts.items() if to.startswith("node:")),
        in_edits=_by_name(counts, "edit:"),
        discarded=_by_name(counts, "discard:"),
        unread=counts["unread"],
        start=copy.start,
        whole=copy.whole,
    )


def _by_name(counts: Counter[str], kind: str) -> dict[str, int]:
    return {to.removeprefix(kind): n for to, n in sorted(counts.items()) if to.startswith(kind)}
