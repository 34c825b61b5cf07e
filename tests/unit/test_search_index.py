"""The files of the index: complete, deterministic, and never read wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import searched
from duizhao.errors import DuizhaoError
from duizhao.model import Book, Document, Node
from duizhao.search import Index, Label, Record, build, query, reader
from duizhao.search import index as index_module
from duizhao.search.shards import Numbers, deltas, records, row, rows, table, varints
from duizhao.search.tokens import squeeze


def test_building_twice_gives_the_same_files() -> None:
    assert searched.written(searched.library()) == searched.written(searched.library())


def test_a_small_buffer_gives_the_same_files() -> None:
    """What is spilled to temporary files and merged is what would have been sorted in memory."""
    records = searched.library()
    assert searched.written(records, buffer=500) == searched.written(records)


def test_all_files_of_a_build_carry_its_stamp() -> None:
    files = searched.written(searched.library())
    assert len({file.decode().split('"')[5] for file in files.values()}) == 1
    changed = searched.written([*searched.library()[:-1]])
    assert changed["index.js"].split(b'"')[5] != files["index.js"].split(b'"')[5]


def test_files_are_small() -> None:
    """What a query reads: rows and texts; how characters are read for typing errors only."""
    files = searched.written(searched.library())
    assert max(len(data) for data in files.values()) < 25_000


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("index.js", lambda data: data[:-20]),
        ("i0.js", lambda data: data.replace(b"eN", b"eM", 1)),
        ("i0.js", lambda data: data[:60] + data[80:]),
        ("i0.js", lambda data: data.replace(b'("1"', b'("2"')),
        ("i0.js", lambda _: b"<!doctype html>Not found"),
        ("i0.js", lambda data: re.sub(rb'"i0","\w+"', b'"i0","000000000000"', data)),
    ],
)
def test_a_damaged_or_stale_file_is_refused(name: str, change) -> None:  # type: ignore[no-untyped-def]
    files = searched.written(searched.library()[:20])
    files[name] = change(files[name])
    with pytest.raises(DuizhaoError, match="build the site again"):
        query(Index(files.__getitem__), "10")


def test_nothing_but_the_list_of_files_is_read_before_a_query() -> None:
    files = searched.written(searched.library())
    seen: list[str] = []

    def fetch(name: str) -> bytes:
        seen.append(name)
        return files[name]

    Index(fetch)
    assert set(seen) == {"index.js"}


def test_an_empty_library_answers() -> None:
    found = query(Index(searched.written((), ()).__getitem__), "读者")
    assert (found["hits"], found["total"]) == ([], 0)


def parts() -> Iterator[tuple[int, str]]:
    """Some substrings of every text: from each third character on, two, three, five and twelve characters."""
    for number, record in enumerate(searched.library()):
        for text in filter(None, (*record.titles, *record.texts)):
            for start in range(0, len(text) - 1, 7):
                for size in (2, 3, 5, 12):
                    part = text[start : start + size]
                    if len(squeeze(part)) > 1 and not re.search(r"(^|\s)-|[\"“”„«»「」『』]", part):
                        yield number, part


def test_every_part_of_every_text_finds_its_record() -> None:
    """What one can see one can find: the ids of all hits hold that of the record, whatever was cut out of it."""
    library = searched.library()
    cuts = sorted(set(parts()), key=lambda cut: hash((cut[1][::-1], cut[0])) % 1000)[:400]
    missed = [
        (library[number].id, part)
        for number, part in cuts
        if library[number].address
        not in {hit["address"] for hit in query(searched.index(), part, limit=10_000)["hits"]}
    ]
    assert missed == []


WORDS = st.text(st.sampled_from("读者服务馆员反馈，。abcde 123.-/"), min_size=2, max_size=24)


@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_any_part_of_any_text_finds_its_record(texts: list[str], data: st.DataObject) -> None:
    records = [Record(f"{n}x", "item", Label("d"), f"#{n}", text_zh=text) for n, text in enumerate(texts)]
    number = data.draw(st.integers(0, len(texts) - 1))
    start = data.draw(st.integers(0, len(texts[number]) - 2))
    part = texts[number][start : data.draw(st.integers(start + 2, len(texts[number])))]
    if len(squeeze(part)) > 1 and not re.search(r"(^|\s)-", part):
        found = query(Index(searched.written(records, ()).__getitem__), part, limit=1000)
        assert f"#{number}" in {hit["address"] for hit in found["hits"]}


def test_many_segments_answer_like_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long lists are cut into segments; what is found stays the same."""
    asked = ("读者", "visitor services", "reading", "A.2", "图书馆 visitor", "读者 -反馈", "the")
    whole = [_found(searched.index(), one) for one in asked]
    monkeypatch.setattr(index_module, "SEGMENT", 30)
    monkeypatch.setattr(index_module, "INLINE", 10)
    cut = Index(searched.written(searched.library()).__getitem__)
    assert len(cut.segments) > 2
    for one, expected in zip(asked, whole, strict=True):
        assert _found(cut, one) >= expected - _weak(searched.index(), one)


