"""What the index knows beyond its texts: readings of names, characters that sound alike, words that are no mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice, product

from duizhao.search.asking import SMALL
from duizhao.search.shards import Numbers, deltas, varints
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

BITS, HASHES = 14, 6
"""Size of the filter of known words for each word: one unknown word in 800 passes for known."""

PARTS = 16
"""Files of the filter: a word is looked up in one of them."""


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


def words_in(name: str) -> list[str]:
    """The words in a Chinese name, which are found by their readings too."""
    if not is_name(name):
        return []
    pieces = (name[at : at + size] for size in (2, 3, 4) for at in range(len(name) - size + 1))
    return [piece for piece in dict.fromkeys(pieces) if piece in _words() and keys(piece)]


def abbreviations(name: str) -> Iterator[str]:
    """The initials of an English name of three words or more: "voc" and "votc" are the voice of the customer."""
    words = name.split(" ")
    if all(map(_is_latin, words)):
        shorter = ([word for word in words if word != "the"], [word for word in words if not SMALL.fullmatch(word)])
        yield from dict.fromkeys("".join(word[0] for word in one) for one in (words, *shorter) if len(one) >= INITIALS)


def is_name(name: str) -> bool:
    """Whether a squeezed title or term is all Chinese and neither too long nor too short."""
    return SHORTEST <= len(name) <= LONGEST and all(map(is_paired, name))


def _readings(name: str) -> Iterator[list[str]]:
    """How a name is read; of a name that pypinyin has no phrase for, only the likeliest reading of each character."""
    from pypinyin import Style, pinyin

    syllables = [
        list(filter(_is_latin, dict.fromkeys(map(_letters, choice))))
        for choice in pinyin(name, style=Style.NORMAL, heteronym=False)
    ]
    if len(syllables) == len(name) and all(syllables):
        yield from map(list, islice(product(*syllables), 4))


def _letters(syllable: str) -> str:
    return syllable.replace("ü", "v")


def _is_latin(syllable: str) -> bool:
    return syllable.isascii() and syllable.isalpha()


@cache
def syllables() -> bytes:
    """How characters are read: a line of all readings, how many characters are read so, and the characters of each.

    Characters are those of GB 2312, which people type.
    """
    from pypinyin import Style, pinyin

    found: dict[str, list[int]] = {}
    for char in sorted(_national()):
        for reading in {_letters(one) for one in pinyin(char, style=Style.NORMAL, heteronym=True)[0]}:
            if _is_latin(reading):
                found.setdefault(reading, []).append(ord(char))
    names = sorted(found)
    data = bytearray()
    varints((len(found[name]) for name in names), data)
    for name in names:
        deltas(found[name], data)
    return f"{' '.join(names)}\n".encode() + bytes(data)


def by_character(data: bytes) -> dict[str, list[str]]:
    """How characters are read, from what ``syllables`` wrote."""
    line, rest = data.split(b"\n", 1)
    names, numbers = line.decode().split(" "), Numbers(rest)
    found: dict[str, list[str]] = {}
    for name, count in zip(names, numbers.some(len(names)), strict=True):
        for code in numbers.ascending(count):
            found.setdefault(chr(code), []).append(name)
    return found


def _national() -> Iterator[str]:
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            if char := bytes((high, low)).decode("gb2312", "ignore"):
                yield char


@cache
def known_words() -> list[bytes]:
    """A filter (Bloom, 1970) of common words of both languages, in parts: what passes it is no typing error."""
    words: list[set[str]] = [set() for _ in range(PARTS)]
    for word in _common():
        words[part(word)].add(word)
    return [_filter(own) for own in words]


def _filter(words: set[str]) -> bytes:
    bits = bytearray(int(len(words) * BITS) // 8 + 1)
    for word in words:
        for bit in _bits(word, 8 * len(bits)):
            bits[bit >> 3] |= 1 << (bit & 7)
    return bytes(bits)


def part(word: str) -> int:
    """In which part of the filter a word is, by how it begins. These bits of the hash make even parts."""
    return (_hash(word[:2], 0x811C9DC5) >> 12) % PARTS


def passes(bits: bytes, word: str) -> bool:
    """Whether a word passes its part of the filter."""
    return all(bits[bit >> 3] & 1 << (bit & 7) for bit in _bits(word, 8 * len(bits)))


def _bits(word: str, size: int) -> Iterator[int]:
    first, second = _hash(word, 0x811C9DC5), _hash(word, 0x9747B28C) | 1
    return ((first + n * second) % size for n in range(HASHES))


def _hash(word: str, value: int) -> int:
    """FNV-1a of the characters' codes, which both languages calculate alike."""
    for char in word:
        value = (value ^ ord(char)) * 0x01000193 & 0xFFFFFFFF
    return value


def _common() -> Iterable[str]:
    words = frequencies()
    yield from sorted(words, key=lambda word: (-words[word], word))[:COMMON]
    yield from _chinese()


@cache
def _words() -> frozenset[str]:
    return frozenset(_chinese())


def _chinese() -> Iterator[str]:
    import jieba

    with jieba.get_module_res("dict.txt") as file:
        for line in file.read().decode("utf-8").splitlines():
            word, count, *_ = line.split(" ")
            if 2 <= len(word) <= 4 and int(count) >= OFTEN:
                yield squeeze(word)
