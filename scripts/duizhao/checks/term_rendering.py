"""A term of the glossary that is not rendered as the glossary says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from duizhao.checks.check import Check, Example, Material
from duizhao.model import Concept, Finding, Rendering, Severity, Unit
from duizhao.text import conditions


def _run(material: Material) -> Iterator[Finding]:
    concepts = {concept.id: concept for concept in material.concepts}
    for number, unit in enumerate(material.units):
        here = [one for one in material.by_unit(number) if one.concept in concepts]
        good = [one for one in here if _is_good(one, concepts[one.concept or ""], unit)]
        bad = [one for one in here if one not in good]
        for one in bad if not unit.lost else ():
            for finding in _judged(one, concepts[one.concept or ""], unit, here, good):
                told = any(_tells(other, one, bad, concepts, unit) for other in bad)
                yield replace(finding, severity="info") if told else finding


def _tells(
    other: Rendering, one: Rendering, bad: Sequence[Rendering], concepts: Mapping[str, Concept], unit: Unit
) -> bool:
    """Whether the finding at a longer or shorter term has the same cause: nothing renders a word inside a longer term
    that is reported itself; or a longer term is right once the shorter ones in it are (客户体验, with 客户 reported).
    """
    if _holds(other, one):
        return not one.text
    return bool(one.text) and _holds(one, other) and _is_mended(one, bad, concepts, unit)


def _is_mended(outer: Rendering, bad: Sequence[Rendering], concepts: Mapping[str, Concept], unit: Unit) -> bool:
    """Whether a longer term is right once the preferred terms stand for the shorter ones in it."""
    mended = outer.text
    for inner in bad:
        if inner.text and _holds(outer, inner):
            there = conditions.terms([concepts[inner.concept or ""]], "zh", unit.place, unit.zh, unit.document)
            better = next((text for text, term in there.items() if term.status == "preferred"), inner.text)
            mended = mended.replace(inner.text, better)
    right = conditions.terms([concepts[outer.concept or ""]], "zh", unit.place, unit.zh, unit.document)
    return mended != outer.text and mended in right and right[mended].status != "avoid"


def _is_good(one: Rendering, concept: Concept, unit: Unit) -> bool:
    term = conditions.terms([concept], "zh", unit.place, unit.zh, unit.document).get(one.text)
    return term is not None and term.status != "avoid"


def _judged(
    one: Rendering, concept: Concept, unit: Unit, here: Sequence[Rendering], good: Sequence[Rendering]
) -> Iterator[Finding]:
    """The finding for a rendering that is none of the concept's good terms there.

    A term inside a longer one that is rendered well is part of it, and only a word to be avoided speaks against it.
    A term that has a rendering elsewhere in the unit need not have one at each place: Chinese does not say it twice.
    """
    there = conditions.terms([concept], "zh", unit.place, unit.zh, unit.document)
    better = next((text for text, found in there.items() if found.status == "preferred"), None)
    avoided = there.get(one.text)
    if avoided:
        why = f" ({avoided.reason})" if avoided.reason else ""
        yield _finding(one, unit, "warning", f"“{one.text}” is to be avoided for “{one.term}”{why}.", better)
    elif any(_holds(other, one) for other in good):
        return
    elif one.certainty == "certain":
        yield _finding(one, unit, "warning", f"“{one.term}” is rendered “{one.text}”, which its concept lacks.", better)
    elif one.certainty == "guessed":
        said = any(other.concept == one.concept for other in good)
        severity: Severity = "info" if said else "warning"
        yield _finding(one, unit, severity, f"“{one.term}” seems to be rendered “{one.text}”.", better)
    elif not any(other.concept == one.concept and other.certainty != "missing" for other in here):
        yield _finding(one, unit, "warning", f"No rendering of “{one.term}” was found here.", better)


def _holds(longer: Rendering, one: Rendering) -> bool:
    """Whether one occurrence lies inside a longer one."""
    inside = longer.start <= one.start and one.end <= longer.end
    return inside and longer.end - longer.start > one.end - one.start


def _finding(one: Rendering, unit: Unit, severity: Severity, message: str, better: str | None) -> Finding:
    advice = f" The glossary prefers “{better}”." if better else ""
    return CHECK.finding(
        unit, message + advice, severity=severity, language="zh", suggestion=better, concept=one.concept,
        term=one.term, rendering=one.text or None,
    )  # fmt: skip


CHECK = Check(
    id="term-rendering",
    severity="warning",
    name=("术语未按术语表翻译", "Term not rendered as the glossary says"),
    what=(
        "英文中出现术语表的术语，中文却没有用首选或许用的对应词；或用了术语表说要避免的词。",
        (
            "The English has a term of the glossary and the Chinese has neither its preferred nor an admitted term, or "
            "has one that the glossary says to avoid."
        ),
    ),
    why=(
        "同一个概念换一个词，读者会以为是两件事。",
        "Where one concept has two words, readers take it for two things.",
    ),
    fix=(
        "改用建议的词。若这里的词确实对，就把它加进术语表（必要时附条件），或写一条豁免。",
        ("Take the suggested term. If the word is right here, add it to the glossary, with a condition where it needs "
        "one, or write a waiver."),
    ),
    example=Example(("读者可在柜台续借。", "Visitors can renew at the lending desk."),
                    ("读者可在借阅台续借。", "Visitors can renew at the lending desk.")),
    run=_run,
)  # fmt: skip
