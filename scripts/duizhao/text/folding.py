"""Text as a matcher compares it, with the way back: what of the original each part of it stands for.

Folded are: width, traditional characters (one by one), case, apostrophes and hyphens of all kinds, English inflection
(``inflection.form``), and what stands between words: spaces go, and so does a hyphen inside a word, so that
"touchpoint", "touch point" and "touch-point" are one. Signs stay and keep words apart: no term runs over a comma.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from duizhao.text.chars import LATIN, SPACES
from duizhao.text.inflection import form

_WORD = rf"(?:[{LATIN}0-9])"

# What folding changes: an English word with what an apostrophe ties to it, spaces, the apostrophe of a plural that owns
# something, a hyphen between two words. In "customers' touch-points" all but nothing.
_CHANGED = re.compile(rf"{_WORD}+(?:'{_WORD}+)*| +|(?<=s)'(?= )|(?<={_WORD})-(?={_WORD})")

_APOSTROPHES = "\u2018\u2019\u02bc\uff07"
_HYPHENS = "\u2010\u2011\uff0d"


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text. Piece ``n`` of it starts at ``starts[n]`` and stands for the original from ``origins[n]`` on.

    A piece is an English word, which ends at ``ends[n]`` of the original and has no inside, or (``ends[n]`` is 0) a
    stretch that was copied character by character.
    """

    text: str
    starts: list[int]
    origins: list[int]
    ends: list[int]

    def original(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a part of the folded text stands in the original; None where it begins or ends inside a word."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_left(self.starts, end, first) - 1
        inside = start - self.starts[first]
        if inside and self.ends[first]:
            return None
        if not self.ends[last]:
            return self.origins[first] + inside, self.origins[last] + end - self.starts[last]
        whole = end == (self.starts[last + 1] if last + 1 < len(self.starts) else len(self.text))
        return (self.origins[first] + inside, self.ends[last]) if whole else None

    def breaks(self, start: int, end: int) -> tuple[int, ...]:
        """Where pieces begin inside a part of the folded text."""
        return tuple(self.starts[bisect_right(self.starts, start) : bisect_left(self.starts, end)])


def fold(text: str) -> Folded:
    """The text folded."""
    plain = text.translate(_table())
    parts: list[str] = []
    found = Folded("", [], [], [])
    length = at = 0
    for change in _CHANGED.finditer(plain):
        start, end = change.span()
        if at < start:
            length = _add(found, parts, length, plain[at:start], at, 0)
        if plain[start] not in " '-":
            length = _add(found, parts, length, form(change[0]), start, end)
        at = end
    if at < len(plain):
        _add(found, parts, length, plain[at:], at, 0)
    return Folded("".join(parts), found.starts, found.origins, found.ends)


def _add(found: Folded, parts: list[str], length: int, part: str, origin: int, end: int) -> int:
    found.starts.append(length)
    found.origins.append(origin)
    found.ends.append(end)
    parts.append(part)
    return length + len(part)


@cache
def _table() -> dict[int, str]:
    """Each character that another stands for, one for one, so that places stay."""
    table = {0xFF01 + n: chr(0x21 + n).lower() for n in range(94)}
    table |= {ord(sign): " " for sign in SPACES if sign != "\t"}
    table |= {ord(sign): "'" for sign in _APOSTROPHES} | {ord(sign): "-" for sign in _HYPHENS}
    latin = (chr(n) for block in (range(0x41, 0x5B), range(0xC0, 0x250)) for n in block)
    table |= {ord(char): char.lower() for char in latin if len(char.lower()) == 1}
    return table | _simplified()


def _simplified() -> dict[int, str]:
    """Traditional characters and the simplified one of each."""
    chars = [chr(code) for block in (range(0x3400, 0x4DC0), range(0x4E00, 0xA000)) for code in block]
    simple: list[str] = OpenCC("t2s").convert("\n".join(chars)).split("\n")
    return {ord(char): s for char, s in zip(chars, simple, strict=True) if char != s and len(s) == 1}
