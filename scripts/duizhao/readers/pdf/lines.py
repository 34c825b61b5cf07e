"""Characters into printed lines: what stands on one height, cut where a gap is too wide for one line of text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from duizhao.readers.pdf.glyphs import Glyph
from duizhao.text.chars import HAN, is_han
from duizhao.text.glyph_numbers import is_carried

GAP = 1.8
"""Widths of a character that part two pieces of text on one height: columns of a page, a title and what is far off."""
SMALL = 0.8
"""Times the size of a line's type up to which raised characters are small."""
MOST_MARKS = 40
"""Small characters of a row that may be marks."""
UP, DOWN = "\x0e", "\x0f"
"""What stands before and behind small raised characters until it is known what they are."""
LATIN_SPACE, HAN_SPACE, MIXED_SPACE = 0.22, 0.8, 0.4
"""Gaps, in sizes of the type, that are a space between Latin letters, between Chinese signs, between the two."""

# Leaders of a table of contents: "..........", "……………", "· · · ·".
_LEADERS = re.compile(r" ?(?:(?:[.．·•…⋯‥_][ \u3000]?){5,}|(?:[…⋯] ?){2,})")
# A clause number at the start of a line, its parts pulled apart: "4 . 2 ", "A. 1 . 3".
_LABEL = re.compile(r"(?:[A-Z]|\d{1,2})(?: ?[.．] ?\d{1,3}){1,5}(?![\d.])")
# A letter of an alphabet or a digit.
_LETTER = re.compile(r"[^\W_]")
_NO_START = "，。、；：？！）》」』”’】,.;:?!)]%％"
"""Signs that no line begins with: they go with the character before them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or the piece of one that stands in a column. ``first``: the width of its first word.

    ``leaders``: dots lead to what stands at its end. ``notes``: which footnotes belong to it.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    first: float
    leaders: bool = False
    notes: tuple[int, ...] = ()

    @property
    def end(self) -> float:
        """Where it ends, but for a sign that is hung into the margin or squeezed in."""
        return self.x1 - (
            self.size
            if self.text[-1:] in _NO_START and self.text[-1:] > "\x7f"
            else 0.3 * self.size * (self.text[-1:] in _NO_START)
        )

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2


Row = tuple[Line, ...]
"""What stands on one height, from left to right."""


def rows(glyphs: Iterable[Glyph]) -> list[Row]:
    """The rows of a page from top to bottom."""
    printed: list[Glyph] = []
    spaces: list[Glyph] = []
    for glyph in glyphs:
        (spaces if glyph.text.isspace() else printed).append(glyph)
    spaced = _spaced(spaces)
    return [tuple(_line(piece, spaced) for piece in _pieces(row)) for row in on_one_height(printed)]


def on_one_height(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters by printed line, each from left to right."""
    out: list[list[Glyph]] = []
    top = bottom = -1.0
    for glyph in sorted(glyphs, key=lambda g: (g.top + g.bottom, g.x0)):
        middle = (glyph.top + glyph.bottom) / 2
        if out and top <= middle <= bottom - 0.2 * (bottom - top):
            out[-1].append(glyph)
            if glyph.size > out[-1][0].size * 1.05:
                top, bottom = min(top, glyph.top), max(bottom, glyph.bottom)
        else:
            out.append([glyph])
            top, bottom = glyph.top, glyph.bottom
    return [sorted(row, key=lambda g: g.x0) for row in _marks_moved(_raised_joined(out)) if row]


def _marks_moved(found: list[list[Glyph]]) -> list[list[Glyph]]:
    """Small characters that stand by nothing on their height put into the row above or below that they stand beside.

    Where the lines of two columns do not stand on one height, the mark of one is on the height of the other's line.
    """
    for n, row in enumerate(found):
        size = max(g.size for g in row)
        near = [other for m in (n - 1, n + 1) if 0 <= m < len(found) for other in [found[m]] if other]
        if size < SMALL * max((g.size for other in near for g in other), default=0.0) and len(row) <= MOST_MARKS:
            size = float("inf")  # nothing but marks
        small = [g for g in row if g.size <= SMALL * size]
        if not small or len(small) > MOST_MARKS:
            continue
        for mark in small:
            if not any(g is not mark and g.size > mark.size and _is_beside(g, mark) for g in row):
                for other in near:
                    if any(mark.size <= SMALL * g.size and _is_beside(g, mark) for g in other):
                        other.append(mark)
                        row[:] = [g for g in row if g is not mark]
                        break
    return found


