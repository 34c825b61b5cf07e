"""The table of contents of a copy: where it stands and the titles that it lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice

from duizhao.text.chars import HAN, HEADING, has_han

# The heading of a table of contents, and what may stand between its two characters: "目 次", "目录", not "项目录入".
# In a document of two languages the English heading follows the Chinese one.
_HEADING = re.compile(r"(?<![项题科栏书])目\s{0,4}[次录](?![入用制音像])(?:\s{1,9}Contents(?=\s))?")
# The heading in an English document, on a line of its own, with the marks of a heading before it.
_ENGLISH = re.compile(rf"(?m)^[ \t{HEADING}]*(?:Contents|CONTENTS|Table of contents|TABLE OF CONTENTS)[ \t]*$")
# What separates two titles: leaders, a page number, the next label glued to it: ".12", " II", "……3 ".
_BETWEEN = re.compile(r"(?<![\s.…·])[\s.…·]*+(?:(?<![A-Za-z])[IVX]{1,5}(?![A-Za-z])|\d[\d.]*+)++[\s.…·]*+")
# Its first title, without its number: "前言", "1范围".
_FIRST = re.compile(rf"\s{{0,20}}(?:\d{{1,3}}\s?)?([{HAN}]{{2,30}})")
# The first title of an English one, to the end of its line: "Foreword……II", "1 Scope 1".
_FIRST_ENGLISH = re.compile(
    r"\s{0,20}(?:\d{1,3}\s{1,4})?(?P<title>[A-Z][A-Za-z]+(?: [A-Za-z]+){0,8})"
    r"(?=[ \t.…·]{0,200}(?:[IVXivx]{1,5}|\d{1,4})?[ \t]*\n)"
)
# The label of a title, where white space parts it from the page number before it: "1\t范围", "5.1 总则".
_LABEL = re.compile(r"^\s*\d{1,2}(?:\.\d{1,3}){0,4}\s+")
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
    english = (_english(text, heading) for heading in islice(_ENGLISH.finditer(text), MOST))
    return next((contents for contents in chain(found, english) if contents), None)


def _at(text: str, heading: re.Match[str]) -> Contents | None:
    first = _FIRST.match(text, heading.end())
    if not first:
        return None
    again = re.compile(r"\s{0,4}".join(first[1])).search(text, first.end(), first.end() + LONGEST)
    if not again:
        return None
    return _contents(text, heading, again.start())


def _english(text: str, heading: re.Match[str]) -> Contents | None:
    first = _FIRST_ENGLISH.match(text, heading.end())
    if not first:
        return None
    title = r"\s{1,4}".join(map(re.escape, first["title"].split()))
    again = re.compile(rf"(?m)^[ \t{HEADING}]*(?:\d{{1,2}}\s+)?{title}[ \t]*$").search(
        text, first.end(), first.end() + LONGEST
    )
    return _contents(text, heading, again.start()) if again else None


def _contents(text: str, heading: re.Match[str], end: int) -> Contents:
    """The titles that stand between the heading and the place; of those in two languages the Chinese ones."""
    listed = text[heading.end() : end]
    titles = [" ".join(_LABEL.sub("", title).split()) for title in _BETWEEN.split(listed)]
    chinese = [title for title in titles if has_han(title)]
    return Contents(heading.start(), end, tuple(t for t in chinese or titles if len(t) > 1))
