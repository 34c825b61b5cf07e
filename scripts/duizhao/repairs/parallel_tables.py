"""A table that sets a whole document side by side, Chinese in one column and English in another, becomes running text.

Such a table is how translators lay out a document: a row is a heading or a paragraph in both languages, sometimes with
its number in a column of its own. It is no table of the document, so that its rows become pairs of paragraphs. What
tells it from a bilingual annex table or a list of words is that its rows bear clause numbers that count up, or that it
holds most of the text there is. A table with a caption is a table, and numbers of rows (1, 2, 3) are none of clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import CELL, HEADING, LATIN, ROW, has_han

NAME = "parallel-tables"
WHY = "The document had been set in a table of two columns, one a language; its rows are headings and paragraphs."

LEAST_ROWS = 3
MOSTLY = 0.8
"""Share of a column's cells that are in its language, and of all text that a table without numbers must hold."""
PAIRED = 0.5
"""Share of the rows that have both languages."""
_MARKS = f"{ROW}{CELL}"
# A clause number at the start of a cell: "4.1 排期", "1 Scope", "A.2 General", "3".
_NUMBER = re.compile(r"\s*(?P<label>(?:[A-Z]\.)?\d{1,2}(?:\.\d{1,3}){0,5})(?:(?![\d.)）、:：%,，])|$)")
# A cell that holds nothing but a label: "4.1", "a)", "(1)", "一、", "附录A", "注1".
_LABEL = re.compile(
    r"\s*[(（]?(?:(?:[A-Z]\.)?\d{1,3}(?:\.\d{1,3}){0,5}|[a-zA-Z]|[一二三四五六七八九十]{1,4}|附录\s?[A-Z]|Annex\s[A-Z]|"
    r"(?:注|示例)\s?\d{0,2}[:：]?)[)）.、]?\s*"
)
# The head of a column: "中文", "English", "英文译文", "条款号", "No.".
_HEAD = re.compile(
    r"\s*(?:(?:中|英|汉|外)(?:文|语)?(?:版|版本|原文|译文|文本|内容)?|原文|译文|Chinese|English|"
    r"(?:Source|Target|Chinese|English)\s(?:text|version)|条款号?|章条号?|编号|序号|No\.?|Clause|Number)\s*",
    re.IGNORECASE,
)
_LETTER = re.compile(f"[{LATIN}]{{2}}")


# The caption of a table as the last line above it: "表A.1 术语对照", "Table 3 — Terms"; other lines may follow it.
_CAPTION = re.compile(
    rf"{HEADING}*\s*(?:续?\s?表|Table)\s?(?:[A-Z]\s?[.．]\s?)?\d{{1,3}}(?!\d)[^。；;]{{0,120}}", re.IGNORECASE
)
ABOVE = 300
"""Characters above a table among which its caption is looked for."""


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    text: str


