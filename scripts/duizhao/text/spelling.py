"""English words that no list has, and the frequent words that they may be meant for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from duizhao.text.words import frequencies, likelihood

FREQUENT = -6.0
"""log10 probability from which on a word is one that misspellings are misspellings of: about 80,000 in the list's
corpus, which leaves its 20,000 most frequent words."""

FARTHEST = 2
"""Letters that a misspelling adds, leaves out, changes or swaps with its neighbour."""

STEP = 1.2
"""What each of them costs, on the scale of log10 probabilities: a word that is farther off must be so much likelier."""

# British endings and the American ones that the list has for them: "labelling", "colours", "dialogue".
_VARIANTS = (
    ("our", "or"), ("ise", "ize"), ("isa", "iza"), ("isi", "izi"), ("yse", "yze"), ("tre", "ter"), ("ogue", "og"), ("lled", "led"),
    ("lling", "ling"), ("ller", "ler"), ("ence", "ense"), ("ae", "e"), ("oe", "e"), ("mme", "m"), ("lful", "llful"),
)  # fmt: skip


class Guess(NamedTuple):
    """A word that a misspelling may be meant for, and how many letters they differ by."""

    word: str
    distance: int


@lru_cache(maxsize=50_000)
def is_word(word: str) -> bool:
    """Whether a word (small letters) is one: in the lists, made by regular affixes, or the British form of one."""
    if likelihood(word) is not None:
        return True
    return any(old in word and likelihood(word.replace(old, new)) is not None for old, new in _VARIANTS)


@lru_cache(maxsize=20_000)
def guess(word: str) -> Guess | None:
    """The likeliest frequent word of the same first letter that the word may be meant for."""
    best: tuple[float, Guess] | None = None
    for length in range(len(word) - FARTHEST, len(word) + FARTHEST + 1):
        for other in _frequent().get((word[0], length), ()):
            apart = distance(word, other)
            if apart is not None:
                score = frequencies()[other] - STEP * apart
                if best is None or score > best[0]:
                    best = score, Guess(other, apart)
    return best[1] if best else None


@cache
def _frequent() -> Mapping[tuple[str, int], Sequence[str]]:
    """The frequent words by first letter and length."""
    found: dict[tuple[str, int], list[str]] = {}
    for word, score in frequencies().items():
        if score > FREQUENT:
            found.setdefault((word[0], len(word)), []).append(word)
    return found


def distance(a: str, b: str) -> int | None:
    """Letters added, left out, changed or swapped between two words; None where it is more than ``FARTHEST``."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, char in enumerate(a, start=1):
        new = [i]
        for j, other in enumerate(b, start=1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (char != other))
            if i > 1 and j > 1 and char == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        if min(new) > FARTHEST:
            return None
        before, row = row, new
    return row[-1] if row[-1] <= FARTHEST else None


# The syllables of pinyin, so that names from China are not taken for English: "Heilongjiang", "Songhua".
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia"
    r"|ie|iu|ua|ui|uo|ue|er|a|o|e|i|u|v))"
)
_PINYIN = re.compile(rf"{_SYLLABLE}{{1,5}}")  # "haerbin"


def is_pinyin(word: str) -> bool:
    """Whether a word (small letters) can be read as Chinese syllables."""
    return bool(_PINYIN.fullmatch(word))
