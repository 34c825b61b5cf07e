"""Clause numbers in which a recognition of print took 0 for O and 1 for l or I: "3.l", "6.1O", "l0".

The letters prove nothing: O2 and Il are names. What proves a number is the one before it and the one after it, between
which it alone fits. So only numbers at the start of a line are looked at, and only those with a neighbour on both sides
(the last one of a text: with one, and a digit of its own).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import HAN, HEADING

NAME = "read-digits"
WHY = "The recognition of print had taken digits of a clause number for letters that look like them."

_DIGITS = str.maketrans("OolI", "0011")
# What stands at the start of a line before its words and may be a clause number: "## 3.l 观众", "6.1O\n", "l0 附则".
_LABEL = re.compile(
    rf"(?m)^(?:#{{1,6}}[ \t]|{HEADING}{{1,6}})?[ \t\u3000]{{0,8}}(?P<label>[\dOolI]{{1,2}}(?:\.[\dOolI]{{1,2}}){{0,5}})"
    rf"(?=[ \t\u3000]{{1,4}}\S|[{HAN}]|[ \t]{{0,4}}$)"
)
_NUMBER = re.compile(r"[1-9]\d?(?:\.[1-9]\d?){0,5}")

Number = tuple[int, ...]


class _Found(NamedTuple):
    """A label, the number that it is or may be, and whether letters stand in it."""

    start: int
    label: str
    number: Number
    is_read: bool


def edits(text: str, context: Context) -> Iterator[Edit]:
    """One edit for each clause number with letters that its neighbours prove."""
    if context.format not in ("txt", "md"):
        return
    found = list(_labels(text))
    for n, one in enumerate(found):
        if one.is_read and _is_proved(found, n):
            after = one.label.translate(_DIGITS)
            yield Edit(one.start, one.start + len(one.label), one.label, after, NAME, WHY)


def _labels(text: str) -> Iterator[_Found]:
    for match in _LABEL.finditer(text):
        label = match["label"]
        plain = label.translate(_DIGITS)
        if _NUMBER.fullmatch(plain):
            yield _Found(match.start("label"), label, tuple(map(int, plain.split("."))), plain != label)


def _is_proved(found: Sequence[_Found], at: int) -> bool:
    one = found[at]
    before = found[at - 1] if at else None
    after = found[at + 1] if at + 1 < len(found) else None
    if before and not _follows(before.number, one.number):
        return False
    if not before and one.number != (1,):
        return False
    if after:
        return _follows(one.number, after.number) and not (after.is_read and (not before or before.is_read))
    return bool(before and not before.is_read) and any(char.isdigit() for char in one.label)


def _follows(one: Number, two: Number) -> bool:
    """Whether a clause number comes directly behind another: 3.2 and 4 behind 3.1, 3.1.1 below it."""
    if len(two) > len(one):
        return two == (*one, 1)
    return two == (*one[: len(two) - 1], one[len(two) - 1] + 1)
