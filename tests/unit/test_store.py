"""The layout of a knowledge base: books come back whole, also after a kill; hostile names never become a path."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from duizhao import store
from duizhao.errors import StoreError
from duizhao.model import Book, CopyRecord, Correction, Document, Finding, Library, Mend, Node, Reference, Span
from duizhao.store import edition, names, swap


def base(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    return tmp_path


def folder_of(tmp_path: Path, document_id: str = "x-1") -> Path:
    return store.document_folder(base(tmp_path), document_id)


SMALL = (
    Node("1", "clause", title_zh="范围", title_en="Scope"),
    Node("1/note", "note", parent="1", text_zh="说明"),
    Node("2", "clause", title_zh="术语", text_zh="第一段\n第二段", copies=(Span("a.txt", 3, 9),)),
)


def test_ids_stand_once_and_parents_come_first(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    with pytest.raises(StoreError, match="the id '1' stands twice"):
        store.save_plain(folder, [SMALL[0], SMALL[0]], Document("x-1"))
    with pytest.raises(StoreError, match="parent '9' of '1/note' is no node before it"):
        store.save_plain(folder, [replace(SMALL[1], parent="9")], Document("x-1"))
    store.save_plain(folder, SMALL, Document("x-1"))
    path = folder / "plain" / "2.yaml"
    path.write_text(path.read_text("utf-8").replace("id: '2'", "id: 1/note"), "utf-8")
    with pytest.raises(StoreError, match=r"2\.yaml:2: the id '1/note' stands twice, first at .*1\.yaml:6"):
        store.load_book(folder)


# --- the layout ---------------------------------------------------------------------------------------------------

BOOK = Book(
    Document("x-1", number="X 1", drafters=("甲", "乙"), references=(Reference("GB/T 1", "标题"),)),
    printed=SMALL,
    copies=(CopyRecord("a.txt", "00", "txt", "utf-8", 100, 90, {"glued": 3}, {"page-number": 7}),),
    mends=(Mend("a.txt", 1, 2, "x", "y", "glued", "why"),),
    findings=(Finding("loss", "warning", "文字缺失"),),
)


def test_a_book_comes_back(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    assert store.save_printed(folder, BOOK) == ()
    assert store.save_plain(folder, SMALL[:1], BOOK.document) == ()
    assert store.load_library(tmp_path) == Library((replace(BOOK, plain=SMALL[:1]),))
    assert sorted(path.name for path in (folder / "printed").iterdir()) == [
        "1.yaml", "2.yaml", "copies.yaml", "findings.yaml", "index.yaml", "mends.yaml",
    ]  # fmt: skip
    assert not (tmp_path / swap.LOCK).exists()


def test_saving_the_same_again_touches_nothing(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    store.save_printed(folder, BOOK)
    for path in folder.rglob("*.yaml"):
        os.utime(path, (1, 1))
    store.save_printed(folder, BOOK)
    assert {path.stat().st_mtime for path in folder.rglob("*.yaml")} == {1}
    store.save_printed(folder, replace(BOOK, printed=(*SMALL[:2], replace(SMALL[2], note="x"))))
    changed = {path.name for path in folder.rglob("*.yaml") if path.stat().st_mtime != 1}
    assert changed == {"2.yaml"}


def test_files_that_are_no_longer_needed_go_and_others_stay(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    store.save_plain(folder, SMALL, BOOK.document)
    (folder / "plain" / "README.md").write_text("ours")
    store.save_plain(folder, SMALL[:2], BOOK.document)
    assert {path.name for path in (folder / "plain").iterdir()} == {"1.yaml", "index.yaml", "README.md"}


def test_long_editions_are_split_and_come_back(tmp_path: Path) -> None:
    nodes = [Node("A", "annex")]
    for table in ("A.1", "A.2"):
        nodes.append(Node(table, "table", parent="A"))
        for factor in range(1, 5):
            nodes.append(Node(f"{table}/{factor}", "factor", parent=table))
            nodes += [Node(f"{table}/{factor}/{n}", "practice", parent=f"{table}/{factor}") for n in range(1, 30)]
    folder = folder_of(tmp_path)
    store.save_plain(folder, nodes, BOOK.document)
    assert store.load_book(folder).plain == tuple(nodes)
    sizes = {path.name: path.read_text("utf-8").count("- id: ") for path in (folder / "plain").glob("A*.yaml")}
    assert max(sizes.values()) <= edition.MAX_NODES
    assert sum(sizes.values()) == len(nodes)


def test_loose_paragraphs_share_files(tmp_path: Path) -> None:
    nodes = [Node("1", "chapter"), *(Node(f"0/{n}", "paragraph") for n in range(150))]
    folder = folder_of(tmp_path)
    store.save_plain(folder, nodes, BOOK.document)
    assert store.load_book(folder).plain == tuple(nodes)
    assert len(list((folder / "plain").iterdir())) == 4


def test_ids_that_differ_only_in_capitals_or_name_other_files(tmp_path: Path) -> None:
    nodes = [
        Node(each, "chapter") for each in ("A", "a", "A/", "findings", "index", "con", "../x", "附录", "…", "Mends")
    ]
    folder = folder_of(tmp_path)
    store.save_printed(folder, replace(BOOK, printed=tuple(nodes)))
    assert store.load_book(folder).printed == tuple(nodes)
    made = [path.name.casefold() for path in (folder / "printed").iterdir()]
    assert len(made) == len(set(made)) == len(nodes) + 4


def test_without_an_index_a_natural_order_is_taken(tmp_path: Path) -> None:
    nodes = tuple(Node(each, "clause") for each in ("foreword", "intro", "1", "2", "10", "A", "B", "bibliography"))
    folder = folder_of(tmp_path)
    store.save_plain(folder, nodes, BOOK.document)
    (folder / "plain" / "index.yaml").unlink()
    assert store.load_book(folder).plain == nodes


def test_index_and_files_must_agree(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    store.save_plain(folder, SMALL, BOOK.document)
    (folder / "plain" / "3.yaml").write_text("- {id: '3', kind: clause}\n")
    with pytest.raises(StoreError, match=r"3\.yaml: is not in index\.yaml: add its name there"):
        store.load_book(folder)
    (folder / "plain" / "3.yaml").unlink()
    (folder / "plain" / "2.yaml").unlink()
    with pytest.raises(StoreError, match=r"index\.yaml: names '2\.yaml', which is not there"):
        store.load_book(folder)


def test_what_a_person_wrote_in_document_yaml_stands(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    folder.mkdir(parents=True)
    (folder / "document.yaml").write_text("# ours\nid: x-1\nnumber: X 1:2020 # checked\n", "utf-8")
    [finding] = store.save_printed(folder, BOOK)
    assert (finding.check, finding.severity, finding.document) == ("document-differs", "warning", "x-1")
    assert "number: X 1:2020; the copies have X 1" in finding.message
    text = (folder / "document.yaml").read_text("utf-8")
    assert text.startswith("# ours\nid: x-1\nnumber: X 1:2020 # checked\ndrafters: [甲, 乙]\nreferences:\n")
    book = store.load_book(folder)
    assert book.document == replace(BOOK.document, number="X 1:2020")
    assert book.findings == (*BOOK.findings, finding)
    before = text
    assert store.save_printed(folder, BOOK) == (finding,)
    assert (folder / "document.yaml").read_text("utf-8") == before


def test_document_yaml_in_other_shapes_is_filled_too(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    folder.mkdir(parents=True)
    (folder / "document.yaml").write_text("{id: x-1, number: Y}\n", "utf-8")
    store.save_plain(folder, SMALL, BOOK.document)
    assert store.load_document(folder) == replace(BOOK.document, number="Y")


def test_the_id_is_the_folder(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    store.save_plain(folder, SMALL, BOOK.document)
    folder.rename(folder.with_name("x-2"))
    with pytest.raises(StoreError, match="the id 'x-1' is not the folder's name 'x-2'"):
        store.load_library(tmp_path)
    with pytest.raises(StoreError, match="is not the folder of 'x-1'"):
        store.save_plain(folder.with_name("x-2"), SMALL, BOOK.document)


def test_a_folder_with_copies_only_is_a_document(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (folder / "copies").mkdir(parents=True)
    (tmp_path / "content" / "about").mkdir()
    (tmp_path / "content" / "index.md").write_text("x")
    assert store.load_library(tmp_path) == Library((Book(Document("x-1")),))
    assert store.load_corrections(folder) == ()


def test_corrections_load(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    correction = Correction("1", "zh", "甲", "乙", "typing error", "me")
    store.write_all(folder / "corrections.yaml", [correction], "corrections", tmp_path)
    assert store.load_corrections(folder) == (correction,)


def test_the_root_is_found_from_anywhere_inside(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    folder.mkdir(parents=True)
    assert store.find_root(folder) == tmp_path.resolve()
    (tmp_path / "mkdocs.yml").unlink()
    with pytest.raises(StoreError, match=r"duizhao init DIR|is in no knowledge base"):
        store.find_root(folder)


@pytest.mark.parametrize(
    "document_id",
    ["", ".", "..", "../../x", "a/b", "a\\b", "-rf", ".hidden", "a.", "a-", "A", "条文", "con", "nul.txt", "com1",
     "a b", "a\n", "x" * 121, "a..b", "/etc", "~", "a:b"],
)  # fmt: skip
def test_hostile_document_ids_never_become_a_path(tmp_path: Path, document_id: str) -> None:
    with pytest.raises(StoreError, match="cannot be a document's id"):
        store.document_folder(tmp_path, document_id)
    with pytest.raises(StoreError, match="cannot be a document's id"):
        store.save_plain(tmp_path / "content" / "x-1", SMALL, Document(document_id))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("document_id", ["db23-t-3405-2023", "gb-t-1.1-2020", "a", "console", "x" * 120])
def test_sound_document_ids_pass(document_id: str) -> None:
    assert store.check_document_id(document_id) == document_id


# --- copies -------------------------------------------------------------------------------------------------------


def test_copies_are_kept_once_under_safe_names(tmp_path: Path) -> None:
    folder, source = folder_of(tmp_path), tmp_path / "in"
    (source / "sub").mkdir(parents=True)
    first, second, third = source / "a.txt", source / "b.txt", source / "sub" / "a.txt"
    first.write_bytes(b"one")
    second.write_bytes(b"one")
    third.write_bytes(b"two")
    assert store.add_copy(folder, first).name == "a.txt"
    assert store.add_copy(folder, second).name == "a.txt"
    assert store.add_copy(folder, third).name == "a-2.txt"
    assert store.add_copy(folder, third).name == "a-2.txt"
    assert [path.read_bytes() for path in store.copies(folder)] == [b"two", b"one"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [("标准 (1).pdf", "标准 (1).pdf"), (".bashrc", "bashrc"), ("a:b?.txt", "a_b_.txt"), ("CON.txt", "copy_CON.txt"),
     ("...", "copy"), ("..txt", "copy.txt"), ("a\u202etxt.exe", "a_txt.exe"),
     ("长" * 200 + ".docx", "长" * 58 + ".docx")],
)  # fmt: skip
def test_copy_names(name: str, safe: str) -> None:
    assert names.copy_name(name) == safe


def test_links_and_folders_among_copies_are_refused_by_name(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    place = folder / "copies"
    place.mkdir(parents=True)
    (place / ".gitkeep").touch()
    (place / "a.txt").symlink_to("/etc/hostname")
    with pytest.raises(StoreError, match=r"a\.txt: is a symbolic link"):
        store.copies(folder)
    (place / "a.txt").unlink()
    (place / "more").mkdir()
    with pytest.raises(StoreError, match="more: is not a file"):
        store.copies(folder)
    (place / "more").rmdir()
    assert store.copies(folder) == []
    (place / ".gitkeep").unlink()
    place.rmdir()
    place.symlink_to(tmp_path)
    with pytest.raises(StoreError, match="copies: is a symbolic link"):
        store.copies(folder)
    with pytest.raises(StoreError, match="no such file"):
        store.add_copy(folder, tmp_path)


# --- kills and second runs ----------------------------------------------------------------------------------------

EDITIONS = tuple(tuple(replace(node, note=f"{n} " * 2000) for node in SMALL) for n in range(2))


@pytest.mark.parametrize("step", range(4))
def test_a_fault_at_any_rename_leaves_a_whole_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    folder = folder_of(tmp_path)
    store.save_plain(folder, EDITIONS[0], BOOK.document)
    calls = iter(range(100))
    for name in ("rename", "replace"):
        real = getattr(Path, name)

        def failing(self: Path, target: Path, real: object = real) -> Path:
            if next(calls) == step:
                raise KeyboardInterrupt
            assert callable(real)
            moved: Path = real(self, target)
            return moved

        monkeypatch.setattr(Path, name, failing)
    try:
        store.save_plain(folder, EDITIONS[1], BOOK.document)
    except KeyboardInterrupt:
        assert store.load_book(folder).plain == EDITIONS[0]
    monkeypatch.undo()
    store.save_plain(folder, EDITIONS[1], BOOK.document)
    assert store.load_book(folder).plain == EDITIONS[1]
    assert sorted(path.name for path in folder.iterdir()) == ["document.yaml", "plain"]


def test_a_full_disk_is_told_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path)
    store.save_plain(folder, EDITIONS[0], BOOK.document)

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreError, match=r"plain: cannot be written \(No space left on device\).*make room"):
        store.save_plain(folder, EDITIONS[1], BOOK.document)
    with pytest.raises(StoreError, match=r"document\.yaml: cannot be written"):
        swap.write_file(folder / "document.yaml", b"other")
    assert store.load_book(folder).plain == EDITIONS[0]
    assert sorted(path.name for path in folder.iterdir()) == ["document.yaml", "plain"]


SAVING = """
import sys, itertools, pathlib
sys.path[:0] = sys.argv[2:]
from unit_editions import EDITIONS, DOCUMENT
from duizhao import store
for n in itertools.count():
    store.save_plain(pathlib.Path(sys.argv[1]), EDITIONS[n % 2], DOCUMENT)
    print(n, flush=True)
