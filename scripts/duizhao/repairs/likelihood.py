"""How likely a piece of text is as Chinese: the judge where damage leaves several readings."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from duizhao.repairs.traditional import simplify
from duizhao.text.chars import is_han
from duizhao.text.scripts import is_simplified_form


@dataclass(frozen=True)
class Language:
    """How likely a character is after another: in the words of jieba's dictionary, and in the copy itself."""

    single: Counter[str]
    double: Counter[str]
    total: int

    def chance(self, before: str, char: str) -> float:
        """The chance of ``char`` after ``before``, both simplified, by this source alone."""
        both = self.double[before + char] / (self.single[before] or 1)
        return 0.6 * both + 0.4 * self.single[char] / (self.total or 1)


def _language(single: Counter[str], double: Counter[str]) -> Language:
    return Language(single, double, single.total())


@cache
def _words() -> dict[str, int]:
    """The words of jieba's dictionary ("word frequency class" a line, MIT licence) and how often they occur."""
    lines = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, count, *_ in (line.split(" ") for line in lines)}


@cache
def dictionary() -> Language:
    """Characters and neighbours in the words of jieba's dictionary."""
    single: Counter[str] = Counter()
    double: Counter[str] = Counter()
    for word, count in _words().items():
        for char in word:
            single[char] += count
        for a, b in pairwise(word):
            double[a + b] += count
    return _language(single, double)


_LONGEST = 6


def likely_words(text: str) -> float:
    """Logarithm of the chance of the likeliest division of ``text`` into words of jieba's dictionary.

    Slower and stricter than ``Copy.score``: it knows that 珠 is hardly a word by itself, though frequent in words.
    """
    best = [0.0]
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - _LONGEST), end)
        best.append(max(best[a] + _likely_word(text[a:end], text[a - 1 : a]) for a in starts))
    return best[-1]


def _likely_word(word: str, before: str) -> float:
    if len(word) == 1 and not is_han(word):
        return math.log(_chance_of_sign(before or " ", word))
    count = _words().get(simple(word), 0) or (1 if len(word) == 1 else 1e-9)
    return math.log(count / dictionary().total)


def vocabulary(text: str) -> Language:
    """Characters and neighbours of a copy's own text."""
    sound = simplify(text)
    return _language(Counter(sound), Counter(a + b for a, b in pairwise(sound)))


# Rough chances of what no dictionary of words counts. What matters is their order: a sign may stand anywhere, a
# Latin letter next to a Chinese character is rare inside a sentence, kana and line drawing are debris.
# A full-width question mark also stands for what GBK lacks (gbk_process).
_SIGN, _DIGIT, _LETTER, _LONE_LETTER, _LOST, _DEBRIS = 1e-2, 3e-3, 5e-2, 1e-4, 1e-4, 1e-8
_SIGNS = frozenset(" \n\t,.:;!()\"'-/，。、；：！（）《》“”‘’—…")


@dataclass(frozen=True)
class Copy:
    """What one copy tells of itself: its marked characters and its vocabulary."""

    marks: Mapping[str, str]
    words: Language
    known: dict[tuple[str, str], float] = field(default_factory=dict)

    def score(self, before: str, char: str) -> float:
        """Logarithm of the chance of ``char`` after ``before``; both as the copy has them."""
        if (before, char) not in self.known:
            self.known[before, char] = math.log(self._chance(before, char))
        return self.known[before, char]

    def _chance(self, before: str, char: str) -> float:
        if not is_han(char):
            return _chance_of_sign(before, char)
        a, b = simple(before), simple(char)
        chance = 0.7 * dictionary().chance(a, b) + 0.3 * self.words.chance(a, b) + _DEBRIS
        # The site turned every character that it could: 务 does not stand where 務 would.
        return chance * (1e-4 if is_simplified_form(char) else 1)


def _chance_of_sign(before: str, char: str) -> float:
    if char in _SIGNS:
        return _chance_after(before, char)
    if char == "？":
        return _LOST
    if char.isascii() and char.isalnum():
        letter = _LETTER if before.isascii() else _LONE_LETTER
        return _DIGIT if char.isdigit() else letter
    return _DEBRIS


def _chance_after(before: str, sign: str) -> float:
    """A line ends after a full stop rather than elsewhere, and nothing follows one sign so rarely as a comma."""
    if sign == "\n":
        return _SIGN if before in _ENDS else _LONE_LETTER
    if sign in ",，、" and before in _SIGNS:
        return _LOST
    return 2 * _SIGN if sign in ",，。" else _SIGN / 2


_ENDS = frozenset("。！？；：.!?;:")


@lru_cache(maxsize=30_000)
def simple(word: str) -> str:
    """A character or word in simplified form."""
    return simplify(word)
