"""Tables of an HTML page: rows and cells set in a grid, those that span several with their text in the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from duizhao.readers.blocks import Block, Paragraph, Table, inside

MAX_SPAN = 100
"""Columns that a cell may span: more is no table that can be read."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with what stands in it; ``down`` and ``across`` say how many rows and columns it spans."""

    blocks: tuple[Block, ...]
    down: int = 1
    across: int = 1


@dataclass(slots=True)
class Grid:
    """A table while it is read. ``data``: it says itself that it is one, by heads or a caption."""

    rows: list[list[Cell]] = field(default_factory=list)
    captions: list[Block] = field(default_factory=list)
    data: bool = False
    layout: bool = False

    def row(self) -> None:
        """Begins a row."""
        self.rows.append([])

    def cell(self, cell: Cell) -> None:
        """Adds a cell to the last row."""
        if not self.rows:
            self.row()
        self.rows[-1].append(cell)

    def blocks(self) -> Iterator[Block]:
        """The table with its caption before it; what only lays out a page is no table, but what stands in it."""
        yield from self.captions
        if self._lays_out():
            yield from (block for row in self.rows for cell in row for block in cell.blocks)
        elif self.rows:
            yield Table(tuple(tuple(row) for row in _spread(self.rows)))

    def _lays_out(self) -> bool:
        cells = [cell for row in self.rows for cell in row]
        if self.layout or len(cells) < 2:
            return True
        held = (block for cell in cells for block in cell.blocks)
        return not self.data and any(isinstance(b, Table) or (isinstance(b, Paragraph) and b.level) for b in held)


def _spread(rows: Sequence[Sequence[Cell]]) -> Iterator[list[str]]:
    """The texts in the places of the grid: under a cell that spans rows, and beside one that spans columns, is none."""
    open_below: dict[int, int] = {}  # by column: how many more rows a cell above reaches into
    for row in rows:
        texts: list[str] = []
        reach: dict[int, int] = {}
        for cell in row:
            _skip(texts, open_below)
            reach |= {len(texts) + n: cell.down - 1 for n in range(cell.across)}
            texts += [inside(cell.blocks), *[""] * (cell.across - 1)]
        _skip(texts, open_below)
        open_below = {n: left - 1 for n, left in open_below.items() if left > 1}
        open_below |= {n: left for n, left in reach.items() if left > 0}
        if row:
            yield texts


def _skip(texts: list[str], open_below: dict[int, int]) -> None:
    while len(texts) in open_below:
        texts.append("")
