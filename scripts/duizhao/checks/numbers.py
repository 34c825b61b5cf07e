"""Numbers, units, dates and shares that are not the same in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from duizhao.checks.check import Check, Example, Material
from duizhao.model import Finding, Language, Severity, Unit
from duizhao.text import quantities, references
from duizhao.text.quantities import Quantity

MANY = 200
"""Numbers beyond which a text is a table, in which nobody could say which was changed into which."""

NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}


def _run(material: Material) -> Iterator[Finding]:
    for unit in material.units:
        if unit.zh and unit.en and not unit.lost:
            yield from _compared(unit)


def _compared(unit: Unit) -> Iterator[Finding]:
    zh, en = list(quantities.find(unit.zh, "zh")), list(quantities.find(unit.en, "en"))
    zh, en = _open(_unanswered(zh, en), unit.en), _open(_unanswered(en, zh), unit.zh)
    for one in list(zh) if len(zh) * len(en) <= MANY * MANY else ():
        other = _changed(one, en)
        if other:
            zh.remove(one)
            en.remove(other)
            yield _finding(unit, "zh", f"“{other.word}” is “{one.word}” in the Chinese.", _replacement(one, other))
    for one in en:
        yield _finding(unit, "zh", f"“{one.word}” of the English is missing from the Chinese.", None, _weight(one))
    for one in zh:
        yield _finding(unit, "en", f"“{one.word}” of the Chinese is missing from the English.", None, _weight(one))


def _open(found: Sequence[Quantity], there: str) -> list[Quantity]:
    """The firm ones, without what the other text has as the number of a clause: "第5章和5.2"."""
    places = {reference.target for reference in references.find(there)}
    return [one for one in found if one.firm and one.word not in places]


def _unanswered(found: Sequence[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    """Those that are not among the others; what is said twice need be answered once."""
    index: dict[Fraction, list[Quantity]] = {}
    for other in _different(others):
        for key in other.keys:
            index.setdefault(key, []).append(other)
    near = ((one, [other for key in one.keys for other in index.get(key, ())]) for one in _different(found))
    return [one for one, alike in near if not any(one.answers(other) for other in alike)]


def _different(found: Sequence[Quantity]) -> list[Quantity]:
    return list({(one.value, one.unit, one.firm): one for one in reversed(found)}.values())[::-1]


def _changed(one: Quantity, others: Sequence[Quantity]) -> Quantity | None:
    """The number that this one stands for, most likely: of the same unit, of the same value, or the only one."""
    alike = [other for other in others if one.unit and one.unit == other.unit]
    equal = [other for other in others if one.value == other.value]
    loose = [other for other in others if not (one.unit and other.unit)]
    return next(iter(equal or alike or loose), None)


# The digits of a number, at its beginning. "1,500" in "1,500 copies".
_DIGITS = re.compile(r"\d[\d,.]*(?<![,.])")


def _replacement(zh: Quantity, en: Quantity) -> str | None:
    """The Chinese with the English digits, where it has digits too and the unit is the same."""
    old, new = _DIGITS.match(zh.word), _DIGITS.match(en.word)
    return new[0] + zh.word[old.end() :] if old and new and zh.unit == en.unit != "date" else None


def _weight(one: Quantity) -> Severity:
    """Numbers in digits, or with a unit, are meant; a mere word may well be said otherwise."""
    return "warning" if one.unit or any(sign.isdigit() for sign in one.word) else "info"


def _finding(
    unit: Unit, language: Language, message: str, suggestion: str | None, severity: Severity = "warning"
) -> Finding:
    return CHECK.finding(unit, message, language=language, suggestion=suggestion, severity=severity)


CHECK = Check(
    id="number",
    severity="warning",
    name=("数字不一致", "Numbers that differ"),
    what=(
        ("两种语言里的数字、单位、日期、时刻、百分数、角度、分数不一致：漏了、多了、变了。汉字数字（二十四、两天、百分之五）和英文"
        "数词（twenty-four、two days）按数值比较；条款号、标准号、列项标签和含数字的代号不算数字。只用文字写出、"
        "又不带单位的数，"
        "只作提示。"),
        ("Numbers, units, dates, times, percentages, degrees and fractions that are lost, added or changed between the "
        "languages. Numbers in Chinese characters (二十四, 两天, 百分之五) and in English words (twenty-four, two "
        "days) are "
        "compared by value; numbers of clauses, standards, list entries and codes are none. A number that is written "
        "in words and has no unit is told as a note only."),
    ),
    why=("数字错了，要求就错了，而且读起来看不出。", ("A wrong number is a wrong requirement, and nothing in the "
    "sentence shows it.")),
    fix=("对照原文改正数字或单位；译文确实换算过的，写一条豁免。",
         "Put the number or the unit right by the source; where it has been converted on purpose, write a waiver."),
    example=Example(("读者可借阅三十天。", "Readers may keep a book for 40 days."),
                    ("读者可借阅四十天。", "Readers may keep a book for 40 days.")),
    run=_run,
)  # fmt: skip
