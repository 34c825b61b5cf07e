"""What people hand in by mistake or to do harm: each ends with a message or a finding, and with nothing half-written.

What a single file can be is tested where it is read (``unit/test_readers.py``); here it goes the whole way, through the
command line into a knowledge base.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bases import OTHER, PLAIN, base, files, records, run, write
from duizhao import store
from invented.make import make

ID = "db97-t-63-2024"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return base(tmp_path / "base")


def refused(root: Path, *paths: Path) -> str:
    """The message with which an import of these files is refused; nothing in the knowledge base has changed."""
    before = files(root)
    result = run("--root", root, "import", *paths, code=2)
    assert files(root) == before
    assert not result.stdout
    assert all(line.startswith("duizhao: ") for line in result.stderr.splitlines())
    return result.stderr


def raw(folder: Path, data: bytes, name: str = "copy.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


# One file


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "nothing but white space"),
        (b"\xef\xbb\xbf", "nothing but white space"),
        (bytes(range(256)) * 20, "zero bytes"),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(200), "zero bytes"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"PK\x03\x04" + bytes(60), "DOCX"),
        ("図書館のサービスに関する指針。".encode("shift_jis") * 20, "Shift-JIS"),
        ("Qualité du café servi à l'hôtel près d'ici".encode("latin-1") * 20, "Latin-1"),
        ("1 范围".encode() + b"\xff\xfe\xff" + PLAIN.encode(), "broken"),
    ],
    ids=["empty", "white", "mark", "bytes", "program", "pdf", "docx", "shift-jis", "latin-1", "broken"],
)
def test_what_is_no_text_is_refused_by_name(root: Path, tmp_path: Path, data: bytes, says: str) -> None:
    path = raw(tmp_path, data)
    message = refused(root, path)
    assert says in message
    assert str(path) in message


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_chinese_are_read_alike(root: Path, tmp_path: Path, codec: str) -> None:
    run("--root", root, "import", raw(tmp_path, PLAIN.encode(codec)))
    (node,) = (node for node in records(root) if node["id"] == "4.2")
    assert node["text_zh"] == "晒谷时宜在场边留出一车宽的通道,方便救护车和收割机通过。"


MEGABYTES = """\
import re, sys, time
from duizhao import cli
start = time.monotonic()
try:
    cli.main(["--root", sys.argv[1], "import", sys.argv[2]])
