"""Titles as sites and file names give them, and what remains of them as a document has them."""

from __future__ import annotations

import re

from duizhao.text.chars import HEADING

# The ending of a file's name, and what sites put behind it: "….doc", "…(doc 8页)1", "…(精)".
_FILE = re.compile(
    r"(?i)(?:\.(?:docx?|pdf|pptx?|xlsx?|wps|txt)"
    r"|[(（](?:docx?|pdf|pptx?|word版?|精品?|精选|完整版?|最新版?|可编辑)[^()（）\n]{0,12}[)）]\d{0,2})"
)
# A number that a file's name begins with and the title does not: "4服务质量…", "03.指南".
_COUNT = re.compile(r"^\d{1,3}[.、．\s_-]{0,2}(?=[\u4e00-\u9fff])")


def clean(line: str) -> str:
    """A title without the endings of a file's name: "体系.doc", "体系(doc 8页)1"."""
    words = line.strip(" \t\r\n\u3000" + HEADING)
    while (ending := _last(words)) is not None:
        words = words[:ending].rstrip()
    return words


def _last(words: str) -> int | None:
    return next((m.start() for m in _FILE.finditer(words) if m.end() == len(words) and m.start() > 0), None)


def bare(title: str) -> str:
    """A title without the number that its file's name begins with."""
    return _COUNT.sub("", title)


def ending(text: str, at: int) -> int:
    """Where the ending of a file's name ends that stands at a place of a text; the place itself where none does."""
    found = _FILE.match(text, at)
    return found.end() if found else at
