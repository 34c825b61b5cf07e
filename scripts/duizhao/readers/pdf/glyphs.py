"""The characters of a page with their places: from pdfplumber, or from PDFium where that reads the page better."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pdfminer.layout import LTAnno, LTChar, LTContainer

from duizhao.text import glyph_numbers
from duizhao.text.doubles import PLAIN

MOST = 60_000
"""Characters of one page that are looked at; a page that is full of the smallest print has some 15,000."""

NEAR = 0.08
"""Sizes of type within which the same character drawn again is the same one, drawn to look bold."""

# How pdfminer writes a glyph that it knows no character of: "(cid:54)".
_CID = re.compile(r"\(cid:(\d{1,6})\)")
# What the name of a bold or a Chinese sans-serif font has in it: "ABCDEF+SimHei", "NotoSansCJKsc-Bold".
_BOLD = re.compile(r"bold|heavy|black|demi|hei(?!ti?c)|黑|xiaobiaosong|[-,]bd|w[6-9]\b", re.IGNORECASE)


class Glyph(NamedTuple):
    """A character on a page, in points from the page's upper left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool


class Drawn(NamedTuple):
    """The characters of a page by the direction in which they are written; ``turn`` is how the page itself lies.

    ``upright`` has been turned so that it reads from left to right; ``across`` are stamps and watermarks.
    """

    upright: list[Glyph]
    across: list[Glyph]
    turn: int = 0


def of_plumber(page: Any) -> Drawn:
    """The characters as pdfplumber reads them, each once, however often it was drawn to look bold.

    They are taken from the page's layout, without the record that pdfplumber would make of each: that takes longer
    than all the rest. What else is drawn on the page becomes its objects, as ever.
    """
    by_turn: dict[int | None, list[Glyph]] = {}
    objects: dict[str, list[dict[str, Any]]] = {}
    height, fonts = float(page.height), _Fonts()
    for found, item in enumerate(_leaves(page.layout)):
        if isinstance(item, LTChar):
            by_turn.setdefault(_turn(item.matrix), []).append(_glyph(item, height, fonts))
        elif not isinstance(item, LTAnno):
            record = page.process_object(item)
            objects.setdefault(record["object_type"], []).append(record)
        if found >= MOST:
            break
    page._objects = objects
    return _drawn(by_turn, float(page.width), height)


def _leaves(layout: Any) -> Iterator[Any]:
    """What is drawn on a page, forms within forms resolved, in its order."""
    stack = [iter(layout)]
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
        elif isinstance(item, LTContainer):
            stack.append(iter(item))
        else:
            yield item


class _Fonts(dict[Any, bool]):
    """Whether a font is bold, by its name."""

    def __missing__(self, name: Any) -> bool:
        self[name] = _is_bold(str(name))
        return self[name]


def _glyph(char: LTChar, height: float, fonts: _Fonts) -> Glyph:
    text = char.get_text()
    if text.startswith("(cid:"):
        text = _CID.sub(lambda found: glyph_numbers.carried(int(found[1])), text)
    text = text.translate(PLAIN)
    return Glyph(text, char.x0, height - char.y1, char.x1, height - char.y0, char.size, fonts[char.fontname])


def _is_bold(name: str) -> bool:
    return bool(_BOLD.search(name))


def _turn(matrix: Sequence[float]) -> int | None:
    """Quarter turns against the clock in which a character stands; None where it stands across."""
    angle = math.degrees(math.atan2(matrix[1], matrix[0]))
    quarter = round(angle / 90)
    return quarter % 4 if abs(angle - 90 * quarter) < 3 else None


def _drawn(by_turn: dict[int | None, list[Glyph]], width: float, height: float) -> Drawn:
    """The page turned as most of its characters are written."""
    counts = {turn: len(found) for turn, found in by_turn.items() if turn is not None}
    turn = max(counts, key=lambda t: (counts[t], -t), default=0)
    across = [g for t, found in by_turn.items() if t != turn for g in found]
    upright = [Glyph(g.text, *turned(g[1:5], turn, width, height), g.size, g.bold) for g in by_turn.get(turn, [])]
    sides = (height, width) if turn % 2 else (width, height)
    return Drawn(_once(upright, *sides), across, turn)


