"""Markdown: the plain edition, and copies that somebody has typed or converted.

The text is handed on as it stands in the file, so that positions in it are positions in the file; the repair
"markdown-syntax" takes the Markdown signs out.
"""

from __future__ import annotations

from pathlib import Path

from duizhao.model import Copy
from duizhao.readers import source

NAME = "md"
SUFFIXES: tuple[str, ...] = (".md",)


def read(path: Path) -> Copy:
    """The text of the file with its Markdown signs, decoded and tidied as ``encodings`` says.

    Raises:
        CopyError: the file holds no text, is no text file, or is in an encoding that is not read.
    """
    return source.text_copy(path, NAME)
