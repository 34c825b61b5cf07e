"""Copies are read truly or refused with what to do: formats, encodings, line ends, and files that are no copies."""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao import readers
from duizhao.errors import CopyError
from duizhao.model import Copy
from duizhao.readers import source
from duizhao.text import chars, encodings

# Invented texts, long enough to tell a language and short enough to be hard.
CHINESE = "1 范围\n本文件规定了博物馆观众服务的术语、原则和流程。\n本文件适用于各类博物馆。\n"
TITLES = "磁悬浮列车噪声限值"
TRADITIONAL = "1 範圍\n本文件規定了博物館觀眾服務的術語、原則和流程。\n本文件適用於各類博物館。\n"
MARKED = "本文件規(guī)定了觀(guān)眾服務(wù)的術(shù)語(yǔ)、原則(zé)和流程。"
BILINGUAL = "4.1 观众优先 Visitors first\nThe museum should ask its visitors “what they need”.\n"
ENGLISH = "1 Scope\nThis document gives the terms for visitor service in museums.\n"
JAPANESE = "この規格は、博物館の来館者サービスに関する用語及び定義について規定する。\n"
KOREAN = "이 표준은 박물관 관람객 서비스의 용어와 정의, 원칙 및 절차를 규정한다.\n"
FRENCH = "La présente norme spécifie les termes relatifs à l'accueil des visiteurs dans les musées.\n"
GERMAN = "Diese Norm legt Begriffe fest: Größe der Schilder, Plätze für Pausen, Führungen.\n"
RUSSIAN = "Настоящий стандарт устанавливает термины и определения.\n"
CURLY = "The “visitor service” of museums – it’s for everyone who works there.\n"

TEXTS = [CHINESE, TITLES, TRADITIONAL, MARKED, BILINGUAL, ENGLISH]


def file(folder: Path, data: bytes, name: str = "copy.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path: Path) -> str:
    """The message with which the file is refused: it names the file and ends in what to do."""
    with pytest.raises(CopyError) as caught:
        readers.read(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert message.endswith(".")
    return message.removeprefix(f"{path}: ")


# Formats


@pytest.mark.parametrize(
    ("name", "kind"), [("a.txt", "txt"), ("a.text", "txt"), ("A.TXT", "txt"), ("a.md", "md"), ("指南 v1.2.Md", "md")]
)
def test_the_suffix_picks_the_reader(tmp_path: Path, name: str, kind: str) -> None:
    path = file(tmp_path, CHINESE.encode(), name)
    assert readers.read(path) == Copy(name, kind, "utf-8", hashlib.sha256(CHINESE.encode()).hexdigest(), CHINESE)


def test_each_suffix_has_one_reader() -> None:
    assert len(set(readers.SUFFIXES)) == len(readers.SUFFIXES)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in readers.SUFFIXES)


@pytest.mark.parametrize("name", ["copy.doc", "copy.xlsx", "copy.txt.bak", "copy", ".txt"])
def test_other_formats_are_refused_with_those_that_are_read(tmp_path: Path, name: str) -> None:
    message = refusal(file(tmp_path, CHINESE.encode(), name))
    assert f"Read today: {' '.join(readers.SUFFIXES)}." in message
    assert "UTF-8 text file" in message


def test_markdown_is_handed_on_as_it_stands(tmp_path: Path) -> None:
    text = "## 1 范围 [Scope]\n\n**宜** \\* <script>alert(1)</script>\n"
    assert readers.read(file(tmp_path, text.encode(), "copy.md")).text == text


# Encodings


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
    ],
)
def test_encodings_that_are_read(tmp_path: Path, text: str, codec: str, encoding: str) -> None:
    if codec == "gbk":  # what GBK lacks (ǎ with some readings) a real file in GBK would not hold either
        text = text.encode("gbk", "ignore").decode("gbk")
    copy = readers.read(file(tmp_path, text.encode(codec)))
    assert copy.text == text
    assert copy.encoding == ("utf-8" if text.isascii() and codec in {"gb18030", "gbk"} else encoding)


