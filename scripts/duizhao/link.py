"""Ties every node to the concepts of the glossary whose terms stand in it, in either language.

A term that is to be avoided names its concept as well as a preferred one does. Links are never kept in files: they
follow from the text and the glossary, and are made anew whenever a library is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from duizhao.model import Library, Node
from duizhao.text.terms import Terms, places


def link(library: Library) -> Library:
    """The library with the concepts of every node of both editions.

    They are sorted by id, not by place: so a correction that turns a sentence round changes no link.
    """
    terms = Terms(library.concepts)
    books = (
        replace(book, printed=tuple(_linked(book.printed, terms)), plain=tuple(_linked(book.plain, terms)))
        for book in library.books
    )
    return replace(library, books=tuple(books))


def _linked(nodes: Sequence[Node], terms: Terms) -> Iterator[Node]:
    place = places(nodes)
    for node in nodes:
        uses = terms.uses(node, place[node.id]).values()
        found = {one.concept for each in uses for use in each for one in use.keys}
        yield replace(node, concepts=tuple(sorted(found)))
