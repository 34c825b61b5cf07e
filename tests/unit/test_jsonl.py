"""JSON lines: the shared record format and what the design adds, a node a line, in document order."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from duizhao.exchange import jsonl
from duizhao.model import Book, Document, Node, Span

KEYS = {
    "id", "kind", "parent", "label", "title_zh", "title_en", "text_zh", "text_en", "lost", "note",
    "document", "edition", "copies", "edits", "confidence", "agreement", "supplied", "concepts",
}  # fmt: skip
NODE = Node(
    "A.1/1", "row", parent="A.1", text_zh="甲 | 乙", lost=True, copies=(Span("a.txt", 4, 9),), edits=2, confidence=0.5,
    supplied=("title_en",), concepts=("service",), agreement=0.75,
)  # fmt: skip
BOOK = Book(Document("x-1"), printed=(Node("A.1", "table"), NODE), plain=(Node("1", "clause"),))


def test_a_record_has_the_keys_of_the_format() -> None:
    first, second = jsonl.records(BOOK)
    assert set(first) == set(second) == KEYS
    assert second == {
        "id": "A.1/1", "kind": "row", "parent": "A.1", "label": None, "title_zh": None, "title_en": None,
        "text_zh": "甲 | 乙", "text_en": None, "lost": True, "note": None, "document": "x-1", "edition": "printed",
        "copies": [{"copy": "a.txt", "start": 4, "end": 9}], "edits": 2, "confidence": 0.5, "agreement": 0.75,
        "supplied": ["title_en"], "concepts": ["service"],
    }  # fmt: skip


def test_the_edition_can_be_chosen() -> None:
    assert [record["id"] for record in jsonl.records(BOOK, "plain")] == ["1"]
    assert [record["edition"] for record in jsonl.records(BOOK, "plain")] == ["plain"]
    only_plain = Book(Document("x-1"), plain=BOOK.plain)
    assert [record["edition"] for record in jsonl.records(only_plain)] == ["plain"]
    assert list(jsonl.records(only_plain, "printed")) == []


@given(st.text())
def test_a_record_is_one_line_and_comes_back(text: str) -> None:
    [record] = jsonl.records(Book(Document("x-1"), plain=(Node("1", "clause", text_zh=text, note=text),)))
    line = jsonl.dumps(record)
    assert line.splitlines() == [line]
    assert json.loads(line) == record


def test_chinese_stands_as_it_is() -> None:
    assert '"text_zh": "甲 | 乙"' in jsonl.dumps(list(jsonl.records(BOOK))[1])
