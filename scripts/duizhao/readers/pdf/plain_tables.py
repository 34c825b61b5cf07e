"""Tables without any lines: a caption above, and rows below it that all leave the same gaps free.

Columns of white space by themselves prove nothing: a page in columns, a list and a form have them too. So a table is
looked for only below a caption ("表3 ...", "Table 3 ..."), or at the top of a page, where the one at the foot of the
page before may go on. It ends where a line crosses its columns, or at what begins something else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from duizhao.readers.pdf import open_tables
from duizhao.readers.pdf.dress import ZONE, is_number
from duizhao.readers.pdf.glyphs import Glyph
from duizhao.readers.pdf.lines import LABELLED, Line, joined, on_one_height, rows
from duizhao.readers.pdf.open_tables import GUTTER, MOST_GLYPHS, Part

LEAST_ROWS = 3
"""Lines with something in two columns, at least, below a caption: the head and two rows."""
APART = 2.2
"""Sizes of the type by which a line may stand below the caption or the line above it."""
FURTHER = 1.7
"""Times the distance of its other lines by which a table's next line may stand off."""
WIDER = 1.3
"""Times the distance of lines by which rows stand apart that have more white between them."""
DEEP = 0.7
"""Share of the page's height that a table reaches down to at least that goes on over the page."""
STARTS = 2
"""Lines of a head, at most, before one that has something in two columns."""
FEW, LONG, ROWS_IN_COLUMNS = 3, 8, 5
"""Lines above or below a table that may be a page's foot or head; and what makes a page one in columns."""
MOST_LINES, MOSTLY = 300, 0.8

# The caption of a table: "表1 展厅", "表A.2（续）", "续表3", "Table B.1 — Terms"; no sentence that begins with one.
_CAPTION = re.compile(r"\s*(?:续?\s?表|Table)\s?(?:[A-Z]\s?[.．]\s?)?\d{1,3}(?![\d.]*[,，、和或至])[^。；;.…]{0,80}$")
_VERB = re.compile(r"\s*(?:表|Table)\s?(?:[A-Z][.．])?\d{1,3}\s?(?:给出|规定|列出|中|的|所|为|是|shows|gives|lists)")
_UNIT = re.compile(r"\s*[(（]?(?:计量)?单位|\s*(?:Unit|Dimensions)", re.IGNORECASE)  # what stands above its right end
_NOTE = re.compile(r"\s*(?:注|NOTE)\s?\d{0,2}\s?[:：]")

Gap = tuple[float, float]


class _Printed(NamedTuple):
    """A line of a page: its characters, its place, and what stands free on its height."""

    glyphs: list[Glyph]
    top: float
    bottom: float
    size: float
    text: str
    gaps: list[Gap]


def find(glyphs: list[Glyph], height: float, goes_on: Sequence[float] = ()) -> list[Part]:
    """The tables among the characters that are in none with lines; ``goes_on``: the columns of the one before."""
    printed = [g for g in glyphs if not g.text.isspace()]
    if len(glyphs) > MOST_GLYPHS:
        return []
    lines = [_printed(row) for row in on_one_height(printed)][:MOST_LINES]
    out: list[Part] = []
    at = 0
    if goes_on and (found := _continued(lines, height, goes_on)):
        at = found[1]
        _, top, bottom, made = _part(lines[found[0] : at], glyphs, found[2])
        out.append((tuple(goes_on), top, bottom, made))
    while at < len(lines):
        at += 1
        if _is_caption(lines[at - 1]):
            end, gaps, start = _table(lines, at, height)
            if end > start and not _in_columns(lines[start:end], [*lines[:start], *lines[end:]], gaps):
                out.append(_part(lines[start:end], glyphs, gaps))
                at = end
    return out


def _printed(row: list[Glyph]) -> _Printed:
    top, bottom, size = min(g.top for g in row), max(g.bottom for g in row), max(g.size for g in row)
    gaps, reached = [], float("-inf")
    for glyph in row:
        if glyph.x0 - reached >= GUTTER * size:
            gaps.append((reached, glyph.x0))
        reached = max(reached, glyph.x1)
    return _Printed(row, top, bottom, size, "".join(g.text for g in row), [*gaps, (reached, float("inf"))])


def _is_caption(line: _Printed) -> bool:
    return bool(_CAPTION.match(line.text)) and not _VERB.match(line.text) and _widest(line) < 4 * line.size


