"""Drawn lines of a page, put together from their pieces; and the ends of tables that no line closes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

NEAR = 3.0
"""Points within which two pieces are of one line, or a line ends on another."""
FEWEST = 3
"""Upright lines that must end at one height to be a table's: two columns have three."""


class Span(NamedTuple):
    """A straight line: ``at`` its height (or place from the left, if it is upright), from ``start`` to ``end``."""

    at: float
    start: float
    end: float


def spans(lines: Iterable[Span]) -> list[Span]:
    """The lines, pieces of one line joined."""
    out: list[Span] = []
    level: list[Span] = []
    for line in sorted(lines):
        if level and line.at - level[0].at > NEAR:
            out += _merged(level)
            level = []
        level.append(line)
    return out + _merged(level)


def _merged(level: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for line in sorted(level, key=lambda one: one.start):
        if out and line.start - out[-1].end <= NEAR:
            out[-1] = out[-1]._replace(end=max(out[-1].end, line.end))
        else:
            out.append(line)
    return out


def flat(page: Any) -> list[Span]:
    """The level lines of a page."""
    return spans(Span(float(e["top"]), float(e["x0"]), float(e["x1"])) for e in page.horizontal_edges)


def open_ends(page: Any) -> Iterator[float]:
    """The heights at which the upright lines of a table end on no level one: the table goes on over the page's edge."""
    upright = spans(Span(float(e["x0"]), float(e["top"]), float(e["bottom"])) for e in page.vertical_edges)
    level = flat(page)
    for ends in ([Span(s.end, s.at, s.at) for s in upright], [Span(s.start, s.at, s.at) for s in upright]):
        for at, lines in _together(ends):
            left, right = min(line.start for line in lines), max(line.start for line in lines)
            beside = [s for s in level if abs(s.at - at) <= NEAR]
            drawn = sum(max(0.0, min(s.end, right) - max(s.start, left)) for s in beside)
            if len(lines) >= FEWEST and 2 * drawn < right - left:
                yield at


def _together(ends: Iterable[Span]) -> Iterator[tuple[float, list[Span]]]:
    """The ends of lines by height."""
    group: list[Span] = []
    for end in sorted(ends):
        if group and end.at - group[-1].at > NEAR:
            yield group[-1].at, group
            group = []
        group.append(end)
    if group:
        yield group[-1].at, group