Box = tuple[float, float, float, float]


def turned(box: Iterable[float], turn: int, width: float, height: float) -> Box:
    """A box on the page when the page is turned back by quarter turns, so that its text reads from left to right."""
    x0, top, x1, bottom = box
    if turn == 1:  # written upwards
        return height - bottom, x0, height - top, x1
    if turn == 2:
        return width - x1, height - bottom, width - x0, height - top
    if turn == 3:  # written downwards
        return top, width - x1, bottom, width - x0
    return x0, top, x1, bottom


def _once(glyphs: list[Glyph], wide: float, high: float) -> list[Glyph]:
    """Without what lies beyond the page, and with characters once that were drawn again at the same place."""
    seen: dict[tuple[str, int, int], int] = {}
    out: list[Glyph] = []
    for glyph in glyphs:
        text, x, y = glyph[:3]
        if not (-2 < x < wide and -2 < y < high) or text in ("", "\0"):
            continue
        near = NEAR * glyph.size
        known = None if text.isspace() else _known(out, seen, glyph, near)
        if known is None:
            seen[text, int(x), int(y)] = len(out)
            out.append(glyph)
        else:
            out[known] = out[known]._replace(bold=True)
    return out


def _known(out: Sequence[Glyph], seen: dict[tuple[str, int, int], int], glyph: Glyph, near: float) -> int | None:
    """The index of the same character at the same place."""
    text, x, y = glyph[:3]
    for left in range(int(x - near), int(x + near) + 1):
        for top in range(int(y - near), int(y + near) + 1):
            at = seen.get((text, left, top))
            if at is not None and abs(out[at].x0 - x) <= near and abs(out[at].top - y) <= near:
                return at
    return None


def of_pdfium(page: Any, text_page: Any) -> Drawn:
    """The characters as PDFium reads them. It writes spaces and line ends of its own, which have no place."""
    from pypdfium2 import raw

    width, height = page.get_size()
    by_turn: dict[int | None, list[Glyph]] = {}
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    for n in range(min(text_page.count_chars(), MOST)):
        code = raw.FPDFText_GetUnicode(text_page, n)
        if raw.FPDFText_IsGenerated(text_page, n) == 1 or code in (0, 10, 13):
            continue
        left, bottom, right, top = text_page.get_charbox(n, loose=True)
        raw.FPDFText_GetFontInfo(text_page, n, name, 128, ctypes.byref(flags))
        angle = math.radians(math.degrees(max(0.0, raw.FPDFText_GetCharAngle(text_page, n))))
        turn = _turn((math.cos(angle), math.sin(angle)))
        size = max(1.0, min(raw.FPDFText_GetFontSize(text_page, n), top - bottom or 1.0))
        bold = _is_bold(name.value.decode("utf-8", "ignore"))
        glyph = Glyph(_sign(code), left, height - top, right, height - bottom, size, bold)
        by_turn.setdefault(turn, []).append(glyph)
    return _drawn(by_turn, width, height)


def _sign(code: int) -> str:
    """PDFium marks a hyphen at a line's end by U+0002 or U+FFFE."""
    return "-" if code in (2, 0xFFFE) else chr(code).translate(PLAIN) if code < 0x110000 else "\ufffd"


def counted(glyphs: Iterable[Glyph]) -> Counter[str]:
    """How often each character stands there; spaces do not count."""
    return Counter(char for glyph in glyphs for char in glyph.text if not char.isspace())


def plain(text_page: Any) -> Iterator[str]:
    """The characters of a page as PDFium has them, without their places."""
    for char in text_page.get_text_bounded()[:MOST]:
        yield from "-" if char in "\x02\ufffe" else char.translate(PLAIN)
