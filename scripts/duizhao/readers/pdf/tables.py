"""Tables with ruled cells: which characters stand in which cell, and tables that go over several pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from duizhao.readers.pdf import open_tables, plain_tables, ruling
from duizhao.readers.pdf.glyphs import Box, Drawn, Glyph, turned
from duizhao.readers.pdf.lines import ENDED, ENTRY, Line, joined, rows
from duizhao.text.chars import squeeze

MOST_EDGES = 3000
"""Drawn lines of a page among which tables are looked for; a drawing or a map has more."""
MOST_CELLS = 3000
SAME_EDGE = 4.0
"""Points by which a column may lie elsewhere on the next page."""

SENTENCE = 6
"""Characters of a line in a cell, at least, for a sentence to go on behind it."""

Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or the part of one on a page: cells by rows, each the lines that stand in it.

    ``edges`` are those of its columns, ``top`` and ``bottom`` its place on the page; ``ruled``: whether lines are
    drawn between the columns; ``plain``: where no lines are drawn at all, whether it may go on over the page's end.
    """

    top: float
    bottom: float
    edges: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    ruled: bool = True
    plain: bool = False


def find(page: Any, drawn: Drawn, before: Sequence[Table] = ()) -> tuple[list[Table], list[Glyph]]:
    """The tables of a page, and the characters that stand in none; ``before``: the tables of the page before."""
    rest = list(drawn.upright)
    out = []
    for grid in sorted(_grids(page, drawn.turn), key=_area):
        inside, outside = _parted(rest, _bounds(grid))
        table = _table(grid, inside)
        if table:
            out.append(table)
            rest = outside
    if not drawn.turn and len(page.edges) <= MOST_EDGES:
        for part in open_tables.find(page, rest):
            out.append(_open_table(*part))
            rest = _without(rest, part)
        high = float(page.height)
        goes_on = before[-1].edges if before and before[-1].plain else ()
        for part in plain_tables.find(rest, high, goes_on):
            rest = _without(rest, part)
            out.append(replace(_open_table(*part), plain=plain_tables.may_go_on(part[2], drawn.upright, high)))
    return sorted(out, key=lambda t: t.top), rest


def _without(glyphs: Iterable[Glyph], part: open_tables.Part) -> list[Glyph]:
    taken = {id(glyph) for row in part[3] for glyph in row}
    return [glyph for glyph in glyphs if id(glyph) not in taken]


Grid = list[list[Box | None]]


def _grids(page: Any, turn: int) -> Iterator[Grid]:
    """The ruled grids of two and more columns and rows, turned as the page is."""
    edges = page.edges
    if not 4 <= len(edges) <= MOST_EDGES or not _both_ways(edges):
        return
    x, y, x1, y1 = page.bbox
    for found in page.find_tables({"explicit_horizontal_lines": list(ruling.open_ends(page))}):
        if len(found.cells) > MOST_CELLS:
            continue
        cells = [turned((a - x, b - y, c - x, d - y), turn, x1 - x, y1 - y) for a, b, c, d in found.cells]
        grid = _grid(cells)
        if len(grid) > 1 and len(grid[0]) > 1:
            yield grid


def _both_ways(edges: Iterable[dict[str, Any]]) -> bool:
    return {"h", "v"} <= {edge["orientation"] for edge in edges}


def _grid(cells: Iterable[Box]) -> Grid:
    """Cells by rows and columns; None where none begins because one from the left or from above reaches there."""
    cells = list(cells)
    lefts, tops = _levels(c[0] for c in cells), _levels(c[1] for c in cells)
    grid: Grid = [[None] * len(lefts) for _ in tops]
    for cell in cells:
        grid[_nearest(tops, cell[1])][_nearest(lefts, cell[0])] = cell
    return grid


def _levels(places: Iterable[float]) -> list[float]:
    """The places, those within two points taken as one."""
    out: list[float] = []
    for place in sorted(places):
        if not out or place - out[-1] > 2:
            out.append(place)
    return out


def _nearest(levels: Sequence[float], place: float) -> int:
    return min(range(len(levels)), key=lambda n: abs(levels[n] - place))


def _bounds(grid: Grid) -> Box:
    cells = [cell for row in grid for cell in row if cell]
    return (
        min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells)
    )  # fmt: skip


def _area(grid: Grid) -> float:
    x0, top, x1, bottom = _bounds(grid)
    return (x1 - x0) * (bottom - top)


def _is_in(glyph: Glyph, box: Box) -> bool:
    return (
        box[0] - 1 <= (glyph.x0 + glyph.x1) / 2 <= box[2] + 1
        and box[1] - 1 <= (glyph.top + glyph.bottom) / 2 <= box[3] + 1
    )


def _parted(glyphs: Iterable[Glyph], box: Box) -> tuple[list[Glyph], list[Glyph]]:
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        (inside if _is_in(glyph, box) else outside).append(glyph)
    return inside, outside


