"""Which paragraphs are headings, by the size and weight of their type against the running text's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from duizhao.readers.pdf.lines import ENDED, Line, Row
from duizhao.text.chars import squeeze

LARGER = 1.09
"""Times the size of the running text from which on type is a heading's."""
LONGEST, MOST_LINES, DEEPEST = 60, 2, 6
COVER = 0.5
"""Least share of a page's characters in the type of the running text; a cover has less, and no headings."""
LISTED = 3
"""Lines with leaders that make a page a table of contents."""

# The number of a heading: "4", "4.2.1 ", "A.1"; its parts say how deep it is.
_NUMBER = re.compile(r"(?P<number>(?:[A-Z]|\d{1,2})(?:\.\d{1,3}){0,5})(?![\d.．、)）%])")
# The heading of an annex or chapter, or an element's: "附录A", "第1章", "前言".
_TOP = re.compile(
    r"附录[A-Z]|第[一二三四五六七八九十百\d]+章|前言|引言|参考文献|索引|Foreword|Introduction|Annex|Bibliography"
)
# What only looks like a heading: the caption of a table or figure, a note, an entry of a list.
_OTHER = re.compile(
    r"(?:续?表|图)\s?(?:[A-Z]\.)?\d|(?:注|示例|NOTE|EXAMPLE)\s?\d{0,2}\s?[:：]|[a-z\d]{1,2}[)）]|——|[(（]|ICS|CCS"
)

Style = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Styles:
    """The type of the running text, the page numbers on which headings are looked for, and the styles by size."""

    body: Style
    pages: frozenset[int]
    ranks: tuple[Style, ...]


def styles(pages: Sequence[Iterable[Row]]) -> Styles:
    """What the types of a document are, from the rows of its pages."""
    by_page = [_weights(rows) for rows in pages]
    total = sum(by_page, Counter[Style]())
    body = max(total, key=lambda style: (total[style], style), default=(0.0, False))
    plain = frozenset(
        n for n, rows in enumerate(pages) if _in_body(by_page[n], body) >= COVER and _listed(rows) < LISTED
    )
    larger = {style for n in plain for style in by_page[n] if _is_larger(style, body)}
    return Styles(body, plain, tuple(sorted(larger, reverse=True)))


def _weights(rows: Iterable[Row]) -> Counter[Style]:
    out: Counter[Style] = Counter()
    for row in rows:
        for piece in row:
            out[_style(piece)] += len(piece.text)
    return out


def _style(line: Line) -> Style:
    return line.size, line.bold


def _in_body(weights: Counter[Style], body: Style) -> float:
    total = sum(weights.values())
    return sum(n for style, n in weights.items() if abs(style[0] - body[0]) <= 0.5) / total if total else 0.0


def _listed(rows: Iterable[Row]) -> int:
    return sum(any(piece.leaders for piece in row) for row in rows)


def _is_larger(style: Style, body: Style) -> bool:
    return style[0] >= LARGER * body[0] or (style[1] and not body[1] and style[0] >= 0.98 * body[0])


def level(lines: Sequence[Line], text: str, page: int, found: Styles) -> int:
    """The level of a paragraph as a heading, 0 where it is none or none for sure."""
    style = max((_style(line) for line in lines), default=found.body)
    if page not in found.pages or not all(_is_larger(_style(line), found.body) for line in lines):
        return 0
    if not text or len(lines) > MOST_LINES or len(text) > LONGEST or ENDED.search(text) or _OTHER.match(text):
        return 0
    number = _NUMBER.match(text)
    if number and not number["number"].isalpha():
        return min(DEEPEST, number["number"].count(".") + 1)
    if _TOP.match(squeeze(text)):
        return 1
    return min(DEEPEST, found.ranks.index(style) + 1) if style in found.ranks else 0
