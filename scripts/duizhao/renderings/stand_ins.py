"""What stands in a term's place where its usual rendering is missing: a noun that nothing else accounts for.

It is found by leaving out: what renders another term, what a dictionary has for another English word of the pair, and
what is no noun. Of the rest the noun counts that stands about where the term stands, or between the same neighbours as
the usual rendering does elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from duizhao.model import Unit
from duizhao.renderings.association import PLACES
from duizhao.renderings.dictionary import acts
from duizhao.renderings.terms import Form, Occurrence, tokens
from duizhao.text.chars import has_han
from duizhao.text.chinese import cut, kinds, may_name

FEWEST = 3
DOMINANT = 0.6
"""How many renderings of a term must be the same, and which share of its places, for another one to be missed."""

FAR, FARTHEST = 0.3, 0.4
"""The share of a sentence by which a noun may stand away from the term's own place, and the only noun that is left."""

LONGEST = 6

# What makes a noun with the word before it: 看护|人, 值班|员, 管理|方.
_ENDINGS = frozenset("人员者方家师工手户室间处部门所馆站具品物器机车费会书表单册证卡券员生")

CUT_OFF = frozenset("者方员层室间厅馆站柜")
"""Endings that say who and where, and are hardly ever words by themselves."""

# What is never a noun by itself, though the dictionary calls it one.
_NEVER = frozenset(
    [
        "时候",
        "时间",
        "情况",
        "方面",
        "以上",
        "以下",
        "之前",
        "之后",
        "期间",
        "内",
        "外",
        "上",
        "下",
        "里",
        "中",
        "前",
        "后",
        "地方",
        "结束",
        "开始",
    ]
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A term's usual rendering, and the characters that stand before and behind it in the texts."""

    usual: str
    before: frozenset[str]
    behind: frozenset[str]


def frame(counts: Counter[str], places: int, chinese: Iterable[str]) -> Frame | None:
    """The usual rendering of a term that is rendered so often as ``counts`` says; None where none is usual."""
    usual, count = max(counts.items(), key=lambda one: (one[1], one[0]), default=("", 0))
    if count < FEWEST or count < DOMINANT * places or not may_name(usual):
        return None
    before, behind = set(), set()
    for text in chinese:
        start = text.find(usual)
        if start >= 0:
            before.add(text[start - 1 : start])
            behind.add(text[start + len(usual) : start + len(usual) + 1])
    return Frame(usual, frozenset(before), frozenset(behind))


def stand_ins(place: Occurrence, unit: Unit, rest: str, one: Frame, *, known: bool) -> Iterator[tuple[str, int, float]]:
    """The nouns in what is left of a unit's Chinese that may stand for the usual rendering: word, place, how likely.

    Chinese often leaves a noun out, and then another one is taken for it. So where the glossary does not say that the
    term matters (``known``) a noun counts only between the same neighbours on both sides.
    """
    middle = (place.start + place.end) / 2 / len(unit.en)
    nouns = list(_nouns(unit.zh, rest))
    for word, start in nouns:
        apart = abs(middle - (start + len(word) / 2) / len(unit.zh))
        framed = (unit.zh[start - 1 : start] in one.before) + (unit.zh[start + len(word) :][:1] in one.behind)
        if not _suits(word, one.usual):
            continue
        if not known and framed < 2:
            continue
        if (apart <= FAR and framed) or (apart <= FARTHEST and len(nouns) == 1):
            yield word, start, 1 - apart + 0.2 * framed


def _suits(word: str, usual: str) -> bool:
    """Whether a word may name what the usual one names: what is a verb too (清点) names no thing (图书)."""
    return kinds().get(word) != "vn" or not kinds().get(usual, "n").startswith("n")


def accounted(unit: Unit, place: Occurrence, senses: Callable[[Form], Collection[str]]) -> Iterator[tuple[int, int]]:
    """The Chinese that a dictionary has for the other English words of a unit, and for phrases: where it stands."""
    words = tokens(unit.en)
    for start in range(len(words)):
        for end in range(start + 1, min(start + 3, len(words)) + 1):
            if not place.start <= words[start].start <= words[end - 1].start < place.end:
                yield from _spans(unit.zh, senses(tuple(word.form for word in words[start:end])))


def _spans(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    for word in words:
        start = text.find(word)
        while start >= 0:
            yield start, start + len(word)
            start = text.find(word, start + 1)


def ending_at(text: str, at: int) -> str:
    """The ending of a noun that begins at a place of a text, "" where another word begins there: 者 in 相关者."""
    if text[at : at + 1] not in CUT_OFF:
        return ""
    return next((text[at] for word, start in _words(text) if start <= at and start + len(word) == at + 1), "")


def is_inside(unit: Unit, place: Occurrence, senses: Callable[[Form], Collection[str]]) -> bool:
    """Whether a dictionary has a longer phrase round the place, and what it has stands there: 新书 for "new books"."""
    words = tokens(unit.en)
    first = next((n for n, word in enumerate(words) if word.start == place.start), 0)
    last = next((n for n, word in enumerate(words) if word.end == place.end), first)
    for start in range(max(0, first - 2), first + 1):
        for end in range(last + 1, min(start + 3, len(words)) + 1):
            part = tuple(word.form for word in words[start:end])
            if len(part) > last - first + 1 and any(one in unit.zh for one in senses(part)):
                return True
    return False


def _nouns(text: str, rest: str) -> Iterator[tuple[str, int]]:
    """The nouns of which nothing is taken, with what they are joined to."""
    held: tuple[str, int] | None = None
    for word, start in _words(text):
        free = rest[start : start + len(word)] == word and has_han(word)
        if held and free and _joins(held[0], word):
            held = held[0] + word, held[1]
            continue
        yield from _whole(held) if held else ()
        held = (word, start) if free and len(word) > 1 else None
    yield from _whole(held) if held else ()


def _joins(before: str, word: str) -> bool:
    return len(before + word) <= LONGEST and (
        word in _ENDINGS or (len(word) > 1 and _is_noun(before) and _is_noun(word))
    )


def _whole(held: tuple[str, int]) -> Iterator[tuple[str, int]]:
    word = held[0]
    if word not in _NEVER and word[-1] not in PLACES and (_is_noun(word) or (len(word) > 2 and word[-1] in _ENDINGS)):
        yield held


def _words(text: str) -> Sequence[tuple[str, int]]:
    found, start = [], 0
    for word in cut(text):
        found.append((word, start))
        start += len(word)
    return found


def _is_noun(word: str) -> bool:
    return kinds().get(word, "n").startswith(("n", "vn", "l")) and not acts(word)
