"""Where the cross-references of a book's texts lead: to a place of the book, a document of the library, a cited one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from duizhao.model import LANGUAGES, Book, Document, Language
from duizhao.publish.escape import slug
from duizhao.publish.linking import Link, Links, settle, web
from duizhao.publish.outline import Entry
from duizhao.publish.passages import paragraphs
from duizhao.text.chars import has_han
from duizhao.text.references import CrossReference, find, formulas, named, undated

REFERENCES = "references.md"
"""The page of all standards that are cited."""


def standard_of(number: str | None) -> str | None:
    """A standard's number in the form of :mod:`duizhao.text.references`, None where it is no number of a standard."""
    found = [one for one in find(number or "") if one.kind == "standard"]
    return found[0].target if len(found) == 1 else None


def standard_anchor(number: str) -> str:
    """The permanent anchor of a cited standard: "gb-z-41838", "gb-t-1.1-2020"."""
    return slug((standard_of(number) or number).lower(), "standard")


def shelved(books: Iterable[Book]) -> dict[str, str]:
    """The folders of the documents that the library holds, by their numbers with and without the year.

    Without the year, the latest edition is meant (GB/T 1.1—2020, 9.5; ISO/IEC Directives, Part 2, clause 10).
    """
    found: dict[str, str] = {}
    numbered = ((standard_of(book.document.number), slug(book.document.id, "document")) for book in books)
    for number, folder in sorted((number, folder) for number, folder in numbered if number):
        found |= dict.fromkeys((number, undated(number)), folder)
    return found


def is_own(document: Document, number: str) -> bool:
    """Whether a standard's number is that of the document itself, with or without the year."""
    own = standard_of(document.number)
    return own is not None and (standard_of(number) or number) in {own, undated(own)}


def texts_of(entry: Entry) -> Iterator[tuple[Language, str]]:
    """Each paragraph that the pages show of an entry, with its language; cells of a row one by one."""
    for node in filter(None, (entry.node, entry.plain)):
        for language in LANGUAGES:
            text = (node.text_zh if language == "zh" else node.text_en) or ""
            cells = text.split(" | ") if node is entry.node and node.kind == "row" else [text]
            yield from ((language, paragraph) for cell in cells for paragraph in paragraphs(cell))


def linked(
    entries: Sequence[Entry], addresses: Mapping[str, str], document: Document, shelf: Mapping[str, str]
) -> tuple[Entry, ...]:
    """The entries with the links of their texts; ``addresses`` leads to them, ``shelf`` to the library's documents."""
    targets = Targets(document, _index(entries), {entry.anchor: entry for entry in entries}, addresses, shelf)
    return tuple(replace(entry, links=targets.links(entry)) for entry in entries)


@dataclass(frozen=True, slots=True)
class Targets:
    """What can be referred to in a book: its entries by kind of reference and number, and the library's documents."""

    document: Document
    index: Mapping[tuple[str, str], Entry]
    by_anchor: Mapping[str, Entry]
    addresses: Mapping[str, str]
    shelf: Mapping[str, str]

    def links(self, entry: Entry) -> Links:
        """The links of an entry's texts, by paragraph; none to a place that does not exist, or to the entry itself."""
        found: dict[str, Sequence[Link]] = {}
        for language, paragraph in texts_of(entry):
            links = [link for one in find(paragraph) if (link := self._link(one, entry, language))]
            if links:
                found[paragraph] = settle(links)
        return found

    def _link(self, reference: CrossReference, entry: Entry, language: Language) -> Link | None:
        if reference.of is not None:
            return None
        if reference.kind == "standard":
            address, title = self._standard(reference.target), None
        else:
            target = self._place(reference, entry)
            address = web(self.addresses[target.anchor]) if target and target is not entry else None
            title = _name(target, language) if target else None
        return Link(reference.start, reference.end, address, title=title) if address else None

    def _standard(self, number: str) -> str | None:
        if is_own(self.document, number):
            return None
        folder = self.shelf.get(number)
        return f"../{folder}/index.html" if folder else web(f"../{REFERENCES}#{standard_anchor(number)}")

    def _place(self, reference: CrossReference, entry: Entry) -> Entry | None:
        """The entry that a reference names; of an item that is no node of its own, the clause whose text holds it."""
        if reference.kind not in {"item", "note"}:
            return self._known(reference.kind, reference.target)
        place, _, inner = reference.target.partition("/")
        if not place:
            return self._nearby(inner, entry)
        found = next((known for name in _variants(reference.target) if (known := self._known("clause", name))), None)
        clause = self._known("clause", place)
        return found or (clause if clause and _holds(clause, inner) else None)

    def _nearby(self, inner: str, entry: Entry) -> Entry | None:
        """An item or a note that is named without its clause: the entry's own, else that of an entry above."""
        above: Entry | None = entry
        while above is not None:
            for name in _variants(f"{above.node.id}/{inner}"):
                if found := self._known("clause", name):
                    return found
            above = self.by_anchor.get(above.parent or "")
        return None

    def _known(self, kind: str, number: str) -> Entry | None:
        kinds = (kind, "id") if kind in {"clause", "annex"} else (kind,)
        return next((entry for one in kinds if (entry := self.index.get((one, number.casefold())))), None)


def _index(entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    """The entries by kind of reference and number; ids come last, for a table may have a clause's number as its id."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        node = entry.node
        kind, number = named(node.id, node.kind, node.label)
        for name in (node.id, number):
            if name:
                found.setdefault((kind, name.casefold()), entry)
        for name in (name for text in (node.text_zh, node.text_en) for name in formulas(text)):
            found.setdefault(("formula", name.casefold()), entry)
        found.setdefault(("id", node.id.casefold()), entry)
    return found


def _variants(target: str) -> tuple[str, ...]:
    """The names that one place may have: the only note is "note", or the first of those that are numbered."""
    if target.endswith("/note"):
        return target, f"{target}1"
    return (target, target.removesuffix("1")) if target.endswith("/note1") else (target,)


def _holds(clause: Entry, inner: str) -> bool:
    """Whether the text of a clause has a list entry with that label: "a" is "a)" at the start of a paragraph."""
    label = re.compile(rf"{re.escape(inner.partition('/')[0])}[)）]")
    return any(label.match(paragraph) for _, paragraph in texts_of(clause))


def _name(entry: Entry, language: Language) -> str | None:
    """What a link says of the place that it leads to: label and title, where there is one in the text's language."""
    title = entry.title(language)
    label = (entry.node.label or "").strip()
    if language == "en" and has_han(label):
        label = ""
    return " ".join(filter(None, (label, title))) if title else None
