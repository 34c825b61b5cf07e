"""The practice finder's page and data."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bases import laid
from duizhao import publish
from duizhao.model import Book, Concept, Document, Library, Node, Term
from duizhao.publish.finder import DATA, PATH

DOC = Document("db88-1-2030", "DB88 1—2030", "待客", "Welcome")
NODES = (
    Node("A", "annex", None, "附录A", "做法"),
    Node("A.2", "table", "A", "A.2", "实例"),
    Node("A.2/1", "factor", "A.2", None, "领导", "Leadership"),
    Node("A.2/1/1", "group", "A.2/1", None, "愿景", "Vision"),
    Node("A.2/1/1/1", "practice", "A.2/1/1", "1)", text_zh="挂牌。", text_en="Hang a sign."),
    Node("A.2/1/2", "group", "A.2/1", None, "管理"),
    Node("A.2/1/2/a", "item", "A.2/1/2", "a)", "写下", "Writing"),
    Node("A.2/1/2/a/1", "practice", "A.2/1/2/a", "1)", text_zh="写。\n读。", text_en="Write."),
    Node("A.2/1/2/a/2", "practice", "A.2/1/2/a", "2)", text_zh="念。"),
)


def site(*books: Book, concepts: tuple[Concept, ...] = ()) -> publish.Site:
    return publish.lay_out(Library(books, concepts))


def data(*books: Book, concepts: tuple[Concept, ...] = ()) -> dict[str, Any]:
    script = publish.attachments(site(*books, concepts=concepts))[DATA].decode()
    assert script.isprintable() or script.endswith(";\n")
    found: dict[str, Any] = json.loads(script[script.index("duizhao.practices=") + 18 : script.rindex(";")])
    return found


def finder(*books: Book) -> publish.Page | None:
    return next((page for page in publish.pages(laid(*books)) if page.path == PATH), None)


def concept(id_: str, *above: str, terms: tuple[Term, ...] = ()) -> Concept:
    return Concept(id_, terms or (Term("zh", f"词{id_}"), Term("en", id_)), broader=above)


def test_without_practices_there_is_neither_page_nor_data() -> None:
    book = Book(DOC, plain=NODES[:4])
    assert finder(book) is None
    assert DATA not in publish.attachments(laid(book))


def test_a_practice_knows_where_it_stands() -> None:
    found = data(Book(DOC, plain=NODES))
    rows = found["rows"]
    assert rows["number"] == ["A.2/1/1/1", "A.2/1/2/a/1", "A.2/1/2/a/2"]
    assert rows["anchor"] == ["a.2-1-1-1", "a.2-1-2-a-1", "a.2-1-2-a-2"]
    assert rows["item"] == [0, 1, 1]
    assert rows["zh"] == ["挂牌。", "写。\n读。", "念。"]
    assert rows["en"] == ["Hang a sign.", "Write.", ""]
    assert [item["id"] for item in found["items"]] == ["a.2-1-1", "a.2-1-2-a"]
    assert [item["group"] for item in found["items"]] == [-1, 0]
    assert found["items"][1]["label"] == "a)"
    assert found["groups"][0] == {"id": "a.2-1-2", "label": "", "zh": "管理", "en": ""}
    element = {"id": "a.2-1", "label": "", "zh": "领导", "en": "Leadership"}
    assert found["elements"] == [{**element, "document": 0, "page": "db88-1-2030/a.2-1.html"}]


def test_practices_in_odd_places_are_found_too() -> None:
    nodes = (
        Node("1", "practice", None, "1", text_zh="独自。"),
        Node("2", "clause", None, "2", "条"),
        Node("2/x", "practice", "2", "x", text_zh="条下。"),
        Node("2/y", "paragraph", "2"),
        Node("2/y/1", "practice", "2/y", text_zh="段下。"),
    )
    found = data(Book(DOC, plain=nodes))
    assert [found["items"][item]["id"] for item in found["rows"]["item"]] == ["1", "2", "2-y"]
    assert [found["elements"][item["element"]]["id"] for item in found["items"]] == ["1", "2", "2"]
    assert all(item["zh"] or item["en"] for item in found["items"])


def test_ids_name_their_document_where_there_are_several() -> None:
    other = Book(replace(DOC, id="db88-2-2030", number="DB88 2—2030"), plain=NODES)
    found = data(Book(DOC, plain=NODES), other)
    assert [one["id"] for one in found["elements"]] == ["db88-1-2030/a.2-1", "db88-2-2030/a.2-1"]
    assert found["rows"]["item"] == [0, 1, 1, 2, 3, 3]
    assert [one["document"] for one in found["elements"]] == [0, 1]
    page = finder(Book(DOC, plain=NODES), other)
    assert page
    assert "(db88-2-2030/index.md)" in page.text


def test_tags_are_the_concepts_that_practices_share_and_all_above_them() -> None:
    concepts = (
        concept("ask", "listen"),
        concept("listen", terms=(Term("en", "hear", "avoid"), Term("en", "listening"), Term("zh", "倾听", "admitted"))),
        concept("once"),
        concept("survey", "ask"),
    )
    linked = {4: ("survey", "nowhere"), 7: ("ask",), 8: ("once", "survey")}
    nodes = tuple(replace(node, concepts=linked.get(index, ())) for index, node in enumerate(NODES))
    found = data(Book(DOC, plain=nodes), concepts=concepts)
    assert [tag["id"] for tag in found["tags"]] == ["ask", "listen", "survey"]
    assert found["tags"][1] == {"id": "listen", "zh": "倾听", "en": "listening"}
    assert found["rows"]["tags"] == [[0, 1, 2], [0, 1], [0, 1, 2]]


def test_the_print_leads_and_the_plain_words_stand_beside_it() -> None:
    printed = (
        *NODES[:4],
        replace(NODES[4], text_zh="挂", text_en=None, lost=True),
        *NODES[5:7],
        replace(NODES[7], text_zh="请写下来。", concepts=("ask",)),
    )
    plain = (*NODES[:8], replace(NODES[8], concepts=("ask",)))
    rows = data(Book(DOC, printed, plain), concepts=(concept("ask"),))["rows"]
    assert rows["zh"] == ["挂", "请写下来。", ""]
    assert rows["plain_zh"] == ["挂牌。", "写。\n读。", "念。"]
    assert rows["plain_en"] == ["Hang a sign.", "Write.", ""]
    assert rows["lost"] == [0]
    assert rows["tags"] == [[], [0], [0]]


def test_text_from_a_copy_cannot_leave_the_script_or_the_list() -> None:
    evil = "</script><img src=x onerror=alert(1)>\u2028\ud800\x07[a](javascript:alert(1))"
    nodes = tuple(replace(node, title_zh=node.title_zh and evil, text_zh=node.text_zh and evil) for node in NODES)
    script = publish.attachments(laid(Book(DOC, plain=nodes)))[DATA].decode()
    assert not {"<", ">", "\u2028", "\x07"} & set(script)
    page = finder(Book(DOC, plain=nodes))
    assert page
    listed = page.text[page.text.index("dz-finder-plain") :]
    assert "<img" not in listed
    assert "](javascript" not in listed


def test_the_list_without_scripts_counts_and_links_to_where_the_practices_stand() -> None:
    page = finder(Book(DOC, plain=NODES))
    assert page
    lines = [line for line in page.text.split("\n") if "- [" in line]
    assert [line.count("    ") for line in lines] == [0, 1, 1, 2]
    assert all("](db88-1-2030/a.2-1.md" in line for line in lines)
    assert lines[3].endswith('(db88-1-2030/a.2-1.md#a.2-1-2-a) <span class="dz-count">2</span>')
    assert page.place == ()


def test_the_home_page_leads_to_it_where_there_are_practices() -> None:
    mark = "a\n\n<!-- duizhao:finder -->"
    assert "](practices.md)" in publish.fill(mark, laid(Book(DOC, plain=NODES)))
    assert publish.fill(mark, laid(Book(DOC, plain=NODES[:4]))) == "a\n\n"
