"""`duizhao check`, on an invented knowledge base and on the bilingual files that a translator brings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bases import base, run
from duizhao import store
from duizhao.model import Book, Concept, Document, Node, Term

DESK = Document("db99-t-0404-2034", "DB99/T 0404—2034", "借阅台服务规范", "Service at lending desks")
GARDEN = Document("db99-t-0505-2035", "DB99/T 0505—2035", "社区菜园规范", "Community gardens")
KEYS = ["check", "severity", "document", "node", "language", "message", "suggestion", "concept", "term", "rendering"]

CONCEPT = Concept(
    "lending-desk", (Term("zh", "借阅台"), Term("zh", "柜台", "avoid", "柜台是卖东西的。"), Term("en", "lending desk")),
    "读者借书还书的台子", "desk where visitors borrow and return", (),
)  # fmt: skip


def desk() -> Book:
    """A standard with a term rendered two ways, and a number that its translation has lost."""
    texts = {
        "4.1": ("读者在借阅台还书。", "Visitors return books at the lending desk."),
        "4.2": ("读者可在柜台续借。", "Visitors may renew books at the lending desk."),
        "4.3": ("每位读者每次可借8本书。", "Each visitor may borrow books."),
    }
    nodes = [Node("4", "clause", None, "4", "借阅", "Lending")]
    nodes += [Node(id_, "clause", "4", id_, text_zh=zh, text_en=en) for id_, (zh, en) in texts.items()]
    plain = (Node("4.1", "clause", None, "4.1", "还书", "Returning books", "还书。", "Return books."),)
    return Book(DESK, tuple(nodes), plain)


def garden() -> Book:
    text = ("菜地3天浇一次水。", "Beds are watered every 5 days.")
    return Book(GARDEN, (Node("1", "clause", None, "1", "浇水", "Watering", *text),))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A knowledge base of two standards with a glossary of one concept."""
    folder = base(tmp_path / "base")
    for book in (desk(), garden()):
        place = folder / "content" / book.document.id
        store.save_printed(place, book)
        if book.plain:
            store.save_plain(place, book.plain, book.document)
    store.save_glossary(folder, (CONCEPT,))
    return folder


def findings(root: Path, *arguments: object, code: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        run("--root", root, "check", "--format", "json", *arguments, code=code).stdout
    )
    return found


def places(found: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(one["check"], one["node"]) for one in found if one["severity"] != "info"}


def test_a_library_is_checked(root: Path) -> None:
    found = findings(root)
    assert {("term-rendering", "4.2"), ("number", "4.3"), ("number", "1")} <= places(found)
    assert all(list(one) == KEYS for one in found)
    term = next(one for one in found if one["check"] == "term-rendering")
    assert (term["rendering"], term["suggestion"], term["concept"]) == ("柜台", "借阅台", "lending-desk")
    ranks = [["error", "warning", "info"].index(one["severity"]) for one in found]
    assert ranks == sorted(ranks)


def test_exit_codes(root: Path) -> None:
    graver = "warning" if not any(one["severity"] == "error" for one in findings(root)) else "error"
    run("--root", root, "check", "--fail-on", "warning", code=1)
    run("--root", root, "check", "--fail-on", "info", code=1)
    run("--root", root, "check", "--fail-on", "error", code=int(graver == "error"))
    assert "no check nonsense" in run("--root", root, "check", "--check", "nonsense", code=2).stderr
    assert "no document nonsense" in run("--root", root, "check", "--document", "nonsense", code=2).stderr
    (root / "glossary" / "broken.yaml").write_text("id: [", encoding="utf-8")
    assert "broken.yaml" in run("--root", root, "check", code=2).stderr


def test_one_check_one_document_one_edition(root: Path) -> None:
    assert {one["check"] for one in findings(root, "--check", "number")} == {"number"}
    two = findings(root, "--check", "number", "--check", "term-rendering")
    assert {one["check"] for one in two} == {"number", "term-rendering"}
    assert {one["document"] for one in findings(root, "--document", GARDEN.id)} == {GARDEN.id}
    assert findings(root, "--document", DESK.id, "--edition", "plain", "--check", "number") == []
    assert ("number", "4.3") in places(findings(root, "--edition", "printed"))


