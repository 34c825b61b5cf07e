"""Words that stand twice by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from duizhao.checks.check import Check, Example, Material
from duizhao.model import Finding, Severity, Unit
from duizhao.text import chinese
from duizhao.text.chars import HAN

ENGLISH_PAIRS = frozenset({"had", "that"})
"""English words that may well follow themselves: "that that book had had"."""

# A word twice with nothing but space between, and a phrase of two words twice: "the the", "of the of the".
_ENGLISH = re.compile(r"(?<![\w'’-])(?P<word>[A-Za-z]{2,}|a)[ \n]+(?P=word)(?![\w'’-])", re.IGNORECASE)
_ENGLISH_PHRASE = re.compile(r"(?<![\w'’-])(?P<word>[A-Za-z]+ [A-Za-z]+) (?P=word)(?![\w'’-])", re.IGNORECASE)
# An entry of a list twice: "creativity, creativity and"; "创造性、创造性和".
_ENGLISH_LIST = re.compile(
    r"(?<![\w'’-])(?P<word>[A-Za-z]{4,}(?: [A-Za-z]{3,})?),? (?:and )?(?P=word)(?=[,;.]| and\b)", re.IGNORECASE
)
_CHINESE_LIST = re.compile(
    rf"(?:(?<![{HAN}])(?P<whole>[{HAN}]{{2,8}})|(?P<part>[{HAN}]{{3,8}}))、(?:(?P=whole)|(?P=part))(?=[、，,；;。和与及或等]|$)"
)

SMALL = frozenset("的了在和与及是为对将应由被从把向以并或其该所而也都就还不宜可能")
"""Characters that are words by themselves and never follow themselves; beside them 人人 and 常常 are right."""

# A stretch of Chinese twice: 的的, 进行进行. Most are none, for words meet so: 为了|了解.
_CHINESE = re.compile(rf"(?P<word>[{HAN}]{{1,6}}?)(?P=word)")

ONE_BY_ONE = "一"
"""What begins with it counts one by one when it is doubled: 一步一步, 一个一个."""

_LIGHT = """
    讨论 研究 考虑 商量 休息 了解 打听 比较 许许 多多 清清 方方 某某 等等 刚刚 仅仅 常常 往往 渐渐
"""
LIGHT = frozenset(_LIGHT.split())
"""Words that doubling makes light ("讨论讨论"), and reduplicated ones."""

_NEVER = """
    进行 通过 以及 应当 应该 可以 能够 并且 或者 根据 按照 具有 包括 提供 实施 采用 使用 对于 关于 由于 因此 如果 以便
    从而 其中 需要 必须 确保 不应 不宜 不得 不能
"""
NEVER = frozenset(_NEVER.split())
"""Words of two characters that no noun begins with, so that doubled they are a slip."""


MOST = 10
"""Findings for one text: one that has more is rubbish, and more of them would say no more."""


def _run(material: Material) -> Iterator[Finding]:
    for unit in material.units:
        yield from islice(_english(unit), MOST)
        yield from islice(_chinese(unit), MOST)


def _english(unit: Unit) -> Iterator[Finding]:
    for pattern in (_ENGLISH, _ENGLISH_PHRASE, _ENGLISH_LIST):
        for match in pattern.finditer(unit.en):
            word = match["word"]
            if word.lower() not in ENGLISH_PAIRS and not _is_name(match[0]):
                mended = unit.en[: match.start()] + word + unit.en[match.end() :]
                yield CHECK.finding(unit, f"“{match[0]}” says “{word}” twice.", language="en", suggestion=mended)


def _is_name(both: str) -> bool:
    """Whether a doubled word is a name, or two words that differ in their case: "Pago Pago", "the US us"."""
    words = re.split(r"[ \n,]+", both)
    name = len(words) == 2 and words[0] == words[1] and words[0].istitle()
    return name or (len(words) == 2 and words[0].isupper() and words[1].islower() and len(words[0]) > 1)


def _chinese(unit: Unit) -> Iterator[Finding]:
    for match in _CHINESE_LIST.finditer(unit.zh):
        word = match["whole"] or match["part"]
        yield CHECK.finding(unit, f"The list names “{word}” twice.", language="zh")
    if not _CHINESE.search(unit.zh):
        return
    at, before = 0, ""
    for word in _words(unit.zh):
        severity = _weight(word, unit.zh[at + len(word) :]) if _is_doubled(before, word) else None
        if severity:
            mended = unit.zh[:at] + unit.zh[at + len(word) :]
            message = f"“{word}{word}” says “{word}” twice."
            yield CHECK.finding(unit, message, language="zh", suggestion=mended, severity=severity)
        at, before = at + len(word), word


def _words(text: str) -> Iterator[str]:
    """The words of a text; 的的, which the dictionary has, is two."""
    for word in chinese.cut(text):
        yield from word if len(word) == 2 and word[0] == word[1] and word[0] in SMALL else [word]


def _is_doubled(before: str, word: str) -> bool:
    if len(word) == 1:
        return word in SMALL and before == word
    return before == word and bool(re.fullmatch(f"[{HAN}]+", word)) and word not in LIGHT and word[0] != ONE_BY_ONE


def _weight(word: str, behind: str) -> Severity:
    """How sure it is: a noun may follow the verb that is written alike, at the head of a longer noun (评价评价指标)."""
    alone = not re.match(rf"[{HAN}]", behind) or behind[0] in "的了和与及或是在并等"
    return "warning" if len(word) == 1 or word in NEVER or alone else "info"


CHECK = Check(
    id="doubled-word",
    severity="warning",
    name=("重复的词", "Doubled words"),
    what=(
        (
            "同一个词连写两遍（的的、进行进行、the the），或在一串并列里出现两次（创造性、创造性和……）。正当"
            "的叠用不算：人人、常常、"
            "一步一步、had had、that that；分属两个词的不算：为了了解、目的的。"
        ),
        (
            "A word that stands twice in a row (the the, 的的, 进行进行) or twice in one list (creativity, "
            "creativity and …). "
            "Right reduplication is none (人人, 常常, 一步一步, had had, that that), nor are characters of "
            "two words that meet "
            "(为了|了解, 目的|的)."
        ),
    ),
    why=(
        "多半是删改时留下的；并列里重复的那个，往往顶替了另一个词。",
        "It is mostly left over from editing; the one that a list names twice often stands for another word.",
    ),
    fix=(
        "删去一个；并列里重复的，对照原文换成本来的词。",
        "Take one out; in a list, look in the source for the word that should stand there.",
    ),
    example=Example(
        ("读者应在在柜台登记。", "Readers shall register at the desk."),
        ("读者应在柜台登记。", "Readers shall register at the desk."),
    ),
    run=_run,
)
