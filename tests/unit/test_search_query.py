"""What queries find, in which order, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

import searched
from duizhao.model import Concept, Term
from duizhao.search import Index, Label, Record, query
from duizhao.search.asking import parts, wholes
from duizhao.search.words import distance


def record(id_: str, zh: str = "", en: str = "", title_zh: str = "", title_en: str = "", kind: str = "item") -> Record:
    return Record(id_, kind, Label("d", "文件", "Document"), f"#{id_}", id_, title_zh, title_en, zh, en)


RECORDS = (
    record("1", "读者提出意见。", "Visitors comment.", "读者反馈", "Visitor feedback"),
    record("2", "馆员收集读者反馈，并答复。", "Librarians collect visitor feedback and answer."),
    record("3", "请借阅人填写意见簿。", "Patrons write into the comment book."),
    record("4", "反馈由馆长读，也由读者读。", "The visitor reads; feedback is read by the head."),
    record("5", "绘制服务蓝图，找出等候的地方。", "Draw a service blueprint to find where people wait."),
    record("6.1", "培训新馆员。", "Train new librarians.", "培训", "Training"),
    record("A.2/1/a", "按照 GB/Z 99001 统计。", "Count according to GB/Z 99001.", "统计", "Counting"),
    record("8", "满意度调查每年做一次。", "Surveys measured satisfaction yearly.", kind="practice"),
)


def index(records: Sequence[Record] = RECORDS, concepts: Sequence[Concept] = searched.CONCEPTS) -> Index:
    return Index(searched.written(records, concepts).__getitem__)


INDEX = index()


def ask(text: str, **options: Any) -> dict[str, Any]:
    return query(INDEX, text, **options)


def ids(text: str, **options: Any) -> list[str]:
    return [hit["id"] for hit in ask(text, **options)["hits"]]


def hows(text: str) -> set[str]:
    return {matched["how"] for hit in ask(text)["hits"] for matched in hit["matched"]}


def test_kinds_of_match_come_in_order() -> None:
    """The whole title, the phrase in a text, other words of the concept."""
    assert ids("读者反馈")[:2] == ["1", "2"]
    assert ids("visitor feedback")[:3] == ["1", "2", "4"]
    assert ids("读者 反馈")[:2] == ["1", "2"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("6.1", "6.1"),
        ("A.2/1/a", "A.2/1/a"),
        ("a.2/1/a", "A.2/1/a"),
        ("GB/Z 99001", "A.2/1/a"),
        ("GB/Z99001", "A.2/1/a"),
        ("99001", "A.2/1/a"),
        ("務藍", "5"),
        ("服務藍圖", "5"),
        ("Ｓｅｒｖｉｃｅ ＢＬＵＥＰＲＩＮＴ", "5"),
        ("fuwulantu", "5"),
        ("fu wu lan tu", "5"),
        ("fwlt", "5"),
        ("服务兰图", "5"),
        ("服务监图", "5"),
        ("服务图", "5"),
        ("service bluepirnt", "5"),
        ("servise blueprint", "5"),
        ("ervice bluepr", "5"),
        ("survey measures", "8"),
        ("services blueprints", "5"),
        ("serviceblueprint", "5"),
        ("测量服务蓝图", "5"),
        ("蓝", "5"),
        ("意度调", "8"),
        ("“满意度调查”", "8"),
        ("什么是读者反馈", "1"),
        ("how to train the librarians", "6.1"),
        ("第6.1条", "6.1"),
        ("clause 6.1", "6.1"),
        ("lantu", "5"),
        ("Fúwù lántú", "5"),
        ("意见簿", "3"),
        ("意见部", "3"),
        ("service bluprent", "5"),
    ],
)
def test_finds(typed: str, first: str) -> None:
    assert ids(typed)[:1] == [first]


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("服务蓝图", "exact"),
        ("服務藍圖", "folded"),
        ("surveying", "folded"),
        ("fuwulantu", "pinyin"),
        ("服务兰图", "fuzzy"),
        ("blueprnt", "fuzzy"),
    ],
)
def test_says_why(typed: str, how: str) -> None:
    assert hows(typed) == {how}


def test_english_terms_are_found_by_initials_and_in_both_spellings() -> None:
    records = (record("1", en="The head organizes a book of the month."), record("2", en="A favourite colour."))
    opened = index(records, [Concept("book", (Term("en", "book of the month"),))])
    for typed, first in (("bom", "1"), ("BOTM", "1"), ("organise", "1"), ("colors", "2")):
        assert [hit["id"] for hit in query(opened, typed)["hits"]] == [first]


def test_the_beginning_of_a_name_finds_its_concept() -> None:
    opened = index((record("1", en="Use mystery shopping."),), [Concept("m", (
        Term("zh", "神秘顾客调查"), Term("en", "mystery shopping"),
    ))])  # fmt: skip
    hit = query(opened, "神秘顾客")["hits"][0]
    assert (hit["id"], hit["matched"][0]["how"]) == ("1", "concept")


def test_terms_of_a_concept_find_one_another() -> None:
    assert {"1", "2", "3", "4"} <= set(ids("借阅人"))
    assert ids("借阅人")[0] == "3"
    told = next(hit for hit in ask("借阅人")["hits"] if hit["id"] == "2")
    assert told["matched"] == [{"part": "借阅人", "what": "读者", "how": "concept"}]


def test_a_query_finds_what_the_other_language_says() -> None:
    records = (record("1", "馆员绘制服务蓝图。"), record("2", "", "Nothing of the kind."))
    found = query(index(records), "service blueprint")["hits"]
    assert [hit["id"] for hit in found] == ["1"]
    assert found[0]["marks"]["snippet_zh"] == [[4, 8]]


def test_the_match_is_marked_in_both_languages() -> None:
    hit = ask("服务蓝图")["hits"][0]
    assert [hit["snippet_zh"][a:b] for a, b in hit["marks"]["snippet_zh"]] == ["服务蓝图"]
    assert [hit["snippet_en"][a:b] for a, b in hit["marks"]["snippet_en"]] == ["service blueprint"]


@pytest.mark.parametrize(
    "typed",
    [
        "区块链",
        "quantum",
        "blockchain",
        "zyzzyva",
        "xqj",
        "满意率",
        "读者福利",
        "大读者",
        "6.9",
        "B.7",
        "A.2/9/1",
        "GB/Z 99002",
        "RVICE",
        "visitor loyalty",
        "visitor loyalty card",
        '"反馈读者"',
        "读者 量子",
        "!?",
        "",
    ],
)
def test_what_is_absent_is_not_found(typed: str) -> None:
    assert ids(typed) == []


def test_nothing_found_says_what_was_tried_and_what_is_near() -> None:
    told = ask("librarxans9")
    assert (told["hits"], told["total"]) == ([], 0)
    assert told["tried"][0] == {"part": "librarxans9", "what": "librarxans 9", "how": "exact"}
    assert told["nearest"][0] == "librarians"


def test_quotes_ask_for_the_phrase_only() -> None:
    assert "4" in ids("visitor feedback")
    assert set(ids('"visitor feedback"')) == {"1", "2"}


def test_a_minus_excludes() -> None:
    assert "2" not in ids("读者反馈 -馆员")
    assert ids("-馆员") == ids("馆员")
    assert ids('反馈 -"读者反馈"') == ["4"]


def test_filters_and_their_counts() -> None:
    assert ids("调查", filters={"kind": "practice"}) == ["8"]
    assert ids("调查", filters={"kind": "item"}) == []
    told = ask("读者", filters={"kind": "practice"})
    assert (told["total"], told["facets"]["kind"][0]["value"]) == (0, "item")


def test_the_limit_cuts_hits_not_the_total() -> None:
    told = ask("读者", limit=2)
    assert (len(told["hits"]), told["total"]) == (2, ask("读者")["total"])


def test_ties_come_in_document_order() -> None:
    records = [record(str(n), "同一句话。") for n in range(40)]
    found = query(index(records), "同一句", limit=40)["hits"]
    assert [hit["id"] for hit in found] == [str(n) for n in range(40)]


def test_long_texts_are_cut_around_the_match() -> None:
    records = [record("1", f"{'前面的话。' * 60}找这里{'后面的话。' * 60}", f"{'before ' * 90}needle {'after ' * 90}")]
    for typed, language in (("找这里", "zh"), ("needle", "en")):
        hit = query(index(records), typed)["hits"][0]
        shown, marks = hit[f"snippet_{language}"], hit["marks"][f"snippet_{language}"]
        assert [shown[a:b] for a, b in marks] == [typed]
        assert shown[0] == shown[-1] == "…"
        assert len(shown) < 220


def test_a_plain_edition_is_found_and_shown() -> None:
    plain = Record("1", "clause", Label("d"), "#1", text_zh="印刷的话", other_text_zh="白话的说法")
    hit = query(index([plain]), "说法")["hits"][0]
    assert hit["snippet_zh"] == "白话的说法"
    assert query(index([plain]), "印刷")["hits"][0]["snippet_zh"] == "印刷的话"


def test_parts_of_a_query() -> None:
    found, excluded = parts('读者 "two words" -not -"也 不" “引号” 3-4 -')
    assert [(one.text, one.quoted) for one in found] == [
        ("读者", False), ("two words", True), ("引号", True), ("3-4", False),
    ]  # fmt: skip
    assert [one.text for one in excluded] == ["not", "也 不"]
    assert wholes(parts("读者 feedback 服务 蓝图")[0]) == ["读者feedback服务 蓝图", "读者feedback服务蓝图"]


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("abcd", "abcd", 0),
        ("abcd", "abd", 1),
        ("abcd", "bacd", 1),
        ("abcd", "xbcy", 2),
        ("abcd", "wxyz", 3),
        ("a", "abcd", 3),
    ],
)
def test_distance(one: str, other: str, far: int) -> None:
    assert distance(one, other, 2) == far
    assert distance(other, one, 2) == far


def test_a_standard_is_found_by_its_number_without_the_year() -> None:
    hit = query(searched.index(), "DB99/T 0101")["hits"][0]
    assert (hit["kind"], hit["rank"]) == ("document", 2)