finally:
    # Not getrusage, which counts the parent's memory before the program was loaded.
    print(time.monotonic() - start, int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
def test_two_hundred_megabytes_of_one_line_are_refused_at_once(root: Path, tmp_path: Path) -> None:
    path = raw(tmp_path, "1 范围".encode())
    os.truncate(path, 200_000_000)
    done = subprocess.run([sys.executable, "-c", MEGABYTES, root, path], capture_output=True, text=True, check=False)
    seconds, megabytes = map(float, done.stdout.split())
    assert done.returncode == 2
    assert "200 MB" in done.stderr
    assert seconds < 5
    assert megabytes < 300


@pytest.mark.parametrize(
    "line", ["服务", "a", "1 ", "術(shù)", "(", "1.1.1.1.", "附录A(资料性)", "因素原文译文", "??", "GB/T "]
)
def test_one_long_line_takes_no_longer_than_its_length(root: Path, tmp_path: Path, line: str) -> None:
    """Whatever it is made of: what grows with the square of the length would take minutes here."""
    path = raw(tmp_path, (line * (200_000 // len(line))).encode())
    start = time.monotonic()
    refused(root, path)
    assert time.monotonic() - start < 30


@pytest.mark.parametrize(
    "line", ["服务", "shouldbe", "(", "術(shù)", "a)", "1.1 ", "附录B(资料性)", "表A.1", "??", "GB/T 1.1—2020"]
)
def test_a_long_line_inside_a_standard_takes_no_longer_than_its_length(root: Path, tmp_path: Path, line: str) -> None:
    path = raw(tmp_path, PLAIN.replace("村里用来", line * (60_000 // len(line))).encode())
    start = time.monotonic()
    run("--root", root, "import", path)
    assert time.monotonic() - start < 30


@pytest.mark.parametrize(
    "text",
    [
        "今天天气很好,我们去河边散步,晚上回来做饭。\n" * 40,
        "Dear all,\nplease find the minutes attached.\nBest wishes\n" * 20,
        "x" * 5000,
        "1\n2\n3\n4\n5\n",
        "。" * 3000,
    ],
    ids=["prose", "letter", "letters", "numbers", "stops"],
)
def test_a_document_of_which_nothing_is_recognised_is_refused(root: Path, tmp_path: Path, text: str) -> None:
    path = raw(tmp_path, text.encode(), "diary.txt")
    message = refused(root, path)
    assert "diary.txt" in message
    assert "nothing in this file reads like a standard" in message


def test_a_standard_without_number_and_title_is_refused(root: Path, tmp_path: Path) -> None:
    text = PLAIN[PLAIN.index("前言") :]
    assert "Give the file the document's number" in refused(root, raw(tmp_path, text.encode(), "scan0001.txt"))


# Hostile names and numbers


@pytest.mark.parametrize(
    "number", ["../../x", "/etc/passwd", "DB97/T ../../63—2024", "C:\\x", "con", "..", "\u202e/x", "a" * 5000]
)
@pytest.mark.parametrize("place", ["number", "title", "both"])
def test_a_hostile_number_or_title_leaves_the_knowledge_base_never(
    root: Path, tmp_path: Path, number: str, place: str
) -> None:
    text = PLAIN
    if place in ("number", "both"):
        text = text.replace("DB97/T 63—2024", number)
    if place in ("title", "both"):
        text = text.replace("村口晒谷场使用要点", number)
    path = raw(tmp_path, text.encode(), "copy.txt")
    before = set(tmp_path.iterdir())
    done = run("--root", root, "import", path, code=0 if place == "title" else _code(root, path))
    assert set(tmp_path.iterdir()) == before
    assert "Traceback" not in done.output
    for folder in store.document_folders(root):
        assert folder.parent == root / "content"
    ours = {".duizhao", ".gitignore", ".schemas", "content", "glossary", "mkdocs.yml"}
    assert {entry.name for entry in root.iterdir()} <= ours


def _code(root: Path, path: Path) -> int:
    """0 or 2: a copy may be refused for its number, or be known by what else it says."""
    from click.testing import CliRunner

    from duizhao import cli

    code = CliRunner().invoke(cli.main, ["--root", str(root), "import", str(path)]).exit_code
    assert code in (0, 2)
    return code


NAMES = (
    "-rf.txt",
    "a b;c&d|e.txt",
    "$(touch x).txt",
    "a\nb.txt",
    "\u202etxt.txt",
    "晒谷场 DB97∕T 63.txt",
    "x" * 240 + ".txt",
    "CON.txt",
    "a:b*c?.txt",
    ".hidden.txt",
    "..txt",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_name_is_kept_harmless(root: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    path = raw(tmp_path / "in", PLAIN.encode(), name)
    run("--root", root, "import", "--", path)
    (kept,) = store.copies(root / "content" / ID)
    assert kept.read_bytes() == PLAIN.encode()
    assert not set(kept.name) & set('\n\u202e<>:"/\\|?*')
    assert not kept.name.startswith(".")
    before = files(root)
    run("--root", root, "import")
    assert files(root) == before


def test_markup_and_script_are_text(root: Path, tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>"
    text = PLAIN.replace("村口晒谷场使用要点", f"村口晒谷场{hostile}").replace("让路", f"让路{hostile}")
    run("--root", root, "import", raw(tmp_path, text.encode()))
    run("--root", root, "build")
    pages = [path for path in (root / "site").rglob("*.html") if "db97" in path.as_posix()]
    assert pages
    assert not [path for path in pages if hostile in path.read_text("utf-8")]
    assert any(hostile in html.unescape(path.read_text("utf-8")) for path in pages)


# Files that are none


def test_links_folders_and_missing_files_are_refused(root: Path, tmp_path: Path) -> None:
    sound = raw(tmp_path, PLAIN.encode(), "sound.txt")
    link = tmp_path / "link.txt"
    link.symlink_to(sound)
    assert f"{link}: is a symbolic link" in refused(root, link)
    assert f"{tmp_path}: is a folder" in refused(root, tmp_path)
    assert f"{tmp_path / 'none.txt'}: cannot be found" in refused(root, tmp_path / "none.txt")


def test_links_among_the_copies_are_refused(root: Path, tmp_path: Path) -> None:
    """A link could lead out of the knowledge base and publish any file."""
    folder = root / "content" / ID / "copies"
    folder.mkdir(parents=True)
    (folder / "link.txt").symlink_to(raw(tmp_path, PLAIN.encode()))
    assert "symbolic link" in refused(root)
    shutil.rmtree(folder)
    (tmp_path / "elsewhere").mkdir()
    folder.symlink_to(tmp_path / "elsewhere")
    assert "symbolic link" in refused(root)
    assert "symbolic link" in refused(root, tmp_path / "copy.txt")
    assert list((tmp_path / "elsewhere").iterdir()) == []


# Several files


def test_one_bad_file_among_several_stops_all(root: Path, tmp_path: Path) -> None:
    good = write(tmp_path, yard=PLAIN, stones=OTHER)
    bad = raw(tmp_path, b"%PDF-1.4", "bad.txt")
    message = refused(root, good[0], bad, good[1])
    assert "bad.txt" in message
    assert "yard.txt" not in message


def test_every_bad_file_is_named(root: Path, tmp_path: Path) -> None:
    bad = [raw(tmp_path, b"", "one.txt"), raw(tmp_path, b"PK\x03\x04", "two.txt"), tmp_path / "three.txt"]
    message = refused(root, *bad)
    assert [path.name for path in bad if path.name not in message] == []


def test_every_file_of_which_nothing_is_recognised_is_named(root: Path, tmp_path: Path) -> None:
    prose = "今天天气很好,我们去河边散步。" * 30
    message = refused(root, *write(tmp_path, one=prose, two=prose + "晚上回来。", yard=PLAIN))
    assert "one.txt" in message
    assert "two.txt" in message
    assert "yard.txt" not in message


def test_two_documents_in_one_command_are_both_imported(root: Path, tmp_path: Path) -> None:
    run("--root", root, "import", *write(tmp_path, yard=PLAIN, stones=OTHER))
    assert [folder.name for folder in store.document_folders(root)] == [ID, "db97-t-64-2024"]
    assert {record["document"] for record in records(root)} == {ID, "db97-t-64-2024"}


def test_copies_that_are_not_of_one_document_are_refused(root: Path, tmp_path: Path) -> None:
    alien = OTHER.replace("DB97/T 64—2024", "DB97/T 63—2024")
    message = refused(root, *write(tmp_path, yard=PLAIN, stones=alien))
    assert "yard.txt" in message
    assert "stones.txt" in message
    assert "DB97/T 63—2024" in message


def test_a_copy_of_another_document_is_not_added(root: Path, tmp_path: Path) -> None:
    (path,) = write(tmp_path, yard=PLAIN)
    run("--root", root, "import", path)
    (alien,) = write(tmp_path, stones=OTHER.replace("DB97/T 64—2024", "DB97/T 63—2024"))
    assert "stones.txt" in refused(root, alien)


def test_the_one_alien_among_three_is_named(root: Path, tmp_path: Path) -> None:
    alien = OTHER.replace("DB97/T 64—2024", "DB97/T 63—2024")
    message = refused(root, *write(tmp_path, a=PLAIN, b=PLAIN.replace("一车宽", "两车宽"), stones=alien))
    assert message.startswith("duizhao: stones.txt: ")


@pytest.mark.parametrize("name", ["museum", "meals", "cycles"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_damaged_copies_of_one_document_are_not_taken_for_aliens(
    name: str, seed: int, root: Path, tmp_path: Path
) -> None:
    made = make(name, seed)
    run("--root", root, "import", *write(tmp_path, z=made.z.text, r=made.r.text))
    assert len(store.document_folders(root)) == 1


def test_damaged_copies_of_two_documents_under_one_number_are_refused(root: Path, tmp_path: Path) -> None:
    museum, meals = make("museum", 0), make("meals", 0)
    alien = meals.z.text.replace("T/YLSS 122024", "DB99/T 12342025").replace("T∕YLSS 12-2024", "DB99∕T 1234-2025")
    message = refused(root, *write(tmp_path, museum=museum.z.text, meals=alien))
    assert "in common" in message


def test_the_same_file_twice_is_one_copy(root: Path, tmp_path: Path) -> None:
    (one,) = write(tmp_path / "a", yard=PLAIN)
    (two,) = write(tmp_path / "b", other=PLAIN)
    run("--root", root, "import", one, one, two)
    assert [path.name for path in store.copies(root / "content" / ID)] == ["other.txt"]
    run("--root", root, "import", one)
    assert [path.name for path in store.copies(root / "content" / ID)] == ["other.txt"]


def test_two_files_of_one_name_are_two_copies(root: Path, tmp_path: Path) -> None:
    (one,) = write(tmp_path / "a", yard=PLAIN)
    (two,) = write(tmp_path / "b", yard=PLAIN.replace("一车宽", "两车宽"))
    run("--root", root, "import", two, one)
    assert [path.name for path in store.copies(root / "content" / ID)] == ["yard-2.txt", "yard.txt"]
    names = [copy.name for copy in store.load_book(root / "content" / ID).copies]
    assert names == ["yard-2.txt", "yard.txt"]
    before = files(root)
    run("--root", root, "import")
    assert files(root) == before


# Places that cannot be written, and a kill in the middle


def test_a_folder_that_may_not_be_written_is_told(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = write(tmp_path, yard=PLAIN)
    before = files(root)

    def forbidden(place: str, flags: int, *rest: int) -> int:
        if flags & os.O_CREAT and str(place).startswith(str(root)):
            raise PermissionError(13, "Permission denied", str(place))
        return opened(place, flags, *rest)

    opened = os.open
    monkeypatch.setattr(os, "open", forbidden)  # rights by themselves do not hold root back
    message = run("--root", root, "import", path, code=2).stderr
    assert message.startswith(f"duizhao: {root}: cannot write here (Permission denied)")
    assert files(root) == before


def test_a_full_disk_leaves_the_last_whole_state(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = write(tmp_path, yard=PLAIN)
    run("--root", root, "import", path)
    before = files(root / "content" / ID / "printed")
    (other,) = write(tmp_path, better=PLAIN.replace("一车宽", "两车宽"))

    def full(self: Path, data: bytes) -> int:
        if "printed" in self.parent.name:
            raise OSError(28, "No space left on device", str(self))
        return written(self, data)

    written = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", full)
    message = run("--root", root, "import", other, code=2).stderr
    assert "No space left on device" in message
    monkeypatch.undo()
    assert files(root / "content" / ID / "printed") == before
    run("--root", root, "import")


def test_an_audit_that_cannot_be_written_stops_before_anything_is(root: Path, tmp_path: Path) -> None:
    (path,) = write(tmp_path, yard=PLAIN)
    before = files(root)
    run("--root", root, "import", path, "--audit", path / "audit.jsonl", code=2)
    assert files(root) == before


KILLED = """\
import os, pathlib, shutil, signal, sys
from duizhao import cli
folder, copy = pathlib.Path(sys.argv[1]), sys.argv[2]
def take_in(root):
    cli.main(["--root", str(root), "import", copy], standalone_mode=False)
def killing(plain):
    def step(*arguments, **named):
        global count
        count -= 1
        if count < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return plain(*arguments, **named)
    return step
shutil.copytree(folder / "first", folder / "warm")
take_in(folder / "warm")  # what is loaded once is there for every child
for start in range(0, 200, 3):
    root = folder / f"killed{start}"
    shutil.copytree(folder / "first", root)
    child = os.fork()
    if not child:
        count = start
        for name in ("rename", "replace", "write_bytes", "mkdir"):
            setattr(pathlib.Path, name, killing(getattr(pathlib.Path, name)))
        take_in(root)
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended != -signal.SIGKILL:
        sys.exit(ended)
sys.exit("it never came through")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_kill_at_any_step_leaves_a_whole_state_and_the_next_run_finishes(tmp_path: Path) -> None:
    """Killed before its first step of writing, then before its fourth, and so on until it comes through."""
    (first,), (second,) = write(tmp_path, yard=PLAIN), write(tmp_path, better=PLAIN.replace("一车宽", "两车宽"))
    want = base(tmp_path / "want")
    run("--root", want, "import", first)
    shutil.copytree(want, tmp_path / "first")
    run("--root", want, "import", second)
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(second)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    roots = list(tmp_path.glob("killed*"))
    assert len(roots) > 3
    for root in roots:
        book = store.load_book(root / "content" / ID)  # whole: the state before, or the one after
        assert {copy.name for copy in book.copies} in ({"yard.txt"}, {"yard.txt", "better.txt"})
        run("--root", root, "import", second)
        assert files(root) == files(want)
    assert files(tmp_path / "first") != files(want)
