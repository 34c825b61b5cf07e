"""Passages of different documents that belong together: by concepts, the rare and the titled ones first."""

from __future__ import annotations

from duizhao import publish
from duizhao.model import Book, Concept, Document, Library, Node, Term
from duizhao.publish.related import Kin, related


def concept(id_: str, zh: str, en: str) -> Concept:
    return Concept(id_, (Term("zh", zh, "preferred"), Term("en", en, "preferred")))


CONCEPTS = (
    concept("complaint", "投诉", "complaint"),
    concept("training", "培训", "training"),
    concept("visitor", "读者", "visitor"),
)


def section(id_: str, title: str, *concepts: str, text: str = "……") -> Node:
    return Node(id_, "section", None, id_, title, text_zh=text, concepts=concepts)


def book(id_: str, *nodes: Node) -> Book:
    return Book(Document(id_, title_zh=id_), plain=nodes)


FILLER = tuple(section(f"9.{n}", f"杂项{n}", "visitor") for n in range(8))
GUIDE = book(
    "guide",
    section("foreword", "前言", "complaint", "training"),
    section("1", "处理投诉", "complaint", "visitor"),
    section("2", "听取意见", "complaint", "training"),
    section("3", "开门时间", "visitor"),
    *FILLER,
)
HANDBOOK = book(
    "handbook",
    section("4", "投诉怎么办", "complaint"),
    section("5", "新人"),
    Node("5/1", "paragraph", "5", text_zh="……", concepts=("training",)),
    section("6", "借书证", "visitor"),
    *FILLER,
)


def found(*books: Book) -> dict[tuple[str, str], tuple[Kin, ...]]:
    site = publish.lay_out(Library(books, CONCEPTS))
    return related(site.plans, site.glossary)


def told(kin: tuple[Kin, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.passage.entry.node.id, tuple(dict.fromkeys(here for here, _ in one.ties))) for one in kin]


def test_what_shares_a_titled_concept_belongs_together_both_ways() -> None:
    kin = found(GUIDE, HANDBOOK)
    assert told(kin["guide", "1"]) == [("4", ("complaint",))]
    assert [id_ for id_, _ in told(kin["handbook", "4"])] == ["1", "2"]
    assert kin["handbook", "4"][0].nearness >= kin["handbook", "4"][1].nearness


def test_one_concept_in_passing_a_common_one_and_the_foreword_tell_nothing() -> None:
    kin = found(GUIDE, HANDBOOK)
    assert ("handbook", "5") not in kin
    assert ("handbook", "6") not in kin
    assert ("guide", "3") not in kin
    assert ("guide", "foreword") not in kin


def test_a_single_document_has_no_kin() -> None:
    assert found(GUIDE) == {}


def test_the_page_leads_there_and_says_why() -> None:
    site = publish.lay_out(Library((GUIDE, HANDBOOK), CONCEPTS))
    page = next(page for page in publish.pages(site) if page.path == "guide/1.md")
    assert 'href="../handbook/4.html"' in page.text
    assert "同讲：投诉" in page.text
    assert "both about: complaint" in page.text
