"""The shelf of all documents, the order of documents, and what a long navigation does with them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from duizhao import publish
from duizhao.model import Book, Condition, Document, Finding, Library, Node, Term
from duizhao.publish.kinds import kind
from duizhao.publish.shelf import CARDS, FEW
from duizhao.text import conditions, variants

STANDARD = Book(
    Document("db99-1-2030", "DB99/T 1—2030", "渡口服务指南", "Ferry service guide"),
    plain=(Node("1", "clause", None, "1", "范围", text_zh="摆渡。"),),
)
HANDBOOK = Book(
    Document("shou-ce", title_zh="渡口手册", title_en="Ferry handbook", supplied=("title_en",)),
    plain=(
        Node("1", "chapter", None, "第1章", "靠岸"),
        Node("1.1", "section", "1", "1.1", "系缆", text_zh="系紧。"),
    ),
)


def printed(id_: str, title: str, *kinds: str, findings: tuple[Finding, ...] = ()) -> Book:
    nodes = tuple(Node(str(n), each, None, str(n), "题", text_zh="字。") for n, each in enumerate(kinds, start=1))
    return Book(Document(id_, title_zh=title), printed=nodes, findings=findings)


def laid(*books: Book) -> publish.Site:
    return publish.lay_out(Library(tuple(books)))


def shelf(*books: Book) -> str:
    return publish.fill("<!-- duizhao:shelf -->", laid(*books))


MANY = tuple(printed(f"a{n}", f"杂篇{n}", "clause") for n in range(FEW))


def test_standards_come_first_then_what_is_restated_then_what_is_in_print_only() -> None:
    site = laid(printed("a", "渡口制度", "section"), HANDBOOK, STANDARD)
    assert [plan.folder for plan in site.plans] == ["db99-1-2030", "shou-ce", "a"]


def test_a_card_says_what_a_document_is_what_it_holds_and_which_editions_there_are() -> None:
    text = shelf(STANDARD, HANDBOOK, replace(printed("z", "渡口记", "paragraph"), plain=STANDARD.plain))
    first, second, third = re.split(r"^- ", text, flags=re.MULTILINE)[1:]
    assert "标准" in first
    assert "DB99" in first
    assert '1 <span class="dz-both"><span lang="zh-Hans">条</span> <span class="dz-en" lang="en">clause</span>' in first
    assert "白话版" in first
    assert "Handbook" in second
    assert "&#91;Ferry handbook&#93;" in second
    assert "印本和解读" in third
    assert "paragraph" in third


def test_what_is_in_print_only_follows_in_lines_and_stands_together_in_the_navigation() -> None:
    text = shelf(STANDARD, HANDBOOK, *MANY)
    cards, lines = text.split("{: #other-documents }")
    assert cards.count("\n- ") == 2
    assert lines.count("\n- ") == len(MANY)
    assert "dz-lines" in lines
    places = {page.path: page.place for page in publish.pages(laid(STANDARD, HANDBOOK, *MANY))}
    assert places["shou-ce/index.md"] == (("渡口手册", "Ferry handbook"),)
    assert places["a0/index.md"] == (("其他文件", "Other documents"), "杂篇0")


def test_few_documents_or_many_of_one_kind_are_one_list() -> None:
    assert "other-documents" not in shelf(STANDARD, MANY[0])
    assert "other-documents" not in shelf(*MANY, printed("b", "另篇", "clause"))
    assert "dz-lines" in shelf(*(printed(f"a{n}", f"杂篇{n}", "clause") for n in range(CARDS + 1)))


def test_texts_of_one_file_say_how_much_they_share() -> None:
    twice = (variants.twice("dump.txt", 0, 90, 0.86), variants.twice("dump.txt", 90, 180, 0.98))
    text = shelf(
        printed("a", "甲篇", "clause", findings=(*twice, variants.apart("a", "b", "dump.txt", 0.12))),
        printed("b", "乙篇", "clause", findings=(variants.apart("b", "gone", "dump.txt", 0.3),)),
    )
    assert "86–98%" in text
    assert "12% of the text also in" in text
    assert "[乙篇](b/index.md)" in text
    assert "30%" not in text


@pytest.mark.parametrize(
    ("title", "kinds", "name"),
    [("服务规定", ["clause"], "Rules"), ("渡口", ["chapter"], "In chapters"), ("渡口", ["section"], "Outline"),
     ("渡口", ["paragraph"], "Text"), ("手册编写办法", ["clause"], "Rules")],
)  # fmt: skip
def test_what_a_document_is_follows_from_its_title_or_its_form(title: str, kinds: list[str], name: str) -> None:
    assert kind(laid(printed("a", title, *kinds)).plans[0])[1] == name


def test_a_page_says_once_that_paragraphs_were_found_by_their_sense() -> None:
    note = "paragraph found by sense"
    nodes = (
        Node("1", "section", None, "1", "靠岸"),
        Node("1/1", "paragraph", "1", text_zh="慢。", note=note),
        Node("1/2", "paragraph", "1", text_zh="稳。", note=note),
    )
    text = next(page.text for page in publish.pages(laid(Book(Document("a"), printed=nodes))) if page.path == "a/1.md")
    assert text.count("dz-remark") == 1
    assert "those of this page" in text


def test_a_word_that_one_document_has_to_avoid_is_admitted_in_the_others() -> None:
    word = Term("zh", "客人", "avoid", condition=Condition(documents=("a",)))
    assert conditions.there(word, "a").status == "avoid"
    assert conditions.there(word, "b").status == "admitted"
    assert conditions.there(word, None).status == "avoid"
    assert conditions.there(replace(word, condition=Condition(("1",), documents=("a",))), "b").status == "avoid"


@pytest.mark.parametrize(
    ("condition", "document", "right"),
    [
        (Condition(documents=("a",)), "a", True),
        (Condition(documents=("a",)), "b", False),
        (Condition(documents=("a",)), None, True),
        (Condition(("4",), documents=("a",)), "b", True),
        (Condition(("5",), documents=("a",)), "b", False),
        (Condition((), ("船",), ("a",)), "b", True),
    ],
)
def test_a_condition_holds_in_its_documents_at_its_nodes_or_beside_its_words(
    condition: Condition, document: str | None, right: bool
) -> None:
    assert conditions.holds(condition, "4.1", "船到了", document) is right
    assert conditions.read(conditions.written(condition)) == condition
