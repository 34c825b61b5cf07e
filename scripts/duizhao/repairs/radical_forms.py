"""Radicals and compatibility ideographs in the places of characters, as they come out of a PDF by copying.

``text.doubles`` says why. Somebody who writes of radicals means them: they stand by themselves in quotation marks, side
by side in the order of a chart, or next to words such as 部首. Two that stand in words show that a text was copied so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.text.chars import HAN
from duizhao.text.doubles import PLAIN

NAME = "radical-forms"
WHY = "The program that made the PDF had named radicals and compatibility forms in the places of characters."

LEAST = 2
"""Places in words that show how a text was copied."""
CHART = 3
"""Such characters one after the other in their order: a chart of them, no words."""
NEAR = 12
"""Characters to each side in which a text says that it speaks of radicals."""

_RADICALS = {chr(code): plain for code, plain in PLAIN.items() if 0x2E80 <= code <= 0x2FD5}
# The compatibility ideographs that name Korean readings: nobody types them in Chinese. The ones behind them are also
# forms of names in Japanese: they are undone only where radicals show how the text was copied.
_KOREAN = {chr(code): unicodedata.normalize("NFC", chr(code)) for code in range(0xF900, 0xFA0C)}
_NAMES = {
    chr(code): plain
    for code in (*range(0xFA0C, 0xFA6E), *range(0xFA70, 0xFADA))
    if (plain := unicodedata.normalize("NFC", chr(code))) != chr(code)
}
_ALL = _RADICALS | _KOREAN | _NAMES

_RUN = re.compile(f"[{''.join(_ALL)}]+")
_WORD = re.compile(f"[{HAN}]")
_HANGUL = re.compile("[\uac00-\ud7af]")
# Where a text speaks of such characters: "部首⽂", "the radical ⽂".
_TOLD = re.compile("部首|偏旁|字旁|部件|康熙|字形|异体|笔画|radical|Kangxi|Unicode|U\\+", re.IGNORECASE)
_OPEN, _CLOSE = "“‘「『《<\"'(（[【", "”’」』》>\"')）]】"


def edits(text: str, context: Context) -> Iterator[Edit]:
    """One edit for each run of such characters, in a text that shows that it was copied so."""
    runs = [found for found in _RUN.finditer(text) if not _is_meant(text, found)]
    shown = [found for found in runs if _is_in_word(text, found) and not set(found.group()) <= _NAMES.keys()]
    if len(shown) < LEAST or _HANGUL.search(text):
        return
    for found in runs:
        after = "".join(_ALL[char] for char in found.group())
        yield Edit(found.start(), found.end(), found.group(), after, NAME, WHY)


def _is_meant(text: str, found: re.Match[str]) -> bool:
    """Whether a text speaks of the characters themselves."""
    start, end, run = found.start(), found.end(), found.group()
    if len(run) >= CHART and all(0 < ord(b) - ord(a) <= 2 for a, b in pairwise(run)):
        return True
    quoted = start > 0 and end < len(text) and text[start - 1] in _OPEN and text[end] in _CLOSE
    if quoted and len(run) == 1:
        return True
    return bool(_TOLD.search(text, max(0, start - NEAR), min(len(text), end + NEAR)))


def _is_in_word(text: str, found: re.Match[str]) -> bool:
    beside = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
    return len(found.group()) > 1 or bool(_WORD.search(beside))
