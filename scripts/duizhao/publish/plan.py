"""Where everything of a book stands: its folder, its pages, the address of each node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from duizhao.model import Book
from duizhao.publish.escape import one_line, slug
from duizhao.publish.outline import Entry, Sheet, outline, sheets


@dataclass(frozen=True, slots=True)
class Plan:
    """A book laid out as pages.

    ``folder`` is its folder in the site, ``name`` what the site calls it for short, ``addresses`` the page of each
    entry as seen from any page of the book ("6.md#6.3.2"), by anchor; ``inner`` the pages that open below an entry;
    ``by_id`` and ``by_anchor`` find an entry.
    """

    book: Book
    folder: str
    name: str
    entries: tuple[Entry, ...]
    sheets: tuple[Sheet, ...]
    addresses: Mapping[str, str]
    inner: Mapping[str, Sequence[Sheet]]
    by_id: Mapping[str, Entry]
    by_anchor: Mapping[str, Entry]


def plan(book: Book) -> Plan:
    """The book laid out as pages below a folder named after its id."""
    document = book.document
    folder = slug(document.id, "document")
    entries = outline(book)
    pages = sheets(entries, folder)
    name = one_line(document.number or document.title_zh or document.title_en or document.id)
    by_id = {entry.node.id: entry for entry in reversed(entries)}
    by_anchor = {entry.anchor: entry for entry in entries}
    return Plan(book, folder, name, entries, pages, _addresses(pages), _inner(pages), by_id, by_anchor)


def _addresses(pages: tuple[Sheet, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for sheet in pages:
        name = sheet.path.rpartition("/")[2]
        for entry in sheet.entries:
            found[entry.anchor] = name if entry is sheet.root else f"{name}#{entry.anchor}"
    return found


def _inner(pages: tuple[Sheet, ...]) -> dict[str, list[Sheet]]:
    found: dict[str, list[Sheet]] = {}
    for sheet in pages:
        if sheet.root.parent is not None:
            found.setdefault(sheet.root.parent, []).append(sheet)
    return found
