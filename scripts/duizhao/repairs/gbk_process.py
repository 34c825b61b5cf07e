"""The byte process that damaged copies: what ``byte_damage`` undoes, as a function that does it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

LOST = b"\xa3\xbf"
"""Full-width ？, which also stands for every character that GBK lacks."""


def damage(text: str, marks: Mapping[str, str], lone: str = "") -> str:
    """What the site made of ``text``: the inverse of this repair.

    Args:
        text: sound text, already in traditional characters.
        marks: the marked characters and their readings ({"務": "wù"}). Characters outside GBK cannot be marked.
        lone: what the byte 80 becomes where it stands first, which no copy at hand shows.
    """
    data = text.encode("gbk") if is_gbk(text) else b"".join(map(_encode, text))
    data = data.replace(LOST, b"??")
    pairs = {char.encode("gbk", "ignore"): reading for char, reading in marks.items()}
    for pair in sorted(pairs):
        if len(pair) == 2:
            data = data.replace(pair, pair + f"({pairs[pair]})".encode("gbk", "replace"))
    return _decode(data, lone)


def is_gbk(text: str) -> bool:
    """Whether GBK has every character of ``text``."""
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=50_000)
def _encode(char: str) -> bytes:
    return char.encode("gbk", "ignore") or LOST


def _decode(data: bytes, lone: str) -> str:
    """GBK read as the site reads it: a lead byte without its trail becomes ``?`` and swallows what stands there, and
    a pair without a character vanishes.
    """
    units: list[str] = []
    at = 0
    while at < len(data):
        first = data[at]
        size = 2 if first in LEADS else 1
        units.append(_unit(data[at : at + size]) if first < 0x80 or size > 1 else lone)
        at += size
    return "".join(units)


LEADS = range(0x81, 0xFF)
TRAILS = frozenset(range(0x40, 0xFF)) - {0x7F}
"""The bytes that can be first and second in a pair of GBK."""


@lru_cache(maxsize=70_000)
def _unit(data: bytes) -> str:
    whole = data[0] not in LEADS or (len(data) > 1 and data[1] in TRAILS)
    return char_of(data) if whole else "?"


@lru_cache(maxsize=70_000)
def char_of(data: bytes) -> str:
    """The character with these bytes, or nothing."""
    return data.decode("gbk", "ignore")