def _table(grid: Grid, glyphs: list[Glyph]) -> Table | None:
    """The table; None where the ruled lines are a frame or a form without text."""
    inside = _by_cell(grid, glyphs)
    cells = [[tuple(map(joined, rows(inside.get(cell, ())))) if cell else () for cell in row] for row in grid]
    kept = [tuple(row) for row in cells if any(row)]
    columns = {n for row in kept for n, cell in enumerate(row) if cell}
    if len(kept) < 2 or len(columns) < 2:
        return None
    used = [n for n in range(len(grid[0])) if n in columns]
    bounds = _bounds(grid)
    lefts = [min(row[n][0] for row in grid if row[n]) for n in used]  # type: ignore[index]
    return Table(bounds[1], bounds[3], (*lefts, bounds[2]), tuple(tuple(row[n] for n in used) for row in kept))


def _open_table(edges: tuple[float, ...], top: float, bottom: float, parts: list[list[Glyph]]) -> Table:
    """A table without upright lines."""
    made = []
    for part in parts:
        cells: list[list[Glyph]] = [[] for _ in edges[1:]]
        for glyph in part:
            cells[min(max(0, bisect_right(edges, glyph.x0 + 1) - 1), len(cells) - 1)].append(glyph)
        made.append(tuple(tuple(map(joined, rows(cell))) for cell in cells))
    return Table(top, bottom, edges, tuple(made), ruled=False)


def _by_cell(grid: Grid, glyphs: Iterable[Glyph]) -> dict[Box, list[Glyph]]:
    """The characters by the cell in which they stand; a cell may reach over columns to its right and rows below."""
    columns = [[row[n] for row in grid if row[n]] for n in range(len(grid[0]))]
    lefts = [min((cell[0] for cell in column if cell), default=float("inf")) for column in columns]
    tops = [[cell[1] - 1 for cell in column if cell] for column in columns]
    out: dict[Box, list[Glyph]] = {}
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        for n in range(len(columns) - 1, -1, -1):
            at = bisect_right(tops[n], y) - 1
            cell = columns[n][at] if lefts[n] - 1 <= x and at >= 0 else None
            if cell and _is_in(glyph, cell):
                out.setdefault(cell, []).append(glyph)
                break
    return out


def text(cell: Cell) -> str:
    """What a cell says, without white space."""
    return squeeze("".join(line.text for line in cell))


def continues(above: Table, below: Table) -> bool:
    """Whether a table at the top of a page can go on one at the foot of the page before: by its columns.

    Where these are known by what stands in them alone, the same head above them says more than where they begin.
    """
    if not (above.ruled or below.ruled) and len(above.edges) == len(below.edges) and repeated_heads(above, below):
        return True
    return len(above.edges) == len(below.edges) and all(
        abs((a - above.edges[0]) - (b - below.edges[0])) <= SAME_EDGE
        for a, b in zip(above.edges, below.edges, strict=True)
    )


def repeated_heads(above: Table, below: Table) -> int:
    """How many rows at the top of a page repeat the first rows of the table, its column heads."""
    same = 0
    for first, again in zip(above.rows, below.rows[:-1], strict=False):
        if [text(c) for c in first] != [text(c) for c in again] or not any(map(text, first)):
            break
        same += 1
    return same


# A number that counts rows: "3", "12.", "（4）".
_COUNTED = re.compile(r"[(（]?\d{1,4}[)）.、]?")


# The end of a sentence, and signs behind which a list or a sentence goes on.
_WHOLE = re.compile(r"[。！？!?.][”’」』）)\"]*$")
_MORE = tuple(":：;；,，、")


def splits_row(above: Table, below: tuple[Cell, ...]) -> bool:
    """Whether a row at the top of a page is the rest of the row at the foot of the page before.

    Its first cell is empty then, or what the page's end broke goes on in it: a bracket, sentences.
    """
    if not any(below) or _COUNTED.fullmatch(text(below[0])):
        return False
    if not below[0] or _is_unclosed(text(above.rows[-1][0])):
        return True
    pairs = [(n, a, b) for n, (a, b) in enumerate(zip(above.rows[-1], below, strict=True)) if n and a and b]
    broken = sum(_is_broken(above, n, a[-1], b[0]) for n, a, b in pairs)
    return broken > sum(bool(_WHOLE.search(a[-1].text)) for _, a, _ in pairs)


def _is_unclosed(words: str) -> bool:
    return sum(words.count(sign) for sign in "(（") > sum(words.count(sign) for sign in ")）")


def _is_broken(table: Table, column: int, last: Line, first: Line) -> bool:
    """Whether a list goes on in another cell, or a sentence that fills the last line of this one."""
    if last.text[-1:] in _MORE:
        return True
    if ENDED.search(last.text) or ENTRY.match(first.text) or len(last.text) < SENTENCE:
        return False
    right = max(line.end for row in table.rows for line in row[column])
    return right - last.x1 < first.first + 0.3 * first.size


def join(above: Table, below: Table) -> tuple[Table, tuple[tuple[Cell, ...], ...]]:
    """The table with its next part; and the rows of the part that are column heads printed again."""
    heads = repeated_heads(above, below)
    rest = list(below.rows[heads:])
    kept = list(above.rows)
    if rest and splits_row(above, rest[0]):
        split = rest.pop(0)
        kept[-1] = tuple(a + b for a, b in zip(kept[-1], split, strict=True))
    joined_table = replace(above, rows=(*kept, *rest), bottom=below.bottom)
    return joined_table, below.rows[:heads]
