"""A page as it is kept while the others are read: rows of text, tables, stamps, and what else is drawn there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from duizhao.readers.pdf import glyphs, judge, lines, ruling, tables
from duizhao.readers.pdf.glyphs import Drawn, Glyph
from duizhao.readers.pdf.lines import Row
from duizhao.readers.pdf.ruling import Span
from duizhao.readers.pdf.tables import Table

MOST_RULES = 50
OUTLINES = 100
"""Drawn shapes on a page without any text from which on its text may be such shapes."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: ``rules`` are the short lines, one of which may part footnotes from the text.

    ``images``: the share of the page that images cover. ``trouble``: why it could not be read truly. ``numbered``:
    whether many of its signs are glyph numbers without characters.
    """

    width: float
    height: float
    rows: tuple[Row, ...]
    tables: tuple[Table, ...] = ()
    across: tuple[str, ...] = ()
    rules: tuple[Span, ...] = ()
    images: float = 0.0
    shapes: int = 0
    trouble: str | None = None
    numbered: bool = False


def page(plumber: Any, pdfium: Any, before: Sequence[Table] = ()) -> Page:
    """A page from its two witnesses; ``before``: the tables of the page before, the last of which may go on."""
    drawn, trouble, numbered = _decoded(plumber, pdfium)
    found, rest = tables.find(plumber, drawn, before)
    wide, high = plumber.width, plumber.height
    sides = (high, wide) if drawn.turn % 2 else (wide, high)
    return Page(
        *sides, tuple(lines.rows(rest)), tuple(found), tuple(_stamps(drawn.across)), tuple(_rules(plumber, drawn.turn)),
        _covered(plumber.images, wide * high), len(plumber.curves) + len(plumber.rects), trouble, numbered,
    )  # fmt: skip


def _decoded(plumber: Any, pdfium: Any) -> tuple[Drawn, str | None, bool]:
    """The better reading of a page, what is wrong with it, and whether it holds glyph numbers."""
    drawn = glyphs.of_plumber(plumber)
    text_page = pdfium.get_textpage()
    try:
        one = glyphs.counted([*drawn.upright, *drawn.across])
        two = Counter(char for char in glyphs.plain(text_page) if not char.isspace())
        if _is_better(two, one):
            drawn = glyphs.of_pdfium(pdfium, text_page)
            one = glyphs.counted([*drawn.upright, *drawn.across])
    finally:
        text_page.close()
    numbered = judge.carried_share(one) > judge.CARRIED
    trouble = judge.rubbish(one)
    if not (trouble or numbered) and not judge.rubbish(two) and judge.differ(one, two) > judge.DIFFERENT:
        trouble = judge.LIE if sum(two.values()) > 0.5 * sum(one.values()) else None
    return drawn, trouble, numbered


def _is_better(two: Counter[str], one: Counter[str]) -> bool:
    """Whether the second decoder reads what the first does not: where that has no characters, or has lost them."""
    if judge.rubbish(two) or not two or judge.carried_share(two) > judge.CARRIED:
        return False
    if judge.carried_share(one) > judge.CARRIED:
        return False  # what the second makes of glyph numbers is no better
    return sum(two.values()) > 1.1 * sum(one.values()) or judge.rubbish(one) is not None


def _stamps(across: Iterable[Glyph]) -> Iterable[str]:
    """What is written across the page, in the order in which it is drawn."""
    text = "".join(glyph.text for glyph in across).strip()
    return [text] if text else []


def _rules(plumber: Any, turn: int) -> list[Span]:
    """The lines that are as short as one above footnotes."""
    if turn:
        return []
    least, most, (left, top) = 0.08 * plumber.width, 0.45 * plumber.width, map(float, plumber.bbox[:2])
    if len(plumber.edges) > tables.MOST_EDGES:
        return []
    found = [Span(s.at - top, s.start - left, s.end - left) for s in ruling.flat(plumber)]
    return [span for span in found if least < span.end - span.start < most][-MOST_RULES:]


def _covered(images: Iterable[dict[str, Any]], area: float) -> float:
    """The share of the page under images, counted twice where they overlap, at most 1."""
    covered = sum(max(0.0, float(i["x1"] - i["x0"])) * max(0.0, float(i["bottom"] - i["top"])) for i in images)
    return min(1.0, covered / area) if area else 0.0
