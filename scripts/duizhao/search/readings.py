"""What the index knows beyond its texts: readings of names, characters that sound alike, words that are no mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice, product

from duizhao.search.tokens import is_paired, squeeze
from duizhao.text.words import frequencies

SHORTEST, LONGEST = 2, 20
"""Characters of names that are found by their readings."""

INITIALS = 3
"""Fewer initials than that say nothing."""

COMMON = 20_000
"""How many English words are known to be words, so that none is taken for a mistake in another one."""

OFTEN = 120
"""How often a Chinese word must stand in jieba's list to be known as one."""

BITS, HASHES = 1 << 19, 5
"""Size of the filter of known words: with 50 000 words one unknown word in 100 passes for known."""


@lru_cache(maxsize=1 << 16)
def keys(name: str) -> tuple[str, ...]:
    """By what Latin letters a Chinese name is found: its readings in one, and their initials."""
    if not is_name(name):
        return ()
    found: dict[str, None] = {}
    for reading in _readings(name):
        found["".join(reading)] = None
        if len(reading) >= INITIALS:
            found["".join(syllable[0] for syllable in reading)] = None
    return tuple(found)


def is_name(name: str) -> bool:
    """Whether a squeezed title or term is all Chinese and neither too long nor too short."""
    return SHORTEST <= len(name) <= LONGEST and all(map(is_paired, name))


def _readings(name: str) -> Iterator[list[str]]:
    """How a name is read; of a name that pypinyin has no phrase for, only the likeliest reading of each character."""
    from pypinyin import Style, pinyin

    syllables = [
        [one for one in dict.fromkeys(map(_letters, choice)) if one.isascii() and one.isalpha()]
        for choice in pinyin(name, style=Style.NORMAL, heteronym=False)
    ]
    if len(syllables) == len(name) and all(syllables):
        yield from map(list, islice(product(*syllables), 4))


def _letters(syllable: str) -> str:
    return syllable.replace("ü", "v")


@cache
def syllables() -> str:
    """Characters by how they are read, a line a syllable: "lan兰拦栏…". Those of GB 2312, which people type."""
    from pypinyin import Style, pinyin

    found: dict[str, list[str]] = {}
    for char in _national():
        for reading in pinyin(char, style=Style.NORMAL, heteronym=True)[0]:
            if _letters(reading).isascii() and reading.isalpha():
                found.setdefault(_letters(reading), []).append(char)
    return "\n".join(f"{reading}{''.join(dict.fromkeys(found[reading]))}" for reading in sorted(found))


def _national() -> Iterator[str]:
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            if char := bytes((high, low)).decode("gb2312", "ignore"):
                yield char


@cache
def known_words() -> bytes:
    """A filter (Bloom, 1970) of common words of both languages: what passes it is no typing error."""
    bits = bytearray(BITS // 8)
    for word in _common():
        for bit in places(word):
            bits[bit >> 3] |= 1 << (bit & 7)
    return bytes(bits)


def places(word: str) -> list[int]:
    """The bits of a word in the filter."""
    first, second = _hash(word, 0x811C9DC5), _hash(word, 0x9747B28C) | 1
    return [(first + n * second) % BITS for n in range(HASHES)]


def _hash(word: str, value: int) -> int:
    """FNV-1a of the characters' codes, which both languages calculate alike."""
    for char in word:
        value = (value ^ ord(char)) * 0x01000193 & 0xFFFFFFFF
    return value


def _common() -> Iterable[str]:
    words = frequencies()
    yield from sorted(words, key=lambda word: (-words[word], word))[:COMMON]
    yield from _chinese()


def _chinese() -> Iterator[str]:
    import jieba

    with jieba.get_module_res("dict.txt") as file:
        for line in file.read().decode("utf-8").splitlines():
            word, count, *_ = line.split(" ")
            if 2 <= len(word) <= 4 and int(count) >= OFTEN:
                yield squeeze(word)
