"""Standards of terms, requirements without titles, annexes of clauses, plain tables, headings by style, any outline."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duizhao import grammars, nodes
from duizhao.grammars import outline
from duizhao.model import Grammar
from duizhao.text import outlines
from duizhao.text.chars import CELL, HEADING, ROW
from duizhao.text.draft import Draft
from duizhao.text.traced import Traced

FRONT = """DB99/T 77—2024
篱笆
1 范围
本文件适用于菜地的篱笆。
2 规范性引用文件
本文件没有规范性引用文件。
3 术语和定义
"""
TERMS = """3.1 材料
3.1.1
立柱
post;stake
竖着埋进土里的一根。
注1：立柱一般用栗木。
3.1.2 横档 rail
连着两根立柱的一条。
3.2 做法
3.2.1 夯实
把土一层层压紧。
4 要求
4.1 立柱埋进土里不少于一尺。
4.2 间距按式(1)算：
L＝a＋2b ……(1)
4.3 尺寸应符合表1的规定。
"""
TABLE = f"表1 尺寸\n{ROW}项目{CELL}尺寸{ROW}立柱{CELL}六尺{ROW}横档{CELL}八尺{ROW}\n"
ANNEX = "附录A（资料性）取料\nA.1 时节\n秋后取料。\nA.2 晾晒\nA.2.1 晾在檐下。\n"


def parsed(text: str) -> dict[str, Draft]:
    found = grammars.parse(Traced(text))
    assert found
    return {draft.id: draft for draft in nodes.unique(found).drafts}


def test_terms_stand_in_groups_and_have_equivalents() -> None:
    found = parsed(FRONT + TERMS)
    kinds = {i: found[i].kind for i in ("3", "3.1", "3.1.1", "3.1.2", "3.2", "3.2.1", "4.1")}
    assert kinds == {
        "3": "clause", "3.1": "clause", "3.1.1": "term", "3.1.2": "term", "3.2": "clause", "3.2.1": "term",
        "4.1": "clause",
    }  # fmt: skip
    assert (found["3.1.2"].zh.text.text[:2], found["3.1.2"].en.text.text) == ("横档", "rail")
    assert found["3.1.1"].en.text.text.startswith("post;")
    assert found["3.1.1/note1"].kind == "note"


def test_requirements_without_titles_and_formulas_are_text() -> None:
    found = parsed(FRONT + TERMS)
    assert found["4.1"].zh.text.text == "立柱埋进土里不少于一尺。"
    assert "L＝a＋2b" in found["4.2"].zh.text.text


def test_a_table_in_a_clause_has_its_caption_and_rows() -> None:
    found = parsed(FRONT + TERMS + TABLE)
    table = found["4.3/table1"]
    assert (table.kind, table.parent, table.label, table.zh.text.text) == ("table", "4.3", "表1", "尺寸项目 | 尺寸")
    assert [found[f"4.3/table1/{n}"].zh.text.text for n in (1, 2)] == ["立柱 | 六尺", "横档 | 八尺"]
    assert found["4.3"].zh.text.text == "尺寸应符合表1的规定。"


def test_an_annex_has_clauses() -> None:
    found = parsed(FRONT + TERMS + ANNEX)
    assert {i: d.parent for i, d in found.items() if i.startswith("A")} == {
        "A": None, "A.1": "A", "A.2": "A", "A.2.1": "A.2",
    }  # fmt: skip
    assert found["A.1"].zh.text.text == "时节秋后取料。"
    assert found["A.1"].title_zh == 2


def test_a_plain_table_of_an_annex_has_rows() -> None:
    text = f"附录B（资料性）对照\n表B.1 名目\n{ROW}旧名{CELL}新名{ROW}栅栏{CELL}篱笆{ROW}\n"
    found = parsed(FRONT + TERMS + text)
    assert found["B.1/1"].kind == "row"
    assert found["B.1/1"].zh.text.text == "栅栏 | 篱笆"


def test_headings_by_style_need_no_labels() -> None:
    lines = ("*园子", "**菜畦", "一畦种葱。", "**水井", "井边不堆肥。", "***井绳", "每年换。")
    text = "\n".join(lines).replace("*", HEADING) + "\n"
    found = parsed(text)
    named = {i: d.zh.text.text[: d.title_zh] for i, d in found.items()}
    assert list(named.values()) == ["菜畦", "水井", "井绳"]
    assert [d.parent for d in found.values()][:2] == [None, None]
    assert found["2/1"].parent == "2"
    assert not any(HEADING in d.zh.text.text for d in found.values())


def test_a_standard_is_read_alike_with_marks_of_headings() -> None:
    marked = FRONT.replace("1 范围", f"{HEADING}1 范围").replace("3 术语", f"{HEADING}3 术语") + TERMS
    assert [(d.id, d.zh.text.text) for d in parsed(marked).values()] == [
        (d.id, d.zh.text.text) for d in parsed(FRONT + TERMS).values()
    ]


def test_text_without_any_label_is_paragraphs_under_its_title() -> None:
    found = parsed("说说我家的井\n\n井在院子东头。\n\n水是甜的。\n")
    assert [(d.kind, d.zh.text.text) for d in found.values()] == [
        ("paragraph", "井在院子东头。"),
        ("paragraph", "水是甜的。"),
    ]


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ("一、甲\n（一）乙\n1．丙\n（1）丁\n①戊\n", ["cn", "(cn)", "num", "(num)", "ring"]),
        ("第一章 甲\n第一节 乙\n第一条 丙\n", ["chapter", "part", "article"]),
        ("1.1 甲\n1.1.1 乙\n", ["decimal", "decimal"]),
        ("a)甲\n◆乙\n——丙\n", ["letter", "bullet", "bullet"]),
        ("2023年\n50个\n3.5%\n", []),
    ],
)
def test_labels_of_each_style(text: str, styles: list[str]) -> None:
    assert [entry.style for entry in outlines.entries(text, outlines.lines(text))] == styles


def test_lines_that_the_page_broke_are_joined() -> None:
    text = "井边的石板要常刷,青苔长起来以后人容易滑,\n\n小孩尤其要当心。\n\n短句\n\n另一句\n"
    found = outlines.lines(text)
    spans = outlines.paragraphs(text, found, 0, len(text), outlines.width(text, found))
    assert len(spans) == 3


def test_an_outline_in_both_languages_has_titles_and_texts_in_both() -> None:
    lines = (
        "水井守则 [Rules for wells]", "1 目的 [Purpose]", "让井水一直干净。", "The water of the well is to stay clean.",
        "2 范围 [Scope]", "2.1 院内 [In the yard]", "院里的两口井。", "Both wells of the yard are covered.",
    )  # fmt: skip
    found = parsed("\n\n".join(lines) + "\n")
    first, inner = found["1"], found["2.1"]
    assert (first.zh.text.text[: first.title_zh], first.en.text.text[: first.title_en]) == ("目的", "Purpose")
    assert inner.zh.text.text[inner.title_zh :] == "院里的两口井。"
    assert found["2"].supplied == ("title_en",)


def test_grammars_are_those_that_a_document_may_name() -> None:
    assert {grammar.NAME for grammar in grammars.GRAMMARS} == set(get_args(Grammar))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(
            [
                "一、",
                "(一)",
                "1.",
                "1.1",
                "2.2",
                "(1)",
                "1)",
                "a)",
                "①",
                "◆",
                "第一章",
                "第一条",
                "、",
                ".",
                "\n",
                " ",
                "目录",
                HEADING,
                "茶园",
                "。",
                "；",
                ROW,
                CELL,
            ]
        )
        | st.text(max_size=6),
        max_size=60,
    ).map("".join)
)
def test_every_character_of_any_outline_has_a_place(text: str) -> None:
    found = outline.parse(Traced(text))
    taken = [p for d in found.drafts for p in (*d.zh.text.positions(), *d.en.text.positions(), *d.matter)]
    held = {*taken, *(p for places in found.discarded.values() for p in places)}
    assert {n for n, char in enumerate(text) if not char.isspace()} <= held
    ids = [d.id for d in found.drafts]
    assert len(ids) == len(set(ids))
    assert all(d.parent is None or d.parent in ids[: ids.index(d.id)] for d in found.drafts)
