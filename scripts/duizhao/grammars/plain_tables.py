"""Tables of any kind in running text: each a node with its caption, each row a node with its cells in one line.

Source: GB/T 1.1—2020, 9.6 (tables: number, title, heads; "表1 土壤指标").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.text.chars import CELL, ROW, has_han
from duizhao.text.draft import EMPTY, Body, Draft, flow
from duizhao.text.traced import Traced, join

BETWEEN = " | "
"""What stands between the cells of a row (shared record format)."""
UNIT = r"(?:\n+[ \t\u3000]*(?P<unit>[（(]?单位(?:为|[:：])[^\n。]{1,30}))?"
"""A line between a caption and the rows: "单位为毫米" (GB/T 1.1—2020, 9.6.4)."""
# The caption of a table on the line above its rows: "表1 土壤指标", "表 A.2（续）", "Table 3 Tools".
CAPTION = r"(?m:^)[ \t]*(?:表|Table)[ \t]?(?P<label>(?:[A-Z]\.)?\d{1,3})(?![\d.])[ \t]*(?P<title>[^。\n]{0,60})" + UNIT
_CAPTION = re.compile(CAPTION + r"\s*$")


def rows(body: Traced) -> list[list[Traced]]:
    """The rows of a table, each as its cells."""
    return [cut(row, CELL) for row in cut(body, ROW) if row.text.strip()]


def cut(text: Traced, mark: str) -> list[Traced]:
    """The parts of a text between marks."""
    out, at = [], 0
    for n, char in enumerate(text.text):
        if char == mark:
            out.append(text[at:n])
            at = n + 1
    return [*out, text[at:]]


def end(text: str, start: int) -> int:
    """Behind the row mark that closes a table: the one that a line break follows."""
    found = text.find(ROW + "\n", start)
    return found + 2 if found >= 0 else len(text)


def extract(body: Traced, node: str, region: str) -> tuple[Traced, list[Draft]]:
    """The text without its tables, and the drafts of these: "4.2/table1" with its rows "4.2/table1/1" …"""
    rest: list[Traced] = []
    drafts: list[Draft] = []
    at = count = 0
    while (start := body.text.find(ROW, at)) >= 0:
        stop = end(body.text, start)
        count += 1
        before = body[at:start]
        caption = _CAPTION.search(before.text)
        label = caption["label"] if caption else str(count)
        rest.append(before[: caption.start()] if caption else before)
        name = before[caption.start() :] if caption else before[:0]
        drafts += table(rows(body[start:stop]), name, f"{node}/table{label}", node, region)
        at = stop
    return (join([*rest, body[at:]], "\n") if drafts else body), drafts


def table(held: Sequence[list[Traced]], caption: Traced, node: str, parent: str, region: str) -> Iterator[Draft]:
    """A table as a node with its caption, the unit of its cells and their heads, and a node for each row."""
    found = _CAPTION.search(caption.text)
    name = flow([caption[found.start("title") : found.end("title")]] if found else [], english=False)
    unit = caption[found.start("unit") : found.end("unit")] if found and found["unit"] else caption[:0]
    label = " ".join(caption.text[: found.start("title")].split()) if found else None
    matter = tuple(caption[: found.start("title")].positions()) if found else ()
    heads, *below = held or [[]]
    whole = with_heads(name, heads, unit)
    yield Draft(node, "table", parent, label, region, whole, title_zh=len(name.text), title_en=0, matter=matter)
    yield from row_drafts(below, node, region)


def with_heads(name: Body, heads: Sequence[Traced], unit: Traced | None = None) -> Body:
    """A table's title with its text: the unit of its cells, where it is said, and the heads of its columns."""
    parts = [*([unit.strip()] if unit else []), _line(heads)]
    ends = [len(name.text)]
    for part in parts[:-1]:
        ends.append(ends[-1] + len(part))
    return Body(join([name.text, *parts]), name.breaks | {*ends}, name.paragraphs | {*ends})


def _line(cells: Sequence[Traced]) -> Traced:
    """The cells of a row in one line."""
    return join([flow([cell.strip()], english=not has_han(cell.text)).text for cell in cells], BETWEEN)


def row_drafts(table: Sequence[Sequence[Traced]], node: str, region: str) -> Iterator[Draft]:
    """A draft for each row, counted from 1 below the heads."""
    for n, cells in enumerate(table, 1):
        line = _line(cells)
        chinese = has_han(line.text) or not re.search("[A-Za-z]{2}", line.text)
        zh, en = (Body(line), EMPTY) if chinese else (EMPTY, Body(line))
        yield Draft(f"{node}/{n}", "row", node, None, region, zh, en, title_zh=0, title_en=0)
