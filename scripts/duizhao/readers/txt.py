"""Plain text: what a web page, a PDF or a word processor gives when its text is saved or pasted."""

from __future__ import annotations

from pathlib import Path

from duizhao.model import Copy
from duizhao.readers import source

NAME = "txt"
SUFFIXES: tuple[str, ...] = (".txt", ".text")


def read(path: Path) -> Copy:
    """The text of the file, decoded and tidied as ``encodings.decode`` and ``encodings.tidy`` say.

    Raises:
        CopyError: the file holds no text, is no text file, or is in an encoding that is not read.
    """
    return source.text_copy(path, NAME)
