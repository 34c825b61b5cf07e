"""Sentences, entries of lists and brackets without counterpart inside a text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from statistics import median

from duizhao.checks.check import Check, Example, Material
from duizhao.model import LANGUAGES, Finding, Language, Severity, Unit
from duizhao.text import enumerations
from duizhao.text.chars import has_han
from duizhao.text.sentences import WEIGHT, Bead, align, weigh

NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}

SHORTEST: dict[Language, int] = {"zh": 5, "en": 16}
"""Characters of a sentence that may well be missing; shorter ones are swallowed by a neighbour."""

# What gives examples or explains without brackets.
_INSTEAD = re.compile(
    r"例如|比如|诸如|[，,、。；]如|包括|包含|其中|即|也就是|分别|——|：|“|for example|for instance|e\.g\.|i\.e\."
    r"|such as|includ"
    r"|that is|namely|—|:|, or |\[", re.IGNORECASE
)  # fmt: skip
# An acronym in brackets, or a name in the other language: "(KPI)", "(KPIs)", "(service blueprint)" in Chinese.
_ACRONYM = re.compile(r"[A-Z&]{2,8}s?|[\d\s.,%°/–—-]+")


FEWEST = 20
"""Pairs from which the usual ratio of lengths is known."""
MERGED = 0.2
"""How much too long (in logarithms) sentences must be that stand for one, for one of them to be in doubt."""
SURE = 0.45
"""The same for it to be missing."""


def _run(material: Material) -> Iterator[Finding]:
    ratios = [_ratio((unit.zh,), (unit.en,)) for unit in material.units if unit.part == "text" and unit.zh and unit.en]
    usual = median(ratios) if len(ratios) >= FEWEST else math.log(WEIGHT)
    for unit in material.units:
        if unit.part == "text" and unit.zh and unit.en and not unit.lost:
            for bead in align(unit.zh, unit.en):
                yield from _lonely(bead, unit)
                yield from _merged(bead, unit, usual)
            # A bracket that is missing takes its list with it.
            yield from list(_brackets(unit)) or _lists(unit)


def _lonely(bead: Bead, unit: Unit) -> Iterator[Finding]:
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        sentences, there = (bead.zh, bead.en) if language == "zh" else (bead.en, bead.zh)
        for sentence in sentences if not there else ():
            if len(sentence) >= SHORTEST[language]:
                severity: Severity = "info" if _goes_on(sentence, unit.text(language)) else "warning"
                message = f"The {NAMES[language]} “{sentence}” has no counterpart in the {NAMES[other]}."
                yield CHECK.finding(unit, message, severity=severity, language=other)


def _ratio(zh: Sequence[str], en: Sequence[str]) -> float:
    """The logarithm of English characters to Chinese ones."""
    left, right = sum(weigh(one, "zh") for one in zh), sum(weigh(one, "en") for one in en)
    return math.log(max(1.0, right) / max(1.0, left))


def _merged(bead: Bead, unit: Unit, usual: float) -> Iterator[Finding]:
    """Sentences that stand for one: in doubt is the one without which the lengths fit best, if they do not with it."""
    if min(len(bead.zh), len(bead.en)) != 1 or len(bead.zh) == len(bead.en):
        return
    away = _ratio(bead.zh, bead.en) - usual
    language: Language = "en" if len(bead.en) > 1 else "zh"
    if (away if language == "en" else -away) <= MERGED:
        return
    sentences = bead.en if language == "en" else bead.zh
    rest = {one: [each for each in sentences if each != one] for one in sentences}
    fits = {
        one: abs((_ratio(bead.zh, left) if language == "en" else _ratio(left, bead.en)) - usual)
        for one, left in rest.items()
    }
    doubtful = min(fits, key=lambda one: fits[one])
    if fits[doubtful] < abs(away):
        other: Language = "zh" if language == "en" else "en"
        severity: Severity = "warning" if abs(away) > SURE and fits[doubtful] < MERGED else "info"
        message = f"The {NAMES[language]} “{doubtful}” seems to have no counterpart in the {NAMES[other]}."
        yield CHECK.finding(unit, message, severity=severity, language=other)


def _goes_on(sentence: str, text: str) -> bool:
    """Whether the sentence is a part behind a semicolon, which the other language may have anywhere."""
    return text[: text.find(sentence)].rstrip().endswith((";", "；")) or sentence.endswith((";", "；"))


def _brackets(unit: Unit) -> Iterator[Finding]:
    """Brackets of one language beyond those of the other, where nothing else there explains or gives examples."""
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        there = unit.text(other)
        signs = max(len(re.findall("[(（]", there)), len(re.findall("[)）]", there)))
        found = [one for one in enumerations.brackets(unit.text(language)) if _speaks(one, language)]
        for words in found[signs:] if not _INSTEAD.search(there) else ():
            severity: Severity = "warning" if _is_wanting(words, unit, language) else "info"
            message = f"What the {NAMES[language]} has in brackets, “{words}”, is missing from the {NAMES[other]}."
            yield CHECK.finding(unit, message, severity=severity, language=other)


def _is_wanting(words: str, unit: Unit, language: Language) -> bool:
    """Whether the lengths fit better without the words in brackets."""
    zh, en = weigh(unit.zh, "zh") * WEIGHT, weigh(unit.en, "en")
    less = weigh(words, language) * (WEIGHT if language == "zh" else 1)
    here, there = (zh, en) if language == "zh" else (en, zh)
    return abs(math.log(max(1.0, here - less) / max(1.0, there))) < abs(math.log(max(1.0, here) / max(1.0, there)))


def _speaks(words: str, language: Language) -> bool:
    return not _ACRONYM.fullmatch(words) and weigh(words, language) >= 4 and (language == "en" or has_han(words))


def _lists(unit: Unit) -> Iterator[Finding]:
    zh, en = (enumerations.count(unit.text(language), language) for language in LANGUAGES)
    if en.least > zh.most:
        yield _list_finding(unit, "zh", en.least, zh.most)
    elif zh.least > en.most:
        yield _list_finding(unit, "en", zh.least, en.most)


def _list_finding(unit: Unit, language: Language, more: int, fewer: int) -> Finding:
    other: Language = "en" if language == "zh" else "zh"
    severity: Severity = "warning" if more - fewer > 1 else "info"
    message = f"The {NAMES[other]} lists {more} things or more, the {NAMES[language]} {fewer} at most."
    return CHECK.finding(unit, message, severity=severity, language=language)


CHECK = Check(
    id="sentence",
    severity="warning",
    name=("句子或列举项无对应", "Sentence or entry without counterpart"),
    what=(
        ("逐句对齐（盖尔—丘奇长度法，数字和缩略语作锚点）后，一种语言里有一句在另一种语言里没有；括号里的话没有译；并列的几项，"
        "一边至少几项，另一边至多几项，仍对不上（只差一项时作提示）。"),
        ("Sentences are aligned (by length, after Gale and Church, with numbers and acronyms as anchors); told is a "
        "sentence that the other language lacks, a bracket that it lacks, and a list of which the least number of "
        "entries on one side is more than the most on the other (a note only where the difference is one)."),
    ),
    why=("整句或一项漏译，读起来照样通顺，最难发现。", ("A text that lacks a sentence or an entry still reads well: "
    "nobody notices.")),
    fix=("补译；有意合并的，写一条豁免。", ("Translate what is missing; where it was merged on purpose, write a "
                            "waiver.")),
    example=Example(("读者可借书、杂志。", "Readers may borrow books, magazines, records, maps, prints and games."),
                    ("读者可借书、杂志、唱片、地图、版画和游戏。", ("Readers may borrow books, magazines, records, "
                    "maps, prints and games."))),
    run=_run,
)  # fmt: skip
