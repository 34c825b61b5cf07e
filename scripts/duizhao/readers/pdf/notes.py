"""Footnotes: small type below a short line at the foot of a page or column, tied to the raised marks in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from duizhao.readers.marks import raised
from duizhao.readers.pdf.layout import Page
from duizhao.readers.pdf.lines import DOWN, UP, Line, Row, joined
from duizhao.readers.pdf.paragraphs import text as joined_text
from duizhao.readers.pdf.ruling import Span
from duizhao.readers.pdf.tables import Table
from duizhao.text.chars import has_han

SMALLER = 0.95
"""Times the size of the running text below which type may be a footnote's."""

# Small raised characters, as a line has them: an exponent, the mark of a footnote.
_RAISED = re.compile(f"{UP}([^{UP}{DOWN}]{{1,12}}){DOWN}")
# What a footnote begins with: a raised mark, "1) ", "①", "* "; and a number that stands raised in the text.
_LABEL = re.compile(
    rf"(?:{UP}([^{UP}{DOWN}]{{1,6}}){DOWN}|(\d{{1,3}}|[a-z])[)）]|([①-⑳])|(\*{{1,3}}|[†‡])|(\d{{1,3}})(?![\d.．]))\s*"
)


@dataclass(slots=True)
class Note:
    """A footnote: on which page, its mark, its lines; ``marked``: whether its mark stands in the text."""

    page: int
    label: str
    lines: list[Line] = field(default_factory=list)
    marked: bool = False

    @property
    def printed(self) -> str:
        """As it stands at the foot of the page."""
        return _RAISED.sub(r"\1 ", joined_text(self.lines))

    @property
    def text(self) -> str:
        """As it stands behind the paragraph that it belongs to."""
        words = joined_text(self.lines)
        words = words[found.end() :] if self.label and (found := _LABEL.match(words)) else words
        words = _RAISED.sub(lambda found: raised(words[: found.start()][-1:], found[1]), words)
        return f"脚注{self.label}：{words}" if has_han(words) else f"Footnote {self.label}: {words}"


def part(
    pages: Sequence[Page], kept: Sequence[Sequence[Row]], size: float
) -> tuple[list[Page], list[tuple[Row, ...]], list[Note]]:
    """The pages and their rows without footnotes and marks, and the footnotes; ``size``: of the running text."""
    notes: list[Note] = []
    out_pages, out_rows = [], []
    for number, (page, rows) in enumerate(zip(pages, kept, strict=True)):
        rest, below = _parted(page, rows, size)
        first = len(notes)
        notes += _notes(number, below, notes, _marks(rest, page.tables))
        marks = {note.label: n for n, note in enumerate(notes[first:], first)}
        told = _teller(notes, marks)
        out_rows.append(tuple(tuple(map(told, row)) for row in rest))
        tables = (
            replace(t, rows=tuple(tuple(tuple(map(told, c)) for c in row) for row in t.rows)) for t in page.tables
        )
        out_pages.append(replace(page, tables=tuple(tables)))
    return out_pages, out_rows, notes


def _parted(page: Page, rows: Sequence[Row], size: float) -> tuple[list[Row], list[Line]]:
    """The rows of the text, and the lines of footnotes."""
    rest, below = list(rows), list[Line]()
    for rule in page.rules:
        if any(table.bottom > rule.at for table in page.tables):
            continue
        found = {id(piece) for piece in _below(rest, rule, size)}
        below += [joined(kept) for row in rest if (kept := tuple(piece for piece in row if id(piece) in found))]
        rest = [kept for row in rest if (kept := tuple(piece for piece in row if id(piece) not in found))]
    return rest, below


def _below(rows: Iterable[Row], rule: Span, size: float) -> list[Line]:
    """What stands in small type below a line, in its column; nothing where other type stands there too."""
    under = [piece for row in rows for piece in row if joined(row).middle > rule.at]
    other = [piece for piece in under if piece.size >= SMALLER * size]
    left = max((piece.x1 for piece in other if piece.x1 <= rule.start), default=0.0)
    right = min((piece.x0 for piece in other if piece.x0 >= rule.end), default=float("inf"))
    if any(piece.x0 < rule.end and piece.x1 > rule.start for piece in other):
        return []
    return [piece for piece in under if piece.size < SMALLER * size and left <= piece.x0 and piece.x1 <= right]


def _marks(rows: Iterable[Row], tables: Iterable[Table]) -> set[str]:
    """What stands raised in the text."""
    cells = (cell for table in tables for row in table.rows for cell in row)
    lines = chain(chain.from_iterable(rows), chain.from_iterable(cells))
    return {found.strip(" )）") for line in lines for found in _RAISED.findall(line.text)}


def _notes(page: int, lines: Sequence[Line], before: Sequence[Note], marks: set[str]) -> list[Note]:
    """The footnotes of a page; what has no mark at its head goes on with the one before."""
    out: list[Note] = []
    for line in lines:
        label = _LABEL.match(line.text)
        if label and (not label[5] or label[5] in marks):
            out.append(Note(page, next(filter(None, label.groups())).strip(" )）"), [line]))
        elif out:
            out[-1].lines.append(line)
        elif before and before[-1].page == page - 1:
            before[-1].lines.append(line)
        else:
            out.append(Note(page, "", [line]))
    return out


def _teller(notes: Sequence[Note], marks: dict[str, int]) -> Callable[[Line], Line]:
    """What takes the marks of footnotes out of a line and says which they are; exponents stay."""

    def told(line: Line) -> Line:
        if UP not in line.text:
            return line
        found: list[int] = []
        text = "".join(_pieces(line.text, found))
        for note in found:
            notes[note].marked = True
        return replace(line, text=text, notes=tuple(found))

    def _pieces(text: str, found: list[int]) -> Iterator[str]:
        at = 0
        for mark in _RAISED.finditer(text):
            yield text[at : mark.start()]
            note = marks.get(mark[1].strip(" )）"))
            if note is None or notes[note].marked or not mark.start():
                yield raised(text[: mark.start()][-1:], mark[1])
            else:
                found.append(note)
            at = mark.end()
        yield text[at:]

    return told