_Row = tuple[_Cell, ...]


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Each mark between the cells of such a table becomes the end of a paragraph, behind a number a space."""
    for rows in _tables(text):
        columns = _columns(rows)
        if columns and not _has_caption(text, rows) and (_counts_up(rows, columns) or _is_most(rows, text)):
            yield from _unrolled(text, rows, columns)


def _has_caption(text: str, rows: Sequence[_Row]) -> bool:
    """Whether one of the two lines above a table is a caption, of which one may be in the other language."""
    start = rows[0][0].start - 1
    above = [line for line in text[max(0, start - ABOVE) : start].split("\n") if line.strip()]
    return any(map(_CAPTION.fullmatch, above[-2:]))


def _tables(text: str) -> Iterator[list[_Row]]:
    """The tables of a text: rows between row marks, up to the mark that a line end follows."""
    at = text.find(ROW)
    while at >= 0:
        end = text.find(f"{ROW}\n", at + 1)
        end = end if end >= 0 else len(text)
        starts = [n for n in range(at, end) if text[n] == ROW]
        yield [_row(text, a + 1, b) for a, b in zip(starts, [*starts[1:], end], strict=True)]
        at = text.find(ROW, end + 1)


def _row(text: str, start: int, end: int) -> _Row:
    cells, at = [], start
    for part in text[start:end].split(CELL):
        cells.append(_Cell(at, at + len(part), part))
        at += len(part) + 1
    return tuple(cells)


def _columns(rows: Sequence[_Row]) -> tuple[int, int] | None:
    """The columns of the two languages, in the order in which they stand; none where there are others with text."""
    width = max(len(row) for row in rows)
    if len(rows) < LEAST_ROWS or not 2 <= width <= 4:
        return None
    kinds = [_kind([row[n].text for row in rows if n < len(row) and row[n].text.strip()]) for n in range(width)]
    spoken = [n for n, kind in enumerate(kinds) if kind in ("zh", "en")]
    if len(spoken) != 2 or kinds[spoken[0]] == kinds[spoken[1]] or "" in kinds or kinds[spoken[0] + 1 :].count("label"):
        return None
    both = sum(all(n < len(row) and row[n].text.strip() for n in spoken) for row in rows)
    return (spoken[0], spoken[1]) if both >= PAIRED * len(rows) else None


def _kind(cells: Sequence[str]) -> str:
    """What a column holds: "zh", "en", "label" (or nothing), "" where it is mixed."""
    body = [cell for cell in cells if not _HEAD.fullmatch(cell)]
    if all(_LABEL.fullmatch(cell) for cell in body):
        return "label"
    words = [cell for cell in body if _LETTER.search(cell) or has_han(cell)]
    chinese = sum(map(has_han, words))
    return "zh" if chinese >= MOSTLY * len(words) else "en" if chinese <= (1 - MOSTLY) * len(words) else ""


def _counts_up(rows: Sequence[_Row], columns: tuple[int, int]) -> bool:
    """Whether the rows bear clause numbers, each greater than the one before it."""
    found = (_NUMBER.match(next((c.text for c in row[: columns[0] + 1] if c.text.strip()), "")) for row in rows)
    labels = [
        tuple(int(p) for p in m["label"].split(".") if p.isdigit()) for m in found if m and m["label"][0].isdigit()
    ]
    if all(len(label) == 1 for label in labels) and not any(_is_in_words(row, columns) for row in rows):
        return False  # numbers of rows
    return len(labels) >= LEAST_ROWS and all(a < b for a, b in pairwise(labels))


def _is_in_words(row: _Row, columns: tuple[int, int]) -> bool:
    """Whether a number stands before words in a cell, as that of a heading does: "1 范围"."""
    words = row[columns[0]].text if columns[0] < len(row) else ""
    found = _NUMBER.match(words)
    return bool(found and words[found.end() :].strip())


def _is_most(rows: Sequence[_Row], text: str) -> bool:
    held = sum(len(cell.text.strip()) for row in rows for cell in row)
    return held >= MOSTLY * len("".join(text.split()))


def _unrolled(text: str, rows: Sequence[_Row], columns: tuple[int, int]) -> Iterator[Edit]:
    head = _is_head(rows[0])
    for n, row in enumerate(rows):
        start = row[0].start - 1
        if head and not n:
            yield Edit(start, row[-1].end, text[start : row[-1].end], "", NAME, WHY, "table-head")
            continue
        yield _mark(text, start, start + 1, "\n\n" if n else "")
        for at, cell in enumerate(row):
            if at:
                follows = row[at - 1].text.strip() and at - 1 < columns[0]
                yield _mark(text, cell.start - 1, cell.start, " " if follows else "\n\n")
            for place in (i for i in range(cell.start, cell.end) if text[i] == "\n"):
                yield _mark(text, place, place + 1, "\n\n")
    last = rows[-1][-1].end
    yield _mark(text, last, min(last + 1, len(text)), "\n\n")


def _is_head(row: _Row) -> bool:
    words = [cell.text for cell in row if cell.text.strip(HEADING + " ")]
    return bool(words) and all(_HEAD.fullmatch(word) for word in words)


def _mark(text: str, start: int, end: int, after: str) -> Edit:
    return Edit(start, end, text[start:end], after, NAME, WHY)
