"""The table of contents of a copy: where it stands and the titles that it lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from duizhao.text.chars import HAN, PAGE

# The heading of a table of contents, and what may stand between its two characters: "目 次", "目录".
_HEADING = re.compile(r"目\s{0,4}[次录]")
# What separates two titles: leaders, a page number, the next label glued to it: ".12", " II", "……3 ".
_BETWEEN = re.compile(rf"[\s.…·{PAGE}]*(?:(?<![A-Za-z])[IVX]{{1,5}}(?![A-Za-z])|\d[\d.]*)+[\s.…·{PAGE}]*")
LONGEST = 6000
"""Characters: a table of contents that does not end within so many is none."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the table of contents stands (``start``, ``end`` in the text) and its titles, without their labels."""

    start: int
    end: int
    titles: tuple[str, ...]


def find(text: str) -> Contents | None:
    """The table of contents: from its heading to where its first title stands again, as a heading."""
    heading = _HEADING.search(text)
    if not heading:
        return None
    first = re.compile(rf"\s*(?:\d+\s*)?([{HAN}]{{2,30}})").match(text, heading.end())
    if not first:
        return None
    again = re.compile(r"\s{0,4}".join(first[1])).search(text, first.end(), first.end() + LONGEST)
    if not again:
        return None
    listed = text[heading.end() : again.start()]
    titles = [" ".join(title.split()) for title in _BETWEEN.split(listed)]
    return Contents(heading.start(), again.start(), tuple(t for t in titles if len(t) > 1))
