"""Concepts of nodes: linked by every term in both languages, told apart by conditions, passed on as tags."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bases import base, run
from duizhao import pipeline, store
from duizhao.link import link
from duizhao.model import Book, Concept, Condition, Document, Language, Library, Node, Term, TermStatus
from duizhao.text.terms import Terms, broader, context, places, tags


def concept(id_: str, *terms: Term, above: tuple[str, ...] = ()) -> Concept:
    return Concept(id_, terms or (en(id_.replace("-", " ")),), broader=above)


def zh(text: str, status: TermStatus = "preferred", condition: Condition | None = None) -> Term:
    return Term("zh", text, status, condition=condition)


def en(text: str, condition: Condition | None = None) -> Term:
    return Term("en", text, condition=condition)


def linked(nodes: list[Node], *concepts: Concept) -> dict[str, tuple[str, ...]]:
    made = link(Library((Book(Document("x-1"), plain=tuple(nodes)),), concepts))
    return {node.id: node.concepts for node in made.books[0].plain}


def test_terms_of_every_status_in_titles_and_texts_of_both_languages() -> None:
    concepts = (
        concept("visitor", zh("观众"), zh("游客", "avoid"), en("visitor")),
        concept("label", zh("说明牌"), Term("en", "label", "admitted")),
    )
    nodes = [
        Node("1", "clause", title_zh="观众"),
        Node("2", "clause", title_en="Labels for visitors"),
        Node("3", "clause", text_zh="说明牌要让游客看清。"),
        Node("4", "clause", text_en="Labelled as before.", concepts=("gone",)),
        Node("5", "clause"),
    ]
    assert linked(nodes, *concepts) == {
        "1": ("visitor",), "2": ("label", "visitor"), "3": ("label", "visitor"), "4": ("label",), "5": (),
    }  # fmt: skip
    assert linked(nodes) == dict.fromkeys("12345", ())


def test_both_editions_are_linked_and_linking_again_changes_nothing() -> None:
    node = Node("1", "clause", text_en="visitors")
    library = Library((Book(Document("x-1"), printed=(node,), plain=(node,)),), (concept("visitor"),))
    made = link(library)
    assert made.books[0].printed == made.books[0].plain == (replace(node, concepts=("visitor",)),)
    assert link(made) == made == pipeline.finish(library)


INSTITUTION = concept("institution", zh("机构"))
ORGANIZATION = concept("organization", zh("机构", condition=Condition(nodes=("A.2/1", "6.3"))))


def test_a_condition_of_nodes_holds_there_and_below() -> None:
    text = "机构"
    nodes = [
        Node("6", "clause", text_zh=text), Node("6.3", "clause", "6", text_zh=text),
        Node("6.3.2", "clause", "6.3", text_zh=text), Node("6.30", "clause", "6", text_zh=text),
        Node("A.2", "table", text_zh=text), Node("A.2/1", "factor", "A.2", text_zh=text),
        Node("A.2/1/2/a", "item", "A.2/1", text_zh=text), Node("A.2/10", "factor", "A.2", text_zh=text),
    ]  # fmt: skip
    assert linked(nodes, ORGANIZATION) == {
        node.id: ("organization",) if node.id in {"6.3", "6.3.2", "A.2/1", "A.2/1/2/a"} else () for node in nodes
    }
    both = linked(nodes, INSTITUTION, ORGANIZATION)
    assert both["6.3"] == ("institution", "organization")
    assert both["6.30"] == ("institution",)


def test_a_condition_of_words_asks_the_whole_node_in_that_language() -> None:
    condition = Condition(words=("ticket", "entrance fee"))
    price = concept("admission", en("charge", condition=condition))
    nodes = [
        Node("1", "clause", title_en="Tickets", text_en="The charge is small."),
        Node("2", "clause", title_en="Entrance-fees", text_en="The charge is small."),
        Node("3", "clause", title_zh="ticket", text_en="The guide in charge."),
        Node("4", "clause", text_en="Ticketing is in charge."),
    ]
    assert [bool(found) for found in linked(nodes, price).values()] == [True, True, False, True]


def test_a_condition_of_nodes_or_words_holds_with_either() -> None:
    either = concept("x", en("charge", condition=Condition(nodes=("1",), words=("ticket",))))
    empty = concept("y", en("charge", condition=Condition()))
    nodes = [Node("1", "clause", text_en="charge"), Node("2", "clause", text_en="ticket charge"),
             Node("3", "clause", text_en="charge")]  # fmt: skip
    assert linked(nodes, either, empty) == {"1": ("x", "y"), "2": ("x", "y"), "3": ("y",)}


def test_where_the_longer_term_does_not_count_the_shorter_does() -> None:
    longer = concept("cloakroom-service", en("cloakroom service", Condition(nodes=("9",))))
    assert linked([Node("1", "clause", text_en="cloakroom service")], concept("service"), longer) == {"1": ("service",)}


def test_uses_say_where_each_term_stands() -> None:
    terms = Terms([concept("visitor", zh("观众"), en("visitor"))])
    node = Node("1", "clause", title_zh="观众", text_en="Greet every visitor's child.")
    uses = terms.uses(node)
    assert list(uses) == ["title_zh", "text_en"]
    found = uses["text_en"][0]
    assert ("Greet every visitor's child."[found.start : found.end], found.keys[0].concept) == ("visitor's", "visitor")
    assert context(node, "en") == "Greet every visitor's child."


def test_places_follow_parents_even_missing_ones() -> None:
    nodes = [Node("A", "annex"), Node("A.1", "table", "A"), Node("A.1/1", "factor", "A.1"), Node("9.1", "clause", "9")]
    assert places(nodes)["A.1/1"] == {"A", "A.1", "A.1/1"}
    assert places(nodes)["9.1"] == {"9", "9.1"}


def test_tags_are_the_concepts_and_all_broader_ones() -> None:
    concepts = [
        concept("visitor-survey", above=("survey", "gone")), concept("survey", above=("measurement", "listening")),
        concept("measurement", above=("management",)), concept("listening", above=("management",)),
        concept("management"),
    ]  # fmt: skip
    assert broader(concepts)["visitor-survey"] == (
        "visitor-survey", "survey", "measurement", "listening", "management",
    )  # fmt: skip
    nodes = [
        Node("A.1/1", "factor", concepts=("survey",)),
        Node("A.1/1/a", "item", "A.1/1", concepts=("visitor-survey", "nowhere")),
        Node("A.1/1/a/1", "practice", "A.1/1/a"),
    ]
    assert tags(nodes, concepts) == {
        "A.1/1/a": ("listening", "management", "measurement", "survey", "visitor-survey"), "A.1/1/a/1": (),
    }  # fmt: skip


def test_circles_of_broader_concepts_end() -> None:
    assert broader([concept("a", above=("b",)), concept("b", above=("a",))]) == {"a": ("a", "b"), "b": ("b", "a")}


def test_export_has_the_concepts(tmp_path: Path) -> None:
    root = base(tmp_path / "x")
    nodes = [Node("1", "clause", text_zh="观众至上。", text_en="Visitors first.")]
    store.save_plain(store.document_folder(root, "x-1"), nodes, Document("x-1"))
    store.save_glossary(root, [concept("visitor", zh("观众"), en("visitor"))])
    lines = run("--root", root, "export", "jsonl").stdout.splitlines()
    assert [json.loads(line)["concepts"] for line in lines] == [["visitor"]]
    run("--root", root, "export", "site", tmp_path / "site")


# --- a law --------------------------------------------------------------------------------------------------------

WORDS: dict[Language, tuple[str, ...]] = {
    "zh": ("观众", "观众服务", "服务", "展品"),
    "en": ("visitor", "label", "guide"),
}


@given(st.lists(st.sampled_from(WORDS["zh"] + WORDS["en"]), max_size=5), st.permutations(WORDS["zh"] + WORDS["en"]))
def test_the_order_of_concepts_and_of_words_changes_nothing(text: list[str], order: list[str]) -> None:
    def made(words: list[str]) -> Library:
        concepts = tuple(concept(f"c{ord(word[0])}-{len(word)}", Term(language(word), word)) for word in words)
        nodes = (Node("1", "clause", text_zh="，".join(text), text_en=", ".join(reversed(text))),)
        return link(Library((Book(Document("x-1"), plain=nodes),), concepts))

    assert made(order).books == made(sorted(order)).books
    assert len(made(order).books[0].plain[0].concepts) == len(set(text))


def language(word: str) -> Language:
    return "en" if word.isascii() else "zh"
