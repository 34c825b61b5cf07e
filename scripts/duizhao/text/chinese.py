"""How well a stretch of Chinese reads as words, by the word frequencies that jieba ships."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping
from functools import cache

import jieba

LONGEST_WORD = 8
UNKNOWN = -18.0
"""Log probability of a character that no word of the dictionary holds by itself."""


@cache
def _tokenizer() -> jieba.Tokenizer:
    """The library's own tokenizer, which the site's search has loaded too where there is one in the process."""
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return jieba.dt


@cache
def likelihoods() -> Mapping[str, float]:
    """The words of the dictionary with their log probability."""
    total = math.log(_tokenizer().total)
    return {word: math.log(count) - total for word, count in _tokenizer().FREQ.items() if count}


def score(text: str) -> float:
    """Log probability of the text's best cut into words (unigrams); 0 for an empty text. Linear in its length."""
    frequencies = _tokenizer().FREQ
    total = math.log(_tokenizer().total)
    best = [0.0] + [-math.inf] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - LONGEST_WORD), end):
            count = frequencies.get(text[start:end], 0)
            here = math.log(count) - total if count else (UNKNOWN if end - start == 1 else -math.inf)
            best[end] = max(best[end], best[start] + here)
    return best[-1]


def cut(text: str) -> list[str]:
    """The text cut into words, by the dictionary alone; joined they are the text."""
    return list(_tokenizer().cut(text, HMM=False))


@cache
def kinds() -> Mapping[str, str]:
    """The words of the dictionary with their part of speech ("n", "vn", "a"; ICTCLAS tags)."""
    with jieba.get_dict_file() as lines:
        entries = (line.decode("utf-8").split() for line in lines)
        return {entry[0]: entry[2] for entry in entries if len(entry) > 2}


NAMES = ("n", "v", "a", "l", "i", "j", "b")
"""Parts of speech of what names a thing or may do so; the rest says when, where, how many, how or which."""


def may_name(word: str) -> bool:
    """Whether a word may name a thing: a noun, a verb ("要求" is both), a fixed expression, or none that is known."""
    return kinds().get(word, "n").startswith(NAMES)
