"""Which edition of a book is looked at."""

from __future__ import annotations

from duizhao.checks.check import Material
from duizhao.model import Book, Edition, Node
from duizhao.text.units import units


def edition(material: Material, book: Book) -> Edition:
    """The edition of a book that the units are of; the main one where they are of none."""
    here = tuple(unit for unit in material.units if unit.document == book.document.id)
    names: tuple[Edition, ...] = (book.edition, "plain" if book.edition == "printed" else "printed")
    return next((name for name in names if units(book, name) == here), book.edition)


def nodes(material: Material, book: Book) -> tuple[Node, ...]:
    """The nodes of that edition."""
    return book.printed if edition(material, book) == "printed" else book.plain
