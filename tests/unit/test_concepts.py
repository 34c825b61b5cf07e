"""Links to the glossary in running text, the pages of its concepts, and their relations."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from duizhao import publish
from duizhao.model import Book, Concept, Condition, Document, Library, Node, Source, Term
from duizhao.publish.relations import relations

DOC = Document("db99-t-0606-2034", "DB99/T 0606—2034", "茶馆", "Tearooms")
CUP = Concept(
    "cup",
    (
        Term("zh", "茶盏"),
        Term("zh", "杯子", "avoid", "太泛", condition=Condition(("2",), ("水", "壶嘴"))),
        Term("en", "cup"),
    ),
    "喝茶用的小碗",
    "small bowl to drink tea from",
    (Source(DOC.id, "3.1"),),
    broader=("vessel",),
    related=("pot", "vessel"),
    note="See also the saucer.",
)
POT = Concept("pot", (Term("zh", "茶壶", part_of_speech="noun"), Term("en", "pot"), Term("en", "teapot", "admitted")))
VESSEL = Concept("vessel", (Term("zh", "器皿"), Term("en", "vessel")))
NODES = (
    Node(
        "1",
        "clause",
        None,
        "1",
        "茶盏",
        "Cups",
        "茶盏配茶壶。\n茶盏要洗。见3.1的杯子。",
        "A cup and a teapot; the cup is washed.",
    ),
    Node("2", "clause", None, "2", "水", None, "杯子盛水，杯子要热。见1。"),
    Node("3", "clause", None, "3", "术语"),
    Node("3.1", "term", "3", "3.1", "茶盏", "cup", "小碗。"),
)


def site(*concepts: Concept, nodes: tuple[Node, ...] = NODES, doc: Document = DOC) -> publish.Site:
    return publish.lay_out(Library((Book(doc, plain=nodes),), concepts or (CUP, POT, VESSEL)))


def page(found: publish.Site, path: str) -> str:
    return next(one.text for one in publish.pages(found) if one.path == path)


def links(text: str) -> list[tuple[str, str]]:
    found = re.findall(r'<a class="dz-term" href="([^"]*)">([^<]*)</a>', text)
    return [(unescape(words), unescape(address)) for address, words in found]


def test_the_first_occurrence_in_each_node_and_language_is_a_link() -> None:
    assert links(page(site(), f"{DOC.id}/1.md")) == [
        ("茶盏", "../glossary/cup.html"),
        ("茶壶", "../glossary/pot.html"),
        ("cup", "../glossary/cup.html"),
        ("teapot", "../glossary/pot.html#t3"),  # not the preferred term: its place on the page says what is
    ]


def test_conditions_hold_for_links_too() -> None:
    assert links(page(site(), f"{DOC.id}/2.md")) == [("杯子", "../glossary/cup.html#t2")]


def test_no_link_in_headings_or_inside_references() -> None:
    concept = Concept("two", (Term("zh", "见3.1"), Term("zh", "3.1的"), Term("en", "two")))
    text = page(site(concept), f"{DOC.id}/1.md")
    assert [words for words, _ in links(text)] == []
    headings = re.findall(r"^#.*$|<h\d.*?</h\d>", page(site(), f"{DOC.id}/1.md"), re.MULTILINE)
    assert headings
    assert not any('dz-term"' in heading for heading in headings)


def test_a_site_without_concepts_has_no_glossary() -> None:
    found = publish.lay_out(Library((Book(DOC, plain=NODES),)))
    assert not [one.path for one in publish.pages(found) if one.path.startswith("glossary/")]
    assert "glossary.js" not in publish.attachments(found)


def test_concept_pages_are_built_but_not_in_the_navigation() -> None:
    found = site()
    assert [one.path for one in publish.unlisted(found)][1:] == [
        f"glossary/{name}.md" for name in ("cup", "pot", "vessel")
    ]
    navigation = str(publish.site_navigation(publish.listed(found), []))
    assert "glossary/index.md" in navigation
    assert "glossary/cup.md" not in navigation


def test_a_concept_tells_terms_status_conditions_definition_source_and_note() -> None:
    text = page(site(), "glossary/cup.md")
    for words in ("喝茶用的小碗", "small bowl to drink tea from", 'id="t2"', "avoid", "太泛", "See also the saucer."):
        assert words in text
    assert f'href="../{DOC.id}/3.html#3.1"' in text
    assert f'<a href="../{DOC.id}/2.html">2</a>' in text  # the condition's node
    assert "水</span>”、“" in text
    assert "noun" in page(site(), "glossary/pot.md")


def test_relations_go_both_ways_and_each_concept_stands_once() -> None:
    found = relations(site().glossary)
    assert [[one.id for one in group] for group in (found["cup"].broader, found["cup"].related)] == [
        ["vessel"],
        ["pot"],
    ]
    assert [one.id for one in found["vessel"].narrower] == ["cup"]
    assert [one.id for one in found["pot"].related] == ["cup"]
    text = page(site(), "glossary/cup.md")
    assert text.count("<svg") == 1
    assert 'href="vessel.html" aria-label="器皿 vessel' in text


def test_many_relations_end_in_a_list() -> None:
    concepts = [Concept(f"kind-{n}", (Term("zh", f"第{n}种"),), broader=("pot",)) for n in range(20)]
    text = page(site(POT, *concepts), "glossary/pot.md")
    assert text.count("<rect") == 13
    assert text.count('<a href="kind-') == 20


def test_the_list_is_by_pinyin_with_jumps_and_marks() -> None:
    text = page(site(), "glossary/index.md")
    assert re.findall(r'<tbody id="p-(.)"', text) == ["c", "q"]
    assert re.findall(r'data-en="(\w+)"', text) == ["pot", "cup", "vessel"]
    assert 'href="#p-q"' in text
    assert 'class="dz-t-avoid"' in text


def test_terms_of_a_document_lead_to_their_concepts() -> None:
    assert 'href="../glossary/cup.html"' in page(site(), f"{DOC.id}/terms.md")


def test_a_document_named_like_the_glossary_keeps_its_folder() -> None:
    found = site(doc=Document("glossary", title_zh="词汇"))
    paths = [one.path for one in publish.pages(found)]
    assert len(paths) == len(set(paths))
    assert "glossary-x/cup.md" in paths


def test_a_concept_of_avoided_terms_only_goes_by_its_id() -> None:
    text = page(site(Concept("odd", (Term("zh", "杯子", "avoid"),))), "glossary/index.md")
    assert '<a href="odd.html" lang="en">odd</a>' in text


OURS = (
    "a|b|caption|dd|div|dl|dt|figcaption|figure|g|h3|li|mark|nav|ol|p|path|rect|small|span|svg|table|tbody|td|text|th|"
    "thead|title|tr|tspan|ul"
)
"""The elements of which a concept's page consists."""

EVIL = st.text(st.sampled_from("<>&\"'{}`\\[]!#茶盏cup\n\u2028"), min_size=1, max_size=20)


@given(EVIL, EVIL, EVIL)
def test_words_of_a_concept_never_become_markup(zh: str, en: str, reason: str) -> None:
    concept = Concept(
        "evil", (Term("zh", zh), Term("en", en, "avoid", reason, reason)), zh, en, note=reason, related=("pot",)
    )
    nodes = (Node("1", "clause", None, "1", None, None, f"看{zh}吧", en),)
    found = site(concept, POT, nodes=nodes)
    plain = site(Concept("evil", (Term("zh", "甲"), Term("en", "a", "avoid", "乙", "乙")), "甲", "a", note="乙",
                         related=("pot",)), POT, nodes=nodes)  # fmt: skip
    for path in ("glossary/index.md", "glossary/pot.md"):
        assert page(found, path).count("<script") == page(plain, path).count("<script")
    for one in publish.unlisted(found)[1:]:
        assert not re.search(rf"<(?!/?(?:{OURS})\b)", one.text)
    assert b"<" not in publish.attachments(found)["glossary.js"]
