"""Tables of plain text, whose cells are parted by tabs or spaces: below a caption, each line a row.

"表1 允许差" above "含水量  允许差", "＜10  0.5": lines that have as many cells as the first one are its rows. Where the
lines do not agree the text stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.grammars import plain_tables
from duizhao.text.draft import Draft
from duizhao.text.traced import Traced, join

# The caption, on a line of its own above the rows: "表1 允许差", with "单位为克" below it.
_CAPTION = re.compile(plain_tables.CAPTION + r"[ \t]*\n+")
_ROW = re.compile(r"[ \t\u3000]*(?P<row>[^\n。；;：:]{1,300}?)[ \t\u3000]*(?:\n|$)")
# What parts cells: a tab, two spaces or more; where no line has that, one space.
_GAPS = (re.compile(r"[ \u3000]*\t[ \t\u3000]*|[ \u3000]{2,}|\u3000"), re.compile(r"[ \t\u3000]+"))


def extract(body: Traced, node: str, region: str) -> tuple[Traced, list[Draft]]:
    """The text without such tables, and the drafts of these: "7/table1" with its rows "7/table1/1" …"""
    rest: list[Traced] = []
    drafts: list[Draft] = []
    at = 0
    for caption in _CAPTION.finditer(body.text):
        rows, stop = _rows(body, caption.end())
        if caption.start() >= at and len(rows) > 1:
            name = body[caption.start() : caption.end()]
            drafts += plain_tables.table(rows, name, f"{node}/table{caption['label']}", node, region)
            rest.append(body[at : caption.start()])
            at = stop
    return (join([*rest, body[at:]], "\n") if drafts else body), drafts


def _rows(body: Traced, start: int) -> tuple[list[list[Traced]], int]:
    """The rows from a place on, by the widest gap that parts the first lines, and where they end."""
    for gap in _GAPS:
        rows: list[list[Traced]] = []
        at = start
        while line := _ROW.match(body.text, at):
            cells = list(_cells(body, line, gap))
            if len(cells) < 2 or (rows and len(cells) != len(rows[0])):
                break
            rows.append(cells)
            at = line.end()
        if len(rows) > 1:
            return rows, at
    return [], start


def _cells(body: Traced, line: re.Match[str], gap: re.Pattern[str]) -> Iterator[Traced]:
    at = line.start("row")
    for found in gap.finditer(body.text, at, line.end("row")):
        yield body[at : found.start()]
        at = found.end()
    yield body[at : line.end("row")]
