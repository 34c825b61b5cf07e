"""Press fonts: rare Chinese characters where the page shows Latin letters, full-width forms where it shows digits.

``text.press`` says why 犐犆犛 is ICS. The characters of that row are words to nobody: a text that has several of them
side by side was set in such a font. By themselves a few are in use, so that they speak neither for such a font nor are
they undone in a text without one: 狀 (状 in traditional characters), 犇 (in names), 犂 and 犪 in dictionaries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import HAN
from duizhao.text.press import LETTERS, WIDE

NAME = "press-fonts"
WHY = "The press's font has Latin letters and digits in the places of rare Chinese characters and full-width forms."

LEAST, LONG = 2, 3
"""Runs of such characters that show the font: so many, or one of so many characters."""
CHART = 5
"""Characters one after the other in the order of the alphabet: a chart of the characters, no words."""

_ROW = "".join(LETTERS)
# A run of such characters: "犐犆犛".
_RUN = re.compile(f"[{_ROW}]{{2,}}")
# What of such a font stands together, with the full-width forms between it: "犌犅／犜１．１".
_SPAN = re.compile(f"[{_ROW}\uff01-\uff5e]+")
# A full-width form that the font has set: a digit or a letter; signs only next to one of them or of the row.
_DIGIT = re.compile("[０-９Ａ-Ｚａ-ｚ]")
# Signs that Chinese text has of its own in full width, even beside digits: "（", "，", "：".
_CHINESE_SIGNS = frozenset("（），：；！？～")


def edits(text: str, context: Context) -> Iterator[Edit]:
    """One edit for each run of characters of the font, in a text that shows that it was set in it."""
    if not _is_set(text):
        return
    for found in _SPAN.finditer(text):
        yield from _changed(text, found.start(), found.end())


def _is_set(text: str) -> bool:
    runs = [found for found in _RUN.finditer(text) if _is_word(text, found)]
    return len({run.group() for run in runs}) >= LEAST or any(run.end() - run.start() >= LONG for run in runs)


def _is_word(text: str, found: re.Match[str]) -> bool:
    """Whether a run may be a word: not one character again and again, nor a stretch of a chart of characters."""
    run = found.group()
    codes = [ord(LETTERS[char]) for char in run]
    in_order = all(b == a + 1 for a, b in pairwise(codes))
    return len(set(run)) > 1 and not (in_order and len(run) >= CHART)


def _changed(text: str, start: int, end: int) -> Iterator[Edit]:
    """The stretch in ASCII, but for what Chinese text has of its own."""
    after = "".join(_plain(text, place) for place in range(start, end))
    at = start
    for same, run in _runs(text[start:end], after):
        if not same:
            yield Edit(at, at + len(run), text[at : at + len(run)], run, NAME, WHY)
        at += len(run)


def _runs(before: str, after: str) -> Sequence[tuple[bool, str]]:
    out: list[tuple[bool, str]] = []
    for old, new in zip(before, after, strict=True):
        same = old == new
        if out and out[-1][0] == same:
            out[-1] = (same, out[-1][1] + new)
        else:
            out.append((same, new))
    return out


def _plain(text: str, place: int) -> str:
    char = text[place]
    if char in LETTERS:
        return char if _is_traditional_word(text, place) else LETTERS[char]
    if _DIGIT.match(char):
        return WIDE[char]
    beside = text[max(0, place - 1) : place], text[place + 1 : place + 2]
    joins = any(one and (one in LETTERS or _DIGIT.match(one)) for one in beside)
    return WIDE[char] if joins and char not in _CHINESE_SIGNS else char


def _is_traditional_word(text: str, place: int) -> bool:
    """狀 in a Chinese word of traditional text: "狀況"; as the letter n it stands beside no other Chinese character."""
    beside = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return text[place] in "狀犇" and any(re.match(f"[{HAN}]", one) and one not in LETTERS for one in beside)
