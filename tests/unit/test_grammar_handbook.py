"""Handbooks in chapters: structure, titles that run into their texts, paragraphs by sense, damage, citations."""

from __future__ import annotations

import pytest

from duizhao import grammars, pipeline
from duizhao.grammars import handbook
from duizhao.model import Book, Copy, Node
from duizhao.text import encodings, senses
from duizhao.text.chars import squeeze
from invented import handbook as invented


def book(*texts: str) -> Book:
    made = [Copy(f"{n}.txt", "txt", "utf-8", f"{n}", encodings.tidy(text)) for n, text in enumerate(texts)]
    return pipeline.build(made).book


def whole(nodes: tuple[Node, ...]) -> list[tuple[str, str, str]]:
    """Chapters and sections with their texts, paragraphs run together."""
    out = []
    for node in nodes:
        if node.kind != "paragraph":
            own = [node.text_zh or "", *(one.text_zh or "" for one in nodes if one.parent == node.id and "/" in one.id)]
            out.append((node.id, node.title_zh or "", squeeze("".join(own))))
    return out


@pytest.mark.parametrize("text", [invented.run_together(), invented.dressed(), invented.with_lines()])
def test_chapters_sections_and_texts_are_whole(text: str) -> None:
    found = book(text)
    assert whole(found.printed) == invented.nodes()
    assert found.document.title_zh == invented.TITLE
    assert {n.kind for n in found.printed} == {"chapter", "section", "paragraph"}
    assert sum(copy.unread for copy in found.copies) == 0


@pytest.mark.parametrize("seed", range(4))
def test_damaged_bytes_are_undone(seed: int) -> None:
    assert whole(book(invented.damaged(seed)).printed) == invented.nodes()


def test_paragraphs_are_found_by_sense_and_say_how_sure() -> None:
    found = book(invented.run_together()).printed
    wanted = [invented.narrow(one) for _, held in invented.CHAPTERS for _, texts in held for one in texts]
    got = [n for n in found if n.kind == "paragraph"]
    assert len({squeeze(n.text_zh or "") for n in got} & set(wanted)) >= 0.8 * len(wanted)
    guessed = [n for n in got if n.note]
    assert guessed
    assert all(0.4 < n.confidence < 0.95 for n in guessed)
    assert [n.id for n in found if n.parent == "1.1"] == ["1.1/1", "1.1/2", "1.1/3"]


def test_paragraphs_that_a_copy_shows_are_no_guess() -> None:
    found = [n for n in book(invented.with_lines()).printed if n.kind == "paragraph"]
    assert [squeeze(n.text_zh or "") for n in found] == [
        invented.narrow(one) for _, held in invented.CHAPTERS for _, texts in held for one in texts
    ]
    assert {n.note for n in found} == {None}


def test_labels_stay_as_printed() -> None:
    labels = {n.id: n.label for n in book(invented.with_lines()).printed}
    assert (labels["2"], labels["2.1"]) == ("第二章", "第一节")


def test_the_last_paragraph_is_lost_and_nothing_else() -> None:
    lost = [n.id for n in book(invented.dressed()).printed if n.lost]
    assert len(lost) == 1
    assert lost[0].startswith("3.2/")


def test_cited_standards_with_their_titles() -> None:
    cited = book(invented.run_together()).document.references
    assert [(one.number, one.title) for one in cited] == list(invented.CITED)


def test_two_copies_are_one_text() -> None:
    found = book(invented.damaged(1), invented.dressed())
    assert whole(found.printed) == invented.nodes()
    assert all(n.agreement is not None for n in found.printed)


@pytest.mark.parametrize(
    "text",
    [
        "按第1章的规定办，第2章的要求另行通知，见第3章。",
        "DB99/T 12—2024\n茶室要点\n1 范围\n本文件适用于茶室。\n2 引用\n丁。\n3 术语和定义\n甲。\n4 原则\n乙。\n",
        "",
    ],
)
def test_other_texts_are_no_handbooks(text: str) -> None:
    assert handbook.suits(text) == 0


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("浇水时限浇水时限按天气定。", "浇水时限"),
        ("客户回访与记录客户回访在七天后。", "客户回访与记录"),
        ("没有再说一遍的标题本节讲浇水。", None),
        ("", None),
    ],
)
def test_a_title_ends_where_the_text_names_its_subject_again(text: str, title: str | None) -> None:
    end = handbook.named_again(text)
    assert (text[:end] if end else None) == title


def test_the_grammar_can_be_named() -> None:
    made = Copy("a.txt", "txt", "utf-8", "a", invented.with_lines())
    kinds = {n.kind for n in pipeline.build([made], grammar="outline").book.printed}
    assert kinds != {"chapter", "section", "paragraph"}
    assert [grammar.NAME for grammar in grammars.GRAMMARS] == ["handbook", "gbt", "outline"]


def test_one_sentence_is_one_paragraph() -> None:
    assert senses.paragraphs("苗床应高出地面一拳。") == []
    assert senses.paragraphs("") == []
