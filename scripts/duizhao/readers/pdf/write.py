"""The pages as one text: paragraphs, tables in rows and cells, headings marked, what belongs to no text set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from duizhao.readers.pdf import columns, dress, headings, notes, tables
from duizhao.readers.pdf.columns import Column
from duizhao.readers.pdf.layout import Page
from duizhao.readers.pdf.lines import Line, Row, joined
from duizhao.readers.pdf.notes import Note
from duizhao.readers.pdf.paragraphs import Paragraph, paragraphs, runs_on, text
from duizhao.readers.pdf.tables import Cell, Table
from duizhao.text import encodings
from duizhao.text.chars import ASIDE, CELL, HEADING, PAGE, ROW

HEAD, STAMP, CONTINUED = 1, 2, 3
"""How many marks set aside a running head or page number, a stamp across the page, a continued table's head."""

# A clause number alone on its line, as terms have it: "3.1", "A.2.1".
_ALONE = re.compile(r"(?:[A-Z]|\d{1,2})(?:\.\d{1,3}){1,5}")


@dataclass(slots=True)
class _Block:
    """A paragraph with the column that its last line stands in, a table, or a finished piece of text."""

    page: int
    lines: Paragraph = ()
    column: Column | None = None
    table: Table | None = None
    written: str = ""


@dataclass(slots=True)
class _Blocks:
    """The blocks so far; ``open`` is the one that may go on in the next column or on the next page."""

    right: float
    all: list[_Block] = field(default_factory=list)
    open: _Block | None = None

    def add(self, block: _Block) -> None:
        self.all.append(block)
        self.open = block

    def aside(self, page: int, words: str, marks: int) -> None:
        if tidy := _tidy(words):
            self.all.append(_Block(page, written=f"{ASIDE * marks}{tidy}\n"))


def write(pages: Sequence[Page]) -> tuple[str, frozenset[int]]:
    """The text of the pages, and the indexes of those that have none but what stands on every page."""
    taken = dress.find([page.rows for page in pages], [page.height for page in pages])
    kept = [tuple(row for n, row in enumerate(page.rows) if (p, n) not in taken) for p, page in enumerate(pages)]
    styles = headings.styles(kept)
    pages, kept, found = notes.part(pages, kept, styles.body[0])
    blocks = _Blocks(columns.right_edge(kept, [page.width for page in pages]))
    for number, page in enumerate(pages):
        if number:
            blocks.all.append(_Block(number, written=PAGE))
        _page(blocks, number, page, kept[number], [page.rows[n] for p, n in sorted(taken) if p == number])
        for note in found:
            if note.page == number and not note.marked:
                blocks.all.append(_Block(number, written=f"{_tidy(note.printed)}\n"))
    empty = frozenset(n for n, page in enumerate(pages) if not kept[n] and not page.tables)
    return "".join(_written(blocks.all, styles, found)), empty


def _page(blocks: _Blocks, number: int, page: Page, body: Sequence[Row], taken: Sequence[Row]) -> None:
    for row in taken:
        blocks.aside(number, joined(row).text, HEAD)
    for stamp in page.across:
        blocks.aside(number, stamp, STAMP)
    at = 0
    for table in page.tables:
        above = [row for row in body[at:] if joined(row).middle < table.top]
        _put_table(blocks, number, table, above, top=table is page.tables[0])
        at += len(above)
    _put_rows(blocks, number, body[at:])


def _put_table(blocks: _Blocks, number: int, table: Table, above: Sequence[Row], *, top: bool) -> None:
    """A table below its caption; one at the top of a page may go on the one at the foot of the page before."""
    heads = [joined(row).text for row in above]
    continued = top and len(heads) <= 1 and all(map(dress.CONTINUED.match, heads))
    before = blocks.open.table if blocks.open else None
    if continued and before and tables.continues(before, table):
        whole, again = tables.join(before, table)
        assert blocks.open  # it holds the table before
        blocks.open.table = whole
        for head in [*heads, *(" ".join(map(_cell_words, row)) for row in again)]:
            blocks.aside(number, head, CONTINUED)
        return
    _put_rows(blocks, number, above)
    blocks.add(_Block(number, table=table))


def _cell_words(cell: Cell) -> str:
    return " ".join(line.text for line in cell)


def _put_rows(blocks: _Blocks, number: int, rows: Sequence[Row]) -> None:
    for column in columns.order(rows, blocks.right):
        found = list(paragraphs(column, _pitch(column.lines)))
        last = blocks.open
        if found and last and last.column and runs_on(last.lines, last.column, found[0][0], column):
            last.lines, last.column = last.lines + found[0], column
            del found[0]
        for lines in found:
            blocks.add(_Block(number, lines, column))


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance from line to line."""
    steps = [b.middle - a.middle for a, b in pairwise(lines) if b.middle > a.middle]
    return median(sorted(steps)[: max(1, (2 * len(steps) + 2) // 3)]) if steps else 0.0


# -- text


def _written(blocks: Iterable[_Block], styles: headings.Styles, found: Sequence[Note]) -> Iterator[str]:
    label, marks = "", ""
    for block in blocks:
        if not block.lines:
            yield _table_text(block.table) if block.table else block.written
            yield from _noted(block, found)
            continue
        words = _tidy(text(block.lines))
        level = headings.level(block.lines, words, block.page, styles)
        if _ALONE.fullmatch(words) and not label:
            label, marks = f"{words} ", HEADING * level
            continue
        yield f"{marks or HEADING * level * (not label)}{label}{words}\n" if words else ""
        label = marks = ""
        yield from _noted(block, found)
    if label:
        yield f"{marks}{label.strip()}\n"


def _noted(block: _Block, found: Sequence[Note]) -> Iterator[str]:
    """The footnotes that belong to a paragraph or a table, each as a paragraph behind it."""
    cells = (cell for row in block.table.rows for cell in row) if block.table else ()
    for line in (*block.lines, *(line for cell in cells for line in cell)):
        for note in line.notes:
            yield f"{_tidy(found[note].text)}\n"


def _table_text(table: Table) -> str:
    """Rows and cells between their marks, the last row mark followed by a line end."""
    rights = [_right(table, n) for n in range(len(table.edges) - 1)]
    rows = (CELL.join(_cell_text(cell, *rights[n]) for n, cell in enumerate(row)) for row in table.rows)
    return f"{ROW}{ROW.join(rows)}{ROW}\n"


def _right(table: Table, column: int) -> tuple[float, float]:
    """Between which edges the text of a column is set: those of most of its lines, if several lines are as long."""
    left, right = table.edges[column], table.edges[column + 1]
    found = [line for row in table.rows for line in row[column]]
    begins = min((line.x0 for line in found), default=left)
    ends = sorted((line.end for line in found), reverse=True)
    size = found[0].size if found else 0.0
    longest = ends[len(ends) // 20] if ends else right
    padding = max(0.0, min(begins - left, size))
    # Where no line comes near the rule, the text is not broken by the column's width.
    return begins, longest if right - padding - longest < 2.5 * size else right - padding


def _cell_text(cell: Cell, left: float, right: float) -> str:
    parts = paragraphs(Column(left, right, cell), 0.0)
    return "\n".join(_tidy(text(part)) for part in parts)


def _tidy(words: str) -> str:
    return " ".join(encodings.tidy(words).split())
