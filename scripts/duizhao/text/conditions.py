"""Whether a term of the glossary is right for its concept at a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from duizhao.model import Concept, Condition, Language, Term

MARK = "#"
"""What parts the document from the node in a condition; no id holds it."""


def holds(condition: Condition | None, place: str, text: str, document: str | None = None) -> bool:
    """Whether a term's condition holds in a node (its id) of a document; ``text``: its text in the term's language."""
    if condition is None or condition == Condition():
        return True
    return (
        covers(condition, document)
        or any(is_below(place, node) for node in nodes_in(condition, document))
        or any(word in text for word in condition.words)
    )


def covers(condition: Condition, document: str | None) -> bool:
    """Whether a condition names a document; a text of no known document (a translator's file) may be of any."""
    return bool(condition.documents) and (document is None or document in condition.documents)


def named(node: str) -> tuple[str | None, str]:
    """The document, if any, and the node that a condition names: "db99-1#5" is of one document, "5" of any."""
    document, mark, place = node.partition(MARK)
    return (document, place) if mark else (None, node)


def nodes_in(condition: Condition, document: str | None) -> Iterator[str]:
    """The ids of the nodes that a condition names in a document; a text of no known document may be of any."""
    for owner, node in map(named, condition.nodes):
        if owner is None or document is None or owner == document:
            yield node


def there(term: Term, document: str | None) -> Term:
    """A term as it is in a document: a word that only others have to avoid is admitted."""
    condition = term.condition
    if term.status != "avoid" or not condition or condition.nodes or condition.words:
        return term
    if not condition.documents or covers(condition, document):
        return term
    return replace(term, status="admitted", reason=None, condition=None)


def terms(
    concepts: Iterable[Concept], language: Language, place: str, text: str, document: str | None = None
) -> dict[str, Term]:
    """The terms of concepts that are right there, by their text; of equal texts the one of better status."""
    found: dict[str, Term] = {}
    for concept in concepts:
        for each in concept.terms:
            term = there(each, document)
            better = term.text not in found or found[term.text].status == "avoid"
            if term.language == language and better and holds(term.condition, place, text, document):
                found[term.text] = term
    return found


def written(condition: Condition) -> dict[str, tuple[str, ...]]:
    """A condition as exchange formats keep it; ``documents`` only where it names any."""
    names = {"nodes": condition.nodes, "words": condition.words}
    return names | ({"documents": condition.documents} if condition.documents else {})


def read(data: Mapping[str, Any]) -> Condition:
    """The condition of :func:`written`. Raises KeyError or TypeError where it is none."""
    parts = (data["nodes"], data["words"], data.get("documents", ()))
    return Condition(*(tuple(map(str, part)) for part in parts))


def is_below(place: str, node: str) -> bool:
    """Whether a place is a node or stands below it, by their ids."""
    return place == node or place.startswith((f"{node}.", f"{node}/"))
