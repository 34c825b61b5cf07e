"""Footnotes that a text marks clearly: each a note of the node that it is a footnote to, in any document shape.

Readers set a footnote of Word behind its paragraph ("脚注1：…", "Footnote 1: …"); Markdown has "[^1]" in the text and
"[^1]: …" anywhere. They are taken out before a grammar reads the text, so that no paragraph stands between two others
that is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from duizhao.text.chars import has_han, squeeze
from duizhao.text.draft import EMPTY, Draft, Parsed, flow
from duizhao.text.traced import NEW, Traced, join

# A footnote on a line of its own: "脚注1：指卧室。", "Endnote 2: A bedroom.", "[^3]: 指卧室。".
_NOTE = re.compile(
    r"(?m)^[ \t\u3000]*"
    r"(?P<label>(?:脚注|尾注|Footnote |Endnote )(?P<number>\d{1,3})[:：]|\[\^(?P<mark>[^\]\s]{1,20})\]:)"
    r"[ \t\u3000]*(?P<text>[^\n]*\S)[^\S\n]*$"
)
# Where the text speaks of one: "[^3]".
_MARK = re.compile(r"\[\^(?P<mark>[^\]\s]{1,20})\](?!:)")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its number or mark, its label and text, and the place in the copy of what it is a footnote to."""

    number: str
    label: Traced
    text: Traced
    place: int


def part(text: Traced) -> tuple[Traced, list[Footnote]]:
    """The text without its footnotes, and these."""
    found = list(_NOTE.finditer(text.text))
    if not found:
        return text, []
    marks = {m["mark"]: m.start() for m in reversed(list(_MARK.finditer(text.text)))}
    notes = [
        Footnote(
            m["number"] or m["mark"], text[m.start("label") : m.end("label")], text[m.start("text") : m.end("text")],
            _place(text, marks.get(m["mark"] or "", m.start())),
        )
        for m in found
    ]  # fmt: skip
    cuts = [0, *(p for m in found for p in m.span()), len(text)]
    return join(text[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=True)), notes


def _place(text: Traced, at: int) -> int:
    """The place in the copy of the last sign before ``at``."""
    while at > 0:
        at -= 1
        if text.origin[at] != NEW and not text.text[at].isspace():
            return text.origin[at]
    return NEW


def attach(parsed: Parsed, notes: Sequence[Footnote]) -> Parsed:
    """What a grammar has read, with each footnote behind the node that it belongs to."""
    if not notes or not parsed.drafts:
        return parsed
    owners = _owners(parsed.drafts, {note.place for note in notes})
    held: dict[int, list[Draft]] = {}
    taken: Counter[str] = Counter()
    for note in notes:
        at = owners.get(note.place, 0)
        held.setdefault(at, []).append(_draft(note, parsed.drafts[at], taken))
    return replace(parsed, drafts=tuple(_in_order(parsed.drafts, held)))


def _in_order(drafts: Sequence[Draft], held: Mapping[int, Sequence[Draft]]) -> Iterator[Draft]:
    for n, draft in enumerate(drafts):
        yield draft
        yield from held.get(n, ())


def _owners(drafts: Sequence[Draft], wanted: set[int]) -> dict[int, int]:
    """Which draft holds each place: by its text, else the last one that begins before it."""
    found: dict[int, int] = {}
    starts: list[tuple[int, int]] = []
    for n, draft in enumerate(drafts):
        if draft.kind != "stray":
            places = [*draft.zh.text.positions(), *draft.en.text.positions(), *draft.matter]
            found |= dict.fromkeys(wanted.intersection(places), n)
            starts += [(min(places), n)] if places else []
    starts.sort()
    for place in wanted - found.keys():
        at = bisect_right(starts, (place, len(drafts))) - 1
        found[place] = starts[at][1] if at >= 0 else 0
    return found


def _draft(note: Footnote, owner: Draft, taken: Counter[str]) -> Draft:
    number = re.sub(r"[^\w.-]", "", note.number) or "1"
    node = f"{owner.id}/footnote{number}" if owner.id else f"footnote{number}"
    taken[node] += 1
    if taken[node] > 1:
        node = f"{node}_{taken[node]}"
    chinese = has_han(note.text.text)
    body = flow([note.text], english=not chinese)
    label = squeeze(note.label.text) if has_han(note.label.text) else " ".join(note.label.text.split())
    return Draft(
        node, "note", owner.id or None, label, owner.region, body if chinese else EMPTY, EMPTY if chinese else body,
        title_zh=0, title_en=0, matter=tuple(note.label.positions()),
    )  # fmt: skip
