"""The library as JSON lines: an object a line, a node a line, in document order, for other tools.

The keys are those of the shared record format (id, kind, parent, label, titles, texts, lost, note) and what this
project knows beyond it (design, section 4). Every key is there on every line, null where a node has nothing, so that
a reader of the lines needs no list of keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from duizhao.model import Book, Edition, Node

_OF_NODE = (
    "id", "kind", "parent", "label", "title_zh", "title_en", "text_zh", "text_en", "lost", "note",
)  # fmt: skip


def records(book: Book, edition: Edition | None = None) -> Iterator[dict[str, Any]]:
    """One mapping for each node of an edition, in document order; by default of the book's main edition."""
    name = edition or book.edition
    nodes = book.printed if name == "printed" else book.plain
    for node in nodes:
        yield _record(node, book.document.id, name)


def _record(node: Node, document: str, edition: Edition) -> dict[str, Any]:
    return {
        **{key: getattr(node, key) for key in _OF_NODE},
        "document": document,
        "edition": edition,
        "copies": [{"copy": span.copy, "start": span.start, "end": span.end} for span in node.copies],
        "edits": node.edits,
        "confidence": node.confidence,
        "agreement": node.agreement,
        "supplied": list(node.supplied),
        "concepts": list(node.concepts),
    }


def dumps(record: Mapping[str, Any]) -> str:
    """A record as one line of JSON, without the newline; Chinese stands as it is."""
    line = json.dumps(record, ensure_ascii=False)
    # JSON allows these two inside a text, but many programs that read lines end a line there (and JavaScript did).
    return line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")
