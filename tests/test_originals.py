"""The whole way for the two real copies of DB23/T 3405—2023, where they are at hand; skipped with a message elsewhere.

Nothing of their text stands here: what is compared are numbers, dates and counts, and the scores of the measuring
script against its gold.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from bases import base, files, records, run, times
from duizhao import store
from duizhao.model import Document, Reference
from duizhao.readers import read

SHARED = Path(__file__).parents[2] / "shared"
COPIES = sorted([*SHARED.glob("originals/000*.txt"), *SHARED.glob("originals/003*.txt")])
GOLD = SHARED / "gold"
DOCUMENT = "db23-t-3405-2023"

pytestmark = [
    pytest.mark.originals,
    pytest.mark.skipif(len(COPIES) != 2, reason=f"the two real copies are not in {SHARED / 'originals'}"),
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base with both copies imported."""
    made = base(tmp_path_factory.mktemp("originals") / "base")
    run("--root", made, "import", *COPIES, "--audit", made.parent / "audit.jsonl")
    return made


@pytest.fixture(scope="module")
def nodes(root: Path) -> dict[str, dict[str, Any]]:
    return {node["id"]: node for node in records(root)}


@pytest.fixture(scope="module")
def document(root: Path) -> Document:
    return store.load_document(root / "content" / DOCUMENT)


@pytest.mark.skipif(not (GOLD / "measure.py").is_file(), reason=f"no measure.py in {GOLD}")
def test_the_scores(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("export", "jsonl", "--root", root, "-o", tmp_path / "records.jsonl")
    scored = [GOLD / "measure.py", tmp_path / "records.jsonl", *sorted(GOLD.glob("*.jsonl"))]
    done = subprocess.run([sys.executable, *map(str, scored)], capture_output=True, text=True, check=True)
    with capsys.disabled():
        sys.stdout.write(f"\n{done.stdout}")
    assert float(done.stdout.rpartition("lowest=")[2]) >= 0.995


def test_both_files_are_one_document(root: Path) -> None:
    assert [folder.name for folder in store.document_folders(root)] == [DOCUMENT]
    assert [path.name for path in store.copies(root / "content" / DOCUMENT)] == [path.name for path in COPIES]


def test_the_cover_and_the_foreword(document: Document) -> None:
    assert (document.number, document.ics, document.ccs) == ("DB23/T 3405—2023", "03.080.20", "A 10")
    assert (document.published, document.effective) == ("2023-03-20", "2023-04-19")
    assert document.title_zh == "工业企业技术中心卓越服务创建指南"
    assert (document.issuer, document.proposer) == ("黑龙江省市场监督管理局", "黑龙江省工业和信息化厅")
    assert (len(document.drafting_organizations), len(document.drafters)) == (1, 7)


def test_the_normative_reference(document: Document) -> None:
    assert document.references == (Reference("GB/Z 41838", "成功的合作业务关系管理原则"),)


def test_the_tables(nodes: dict[str, dict[str, Any]]) -> None:
    kinds = {
        table: Counter(n["kind"] for i, n in nodes.items() if i.startswith(f"{table}/")) for table in ("A.1", "A.2")
    }
    assert kinds["A.2"] == {"factor": 4, "group": 8, "item": 23, "practice": 89}
    assert kinds["A.1"]["factor"] == kinds["A.2"]["factor"]
    assert {"foreword", "6", "6.1.2", "3.4", "A", "A.1", "A.2"} <= nodes.keys()


def test_both_languages_stand_in_each_row(nodes: dict[str, dict[str, Any]]) -> None:
    rows = [n for i, n in nodes.items() if i.startswith(("A.1/", "A.2/")) and not n["lost"]]
    half = [n["id"] for n in rows if bool(n["title_zh"] or n["text_zh"]) != bool(n["title_en"] or n["text_en"])]
    assert half == []


def test_what_no_copy_holds_is_lost(nodes: dict[str, dict[str, Any]]) -> None:
    lost = [i for i, node in nodes.items() if node["lost"]]
    last = [i for i, node in nodes.items() if node["kind"] in ("item", "practice")][-1]
    assert "bibliography" in lost
    assert last in lost
    assert len(lost) <= 5
    assert nodes["bibliography"]["text_zh"] is None


def test_the_audit_adds_up(root: Path) -> None:
    lines = [json.loads(line) for line in (root.parent / "audit.jsonl").read_text("utf-8").splitlines()]
    sizes = {path.name: len(read(path).text) for path in COPIES}
    spans = {name: list(held) for name, held in groupby(lines, lambda line: line["copy"])}
    assert spans.keys() == sizes.keys()
    for name, held in spans.items():
        assert [span["start"] for span in held] == [0, *(span["end"] for span in held[:-1])]
        assert held[-1]["end"] == sizes[name]
    assert [span for span in lines if span["to"] == "unread"] == []


def test_the_counts_are_those_of_the_audit(root: Path) -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in map(json.loads, (root.parent / "audit.jsonl").read_text("utf-8").splitlines()):
        counts[line["copy"]][line["to"].partition(":")[0]] += line["end"] - line["start"]
    for copy in store.load_book(root / "content" / DOCUMENT).copies:
        parts = {"node": copy.in_nodes, "edit": sum(copy.in_edits.values()), "discard": sum(copy.discarded.values())}
        assert counts[copy.name] == parts
        assert sum(parts.values()) == copy.characters
        assert copy.unread == 0


def test_nothing_of_the_sites_dress_is_left(nodes: dict[str, dict[str, Any]]) -> None:
    texts = [node[key] or "" for node in nodes.values() for key in ("title_zh", "title_en", "text_zh", "text_en")]
    assert not [text for text in texts if "XXXX" in text or "??" in text or "下载" in text or ".png" in text]


def test_a_second_import_changes_nothing(root: Path) -> None:
    before, stamps = files(root), times(root / "content")
    run("--root", root, "import", *reversed(COPIES))
    run("--root", root, "import")
    assert files(root) == before
    assert times(root / "content") == stamps