def test_gb2312_and_characters_beyond_gbk_are_read(tmp_path: Path) -> None:
    assert readers.read(file(tmp_path, CHINESE.encode("gb2312"))).text == CHINESE
    rare = CHINESE + "𠮷㐂é€"
    assert readers.read(file(tmp_path, rare.encode("gb18030"))).text == rare


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (CHINESE, "utf-32-le", "utf-32-le"),
        (CHINESE, "utf-32-be", "utf-32-be"),
        (CHINESE, "utf-32", "utf-32-le"),
        (TRADITIONAL, "big5", "cp950"),
        (TRADITIONAL * 500, "big5", "cp950"),
        ("1 範圍", "big5", "cp950"),
        (TRADITIONAL + "嘅咗啲", "big5hkscs", "big5hkscs"),
        (CHINESE, "hz", "hz"),
    ],
)
def test_encodings_that_are_met_in_china(tmp_path: Path, text: str, codec: str, encoding: str) -> None:
    copy = readers.read(file(tmp_path, text.encode(codec)))
    assert (copy.text, copy.encoding) == (text, encoding)


def test_braces_behind_tildes_are_no_encoding(tmp_path: Path) -> None:
    text = "Use ~{name} and ~} as they stand.\n"
    assert readers.read(file(tmp_path, text.encode())).text == text


@pytest.mark.parametrize(
    ("text", "codec", "name", "encoding"),
    [
        (CHINESE, "gbk", "gb2312", "gb18030"),
        ("1", "gbk", "gb2312", "gb18030"),
        (CHINESE, "utf-8", "gb2312", "utf-8"),
        (TRADITIONAL, "big5", "Big5", "cp950"),
        (CHINESE, "gbk", "big5", "gb18030"),
        (CHINESE, "gbk", "iso-8859-1", "gb18030"),
        (FRENCH, "latin-1", "ISO-8859-1", "cp1252"),
        (CHINESE, "utf-16", "utf-8", "utf-16-le"),
        (CHINESE, "hz", "hz-gb-2312", "hz"),
        (CHINESE, "gbk", "klingon", "gb18030"),
    ],
)
def test_a_name_counts_where_it_fits(text: str, codec: str, name: str, encoding: str) -> None:
    decoded, told = encodings.decode_named(text.encode(codec), name, "page.html")
    assert (decoded, told) == (text, encoding) or (text == "1" and decoded == "1")


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_of_one_chinese_line_has_no_zero_bytes(tmp_path: Path, mark: str, codec: str) -> None:
    data = (mark + TITLES).encode(codec)
    assert b"\0" not in data
    assert readers.read(file(tmp_path, data)).text == TITLES


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (JAPANESE, "shift_jis", "Shift-JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (JAPANESE, "iso2022_jp", "ISO-2022"),
        (KOREAN, "euc_kr", "EUC-KR"),
        (FRENCH, "latin-1", "Latin-1"),
        (GERMAN, "cp1252", "Latin-1"),
        (CURLY, "cp1252", "Latin-1"),
        (RUSSIAN, "cp1251", "Cyrillic"),
    ],
)
def test_other_encodings_are_refused_by_name(tmp_path: Path, text: str, codec: str, name: str) -> None:
    message = refusal(file(tmp_path, text.encode(codec)))
    assert name in message
    assert "save it as UTF-8" in message


@pytest.mark.parametrize("seed", range(5))
def test_bytes_at_random_are_refused_as_no_text(tmp_path: Path, seed: int) -> None:
    data = random.Random(seed).randbytes(3000).replace(b"\0", b"")
    assert "no text at all" in refusal(file(tmp_path, data))


@pytest.mark.parametrize("data", [bytes(range(128, 256)) * 9, b"\xff" * 40, b"text \x81\x20\xff\xfe\x80" * 9])
def test_bytes_in_no_encoding_are_refused(tmp_path: Path, data: bytes) -> None:
    assert "save it as UTF-8" in refusal(file(tmp_path, data))


@pytest.mark.parametrize(
    ("data", "name", "at"),
    [
        (b"1\n2\n" + "范围".encode() + b"\xff" + CHINESE.encode(), "UTF-8", "byte 10 (line 3)"),
        (b"\xef\xbb\xbf1\n\xff" + CHINESE.encode(), "UTF-8", "byte 5 (line 2)"),
        (CHINESE.encode()[:-2], "UTF-8", "line 3"),
        (CHINESE.encode("gbk")[:-2] + b"\xff\n", "GB18030", "line 3"),
        (("\ufeff" + CHINESE).encode("utf-16-le") + b"\xd8", "UTF-16", "line 4"),
        ((CHINESE + "\ud800" + CHINESE).encode("utf-16-be", "surrogatepass"), "UTF-16", "line 4"),
    ],
)
def test_broken_bytes_are_refused_with_their_place(tmp_path: Path, data: bytes, name: str, at: str) -> None:
    message = refusal(file(tmp_path, data))
    assert f"looks like {name}" in message
    assert at in message


