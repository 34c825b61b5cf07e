"""Pinyin marks: a web site that turned the text traditional wrote the reading after some characters, 術(shù)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pypinyin import Style, pinyin

from duizhao.model import Edit
from duizhao.repairs.context import Context
from duizhao.repairs.traditional import is_traditional
from duizhao.text.scripts import is_traditional_form, script_counts

NAME = "pinyin-marks"
WHY = "The web site wrote the pinyin of a character after it; the mark is taken out."

DENSE = 0.05
"""Least share of marks among the traditional characters of a text. The sites mark every occurrence of some hundred
characters, half of all traditional ones (0.55 to 0.6 in two real copies). A text in traditional characters that
explains how a rare one is read does so once in hundreds. A short input with a handful of marks passes."""

_LETTERS = "a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹḿêɡɑ\u0300-\u0304\u0308\u030c"

READING = rf"[(（](?P<reading>[{_LETTERS}]{{1,12}})[)）]"
"""A bracketed reading, the tone written on the letter or after it as a combining sign: ``(shù)``, ``（lǜ）``."""

# A character and the brackets that follow it at once, of which one or more may be readings: 術(shù), 術(shù)(shù).
_MARKED = re.compile(rf"(?P<char>[\u3400-\u9fff])(?P<marks>(?:[(（][{_LETTERS}]{{1,12}}[)）])+)")
_READING = re.compile(READING)  # one of those brackets: (shù)

_TONES = re.compile("[\u0300\u0301\u0304\u030c]")  # a tone sign, taken off its letter: the ̀ of ù


def edits(text: str, context: Context) -> Iterator[Edit]:
    """Takes out the marks of a text that is marked throughout.

    Two signs tell a mark from an author's own note on pronunciation: the sites mark only characters that they
    themselves turned, so 史(shǐ) or 磬(qìng), the same in both scripts, is none; and they mark densely (``DENSE``).
    """
    if "(" not in text and "（" not in text:
        return
    found = list(_marks(text))
    if found and is_traditional(text) and len(found) >= DENSE * script_counts(text)[0]:
        yield from (Edit(a, b, text[a:b], "", NAME, WHY) for a, b in found)


def _marks(text: str) -> Iterator[tuple[int, int]]:
    """Where marks stand: the readings right after a character that is read so."""
    for found in _MARKED.finditer(text):
        if not is_traditional_form(found["char"]):
            continue
        end = found.start("marks")
        for mark in _READING.finditer(text, end, found.end()):
            if not reads(found["char"], mark["reading"]):
                break
            end = mark.end()
        if end > found.start("marks"):
            yield found.start("marks"), end


def reads(char: str, reading: str) -> bool:
    """Whether ``reading`` (pinyin with or without a tone sign, ü also as v or u) is one of the character's readings.

    Readings are those of pypinyin with all heteronyms. A reading without a tone sign also counts as the light tone.
    """
    return _plain(reading) in readings(char)


@lru_cache(maxsize=20_000)
def readings(char: str) -> frozenset[str]:
    """The readings of one character in the form that ``reads`` compares, with tone signs and without."""
    found = pinyin(char, style=Style.TONE, heteronym=True, errors="ignore")
    toned = {_plain(reading) for reading in (found[0] if found else ())}
    return frozenset(toned | {_TONES.sub("", word) for word in toned})


@lru_cache(maxsize=20_000)
def _plain(reading: str) -> str:
    """Lower case, decomposed, without the two dots of ü (which copies write as v or u): lǜ, lv̀ and lù are one."""
    letters = unicodedata.normalize("NFD", reading.lower()).replace("\u0308", "")
    return letters.translate(str.maketrans("vɡɑ", "uga"))
