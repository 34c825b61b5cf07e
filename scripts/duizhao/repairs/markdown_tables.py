"""Tables in Markdown, drawn with bars or written as HTML by programs that recognise pages, become rows of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import CELL, ROW

NAME = "markdown-tables"
WHY = "The table was drawn with the signs of Markdown or the tags of HTML; its rows and cells stay."

MAX_SPAN = 100
# A row of a table drawn with bars: "| 甲 | 乙 |", "甲 | 乙".
_ROW = re.compile(r"(?m)^ {0,3}\|?[^\n|]{0,4000}(?:\|[^\n|]{0,4000}){1,60}$")
# The row below the heads, which says that it is a table: "|---|:--:|", "--- | ---".
_RULE = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*){0,60}\|?[ \t]*")
# A bar that parts cells, with the space about it; behind a backslash it is an ordinary sign.
_BAR = re.compile(r"[ \t]*(?<!\\)\|[ \t]*")
_TABLE = re.compile(r"(?i)<table\b")
_END = re.compile(r"(?i)</table\s*>[ \t]*\n?")
# A tag inside a table, or a character by its name: '<td rowspan="2">', "</tr>", "<br/>", "&nbsp;", "&#38;".
_TAG = re.compile(
    r"(?i)\s*<(?P<close>/?)(?P<name>table|thead|tbody|tfoot|tr|td|th|caption|br|p|div|span|b|i|em|strong|sup|sub)\b"
    r"(?P<rest>[^<>]{0,400})>\s*|(?P<entity>&(?:[a-z]{2,8}|\#\d{2,6}|\#x[0-9a-f]{2,5});)"
)
_SPAN = re.compile(r"(?i)\b(?P<name>rowspan|colspan)\s*=\s*[\"']?(?P<count>\d{1,3})")


def edits(text: str, context: Context) -> Iterator[Edit]:
    """The bars and tags become the marks of rows and cells."""
    if context.format == "md":
        found = sorted((*_drawn(text), *_written(text)), key=lambda edit: (edit.start, edit.end))
        end = 0
        for edit in found:
            if edit.start >= end:
                yield edit
                end = edit.end


def _edit(text: str, start: int, end: int, after: str) -> Edit:
    return Edit(start, end, text[start:end], after, NAME, WHY, "markup", tuple([-1] * len(after)))


def _drawn(text: str) -> Iterator[Edit]:
    """Tables drawn with bars: a row of heads, the row of dashes, and the rows that follow without a break."""
    rows: list[re.Match[str]] = []
    for row in _ROW.finditer(text):
        if rows and row.start() != rows[-1].end() + 1:
            yield from _bars(text, rows)
            rows = []
        rows.append(row)
    yield from _bars(text, rows)


def _bars(text: str, rows: list[re.Match[str]]) -> Iterator[Edit]:
    at = next((n for n in range(1, len(rows)) if _RULE.fullmatch(rows[n].group())), None)
    if at is None:
        return
    table = rows[at - 1 :]
    for n, row in enumerate(table):
        start, end = row.span()
        closing = f"{ROW}\n" if n == len(table) - 1 else ""
        if n == 1:
            yield _edit(text, start, min(end + 1, len(text)), closing)
            continue
        bars = list(_BAR.finditer(text, start, end))
        first = bars[0] if not text[start : bars[0].start()].strip() else None
        last = bars[-1] if bars[-1].end() == end and bars[-1] is not first else None
        yield _edit(text, start, first.end() if first else start, ROW)
        inner = bars[bool(first) : len(bars) - bool(last)]
        yield from (_edit(text, *bar.span(), CELL) for bar in inner)
        yield _edit(text, last.start() if last else end, min(end + 1, len(text)), closing)


@dataclass(slots=True)
class _Grid:
    """Where a row stands: the column that its text has come to, the next free one, and those filled from above."""

    column: int = 0
    next: int = 0
    held: dict[int, int] = field(default_factory=dict)
    new: dict[int, int] = field(default_factory=dict)

    def row(self) -> str:
        """The mark of a new row."""
        self.held = {n: left - 1 for n, left in self.held.items() if left > 1} | self.new
        self.column, self.next, self.new = 0, 0, {}
        return ROW

    def cell(self, rest: str) -> str:
        """The marks before a cell, which stands in the next column that is not filled from above."""
        spans = {m["name"].lower(): min(MAX_SPAN, max(1, int(m["count"]))) for m in _SPAN.finditer(rest)}
        while self.next in self.held:
            self.next += 1
        marks = CELL * (self.next - self.column)
        self.column, wide, down = self.next, spans.get("colspan", 1), spans.get("rowspan", 1)
        self.next += wide
        self.new |= {self.column + n: down - 1 for n in range(wide) if down > 1}
        return marks


def _written(text: str) -> Iterator[Edit]:
    """Tables written as HTML, up to the end of the table; one in another ends the outer one."""
    at = 0
    while opened := _TABLE.search(text, at):
        closed = _END.search(text, opened.end())
        if not closed:
            return
        yield from _tags(text, opened.start(), closed)
        at = closed.end()


def _tags(text: str, start: int, closed: re.Match[str]) -> Iterator[Edit]:
    grid = _Grid()
    for tag in _TAG.finditer(text, start, closed.start()):
        name, opens = (tag["name"] or "").lower(), not tag["close"]
        after = ""
        if tag["entity"]:
            after = unescape(tag["entity"])
        elif name == "tr" and opens:
            after = grid.row()
        elif name in ("td", "th") and opens:
            after = grid.cell(tag["rest"])
        elif name in ("br", "p") and (name == "br" or not opens):
            after = "\n"
        yield _edit(text, *tag.span(), after)
    yield _edit(text, *closed.span(), f"{ROW}\n")
