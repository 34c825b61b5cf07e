"""Concepts of the glossary that no text uses."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.check import Check, Material
from duizhao.model import LANGUAGES, Finding
from duizhao.text.matching import Entry, Matcher
from duizhao.text.terms import broader


def _run(material: Material) -> Iterator[Finding]:
    matcher = Matcher(
        Entry(concept.id, term.language, term.text) for concept in material.concepts for term in concept.terms
    )
    used: set[str] = set()
    for unit in material.units:
        for language in LANGUAGES:
            used |= matcher.present(unit.text(language), language)
    above = broader(material.concepts)
    used |= {each for one in used for each in above.get(one, ())}
    for concept in material.concepts if material.units else ():
        if concept.id not in used:
            terms = ", ".join(f"“{term.text}”" for term in concept.terms if term.status != "avoid")
            yield Finding(CHECK.id, "info", f"No text uses {terms or concept.id}.", concept=concept.id)


CHECK = Check(
    id="unused-concept",
    severity="info",
    name=("没有用到的概念", "Concepts that nothing uses"),
    what=(
        "术语表里的概念，各文件两种语言里都没有出现。出现在更长的术语里、用了要避免的词、用了它的下位概念，都算用到。",
        (
            "A concept of which no term stands in any document, in either language. A term inside a longer one, a word "
            "to be avoided and a narrower concept count as uses."
        ),
    ),
    why=(
        "没人用的条目没人维护，慢慢就错了。",
        "Nobody looks after an entry that nothing uses, and it goes wrong unnoticed.",
    ),
    fix=(
        "术语换了写法的，补上新写法；确实不用的，删去条目。",
        "Add the form that the texts use; take the entry out if it is not needed.",
    ),
    example=None,
    run=_run,
    whole=True,
)
