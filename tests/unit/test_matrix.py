"""The rendering matrix and the heat map as records and pages: readings, drift, verdicts, cells, what is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao import pipeline, publish
from duizhao.model import Book, Concept, Condition, Document, Library, Node, Term
from duizhao.publish import heatmap, matrix
from duizhao.publish.heatmap import heat, turns
from duizhao.publish.matrix import percent
from duizhao.publish.readings import Row, drift, rows

DOC = Document("db88-5-2030", "DB88 5—2030", "渡口", "Ferries")
GUEST = Concept("guest", (Term("zh", "旅客"), Term("zh", "乘客", "avoid"), Term("en", "guest")))
FERRY = Concept(
    "ferry",
    (Term("zh", "渡船"), Term("zh", "轮渡", "admitted", condition=Condition(("3",))), Term("en", "ferry")),
)
CONCEPTS = (GUEST, FERRY)

PARTS = (
    # what clause 1, 2 and 3 say, sentence by sentence
    [("旅客先登记。", "Guests register."), ("旅客排队。", "Guests line up."), ("渡船靠岸。", "The ferry lands.")],
    [("旅客候船。", "Guests wait."), ("渡船每天清洗。", "Wash the ferry daily."), ("乘客下船。", "Guests leave.")],
    [("乘客买票。", "Guests buy fares."), ("乘客坐好。", "Guests sit."), ("轮渡停航。", "The ferry stops.")],
)

STRAIGHT = [
    ("渡船靠岸。", "The ferry lands."), ("清洗渡船。", "Wash the ferry."), ("渡船满了。", "The ferry is full."),
    ("买一条渡船。", "Buy a ferry."), ("找渡船。", "Look for the ferry."), ("等渡船。", "Wait for the ferry."),
]  # fmt: skip
"""Pairs with one rendering."""


def book(parts: Sequence[Sequence[tuple[str, str]]] = PARTS, document: Document = DOC) -> Book:
    """A standard with a clause a part and a paragraph a pair."""
    nodes = []
    for number, pairs in enumerate(parts, start=1):
        nodes.append(Node(f"{number}", "clause", None, f"{number}", f"第{number}部分", f"Part {number}"))
        nodes += [
            Node(f"{number}/{n}", "paragraph", f"{number}", text_zh=zh, text_en=en)
            for n, (zh, en) in enumerate(pairs, start=1)
        ]
    return Book(document, plain=tuple(nodes))


def site(*books: Book, concepts: tuple[Concept, ...] = CONCEPTS) -> publish.Site:
    library = Library(books, concepts)
    return publish.lay_out(library, None, pipeline.check(library))


def found(laid: publish.Site) -> dict[str, Row]:
    return {row.anchor: row for row in rows(laid.plans, laid.concepts, laid.checked)}


def page(laid: publish.Site, path: str) -> str:
    return next(page.text for page in publish.pages(laid) if page.path == path)


@pytest.fixture(scope="module")
def laid() -> publish.Site:
    return site(book())


def test_readings_are_counted_ranked_and_judged_by_the_glossary(laid: publish.Site) -> None:
    guest = found(laid)["c-guest"]
    told = [(one.text, one.rank, one.verdict, len(one.spots)) for one in guest.readings]
    assert told == [("乘客", 0, "avoid", 3), ("旅客", 1, "preferred", 3)]
    assert guest.names == ("旅客", "guest")
    assert (guest.kind, guest.places, guest.agreement) == ("concept", 6, 0.5)
    assert guest.drift == pytest.approx(6)


def test_what_a_condition_allows_is_no_drift(laid: publish.Site) -> None:
    ferry = found(laid)["c-ferry"]
    assert [(one.text, one.verdict, one.counts) for one in ferry.readings] == [
        ("渡船", "preferred", True),
        ("轮渡", "here", False),
    ]
    assert ferry.drift == 0


def test_a_word_that_is_right_elsewhere_only_and_one_that_is_not_known_are_told_apart() -> None:
    strays = [("轮渡停在河心。", "A ferry in midstream."), ("轮船今天不来。", "No ferry today.")]
    ferry = found(site(book((STRAIGHT + strays,))))["c-ferry"]
    assert {one.text: one.verdict for one in ferry.readings} == {
        "渡船": "preferred",
        "轮渡": "elsewhere",
        "轮船": "unknown",
    }
    assert [one.text for one in ferry.readings if one.outlier] == ["轮渡"]


def test_a_guess_that_does_not_recur_is_neither_drift_nor_outlier() -> None:
    ferry = found(site(book(([*STRAIGHT, ("轮船今天不来。", "No ferry today.")],))))["c-ferry"]
    assert [(one.text, one.guessed) for one in ferry.readings] == [("渡船", 0), ("轮船", 1)]
    assert not ferry.drift
    assert not any(one.outlier for one in ferry.readings)


def test_a_place_without_any_rendering_is_missing() -> None:
    ferry = found(site(book(([("渡船开了。", "The ferry leaves."), ("今天休息。", "No ferry.")],))))["c-ferry"]
    assert [spot.entry.node.id for spot in ferry.missing] == ["1/2"]
    assert (ferry.places, ferry.rendered) == (2, 1)


def test_the_worst_drift_of_each_kind_comes_first(laid: publish.Site) -> None:
    listed = list(found(laid).values())
    concepts = [row for row in listed if row.kind == "concept"]
    assert [row.anchor for row in concepts] == ["c-guest", "c-ferry"]
    assert listed[: len(concepts)] == concepts


@given(st.lists(st.integers(0, 50), max_size=6))
def test_drift_is_nothing_for_one_word_and_grows_with_places(counts: list[int]) -> None:
    several = sum(count > 0 for count in counts) > 1
    assert (drift(counts) > 0) is several
    assert drift([2 * count for count in counts]) == pytest.approx(2 * drift(counts))
    assert drift(reversed(counts)) == pytest.approx(drift(counts))


def test_only_all_is_a_hundred_percent() -> None:
    assert [percent(share) for share in (1, 0.999, 0.5, 0)] == ["100%", "99%", "50%", "0%"]


def test_each_place_is_a_link_and_counted_once(laid: publish.Site) -> None:
    text = page(laid, "renderings.md")
    row = re.search(r'<tr id="c-guest".*?</tr>', text)
    assert row
    assert re.findall(r'<a href="([^"]*)">(\d/\d)</a>', row[0]) == [
        (f"db88-5-2030/{n[0]}.html#{n[0]}-{n[2]}", n) for n in ("2/3", "3/1", "3/2", "1/1", "1/2", "2/1")
    ]
    assert 'href="glossary/guest.html"' in row[0]
    assert "data-drift" in row[0]


def test_twice_at_one_place_is_one_link() -> None:
    text = page(site(book(([("大渡船后面是小渡船。", "A small ferry behind a big ferry.")],))), "renderings.md")
    assert text.count(">1/1</a> ×2") == 1


def test_the_map_has_the_prevailing_word_of_each_part(laid: publish.Site) -> None:
    drawn = heat(laid.plans[0], found(laid).values())
    assert [entry.node.id for entry in drawn.columns] == ["1", "2", "3"]
    assert [line.row.anchor for line in drawn.lines] == ["c-guest"]
    line = drawn.lines[0]
    assert [line.words[cell.prevailing or 0] for cell in line.cells] == ["旅客", "乘客", "乘客"]
    assert [dict(cell.counts) for cell in line.cells] == [{1: 2}, {1: 1, 0: 1}, {0: 2}]
    assert turns(line, drawn.columns) == [("1", "1", "旅客"), ("2", "3", "乘客")]


def test_the_turn_is_said_in_words(laid: publish.Site) -> None:
    text = page(laid, "db88-5-2030/heat.md")
    steps = re.findall(r'<span class="dz-turn">([^ ]*) <b lang="zh-Hans">([^<]*)</b>', text)
    assert steps == [("1", "旅客"), ("2–3", "乘客")]
    assert '<a href="../renderings.html#c-guest">' in text


def test_a_text_without_drift_has_no_map_and_a_site_without_pairs_no_matrix() -> None:
    straight = site(book(([("渡船开了。", "The ferry leaves.")] * 5,)))
    paths = [one.path for one in publish.pages(straight)]
    assert "renderings.md" in paths
    assert "db88-5-2030/heat.md" not in paths
    empty = publish.pages(site(book(([("渡船开了。", "")],))))
    assert "renderings.md" not in [one.path for one in empty]


def test_each_document_has_its_map_and_the_places_are_told_apart() -> None:
    second = Document("db88-6-2030", "DB88 6—2030", "码头", "Landings")
    both = site(book(), book(document=second))
    assert [one.path for one in publish.pages(both) if one.path.endswith("heat.md")] == [
        "db88-5-2030/heat.md",
        "db88-6-2030/heat.md",
    ]
    text = page(both, "renderings.md")
    assert "<p>DB88 5—2030</p>" in text
    assert "<p>DB88 6—2030</p>" in text


def test_what_is_left_out_is_said(laid: publish.Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix, "LINKS", 4)
    monkeypatch.setattr(matrix, "MOST", 1)
    text = page(laid, "renderings.md")
    assert "另有 2 处" in text
    assert "and 2 more" in text
    assert "另有 1 个术语译法较为一致，未列出。" in text
    monkeypatch.setattr(heatmap, "MOST", 0)
    assert heat(laid.plans[0], found(laid).values()).left == 1


def test_no_text_is_markup() -> None:
    evil = "<img src=x onerror=alert(1)>{{ x }}"
    concept = Concept('a"><b>', (Term("zh", "渡船"), Term("en", "ferry"), Term("zh", f"船{evil}", "avoid")))
    hostile = book(
        ([("渡船开了。", "The ferry leaves.")] * 3, [(f"船{evil}开了。", "The ferry leaves.")] * 3),
        Document("../x", evil, evil, evil),
    )
    laid = site(hostile, concepts=(concept,))
    for text in (
        page(laid, "renderings.md"),
        page(laid, next(p.path for p in publish.pages(laid) if "heat" in p.path)),
    ):
        assert "<img" not in text
        assert "{{" not in text
        assert "<b>" not in text.replace("<b class", "")