def _is_beside(glyph: Glyph, mark: Glyph) -> bool:
    apart = max(mark.x0 - glyph.x1, glyph.x0 - mark.x1)
    return apart < 0.5 * glyph.size + mark.size and min(glyph.bottom, mark.bottom) > max(glyph.top, mark.top)


def _raised_joined(found: list[list[Glyph]]) -> list[list[Glyph]]:
    """Small raised or lowered characters (marks of footnotes, indices) put into the row that they overlap."""
    out: list[list[Glyph]] = []
    for row in found:
        if out and _overlap(out[-1], row) and not _collide(out[-1], row):
            out[-1] = out[-1] + row
        else:
            out.append(row)
    return out


def _overlap(above: list[Glyph], below: list[Glyph]) -> bool:
    a, b = max(above, key=lambda g: g.size), max(below, key=lambda g: g.size)
    common = min(a.bottom, b.bottom) - max(a.top, b.top)
    return common >= 0.45 * min(a.bottom - a.top, b.bottom - b.top)


def _collide(above: list[Glyph], below: list[Glyph]) -> bool:
    """Whether characters of the two lie over each other: then they are two lines, set closely."""
    if len(above) * len(below) > 40_000:
        return True
    small, large = sorted((above, below), key=len)
    return any(min(s.x1, g.x1) - max(s.x0, g.x0) > 0.3 * min(s.size, g.size) for s in small for g in large)


def _spaced(spaces: Iterable[Glyph]) -> set[tuple[int, int]]:
    """Places, in points, at which a space is drawn."""
    return {(round(s.x0) + d, round((s.top + s.bottom) / 2)) for s in spaces for d in (-1, 0, 1)}


