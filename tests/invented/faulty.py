"""Changes that make a pair faulty, by kind: each takes both texts and returns them, changed where it fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from duizhao.model import Language

Change = Callable[[str, str], tuple[str, str]]

REFERENCE = re.compile(r"(?<![\d.A-Z])[4-7]\.[1-3](?![\d.])")
"""A reference to a clause of the texts: "6.2" in "(see 6.2)"."""

WEIGHTY = re.compile(r"\d|[Tt]wo|three|five|shall not|need not")
"""What shows that a sentence is not its neighbour."""


def zh(old: str, new: str | Callable[[re.Match[str]], str]) -> Change:
    """The first find of a regular expression in the Chinese, replaced."""
    return lambda chinese, english: (re.sub(old, new, chinese, count=1), english)


def en(old: str, new: str | Callable[[re.Match[str]], str]) -> Change:
    """The same in the English."""
    return lambda chinese, english: (chinese, re.sub(old, new, english, count=1))


def both(one: Change, other: Change) -> Change:
    """Two changes that only count together."""

    def change(chinese: str, english: str) -> tuple[str, str]:
        first = one(chinese, english)
        second = other(*first)
        changed = first != (chinese, english) and second != first
        return second if changed else (chinese, english)

    return change


def _next(match: re.Match[str]) -> str:
    """A number, and the next one in its place."""
    return str(int(match[0]) + 1)


def _dropped_zh(chinese: str, english: str) -> tuple[str, str]:
    parts = re.findall(r"[^。]+。", chinese)
    return ("".join(parts[:-1]), english) if len(parts) > 1 else (chinese, english)


def _dropped_en(chinese: str, english: str) -> tuple[str, str]:
    parts = re.split(r"(?<=\.) (?=[A-Z])", english)
    return (chinese, " ".join(parts[:-1])) if len(parts) > 1 else (chinese, english)


def _one_sentence(chinese: str) -> bool:
    return len(chinese) > 12


# A number that is no part of a code, a clock time, a date or a label: "40" in "40小时".
_NUMBER = r"(?<![\d.A-Z/—:年月\- ])[2-9]\d*(?![\d.)：:年月日]|[,]\d)"
_COUNT = (
    r"(?<![\d.A-Z/:,\- ])(?<!GB/T )(?<!GB )(?<!ISO )\b[2-9]\d*"
    r"(?= (?:hours|days|%|km|m\b|points|swimmers|minutes|yuan))"
)
_WORDS = r"\b(?:three|five|six|seven|four)(?= (?:days|years|months|minutes|weeks|seats|showers))"
_SHALL = r"(?<![对相适反供])应(?=[^用对该当有急答])"

CHANGES: Mapping[str, tuple[Change, ...]] = {
    "modal strengthened": (
        zh("宜(?=[每使用在写说保填包由自己把提等有为低]|符合|参加)", "应"),
        en(r"\bshould\b", "shall"),
        en(r"\bmay\b(?! \d)", "shall"),
    ),
    "modal weakened": (
        zh(_SHALL, "宜"),
        en(r"\bshall\b(?! not)", "should"),
        en(r"\bshall\b(?! not)", "may"),
        zh("必须", "可"),
    ),
    "modal negation lost": (zh("不应", "应"), zh("不宜", "宜"), zh("不必", "应"), en(r"\b(shall|should) not\b", r"\1")),
    "modal negation added": (
        zh(r"(?<![不对相供适反])应(?=[^用对答急])(?=.{4})", "不应"),
        en(r"\b(shall|should)\b(?! not)", r"\1 not"),
    ),
    "modal lost": (
        zh(r"^(.{1,8}[^不])应(?=[在按接符保为由遵])", r"\1"),
        en(r"\bshall be\b", "is"),
        zh("^(.{2,6})宜(?=每|有)", r"\1"),
    ),
    "number changed": (zh(_NUMBER, _next), en(_COUNT, _next)),
    "number lost": (
        zh(r"(?<=[应为于过少])\d+(?:\.\d+)?(?:小时|天|%|元|年|分钟)", ""),
        en(r"\b\d+ (?:hours|days|minutes|km|yuan|points)", "some time"),
    ),
    "number in words changed": (
        zh("两(?=名|年|小时|个|次|周)", "三"),
        zh("[三五六七十](?=天|年|个月|分钟)", "八"),
        en(_WORDS, "nine"),
    ),
    "number of a date changed": (
        zh("(?<=年)([59])月", "8月"),
        en(r"(?:May|September) \d+", "April 3"),
        zh("3月1日", "3月11日"),
    ),
    "number with another unit": (
        zh(r"(?<=\d )(?:mg/L)", "g/L"),
        zh("小时", "天"),
        zh(r"(?<=\d )m(?!g|²)", "cm"),
        en(r"(?<=\d )days\b", "weeks"),
        en(r"(?<=\d )minutes\b", "hours"),
        zh(r" ℃(?!～)", " K"),
    ),
    "number of per cent changed": (zh(r"\d+(?=%)", _next), en(r"\d+(?= %)", _next)),
    "code of a standard changed": (
        zh(r"(?<=GB )\d+|(?<=GB/T )\d+|(?<=ISO )\d+", _next),
        en(r"(?<=GB )\d+|(?<=GB/T )\d+|(?<=ISO )\d+", _next),
    ),
    "code of a standard lost": (
        zh(r"(?:GB|ISO)(?:/T)? \d+的规定", "国家规定"),
        en(r"(?<=with )(?:GB|ISO)(?:/T)? \d+", "the rules"),
    ),
    "code of a clause changed": (
        zh(REFERENCE.pattern, "7.1"),
        en(REFERENCE.pattern, "7.1"),
        zh("表A.1", "表A.2"),
        en("Annex A", "Annex B"),
    ),
    "code of a clause lost": (
        zh(r"[，（]见\d\.\d[）]?", ""),
        en(r",? \(?see \d\.\d\)?", ""),
        zh("[，。][^，。]*见(?:附录A|表A.1)", ""),
    ),
    "code of an acronym lost": (zh("RFID|GPS|APP", ""), en(r" (?:an |by )(?:RFID|GPS|APP)", " the new")),
    "lost sentence of the Chinese": (_dropped_zh,),
    "lost sentence of the English": (_dropped_en,),
    "lost bracket of the Chinese": (zh("（[^）]+）", ""),),
    "lost bracket of the English": (en(r" \([^)]+\)", ""),),
    "lost text of the Chinese": (
        lambda chinese, english: ("", english) if _one_sentence(chinese) else (chinese, english),
    ),
    "lost text of the English": (
        lambda chinese, english: (chinese, "") if _one_sentence(chinese) else (chinese, english),
    ),
    "lost translation": (lambda chinese, english: (english, english), lambda chinese, english: (chinese, chinese)),
    "lost half of the Chinese": (
        lambda chinese, english: (
            (chinese[: len(chinese) // 3] + "。", english) if len(chinese) > 30 else (chinese, english)
        ),
    ),
    "label changed": (zh(r"b\) ", "d) "), en(r"\b2\) ", "4) ")),
    "label order changed": (
        en(r"a\) (.*?); b\) (.*?);", r"b) \2; a) \1;"),
        zh(r"1\) (.*?)；2\) (.*?)；", r"2) \2；1) \1；"),
    ),
    "label gap": (both(zh(r"b\) ", "c) "), en(r"b\) ", "c) ")), both(zh(r"2\) [^；]+；", ""), en(r"2\) [^;]+; ", ""))),
    "bracket not closed": (zh("）", ""), en(r"\)(?=\.)", ""), zh("”", ""), en("”", "")),
    "doubled word": (
        en(r"\b(the|of|for|in|be)\b (?=[a-z])", r"\1 \1 "),
        zh("(乘客|园丁|经营者|救生员|车辆|委员会|泳客)", r"\1\1"),
        zh("的(?!的)", "的的"),
    ),
    "typing error": (
        en(r"\bpassengers\b", "passengres"),
        en(r"\bcommittee\b", "comittee"),
        en(r"\binspection\b", "inpsection"),
        en(r"\bgardeners\b", "gardners"),
        en(r"\bvehicles\b", "vehciles"),
        en(r"\btemperature\b", "temprature"),
        en(r"\btraining\b", "trainig"),
    ),
    "characters in traditional form": (
        zh("员", "員"),
        zh("车", "車"),
        zh("应", "應"),
        zh("检查", "檢查"),
        zh("记录", "記錄"),
    ),
    "characters of compatibility": (zh("里", "\uf9e9"), zh("年", "\uf98e"), zh("不", "\uf967"), zh("行", "\ufa08")),
    "characters in the other width": (
        zh("，", ","),
        zh(r"(?<=[一-鿿])(\d)", lambda m: chr(ord(m[0]) + 0xFEE0)),
        en(", ", "，"),
        zh("。$", "."),
    ),
    "end sign lost": (zh("。$", ""), en(r"\.$", "")),
}
"""By kind; the first word says which checks it concerns."""

_REWORDED: dict[Language, tuple[tuple[str, str], ...]] = {
    "zh": (
        ("使用", "采用"),
        ("至少有", "不少于"),
        ("保存", "留存"),
        ("不超过", "至多"),
        ("不低于", "至少"),
        ("进行", "开展"),
        ("一次", "一回"),
        ("处理", "解决"),
        ("可以", "可"),
        ("包括", "含有"),
        ("提供", "给予"),
        ("立即", "马上"),
    ),
    "en": (
        ("every year", "each year"),
        ("once a", "one time each"),
        ("within", "in no more than"),
        ("at least", "no fewer than"),
        ("use ", "make use of "),
        ("kept", "stored"),
        ("because", "since"),
        ("every", "each"),
        ("before", "prior to"),
    ),
}


def reworded(text: str, language: Language) -> str:
    """The text in other words that mean the same; the same text where none are known."""
    for old, new in _REWORDED[language]:
        if old in text:
            return text.replace(old, new, 1)
    return text
