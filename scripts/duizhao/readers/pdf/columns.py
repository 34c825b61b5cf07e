"""The order in which a page is read: columns side by side are read one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from duizhao.readers.pdf.lines import Line, Row, joined

LEAST = 5
"""Rows with text on both sides of a gap before it parts two columns."""
FILLED = 0.6
"""Least share of a column's width that a third of its lines fill: the two sides of a list of symbols do not."""
SHORTEST = 8
"""Characters of the usual line of a column, at least: cells of a table without rules have fewer."""
NARROWEST = 0.55
"""Share of the page's width that the lines of a page without columns have at least when they are full."""
DEEPEST = 3
"""Columns within columns that are looked for."""


class Column(NamedTuple):
    """Lines that are read from top to bottom, between the edges of their column."""

    left: float
    right: float
    lines: tuple[Line, ...]


def order(rows: Sequence[Row], right: float = 0.0, depth: int = DEEPEST) -> list[Column]:
    """The columns of a stretch of a page, in the order in which they are read.

    ``right``: where the lines of the page end that are not in columns, which a few short lines do not show.
    """
    if not rows:
        return []
    gutter = _gutter(rows) if depth and len(rows) >= LEAST else None
    if gutter is None:
        return [_column(rows, right)]
    out: list[Column] = []
    for crossed, run in _runs(rows, gutter):
        if crossed:
            out.append(_column(run, right))
            continue
        for side in _sides(run, gutter):
            out += order(side, 0.0, depth - 1)
    return out


def _column(rows: Sequence[Row], right: float) -> Column:
    lines = tuple(map(joined, rows))
    begins, ends = sorted(line.x0 for line in lines), sorted((line.end for line in lines), reverse=True)
    return Column(_edge(begins), max(right, _edge(ends)), lines)


def right_edge(pages: Iterable[Sequence[Row]], widths: Iterable[float]) -> float:
    """Where the full lines of a document end: all but one line in twenty end before it or there."""
    found = [joined(row) for rows in pages for row in rows]
    if not found:
        return 0.0
    left = _edge(sorted(line.x0 for line in found))
    return max(_edge(sorted((line.end for line in found), reverse=True)), left + NARROWEST * max(widths))


def _edge(places: list[float]) -> float:
    """Where most lines of a column begin or end: beyond it stands one line in twenty at most."""
    return places[len(places) // 20]


def _gutter(rows: Sequence[Row]) -> float | None:
    """The place between two columns: where most rows have a gap and few rows have text."""
    left, right = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    gaps = [(a.x1, b.x0) for row in rows for a, b in pairwise(row)]
    places = {
        round((a + b) / 2) for a, b in gaps if left + 0.2 * (right - left) < (a + b) / 2 < right - 0.2 * (right - left)
    }
    best, most = None, LEAST - 1
    for place in sorted(places)[:200]:
        sides = [_cut(row, place) for row in rows if not _crosses(row, place)]
        both = sum(bool(a and b) for a, b in sides)
        if both > most and 2 * len(sides) > len(rows) * 0.8 and _are_columns(sides):
            best, most = float(place), both
    return best


def _crosses(row: Row, place: float) -> bool:
    return any(piece.x0 < place < piece.x1 for piece in row)


def _cut(row: Row, place: float) -> tuple[Row, Row]:
    return tuple(p for p in row if p.x1 <= place), tuple(p for p in row if p.x0 >= place)


def _are_columns(sides: Sequence[tuple[Row, Row]]) -> bool:
    """Whether a third of the lines of each side fill it: the others are headings and the ends of paragraphs."""
    for n in (0, 1):
        found = [side[n] for side in sides if side[n]]
        left, right = min(row[0].x0 for row in found), max(row[-1].x1 for row in found)
        widths = sorted(row[-1].x1 - row[0].x0 for row in found)
        if widths[-(len(widths) + 2) // 3] < FILLED * (right - left):
            return False
        pieces = [piece for row in found for piece in row]
        if median(99 if piece.leaders else len(piece.text) for piece in pieces) < SHORTEST:
            return False
    return True


def _runs(rows: Sequence[Row], gutter: float) -> Iterator[tuple[bool, list[Row]]]:
    """The rows in runs that cross the gutter and runs that keep to its sides."""
    run: list[Row] = []
    crossed = False
    for row in rows:
        crosses = _crosses(row, gutter)
        if run and crosses != crossed:
            yield crossed, run
            run = []
        crossed = crosses
        run.append(row)
    if run:
        yield crossed, run


def _sides(rows: Sequence[Row], gutter: float) -> Iterator[list[Row]]:
    cut = [_cut(row, gutter) for row in rows]
    for n in (0, 1):
        side = [pair[n] for pair in cut if pair[n]]
        if side:
            yield side