def _widest(line: _Printed) -> float:
    return max((b - a for a, b in _inner(line.gaps)), default=0.0)


def _inner(gaps: Iterable[Gap]) -> list[Gap]:
    """The gaps with something on both sides."""
    return [(a, b) for a, b in gaps if a > float("-inf") and b < float("inf")]


def _common(one: Sequence[Gap], two: Sequence[Gap], size: float) -> list[Gap]:
    """What is free on both heights, if it is wide enough to part columns."""
    both = ((max(a, c), min(b, d)) for a, b in one for c, d in two)
    return [(a, b) for a, b in both if b - a >= GUTTER * size]


# -- where a table begins and ends


def _table(lines: Sequence[_Printed], at: int, height: float) -> tuple[int, list[Gap], int]:
    """The end of the table below a caption, the gaps between its columns, and where it begins; none: end <= start."""
    while at < len(lines) and _is_near(lines[at - 1], lines[at]) and _heads(lines[at]):
        at += 1
    if at >= len(lines) or not _is_near(lines[at - 1], lines[at]):
        return at, [], at
    end, gaps = _reach(lines, at, lines[at].gaps, 0)
    end = _trimmed(lines, at, end, gaps)
    sides = [_columns(line, gaps) for line in lines[at:end]]
    several = sum(len(filled) > 1 for filled in sides)
    at_foot = len(lines) - end <= FEW and lines[end - 1].bottom > (1 - ZONE) * height
    return (end, gaps, at) if several >= LEAST_ROWS - at_foot and 0 in set().union(*sides) else (at, [], at)


def _heads(line: _Printed) -> bool:
    """Whether a line belongs to the caption: the caption in another language, the unit."""
    return _is_caption(line) or bool(_UNIT.match(line.text))


def _is_near(above: _Printed, below: _Printed) -> bool:
    return below.top - above.bottom < APART * max(above.size, below.size)


def _reach(lines: Sequence[_Printed], start: int, gaps: list[Gap], least: int) -> tuple[int, list[Gap]]:
    """The line at which a table ends that begins at ``start``, and the gaps between its columns."""
    steps: list[float] = []
    for n in range(start, len(lines)):
        line = lines[n]
        free = _common(gaps, line.gaps, line.size)
        count = len(_inner(free))
        if (
            _is_caption(line)
            or count < max(least, n - start >= STARTS)
            or (n > start and _stands_off(lines, start, n, steps))
        ):
            return n, _inner(gaps)
        if n > start and _begins_other(line, free):
            return n, _inner(gaps)
        gaps = free
        if n - start == LEAST_ROWS - 1:
            least = max(least, count)
    return len(lines), _inner(gaps)


def _stands_off(lines: Sequence[_Printed], start: int, n: int, steps: list[float]) -> bool:
    """Whether a line stands further off than the lines of the table do from each other, or is set in other type."""
    above, line = lines[n - 1], lines[n]
    step = line.bottom - above.bottom
    if not _is_near(above, line) or (abs(line.size - lines[n - 1].size) > 0.08 * line.size and n - start > 1):
        return True
    steps.append(step)
    return len(steps) > LEAST_ROWS and step > FURTHER * max(steps[:-1])


def _columns(line: _Printed, gaps: Sequence[Gap]) -> set[int]:
    """The columns in which something stands."""
    middles = [(a + b) / 2 for a, b in gaps]
    return {bisect_right(middles, glyph.x0) for glyph in line.glyphs}


def _begins_other(line: _Printed, gaps: Sequence[Gap]) -> bool:
    """Whether a line in the first column alone is a heading, an entry of a list, a note."""
    alone = _columns(line, _inner(gaps)) == {0}
    return alone and bool(LABELLED.match(line.text) or _NOTE.match(line.text))


def _trimmed(lines: Sequence[_Printed], start: int, end: int, gaps: Sequence[Gap]) -> int:
    """The end without lines that stand below the first column and do not go on in it: a short paragraph."""
    kept = end
    while kept > start and _columns(lines[kept - 1], gaps) == {0}:
        kept -= 1
    if kept in (start, end):
        return kept
    right = gaps[0][1]
    first = [_line(line, gaps) for line in lines[kept - 1 : end]]
    for above, line in pairwise(first):
        if not above or not line or not open_tables.goes_on(above, line, right, is_plain=False):
            break
        kept += 1
    return kept


