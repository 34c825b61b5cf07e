"""Text that one language lacks where its sisters have both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from duizhao.checks.check import Check, Example, Material
from duizhao.model import LANGUAGES, Finding, Language, Unit

NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}

MOST = 0.6
"""The share of sisters that must have both languages for a text in one to be a gap, and not a habit."""
FEWEST = 2
"""How many sisters must have both."""

# The beginning of an address that names the table or the chapter: "A.2" of "A.2/1/2/a", "6" of "6.3.2".
_PART = re.compile(r"[^/.]+(?:\.\d+(?=/))?")

Family = tuple[str | None, str, str, str]


def _run(material: Material) -> Iterator[Finding]:
    told = [unit for unit in material.units if unit.zh.strip() or unit.en.strip()]
    whole = Counter(_family(unit, material) for unit in told if unit.zh.strip() and unit.en.strip())
    every = Counter(_family(unit, material) for unit in told)
    for unit in told:
        family = _family(unit, material)
        if not unit.lost and whole[family] >= FEWEST and whole[family] >= MOST * (every[family] - 1):
            yield from _gap(unit)


def _family(unit: Unit, material: Material) -> Family:
    """What a unit is a sister of: same document, kind and part, under the same table or chapter.

    A translator's file has no structure: there all units are sisters.
    """
    match = _PART.match(unit.place) if material.books else None
    return unit.document, unit.kind, unit.part, match[0] if match else ""


def _gap(unit: Unit) -> Iterator[Finding]:
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        if not unit.text(language).strip():
            message = (
                f"The {unit.part} has no {NAMES[language]}, though its like have both: “{_short(unit.text(other))}”."
            )
            yield CHECK.finding(unit, message, language=language)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60].rstrip()}…"


CHECK = Check(
    id="missing-text",
    severity="warning",
    name=("缺一种语言", "Text in one language only"),
    what=(
        "某处标题或正文只有一种语言，而同一表（或章）里同类的条目大多两种语言都有。副本丢了文字的地方不报。",
        (
            "A title or text stands in one language only, while most of its kind in the same table or chapter have "
            "both. "
            "Where the copies have lost text nothing is said."
        ),
    ),
    why=("读另一种语言的人看不到这一条。", "Those who read the other language never see it."),
    fix=("补译。确实不必译的，写一条豁免。", "Translate it; where it needs no translation, write a waiver."),
    example=Example(("", "Return desk"), ("还书台", "Return desk")),
    run=_run,
)
