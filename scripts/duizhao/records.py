"""A node as other programs read it: one mapping, the same in JSON lines and in the data beside the site's pages.

The keys are those of the shared record format (id, kind, parent, label, titles, texts, lost, note) and what this
project knows beyond it (design, section 4). Every key is there in every record, null where a node has nothing, so that
a reader needs no list of keys.
"""

from __future__ import annotations

from typing import Any

from duizhao.model import Edition, Node

_OF_NODE = (
    "id", "kind", "parent", "label", "title_zh", "title_en", "text_zh", "text_en", "lost", "note",
)  # fmt: skip


def record(node: Node, document: str, edition: Edition) -> dict[str, Any]:
    """The node of the document with that id as a mapping of plain values."""
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
