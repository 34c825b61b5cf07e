"""The readers, one file a format, in the order in which they are asked whether a copy is theirs.

A reader is a module with ``NAME`` (the format, as ``Copy.format`` has it), ``SUFFIXES`` (in lower case, with the dot)
and ``read(path) -> Copy``. What the formats share lies in two modules that are no readers: ``source`` (the bytes of a
file, and what is no file to read) and ``text.encodings`` (bytes into text).
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from duizhao.errors import CopyError
from duizhao.model import Copy
from duizhao.readers import docx, html, md, pdf, source, txt
from duizhao.readers.source import MAX_BYTES

__all__ = ["MAX_BYTES", "READERS", "SUFFIXES", "Reader", "read"]


class Reader(Protocol):
    """What a module of this package offers."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def read(self, path: Path) -> Copy:
        """The copy in the file."""
        ...


READERS: tuple[Reader, ...] = (txt, md, pdf, html, docx)

SUFFIXES: tuple[str, ...] = tuple(suffix for reader in READERS for suffix in reader.SUFFIXES)
"""Endings of the files that are read today, in the readers' order."""


def read(path: Path) -> Copy:
    """The copy in a file, read by the reader of its suffix (small or capital letters).

    Raises:
        CopyError: the file is not there, is no regular file, is of a format that is not read, is longer than
            ``MAX_BYTES``, or cannot be read truly (see the reader). The message names it and says what to do.
    """
    source.check(path)
    for reader in READERS:
        if path.suffix.lower() in reader.SUFFIXES:
            return reader.read(path)
    source.refuse_other(path, source.load(path), "a file that is read by this name")
    raise CopyError(
        f"{path}: {_ending(path)} Read today: {' '.join(SUFFIXES)}. "
        "Save the text of the copy as a UTF-8 text file (.txt) and import that."
    )


def _ending(path: Path) -> str:
    return f"Files that end in '{path.suffix}' are not read." if path.suffix else "The name has no ending."
