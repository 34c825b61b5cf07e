"""Whether characters found in running Chinese are words there, or the end of one word and the beginning of the next.

北大 in 向北大概 is none. Cutting the whole text into words and looking for terms among them would lose terms, since
no dictionary has 顾客之声 and the cut that it prefers hides short words in long ones. So the question is asked the
other way round, of a term already found: is there a word of the dictionary across its border, and does the text read
better with that word than with the term? Only then is it refused; most terms have no such word and cost a few lookups.

A word that holds the whole term does not speak against it: 分公司 is a 公司, 质量管理 is about 质量. One kind does,
a word that is the term and one more character (标准化, 服务员, 北大荒): the head of a Chinese compound stands at its
end, and a single character there makes another thing of it. Exempt are those that only say "many" or "how much".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from duizhao.text.chinese import UNKNOWN, likelihoods

REACH = 4
"""Characters of context on either side, and the longest word that may lie across a border: nearly all words."""

_SPANS = tuple((n, m) for n in range(1, REACH) for m in range(1, REACH + 1 - n))

A_WORD = -10.5
"""Log probability of a usual word (顾客). A term counts as one for every two characters, if its own words are rarer:
that it is a word is what the glossary says."""

RARE = -16.0
"""Log probability of words that jieba met some six times in sixty million."""

MARGIN = 2.0
"""How much better the other reading must be, as a logarithm: about seven times as likely. A glossary was made for the
texts in which it is looked for."""

SAME_THING = frozenset("们度性")
"""Characters that, after a word, leave it what it is: several of it, the degree of it, the quality of being it."""


def stands(text: str, start: int, end: int) -> bool:
    """Whether the characters from ``start`` to ``end`` stand there as words."""
    pairs = _pairs()
    # A slice at an edge of the text is one character or none, which is no pair.
    if text[start - 1 : start + 1] not in pairs and text[end - 1 : end + 1] not in pairs:
        return True
    return _reads(text[max(0, start - REACH) : start], text[start:end], text[end : end + REACH])


@cache
def _words() -> Mapping[str, float]:
    """Words that may lie across a border, with their log probability: the rarest are accidents of the dictionary."""
    return {word: value for word, value in likelihoods().items() if 2 <= len(word) <= REACH and value > RARE}


@cache
def _pairs() -> frozenset[str]:
    """The neighbours in these words: where no such pair stands at a border, nothing lies across it."""
    return frozenset(word[n : n + 2] for word in _words() for n in range(len(word) - 1))


@lru_cache(maxsize=200_000)
def _reads(before: str, term: str, after: str) -> bool:
    """Whether the term between these characters reads at least as well as what lies across its borders."""
    text, start = before + term + after, len(before)
    end = start + len(term)
    across = frozenset(_across(text, start, end))
    if not across:
        return True
    apart = _best(before) + max(_best(term), A_WORD * ((len(term) + 1) // 2)) + _best(after)
    return apart > _best(text, (start, end), across) - MARGIN


@lru_cache(maxsize=200_000)
def _best(text: str, borders: tuple[int, ...] = (), across: frozenset[tuple[int, int]] = frozenset()) -> float:
    """Log probability of the best cut into words, of which only those in ``across`` lie across a border."""
    words = likelihoods()
    best = [0.0]
    for b in range(1, len(text) + 1):
        ways = [best[b - 1] + words.get(text[b - 1], UNKNOWN)]
        for a in range(max(0, b - REACH), b - 1):
            found = words.get(text[a:b])
            if found is not None and ((a, b) in across or not any(a < border < b for border in borders)):
                ways.append(best[a] + found)
        best.append(max(ways))
    return best[-1]


def _across(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Words of the dictionary across a border of the term that speak against it: where each begins and ends."""
    words = _words()
    for border in (start, end):
        for before, after in _SPANS:
            a, b = border - before, border + after
            if a < 0 or b > len(text) or text[a:b] not in words:
                continue
            halves = text[a:border] in words and text[border:b] in words  # 服务质量 is 服务 and 质量: cut it there
            if not halves and _against(text, a, b, start, end):
                yield a, b


def _against(text: str, a: int, b: int, start: int, end: int) -> bool:
    if b == end + 1 and a >= start and text[end] in SAME_THING:
        return text[a:end] not in likelihoods()  # 满意度 does not speak against 顾客满意
    if a <= start and b >= end:
        return end - start == 1 or (a == start and b == end + 1)
    return True
