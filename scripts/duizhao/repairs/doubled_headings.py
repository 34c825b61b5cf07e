"""Headings printed twice: a page that draws bold type by drawing it twice is read twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import CELL, HAN, ROW

NAME = "doubled-headings"
WHY = "A heading in bold type was drawn twice and so read twice; it stands once here."

# A heading that stands twice or more, each of its lines by itself or all of it, before a label, a line or a cell's end:
# "员工参与员工参与a)", "…流程和…流程和组织结构组织结构a)".
_LINE = rf"[{HAN}、，,（）()\-A-Za-z]"
_DOUBLED = re.compile(
    rf"(?P<one>[{HAN}]{_LINE}{{1,39}})(?P=one)+(?:(?P<two>[{HAN}]{_LINE}{{1,39}})(?P=two)+)?"
    rf"(?=[ \t]{{0,9}}(?:[a-z][)）]|a\s?[{HAN}]|\d{{1,2}}[)）]|[\n{CELL}{ROW}]|$|(?P<lead>[{HAN}])))"
)


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Takes the further printings out and leaves the heading on a line of its own. Only table cells are touched."""
    for cell in re.finditer(rf"{CELL}[^{CELL}{ROW}]*", text):
        for found in _DOUBLED.finditer(text, cell.start(), cell.end()):
            short = len(found["one"]) < 3  # two characters twice may be a word: only a whole line of them is a heading
            if ((found["lead"] or short) and not _at_start(text, found.start())) or (short and found["lead"]):
                continue
            edit = _edit(found)
            if not _DOUBLED.search(edit.after):  # what is still doubled is no heading
                yield edit


def _at_start(text: str, at: int) -> bool:
    """Before running text only at the start of a cell, line or sentence: "反复反复" inside one is the author's."""
    return text[max(0, at - 10) : at].rstrip(" ")[-1:] in (CELL, "\n", "。", ";", "；", "")


def _edit(found: re.Match[str]) -> Edit:
    one, two = _once(found["one"]), _once(found["two"] or "")
    start, second = found.start(), found.start("two")
    origin = (-1, *range(start, start + len(one)), *range(second, second + len(two)), -1)
    return Edit(start, found.end(), found.group(), f"\n{one}{two}\n", NAME, WHY, origin=origin)


def _once(heading: str) -> str:
    """What a heading that was drawn four times, and so looks like a longer one drawn twice, says once."""
    size = (heading + heading).find(heading, 1) if heading else 0
    return heading[:size]
