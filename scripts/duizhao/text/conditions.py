"""Whether a term of the glossary is right for its concept at a place."""

from __future__ import annotations

from collections.abc import Iterable

from duizhao.model import Concept, Condition, Language, Term


def holds(condition: Condition | None, place: str, text: str) -> bool:
    """Whether a term's condition holds in a node (its id) whose text in the term's language is ``text``."""
    if condition is None or not (condition.nodes or condition.words):
        return True
    return any(_is_below(place, node) for node in condition.nodes) or any(word in text for word in condition.words)


def terms(concepts: Iterable[Concept], language: Language, place: str, text: str) -> dict[str, Term]:
    """The terms of concepts that are right there, by their text; of equal texts the one of better status."""
    found: dict[str, Term] = {}
    for concept in concepts:
        for term in concept.terms:
            better = term.text not in found or found[term.text].status == "avoid"
            if term.language == language and better and holds(term.condition, place, text):
                found[term.text] = term
    return found


def _is_below(place: str, node: str) -> bool:
    return place == node or place.startswith((f"{node}.", f"{node}/"))
