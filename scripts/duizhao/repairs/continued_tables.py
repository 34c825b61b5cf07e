"""Continued tables: the head 表A.1(续) and the repeated column heads at the top of each further page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import PAGE
from duizhao.text.tables import CAPTION, HEADS

NAME = "continued-tables"
WHY = "A table's head is printed again on each page that it goes on to; it stands once here."

# The head of a continued table, the page mark before or after it: "表A.1 (续)", "表 A.1(续)\f".
_CONTINUED = re.compile(rf"{PAGE}?\s*表\s?(?P<label>(?:[A-Z]\.)?\d+)\s?[(（]续[)）]\s*{PAGE}?\s*")


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Puts a page mark in the place of each continued head with the column heads that follow it."""
    for start, end in sorted(_spans(text)):
        yield Edit(start, end, text[start:end], PAGE, NAME, WHY, "continued-table-head", origin=(-1,))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    found = list(_CONTINUED.finditer(text))
    seen: set[str] = set()
    for match in found:
        columns = _column_heads(text, [m.end() for m in found if m["label"] == match["label"]])
        seen.add(columns)
        yield match.start(), match.end() + (len(columns) if text.startswith(columns, match.end()) else 0)
    for match in _at_page_tops(text, seen | {m["heads"] for m in CAPTION.finditer(text)}):
        yield match.span()


def _at_page_tops(text: str, columns: set[str]) -> Iterator[re.Match[str]]:
    """Column heads at the top of a page from which the head of the continued table is gone."""
    heads = "|".join(re.escape(c) for c in sorted(columns, key=len, reverse=True) if c)
    if heads:
        # A page mark, then known column heads, where no continued head stands before it: "\f因素原文译文".
        yield from re.finditer(rf"(?<![)）])(?<!续[)）] ){PAGE}\s*(?:{heads})", text)


def _column_heads(text: str, places: list[int]) -> str:
    """The column heads: what follows every continued head and, first of all, the table's caption."""
    known = HEADS.match(text, places[0])
    if known:
        return known.group()
    after = [text[p : p + 40] for p in places]
    common = os.path.commonprefix(after) if len(after) > 1 else ""
    return common if common and text.find(common) < places[0] else ""
