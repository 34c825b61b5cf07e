"""Requirement, recommendation, permission and possibility that do not agree between the languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from duizhao.checks.check import Check, Example, Material
from duizhao.model import LANGUAGES, Finding, Language, Severity, Unit
from duizhao.text import modals, sentences
from duizhao.text.modals import Modal, Sense

STRENGTH: dict[Sense, int] = {
    "requirement": 3, "recommendation": 2, "permission": 1, "possibility": 1, "capability": 1, "exemption": 0,
}  # fmt: skip

MANY = 40
"""Forms of a sentence that are paired at once."""

WORDS: dict[Sense, dict[Language, tuple[str, str]]] = {
    "requirement": {"zh": ("应", "不应"), "en": ("shall", "shall not")},
    "recommendation": {"zh": ("宜", "不宜"), "en": ("should", "should not")},
    "permission": {"zh": ("可", "不应"), "en": ("may", "may not")},
    "exemption": {"zh": ("不必", "不必"), "en": ("need not", "need not")},
    "possibility": {"zh": ("可能", "不可能"), "en": ("can", "cannot")},
    "capability": {"zh": ("能", "不能"), "en": ("can", "cannot")},
}
"""The form that GB/T 1.1 and the ISO/IEC Directives have for each sense, and its negation."""

# "can include" and "可包括" before a list say one thing, whatever the tables say: "Suitable practices can include:".
_LEAD_IN = re.compile(r"(?:can|may|could) (?:also )?(?:include|be|comprise)|可以?(?:包括|包含|有|是|为)", re.IGNORECASE)
# An English order begins with a verb, before what it is done to: "Return the book", "Have managers …".
_ORDER = re.compile(
    r"(?:(?:To|When|If|Where) [^,]+, )?(?:(?:Note|Ensure|Make sure|Please|Check|Do|Be)\b"
    r"|(?!(?:All|Both|Half|What|With|Such|On|In|Of|For|From|Under|Within|By|At) )[A-Z][a-z]+(?<!ing)(?<!ed)(?<!s) "
    r"(?:the|a|an|all|each|any|every|no|not|up|out|their|your|its)\b)"
)

# English words that a Chinese 不 may stand for.
_LIMIT = re.compile(
    r"n't\b|\b(?:not?|never|none|nor|without|within|at (?:most|least)|up to|max\w*|min\w*|less|fewer|more|below"
    r"|above|under"
    r"|over|limit\w*|avoid\w*|prevent\w*|free|remain\w*|keep|kept|stay|by|before|only|un\w+|in\w{4,}|dis\w+|ir\w+|im\w+)\b",
    re.IGNORECASE,
)


# Words that say a bound without a negation.
_BOUND_EN = re.compile(
    r"\b(?:at (?:most|least)|within|up to|max\w*|min\w*|no (?:more|less|fewer|later|longer))\b", re.IGNORECASE
)
_BOUND_ZH = re.compile(r"至[少多]|最[少多低高大小]|以[上下内]|之内|不[超小大低高少多]|[大小]于(?:或等|等)于")


class _Pair(NamedTuple):
    """A form of each language; one is None where the other has no counterpart."""

    zh: Modal | None
    en: Modal | None


class _Place(NamedTuple):
    """Sentences that say the same, with the forms in them."""

    zh: str
    en: str
    pairs: list[_Pair]


def _run(material: Material) -> Iterator[Finding]:
    for unit in material.units:
        if unit.part == "text" and unit.zh and unit.en and not unit.lost:
            places = [_place("".join(bead.zh), " ".join(bead.en)) for bead in sentences.align(unit.zh, unit.en)]
            for number, place in enumerate(places):
                for pair in place.pairs:
                    yield from _judged(pair, number, places, unit)


def _place(zh: str, en: str) -> _Place:
    left = [one for one in modals.find(zh, "zh") if one.senses]
    right = list(modals.find(en, "en"))
    if sum(map(_binds, right)) > sum(map(_binds, left)):
        # 应用于 may be a word or 应 and 用于; where a form is wanting it is the latter.
        left = [replace(one, word="应", firm=True) if one.word == "应用于" else one for one in left]
    return _Place(zh, en, _pairs(left, right))


def _binds(one: Modal) -> bool:
    return one.firm and bool(one.senses & {"requirement", "recommendation"})


def _is_free(zh: Modal) -> bool:
    """Whether Chinese says the form where English has a plain verb: 能, 可能, 可以."""
    return (zh.word in {"可以", "可能"} or zh.senses <= {"capability", "possibility"}) and zh.polarity != "no"


def _pairs(left: Sequence[Modal], right: Sequence[Modal]) -> list[_Pair]:
    """The forms paired in order at the least cost; in sentences that no reader could follow, piece by piece."""
    found: list[_Pair] = []
    for start in range(0, max(len(left), len(right)), MANY):
        found += _cheapest(left[start : start + MANY], right[start : start + MANY])
    return found


def _cheapest(left: Sequence[Modal], right: Sequence[Modal]) -> list[_Pair]:
    """The pairing of least cost, by dynamic programming: each step pairs two forms or leaves one alone."""
    best: dict[tuple[int, int], tuple[float, list[_Pair]]] = {(0, 0): (0.0, [])}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            zh, en = left[i - 1] if i else None, right[j - 1] if j else None
            steps = [(i - 1, j - 1, _Pair(zh, en)), (i - 1, j, _Pair(zh, None)), (i, j - 1, _Pair(None, en))]
            ways = [(best[a, b][0] + _cost(pair), a, b, pair) for a, b, pair in steps if (a, b) in best]
            if ways:
                cost, a, b, pair = min(ways, key=lambda way: way[0])
                best[i, j] = (cost, [*best[a, b][1], pair])
    return best[len(left), len(right)][1]


def _cost(pair: _Pair) -> float:
    zh, en = pair
    if zh and en:
        return _difference(zh, en)
    if zh:
        return 0.1 if _is_free(zh) else _alone(zh)
    return _alone(en) if en else 0.0


def _alone(one: Modal) -> float:
    return 1.0 if one.firm else 0.1


def _difference(zh: Modal, en: Modal) -> float:
    if zh.answers(en):
        return 0.0 if zh.firm and en.firm else 0.05
    if not (zh.firm and en.firm):
        return 1.3 if zh.firm or en.firm else 0.3
    if _is_free(zh) and _binds(en):
        return 1.05
    return 0.9 if zh.agrees(en) else 1.1


def _judged(pair: _Pair, number: int, places: Sequence[_Place], unit: Unit) -> Iterator[Finding]:
    place = places[number]
    zh, en = pair
    if zh and en:
        yield from _compared(zh, en, place, unit)
    elif en and en.firm and place.zh and not _is_told(en, pair, number, places, "en"):
        yield from _lost(en, place, unit)
    elif zh and zh.firm and place.en and not _is_told(zh, pair, number, places, "zh"):
        yield from _added(zh, place, unit)


def _compared(zh: Modal, en: Modal, place: _Place, unit: Unit) -> Iterator[Finding]:
    if not (zh.firm and en.firm) or (en.polarity == "either" and zh.polarity == "no"):
        return  # "Only staff may" is 非馆员不得
    differs = not zh.agrees(en) and not _is_bound(zh, en, place)
    if differs or _says_no(zh, en, place):
        yield _finding(unit, "warning", f"“{en.word}” is rendered “{zh.word}”: the negation differs.", _better(en))
    elif not zh.senses & en.senses:
        yield from _shifted(zh, en, place, unit)


def _is_bound(zh: Modal, en: Modal, place: _Place) -> bool:
    """Whether only one side says a bound by a negation: "不得少于三人", "at least three"."""
    if zh.polarity == "no":
        return en.polarity == "yes" and bool(_BOUND_EN.search(place.en))
    return en.polarity == "no" and bool(_BOUND_ZH.search(place.zh))


def _says_no(zh: Modal, en: Modal, place: _Place) -> bool:
    """Whether a 不 behind the Chinese form has no negation and no limit in English: "应不超过", "shall exceed"."""
    behind = place.zh[zh.start + len(zh.word) :]
    binds = bool(zh.senses & {"requirement", "recommendation"})
    return binds and behind.startswith("不") and en.polarity == "yes" and not _LIMIT.search(place.en)


def _shifted(zh: Modal, en: Modal, place: _Place, unit: Unit) -> Iterator[Finding]:
    old, new = (max(STRENGTH[sense] for sense in one.senses) for one in (en, zh))
    if zh.word == "应该" and en.senses == {"recommendation"}:
        message = "“should” is rendered “应该”, which GB/T 1.1 has as an equal of “应”; a recommendation is “宜”."
        yield _finding(unit, "info", message, "宜")
    elif old != new:
        change = "strengthened" if new > old else "weakened"
        what = f"{_name(en)} becomes {_name(zh)}"
        yield _finding(unit, "warning", f"“{en.word}” is {change} to “{zh.word}”: {what}.", _better(en))
    elif not (_LEAD_IN.match(place.en, en.start) or _LEAD_IN.match(place.zh, zh.start)):
        message = f"“{en.word}” ({_name(en)}) is rendered “{zh.word}” ({_name(zh)})."
        yield _finding(unit, "info", message, _better(en))


def _is_told(one: Modal, pair: _Pair, number: int, places: Sequence[_Place], language: Language) -> bool:
    """Whether the form is only said once more than in the other language, or is said in another sentence there."""
    around = [each for place in _sentence(number, places, language) for each in place.pairs if each.zh and each.en]
    if any(_same(one, each.en if language == "en" else each.zh) for each in around):
        return True
    others = [each for place in places for each in place.pairs if each is not pair and not (each.zh and each.en)]
    moved = [each.zh if language == "en" else each.en for each in others]
    return any(other is not None and one.answers(other) for other in moved)


def _sentence(number: int, places: Sequence[_Place], language: Language) -> Sequence[_Place]:
    """The place with those before it that are one sentence with it in the other language, parted by semicolons.

    A form at the beginning of such a sentence holds for the rest: "宜记录方案；分析问题".
    """
    first = number
    while first and (places[first - 1].zh if language == "en" else places[first - 1].en).endswith(
        (";", "；", ":", "：")
    ):
        first -= 1
    return places[first : number + 1]


def _same(one: Modal, other: Modal | None) -> bool:
    return other is not None and one.senses == other.senses and one.polarity == other.polarity


def _lost(en: Modal, place: _Place, unit: Unit) -> Iterator[Finding]:
    binding = bool(en.senses & {"requirement", "recommendation"} or en.polarity == "no")
    negated = en.polarity == "no" and re.search(r"[不无未非勿免别禁拒难]", place.zh)
    severity: Severity = "warning" if binding and not negated else "info"
    if binding or not _LEAD_IN.match(place.en, en.start):
        yield _finding(unit, severity, f"“{en.word}” ({_name(en)}) has no counterpart in the Chinese.", None)


def _added(zh: Modal, place: _Place, unit: Unit) -> Iterator[Finding]:
    if _is_free(zh):
        return
    severity: Severity = "warning" if "requirement" in zh.senses and not _is_order(place.en) else "info"
    if zh.polarity == "no" and re.search(r"\b(?:no|not|never|without|avoid|un\w+)\b|n't\b", place.en, re.IGNORECASE):
        severity = "info"
    if not _LEAD_IN.match(place.zh, zh.start):
        yield _finding(unit, severity, f"“{zh.word}” ({_name(zh)}) has no counterpart in the English.", None)


def _is_order(text: str) -> bool:
    return bool(_ORDER.match(text))


def _name(one: Modal) -> str:
    if one.polarity == "no" and "exemption" not in one.senses:
        return "prohibition" if "requirement" in one.senses else f"negative {_main(one)}"
    return _main(one)


def _main(one: Modal) -> Sense:
    """The sense that the form is named by."""
    order: tuple[Sense, ...] = ("requirement", "recommendation", "exemption", "permission", "capability", "possibility")
    return next(sense for sense in order if sense in one.senses)


def _better(en: Modal) -> str | None:
    """The Chinese form of GB/T 1.1 for an English one; none where it may mean two things."""
    words = {WORDS[sense]["zh"][en.polarity == "no"] for sense in en.senses}
    main = WORDS[_main(en)]["zh"][en.polarity == "no"]
    return main if len(words) == 1 or en.word.lower() in {"may", "can"} else None


def _finding(unit: Unit, severity: Severity, message: str, suggestion: str | None) -> Finding:
    return CHECK.finding(unit, message, severity=severity, language=LANGUAGES[0], suggestion=suggestion)


CHECK = Check(
    id="modal-verb",
    severity="warning",
    name=("能愿动词不对应", "Verbal forms of provisions that differ"),
    what=(
        ("按 GB/T 1.1—2020 附录 C 与 ISO/IEC 导则第 2 部分第 7 章，逐句对照要求（应，shall）、推荐（宜，should）、"
        "允许（可，may）、能力和可能（能、可能，can）及其否定：加强、减弱、漏译、增添。may 与 can 混用、“应该”译 "
        "should，"
        "以及单方省略的 may、can，只作提示。标题不查。"),
        ("Sentence by sentence, by GB/T 1.1—2020, annex C, and ISO/IEC Directives, Part 2, clause 7: requirement (应, "
        "shall), recommendation (宜, should), permission (可, may), capability and possibility (能, 可能, can), and "
        "their negations, where they are strengthened, weakened, lost or added. Mixing may and can, “应该” for should, "
        "and a may or can that one side leaves out are told as notes only. Titles are not looked at."),
    ),
    why=(
        ("这些词决定一项条款是必须做、最好做还是可以做；换一个词，义务就变了。“应该”在 GB/T 1.1 中等同于“应”，"
        "却常被用来译 should。"),
        ("These words decide whether a provision must, ought to or may be followed: another word is another duty. "
         "“应该” "
        "is an equal of 应 in GB/T 1.1, but often renders should."),
    ),
    fix=(
        "应对 shall，宜对 should，可对 may，不必对 need not，能（可能）对 can；法律等外部约束的 must 可用“必须”。",
        ("Pair 应 with shall, 宜 with should, 可 with may, 不必 with need not, 能 or 可能 with can; must, for what "
         "law or "
        "nature demands, may be 必须."),
    ),
    example=Example(("馆员应每周清点一次。", "Staff should count the stock once a week."),
                    ("馆员宜每周清点一次。", "Staff should count the stock once a week.")),
    run=_run,
)  # fmt: skip
