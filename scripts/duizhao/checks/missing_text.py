"""Text that one language lacks where its sisters have both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from duizhao.checks.check import Check, Example, Material
from duizhao.model import LANGUAGES, Finding, Language, Unit
from duizhao.text.chars import has_han

NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}

MOST = 0.6
"""The share of sisters that must have both languages for a text in one to be a gap, and not a habit."""
FEWEST = 2
"""How many sisters must have both."""
MANY, NEARLY_ALL = 10, 0.9
"""The same where a table or chapter has too few sisters, so that those of the whole document are asked."""

# The beginning of an address that names the table or the chapter: "A.2" of "A.2/1/2/a", "6" of "6.3.2".
_PART = re.compile(r"[^/.]+(?:\.\d+(?=/))?")

# A word of running English, no name and no abbreviation: "lockers", "Lockers".
_WORD = re.compile(r"(?<![A-Za-z])[A-Z]?[a-z]{3,}(?![A-Za-z\d])")

Family = tuple[str | None, str, str, str]


def _run(material: Material) -> Iterator[Finding]:
    told = [unit for unit in material.units if unit.zh.strip() or unit.en.strip()]
    whole = Counter(_family(unit, material) for unit in told if unit.zh.strip() and unit.en.strip())
    every = Counter(_family(unit, material) for unit in told)
    for unit in told:
        family = _family(unit, material)
        small = every[family] <= FEWEST
        sisters = [family] if not small else [one for one in every if one[:3] == family[:3]]
        both, all_ = (sum(count[one] for one in sisters) for count in (whole, every))
        least, share = (MANY, NEARLY_ALL) if small else (FEWEST, MOST)
        if not unit.lost and both >= least and both >= share * (all_ - 1):
            yield from _gap(unit)
        if not unit.lost and unit.zh.strip() and unit.en.strip():
            yield from _copied(unit)


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


def _copied(unit: Unit) -> Iterator[Finding]:
    """A text that stands there in the other language."""
    words = len(_WORD.findall(unit.zh))
    if words and not has_han(unit.zh) and (words > 2 or unit.zh.strip().lower() == unit.en.strip().lower()):
        yield CHECK.finding(unit, f"The Chinese {unit.part} is in English: “{_short(unit.zh)}”.", language="zh")
    if has_han(unit.en) and not _WORD.search(unit.en):
        yield CHECK.finding(unit, f"The English {unit.part} is in Chinese: “{_short(unit.en)}”.", language="en")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60].rstrip()}…"


CHECK = Check(
    id="missing-text",
    severity="warning",
    name=("缺一种语言", "Text in one language only"),
    what=(
        "某处标题或正文只有一种语言，而同一表（或章）里同类的条目大多两种语言都有；或照抄原文，没有翻译。副本丢了文字的地方不报。",
        (
            "A title or text stands in one language only, while most of its kind in the same table or chapter have "
            "both; or the other language's words stand there, untranslated. Where the copies have lost text nothing is "
            "said."
        ),
    ),
    why=("读另一种语言的人看不到这一条。", "Those who read the other language never see it."),
    fix=("补译。确实不必译的，写一条豁免。", "Translate it; where it needs no translation, write a waiver."),
    example=Example(("", "Return desk"), ("还书台", "Return desk")),
    run=_run,
)
