"""What is searched: one record a node, with both languages and both editions of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from duizhao.model import Book, Node
from duizhao.text import hidden, remarks

Address = Callable[[Node], str]
"""Where a node stands in the site."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a filter shows of a document or an element: its id, which hits are told apart by, and its name."""

    id: str
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A node as it is searched. ``other_*``: what the other edition says, where it says something else, and what the
    page says of the node's note.

    ``label`` is its number or path as people type it ("6.3.2", "表A.1"). ``element``: the factor above it.
    """

    id: str
    kind: str
    document: Label
    address: str
    label: str = ""
    title_zh: str = ""
    title_en: str = ""
    text_zh: str = ""
    text_en: str = ""
    other_title_zh: str = ""
    other_title_en: str = ""
    other_text_zh: str = ""
    other_text_en: str = ""
    element: Label | None = None
    concepts: tuple[str, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """Its titles, the main edition's first."""
        return (self.title_zh, self.title_en, self.other_title_zh, self.other_title_en)

    @property
    def texts(self) -> tuple[str, ...]:
        """Its texts, the main edition's first."""
        return (self.text_zh, self.text_en, self.other_text_zh, self.other_text_en)

    @property
    def numbers(self) -> tuple[str, ...]:
        """By what numbers it is asked for."""
        return (self.id, self.label)


DOCUMENT = "document"
"""Kind of the record that stands for a whole document, by which its number and title are found."""


def of_book(book: Book, address: Address, home: str) -> Iterator[Record]:
    """The records of a book in document order, at the end that of the book itself, which stands at ``home``."""
    own = book.document
    label = Label(own.id, own.title_zh or own.number or own.id, own.title_en or "")
    by_id = {node.id: node for node in (*book.plain, *book.printed)}
    comments = {node.id: node for node in book.plain} if book.printed else {}
    shared: set[str] = set()
    for node in _order(book):
        comment = comments.get(node.id)
        said = _said(node, shared)
        yield _record(node, comment if comment is not node else None, label, address(node), _element(node, by_id), said)
    yield Record(
        own.id, DOCUMENT, label, home, own.number or "", text_zh=own.title_zh or "", text_en=own.title_en or ""
    )


def of_books(shelves: Iterable[tuple[Book, str, Mapping[str, str]]]) -> Iterator[Record]:
    """The records of books, each with the address of its home and those of its nodes by id."""
    for book, home, places in shelves:
        yield from of_book(book, lambda node, held=places, home=home: held.get(node.id, home), home)  # type: ignore[misc]


def _order(book: Book) -> list[Node]:
    """The printed nodes, and those that only the plain edition has after the one that they follow there."""
    if not book.printed:
        return list(book.plain)
    printed = {node.id for node in book.printed}
    after: dict[str | None, list[Node]] = {}
    before: str | None = None
    for node in book.plain:
        if node.id in printed:
            before = node.id
        else:
            after.setdefault(before, []).append(node)
    found = after.pop(None, [])
    for node in book.printed:
        found += [node, *after.pop(node.id, ())]
    return found


def _element(node: Node, by_id: dict[str, Node]) -> Label | None:
    """The factor that the node is or belongs to. Factors of one name in two tables are one element."""
    seen: set[str] = set()
    at: Node | None = node
    while at is not None and at.kind != "factor" and at.id not in seen:
        seen.add(at.id)
        at = by_id.get(at.parent) if at.parent is not None else None
    if at is None or at.kind != "factor":
        return None
    zh, en = _clean(at.title_zh), _clean(at.title_en)
    return Label(zh or en or at.id, zh, en)


def _said(node: Node, shared: set[str]) -> remarks.Words:
    """What the page says of the node's note. What it says once of many nodes is said of the first one here: as a text
    of each it would be in every answer. ``shared`` collects such notes.
    """
    note = (node.note or "").strip()
    if note in remarks.SHARED_NOTES:
        words = None if note in shared else remarks.SHARED_NOTES[note]
        shared.add(note)
    else:
        words = remarks.remark(node)
    return remarks.named(words) if words else remarks.status(node) or ("", "")


def _record(
    node: Node, comment: Node | None, document: Label, address: str, element: Label | None, said: remarks.Words
) -> Record:
    own = (node.title_zh, node.title_en, node.text_zh, node.text_en)
    other = (comment.title_zh, comment.title_en, comment.text_zh, comment.text_en) if comment else own
    mine, theirs = [_clean(text) for text in own], [_clean(text) for text in other]
    title_zh, title_en, *texts = ("" if one == held else one for one, held in zip(theirs, mine, strict=True))
    # Of a node that is found for its text, nobody is shown the note.
    text_zh, text_en = ("\n".join(filter(None, both)) for both in zip(texts, map(_clean, said), strict=True))
    return Record(
        *(_clean(node.id), node.kind, document, address, _clean(node.label)),
        *(mine[0], mine[1], mine[2], mine[3], title_zh, title_en, text_zh, text_en),
        element,
        tuple(dict.fromkeys((*node.concepts, *(comment.concepts if comment else ())))),
    )


def _clean(text: str | None) -> str:
    """The text as pages show it: without halves of characters, and with the numbers of those that nobody sees."""
    return hidden.shown((text or "").encode("utf-8", "replace").decode("utf-8"))
