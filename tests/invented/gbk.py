"""Traditional characters, readings put after them, and what that does to GBK bytes."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from invented.copies import is_han

KEPT = set("范里采后咨于群并么愿斗伙干云核系了布周制志借面只谷郁游床余占征丰松")
"""Characters that are traditional characters too, of another word: converted copies leave them alone."""
OTHER = str.maketrans("爲衆啓鍾籤蔘峯", "為眾啟鐘簽參峰")
"""Forms of OpenCC that converted copies write otherwise."""


@cache
def _converter(direction: str) -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(direction).convert
    return convert


@cache
def _old(char: str) -> str:
    if not is_han(char) or char in KEPT:
        return char
    return _converter("s2t")(char).translate(OTHER)


def traditional(text: str) -> str:
    """In traditional characters, one by one, as the real copies have it."""
    return "".join(map(_old, text))


def marks(text: str, share: float, rng: random.Random) -> dict[str, str]:
    """Readings of some of the text's traditional characters, and of one that stands nowhere in it."""
    from pypinyin import Style, pinyin

    old = sorted(c for c in set(text) if is_han(c) and _converter("t2s")(c) != c)
    chosen = [c for c in old if rng.random() < share] + ["爲"]
    return {c: pinyin(c, style=Style.TONE)[0][0] for c in chosen}


def byte_damage(text: str, readings: dict[str, str]) -> tuple[str, set[int]]:
    """The text after the site's work on its GBK bytes (design, section 6), and the places of characters it destroyed.

    Written apart from the program's own simulation on purpose: two readings of one description check each other.
    """
    coded = [_bytes(char) for char in text]
    raw = bytearray(b"".join(coded).replace(b"\xa3\xbf", b"??"))
    owners = [place for place, code in enumerate(coded) for _ in code]
    for pair, reading in sorted((char.encode("gbk"), reading) for char, reading in readings.items()):
        _mark(raw, owners, pair, f"({reading})".encode("gbk"))
    return _read(bytes(raw), owners)


def _bytes(char: str) -> bytes:
    """GBK, or a full-width question mark for what GBK lacks."""
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return b"\xa3\xbf"


def _mark(raw: bytearray, owners: list[int], pair: bytes, mark: bytes) -> None:
    """Put the mark after every occurrence of the byte pair, be it one character or halves of two."""
    at = raw.find(pair)
    while at >= 0:
        end = at + len(pair)
        raw[end:end] = mark
        owners[end:end] = [-1] * len(mark)
        at = raw.find(pair, end + len(mark))


def _read(raw: bytes, owners: list[int]) -> tuple[str, set[int]]:
    """Read the bytes as GBK. A lead byte without its trail becomes ``?`` and takes what follows with it; a pair that
    is no character vanishes.

    Where the bracket of a mark or a question mark is taken, the mark tells which byte it was; what else goes is gone.
    """
    chars: list[str] = []
    lost: set[int] = set()
    at = 0
    while at < len(raw):
        size = 2 if raw[at] > LEAD else 1
        pair = raw[at : at + size]
        char = _character(pair)
        if char in {"?", ""} and pair[0] >= LEAD and pair[1:] not in {b"(", b"?"}:
            lost.update(owners[at : at + size])
        chars.append(char)
        at += size
    return "".join(chars), lost


LEAD, TRAIL = 0x80, 0x40
"""Bytes above the first lead a pair in GBK, bytes from the second on end one. What the first becomes where it stands
alone no real copy shows: here it vanishes."""


def _character(pair: bytes) -> str:
    broken = pair[0] > LEAD and (len(pair) == 1 or pair[1] < TRAIL)
    return "?" if broken else pair.decode("gbk", "ignore")
