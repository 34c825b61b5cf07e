"""A file that holds several documents: where each begins, which are variants of one, and the account of the file."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bases import base, files, records, run, times, write
from duizhao import collection, identify, pipeline, store
from duizhao.errors import CopyError
from duizhao.model import Copy
from duizhao.text import encodings
from invented import dump, handbook

DUMP = Copy("dump.txt", "txt", "utf-8", "dump", dump.DUMP)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dump")
    made = base(folder / "base")
    run("--root", made, "import", *write(folder, dump=dump.DUMP), "--audit", folder / "audit.jsonl")
    return made


def test_each_document_begins_at_its_title() -> None:
    found = collection.starts(dump.DUMP)
    assert [dump.DUMP[at:].lstrip()[:6] for at in found] == [part[:6] for part in dump.PARTS]


@pytest.mark.parametrize("text", [dump.FIRST, dump.RULES, handbook.with_lines(), handbook.run_together(), ""])
def test_one_document_stays_one(text: str) -> None:
    assert collection.starts(text) == [0]


def test_headings_that_their_paragraphs_repeat_make_no_collection() -> None:
    parts = [
        f"{name}\n{name}是每天都要做的事，{'做完了记在本子上，' * 12}谁也不例外。"
        for name in ("沟渠清理工作", "石坎修补工作", "木桥检查工作", "路面平整工作")
    ]
    assert collection.starts("茶园日常工作说明\n" + "\n".join(parts)) == [0]


def test_titles_and_variants(root: Path) -> None:
    found = {store.load_document(folder).title_zh for folder in store.document_folders(root)}
    assert found == set(dump.TITLES)
    first = store.load_book(root / "content" / "cha-yuan-xun-hu-gui-cheng")
    assert len(first.copies) == 2
    assert [copy.whole for copy in first.copies] == [len(dump.DUMP)] * 2
    shares = [f.message for f in first.findings if f.check == "variants"]
    assert len(shares) == 1
    assert "%" in shares[0]


def test_numbers_stay_as_printed(root: Path) -> None:
    nodes = {r["id"]: r for r in records(root) if r["document"] == "cha-yuan-xun-hu-gui-cheng"}
    assert [i for i, node in nodes.items() if node["label"] == "2.2"] == ["2.2", "2.2_2"]
    assert nodes["2.2_2"]["title_zh"] == "不包含"
    assert nodes["2.2_2"]["note"] == "label repeated in the print"
    assert nodes["2.2_2.1"]["parent"] == "2.2_2"
    assert nodes["1.1"]["text_zh"] == "让每一片茶园都有人按时走到,坏了的沟和倒了的苗当天就有人知道。"
    assert "8" not in nodes


def test_a_number_that_is_lost_is_told(root: Path) -> None:
    nodes = {r["id"]: r for r in records(root) if r["document"] == "cha-qing-shou-gou-wen-da"}
    assert (nodes["2/1"]["label"], nodes["2/1"]["title_zh"]) == (".", "称重")
    assert nodes["2/1"]["note"] == "number lost in the copy"
    assert [i for i in nodes if i.startswith("1/2/")] == ["1/2/1", "1/2/2"]
    assert nodes["1/1"]["text_zh"].count("\n") == 2


def test_chapters_and_articles(root: Path) -> None:
    nodes = {r["id"]: r for r in records(root) if r["document"] == "cai-cha-gong-guan-li-zhi-du"}
    assert nodes["2"]["label"] == "第二章"
    assert [i for i in nodes if i.startswith("2/")] == ["2/1", "2/1/1", "2/1/2", "2/3"]
    assert nodes["2/3"]["label"] == "第三条"


def test_the_account_of_the_file_is_exact(root: Path) -> None:
    lines = [json.loads(line) for line in (root.parent / "audit.jsonl").read_text("utf-8").splitlines()]
    assert {line["copy"] for line in lines} == {"dump.txt"}
    assert lines[0]["start"] == 0
    assert all(a["end"] == b["start"] for a, b in pairwise(lines))
    assert lines[-1]["end"] == len(dump.DUMP)
    assert not [line for line in lines if line["to"] == "unread"]
    assert {line["to"] for line in lines} >= {"discard:site-footer", "discard:stamp", "discard:repeated-title"}


def test_importing_again_changes_nothing(root: Path, tmp_path: Path) -> None:
    before, stamps = files(root), times(root / "content")
    for again in ((), write(tmp_path, dump=dump.DUMP)):
        run("--root", root, "import", *again)
        assert files(root) == before
        assert times(root / "content") == stamps


def test_texts_that_differ_are_kept_apart_under_one_title() -> None:
    found = list(identify.variants([("a", "甲乙丙丁" * 3 + dump.TALK), ("a", dump.RULES * 2), ("b", dump.TALK)]))
    assert found == ["a", "a-2", "a"]


def test_what_documents_have_in_common_is_told() -> None:
    found = list(identify.related("dump.txt", {"a": dump.TALK, "b": dump.TALK[:150] + dump.RULES, "c": dump.QUESTIONS}))
    assert {one.document for one in found} == {"a", "b"}
    assert all("kept apart" in one.message for one in found)


lines = st.lists(
    st.sampled_from([*dump.PARTS, *dump.TITLES, "一、总则", "1.1 甲", "(一)乙", "◆丙", "服务" * 60, "。", "目录"])
    | st.text(max_size=20),
    max_size=12,
).map("\n\n".join)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines)
def test_any_lines_are_accounted_for(text: str) -> None:
    copy = Copy("any.txt", "txt", "utf-8", "any", encodings.tidy(text))
    parts = pipeline.parts(copy)
    assert "".join(part.text for part in parts) == copy.text
    assert [part.start for part in parts] == [0, *(part.start + len(part.text) for part in parts[:-1])]
    try:
        grouped = pipeline.group([copy])
    except CopyError:
        return
    for document, held in grouped.items():
        result = pipeline.build(held, document_id=document)
        for record in result.book.copies:
            assert record.in_nodes + sum(record.in_edits.values()) + sum(record.discarded.values()) + record.unread == (
                record.characters
            )
        ids = [node.id for node in result.book.printed]
        assert len(ids) == len(set(ids)) == len({node.anchor for node in result.book.printed})
