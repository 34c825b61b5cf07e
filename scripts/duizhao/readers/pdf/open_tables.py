"""Tables without upright lines: level lines above and below their head, columns parted by white space.

Nothing is taken for a table that does not begin with a head between two lines as long as it: what only stands in
columns may be text. Such a table ends at its last line, or where a row no longer keeps to the columns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any

from duizhao.readers.pdf import ruling
from duizhao.readers.pdf.dress import is_number
from duizhao.readers.pdf.glyphs import Glyph
from duizhao.readers.pdf.lines import Line, joined, rows
from duizhao.readers.pdf.ruling import Span

SAME_END = 4.0
"""Points within which the lines of a table begin and end."""
SHORTEST = 0.25
"""Least share of the page's width that a table takes."""
GUTTER = 0.7
"""Sizes of the type that two columns are apart, at least; the words of a line are a quarter of one apart."""
HEAD_LINES, FOOT, MOST_RULES = 5, 3, 200
"""Lines of a head at most, and of what stands at the foot of a page; rules and rows that are looked at."""
SHORT = 4
"""Characters below which no line of the first column is one that its width has broken."""
MOST_GLYPHS = 20_000
"""Characters of a page among which such tables are looked for; a page of the smallest print has some 15,000."""
PADDING = 1.2
"""Sizes of the type that stay free beside a column, mostly."""
WIDER = 1.6
"""Times the distance of lines by which rows stand apart that have more white between them."""
EVEN = 0.35
"""Sizes of the type within which two heights are the same."""
BREAK = 1.6
"""Sizes of the type between two rows beyond which a table without a last line has ended."""

Part = tuple[tuple[float, ...], float, float, list[list[Glyph]]]
"""Where the columns begin and the last one ends, the heights of top and bottom, and the characters row by row."""


def find(page: Any, glyphs: list[Glyph]) -> list[Part]:
    """The tables among the characters of a page that are in none with ruled cells."""
    if len(glyphs) > MOST_GLYPHS:
        return []
    left, top = map(float, page.bbox[:2])
    flat = [Span(s.at - top, s.start - left, s.end - left) for s in ruling.flat(page)]
    long = [s for s in flat if s.end - s.start >= SHORTEST * float(page.width)][:MOST_RULES]
    out: list[Part] = []
    for group in _alike(long):
        out += _of(group, glyphs)
    return out


def _alike(spans: Iterable[Span]) -> list[list[Span]]:
    """The lines that begin and end at the same places, from top to bottom."""
    groups: list[list[Span]] = []
    for span in spans:
        for group in groups:
            if abs(group[0].start - span.start) <= SAME_END and abs(group[0].end - span.end) <= SAME_END:
                group.append(span)
                break
        else:
            groups.append([span])
    return [group for group in groups if len(group) > 1]


def _of(group: Sequence[Span], glyphs: Iterable[Glyph]) -> list[Part]:
    """The tables between and below lines of one length."""
    start, end = group[0].start - SAME_END, group[0].end + SAME_END
    inside = sorted((g for g in glyphs if start <= g.x0 and g.x1 <= end), key=lambda g: g.top + g.bottom)
    middles = [(g.top + g.bottom) / 2 for g in inside]
    cuts = [bisect_right(middles, span.at) for span in group]
    bands = [inside[a:b] for a, b in pairwise(cuts)]
    out: list[Part] = []
    at = 0
    while at < len(bands):
        last = _last(bands, at)
        part = _part(bands[at:last], inside[cuts[last] :], group[at], group[last]) if last > at else None
        if part:
            out.append(part)
        at = max(last, at + 1)
    return out


def _last(bands: Sequence[list[Glyph]], at: int) -> int:
    """The band behind the last one that keeps to the columns of a head; ``at`` where that is no head."""
    if not bands[at] or len(gutters(bands[at])) < 1 or len(rows(bands[at])) > HEAD_LINES:
        return at
    taken = list(bands[at])
    for n in range(at + 1, len(bands)):
        taken += bands[n]
        if not bands[n] or not gutters(taken):
            return n
    return len(bands)


