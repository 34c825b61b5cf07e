"""The end of a word that has strayed to another line: "relations" here and "hips." behind a later full stop."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import CELL, ROW
from duizhao.text.english import splitter

NAME = "stray-fragments"
WHY = "The end of a word had strayed behind another sentence; it belongs to no sentence here."

# A few small letters and a full stop behind a sentence that has ended, at the end of its line: "concept.hips."
_FRAGMENT = re.compile(rf"(?<=[a-z]\.)\s?(?P<end>[a-z]{{2,8}})\.(?=[ \t]*+(?:[\n{CELL}{ROW}]|$))")
# A fragment behind another: such a row is no strayed word, and taking out one would make a fragment of the next.
_ROW = re.compile(r"\.\s?[a-z]{2,8}\.$")
# A line that ends in the middle of a sentence: "and their relations" before a label or another heading.
_BROKEN = re.compile(r"(?P<start>[a-z]{3,20})(?![a-z])[ \t]*+(?=\n[ \t\n]*+(?:[a-z][)）]|\d{1,2}[)）]|[A-Z]))")
REACH = 600
"""Characters back within which the word's beginning stands."""


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Takes out a fragment that makes a word with the broken end of a line before it."""
    broken = list(_BROKEN.finditer(text))
    ends = [m.end() for m in broken]
    for found in _FRAGMENT.finditer(text):
        near = broken[bisect_left(ends, found.start() - REACH) : bisect_left(ends, found.start())]
        alone = not _ROW.search(text, max(0, found.start() - 12), found.start())
        if alone and any(_make_word(m["start"], found["end"]) for m in near):
            yield Edit(found.start(), found.end(), found.group(), "", NAME, WHY, "stray-fragment")


def _make_word(start: str, end: str) -> bool:
    """Whether the two make one word, of which the second is none by itself: "relations" and "hips" do."""
    return splitter().is_word(start + end)
