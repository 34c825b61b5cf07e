"""The glossary over the nodes of a document: which concepts stand where, under their conditions, and as tags.

What linking, the site and the checks share: pure functions over records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from duizhao.model import Concept, Condition, Language, Node, Term
from duizhao.text.conditions import covers, nodes_in, there
from duizhao.text.matching import Entry, Matcher, Occurrence

Field = Literal["title_zh", "title_en", "text_zh", "text_en"]
FIELDS: tuple[tuple[Field, Language], ...] = (
    ("title_zh", "zh"), ("title_en", "en"), ("text_zh", "zh"), ("text_en", "en"),
)  # fmt: skip
"""The texts of a node, and the language of each."""

TAGGED = ("item", "practice")
"""Kinds of nodes that carry tags."""


class Designation(NamedTuple):
    """A concept by one of its terms: what an occurrence in a text may be."""

    concept: str
    term: Term


Use: TypeAlias = Occurrence[Designation]


class Terms:
    """All terms of a glossary, preferred, admitted and avoided ones, ready to be found. Built once for a library."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        """Of concepts with one term all are told, in the order given."""
        named = [Designation(concept.id, term) for concept in concepts for term in concept.terms]
        self._terms = Matcher(Entry(one, one.term.language, one.term.text) for one in named)
        self._words = Matcher(
            Entry(word, one.term.language, word)
            for one in named
            if one.term.condition
            for word in one.term.condition.words
        )

    def find(
        self,
        text: str,
        language: Language,
        place: Collection[str] = (),
        context: str | None = None,
        document: str | None = None,
    ) -> list[Use]:
        """The terms in a text whose conditions hold, longest first chosen, in the order of the text.

        ``place``: the ids of the node where it stands and of all nodes above. ``context``: all text of that node in
        the language, in which the words of a condition may stand; the text itself where None. ``document``: its id,
        where it is of one.
        """
        words: set[str] | None = None

        def counts(one: Designation) -> bool:
            nonlocal words
            condition = one.term.condition
            if condition is None or condition == Condition() or covers(condition, document):
                return True
            if there(one.term, document) is not one.term:
                return True
            if any(node in place for node in nodes_in(condition, document)):
                return True
            if not condition.words:
                return False
            if words is None:
                words = self._words.present(text if context is None else context, language)
            return not words.isdisjoint(condition.words)

        return self._terms.find(text, language, counts)

    def uses(self, node: Node, place: Collection[str] = (), document: str | None = None) -> dict[Field, list[Use]]:
        """The terms in each text that a node has; ``place`` and ``document`` as for ``find``."""
        texts = {(field, language): getattr(node, field) for field, language in FIELDS}
        return {
            field: self.find(text, language, place or (node.id,), context(node, language), document)
            for (field, language), text in texts.items()
            if text
        }


def context(node: Node, language: Language) -> str:
    """All that a node says in a language."""
    texts = (node.title_zh, node.text_zh) if language == "zh" else (node.title_en, node.text_en)
    return "\n".join(filter(None, texts))


def places(nodes: Iterable[Node]) -> dict[str, frozenset[str]]:
    """For each node of an edition its own id and those of all nodes above it."""
    found: dict[str, frozenset[str]] = {}
    for node in nodes:
        above = found.get(node.parent, frozenset({node.parent})) if node.parent is not None else frozenset()
        found[node.id] = above | {node.id}
    return found


def broader(concepts: Iterable[Concept]) -> dict[str, tuple[str, ...]]:
    """For each concept its own id and those of all broader ones, nearest first; ids without a concept are left out."""
    above = {concept.id: concept.broader for concept in concepts}
    found: dict[str, tuple[str, ...]] = {}
    for start in above:
        chain = [start]
        for one in chain:  # grows while it is read: the broader ones of the broader ones
            chain += [each for each in above[one] if each in above and each not in chain]
        found[start] = tuple(chain)
    return found


def tags(nodes: Sequence[Node], concepts: Iterable[Concept]) -> Mapping[str, tuple[str, ...]]:
    """For each item and practice the concepts linked there and all broader ones, sorted, by the node's id.

    A practice about ``customer-satisfaction-survey`` is found under its broader ``measurement`` too.
    """
    above = broader(concepts)
    return {
        node.id: tuple(sorted({each for id_ in node.concepts for each in above.get(id_, ())}))
        for node in nodes
        if node.kind in TAGGED
    }
