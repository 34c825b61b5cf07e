"""Numbers in Chinese characters and in English words as values: "二十四", "twenty-four"."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

DIGITS = {sign: n for n, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWER = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}


def chinese(word: str) -> Fraction:
    """A Chinese number: 二十四 is 24, 三千 is 3000, 二〇二三 is 2023."""
    if len(word) > 1 and not any(sign in _POWER or sign in _LARGE for sign in word):
        return Fraction(int("".join(str(DIGITS[sign]) for sign in word)))
    total = section = digit = 0
    for sign in word:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in _POWER:
            section += (digit or 1) * _POWER[sign]
            digit = 0
        else:
            total = (total + (section + digit or 1)) * _LARGE[sign]
            section = digit = 0
    return Fraction(total + section + digit)


def ordinal(word: str) -> int:
    """The number of a chapter or an entry, in figures or in Chinese characters: "12", 十二."""
    return int(word) if word.isdigit() else int(chinese(word))


MULTIPLES = {
    "亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "hundred": 100,
    "thousand": 1000, "million": 10**6, "billion": 10**9,
}  # fmt: skip
"""Words that multiply the number before them."""


def _numbered(words: str, start: int = 0) -> dict[str, int]:
    return {word: n for n, word in enumerate(words.split(), start)}


ONES = _numbered("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen""")
TENS = {word: 10 * n for word, n in _numbered("twenty thirty forty fifty sixty seventy eighty ninety", start=2).items()}
ORDINALS = _numbered("""
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth""", start=1)  # fmt: skip
LOOSE: dict[str, int | Fraction] = {
    "once": 1, "twice": 2, "thrice": 3, "both": 2, "double": 2, "twofold": 2, "pair": 2, "couple": 2, "dozen": 12,
    "half": Fraction(1, 2), "a hundred": 100, "hundreds": 100, "a thousand": 1000, "thousands": 1000, "either": 2,
    "another": 1, "single": 1, "a": 1, "an": 1, "each": 1, "neither": 2, "daily": 1, "bilingual": 2, "triple": 3,
    "quarter": Fraction(1, 4), "quarterly": 3, "fortnight": 2, "a dozen": 12, "weekly": 1, "monthly": 1, "annually": 1,
    "next": 2, "yearly": 1, "round-the-clock": 24, "round the clock": 24, "half-yearly": 6,
}  # fmt: skip
"""Words that tell a number by the way, with the number that the other language may have for them."""


def english(words: Sequence[str]) -> Fraction:
    """An English number: ["one", "hundred", "and", "twenty"] is 120."""
    total = section = 0
    for word in words:
        if word == "hundred":
            section = (section or 1) * 100
        elif word in MULTIPLES:
            total, section = total + (section or 1) * MULTIPLES[word], 0
        else:
            section += ONES.get(word, 1 if word == "a" else TENS.get(word, 0))
    return Fraction(total + section)
