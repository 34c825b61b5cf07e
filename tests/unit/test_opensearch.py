"""Records for OpenSearch, as far as no cluster is needed: lines parse, ids are unique, the mapping has every field."""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import searched
from bases import PLAIN, base, files, run, write
from duizhao.exchange import opensearch
from duizhao.model import Concept, Term
from duizhao.search import Label, Record
from duizhao.search.tokens import simplified

README = Path(__file__).parents[2] / "README.md"
BUILT_IN = {"standard", "cjk_width", "lowercase", "cjk_bigram"}
"""Names of the programs' own that the analysers use."""


def body(concepts: tuple[Concept, ...] = searched.CONCEPTS) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(opensearch.index(concepts, simplified()))
    return made


def plain(*records: Record) -> Iterator[dict[str, Any]]:
    return map(asdict, records)


def loaded(data: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Bulk lines as a cluster reads them: an action and a record by turns, each ended by a line end."""
    assert data.endswith(b"\n")
    lines = [json.loads(line) for line in data.split(b"\n")[:-1]]
    actions, sources = lines[::2], lines[1::2]
    assert all(list(action) == ["index"] and list(action["index"]) == ["_id"] for action in actions)
    return list(zip((action["index"]["_id"] for action in actions), sources, strict=True))


# The bulk lines


def test_every_record_is_there_with_an_id_of_its_own() -> None:
    records = searched.library()
    found = [pair for part in opensearch.parts(plain(*records)) for pair in loaded(part)]
    assert [source["order"] for _, source in found[1:]] == list(range(1, len(records)))
    assert len({name for name, _ in found}) == len(records)
    assert [(source["document"], source["id"]) for _, source in found] == [(one.document.id, one.id) for one in records]
    assert dict(found)["db99-t-0101-2031#6.1.1"]["kind"] == "clause"
    assert dict(found)["db99-t-0101-2031"]["kind"] == "document"


def test_a_record_says_all_that_is_searched() -> None:
    texts = {name: name for name in ("label", "title_zh", "text_en", "other_text_zh", "other_title_en")}
    record = Record(
        "A/1", "practice", Label("x", "甲", "A"), "x/#a", element=Label("乙", "乙", "B"), concepts=("reader",), **texts
    )
    ((name, source),) = loaded(b"".join(opensearch.parts(plain(record))))
    assert name == "x#A/1"
    assert source == {
        "id": "A/1", "kind": "practice", "document": "x", "document_zh": "甲", "document_en": "A", "address": "x/#a",
        "element": "乙", "element_zh": "乙", "element_en": "B", "concepts": ["reader"], **texts,
        "order": 0,
    }  # fmt: skip


@given(st.text(), st.text(min_size=1, max_size=400))
def test_any_text_is_two_lines(text: str, name: str) -> None:
    clean = text.encode("utf-8", "replace").decode(), name.encode("utf-8", "replace").decode()
    record = Record(clean[1], "clause", Label("x"), "x/", text_zh=clean[0])
    data = b"".join(opensearch.parts(plain(record)))
    assert len(data.decode().splitlines()) == 2
    ((id_, source),) = loaded(data)
    assert source.get("text_zh", "") == clean[0]
    assert len(id_.encode()) <= opensearch.LONGEST


def test_many_records_are_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opensearch, "PART", 4_000)
    parts = list(opensearch.parts(plain(*searched.library())))
    assert len(parts) > 5
    assert all(len(part) <= 4_000 for part in parts)
    whole = [pair for part in parts for pair in loaded(part)]
    monkeypatch.undo()
    assert whole == loaded(b"".join(opensearch.parts(plain(*searched.library()))))


# The index


def test_the_mapping_is_strict_and_names_every_field() -> None:
    mapping = body()["mappings"]
    assert mapping["dynamic"] == "strict"
    names = {each.name for each in fields(Record)} | {"order"}
    names |= {f"{name}_{language}" for name in ("document", "element") for language in ("zh", "en")}
    assert set(mapping["properties"]) == names
    for record in plain(*searched.library()):
        ((_, source),) = loaded(b"".join(opensearch.parts([record])))
        assert source.keys() <= mapping["properties"].keys()


def test_facets_and_concepts_are_keywords_and_texts_have_the_analyser_of_their_language() -> None:
    properties = body()["mappings"]["properties"]
    assert {properties[name]["type"] for name in ("document", "kind", "element", "concepts")} == {"keyword"}
    for name, each in properties.items():
        if each["type"] == "text":
            language = name[-2:]
            assert (each["analyzer"], each["search_analyzer"]) == (f"duizhao_{language}", f"duizhao_{language}_search")


@pytest.mark.parametrize("concepts", [searched.CONCEPTS, ()], ids=["glossary", "none"])
def test_whatever_is_named_is_there(concepts: tuple[Concept, ...]) -> None:
    made = body(concepts)
    analysis = made["settings"]["analysis"]
    there = BUILT_IN | set(analysis["filter"]) | set(analysis["char_filter"])
    used = {name for each in made["mappings"]["properties"].values() for name in (each.get("analyzer"),) if name}
    used |= {each["search_analyzer"] for each in made["mappings"]["properties"].values() if "search_analyzer" in each}
    assert used == set(analysis["analyzer"])
    for each in (*analysis["analyzer"].values(), *analysis["normalizer"].values()):
        assert {each.get("tokenizer", "standard"), *each["filter"], *each.get("char_filter", ())} <= there
    assert {each.get("normalizer", "duizhao_number") for each in made["mappings"]["properties"].values()} == set(
        analysis["normalizer"]
    )


def test_pairs_and_characters_are_never_read_as_synonyms() -> None:
    """Both programs refuse synonyms behind a filter that puts two tokens in one place."""
    analysis = body()["settings"]["analysis"]
    for name, each in analysis["analyzer"].items():
        assert ("duizhao_terms" in each["filter"]) == name.endswith("_search")
        assert not {"duizhao_terms", "duizhao_pairs_and_characters"} <= set(each["filter"])


def test_traditional_characters_are_mapped() -> None:
    mappings = body()["settings"]["analysis"]["char_filter"]["duizhao_simplified"]["mappings"]
    assert "讀 => 读" in mappings
    assert len(set(mappings)) == len(simplified())
    assert all(re.fullmatch(r"\S => \S", rule) for rule in mappings)


# Synonyms


def rules(*concepts: Concept) -> list[str]:
    found: list[str] = body(concepts)["settings"]["analysis"]["filter"].get("duizhao_terms", {}).get("synonyms", [])
    return found


def read(rule: str) -> list[str]:
    """A rule as it is parsed: cut at commas, a backslash before what is meant as itself."""
    assert not re.search(r"(?<!\\)(\\\\)*(=>|#)", rule)
    terms = re.findall(r"(?:\\.|[^\\,])+", rule)
    return [re.sub(r"\\(.)", r"\1", term).strip() for term in terms]


def test_the_terms_of_a_concept_are_synonyms_across_the_languages() -> None:
    assert "读者, 借阅人, visitor, patron" in rules(*searched.CONCEPTS)


def test_a_concept_of_one_term_needs_no_rule() -> None:
    assert rules(Concept("one", (Term("zh", "茶"),)), Concept("same", (Term("zh", "x"), Term("en", "x")))) == []
    assert rules(Concept("signs", (Term("zh", "茶"), Term("en", "—")))) == []


@given(st.lists(st.text(alphabet="ab茶,\\=># \n", min_size=1), min_size=2, unique=True))
def test_no_sign_of_a_term_is_read_as_one_of_the_rule(texts: list[str]) -> None:
    kept = dict.fromkeys(" ".join(text.split()) for text in texts if any(map(str.isalnum, text)))
    found = rules(Concept("x", tuple(Term("en", text) for text in texts)))
    assert [read(rule) for rule in found] == ([list(kept)] if len(kept) > 1 else [])


# The documentation


def test_the_query_of_the_readme_is_json_and_asks_for_fields_that_are_there() -> None:
    (block,) = re.findall(r"^```json\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    asked = json.loads(block)
    patterns = [field.partition("^")[0] for field in asked["query"]["multi_match"]["fields"]]
    facets = [each["terms"]["field"] for each in asked["aggs"].values()]
    for pattern in (*patterns, *facets, asked["sort"][1]):
        assert fnmatch.filter(opensearch.FIELDS, pattern)


# The command


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = base(tmp_path / "base")
    run("--root", made, "import", *write(tmp_path, yard=PLAIN))
    return made


def test_the_folder_holds_the_index_and_the_records(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    out.mkdir(parents=True)
    (out / "records-0002.ndjson").write_text("of an earlier export\n")
    (out / "mine.txt").write_text("x")
    told = run("--root", root, "export", "opensearch", "-o", out).stdout
    found = files(out)
    assert set(found) == {"index.json", "records-0001.ndjson", "mine.txt"}
    pairs = loaded(found["records-0001.ndjson"])
    assert told == f"{out}: {len(pairs)} records.\n"
    assert "db97-t-63-2024#4.1" in dict(pairs)
    assert {key for _, source in pairs for key in source} <= set(
        json.loads(found["index.json"])["mappings"]["properties"]
    )
    run("--root", root, "export", "opensearch", "-o", out, "--document", "db97-t-63-2024")
    assert files(out) == found


def test_what_cannot_be_exported_is_told(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = run("--root", root, "export", "opensearch", "-o", out, "--document", "gb-1", code=2).stderr
    assert "no document gb-1; there are: db97-t-63-2024." in told
    empty = base(tmp_path / "empty")
    assert "nothing to export" in run("--root", empty, "export", "opensearch", "-o", out, code=2).stderr
    assert not out.exists()