def _line(line: _Printed, gaps: Sequence[Gap]) -> Line | None:
    """What stands in the first column."""
    found = rows(glyph for glyph in line.glyphs if glyph.x0 < gaps[0][1] - 0.1)
    return joined(found[0]) if found else None


def _in_columns(table: Sequence[_Printed], others: Iterable[_Printed], gaps: Sequence[Gap]) -> bool:
    """Whether the page is set in two columns: most lines are long on both sides, or so are those above and below."""
    if len(gaps) > 1:
        return False
    inside = sum(_is_long(line, gaps) for line in table)
    outside = sum(_is_long(line, gaps) for line in others)
    return outside >= ROWS_IN_COLUMNS or inside > max(ROWS_IN_COLUMNS, MOSTLY * len(table))


def _is_long(line: _Printed, gaps: Sequence[Gap]) -> bool:
    """Whether the gap of a table parts two pieces of running text on this height."""
    if not _inner(_common(gaps, line.gaps, line.size)):
        return False
    place = sum(gaps[0]) / 2
    left = sum(len(g.text) for g in line.glyphs if g.x0 < place)
    return min(left, sum(len(g.text) for g in line.glyphs) - left) >= LONG


def _part(lines: Sequence[_Printed], glyphs: Iterable[Glyph], gaps: Sequence[Gap]) -> Part:
    """The table in these lines, with the spaces that are drawn there."""
    middles = [(a + b) / 2 for a, b in gaps]
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    spaces = [g for g in glyphs if g.text.isspace() and top <= (g.top + g.bottom) / 2 <= bottom]
    band = [*(g for line in lines for g in line.glyphs), *spaces]
    made = open_tables.parted_rows(band, middles, WIDER)
    right = max(g.x1 for line in lines for g in line.glyphs)
    return (*open_tables.lefts(band, middles), right), top, bottom, made


# -- the next page


def may_go_on(bottom: float, rest: Iterable[Glyph], height: float) -> bool:
    """Whether nothing but a page's foot stands below a table that ends at ``bottom``."""
    below = [g for g in rest if not g.text.isspace() and g.top >= bottom - 1]
    found = [_printed(row) for row in on_one_height(below)]
    return (
        bottom > DEEP * height
        and len(found) <= FEW
        and all(
            line.top > (1 - ZONE) * height
            and not _is_caption(line)
            and (is_number(line.text) or not LABELLED.match(line.text))
            for line in found
        )
    )


def _continued(lines: Sequence[_Printed], height: float, edges: Sequence[float]) -> tuple[int, int, list[Gap]] | None:
    """Where the table of the page before goes on, if the first lines below the page's head keep to its columns."""
    for start in range(min(FEW + 1, len(lines))):
        if start and lines[start - 1].bottom > ZONE * height:
            return None
        gaps = _fitting([(edge - 2 * GUTTER * lines[start].size, edge) for edge in edges[1:-1]], lines[start])
        if len(_columns(lines[start], gaps)) < 2 or not _begin_there(lines[start], edges):
            continue
        end, gaps = _kept(lines, start, gaps)
        return (start, _trimmed(lines, start, end, gaps), gaps) if len(gaps) == len(edges) - 2 else None
    return None


def _begin_there(line: _Printed, edges: Sequence[float]) -> bool:
    """Whether what stands in each column begins where the column does."""
    begins = [b for _, b in line.gaps[:-1]]
    return all(any(abs(begin - edge) < line.size for edge in edges[:-1]) for begin in begins)


def _fitting(gaps: Sequence[Gap], line: _Printed) -> list[Gap]:
    """The gaps where they are free beside a line."""
    return _common(gaps, line.gaps, line.size)


def _kept(lines: Sequence[_Printed], start: int, gaps: list[Gap]) -> tuple[int, list[Gap]]:
    """The line from ``start`` on that does not keep to the columns."""
    steps: list[float] = []
    for n in range(start, len(lines)):
        free = _fitting(gaps, lines[n])
        ends = n > start and (_stands_off(lines, start, n, steps) or _begins_other(lines[n], gaps))
        if ends or len(free) < len(gaps) or _is_caption(lines[n]):
            return n, gaps
        gaps = free
    return len(lines), gaps
