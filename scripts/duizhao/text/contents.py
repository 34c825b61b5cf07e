"""The table of contents of a copy: where it stands and the titles that it lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from duizhao.text.chars import HAN

# The heading of a table of contents, and what may stand between its two characters: "目 次", "目录", not "项目录入".
_HEADING = re.compile(r"(?<![项题科栏书])目\s{0,4}[次录](?![入用制音像])")
# What separates two titles: leaders, a page number, the next label glued to it: ".12", " II", "……3 ".
_BETWEEN = re.compile(r"(?<![\s.…·])[\s.…·]*+(?:(?<![A-Za-z])[IVX]{1,5}(?![A-Za-z])|\d[\d.]*+)++[\s.…·]*+")
# Its first title, without its number: "前言", "1范围".
_FIRST = re.compile(rf"\s{{0,20}}(?:\d{{1,3}}\s?)?([{HAN}]{{2,30}})")
LONGEST = 6000
"""Characters: a table of contents that does not end within so many is none."""
MOST = 20
"""Places that may be the heading of a table of contents; a text that has more of them speaks of such tables."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the table of contents stands (``start``, ``end`` in the text) and its titles, without their labels."""

    start: int
    end: int
    titles: tuple[str, ...]


def find(text: str) -> Contents | None:
    """The table of contents: from its heading to where its first title stands again, as a heading."""
    found = (_at(text, heading) for heading in islice(_HEADING.finditer(text), MOST))
    return next((contents for contents in found if contents), None)


def _at(text: str, heading: re.Match[str]) -> Contents | None:
    first = _FIRST.match(text, heading.end())
    if not first:
        return None
    again = re.compile(r"\s{0,4}".join(first[1])).search(text, first.end(), first.end() + LONGEST)
    if not again:
        return None
    listed = text[heading.end() : again.start()]
    titles = [" ".join(title.split()) for title in _BETWEEN.split(listed)]
    return Contents(heading.start(), again.start(), tuple(t for t in titles if len(t) > 1))
