"""The glossary's files: they come back whole, and what is wrong is told with file and line."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao import schema, store
from duizhao.errors import StoreError
from duizhao.model import Concept, Condition, Source, Term
from duizhao.store import names

VISITOR = Concept(
    "visitor",
    (
        Term("zh", "观众"),
        Term("zh", "参观者", "admitted"),
        Term("zh", "游客", "avoid", reason="游客不一定进馆。", condition=Condition(("6.1",), ("展厅",))),
        Term("en", "visitor", part_of_speech="noun"),
    ),
    definition_zh="到馆里来的人",
    sources=(Source("x-1", "3.1"), Source("iso-1")),
    broader=("person",),
    related=("ticket",),
)
PERSON = Concept("person", (Term("en", "person"),))
TICKET = Concept("ticket", (Term("en", "ticket"),))
ALL = (PERSON, TICKET, VISITOR)


def write(root: Path, **texts: str) -> Path:
    (root / "glossary").mkdir(exist_ok=True)
    for name, text in texts.items():
        (root / "glossary" / f"{name.replace('_', '-')}.yaml").write_text(text, "utf-8")
    return root


def told(root: Path) -> str:
    with pytest.raises(StoreError) as caught:
        store.load_glossary(root)
    return str(caught.value).replace(str(root / "glossary") + os.sep, "")


def test_a_glossary_comes_back(tmp_path: Path) -> None:
    assert store.load_glossary(tmp_path) == ()
    assert store.save_glossary(tmp_path, reversed(ALL))
    assert store.load_glossary(tmp_path) == ALL
    path = tmp_path / "glossary" / "visitor.yaml"
    first = path.read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../.schemas/concept.schema.json"
    assert (tmp_path / ".schemas" / schema.file_name("concept")).is_file()


def test_what_stays_as_it_was_keeps_its_comments_and_its_time(tmp_path: Path) -> None:
    store.save_glossary(tmp_path, ALL)
    path = tmp_path / "glossary" / "ticket.yaml"
    path.write_text(path.read_text("utf-8") + "# see the entrance\n", "utf-8")
    (tmp_path / "glossary" / ".gitkeep").touch()
    os.utime(path, (1, 1))
    assert not store.save_glossary(tmp_path, ALL)
    assert store.save_glossary(tmp_path, (PERSON, TICKET))
    assert {each.name for each in path.parent.iterdir()} == {".gitkeep", "person.yaml", "ticket.yaml"}
    assert (path.stat().st_mtime, "# see" in path.read_text("utf-8")) == (1, True)


def test_one_concept_is_saved_among_the_others(tmp_path: Path) -> None:
    store.save_glossary(tmp_path, ALL)
    changed = replace(TICKET, note="new", related=("visitor",))
    assert store.save_concept(tmp_path, changed)
    assert not store.save_concept(tmp_path, changed)
    assert store.load_glossary(tmp_path) == (PERSON, changed, VISITOR)
    with pytest.raises(StoreError, match=r"ticket\.yaml: related names 'visiter', which is no concept: did you mean"):
        store.save_concept(tmp_path, replace(TICKET, related=("visiter",)))
    assert store.load_glossary(tmp_path) == (PERSON, changed, VISITOR)


def test_a_wrong_glossary_is_not_saved_at_all(tmp_path: Path) -> None:
    store.save_glossary(tmp_path, ALL)
    with pytest.raises(StoreError, match="a concept needs a term"):
        store.save_glossary(tmp_path, (replace(PERSON, terms=()), TICKET))
    with pytest.raises(StoreError, match="the id stands twice"):
        store.save_glossary(tmp_path, (PERSON, PERSON))
    assert store.load_glossary(tmp_path) == ALL


@pytest.mark.parametrize("name", ["Visitor", "观众", "a_b", "a--b", "-a", "a.b", "../x", "", "con", "a" * 121])
def test_ids_are_file_names(tmp_path: Path, name: str) -> None:
    assert names.concept_id_fault(name)
    with pytest.raises(StoreError, match="cannot be a concept's id"):
        store.save_glossary(tmp_path, [replace(TICKET, id=name)])
    assert not (tmp_path / "glossary").exists()


TERMS = "terms:\n  - language: en\n    text: ticket\n"

WRONG = {
    "no id": (TERMS, "a.yaml:1: the key 'id' is missing"),
    "another id": (f"# c\nid: b\n{TERMS}", "a.yaml:2: the id 'b' is not the file's name 'a'"),
    "no terms": ("id: a\n", "a.yaml:1: the key 'terms' is missing"),
    "empty terms": ("id: a\nterms: []\n", "a.yaml:2: a concept needs a term"),
    "empty term": ("id: a\nterms:\n  - language: en\n    text: ''\n", "a.yaml:4: the term '' has no letter"),
    "two lines": ('id: a\nterms:\n  - language: en\n    text: "a\\nb"\n', "a.yaml:4: a term is one line"),
    "space": ("id: a\nterms:\n  - language: en\n    text: ' a'\n", "a.yaml:4: a term is one line without space"),
    "a definition": (f"id: a\nterms:\n  - language: en\n    text: {'a' * 201}\n", "a.yaml:4: the term has 201 char"),
    "twice": (
        f"id: a\n{TERMS}  - text: ticket\n    language: en\n",
        "a.yaml:5: the term 'ticket' stands twice in this",
    ),
    "language": ("id: a\nterms:\n  - language: de\n    text: x\n", "a.yaml:3: 'de' is not one of: zh, en"),
    "status": (f"id: a\n{TERMS}    status: bad\n", "a.yaml:5: 'bad' is not one of: preferred"),
    "unknown key": (f"id: a\n{TERMS}narrower: [b]\n", "a.yaml:5: the key 'narrower' is not known"),
    "broader": (f"id: a\n{TERMS}broader: [tickets]\n", "a.yaml:5: broader names 'tickets', which is no concept: write"),
    "related": (f"id: a\n{TERMS}related:\n  - a\n", "a.yaml:6: related names the concept itself"),
    "no YAML": ("id: [a\n", "a.yaml:2: this is not YAML"),
}


@pytest.mark.parametrize("case", WRONG)
def test_errors_name_file_and_line(tmp_path: Path, case: str) -> None:
    text, message = WRONG[case]
    assert told(write(tmp_path, a=text)).startswith(message)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, a=f"id: a\n{TERMS}broader: [b, c, d]\n", b="id: [", c=f"id: c\n{TERMS}related: [x]\n")
    (tmp_path / "glossary" / "d.yml").write_text("id: d\n")
    lines = told(tmp_path).splitlines()
    assert [line.partition(": ")[0] for line in lines] == ["d.yml", "b.yaml:2", "c.yaml:5"]
    assert "rename it to d.yaml" in lines[0]


def test_circles_of_broader_concepts_are_told_once(tmp_path: Path) -> None:
    write(
        tmp_path, **{one: f"id: {one}\n{TERMS}broader: [{above}]\n" for one, above in zip("abcd", "bcac", strict=True)}
    )
    assert told(tmp_path) == (
        "c.yaml:5: a concept cannot be broader than itself: a → b → c → a. Take one of these out of 'broader'."
    )


def test_a_long_chain_and_a_diamond_are_no_circles(tmp_path: Path) -> None:
    chain = [
        replace(TICKET, id=f"c{n:04}", broader=tuple(f"c{m:04}" for m in (n + 1, n + 2) if m < 1100))
        for n in range(1100)
    ]
    store.save_glossary(tmp_path, chain)


def test_several_preferred_terms_are_right(tmp_path: Path) -> None:
    two = replace(TICKET, terms=(Term("en", "ticket"), Term("en", "admission ticket"), Term("zh", "ticket")))
    store.save_glossary(tmp_path, [two])
    assert store.load_glossary(tmp_path) == (two,)


# --- a law --------------------------------------------------------------------------------------------------------

IDS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True).filter(
    lambda id_: not names.concept_id_fault(id_)
)
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
WORD = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(
    lambda text: text == text.strip() and "\n" not in text and any(char.isalnum() for char in text)
)
MAYBE = st.none() | TEXT
CONDITIONS = st.builds(Condition, st.lists(TEXT, max_size=2).map(tuple), st.lists(TEXT, max_size=2).map(tuple))
TERM = st.builds(
    Term, st.sampled_from(["zh", "en"]), WORD, st.sampled_from(["preferred", "admitted", "avoid"]), MAYBE, MAYBE,
    st.none() | CONDITIONS,
)  # fmt: skip
TERM_LISTS = st.lists(TERM, min_size=1, max_size=3, unique_by=lambda term: (term.language, term.text)).map(tuple)


@st.composite
def glossaries(draw: st.DrawFn) -> tuple[Concept, ...]:
    """Concepts of which each names earlier ones as broader and later ones as related."""
    ids = draw(st.lists(IDS, unique=True, max_size=4))
    return tuple(
        Concept(
            id_, draw(TERM_LISTS), draw(MAYBE), draw(MAYBE),
            tuple(draw(st.lists(st.builds(Source, TEXT, MAYBE), max_size=2))),
            tuple(draw(st.lists(st.sampled_from(ids[:n]), unique=True, max_size=2)) if n else ()),
            tuple(draw(st.lists(st.sampled_from(ids[n + 1 :]), unique=True, max_size=2)) if ids[n + 1 :] else ()),
            draw(MAYBE),
        )
        for n, id_ in enumerate(ids)
    )  # fmt: skip


@settings(max_examples=40)
@given(glossaries())
def test_any_glossary_comes_back(concepts: tuple[Concept, ...]) -> None:
    with TemporaryDirectory() as folder:
        store.save_glossary(Path(folder), concepts)
        assert store.load_glossary(Path(folder)) == tuple(sorted(concepts, key=lambda concept: concept.id))
        assert not store.save_glossary(Path(folder), concepts)
