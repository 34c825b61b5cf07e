"""The nodes of a book as one outline of both editions, and its division into pages."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace

from duizhao.model import Book, Language, Node
from duizhao.publish.escape import one_line, shorten, slug
from duizhao.publish.linking import Links

HEADED = frozenset({"clause", "term", "annex", "table", "factor", "group", "item", "part", "chapter", "section"})
"""Kinds that open a division of the text; the others (practice, note, row, paragraph) are text within one."""

TITLE_LENGTH = 24

TAKEN = ("index", "about", "terms", "heat", "print")
"""Names of pages of our own below a document's folder, which no page of its text may have."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the outline: a node of the main edition, and the plain edition's node that comments on it.

    ``anchor`` is the node's permanent anchor, without characters that an address would have to quote, and unique
    also where bad data repeats an id; ``parent`` the anchor of the entry above.
    ``restated``: the node is the plain edition's, in a book whose main text is the printed one. ``links``: what of
    its texts leads elsewhere.
    """

    anchor: str
    node: Node
    plain: Node | None = None
    parent: str | None = None
    restated: bool = False
    links: Links = field(default_factory=dict, compare=False)

    @property
    def headed(self) -> bool:
        """Whether the entry opens with a heading."""
        return self.node.kind in HEADED and bool(self.node.label or self.title("zh") or self.title("en"))

    def title(self, language: Language) -> str | None:
        """The title, the main edition's where it has one."""
        own = _title(self.node, language)
        return own or (_title(self.plain, language) if self.plain else None)

    def is_supplied(self, language: Language) -> bool:
        """Whether the title is ours: the node says so, or only the plain edition has it."""
        return f"title_{language}" in self.node.supplied or not _title(self.node, language)

    @property
    def name(self) -> str:
        """What a list of contents calls the entry: label and title, or how its text begins, or its id."""
        label = one_line(self.node.label or "")
        title = self.title("zh") or self.title("en")
        words = title or self.node.text_zh or self.node.text_en or ""
        text = one_line(words) if title else shorten(words, TITLE_LENGTH)
        return joined(label, text) or one_line(self.node.id) or "…"


def joined(label: str, words: str) -> str:
    """A label and what follows; the comma of 一、 has its own space."""
    return f"{label}{words}" if label.endswith("、") else " ".join(filter(None, (label, words)))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The entries of one page, in document order; the first is the one that the page is named after."""

    entries: tuple[Entry, ...]
    path: str
    above: tuple[Entry, ...] = ()

    @property
    def root(self) -> Entry:
        """The entry that the page is named after."""
        return self.entries[0]


def outline(book: Book) -> tuple[Entry, ...]:
    """Both editions of a book as one outline in document order.

    The printed edition leads where there is one. A plain node whose id it lacks stands after its elder sibling, so
    that what every copy has lost is still restated.
    """
    if not book.printed:
        return tuple(_walk(_entries(book.plain)))
    plain = {entry.anchor: entry for entry in _entries(book.plain)}
    printed = [
        replace(entry, plain=plain[entry.anchor].node if entry.anchor in plain else None)
        for entry in _entries(book.printed)
    ]
    return tuple(_walk(_merged(printed, list(plain.values()))))


def sheets(entries: Sequence[Entry], folder: str) -> tuple[Sheet, ...]:
    """The outline cut into pages below ``folder``: one a top-level entry, one a factor of a table, one a chapter
    of a part.
    """
    by_anchor = {entry.anchor: entry for entry in entries}
    members: dict[str, list[Entry]] = {}
    home: dict[str, str] = {}
    for entry in entries:
        parent = by_anchor[entry.parent] if entry.parent is not None else None
        home[entry.anchor] = entry.anchor if parent is None or _opens_page(entry, parent) else home[parent.anchor]
        members.setdefault(home[entry.anchor], []).append(entry)
    names = _file_names(rows[0].anchor for rows in members.values())
    return tuple(
        Sheet(tuple(rows), f"{folder}/{name}.md", tuple(_above(rows[0], by_anchor)))
        for name, rows in zip(names, members.values(), strict=True)
    )


def depths(sheet: Sheet) -> dict[str, int]:
    """How deep each entry of the page lies below the page's own entry (0)."""
    found: dict[str, int] = {}
    for entry in sheet.entries:
        found[entry.anchor] = found[entry.parent] + 1 if entry.parent in found else 0
    return found


def _title(node: Node, language: Language) -> str | None:
    title = node.title_zh if language == "zh" else node.title_en
    return title if title and title.strip() else None


def _opens_page(entry: Entry, parent: Entry) -> bool:
    return entry.node.kind == "factor" or (entry.node.kind == "chapter" and parent.node.kind == "part")


def _above(entry: Entry, by_anchor: dict[str, Entry]) -> list[Entry]:
    chain: list[Entry] = []
    while entry.parent is not None:
        entry = by_anchor[entry.parent]
        chain.insert(0, entry)
    return chain


def _entries(nodes: Iterable[Node]) -> list[Entry]:
    """One entry a node. A parent that has not come yet is no parent: the entry joins the division before it."""
    found: dict[str, Entry] = {}
    anchors: dict[str, str] = {}
    root: str | None = None
    for node in nodes:
        anchor = _unique(slug(node.anchor, "node"), found, "~")
        parent = anchors.get(node.parent, root) if node.parent is not None else None
        root = anchor if parent is None else root
        found[anchor] = Entry(anchor, node, parent=parent)
        anchors.setdefault(node.id, anchor)
    return list(found.values())


def _merged(printed: list[Entry], plain: list[Entry]) -> list[Entry]:
    anchors = {entry.anchor for entry in printed}
    merged = list(printed)
    elder: dict[str | None, str] = {}
    for entry in plain:
        if entry.anchor not in anchors:
            merged.insert(_position(merged, elder.get(entry.parent)), replace(entry, restated=True))
        elder[entry.parent] = entry.anchor
    return merged


def _position(entries: list[Entry], elder: str | None) -> int:
    """Where a plain entry goes: after its elder sibling, at the start where it has none (_walk puts it in place)."""
    return next((index + 1 for index, entry in enumerate(entries) if entry.anchor == elder), 0)


def _walk(entries: list[Entry]) -> Iterable[Entry]:
    """The entries parents first, each with all that is below it before its next sibling."""
    children: dict[str | None, list[Entry]] = {}
    for entry in entries:
        children.setdefault(entry.parent, []).append(entry)
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        entry = waiting.pop()
        yield entry
        waiting.extend(reversed(children.get(entry.anchor, [])))


def _file_names(anchors: Iterable[str]) -> list[str]:
    """File names without repetition, and none of those that pages of our own have."""
    taken = dict.fromkeys(TAKEN)
    for anchor in anchors:
        taken[_unique(anchor, taken, "-")] = None
    return list(taken)[len(TAKEN) :]


def _unique(name: str, taken: Container[str], mark: str) -> str:
    """The name, or where it is taken the name with the first free number: "6", then "6~2"."""
    count, free = 1, name
    while free in taken:
        count += 1
        free = f"{name}{mark}{count}"
    return free