@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        _, encoding = encodings.decode(data, "copy.txt")
    except CopyError as error:
        encoding = str(error)
    assert encoding in encodings.READ or encoding.startswith("copy.txt: ")


# Line ends and control characters


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f"])
def test_line_ends_become_one_kind(end: str) -> None:
    assert encodings.tidy(f"一{end}二{end}{end}三") == "一\n二\n\n三"


def test_control_characters_become_spaces() -> None:
    bad = "\x00\x08\x0b\x1b\x1e\x1f\x7f\x85\x9f\ufeff\ufdd0\ufffe\U0010ffff\ud800"
    assert encodings.tidy(f"一{bad}二\t三") == f"一{' ' * len(bad)}二\t三"


@given(st.text(st.characters(), max_size=60))
def test_our_own_marks_never_come_from_a_copy(text: str) -> None:
    tidy = encodings.tidy(text)
    assert not {chars.ROW, chars.CELL, chars.PAGE, "\r", "\0"} & set(tidy)
    assert encodings.tidy(tidy) == tidy
    assert len(tidy) == len(text.replace("\r\n", "\n"))


def test_the_sum_is_that_of_the_bytes(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf1\r\n2\x1e\r\n"
    copy = readers.read(file(tmp_path, data))
    assert copy.sha256 == hashlib.sha256(data).hexdigest()
    assert copy.text == "1\n2 \n"


# Files that are no copies


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b" \r\n\t\f\xe3\x80\x80\n", b"\x1e\x1f \n"])
def test_files_without_text_are_refused(tmp_path: Path, data: bytes) -> None:
    assert "Save the copy again" in refusal(file(tmp_path, data))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "OLE"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"GIF89a\x01\0", "GIF"),
        (gzip.compress(CHINESE.encode()), "gzip"),
        (b"\x7fELF\x02\x01\x01\0" + bytes(100), "zero bytes"),
        (CHINESE.encode() + b"\0", "zero bytes"),
    ],
)
def test_binary_files_are_refused_by_what_they_are(tmp_path: Path, data: bytes, name: str) -> None:
    assert name in refusal(file(tmp_path, data))


def test_a_word_file_under_a_text_name_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "copy.txt", "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    assert "DOCX" in refusal(tmp_path / "copy.txt")


def _missing(path: Path) -> None:
    """There is no such file."""


def _folder(path: Path) -> None:
    path.mkdir()


def _link(path: Path) -> None:
    target = path.with_name("target.txt")
    target.write_text(CHINESE, "utf-8")
    path.symlink_to(target)


def _dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere.txt"))


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (_missing, "cannot be found"),
        (_folder, "name the files in it"),
        (_link, "symbolic link"),
        (_dangling, "symbolic link"),
        pytest.param(_pipe, "no regular file", marks=pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")),
    ],
)
def test_what_is_no_file_is_refused(tmp_path: Path, make: Callable[[Path], None], says: str) -> None:
    make(tmp_path / "copy.txt")
    assert says in refusal(tmp_path / "copy.txt")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file(tmp_path, CHINESE.encode())

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "cannot be read (Permission denied)" in refusal(path)


def test_names_that_no_system_takes_are_refused() -> None:
    refusal(Path("copy\0.txt"))
    refusal(Path("x" * 5000 + ".txt"))


def test_two_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = file(tmp_path, CHINESE.encode())
    os.truncate(path, 200_000_000)
    tracemalloc.start()
    message = refusal(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "more than 50 MB (200 MB)" in message
    assert peak < 1_000_000


def test_the_limit_is_what_may_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 100)
    assert readers.read(file(tmp_path, b"x" * 100)).text == "x" * 100
    refusal(file(tmp_path, b"x" * 101))


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 100)
    monkeypatch.setattr(source, "check", lambda path: None)
    refusal(file(tmp_path, b"x" * 101))
