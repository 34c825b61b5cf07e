"""A file that holds the whole text in one language, then the whole text in the other: where the second one begins.

"1 范围 … 4.2 上船 …" is followed by "1 Scope … 4.2 Boarding …". Each half is read by itself; their nodes are one
where they have the same id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from duizhao.text.chars import HAN, LATIN, lines
from duizhao.text.draft import Parsed

_HAN, _LATIN = re.compile(f"[{HAN}]"), re.compile(f"[{LATIN}]")
LEAST = 0.15
"""Share of the letters of a text that each half has, at least."""
PURE = 0.9
"""Share of the letters of a half that are of its language, at least: a Chinese text has English names and terms."""
COMMON = 0.5
"""Share of the numbers of one half that the other one has too, at least."""


def cut(text: str) -> int | None:
    """Where the second language begins, at the start of a line; None where the text has no such halves."""
    counted = list(_counted(text))
    zh, en = sum(one[1] for one in counted), sum(one[2] for one in counted)
    if min(zh, en) < LEAST * (zh + en):
        return None
    best, at, seen = 0, 0, [0, 0]
    for start, chinese, english in counted:
        # How many letters stand on the right side of a cut here, with Chinese first or last.
        for first, value in ((0, seen[0] + en - seen[1]), (1, seen[1] + zh - seen[0])):
            if value > best and seen[first]:
                best, at = value, start
        seen = [seen[0] + chinese, seen[1] + english]
    return at if best >= PURE * (zh + en) else None


def _counted(text: str) -> Iterator[tuple[int, int, int]]:
    """Each line that has letters: its start, and how much of it is Chinese and English; a character is two letters."""
    for at, line in lines(text):
        chinese, english = 2 * len(_HAN.findall(line)), len(_LATIN.findall(line))
        if chinese or english:
            yield at, chinese, english


def joined(first: Parsed, second: Parsed) -> Parsed | None:
    """The halves as one text in two languages; None where their numbers show that they are different texts."""
    labelled = [{d.id for d in half.drafts if d.label} for half in (first, second)]
    if len(labelled[0] & labelled[1]) < max(2, COMMON * max(map(len, labelled))):
        return None
    chinese = sum(len(d.zh.text) for d in first.drafts) > sum(len(d.en.text) for d in first.drafts)
    zh, en = (first, second) if chinese else (second, first)
    document = replace(
        zh.document,
        id=zh.document.id or en.document.id,
        number=zh.document.number or en.document.number,
        title_en=zh.document.title_en or en.document.title_en,
        references=zh.document.references or en.document.references,
    )
    classes = {**zh.discarded, **en.discarded}
    discarded = {name: [*zh.discarded.get(name, ()), *en.discarded.get(name, ())] for name in classes}
    return Parsed(document, (*zh.drafts, *en.drafts), discarded)