def _part(bands: Sequence[list[Glyph]], rest: Sequence[Glyph], first: Span, last: Span) -> Part | None:
    head, body = bands[0], [g for band in bands[1:] for g in band]
    tail = [] if body and len(bands) == 2 else _tail([*head, *body], rest, last.at)
    found = gutters([*head, *body, *tail])
    if len({bisect_right(found, glyph.x0) for glyph in tail}) < 2:  # a paragraph, not a row
        tail = []
    if not found or not (body or tail):
        return None
    split = len(bands) + bool(tail) <= 2
    made = [head]
    for band in [*bands[1:], *([tail] if tail else [])]:
        made += parted_rows(band, found) if split else [band]
    glyphs = [g for row in made for g in row]
    bottom = max(last.at, *(g.bottom for g in glyphs))
    return (*lefts(glyphs, found), first.end), first.at, bottom, made


def _tail(head: Sequence[Glyph], rest: Sequence[Glyph], top: float) -> list[Glyph]:
    """The characters below the last line that go on in the columns of the head, if they do so to the page's foot."""
    out: list[Glyph] = []
    bottom = top
    below = _heights(rest)
    if len(below) > MOST_RULES:
        return []
    for n, row in enumerate(below):
        size = max(g.size for g in row)
        words = "".join(g.text for g in row).strip()
        if min(g.top for g in row) - bottom > BREAK * size or not gutters([*head, *out, *row]) or is_number(words):
            return out if len(below) - n <= FOOT else []
        bottom = max(bottom, *(g.bottom for g in row))
        out += row
    return out


