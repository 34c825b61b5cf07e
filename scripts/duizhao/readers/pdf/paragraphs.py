"""Lines into paragraphs, by where lines begin and end, by gaps and by type; and paragraphs into text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from duizhao.readers.pdf.columns import Column
from duizhao.readers.pdf.lines import ENDED, ENTRY, LABELLED, Line, is_wide
from duizhao.text.english import splitter

INDENT = 0.6
"""Widths of a character by which a line must begin elsewhere to count as set in or out."""
HANGING = 4.5
"""Widths of a character by which the lines after the first of a labelled entry may be set in, at most."""
WIDE_GAP = 1.45
"""Times the usual distance of two lines that part two paragraphs."""

Paragraph = tuple[Line, ...]
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def paragraphs(column: Column, pitch: float) -> Iterator[Paragraph]:
    """The paragraphs of a column; ``pitch`` is the usual distance from line to line."""
    current: list[Line] = []
    for line in column.lines:
        if current and not _goes_on(current, line, column, pitch):
            yield tuple(current)
            current = []
        current.append(line)
    if current:
        yield tuple(current)


def _goes_on(current: Sequence[Line], line: Line, column: Column, pitch: float) -> bool:
    last = current[-1]
    usual = max(pitch, 1.2 * last.size) if pitch else 2.0 * last.size
    if not alike(last, line) or line.middle - last.middle > WIDE_GAP * usual or last.leaders or line.leaders:
        return False
    if not pitch and _is_title(current, line, column.right):
        return False
    return _is_full(last, line, column.right) and _begins_within(current, line, column.left)


def _is_title(current: Sequence[Line], line: Line, right: float) -> bool:
    """Whether an entry of a list in a narrow cell is the title of what follows: "b) Working hours", "Staff may ...".

    The next word would have had no room on its line, so only what it begins with and the room that is left tell.
    """
    first, begins = current[0], line.text[:1]
    return (
        len(current) == 1 and bool(ENTRY.match(first.text)) and not ENDED.search(first.text)
        and begins.isascii() and begins.isupper() and abs(line.x0 - first.x0) < INDENT * line.size
        and (right - first.x1 > 1.2 * line.size or _are_two(first.text, line.text))
    )  # fmt: skip


# Words with which no title ends, as they lean on the next one.
_LEANING = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "to",
        "in",
        "on",
        "for",
        "with",
        "by",
        "from",
        "at",
        "as",
        "is",
        "are",
        "be",
        "that",
        "which",
        "their",
        "its",
        "not",
        "no",
    ]
)


def _are_two(one: str, two: str) -> bool:
    """Whether a line begins with an ordinary word in a capital that no name in the line before prepares."""
    words = one.split()[1:]
    plain = [word for word in words[1:] if word[:1].islower()]
    first = _word(two)
    return (
        bool(words) and len(plain) == len(words) - 1 and words[-1].lower() not in _LEANING and words[-1][-1:].isalpha()
        and first[1:].islower() and splitter().is_word(first.lower())
    )  # fmt: skip


def alike(one: Line, two: Line) -> bool:
    """Whether two lines are set in the same type."""
    return abs(one.size - two.size) <= 0.08 * max(one.size, two.size) and one.bold == two.bold


def _is_full(last: Line, line: Line, right: float) -> bool:
    """Whether the next line's first word had no room on this one."""
    latin = not is_wide(last.text[-1:]) and not is_wide(line.text[:1])
    space = 0.25 * line.size if latin else 0.0
    return right - last.x1 < line.first + space + 0.15 * line.size


def _begins_within(current: Sequence[Line], line: Line, left: float) -> bool:
    """Whether a line begins where the paragraph's lines do, the first one's indent aside."""
    last, size = current[-1], line.size
    moved = (line.x0 - last.x0) / size
    ended = bool(ENDED.search(last.text))
    if ENTRY.match(line.text) and moved < INDENT:
        return False
    if len(current) > 1:
        same = abs(moved) < INDENT
        return same and not (ended and LABELLED.match(line.text))
    if moved < -INDENT:  # the first line was set in, or stands in the middle
        return line.x0 - left < INDENT * size or not ended
    if moved > INDENT:  # the lines after a label are set in
        return moved < HANGING and bool(LABELLED.match(last.text)) and not (ended and LABELLED.match(line.text))
    indented = line.x0 - left > INDENT * size
    if indented or LABELLED.match(line.text):
        return not ended
    return True


def runs_on(last: Paragraph, column: Column, line: Line, following: Column) -> bool:
    """Whether the last paragraph of a column or page goes on in the first line of the next one."""
    end = last[-1]
    if not alike(end, line) or end.leaders or line.leaders or ENDED.search(end.text):
        return False
    full = _is_full(end, line, column.right)
    indent = (line.x0 - following.left) / line.size
    hangs = len(last) > 1 or bool(LABELLED.match(last[0].text))
    begins = indent < INDENT or (hangs and abs((end.x0 - column.left) / end.size - indent) < INDENT)
    return full and (begins or hangs) and not (LABELLED.match(line.text) and indent > INDENT)


def text(lines: Iterable[Line]) -> str:
    """A paragraph's lines as one: no space between Chinese signs, words broken by a hyphen put together again."""
    out = ""
    for line in lines:
        out = _joined(out, line.text) if out else line.text
    return out


def _joined(one: str, two: str) -> str:
    a, b = one[-1:], two[:1]
    if a == "\u00ad":
        return one[:-1] + two
    if a in "-\u2010" and b.islower() and b.isascii():
        return (one[:-1] if _is_broken(one, two) else one) + two
    if a.isalpha() and b.islower() and a.isascii() and b.isascii() and _is_torn(one, two):
        return one + two
    close = is_wide(a) or is_wide(b) or a in "—/("
    return one + two if close else f"{one} {two}"


def _is_broken(one: str, two: str) -> bool:
    """Whether the hyphen stands only for the line's end: "environ-" and "ment", not "step-" and "free"."""
    before = one[:-1].rsplit(" ", maxsplit=1)[-1].rpartition("-")[2].strip("(“‘\"'")
    after = _word(two)
    known = splitter()
    whole = known.is_word(before + after)
    halves = known.is_word(before) and known.is_word(after)
    return whole or not halves


def _is_torn(one: str, two: str) -> bool:
    """Whether a narrow cell broke a word without a hyphen: "managemen" and "t" make one, "on" and "to" do not."""
    before, after = one[len(one.rstrip(_LETTERS)) :], _word(two)
    known = splitter()
    if (known.is_word(before) and known.is_word(after)) or not known.is_word(before + after):
        return False
    return len(before) > 1 or len(after) > 1


def _word(text: str) -> str:
    for n, char in enumerate(text):
        if not char.isalpha():
            return text[:n]
    return text
