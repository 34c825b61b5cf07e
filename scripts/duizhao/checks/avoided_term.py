"""A word that the glossary says to avoid, in either language."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.check import Check, Example, Material
from duizhao.model import LANGUAGES, Concept, Finding, Language, Rendering, Term, Unit
from duizhao.text import conditions
from duizhao.text.matching import Entry, Matcher


def _run(material: Material) -> Iterator[Finding]:
    """Chinese renderings of English terms that stand there are left to the check of renderings."""
    matcher = Matcher(
        Entry((concept.id, number), term.language, term.text)
        for concept in material.concepts
        for number, term in enumerate(concept.terms)
    )
    concepts = {concept.id: concept for concept in material.concepts}
    judged: dict[int, set[int]] = {}
    for one in material.renderings:
        if one.concept and not _is_good(one, concepts[one.concept], material.units[one.unit]):
            judged.setdefault(one.unit, set()).update(range(one.zh_start, one.zh_end))
    for number, unit in enumerate(material.units):
        for language in LANGUAGES:
            for found in matcher.find(unit.text(language), language):
                if language == "en" or not judged.get(number, set()) & set(range(found.start, found.end)):
                    yield from _avoided(
                        unit, language, [(concepts[one], concepts[one].terms[n]) for one, n in found.keys]
                    )


def _is_good(one: Rendering, concept: Concept, unit: Unit) -> bool:
    term = conditions.terms([concept], "zh", unit.place, unit.zh, unit.document).get(one.text)
    return term is not None and term.status != "avoid"


def _avoided(unit: Unit, language: Language, found: list[tuple[Concept, Term]]) -> Iterator[Finding]:
    """A finding where every concept that the word may stand for here avoids it."""
    text = unit.text(language)
    right = ((concept, conditions.there(term, unit.document)) for concept, term in found)
    here = [(c, term) for c, term in right if conditions.holds(term.condition, unit.place, text, unit.document)]
    if not here or any(term.status != "avoid" for _, term in here):
        return
    concept, term = here[0]
    better = next((t.text for t in concept.terms if t.language == language and t.status == "preferred"), None)
    advice = f": take “{better}”" if better else ""
    why = f" ({term.reason})" if term.reason else ""
    yield CHECK.finding(
        unit, f"“{term.text}” is to be avoided{advice}{why}.", language=language, suggestion=better,
        concept=concept.id, term=_english(concept), rendering=term.text if language == "zh" else None,
    )  # fmt: skip


def _english(concept: Concept) -> str | None:
    return next((term.text for term in concept.terms if term.language == "en"), None)


CHECK = Check(
    id="avoided-term",
    severity="warning",
    name=("用了应避免的词", "Word to be avoided"),
    what=(
        "文本里有术语表标为“避免”的词，中文英文都查；条件不符的不算。",
        "The text has a word that the glossary marks to be avoided, in either language, where its condition holds.",
    ),
    why=(
        "被否定的词会把旧译、错字或别的概念带进来。",
        "Such a word brings back an older translation, a typing error or another concept.",
    ),
    fix=("改用首选词。", "Take the preferred term."),
    example=Example(("借书柜台九点开。", "The desk opens at nine."), ("借阅台九点开。", "The desk opens at nine.")),
    run=_run,
)
