"""What every kind of damaged copy has in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from invented.typeset import Glyph, Glyphs, Line, Page, Piece


@dataclass(frozen=True, slots=True)
class Copy:
    """A damaged copy, and the printed characters of which it still holds something."""

    text: str
    kept: frozenset[Glyph]


def span(glyphs: Sequence[Glyph], share: float | None) -> Glyphs:
    """The text up to where the copy breaks off: ``share`` of the way through the last table (None: whole)."""
    if share is None:
        return tuple(glyphs)
    last = max(g.node.split("/")[0] for g in glyphs if g.node and "/" in g.node and g.node[0] == "A")
    places = [i for i, g in enumerate(glyphs) if g.node and g.node.startswith(f"{last}/")]
    return tuple(glyphs[: places[0] + int(share * (places[-1] - places[0]))])


def continued(line: Line | Piece) -> bool:
    """Whether this is the caption over a table that began on an earlier page."""
    return isinstance(line, Line) and line.role == "caption" and line.text.endswith("(续)")


def cover_lines(pages: Sequence[Page], order: Iterable[str]) -> Iterator[Line]:
    """The lines of the cover in the order in which the copy has them."""
    lines = {line.role.removeprefix("cover-"): line for line in pages[0].blocks if isinstance(line, Line)}
    return (lines[key] for key in order)


def without(glyphs: Iterable[Glyph], drop: Callable[[str], bool]) -> Glyphs:
    return tuple(g for g in glyphs if not drop(g.char))


def is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
