"""Lettering of pictures: how wide a text is, where its lines break, and its lines as SVG.

A picture drawn at build time has no browser that breaks lines, so the width of a text is estimated: a Chinese
character is as wide as the type is high, a Latin one has about the width that the common sans-serif faces give it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from duizhao.publish.escape import one_line

# What stays together on a line: a word with what clings to it, or one wide character with the closing signs behind
# it. Examples: "management ", "co-", "愿", "命、", "（二）".
_PIECE = re.compile(
    r"[（《“‘「]*[^\x00-\u02ff\s][、，。；：？！）》”’」]*|[^\s\u0300-\uffff/-]+[/-]*[）、，。；：]*\s*|.\s*"
)

_NARROW = frozenset("fijlrtI.,:;'|!()[] -/")
_BROAD = frozenset("mwMW@%&")


@dataclass(frozen=True, slots=True)
class Face:
    """How a text is set: the class that colours it, its size, the distance of its lines, in the picture's units."""

    name: str
    size: float
    leading: float
    bold: bool = False


def measure(text: str, face: Face) -> float:
    """How wide the text is."""
    bold = 1.06 if face.bold else 1
    return sum(_em(char) * (bold if char < "\u0300" else 1) for char in text) * face.size


@lru_cache(maxsize=8192)  # a text is set for each way of reading, and again when the heights of a row are known
def wrap(text: str, face: Face, room: float, most: int = 4) -> tuple[str, ...]:
    """The text in lines no wider than ``room``, about equally long; the last of at most ``most`` is cut with ``…``."""
    lines = _filled(text, face, room)
    if len(lines) > most:
        return (*lines[: most - 1], _cut(lines[most - 1], face, room))
    narrower = (_filled(text, face, room * share / 10) for share in range(5, 10) if len(lines) > 1)
    return tuple(next((other for other in narrower if len(other) == len(lines)), lines))


def _filled(text: str, face: Face, room: float) -> list[str]:
    lines = [""]
    for piece in _pieces(one_line(text), face, room):
        if lines[-1] and measure((lines[-1] + piece).rstrip(), face) > room:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(text: str, face: Face, room: float) -> list[str]:
    """What stays together, cut where it alone is wider than a line."""
    found: list[str] = []
    for piece in _PIECE.findall(text):
        if measure(piece.rstrip(), face) <= room:
            found.append(piece)
        else:
            found += piece  # character by character: what is too long for a line is filled up to its end
    return found


def _cut(line: str, face: Face, room: float) -> str:
    while line and measure(line + "…", face) > room:
        line = line[:-1]
    return line.rstrip() + "…"


@cache
def _em(char: str) -> float:
    """The width of a character in units of the type's size."""
    if char < "\u0300":
        if char in _NARROW:
            return 0.3
        return 0.86 if char in _BROAD else 0.66 if char.isupper() else 0.56
    if unicodedata.combining(char):
        return 0
    return 1 if unicodedata.east_asian_width(char) in "WFA" else 0.62
