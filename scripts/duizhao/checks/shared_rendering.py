"""Several English terms, one Chinese rendering."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from duizhao.checks.check import Check, Example, Material
from duizhao.model import Concept, Finding, Rendering


def _run(material: Material) -> Iterator[Finding]:
    """Only concepts of the glossary are told apart: of other words nobody has said that they are two things."""
    concepts = {concept.id: concept for concept in material.concepts}
    found = [one for one in material.renderings if one.concept in concepts and one.certainty == "certain"]
    for text, counts in _counts(found).items():
        owners = [name for name in counts if _has(concepts[name], text)]
        strangers = [name for name in counts if name not in owners]
        for one in found if owners and strangers else ():
            if one.text == text and one.concept in strangers:
                yield _finding(material, one, [concepts[name] for name in owners])


def _counts(found: list[Rendering]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for one in found:
        counts.setdefault(one.text, Counter())[one.concept or ""] += 1
    return {text: each for text, each in counts.items() if len(each) > 1}


def _has(concept: Concept, text: str) -> bool:
    return any(term.text == text and term.status != "avoid" for term in concept.terms)


def _finding(material: Material, one: Rendering, owners: list[Concept]) -> Finding:
    names = ", ".join(f"“{next((t.text for t in o.terms if t.language == 'en'), o.id)}”" for o in owners)
    return CHECK.finding(
        material.units[one.unit], f"“{one.term}” is rendered “{one.text}”, which is the word for {names}.",
        language="zh", concept=one.concept, term=one.term, rendering=one.text,
    )  # fmt: skip


CHECK = Check(
    id="shared-rendering",
    severity="info",
    name=("多词一译", "Several terms, one rendering"),
    what=(
        "一个中文词在术语表里属于某个概念，这里却用来译另一个概念的英文术语。",
        "A Chinese word that the glossary has for one concept renders the English term of another one here.",
    ),
    why=("两件事合成一个词，区别就丢了。", "Where two things get one word, the difference is lost."),
    fix=(
        "改用该概念自己的词；若两个概念本可同名，就把它加进两个条目。",
        "Take the concept's own word; if both may have that word, add it to both entries.",
    ),
    example=Example(("馆员整理需求。", "Staff sort requirements."), ("馆员整理要求。", "Staff sort requirements.")),
    run=_run,
)
