"""Several documents in one file: where each begins.

Sites show a document together with the first pages of others like it. Each of those begins with its title on a line of
its own, and then, as its text begins with its title too, says it once more. Where that happens again and again the file
is a collection; then a short line between long blocks begins another document also where the title is not repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duizhao.text.chars import HEADING, lines, squeeze
from duizhao.text.titles import bare, clean

LONG = 100
"""Characters of a line that is a block of running text."""
LONGEST_TITLE, SHORTEST_TITLE = 45, 5
LEAST = 3
"""Documents that say their title twice from which on a file is a collection."""
LEAST_TEXT = 60
"""Characters of a document at least."""
# With what a sentence or a clause ends, and a title does not.
_ENDED = re.compile(r"[。；;，,:：、！!]\s*$")
# A label that a heading inside a document has: "4.2 ", "三、", "(二)", "第二章", "a)". "4服务…" may be a title.
_LABELLED = re.compile(
    r"\s*(?:\d{1,2}(?:[.、．]\d{0,2}){1,5}|[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、．.)）]"
    r"|第.{1,4}[章节条]|[a-z\d]{1,2}[)）]|[①-⑳◆●■•·-])"
)
# How a document begins: "1 目的", "1、1以…", "一、总则", "第一章", "目录", "前言".
_BEGINS = re.compile(
    r"\s*(?:1(?!\d)[\s.、．]{0,2}(?=[\u4e00-\u9fff1])|一、|[(（][一1][)）]|第[一1][章条部]|目\s?[录次]|前\s?言|摘\s?要)"
)
# What follows a title that is said once more: a space, a label, a line end; not the rest of a sentence.
_APART = re.compile(r"\s|$|[一1][、.]|第[一1]")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str


def starts(text: str) -> list[int]:
    """Where the documents of a file begin, the first at 0; only that where the file holds one document."""
    if HEADING in text:
        return [0]  # a format that shows its headings shows also that they are those of one document
    lines = list(_lines(text))
    sure = [n for n in range(len(lines)) if _says_twice(lines, n)]
    if len(sure) < LEAST:
        return [0]
    places = sorted({*sure, *(n for n in range(len(lines)) if _stands_apart(lines, n))})
    return _kept([lines[n].start for n in places], len(text))


def _lines(text: str) -> Iterator[_Line]:
    return (_Line(at, line.strip()) for at, line in lines(text) if line.strip())


def _is_title(line: str) -> bool:
    words = clean(line)
    short = SHORTEST_TITLE <= len(squeeze(words)) <= LONGEST_TITLE
    return (
        short and not _ENDED.search(line) and not _LABELLED.match(line) and bool(re.search("[\u4e00-\u9fff]{3}", words))
    )


def _says_twice(lines: Sequence[_Line], n: int) -> bool:
    """Whether a line is a title that the next line says again, by itself or before the text."""
    if n + 1 >= len(lines) or not _is_title(lines[n].text) or _same(lines, n - 1, n):
        return False
    title, below = bare(clean(lines[n].text)), lines[n + 1].text
    if _same(lines, n, n + 1):
        return True
    again = re.compile(r"\s{0,4}".join(map(re.escape, squeeze(title)))).match(below)
    return bool(again and _APART.match(below, again.end()))


def _same(lines: Sequence[_Line], first: int, second: int) -> bool:
    return first >= 0 and squeeze(clean(lines[first].text)) == squeeze(clean(lines[second].text))


def _stands_apart(lines: Sequence[_Line], n: int) -> bool:
    """Whether a title stands between two blocks of text, or before the first lines of an outline."""
    if n == 0:
        return True
    if n + 1 >= len(lines) or not _is_title(lines[n].text) or len(lines[n - 1].text) < LONG:
        return False
    below = [line.text for line in lines[n + 1 : n + 3]]
    return any(len(line) >= LONG for line in below) or bool(_BEGINS.match(below[0]))


def _kept(places: Sequence[int], end: int) -> list[int]:
    """The places from each of which enough text follows; the first document also has what stands before it."""
    out = [0]
    for place, following in zip(places, [*places[1:], end], strict=True):
        if place and following - place >= LEAST_TEXT and place - out[-1] >= LEAST_TEXT:
            out.append(place)
    return out