def _found(index: Index, text: str) -> set[str]:
    return {hit["address"] for hit in query(index, text, limit=10_000)["hits"]}


def _weak(index: Index, text: str) -> set[str]:
    """Hits of kinds that large libraries leave out."""
    return {hit["address"] for hit in query(index, text, limit=10_000)["hits"] if hit["rank"] >= 40}


def test_records_join_both_editions() -> None:
    document = Document("d", "D 1", "标题")
    printed = (Node("1", "clause", text_zh="印刷"), Node("3", "clause", text_zh="三"))
    plain = (Node("1", "clause", text_zh="白话"), Node("2", "clause", text_zh="二"), Node("3", "clause", text_zh="三"))
    found = searched.records_of([Book(document, printed, plain)])
    assert [record.id for record in found] == ["1", "2", "3", "d"]
    assert (found[0].text_zh, found[0].other_text_zh) == ("印刷", "白话")
    assert (found[2].text_zh, found[2].other_text_zh) == ("三", "")
    assert (found[3].kind, found[3].label, found[3].text_zh) == ("document", "D 1", "标题")


def test_hostile_records_are_indexed_as_text() -> None:
    records = searched.records_of([searched.sample().hostile()])
    files = searched.written(records)
    for name, data in files.items():
        assert re.fullmatch(rb'duizhaoSearch\("1","\w+","\w+","[A-Za-z0-9+/=]*"\);\n', data), name
    hits = query(Index(files.__getitem__), "window.harmed")["hits"]
    assert "<script>window.harmed=1</script>" in {hit["title_zh"] for hit in hits}


@given(st.lists(st.integers(0, 2**32)))
def test_numbers_come_back(numbers: list[int]) -> None:
    data = bytearray()
    varints(numbers, data)
    read = Numbers(bytes(data))
    assert [read.one() for _ in numbers] == numbers
    ascending = sorted(set(numbers))
    data = bytearray()
    deltas(ascending, data)
    assert Numbers(bytes(data)).ascending(len(ascending)) == ascending


KEYS = st.text(st.characters(exclude_characters="\n\r", codec="utf-8"), min_size=1)
LISTS = st.sets(st.integers(0, 2**20), max_size=9).map(sorted)


@given(st.lists(st.tuples(KEYS, LISTS, LISTS, st.booleans())))
def test_rows_come_back(given_rows: list[tuple[str, list[int], list[int], bool]]) -> None:
    made = [row(key, titles, () if split else texts, split=split) for key, titles, texts, split in given_rows]
    keys, heads, values = rows(table(made))
    assert list(zip(keys, heads, values, strict=True)) == made
    for (_, titles, texts, split), head, value in zip(given_rows, heads, values, strict=True):
        assert records(head, value) == (titles, [] if split else texts, split)


@given(st.lists(st.sets(st.integers(0, 50)), max_size=5))
def test_lists_are_joined_and_cut_like_sets(sets: list[set[int]]) -> None:
    lists = [sorted(one) for one in sets]
    assert reader.union(lists) == sorted(set().union(*sets))
    assert reader.common(lists) == (sorted(set.intersection(*sets)) if sets else [])


def test_facts_tell_documents_apart() -> None:
    base = Record("1", "item", Label("a", "甲", "A"), "#1", text_zh="同一句话")
    records = [base, replace(base, address="#2", document=Label("b", "乙", "B")), replace(base, id="3", address="#3")]
    found = query(Index(searched.written(records, ()).__getitem__), "同一句话")
    assert [(one["value"], one["zh"], one["count"]) for one in found["facets"]["document"]] == [
        ("a", "甲", 2),
        ("b", "乙", 1),
    ]


def test_what_was_built_is_told() -> None:
    files: dict[str, bytes] = {}
    told = build(searched.library(), searched.CONCEPTS, files.__setitem__)
    assert told.records == len(searched.library())
    assert (told.files, told.size) == (len(files), sum(map(len, files.values())))
