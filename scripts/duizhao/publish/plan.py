"""Where everything of a book stands: its folder, its pages, the address of each node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from duizhao.model import Book
from duizhao.publish.escape import one_line, slug
from duizhao.publish.glossary import Glossary
from duizhao.publish.outline import Entry, Sheet, outline, sheets
from duizhao.publish.page import Title
from duizhao.publish.structure import Knot, Structure, structure
from duizhao.publish.targets import linked


@dataclass(frozen=True, slots=True)
class Plan:
    """A book laid out as pages.

    ``folder`` is its folder in the site, ``name`` what the site calls it for short, ``addresses`` the page of each
    entry as seen from any page of the book ("6.md#6.3.2"), by anchor; ``inner`` the pages that open below an entry;
    ``below`` the entries right below one; ``by_id`` and ``by_anchor`` find an entry. ``structure`` is the model that
    the book describes, ``elements`` the pages that read the places of an element together, by name, and ``together``
    where they show an entry, by anchor. ``concepts``: the pages of the concepts that come from an entry, by anchor.
    """

    book: Book
    folder: str
    name: str
    entries: tuple[Entry, ...]
    sheets: tuple[Sheet, ...]
    addresses: Mapping[str, str]
    inner: Mapping[str, Sequence[Sheet]]
    below: Mapping[str, Sequence[Entry]]
    by_id: Mapping[str, Entry]
    by_anchor: Mapping[str, Entry]
    structure: Structure
    elements: Mapping[str, Knot]
    together: Mapping[str, str]
    concepts: Mapping[str, str]

    @property
    def names(self) -> tuple[str, str]:
        """What the site calls the book in Chinese and in English: a number, or a title where it has both."""
        document = self.book.document
        titled = self.name == one_line(document.title_zh or "")
        return self.name, one_line(document.title_en or "") if titled and document.title_en else self.name

    @property
    def called(self) -> Title:
        """The same for a navigation."""
        chinese, english = self.names
        return chinese if chinese == english else (chinese, english)


def plan(book: Book, shelf: Mapping[str, str] = MappingProxyType({}), glossary: Glossary | None = None) -> Plan:
    """The book laid out as pages below a folder named after its id; ``shelf``: folders of the library by number;
    ``glossary``: what terms in its texts lead to.
    """
    glossary = glossary or Glossary()
    document = book.document
    folder = slug(document.id, "document")
    bare = outline(book)
    entries = glossary.linked(linked(bare, _addresses(sheets(bare, folder)), document, shelf), document.id)
    pages = sheets(entries, folder)
    name = one_line(document.number or document.title_zh or document.title_en or document.id)
    by_id = {entry.node.id: entry for entry in reversed(entries)}
    by_anchor = {entry.anchor: entry for entry in entries}
    sources = glossary.defined_at(document.id)
    concepts = {one.anchor: sources[one.node.id] for one in entries if one.node.id in sources}
    model = structure(entries)
    elements = _elements(model, {sheet.path.rpartition("/")[2] for sheet in pages})
    return Plan(
        *(book, folder, name, entries, pages, _addresses(pages), _inner(pages), _below(entries), by_id, by_anchor),
        *(model, elements, dict(_together(elements)), concepts),
    )


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


def _below(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.parent is not None:
            found.setdefault(entry.parent, []).append(entry)
    return found


def _elements(model: Structure, taken: set[str]) -> dict[str, Knot]:
    """The pages of elements that stand in more than one place, named after the first of them ("element-6.1.md")."""
    found: dict[str, Knot] = {}
    for knot in model.elements:
        if len(knot.at) > 1:
            name = f"element-{knot.lead.anchor}"
            while f"{name}.md" in taken:
                name += "-page"
            found[f"{name}.md"] = knot
    return found


def _together(elements: Mapping[str, Knot]) -> Iterator[tuple[str, str]]:
    for name, knot in elements.items():
        yield from ((entry.anchor, name) for entry in knot.at)
        waiting = list(knot.below)
        while waiting:
            one = waiting.pop()
            yield from ((entry.anchor, f"{name}#e-{one.lead.anchor}") for entry in one.at)
            waiting.extend(one.below)
