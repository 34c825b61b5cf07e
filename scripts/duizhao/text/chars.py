"""Character classes of Chinese and English text. Narrow ranges, no normalisation (design, section 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
"""Chinese characters, for use inside a class: ``[{HAN}]``."""

LATIN = r"A-Za-z\u00c0-\u024f"
"""Latin letters, for use inside a class."""

ROW = "\x1e"
CELL = "\x1f"
PAGE = "\f"
"""Marks that repairs and readers put between table rows, between a row's cells and between pages. They are the
ASCII separators made for this and stand in no copy: the readers take control characters out."""

HEADING = "\x1d"
"""A line that begins with n of these is a heading of level n by the copy's own style (Word outline level, HTML h1 to
h6, large type in a PDF). Readers write them only where they are sure; grammars take them as matter of nobody's text."""

ASIDE = "\x1c"
"""A line that begins with this mark is no part of the text: a running head or page number (one mark), a stamp across
the page (two), the head of a continued table printed again (three). Readers of pages set them aside so; the repair
"set-aside" takes them out before any other looks at the text."""

SENTENCE_END = "。！？；!?;"
SPACES = " \t\u00a0\u2002\u2003\u2009\u3000"

_HAN = re.compile(f"[{HAN}]")  # any one Chinese character: 服


def is_han(char: str) -> bool:
    """Whether ``char`` is a Chinese character."""
    return bool(_HAN.match(char))


def has_han(text: str) -> bool:
    """Whether any character of ``text`` is Chinese."""
    return bool(_HAN.search(text))


def squeeze(text: str) -> str:
    """The text without any white space: how texts are compared where copies differ in their spaces."""
    return "".join(text.split())


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text, empty ones too, and where each begins."""
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1
