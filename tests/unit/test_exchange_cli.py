"""Exchange through the command line: what goes out comes back, what clashes is told, and nothing is half-written."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from bases import PLAIN, base, files, run
from duizhao import store
from duizhao.exchange import cells, glossary_table
from duizhao.model import Concept, Correction, Document, Node, Term

DOCUMENT = Document("db97-t-63-2024", number="DB97/T 63—2024", title_zh="晒谷场")
NODES = (
    Node("1", "clause", label="1", title_zh="排期", title_en="Rota", text_zh="每户两天。", text_en="Two days each."),
    Node("1/a", "item", parent="1", label="a)", text_zh="雨天顺延。", text_en="Rain moves the turn."),
    Node("2", "clause", label="2", title_zh="清扫", title_en="Sweeping", text_zh="当天扫净。", supplied=("title_en",)),
)
QUAY = Concept("quay", (Term("zh", "码头"), Term("en", "quay", part_of_speech="noun")), definition_en="a place to moor")
LINE = Concept("mooring-line", (Term("zh", "系泊缆"), Term("en", "mooring line")), related=("quay",))
ENDINGS = ("xliff", "xlsx")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = base(tmp_path / "kb")
    store.save_plain(root / "content" / DOCUMENT.id, NODES, DOCUMENT)
    store.save_glossary(root, [LINE, QUAY])
    return root


def book(root: Path) -> dict[str, Node]:
    found = store.load_book(root / "content" / DOCUMENT.id)
    return {node.id: node for node in found.nodes}


def corrections(root: Path) -> tuple[Correction, ...]:
    return store.load_corrections(root / "content" / DOCUMENT.id)


# the glossary


@pytest.mark.parametrize("ending", ["tbx", "csv", "xlsx"])
def test_the_glossary_goes_out_and_comes_back(root: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"g.{ending}"
    assert "2 concepts" in run("--root", root, "glossary", "export", out).output
    before = files(root)
    assert "0 concepts new, 0 replaced, 2 as they were" in run("--root", root, "glossary", "import", out).output
    assert files(root) == before
    other = base(tmp_path / "other")
    assert "2 concepts new" in run("--root", other, "glossary", "import", out).output
    assert store.load_glossary(other) == store.load_glossary(root) == (LINE, QUAY)


def test_a_concept_that_is_other_is_told_and_replaced_only_if_said(root: Path, tmp_path: Path) -> None:
    changed = Concept("quay", (Term("zh", "码头"), Term("en", "quay"), Term("en", "wharf", "avoid")))
    new = Concept("bell", (Term("zh", "钟"), Term("en", "bell")))
    (tmp_path / "g.csv").write_bytes(cells.csv_bytes(glossary_table.rows([changed, new])))
    before = files(root)
    refused = run("--root", root, "glossary", "import", tmp_path / "g.csv", code=2).output
    assert "quay (terms, definition_en)" in refused
    assert files(root) == before
    taken = run("--root", root, "glossary", "import", tmp_path / "g.csv", "--replace").output
    assert "1 concepts new, 1 replaced, 0 as they were" in taken
    assert store.load_glossary(root) == (new, LINE, changed)


def test_a_glossary_that_cannot_stand_is_not_written(root: Path, tmp_path: Path) -> None:
    stray = Concept("bell", (Term("en", "bell"), Term("zh", "钟")), related=("nothing",))
    (tmp_path / "g.csv").write_bytes(cells.csv_bytes(glossary_table.rows([stray])))
    before = files(root)
    assert "nothing" in run("--root", root, "glossary", "import", tmp_path / "g.csv", code=2).output
    assert files(root) == before


def test_formats_that_are_none_are_refused(root: Path, tmp_path: Path) -> None:
    assert ".tbx" in run("--root", root, "glossary", "export", tmp_path / "g.txt", code=2).output
    assert ".tbx" in run("--root", root, "glossary", "import", tmp_path / "g.txt", code=2).output
    assert not (tmp_path / "g.txt").exists()


def test_what_is_left_out_of_a_foreign_file_is_told(root: Path) -> None:
    case = Path(__file__).parents[1] / "cases" / "exchange" / "v3_dct.tbx"
    told = run("--root", root, "glossary", "import", case, "--replace").output
    assert "left out: terms in the language fr (1)" in told


# texts


@pytest.mark.parametrize("kind", ["tmx", *ENDINGS])
def test_texts_go_out(root: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"t.{kind}"
    assert "5 texts" in run("--root", root, "export", kind, "-o", out).output
    assert out.stat().st_size > 500
    told = run("--root", root, "export", kind, "-o", tmp_path / "u", "--edition", "printed", code=2).output
    assert "nothing to write" in told
    assert (
        "there are: db97-t-63-2024" in run("--root", root, "export", kind, "-o", out, "--document", "x", code=2).output
    )
    assert not (tmp_path / "u").exists()


def exported(root: Path, tmp_path: Path, kind: str, *options: object) -> Path:
    out = tmp_path / f"back.{kind}"
    run("--root", root, "export", kind, "-o", out, *options)
    return out


def change(path: Path, old: str, new: str) -> None:
    """What a translator does: the text ``old`` becomes ``new`` in its target or cell."""
    if path.suffix == ".xlsx":
        workbook = openpyxl.load_workbook(path)
        [cell] = [cell for row in workbook.active.iter_rows() for cell in row if cell.value == old]
        cell.value = new
        workbook.save(path)
    else:
        tree = etree.parse(path)
        [target] = [target for target in tree.iter("{*}target") if target.text == old]
        target.text = new
        tree.write(path)


@pytest.mark.parametrize("kind", ENDINGS)
def test_a_changed_text_becomes_a_correction(root: Path, tmp_path: Path, kind: str) -> None:
    path = exported(root, tmp_path, kind)
    before = files(root)
    assert "5 texts as they were" in run("--root", root, "import", path).output
    assert files(root) == before
    change(path, "雨天顺延。", "遇雨顺延。")
    told = run("--root", root, "import", path, "--who", "Li").output
    assert "1 corrections → content/db97-t-63-2024/corrections.yaml" in told
    [one] = corrections(root)
    assert (one.node, one.language, one.before, one.after) == ("1/a", "zh", "雨天顺延。", "遇雨顺延。")
    assert (one.why, one.who, one.edition, one.part) == (f"translation file back.{kind}", "Li", "plain", "text")
    assert one.hash
    assert book(root)["1/a"].text_zh == "遇雨顺延。"
    after = files(root)
    run("--root", root, "import", path)
    assert files(root) == after


def test_both_languages_of_a_text_may_change_in_a_workbook(root: Path, tmp_path: Path) -> None:
    path = exported(root, tmp_path, "xlsx")
    change(path, "雨天顺延。", "遇雨顺延。")
    change(path, "Rain moves the turn.", "When it rains, the turn moves.")
    run("--root", root, "import", path)
    node = book(root)["1/a"]
    assert (node.text_zh, node.text_en) == ("遇雨顺延。", "When it rains, the turn moves.")
    assert len(corrections(root)) == 2


@pytest.mark.parametrize("kind", ENDINGS)
def test_where_the_base_has_changed_nothing_is_overwritten(root: Path, tmp_path: Path, kind: str) -> None:
    path = exported(root, tmp_path, kind)
    change(path, "雨天顺延。", "遇雨顺延。")
    change(path, "排期", "轮值")
    folder = root / "content" / DOCUMENT.id
    moved = tuple(
        Node("1/a", "item", "1", "a)", text_zh=n.text_zh, text_en="Rain.") if n.id == "1/a" else n for n in NODES
    )
    store.save_plain(folder, moved, DOCUMENT)
    before = files(root)
    told = run("--root", root, "import", path, code=1).output
    assert "1/a, text: the base has changed since: now '雨天顺延。'; the file has '遇雨顺延。'" in told
    assert "1 conflicts: nothing was written" in told
    assert files(root) == before


@pytest.mark.parametrize("kind", ENDINGS)
def test_a_text_that_is_gone_is_a_conflict_only_if_it_was_changed(root: Path, tmp_path: Path, kind: str) -> None:
    path = exported(root, tmp_path, kind)
    store.save_plain(root / "content" / DOCUMENT.id, NODES[:1], DOCUMENT)
    run("--root", root, "import", path)
    change(path, "雨天顺延。", "遇雨顺延。")
    assert "there is no such text any more" in run("--root", root, "import", path, code=1).output


def test_an_emptied_text_deletes_nothing(root: Path, tmp_path: Path) -> None:
    path = exported(root, tmp_path, "xlsx")
    change(path, "雨天顺延。", "")
    before = files(root)
    assert "1 left empty" in run("--root", root, "import", path).output
    assert files(root) == before


def test_two_translators_who_differ_are_told(root: Path, tmp_path: Path) -> None:
    first, second = exported(root, tmp_path, "xliff"), exported(root, tmp_path, "xlsx")
    change(first, "排期", "轮值")
    change(second, "排期", "排班")
    before = files(root)
    assert "the files differ: choose one" in run("--root", root, "import", first, second, code=1).output
    assert files(root) == before
    change(second, "排班", "轮值")
    assert "1 corrections" in run("--root", root, "import", first, second).output
    assert book(root)["1"].title_zh == "轮值"


def test_corrections_that_people_wrote_stay(root: Path, tmp_path: Path) -> None:
    path = exported(root, tmp_path, "xliff")
    mine = root / "content" / DOCUMENT.id / "corrections.yaml"
    mine.write_text(
        "# ours\n- node: '1'\n  language: en\n  before: Two\n  after: Three\n  why: a slip\n  who: Bo\n", "utf-8"
    )
    change(path, "排期", "轮值")
    run("--root", root, "import", path)
    assert mine.read_text("utf-8").startswith("# ours\n- node: '1'\n")
    assert [one.who for one in corrections(root)][:1] == ["Bo"]
    assert len(corrections(root)) == 2


def test_a_title_that_is_ours_is_corrected_in_the_printed_edition(root: Path, tmp_path: Path) -> None:
    folder = root / "content" / DOCUMENT.id
    store.save_printed(folder, store.load_book(folder).__class__(DOCUMENT, printed=NODES))
    path = exported(root, tmp_path, "xlsx", "--edition", "printed")
    workbook = openpyxl.load_workbook(path)
    [row] = [row for row in workbook.active.iter_rows() if row[7].value == "清扫"]
    assert not row[8].value
    row[8].value = "Cleaning"
    workbook.save(path)
    run("--root", root, "import", path)
    assert book(root)["2"].title_en == "Cleaning"
    after = files(root)
    run("--root", root, "import", path)
    assert files(root) == after


def test_a_file_that_is_not_ours_is_refused(root: Path, tmp_path: Path) -> None:
    case = Path(__file__).parents[1] / "cases" / "exchange" / "v12.xlf"
    assert "was not written by 'duizhao export'" in run("--root", root, "import", case, code=2).output
    (tmp_path / "a.txt").write_text("x", "utf-8")
    assert "in separate runs" in run("--root", root, "import", case, tmp_path / "a.txt", code=2).output


SCOPE = "本文件给出了晒谷场轮流使用和保养的要点。"


def test_corrections_of_the_plain_edition_outlive_a_new_import(root: Path, tmp_path: Path) -> None:
    folder = root / "content" / DOCUMENT.id
    (folder / "plain.md").write_text(PLAIN, "utf-8")  # the same number and title as DOCUMENT's
    run("--root", root, "import")
    path = exported(root, tmp_path, "xlsx")
    change(path, SCOPE, SCOPE.replace("要点", "办法"))
    run("--root", root, "import", path)
    before = files(root / "content")
    run("--root", root, "import")
    assert files(root / "content") == before
    assert book(root)["1"].text_zh == SCOPE.replace("要点", "办法")
    (folder / "plain.md").write_text(PLAIN.replace("保养的要点", "保养的规定"), "utf-8")
    assert "no longer fits" in run("--root", root, "import").output
    assert book(root)["1"].text_zh == SCOPE.replace("要点", "规定")
