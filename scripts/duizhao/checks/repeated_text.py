"""Equal source sentences that are translated differently, and different ones that are translated alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from duizhao.checks.check import Check, Example, Material
from duizhao.model import LANGUAGES, Finding, Language, Unit

# What does not make another sentence: spaces and signs. Example: the colon and the stop in "can include:" and
# "can include.".
_SIGNS = re.compile(r"[\W_]+")

SHORTEST: dict[Language, int] = {"zh": 4, "en": 12}
"""Characters of a sentence, its signs left out: shorter ones are words, which may well be rendered by context."""


def _run(material: Material) -> Iterator[Finding]:
    for source, target in (LANGUAGES, LANGUAGES[::-1]):
        groups: dict[str, list[Unit]] = {}
        for unit in material.units:
            if unit.zh and unit.en and not unit.lost and len(_key(unit.text(source))) >= SHORTEST[source]:
                groups.setdefault(_key(unit.text(source)), []).append(unit)
        for units in groups.values():
            yield from _differing(units, source, target)


def _differing(units: list[Unit], source: Language, target: Language) -> Iterator[Finding]:
    counts = Counter(_key(unit.text(target)) for unit in units)
    if len(counts) < 2:
        return
    usual = max(counts, key=lambda key: counts[key])
    model = next(unit for unit in units if _key(unit.text(target)) == usual)
    for unit in units:
        if _key(unit.text(target)) != usual:
            message = f"The same sentence is translated differently at {model.place}: “{model.text(target)}”."
            yield CHECK.finding(unit, message, language=target, suggestion=model.text(target))


def _key(text: str) -> str:
    return _SIGNS.sub("", text).lower()


CHECK = Check(
    id="repeated-text",
    severity="warning",
    name=("同句异译", "One sentence, several translations"),
    what=(
        "原句相同（标点不计），各处译文不同；中译英、英译中两个方向都查。",
        (
            "Sentences that are equal, their punctuation apart, have different translations; looked for in both "
            "directions."
        ),
    ),
    why=(
        "同样的引导句换一种说法，读者会去找并不存在的区别。",
        "Where a recurring lead sentence is worded anew, readers look for a difference that is not there.",
    ),
    fix=("统一为其中一种译文。", "Settle on one of the translations."),
    example=Example(("可以这样做：", "Suitable practices are:"), ("合适的做法有：", "Suitable practices are:")),
    run=_run,
)
