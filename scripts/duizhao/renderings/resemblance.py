"""Words that look like a term's other renderings: 利益相关方 where elsewhere 利益相关者 stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import accumulate

from duizhao.renderings.association import JOINING, PLACES
from duizhao.text.chinese import cut, likelihoods

LONGEST = 6


def alike(text: str, rest: str, known: Collection[str]) -> Iterator[tuple[str, float]]:
    """Words in the ``rest`` of a text that share a character with one of the ``known`` strings, and how alike they are
    (Dice's coefficient over characters, 0 to 1); a word is what the general dictionary has, or a known string with
    its last character changed. None begins or ends within another word: 动车 is none in 机动车.
    """
    bounds = set(accumulate((len(word) for word in cut(text)), initial=0))
    for start in sorted(bounds):
        for end in sorted(bounds & set(range(start + 2, start + LONGEST + 1))):
            word = rest[start:end]
            if word[0] not in JOINING and word[-1] not in JOINING | PLACES:
                best = max((_dice(word, one) for one in known if _may_be(word, one)), default=0.0)
                if best:
                    yield word, best


def _may_be(word: str, known: str) -> bool:
    if word == known or not set(word) & set(known):
        return False
    is_word = word in likelihoods()
    return is_word or (len(word) == len(known) and len(word) > 2 and word[:-1] == known[:-1])


def _dice(one: str, other: str) -> float:
    return 2 * len(set(one) & set(other)) / (len(set(one)) + len(set(other)))
