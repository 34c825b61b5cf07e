"""Word files: text in document order with its automatic numbers, headings, tables and notes.

Left out, since they are not printed in the text or stand on every page: headers and footers, comments, hidden text,
deleted text (tracked changes are taken as accepted), readings above characters. A formula becomes a line of text in
⟦…⟧, a picture the mark [▣] with its description. A footnote follows its paragraph as a paragraph of its own.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from duizhao.errors import CopyError
from duizhao.model import Copy
from duizhao.readers import blocks, source
from duizhao.readers.word import content, package

NAME = "docx"
SUFFIXES: tuple[str, ...] = (".docx", ".docm", ".dotx", ".dotm")


def read(path: Path) -> Copy:
    """The text of a Word file, in any of its kinds (strict or transitional, with or without macros).

    Raises:
        CopyError: the file is no Word file, broken, encrypted, would unpack to too much, or holds no text.
    """
    data = source.load(path)
    source.refuse_other(path, data, "a Word file", own=b"PK\x03\x04")
    parts = package.read(data, str(path))
    text = blocks.text(content.blocks(parts, str(path)), str(path))
    if not text.strip():
        raise CopyError(
            f"{path}: holds no text (its pages may be pictures). Have them recognised (OCR), or import another copy."
        )
    return Copy(path.name, NAME, "utf-8", hashlib.sha256(data).hexdigest(), text)
