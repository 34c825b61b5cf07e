"""How far to trust a node: the line at its end, the repairs in it, and the picture of the whole document."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from duizhao.model import Book, Document, Edit, Mend, Node, Span
from duizhao.publish.certainty import measure, picture
from duizhao.publish.changes import made
from duizhao.publish.outline import Entry
from duizhao.publish.plan import plan
from duizhao.publish.trust import SHOWN, by_node, feet, foot
from duizhao.text.told import LONGEST, in_words

DOC = Document("db88-1-2030", "DB88 1—2030")
ONE, TWO = Span("a.txt", 10, 1_090), Span("b.txt", 20, 95)
NODE = Node("6", "clause", None, "6", "茶", text_zh="先温杯后斟茶", copies=(ONE, TWO), agreement=1.0)


def mend(before: str, after: str, repair: str = "traditional", copy: str = "a.txt", node: str | None = "6") -> Mend:
    return Mend(copy, 1, 2, before, after, repair, "why", node)


def words(text: str) -> str:
    return html.unescape(re.sub("<[^>]+>", "", text))


def told(node: Node, *mends: Mend) -> str:
    return foot(Entry("6", node), mends)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "印本 · 2 份副本一致 Printed · 2 copies agree"),
        ({"copies": (ONE,), "agreement": None}, "印本 · 只见于一份副本 Printed · in one copy only"),
        ({"agreement": 0.999}, "印本 · 见于 2 份副本，99% 的字相互印证"),
        ({"agreement": None}, "印本 · 见于 2 份副本 Printed · in 2 copies"),
        ({"lost": True}, "印本 · 2 份副本一致 · 有缺失 Printed · 2 copies agree · text lost"),
        ({"confidence": 0.65}, "2 份副本一致 · 可信度 65% Printed"),
        ({"edits": 1}, "修复 1 处 Printed · 2 copies agree · 1 repair"),
        ({"copies": ()}, "印本 Printed"),
    ],
)
def test_the_line_says_where_a_node_comes_from(fields: dict[str, object], said: str) -> None:
    assert said in words(told(replace(NODE, **fields)))  # type: ignore[arg-type]


def test_it_opens_to_copies_and_repairs_by_kind() -> None:
    text = told(NODE, mend("溫", "温"), mend("溫", "温"), mend("後", "后"), mend("斟(zhēn)", "斟", "pinyin-marks"))
    assert text.startswith('<details class="dz-trust dz-is-mended"><summary>')
    assert "修复 4 处" in words(text)
    assert "a.txt 10–1,090" in words(text)
    assert "溫 → 温 ×2" in words(text)
    assert words(text).index("繁体还原") < words(text).index("拼音注音")


def test_a_node_with_very_many_changes_lists_some_and_counts_the_rest() -> None:
    text = told(NODE, *(mend(f"x{n}", "y") for n in range(SHOWN + 5)))
    assert text.count("→") == SHOWN
    assert "另有 5 种改动 5 more changes" in words(text)


def test_a_node_without_copies_has_a_line_that_does_not_open() -> None:
    assert told(replace(NODE, copies=())).startswith("<p ")


def test_the_plain_edition_alone_says_nothing_at_each_node() -> None:
    assert feet(plan(Book(DOC, plain=(NODE,)))) == {}
    both = feet(plan(Book(DOC, printed=(NODE,), plain=(NODE, Node("7", "clause", None, "7", text_zh="补")))))
    assert "白话版：各副本均无此条" in words(both["7"])
    assert "印本" in words(both["6"])


def test_text_of_a_copy_is_no_markup() -> None:
    evil = "<img src=x>{{ x }}"
    text = told(replace(NODE, copies=(Span(evil, 0, 1),)), mend(evil, evil, evil))
    assert "<img" not in text
    assert "{{" not in text


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        ("serviceexcellence", "service excellence", 1),
        ("溫後", "温后", 2),
        ("茶(chá)", "茶", 0),
        ("", " ", 1),
        ("", "", 0),
    ],
)
def test_a_repair_made_what_was_not_there(before: str, after: str, count: int) -> None:
    assert made(mend(before, after)) == count


def test_the_shares_of_a_part_are_one_together() -> None:
    nodes = (NODE, Node("6.1", "clause", "6", "6.1", lost=True))
    mends = (mend("溫", "温"), mend("後", "后", copy="b.txt"), mend("x", "yz", node=None))
    laid = plan(Book(DOC, printed=nodes, mends=mends))
    part = measure(laid.sheets[0], by_node(mends))
    assert (part.characters, part.mended, part.nodes, part.lost) == (7, 1, 2, 1)
    assert part.shares == pytest.approx((0.5 - 0.5 / 7, 0.5 / 7, 0.5))


def test_the_picture_has_a_row_a_page_and_one_for_all() -> None:
    laid = plan(Book(DOC, printed=(NODE, Node("7", "clause", None, "7", "壶", lost=True)), mends=(mend("溫", "温"),)))
    text = picture(laid)
    assert re.findall(r"\]\(([^)]+)\)", text) == ["6.md", "7.md"]
    assert "未经修复 85.7%，修复 14.3% as found 85.7%, repaired 14.3%" in words(text)
    assert "缺失 100%（1 条） lost 100% (1 of 1)" in words(text)
    assert "全文 Whole text" in words(text)
    assert picture(plan(Book(DOC, plain=(NODE,)))) == ""


def edit(text: str, at: int, before: str, after: str) -> Edit:
    assert text.startswith(before, at)
    return Edit(at, at + len(before), before, after, "r", "w")


def shown(text: str, *edits: Edit) -> list[tuple[str, str]]:
    return [(one.before, one.after) for one in in_words(text, edits)]


def test_a_space_is_told_with_the_words_that_it_parts() -> None:
    text = "我们goodtea好(hǎo)"
    assert shown(text, edit(text, 6, "", " ")) == [("goodtea", "good tea")]
    assert shown(text, edit(text, 10, "(hǎo)", "")) == [("好(hǎo)", "好")]


def test_edits_of_one_run_of_letters_are_told_as_one() -> None:
    text = "a hotcupoftea, please"
    edits = (edit(text, 5, "", " "), edit(text, 8, "", " "), edit(text, 10, "", " "))
    assert shown(text, *edits) == [("hotcupoftea,", "hot cup of tea,")]
    apart = "hotcup oftea"
    assert shown(apart, edit(apart, 3, "", " "), edit(apart, 9, "", " ")) == [
        ("hotcup", "hot cup"),
        ("oftea", "of tea"),
    ]


def test_an_edit_that_shows_both_sides_stays_as_it_is() -> None:
    text = "x溫y"
    one = edit(text, 1, "溫", "温")
    assert list(in_words(text, [one])) == [one]


def test_a_long_run_is_told_in_pieces_without_a_change_told_twice() -> None:
    text = "tea" * 100
    edits = [edit(text, n, "", " ") for n in range(3, 300, 3)]
    told_ = list(in_words(text, edits))
    assert sum(one.after.count(" ") for one in told_) == len(edits)
    assert all(len(one.before) <= LONGEST + 6 for one in told_)
