"""The bytes of a copy: which files are read at all, and what a file is that is no text."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path
from typing import BinaryIO

from duizhao.errors import CopyError
from duizhao.model import Copy
from duizhao.text import encodings

MAX_BYTES = 50_000_000
"""Longest file that is read. The longest standards have some two million characters, a tenth of this."""
PIECE = 1_000_000

SAVE_AS_TEXT = "save its text as a UTF-8 text file (.txt) and import that"

KNOWN: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "give its name the ending .pdf"),
    (
        b"PK\x03\x04",
        "a ZIP container (DOCX, XLSX, EPUB or an archive)",
        f"if it is a Word file, give its name the ending .docx; else open or unpack it, {SAVE_AS_TEXT}",
    ),
    (b"PK\x05\x06", "an empty ZIP archive", "import the copy itself"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Word, Excel or WPS file, or one locked by a password (OLE)",
        "open it there, take the password off, and save it as a Word file (.docx) or as a UTF-8 text file (.txt)",
    ),
    (b"{\\rtf", "a rich text file (RTF)", f"open it in a word processor, {SAVE_AS_TEXT}"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image", f"have its text recognised (OCR), {SAVE_AS_TEXT}"),
    (b"\xff\xd8\xff", "a JPEG image", f"have its text recognised (OCR), {SAVE_AS_TEXT}"),
    (b"GIF87a", "a GIF image", f"have its text recognised (OCR), {SAVE_AS_TEXT}"),
    (b"GIF89a", "a GIF image", f"have its text recognised (OCR), {SAVE_AS_TEXT}"),
    (b"\x1f\x8b", "compressed by gzip", "unpack it (gunzip) and import what comes out"),
)
"""First bytes of formats that are not text, what they are called, and what to do about them."""


def check(path: Path) -> None:
    """Refuses what is no regular file of a fair size, without opening it: a link could lead anywhere, a pipe block.

    Raises:
        CopyError: there is no such file, or it is a link, a folder, a device or pipe, empty or too long.
    """
    try:
        found = path.lstat()
    except (OSError, ValueError) as error:
        raise CopyError(f"{path}: cannot be found ({_reason(error)}). Check the name of the file.") from error
    if stat.S_ISLNK(found.st_mode):
        raise CopyError(f"{path}: is a symbolic link: name the file itself.")
    if stat.S_ISDIR(found.st_mode):
        raise CopyError(f"{path}: is a folder: name the files in it.")
    if not stat.S_ISREG(found.st_mode):
        raise CopyError(f"{path}: is no regular file (a pipe or a device): save its content as a file.")
    _check_size(path, found.st_size)


def load(path: Path) -> bytes:
    """The bytes of a file, at most ``MAX_BYTES``.

    Raises:
        CopyError: as ``check``, or the file cannot be read.
    """
    check(path)
    try:
        with path.open("rb") as file:
            data = _bounded(file)
    except OSError as error:
        raise CopyError(f"{path}: cannot be read ({_reason(error)}). Check that you may read it.") from error
    _check_size(path, len(data))
    return data


def text_copy(path: Path, kind: str) -> Copy:
    """The copy in a file that is text, in the format ``kind``; its name is the file's without folders.

    Raises:
        CopyError: as ``load``, or the file is no text, holds none, or is in an encoding that is not read.
    """
    data = load(path)
    refuse_other(path, data, "text")
    text, encoding = encodings.decode(data, str(path))
    text = encodings.tidy(text)
    if not text.strip():
        raise CopyError(f"{path}: holds nothing but white space. Save the copy again, with its text.")
    return Copy(path.name, kind, encoding, hashlib.sha256(data).hexdigest(), text)


def _check_size(path: Path, size: int) -> None:
    if size == 0:
        raise CopyError(f"{path}: is empty. Save the copy again, with its text.")
    if size > MAX_BYTES:
        raise CopyError(
            f"{path}: has more than {MAX_BYTES // 1_000_000} MB ({size / 1e6:.0f} MB), which no standard has. "
            "Check that it is the right file; if it is, cut it into one file for each document."
        )


def _bounded(file: BinaryIO) -> bytes:
    """What the file holds, piece by piece: it may have grown since it was looked at, and one read would take room for
    the longest file.
    """
    pieces, size = [], 0
    while size <= MAX_BYTES and (piece := file.read(PIECE)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def refuse_other(path: Path, data: bytes, kind: str, own: bytes | None = None) -> None:
    """Refuses a file that is of another known format than the ``kind`` of its name; ``own``: how one of it begins.

    Raises:
        CopyError: it is.
    """
    for start, what, remedy in KNOWN:
        if start != own and data.startswith(start):
            raise CopyError(f"{path}: is {what}, not {kind}: {remedy}.")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
