"""How a provision is cited, in both forms, of both editions, and with what is missing left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from duizhao.model import Book, Document, Node
from duizhao.publish.citation import fill, place, templates
from duizhao.publish.plan import plan

DOC = Document(
    "db88-1-2030", "DB88/T 1—2030", "茶室服务指南", "Guide to tearoom service", published="2030-04-01",
    issuer="云溪省标准化管理局", supplied=("title_en",),
)  # fmt: skip
NODES = (
    Node("foreword", "clause", title_zh="前言"),
    Node("3.1", "term", None, "3.1", "茶客"),
    Node("6", "clause", None, "6", "服务"),
    Node("6.3", "clause", "6", "6.3", "斟茶"),
    Node("6.3/note1", "note", "6.3", "注1:", text_zh="趁热。"),
    Node("6.3/note", "note", "6.3", "注：", text_zh="慢斟。"),
    Node("6.3/2", "paragraph", "6.3", text_zh="再斟一次。"),
    Node("A", "annex", None, "附录A", "做法"),
    Node("A.1", "table", "A", "A.1", "实例"),
    Node("A.1/1", "factor", "A.1", None, "待客", "Hospitality"),
    Node("A.1/1/2", "group", "A.1/1", None, "迎客", "Welcome"),
    Node("A.1/1/2/a", "item", "A.1/1/2", "a)", "问候"),
    Node("A.1/1/2/a/3", "practice", "A.1/1/2/a", "3)", text_zh="先问好。"),
    Node("A.1/2", "factor", "A.1", None, "送客"),
    Node("A.1/2/b", "item", "A.1/2", "b)", "道别"),
    Node("c", "chapter", None, "第3章", "收尾"),
    Node("s", "section", "c"),
)
PLAN = plan(Book(DOC, printed=NODES))


@pytest.mark.parametrize(
    ("node", "chinese", "english"),
    [
        ("foreword", "前言", "前言"),
        ("3.1", "第3.1条", "clause 3.1"),
        ("6", "第6章", "clause 6"),
        ("6.3", "第6.3条", "clause 6.3"),
        ("6.3/note1", "第6.3条, 注1", "clause 6.3, Note 1"),
        ("6.3/note", "第6.3条, 注", "clause 6.3, Note"),
        ("6.3/2", "第6.3条, 第2段", "clause 6.3, paragraph 2"),
        ("A", "附录A", "Annex A"),
        ("A.1", "表A.1", "Table A.1"),
        ("A.1/1", "表A.1, 待客", "Table A.1, Hospitality"),
        ("A.1/1/2/a/3", "表A.1, 迎客, a), 3)", "Table A.1, Welcome, a), 3)"),
        ("A.1/2/b", "表A.1, 送客, b)", "Table A.1, 送客, b)"),
        ("c", "第3章", "Chapter 3"),
        ("s", "s", "s"),
    ],
)
def test_a_place_reads_as_people_say_it(node: str, chinese: str, english: str) -> None:
    assert place(PLAN, PLAN.by_id[node]) == (chinese, english)


def cited(document: Document, edition: str, form: str) -> str:
    template = templates(document, edition)[form]  # type: ignore[arg-type]
    return fill(template, place="第6.3条", date="2031-05-06", address="https://x.test/6.html#6.3")


def test_the_printed_edition_after_gbt_7714() -> None:
    assert cited(DOC, "printed", "gb") == (
        "云溪省标准化管理局. 茶室服务指南: DB88/T 1—2030[S/OL]. 2030: 第6.3条[2031-05-06]. https://x.test/6.html#6.3."
    )


def test_the_printed_edition_after_iso_690() -> None:
    assert cited(DOC, "printed", "iso") == (
        "云溪省标准化管理局. DB88/T 1—2030, 茶室服务指南 [Guide to tearoom service] [online]. 2030-04-01, "
        "第6.3条 [viewed 2031-05-06]. Available from: https://x.test/6.html#6.3"
    )


def test_the_plain_edition_is_cited_as_what_it_is() -> None:
    chinese, english = cited(DOC, "plain", "gb"), cited(DOC, "plain", "iso")
    assert chinese == (
        "《茶室服务指南》(DB88/T 1—2030)白话版复述(非原文)[EB/OL]. 第6.3条[2031-05-06]. https://x.test/6.html#6.3."
    )
    assert "plain-language restatement, not the text of the document [online]" in english
    assert "云溪省" not in chinese + english


def test_what_is_missing_is_left_out_with_its_signs() -> None:
    bare = Document("x", title_zh="茶室")
    assert cited(bare, "printed", "gb") == "茶室[EB/OL]. 第6.3条[2031-05-06]. https://x.test/6.html#6.3."
    assert cited(bare, "printed", "iso").startswith("茶室 [online]. 第6.3条 [viewed")
    assert cited(bare, "plain", "gb").startswith("《茶室》白话版复述")
    assert cited(Document("x"), "printed", "iso").startswith("x [online]")


def test_a_parallel_title_of_the_print_is_told_from_one_of_ours() -> None:
    assert "茶室服务指南 = Guide to tearoom service [online]" in cited(replace(DOC, supplied=()), "printed", "iso")


def test_a_title_cannot_pass_for_a_part_of_the_template() -> None:
    hostile = replace(DOC, title_zh="甲\ue000date\ue000{date}\n乙")
    template = templates(hostile, "printed")["gb"]
    assert template[1::2] == ("place", "date", "address")
    assert "甲date{date} 乙: DB88" in cited(hostile, "printed", "gb")
