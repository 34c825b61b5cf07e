"""What readers and the search are told of notes, and what pages call a document."""

from __future__ import annotations

import pytest

from duizhao import publish
from duizhao.model import Book, Document, Library, Node
from duizhao.search import records

SENSE = "paragraph found by sense"


def searched(*nodes: Node) -> list[tuple[str, str]]:
    """What is found of nodes besides their texts."""
    found = records.of_book(Book(Document("ferry"), printed=nodes), lambda _: "", "")
    return [(one.other_text_zh, one.other_text_en) for one in found][:-1]


def test_notes_are_searched_in_the_words_of_the_page() -> None:
    row = Node("a", "item", None, "a)", text_zh="系缆。", note="label restored (en)")
    annex = Node("A", "annex", None, "附录A", "缆绳", note="资料性")
    free = Node("1", "clause", None, "1", text_zh="靠岸。", text_en="Moor.", note="Hand-written.")
    assert searched(row, annex, free) == [
        ("校注：英文丢失了这个编号，本站依顺序补上。",
         "Note: This label was lost in the English; it is restored from the order."),
        ("资料性", "informative"),
        ("校注：Hand-written.", ""),
    ]  # fmt: skip


def test_what_a_page_says_of_all_its_paragraphs_is_not_in_each_of_them() -> None:
    first, second = searched(*(Node(f"1/{n}", "paragraph", text_zh="系缆。", note=SENSE) for n in range(2)))
    assert "按文意分出" in first[0]
    assert "found by their sense" in first[1]
    assert second == ("", "")


@pytest.mark.parametrize(
    ("number", "title", "zh", "en"),
    [
        ("DB99/T 1—2030", "渡口服务指南", "不是标准原文", "not the text of the standard"),
        (None, "渡口服务手册", "不是手册原文", "not the text of the handbook"),
        (None, "渡口杂记", "不是文件原文", "not the text of the document"),
    ],
)
def test_the_band_names_the_kind_of_document(number: str | None, title: str, zh: str, en: str) -> None:
    node = Node("1", "clause", None, "1", "范围", text_zh="摆渡。")
    site = publish.lay_out(Library((Book(Document("ferry", number, title), plain=(node,)),)))
    home = next(page for page in publish.pages(site) if page.path == "ferry/index.md").text
    assert zh in home
    assert en in home


def test_a_map_that_shows_every_section_stands_for_the_list_of_contents() -> None:
    chapters = [Node(str(n), "chapter", None, f"第{n}章", "靠岸") for n in (1, 2)]
    sections = [Node(f"{n}.1", "section", str(n), f"{n}.1", "系缆", text_zh="系紧。") for n in (1, 2)]
    whole = (chapters[0], sections[0], chapters[1], sections[1])
    annex = Node("A", "annex", None, "附录A", "缆绳")

    def home(*nodes: Node) -> str:
        site = publish.lay_out(Library((Book(Document("ferry", title_zh="渡口手册"), plain=nodes),)))
        return next(page for page in publish.pages(site) if page.path == "ferry/index.md").text

    assert "dz-map" in home(*whole)
    assert "#contents" not in home(*whole)
    assert "#contents" in home(*whole, annex)