"""
EDITIONS_MODULE = """
from dataclasses import replace
from duizhao.model import Document, Node
DOCUMENT = Document("x-1")
NODES = tuple(Node(str(n), "clause") for n in range(30))
EDITIONS = tuple(tuple(replace(node, note=f"{n} " * 500) for node in NODES) for n in range(2))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_kill_in_the_middle_leaves_a_whole_edition(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (tmp_path / "unit_editions.py").write_text(EDITIONS_MODULE)
    paths = [str(Path(store.__file__).parents[2]), str(tmp_path)]
    seen = set()
    for delay in (0.0, 0.003, 0.007, 0.011, 0.017):
        with subprocess.Popen(
            [sys.executable, "-c", SAVING, str(folder), *paths], stdout=subprocess.PIPE, text=True
        ) as run:
            assert run.stdout is not None
            for _ in range(2):
                assert run.stdout.readline()
            time.sleep(delay)
            run.send_signal(signal.SIGKILL)
        nodes = store.load_book(folder).plain
        assert len(nodes) == 30
        assert len({node.note for node in nodes}) == 1
        seen.add(nodes[0].note)
    assert seen
    store.save_plain(folder, SMALL, Document("x-1"))  # no lock is left, and no rubbish
    assert sorted(path.name for path in folder.iterdir()) == ["document.yaml", "plain"]


@pytest.mark.skipif(sys.platform == "win32", reason="the other run is held with fork's tools")
def test_a_second_run_is_refused_and_the_same_run_may_enter_again(tmp_path: Path) -> None:
    root = base(tmp_path)
    hold = "import sys, pathlib; sys.path.insert(0, sys.argv[2]); from duizhao import store\n"
    hold += "with store.writing(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()\n"
    command = [sys.executable, "-c", hold, str(root), str(Path(store.__file__).parents[2])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdin is not None
        assert run.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="another run of duizhao is writing"), store.writing(root):
            pass
        run.stdin.close()
    with store.writing(root), store.writing(root):
        store.write_schemas(root)
    with store.writing(root):
        pass
    assert not (root / swap.LOCK).exists()
