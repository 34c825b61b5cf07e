"""The library as JSON lines: an object a line, a node a line, in document order, for other tools."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from duizhao.model import Book, Edition
from duizhao.records import record


def records(book: Book, edition: Edition | None = None) -> Iterator[dict[str, Any]]:
    """One mapping for each node of an edition, in document order; by default of the book's main edition."""
    name = edition or book.edition
    nodes = book.printed if name == "printed" else book.plain
    for node in nodes:
        yield record(node, book.document.id, name)


def dumps(one: Mapping[str, Any]) -> str:
    """A record as one line of JSON, without the newline; Chinese stands as it is."""
    line = json.dumps(one, ensure_ascii=False)
    # JSON allows these two inside a text, but many programs that read lines end a line there (and JavaScript did).
    return line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")
