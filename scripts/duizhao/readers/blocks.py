"""What a reader of a laid-out format (Word, HTML) makes of a file, and how that becomes the plain text of a copy.

Paragraphs are parted by an empty line: unlike the lines of a text file they are sure to be paragraphs, and nothing
after the readers may join them. A table is one block of rows and cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from duizhao.errors import CopyError
from duizhao.text import encodings
from duizhao.text.chars import CELL, HEADING, PAGE, ROW, SENTENCE_END

MAX_TEXT = 50_000_000
"""Characters of a copy at most: merged cells make a small file grow when each of its cells is written out."""
LONGEST_HEADING = 200
# A clause number that is a paragraph of its own: "3.1", "A.2.1".
_ALONE = re.compile(r"(?:[A-Z]|\d{1,2})(?:\.\d{1,3}){1,5}")
DEEPEST_HEADING = 9


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its lines parted by line ends; ``level`` is that of a heading (1 is the highest), 0 for text."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as plain text: a cell that spans several has its text in the first of them."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The start of a new page."""


Block = Paragraph | Table | Page


def text(blocks: Iterable[Block], place: str) -> str:
    """The blocks as the text of a copy, with the marks of ``text.chars``.

    Raises:
        CopyError: there is too much of it.
    """
    out: list[str] = []
    size = 0
    for block in _numbered(blocks):
        for piece in _pieces(block):
            size += len(piece)
            out.append(piece)
        if size > MAX_TEXT:
            raise CopyError(
                f"{place}: holds more than {MAX_TEXT // 1_000_000} million characters, which no standard has. "
                "Check that it is the right file; if it is, cut it into one file for each document."
            )
    return "".join(out)


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, a number that has a paragraph of its own put before the one that it numbers, as terms have it."""
    number: Paragraph | None = None
    for block in blocks:
        if number and isinstance(block, Paragraph) and not block.level and block.text.strip():
            yield Paragraph(f"{number.text.strip()} {block.text.lstrip()}", number.level)
            number = None
            continue
        if number:
            yield number
        number = block if isinstance(block, Paragraph) and _ALONE.fullmatch(block.text.strip()) else None
        if not number:
            yield block
    if number:
        yield number


def inside(blocks: Iterable[Block]) -> str:
    """The blocks as the text of a table's cell: a line for each paragraph, and for each row of a table within it."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(clean(block.text))
        elif isinstance(block, Table):
            lines += [" ".join(filter(None, row)) for row in block.rows]
    return "\n".join(line for line in lines if line)


def clean(paragraph: str) -> str:
    """A paragraph without control characters and soft hyphens, which only say where a word may be broken.

    The only form feed in it is a page break that a reader has put there.
    """
    return PAGE.join(_cleaned(part) for part in paragraph.split(PAGE)).strip("\n")


def _cleaned(part: str) -> str:
    lines = encodings.tidy(part).replace("\u00ad", "").split("\n")
    return "\n".join(line.rstrip() for line in lines)


def _pieces(block: Block) -> Iterator[str]:
    if isinstance(block, Page):
        yield f"{PAGE}\n"
    elif isinstance(block, Table):
        yield from _table(block.rows)
    elif words := clean(block.text):
        level = block.level if is_heading(words) else 0
        line = " ".join(words.replace(PAGE, "\n").split("\n")) if level else words
        yield f"{HEADING * min(level, DEEPEST_HEADING)}{line}\n\n"


def is_heading(words: str) -> bool:
    """Whether a paragraph in the style of a heading may be one: people use the style for its numbers or its size."""
    return len(words) <= LONGEST_HEADING and bool(words.strip()) and words.rstrip()[-1] not in SENTENCE_END


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    width = max((len(row) for row in rows), default=0)
    if not any(cell.strip() for row in rows for cell in row):
        return
    for row in rows:
        yield ROW + CELL.join(row) + CELL * (width - len(row))
    yield f"{ROW}\n\n"