def test_text_and_annotations(root: Path) -> None:
    text = run("--root", root, "check", "--check", "number").stdout.splitlines()
    assert any(line.startswith(("warning", "error")) and f"{DESK.id} 4.3" in line for line in text)
    assert text[-1] == "2 warning"
    lines = run("--root", root, "check", "--check", "number", "--format", "github").stdout.splitlines()
    assert f"::warning file=content/{GARDEN.id}/document.yaml,title=number 1::" in "\n".join(lines)
    assert run("--root", root, "check", "--check", "length", "--document", GARDEN.id).stdout == "nothing found\n"


def test_a_report_is_one_html_file(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert run("--root", root, "check", "--format", "html", "-o", out).stdout == ""
    page = out.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "DB99/T 0404—2034" in page
    assert "<mark>柜台</mark>" in page


def test_a_baseline_lets_only_what_is_new_fail(root: Path, tmp_path: Path) -> None:
    held = tmp_path / "baseline.json"
    run("--root", root, "check", "--write-baseline", held)
    assert findings(root, "--baseline", held, "--fail-on", "info") == []
    more = Node("4.4", "clause", "4", "4.4", text_zh="柜台9点开。", text_en="The lending desk opens at 10.")
    book = desk()
    store.save_printed(root / "content" / DESK.id, Book(DESK, (*book.printed, more), book.plain))
    new = findings(root, "--baseline", held, "--fail-on", "warning", code=1)
    assert {one["node"] for one in new} == {"4.4"}
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    assert "no baseline" in run("--root", root, "check", "--baseline", tmp_path / "bad.json", code=2).stderr


def test_waivers(root: Path) -> None:
    path = root / "waivers.yaml"
    waiver = f"- check: number\n  document: {DESK.id}\n  node: '4.3'\n  reason: Said in 4.1.\n  who: Lin\n"
    path.write_text(waiver, encoding="utf-8")
    assert ("number", "4.3") not in places(findings(root))
    assert "waiver" not in {one["check"] for one in findings(root)}
    path.write_text(waiver + "  until: '2020-01-31'\n", encoding="utf-8")
    assert {("number", "4.3"), ("waiver", "4.3")} <= places(findings(root))
    assert {one["check"] for one in findings(root, "--check", "waiver")} == {"waiver"}
    path.write_text("- check: number\n", encoding="utf-8")
    assert "waivers.yaml" in run("--root", root, "check", code=2).stderr


def test_the_file_of_a_translator(root: Path, tmp_path: Path) -> None:
    table = tmp_path / "agency.csv"
    rows = (
        "zh,en",
        "读者可在柜台续借。,Visitors may renew at the lending desk.",
        "每次可借8本书。,Borrow 9 books at a time.",
    )
    table.write_text("\n".join(rows), encoding="utf-8")
    found = findings(root, table, "--fail-on", "warning", code=1)
    assert {one["check"] for one in found if one["severity"] != "info"} == {"term-rendering", "number"}
    assert {one["document"] for one in found} == {"agency.csv"}
    page = run("--root", root, "check", table, "--format", "html").stdout
    assert "agency.csv" in page
    assert "DB99/T 0404—2034" not in page
    assert "<mark>柜台</mark>" in page


def test_several_files_are_told_apart(root: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.csv").write_text("zh,en\n每次可借8本书。,Borrow 9 books at a time.\n", encoding="utf-8")
    found = findings(root, tmp_path / "one.csv", tmp_path / "two.csv")
    assert {one["document"] for one in found} == {"one.csv", "two.csv"}


def test_a_file_that_is_no_translation_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Ask Lin.", encoding="utf-8")
    out = tmp_path / "report.html"
    assert "notes.txt" in run("--root", root, "check", tmp_path / "notes.txt", "-o", out, code=2).stderr
    assert not out.exists()
