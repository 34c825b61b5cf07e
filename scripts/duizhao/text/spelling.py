"""English words that no list has, and the frequent words that they may be meant for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import normalize

from pypinyin.constants import PINYIN_DICT

from duizhao.text.wordlists import FUNCTION_WORDS, SHORT
from duizhao.text.words import frequencies, likelihood

FREQUENT = -6.0
"""log10 probability from which on a word is one that misspellings are misspellings of: about 80,000 in the list's
corpus, which leaves its 20,000 most frequent words."""

RARER = -7.0
"""The same for a word of which one letter is wrong, if it is long: few other words are so near."""

LONG = 7
"""Letters of a long word."""

FARTHEST = 2
"""Letters that a misspelling adds, leaves out, changes or swaps with its neighbour."""

STEP = 2.0
"""What each of them costs, on the scale of log10 probabilities: a word that is farther off must be so much likelier."""

# What British and American spelling write differently, the British first: endings of many words, and the words of
# other kinds whole, for "er" is not "re" anywhere. The list has some of them in one of the two only.
_VARIANTS = (
    ("our", "or"), ("ise", "ize"), ("isi", "izi"), ("isa", "iza"), ("yse", "yze"), ("ysi", "yzi"), ("ogue", "og"),
    ("centre", "center"), ("centred", "centered"), ("centring", "centering"),
    ("metre", "meter"), ("litre", "liter"), ("theatre", "theater"),
    ("fibre", "fiber"), ("calibre", "caliber"), ("spectre", "specter"), ("lustre", "luster"), ("sombre", "somber"),
    ("defence", "defense"), ("offence", "offense"), ("licence", "license"), ("pretence", "pretense"), ("grey", "gray"),
    ("programme", "program"), ("gramme", "gram"), ("mould", "mold"), ("plough", "plow"), ("sceptic", "skeptic"),
    ("judgement", "judgment"), ("aluminium", "aluminum"), ("ageing", "aging"), ("draught", "draft"), ("paed", "ped"),
    ("haem", "hem"), ("anaes", "anes"), ("enrol", "enroll"), ("fulfil", "fulfill"), ("skilful", "skillful"),
    ("jewell", "jewel"), ("travell", "travel"), ("labell", "label"), ("cancell", "cancel"), ("modell", "model"),
    ("counsell", "counsel"), ("signall", "signal"), ("channell", "channel"), ("fuell", "fuel"), ("levell", "level"),
    ("totall", "total"), ("panell", "panel"), ("tunnell", "tunnel"), ("kidnapp", "kidnap"), ("worshipp", "worship"),
)  # fmt: skip


# Parts before a word that make another: "reshelve", "miscatalogue".
_PREFIXES = ("anti", "auto", "co", "counter", "de", "dis", "fore", "inter", "mid", "mini", "mis", "multi", "non", "out",
             "over", "post", "pre", "re", "semi", "sub", "super", "ultra", "un", "under", "up")  # fmt: skip
SHORTEST_STEM = 4

UNWANTED = re.compile("fuck|shit|porn|nigg|cunt|whore|slut")
"""In words that are frequent on the web and that nobody wants to be suggested."""


class Guess(NamedTuple):
    """A word that a misspelling may be meant for, and how many letters they differ by."""

    word: str
    distance: int


@lru_cache(maxsize=50_000)
def is_word(word: str) -> bool:
    """Whether a word (small letters) is one: in the lists, made of one of theirs, or the British form of one."""
    if likelihood(word) is not None:
        return True
    stems = (word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix))
    if any(len(stem) >= SHORTEST_STEM and stem in frequencies() for stem in stems):
        return True
    return any(
        old in word and word.replace(old, new) in frequencies() for pair in _VARIANTS for old, new in (pair, pair[::-1])
    )


@lru_cache(maxsize=20_000)
def guess(word: str, farthest: int = FARTHEST) -> Guess | None:
    """The likeliest frequent word of the same first letter that the word may be meant for."""
    best: tuple[float, Guess] | None = None
    for length in range(len(word) - farthest, len(word) + farthest + 1):
        for other in _frequent().get((word[0], length), ()):
            apart = distance(word, other)
            if apart is not None and apart <= farthest:
                score = frequencies()[other] - STEP * apart
                if frequencies()[other] < FREQUENT and (apart > 1 or len(word) < LONG):
                    continue
                if best is None or score > best[0]:
                    best = score, Guess(other, apart)
    return best[1] if best else None


def is_compound(word: str) -> bool:
    """Whether a word is two frequent ones written as one: "teahouse", and also "leadship"."""
    return any(_is_matter(word[:at]) and _is_matter(word[at:]) for at in range(3, len(word) - 2))


def _is_matter(word: str) -> bool:
    short = len(word) <= 3 and word not in SHORT
    return not short and word not in FUNCTION_WORDS and frequencies().get(word, -99.0) > FREQUENT


@cache
def _frequent() -> Mapping[tuple[str, int], Sequence[str]]:
    """The frequent words by first letter and length."""
    found: dict[tuple[str, int], list[str]] = {}
    for word, score in frequencies().items():
        if score > RARER and not UNWANTED.search(word):
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


@cache
def _syllables() -> re.Pattern[str]:
    """One or more syllables of pinyin: "haerbin"."""
    toned = {reading for readings in PINYIN_DICT.values() for reading in readings.split(",")}
    plain = {"".join(sign for sign in normalize("NFD", one) if sign.isascii()) for one in toned}
    return re.compile(f"(?:{'|'.join(sorted(filter(None, plain)))})+")


def is_pinyin(word: str) -> bool:
    """Whether a word (small letters) can be read as Chinese syllables: a name such as "Heilongjiang" or "Songhua"."""
    return bool(_syllables().fullmatch(word))
