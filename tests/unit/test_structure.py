"""What belongs together in a document: which places treat one thing, and what stays by itself."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.model import Book, Document, Node
from duizhao.publish.outline import Entry, outline
from duizhao.publish.plan import plan
from duizhao.publish.structure import Knot, Structure, align, merge, structure

DOC = Document("db88-2-2030", "DB88 2—2030", "船闸运行", "Operation of locks")


@pytest.fixture(scope="module")
def sample() -> ModuleType:
    """The invented books of the site's tests."""
    path = Path(__file__).parents[1] / "site" / "sample.py"
    spec = importlib.util.spec_from_file_location("duizhao_sample_of_structure", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def clause(number: str, zh: str | None, en: str | None = None) -> Node:
    return Node(number, "clause", number.rpartition(".")[0] or None, number, zh, en)


def table(number: str, *factors: tuple[str, Sequence[str]], practices: int = 0) -> Iterator[Node]:
    """A table of factors with groups, each group with so many practices, or with one item."""
    yield Node(number, "table", None, number, "表")
    for f, (title, groups) in enumerate(factors, start=1):
        yield Node(f"{number}/{f}", "factor", number, None, title)
        for g, group in enumerate(groups, start=1):
            place = f"{number}/{f}/{g}"
            yield Node(place, "group", f"{number}/{f}", None, group)
            yield Node(f"{place}/a", "item", place, "a)", f"{group}项")
            for p in range(practices):
                yield Node(f"{place}/a/{p}", "practice", f"{place}/a", f"{p})", text_zh="做。")


def read(*nodes: Node, printed: Sequence[Node] = ()) -> Structure:
    return structure(outline(Book(DOC, tuple(printed), nodes)))


def places(knots: Sequence[Knot]) -> list[str]:
    return [" ".join(entry.anchor for entry in knot.at) for knot in knots]


def roles(found: Structure) -> list[tuple[str, str]]:
    return [(division.role, division.root.anchor) for division in found.divisions]


LOCK = (
    clause("4", "运行原则", "Principles"), clause("4.1", "安全"), clause("4.2", "及时"),
    clause("5", "过闸程序", "Procedure"), clause("5.1", "登记"), clause("5.2", "放行"),
    clause("6", "运行要素", "Elements"), clause("6.1", "闸门的维护"), clause("6.1.1", "日常检查"),
    clause("6.1.2", "润滑"), clause("6.2", "人员"), clause("6.2.1", "值班安排"),
)  # fmt: skip


def test_clauses_are_known_by_title_and_by_what_corresponds() -> None:
    found = read(*LOCK, *table("A.1", ("闸门维护", ["检查", "上油"]), ("值班人员", ["值班"]), practices=2))
    assert roles(found) == [("principles", "4"), ("process", "5"), ("elements", "6")]
    assert found.is_model
    assert places(found.elements) == ["6.1 a.1-1", "6.2 a.1-2"]
    assert places(found.elements[0].below) == ["6.1.1 a.1-1-1", "6.1.2 a.1-1-2"]
    assert (found.elements[0].practices, found.elements[0].concepts) == (4, 0)


def test_tables_correspond_to_each_other_and_only_those_without_practices_hold_concepts() -> None:
    concepts = table("A.1", ("闸门维护", ["检查"]), ("水位", ["读数"]))
    practices = table("A.2", ("闸门的维护保养", ["检查要求"]), ("值班人员", ["名册"]), practices=3)
    found = read(*LOCK, *concepts, *practices)
    assert places(found.elements) == ["6.1 a.1-1 a.2-1", "a.1-2", "6.2 a.2-2"]
    first = found.elements[0]
    assert (first.practices, first.concepts) == (3, 1)
    assert places(first.below) == ["6.1.1 a.1-1-1 a.2-1-1", "6.1.2"]
    assert places(first.below[0].below) == ["a.1-1-1-a a.2-1-1-a"]
    assert found.practised == {"a.2"}


def test_tables_without_a_clause_are_elements_of_their_own() -> None:
    found = read(clause("4", "运行原则"), clause("4.1", "安全"), *table("B.1", ("水位", ["读数"]), practices=1))
    assert roles(found) == [("principles", "4"), ("elements", "b.1")]
    assert places(found.elements) == ["b.1-1"]


def test_a_document_without_a_model_gives_its_divisions_and_one_without_divisions_nothing() -> None:
    found = read(clause("1", "范围"), clause("2", "排期"), clause("2.1", "早班"), clause("3", "清扫"))
    assert roles(found) == [("other", "2")]
    assert not found.is_model
    assert read(clause("1", "范围"), clause("2", "清扫")).divisions == ()
    assert read().divisions == ()


def test_a_handbook_gives_all_its_chapters(sample: ModuleType) -> None:
    found = structure(outline(sample.handbook()))
    assert roles(found)[0] == ("other", "1")
    assert len(found.divisions) == 11
    assert places(found.divisions[0].knots) == ["1.1"]
    assert found.elements == ()


@pytest.mark.parametrize("edition", ["plain", "printed"])
def test_the_invented_library_is_read_alike_in_both_editions(sample: ModuleType, edition: str) -> None:
    found = plan(getattr(sample, f"{edition}_library")())
    assert roles(found.structure) == [("principles", "4"), ("process", "5"), ("elements", "6")]
    assert places(found.structure.elements) == ["a.1-1 a.2-1", "6.1 a.1-2 a.2-2", "6.2", "6.10"]
    assert list(found.elements) == ["element-a.1-1.md", "element-6.1.md"]
    assert found.together["a.2-2"] == "element-6.1.md"
    assert found.together["a.2-2-1-b"] == "element-6.1.md#e-a.1-2-1-b"
    assert "6.2" not in found.together


def test_titles_of_the_plain_edition_count_too() -> None:
    printed = [clause("6", None), clause("6.1", None), *table("A.1", ("闸门", ["检查"]), practices=1)]
    assert places(read(clause("6", "要素"), clause("6.1", "闸门"), printed=printed).elements) == ["6.1 a.1-1"]


def test_english_titles_alone_are_enough_and_endings_do_not_count() -> None:
    nodes = (
        clause("6", None, "Elements"), clause("6.1", None, "Maintenance of gates"), clause("6.2", None, "Crew"),
        Node("A.1", "table", None, "A.1"), Node("A.1/1", "factor", "A.1", title_en="The gate and its maintenance"),
    )  # fmt: skip
    assert places(read(*nodes).elements) == ["6.1 a.1-1", "6.2"]


def knots(*titles: str) -> list[Knot]:
    return [
        Knot((Entry(f"{at}", Node(f"{at}", "clause", label=f"{at}", title_zh=title)),))
        for at, title in enumerate(titles)
    ]


def test_matching_keeps_the_order() -> None:
    assert align(knots("登记船只", "放行", "检查"), knots("检查", "登记")) == [(2, 0)]
    assert align(knots("水位", "闸门", "人员"), knots("闸门维护", "人员值班")) == [(1, 0), (2, 1)]


def test_the_rest_of_lists_that_match_by_half_is_matched_by_place() -> None:
    """Within one thing only: two elements of which one is alike say nothing of the other."""
    assert align(knots("登记", "润滑"), knots("登记", "上油"), within=True) == [(0, 0), (1, 1)]
    assert align(knots("登记", "润滑"), knots("登记", "上油")) == [(0, 0)]
    assert align(knots("登记", "润滑", "放水"), knots("登记", "上油", "清扫"), within=True) == [(0, 0)]
    assert align(knots("登记", "润滑"), knots("登记", "上油", "清扫"), within=True) == [(0, 0)]


def test_nothing_alike_is_not_matched_and_stays_in_place() -> None:
    assert align(knots("水位"), knots("人员")) == []
    assert [knot.lead.title("zh") for knot in merge(knots("水位", "闸门"), knots("人员", "闸门"))] == [
        "水位",
        "人员",
        "闸门",
    ]
    assert align([], knots("人员")) == []


def test_lists_too_long_to_survey_are_left_alone() -> None:
    long = knots(*["水位"] * 600)
    assert align(long, long) == []


titles = st.lists(st.text("闸门水位人员检查登记", max_size=4), max_size=6)


@given(titles, titles)
def test_every_place_stands_once_and_in_order(left: list[str], right: list[str]) -> None:
    one, other = knots(*left), knots(*right)
    pairs = align(one, other)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))
    found = [entry for knot in merge(one, other) for entry in knot.at]
    for side in (one, other):
        kept = [entry for entry in found if any(entry is knot.lead for knot in side)]
        assert [id(entry) for entry in kept] == [id(knot.lead) for knot in side]
    assert len(found) == len(one) + len(other)
