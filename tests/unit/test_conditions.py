"""Conditions of terms: nodes of any document, or of one."""

from __future__ import annotations

import pytest

from duizhao import publish
from duizhao.checks.shared_term import told_apart
from duizhao.exchange import glossary_table, tbx, tbx_in
from duizhao.exchange.cells import Sheet
from duizhao.model import Book, Concept, Condition, Document, Library, Node, Term
from duizhao.text import conditions
from duizhao.text.terms import Terms

BOTH = Condition(nodes=("ferry#5", "7"))
CONCEPT = Concept("quay", (Term("zh", "码头", condition=BOTH), Term("en", "quay")))


@pytest.mark.parametrize(
    ("place", "document", "right"),
    [
        ("5", "ferry", True), ("5.2", "ferry", True), ("5", "harbour", False), ("50", "ferry", False),
        ("7/a", "harbour", True), ("5.2", None, True), ("6", None, False),
    ],
)  # fmt: skip
def test_a_node_is_of_any_document_or_of_one(place: str, document: str | None, *, right: bool) -> None:
    assert conditions.holds(BOTH, place, "", document) == right
    above = [place, place[:1]] if len(place) > 1 and not place[1].isdigit() else [place]
    assert bool(Terms([CONCEPT]).find("新码头", "zh", above, document=document)) == right


def test_words_count_where_the_node_is_of_another_document() -> None:
    along = Concept("quay", (Term("zh", "码头", condition=Condition(("ferry#5",), ("靠岸",))),))
    assert not Terms([along]).find("码头", "zh", ["5"], document="harbour")
    assert Terms([along]).find("码头靠岸", "zh", ["5"], document="harbour")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("ferry#5", "harbour#5", True), ("ferry#5", "ferry#5.1", False), ("ferry#5", "5.1", False),
        ("5", "harbour#5", False), ("ferry#5", "6", True),
    ],
)  # fmt: skip
def test_nodes_of_two_documents_tell_terms_apart(one: str, other: str, *, apart: bool) -> None:
    assert told_apart(Condition((one,)), Condition((other,))) == apart


def test_files_of_terms_keep_the_document() -> None:
    assert tbx_in.load(tbx.dump([CONCEPT]), "x.tbx").concepts == (CONCEPT,)
    sheet = Sheet("", list(map(list, glossary_table.rows([CONCEPT]))))
    assert glossary_table.load([sheet], "x.csv").concepts == (CONCEPT,)


def test_the_page_of_a_concept_leads_to_the_node_of_that_document() -> None:
    books = (
        Book(Document(name, number), plain=tuple(Node(one, "clause", None, one, "题") for one in ("5", "7")))
        for name, number in (("ferry", "DB99/T 1—2030"), ("harbour", "DB99/T 2—2030"))
    )
    site = publish.lay_out(Library(tuple(books), (CONCEPT,)))
    page = next(page for page in publish.pages(site) if page.path == "glossary/quay.md").text
    assert '<a href="../ferry/index.html">DB99&#47;T 1—2030</a> <a href="../ferry/5.html">5</a>、7' in page
