"""The two languages of one body of text: lines and titles told apart by script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.text.chars import has_han
from duizhao.text.traced import Traced

# An English title that is ours, in square brackets at the end of a heading: "范围 [Scope]".
_SUPPLIED = re.compile(r"\s*\[(?P<title>[^\[\]\n]+)\]\s*$")
# A title in both languages of the print: "领导力 | Leadership".
_PAIRED = re.compile(r"\s*\|\s*(?P<title>[^|\n]+?)\s*$")
# The end of a line at which a paragraph may end: "。", ";", "Scope.".
_LINE_ENDED = re.compile(r"[。；;：:.!?！？]\s*$")


def languages(body: Traced) -> tuple[list[Traced], list[Traced], bool]:
    """Paragraphs by language, and whether the English title is ours; a title behind the heading comes first.

    "范围 [Scope]" has a title of ours, "领导力 | Leadership" one of the print's.
    """
    zh: list[Traced] = []
    en: list[Traced] = []
    first = body.text.split("\n", 1)[0]
    supplied = _SUPPLIED.search(first)
    title = supplied or _PAIRED.search(first)
    for n, part in enumerate(joined_lines(body)):
        if not n and title:
            zh.append(part[: title.start()])
            en.append(part[title.start("title") : title.end("title")])
        elif part.text.strip():
            chinese = has_han(part.text) or not re.search(r"[A-Za-z]{2}", part.text)
            (zh if chinese else en).append(part)
    return zh, en, supplied is not None


def joined_lines(body: Traced) -> Iterator[Traced]:
    """The lines, those joined that a page's width broke; the first line, a heading, stays by itself.

    A line goes on in the next one where it does not end a sentence, or is as long as the longest and so may be full.
    """
    lines = body.text.split("\n")
    full = 0.9 * max(len(line) for line in lines)
    start = at = 0
    for n, line in enumerate(lines):
        at += len(line) + 1
        following = lines[n + 1] if n + 1 < len(lines) else ""
        ended = bool(_LINE_ENDED.search(line)) and (len(line) < full or len(lines) < 3)
        script = has_han(line) != has_han(following)
        if n == 0 or ended or script or not line.strip() or not following.strip():
            yield body[start : at - 1]
            start = at


def paired(body: str) -> bool:
    """Whether the first line has its title in both languages of the print."""
    return bool(_PAIRED.search(body.split("\n", 1)[0]))


def sign_places(body: str) -> tuple[int, ...]:
    """Where the signs stand that part the two titles of the first line: the brackets of one of ours, else "|"."""
    first = body.split("\n", 1)[0]
    if ours := _SUPPLIED.search(first):
        return ours.start("title") - 1, ours.end("title")
    found = _PAIRED.search(first)
    return (first.index("|", found.start()),) if found else ()
