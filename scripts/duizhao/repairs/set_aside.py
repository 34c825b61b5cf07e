"""What a reader of pages has set aside: running heads, page numbers, stamps, heads of continued tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import ASIDE, HAN

NAME = "set-aside"
WHY = "It stood on the page beside the text: a running head, a page number, a stamp or a table's head printed again."

CLASSES = ("running-head", "watermark", "continued-table-head")
"""What one, two and three marks set aside."""

# A line set aside, with its line end: "\x1cDB99/T 0101—2031\n".
_LINE = re.compile(rf"(?P<marks>{ASIDE}+)(?P<words>[^\n]*)\n?")
_NUMBERED = re.compile(
    rf"[^{HAN}A-Za-z]*[ivxlIVXL\d]+[^{HAN}A-Za-z]*|第\s?\d+\s?页.{{0,12}}"
)  # "- 12 -", "III", "第3页"


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Takes out each line that is set aside."""
    if ASIDE not in text:
        return
    for found in _LINE.finditer(text):
        discard = CLASSES[min(len(found["marks"]), len(CLASSES)) - 1]
        if discard == "running-head" and _NUMBERED.fullmatch(found["words"]):
            discard = "page-number"
        yield Edit(found.start(), found.end(), found.group(), "", NAME, WHY, discard)
