"""The glossary as the pages link to it: where each concept's page lies, and which words of a text lead there."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import replace

from duizhao.model import LANGUAGES, Concept, Language, Term, TermStatus
from duizhao.publish.escape import one_line, slug
from duizhao.publish.linking import Link, Links, settle
from duizhao.publish.outline import Entry
from duizhao.publish.targets import texts_of
from duizhao.text.conditions import there
from duizhao.text.terms import Designation, Terms, context, places

FOLDER = "glossary"
"""The folder of the concepts' pages in the site."""

INDEX = "index"
"""The name of the page that lists all concepts, which no concept's page may have."""

RANK: Mapping[TermStatus, int] = {"preferred": 0, "admitted": 1, "avoid": 2}


class Glossary:
    """The concepts of a library by id, the names of their pages, and their terms, ready to be found in texts."""

    def __init__(self, concepts: Iterable[Concept] = (), taken: Container[str] = ()) -> None:
        """``taken``: folders of the site that are a document's."""
        self.concepts = {concept.id: concept for concept in concepts}
        self.folder = _free(FOLDER, taken)
        self.terms = Terms(self.concepts.values())
        self._names: dict[str, str] = {}
        used = {INDEX}
        for id_ in self.concepts:
            self._names[id_] = _free(slug(id_.lower(), "concept"), used)
            used.add(self._names[id_])

    def name(self, concept: str) -> str:
        """The name of a concept's page below the folder, without a suffix."""
        return self._names[concept]

    def address(self, concept: str, term: Term | None = None) -> str:
        """A concept's page as a browser needs it from a page of a document; at a ``term`` that is not preferred, the
        place there that says what to prefer.
        """
        mark = ""
        if term is not None and term.status != "preferred":
            mark = f"#{term_anchor(self.concepts[concept].terms.index(term))}"
        return f"../{self.folder}/{self._names[concept]}.html{mark}"

    def linked(self, entries: Sequence[Entry], document: str) -> tuple[Entry, ...]:
        """The entries of a document with links where a term stands first in each language; what leads elsewhere
        already stays.
        """
        if not self.concepts:
            return tuple(entries)
        above = places(entry.node for entry in entries)
        return tuple(replace(entry, links=self._links(entry, above[entry.node.id], document)) for entry in entries)

    def defined_at(self, document: str) -> dict[str, str]:
        """The addresses of the concepts that come from a document's nodes, by the id of the node."""
        found: dict[str, str] = {}
        for concept in self.concepts.values():
            for source in concept.sources:
                if source.document == document and source.node:
                    found.setdefault(source.node, self.address(concept.id))
        return found

    def _links(self, entry: Entry, place: Collection[str], document: str) -> Links:
        found: dict[str, Sequence[Link]] = dict(entry.links)
        around = {language: _context(entry, language) for language in LANGUAGES}
        seen: set[tuple[Language, Designation]] = set()
        for language, text in texts_of(entry):
            held = found.get(text, ())
            own = []
            for use in self.terms.find(text, language, place, around[language], document):
                one, start, end = _likeliest(use.keys, document), use.start, use.end
                if (language, one) not in seen and all(end <= link.start or link.end <= start for link in held):
                    seen.add((language, one))
                    own.append(Link(start, end, self.address(one.concept, one.term), "term"))
            if own:
                found[text] = settle(held, own)
        return found


def _likeliest(found: Iterable[Designation], document: str) -> Designation:
    """What may stand for several concepts is told as the one that prefers it."""
    return min(found, key=lambda one: RANK[there(one.term, document).status])


def term_anchor(number: int) -> str:
    """The anchor of a concept's term on the concept's page, by its number among the terms, counted from 0."""
    return f"t{number + 1}"


def term(concept: Concept, language: Language) -> str:
    """What a concept is called in a language: its preferred term, else an admitted one; empty where it has neither."""
    terms = [one for one in concept.terms if one.language == language and one.status != "avoid"]
    return one_line(min(terms, key=lambda one: RANK[one.status]).text) if terms else ""


def names(concept: Concept) -> tuple[str, str]:
    """What a concept is called in both languages; a concept without any term but avoided ones goes by its id."""
    found = term(concept, "zh"), term(concept, "en")
    return found if any(found) else ("", one_line(concept.id))


def _context(entry: Entry, language: Language) -> str:
    return "\n".join(context(node, language) for node in (entry.node, entry.plain) if node)


def _free(name: str, taken: Container[str]) -> str:
    while name in taken:
        name += "-x"
    return name