def _pieces(row: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    piece: list[Glyph] = []
    for glyph in row:
        if piece and glyph.x0 - max(g.x1 for g in piece[-3:]) > GAP * max(glyph.size, piece[-1].size):
            yield piece
            piece = []
        piece.append(glyph)
    if piece:
        yield piece


def _line(piece: list[Glyph], spaced: set[tuple[int, int]]) -> Line:
    text = _text(_marked(piece), spaced)
    tidy = _LABEL.sub(lambda found: found.group().replace(" ", ""), text) if _LABEL.match(text) else text
    leaders = bool(_LEADERS.search(tidy))
    sizes = Counter(round(2 * g.size) / 2 for g in piece)
    bold = sum(g.bold for g in piece) > 0.6 * len(piece)
    return Line(
        _LEADERS.sub("……", tidy) if leaders else tidy,
        piece[0].x0, min(g.top for g in piece), max(g.x1 for g in piece), max(g.bottom for g in piece),
        max(sizes, key=lambda s: (sizes[s], s)), bold, _first(piece, spaced), leaders,
    )  # fmt: skip


def _marked(piece: Sequence[Glyph]) -> list[Glyph]:
    """The characters, with the first and the last of small raised ones marked: exponents, marks of footnotes."""
    size = max(Counter(g.size for g in piece).items(), key=lambda item: (item[1], item[0]))[0]
    foot = max(g.bottom for g in piece if g.size == size)
    high = [g.size <= SMALL * size and g.bottom < foot - 0.2 * size for g in piece]
    if not any(high):
        return list(piece)
    out = list(piece)
    for n, glyph in enumerate(piece):
        starts, ends = not n or not high[n - 1], n + 1 == len(piece) or not high[n + 1]
        if high[n]:
            out[n] = glyph._replace(text=f"{UP * starts}{glyph.text}{DOWN * ends}")
    return out


def _text(piece: Sequence[Glyph], spaced: set[tuple[int, int]]) -> str:
    out: list[str] = []
    before: Glyph | None = None
    for glyph in piece:
        if before and _is_space(before, glyph, spaced):
            out.append(" ")
        out.append(glyph.text)
        before = glyph
    return "".join(out)


def _is_space(left: Glyph, right: Glyph, spaced: set[tuple[int, int]]) -> bool:
    gap = (right.x0 - left.x1) / max(min(left.size, right.size), 1.0)
    one, two = left.text.rstrip(DOWN)[-1:], right.text.lstrip(UP)[:1]
    wide = is_wide(one) + is_wide(two)
    drawn = gap > 0.1 and (round(left.x1), round((left.top + left.bottom) / 2)) in spaced
    if wide == 2:
        return gap > HAN_SPACE or (drawn and bool(_LETTER.match(one) and _LETTER.match(two)))
    if wide and (drawn or gap > MIXED_SPACE):
        han, other = (one, two) if is_wide(one) else (two, one)
        return bool(_LETTER.match(han)) and (drawn or bool(_LETTER.match(other)))
    return not wide and (drawn or gap > LATIN_SPACE)


def is_wide(char: str) -> bool:
    """Whether a character takes the room of a Chinese one."""
    return char > "\u2e7f" and not is_carried(char)


def _first(piece: Sequence[Glyph], spaced: set[tuple[int, int]]) -> float:
    """The width of the first word with the signs that go with it: what must fit for it to stand on the line before."""
    last = piece[0]
    for n, glyph in enumerate(piece[1:], 1):
        goes_with = glyph.text[:1] in _NO_START
        latin = not is_han(glyph.text[:1]) and not is_han(last.text[:1]) and not _is_space(last, glyph, spaced)
        if (not goes_with and not latin) or n > 40:
            break
        last = glyph
    return last.x1 - piece[0].x0


def joined(row: Row) -> Line:
    """The pieces of a row as one line."""
    if len(row) == 1:
        return row[0]
    sizes = Counter[float]()
    for piece in row:
        sizes[piece.size] += len(piece.text)
    leaders = any(piece.leaders for piece in row)
    return replace(
        row[0],
        text=" ".join(piece.text for piece in row),
        top=min(piece.top for piece in row),
        x1=max(piece.x1 for piece in row),
        bottom=max(piece.bottom for piece in row),
        size=max(sizes, key=lambda s: (sizes[s], s)),
        leaders=leaders,
        notes=tuple(note for piece in row for note in piece.notes),
    )


# What an entry of a list or a note begins with, and no line inside a sentence: "a)", "（1）", "——", "注1:", "①".
ENTRY = re.compile(
    r"(?:[a-z]|\d{1,2})[)）]|[（(](?:[a-z]|\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|——(?=\S)|[•●■◆]|"
    r"(?:注|示例)\s?\d{0,2}\s?[:：]|(?:NOTE|EXAMPLE)\s?\d{0,2}\s?[:：]|[①-⑳]"
)
# A sentence's end, or that of an entry of a list, with the brackets and quotation marks behind it: "。", ";”".
ENDED = re.compile(r"[。；;！？!?：:.][”’」』）)\"]*$")
# What a line of a list or a numbered heading begins with: "a)", "1)", "——", "4.2 ", "注1:", "第一章", "一、".
LABELLED = re.compile(
    rf"(?:[a-z]|\d{{1,2}})[)）]|[（(](?:[a-z]|\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[)）]|——|[•●■◆·\-–—]\s|"
    rf"(?:[A-Z]\.)?\d{{1,2}}(?:\.\d{{1,3}}){{0,5}}\s?(?=[{HAN}A-Z])|注\s?\d{{0,2}}\s?[:：]|示例\s?\d{{0,2}}\s?[:：]|"
    r"第[一二三四五六七八九十百\d]{1,4}[章节条]|[一二三四五六七八九十]{1,3}、|[①-⑳]|(?:NOTE|EXAMPLE)\s?\d{0,2}\s?[:：]|"
    r"[表图]\s?(?:[A-Z]\.)?\d|续?表\s?[A-Z]?\.?\d|附\s{0,4}录\s{0,4}[A-Z]"
)
