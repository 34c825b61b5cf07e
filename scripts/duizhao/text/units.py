"""The texts of a book as pairs of languages: what the checks of a translation and the exchange formats look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from duizhao.model import Book, Edition, Node, Unit


def units(book: Book, edition: Edition | None = None) -> tuple[Unit, ...]:
    """The titles and texts of an edition in document order, by default of the main one; one language may be empty.

    A title that is ours (``supplied``) is no part of the publisher's translation and is left out of the printed
    edition.
    """
    name = edition or book.edition
    nodes = book.printed if name == "printed" else book.plain
    return tuple(_units(nodes, book.document.id, ours=name == "plain"))


def paired(found: Iterable[Unit]) -> tuple[Unit, ...]:
    """Those of the units that have text in both languages."""
    return tuple(unit for unit in found if unit.zh.strip() and unit.en.strip())


def _units(nodes: Iterable[Node], document: str, *, ours: bool) -> Iterator[Unit]:
    parts: tuple[Literal["title", "text"], ...] = ("title", "text")
    for node in nodes:
        for part in parts:
            zh, en = (_text(node, f"{part}_{language}", ours=ours) for language in ("zh", "en"))
            if zh or en:
                yield Unit(node.id, zh, en, part, node.kind, node.label, document, node.lost)


def _text(node: Node, field: str, *, ours: bool) -> str:
    return "" if field in node.supplied and not ours else getattr(node, field) or ""
