"""Ties every node to the concepts of the glossary whose terms stand in it, in either language.

A term that is to be avoided names its concept as well as a preferred one does. Links are never kept in files: they
follow from the text and the glossary, and are made anew whenever a library is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from duizhao.model import Book, Edition, Library, Node
from duizhao.text.terms import Terms, places


def link(library: Library) -> Library:
    """The library with the concepts of every node of both editions.

    They are sorted by id, not by place: so a correction that turns a sentence round changes no link.
    """
    terms = Terms(library.concepts)
    books = (
        replace(book, printed=tuple(_linked(book, "printed", terms)), plain=tuple(_linked(book, "plain", terms)))
        for book in library.books
    )
    return replace(library, books=tuple(books))


def _linked(book: Book, edition: Edition, terms: Terms) -> Iterator[Node]:
    nodes = book.printed if edition == "printed" else book.plain
    place = places(nodes)
    for node in nodes:
        uses = terms.uses(node, place[node.id], book.document.id).values()
        found = {one.concept for each in uses for use in each for one in use.keys}
        yield replace(node, concepts=tuple(sorted(found)))
