"""The concordance: every use of a concept in both languages, and its lines on the page."""

from __future__ import annotations

from duizhao import pipeline, publish
from duizhao.model import Book, Checked, Concept, Document, Library, Node, Rendering, Term, Unit
from duizhao.publish import concordance, kwic

DOC = Document("db99-t-0505-2034", "DB99/T 0505—2034", "茶馆接待", "Receiving guests in tearooms")
GUEST = Concept("guest", (Term("zh", "茶客"), Term("zh", "来客", "avoid", "太泛"), Term("en", "guest")))
TEA = Concept("green-tea", (Term("zh", "绿茶"), Term("en", "green tea")))


def node(number: int, zh: str, en: str = "") -> Node:
    return Node(f"{number}", "clause", None, f"{number}", None, None, zh, en or None)


NODES = (
    node(1, "掌柜先迎茶客。", "The keeper greets the guest first."),
    node(2, "来客入座后上绿茶。", "Once the guest sits, green tea is served."),
    node(3, "来客走时送到门口。"),
    node(4, "送一送。", "See the guest to the door."),
)


def site(nodes: tuple[Node, ...] = NODES, checked: Checked | None = None) -> publish.Site:
    library = pipeline.finish(Library((Book(DOC, plain=nodes),), (TEA, GUEST)))
    return publish.lay_out(library, None, checked or pipeline.check(library))


def page(found: publish.Site, name: str) -> str:
    return next(one.text for one in publish.pages(found) if one.path == f"glossary/{name}.md")


def test_each_use_is_told_once_with_its_rendering_or_without() -> None:
    found = [(use.kind, use.unit.place, use.text) for use in site().uses["guest"]]
    assert found == [
        ("rendered", "1", "茶客"),
        ("rendered", "2", "来客"),
        ("zh", "3", "来客"),
        ("missing", "4", ""),
    ]


def test_places_cut_out_what_they_claim() -> None:
    for uses in site().uses.values():
        for use in uses:
            if use.zh:
                assert use.unit.zh[slice(*use.zh)] == use.text
            if use.en:
                assert use.unit.en[slice(*use.en)].lower() in {"guest", "green tea"}


def test_chinese_that_no_english_answers_is_listed() -> None:
    unit = Unit("1", "茶客喝绿茶。", "Green tea is drunk.", document=DOC.id)
    tied = Rendering(0, "green tea", 0, 9, "绿茶", 3, 5, "green-tea", "certain")
    found = site(checked=Checked((unit,), (tied,))).uses
    assert [(use.kind, use.zh, use.en) for use in found["guest"]] == [("unmatched", (0, 2), None)]
    assert [use.kind for use in found["green-tea"]] == ["rendered"]


def test_groups_come_by_frequency_and_those_without_a_rendering_last() -> None:
    uses = (*site().uses["guest"], *site((node(1, "来客到。", "A guest comes."),)).uses["guest"])
    assert [(group.kind, group.text, len(group.uses)) for group in concordance.groups(uses)] == [
        ("rendered", "来客", 2), ("rendered", "茶客", 1), ("missing", "", 1), ("zh", "", 1),
    ]  # fmt: skip


def test_a_guess_says_so_and_a_known_rendering_does_not() -> None:
    unit = Unit("1", "掌柜先迎茶客。", "The keeper greets the guest first.", document=DOC.id)
    guessed = Rendering(0, "guest", 22, 27, "茶客", 4, 6, "guest", "guessed")
    assert "dz-k-guessed" in page(site(checked=Checked((unit,), (guessed,))), "guest")
    assert "dz-k-guessed" not in page(site(), "guest")


def test_lines_lead_to_the_node_and_bars_count() -> None:
    text = page(site(), "guest")
    assert 'href="../db99-t-0505-2034/2.html"' in text
    assert "<mark>来客</mark>" in text
    assert "<mark>guest</mark>" in text
    assert '<span class="dz-mark-avoid">' in text


def test_beyond_the_limit_pages_are_listed_with_counts() -> None:
    many = kwic.MOST + 7
    nodes = (
        Node("1", "clause", None, "1"),
        *(Node(f"1.{n}", "clause", "1", f"1.{n}", text_zh="茶客来。") for n in range(many)),
    )
    text = page(site(nodes), "guest")
    assert text.count("<mark>") == kwic.MOST
    assert f"前 {kwic.MOST} 处，其余 7 处" in text
    assert '<a href="../db99-t-0505-2034/1.html">DB99/T 0505—2034 1</a> 7</li>' in text


def test_no_use_is_said() -> None:
    assert "Not used in any document." in page(site((node(1, "无"),)), "guest")