def _heights(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters by printed line."""
    out: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.top + g.bottom):
        if out and (glyph.top + glyph.bottom) / 2 < out[-1][0].bottom - 0.2 * out[-1][0].size:
            out[-1].append(glyph)
        else:
            out.append([glyph])
    return out


def gutters(glyphs: Sequence[Glyph]) -> list[float]:
    """The middles of the gaps that go through all lines."""
    printed = sorted((g for g in glyphs if not g.text.isspace()), key=lambda g: g.x0)
    if not printed:
        return []
    least = GUTTER * max(g.size for g in printed)
    out, reached = [], printed[0].x1
    for glyph in printed:
        if glyph.x0 - reached >= least:
            out.append((glyph.x0 + reached) / 2)
        reached = max(reached, glyph.x1)
    return out


def lefts(glyphs: Iterable[Glyph], found: Sequence[float]) -> tuple[float, ...]:
    """Where the columns between gaps begin."""
    least: dict[int, float] = {}
    for glyph in glyphs:
        if not glyph.text.isspace():
            n = bisect_right(found, glyph.x0)
            least[n] = min(glyph.x0, least.get(n, glyph.x0))
    return tuple(least[n] for n in sorted(least))


# -- rows that no line parts


def parted_rows(band: Sequence[Glyph], found: Sequence[float], wider: float = WIDER) -> list[list[Glyph]]:
    """The rows of a table between whose rows no lines are drawn."""
    numbers = range(len(found) + 1)
    columns = [list(map(joined, rows(g for g in band if bisect_right(found, g.x0) == n))) for n in numbers]
    starts = _by_gaps(columns, wider) or _by_middle(columns) or _by_first(columns)
    out: list[list[Glyph]] = [[] for _ in range(len(starts) + 1)]
    for glyph in band:
        out[bisect_right(starts, (glyph.top + glyph.bottom) / 2)].append(glyph)
    return [row for row in out if row]


def _by_gaps(columns: Sequence[Sequence[Line]], wider: float) -> list[float]:
    """Where rows begin, if they stand further apart than lines do and each has one entry in the first column."""
    steps = sorted(b.middle - a.middle for column in columns for a, b in pairwise(column))
    if not steps:
        return []
    least = wider * steps[len(steps) // 8]
    lines = sorted((line for column in columns for line in column), key=lambda line: line.middle)
    bottoms = accumulate((line.bottom for line in lines), max)
    starts = [
        (bottom + two.top) / 2
        for one, two, bottom in zip(lines, lines[1:], bottoms, strict=False)
        if two.top > bottom and two.middle - one.middle > least
    ]
    counts = [0] * (len(starts) + 1)
    for line in columns[0]:
        counts[bisect_right(starts, line.middle)] += 1
    return starts if starts and all(counts) else []


def _by_middle(columns: Sequence[Sequence[Line]]) -> list[float]:
    """Where rows begin whose cells stand at half their height: as far above the first column's entry as below it.

    Nothing where the entries stand at the height of lines beside them, or the lines do not come out even.
    """
    if not any(_is_between(line, column) for column in columns[1:] for line in columns[0]):
        return []
    lines = sorted((line for column in columns for line in column), key=lambda line: line.middle)
    right = min(line.x0 for line in columns[1])
    steps = [b.middle - a.middle for column in columns for a, b in pairwise(column)]
    close = 1.15 * min(steps, default=0.0)
    for entries in (
        _grouped(columns[0], lambda a, b: goes_on(a, b, right, is_plain=False)),
        _grouped(columns[0], lambda a, b: b.middle - a.middle <= close),
    ):
        if starts := _even(lines, entries):
            return starts
    return []


def _grouped(column: Sequence[Line], is_one: Callable[[Line, Line], bool]) -> list[float]:
    """The heights of the entries of a column, given which two lines are of one."""
    out: list[list[Line]] = []
    for line in column:
        if out and is_one(out[-1][-1], line):
            out[-1].append(line)
        else:
            out.append([line])
    return [(entry[0].middle + entry[-1].middle) / 2 for entry in out]


def _even(lines: Sequence[Line], entries: Iterable[float]) -> list[float]:
    """Where rows begin of which each stands as far above its entry as below it; nothing if they do not come out so."""
    starts, at = list[float](), 0
    for middle in entries:
        if at >= len(lines):
            return []
        if at:
            starts.append((lines[at - 1].middle + lines[at].middle) / 2)
        near = EVEN * lines[at].size
        last = 2 * middle - lines[at].middle
        while at < len(lines) and lines[at].middle <= last + near:
            at += 1
        if not at or abs(lines[at - 1].middle - last) > near:
            return []
    return starts if at == len(lines) else []


def _is_between(line: Line, column: Sequence[Line]) -> bool:
    """Whether an entry stands between two lines of another column, at the height of none."""
    at = bisect_right([other.middle for other in column], line.middle)
    near = [abs(line.middle - other.middle) for other in column[max(0, at - 1) : at + 1]]
    return len(near) == 2 and EVEN * line.size < min(near) and max(near) < 1.2 * line.size


def _by_first(columns: Sequence[Sequence[Line]]) -> list[float]:
    """Where rows begin: at the entries of the first column. What stands above them goes on from another page."""
    top = min(column[0].middle for column in columns if column)
    starts = [line.top - 0.2 * line.size for line in columns[0][:1] if line.middle - top > line.size / 2]
    is_plain = len({len(column) for column in columns}) == 1
    right = min((line.x0 for line in columns[1]), default=float("inf"))
    return starts + [
        b.top - 0.2 * b.size for a, b in pairwise(columns[0]) if not goes_on(a, b, right, is_plain=is_plain)
    ]


def goes_on(above: Line, line: Line, right: float, *, is_plain: bool) -> bool:
    """Whether a line of the first column goes on with what stands above it, in a table of more than one line a row."""
    if line.text[:1] in "(（" or _open(above.text):
        return True
    if is_plain or line.top - above.bottom > 0.8 * line.size or len(above.text) < SHORT:
        return False
    return right - PADDING * line.size - above.x1 < line.first + 0.15 * line.size


def _open(words: str) -> bool:
    return sum(words.count(sign) for sign in "(（") > sum(words.count(sign) for sign in ")）")
