"""The two languages of one body of text: lines and titles told apart by script."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from duizhao.text import numbers
from duizhao.text.chars import has_han
from duizhao.text.traced import Traced

# An English title that is ours, in square brackets at the end of a heading: "范围 [Scope]".
_SUPPLIED = re.compile(r"\s{0,20}\[(?P<title>[^\[\]\n]+)\]\s*$")
# A title in both languages of the print: "领导力 | Leadership".
_PAIRED = re.compile(r"\s{0,20}\|\s{0,20}(?P<title>[^|\n]+?)\s*$")
_LATIN = re.compile("[A-Za-z]{2}")
# The end of a line at which a paragraph may end: "。", ";", "Scope.".
_LINE_ENDED = re.compile(r"[。；;：:.!?！？]\s*$")
# A line that ends with a formula and its number: "⟦W=m1/m2⟧（1）".
_FORMULA = re.compile(r"⟧[^\n⟧]{0,20}$")
_MARKED = re.compile(r"⟦[^⟦⟧\n]*⟧|\[▣[^▣\]\n]*\]")
# What ends a line that goes on in the next: "、", ",", an opening bracket.
_GOES_ON = re.compile(r"[、，,（(《“]\s*$")
# What begins an entry of a list, a source, a caption, whatever stands on the line above: "a)", "——", "[1]", "图1 ",
# "[来源：", "式中：".
_BEGINS = re.compile(
    r"\s*(?:[a-z][)）]|\d{1,2}[)）]|——|— |[-•·●◆]\s|\[\d{1,3}\]|[\[［【](?:来源|SOURCE)"
    r"|[图表]\s?(?:[A-Z]\.)?\d{1,3}[ \t\u3000]|(?:式中|其中)\s?[:：]|where:?$|\d{1,2}\s?——|⟦|\[▣)"
)
# What stands behind the number of a standard in a list, and what ends a line that only cites one in its text.
_NAMED = re.compile(r"[ \t\u3000]+(?![的中和与及规给])[\u4e00-\u9fff]{2}")
_CITING = re.compile(r"[按照据合和与及见对由在用为]\s*$")
WIDEST = 110
"""Half widths of a line that a page's width has broken, at most."""
FULL, LEAST = 0.9, 0.8
"""Shares of the longest line: from which on lines are full, and may be so (a long word may stand on the next)."""


def languages(body: Traced, wrapped: float = 0.0, *, headed: bool = True) -> tuple[list[Traced], list[Traced], bool]:
    """Paragraphs by language, and whether the English title is ours; a title behind the heading comes first.

    "范围 [Scope]" has a title of ours, "领导力 | Leadership" one of the print's. ``wrapped`` is the text's ``wrap``,
    ``headed`` says whether the first line is a heading.
    """
    zh: list[Traced] = []
    en: list[Traced] = []
    first = body.text.split("\n", 1)[0]
    supplied = _SUPPLIED.search(first)
    title = supplied or _PAIRED.search(first)
    chinese = has_han(body.text) or not _LATIN.search(body.text)
    for n, part in enumerate(joined_lines(body, wrapped, headed=headed)):
        if not n and title and headed:
            zh.append(part[: title.start()])
            en.append(part[title.start("title") : title.end("title")])
        elif part.text.strip():
            # A line in neither language, such as a formula, is in that of the line before.
            words = _MARKED.sub("", part.text)
            chinese = has_han(words) or (chinese and not _LATIN.search(words))
            (zh if chinese else en).append(part)
    return zh, en, headed and supplied is not None


def joined_lines(body: Traced, wrapped: float = 0.0, *, headed: bool = True) -> Iterator[Traced]:
    """The lines, those joined that a page's width broke; the first line, a heading, stays by itself.

    A line goes on in the next one where it is as long as the longest and so may be full, or where it ends no sentence
    and is at least ``wrapped`` wide; not where the next one begins like an entry of a list.
    """
    lines = body.text.split("\n")
    full = 0.9 * max(len(line) for line in lines)
    start = at = 0
    for n, line in enumerate(lines):
        at += len(line) + 1
        following = lines[n + 1] if n + 1 < len(lines) else ""
        ended = bool(_LINE_ENDED.search(line)) and (len(line) < full or len(lines) < 3 or wrapped == math.inf)
        short = not _GOES_ON.search(line) and width(line) < wrapped and not _small(line, following)
        ended = ended or bool(_FORMULA.search(line))
        parted = ended or short or has_han(line) != has_han(following) or _begins(line, following)
        if (n == 0 and headed) or parted or not line.strip() or not following.strip():
            yield body[start : at - 1]
            start = at


def _begins(line: str, following: str) -> bool:
    """Whether a line begins an entry: of a list, or of one of standards ("GB/T 8170 数值修约规则")."""
    cited = numbers.NUMBER.match(following.lstrip())
    named = cited and _NAMED.match(following.lstrip(), cited.end()) and not _CITING.search(line)
    return bool(named or _BEGINS.match(following))


def _small(line: str, following: str) -> bool:
    """Whether an English line goes on with a small letter."""
    return line[-1:].isascii() and bool(re.match(r"[ \t]*[a-z]{2,}", following))


def wrap(text: str) -> float:
    """The least width of a line of this text that may go on in the next though it ends no sentence.

    0 where empty lines part the paragraphs, so that any line may; infinite where no page's width has broken the lines.
    """
    lines = [line.strip() for line in text.strip().split("\n")]
    ends = sum(bool(a and b) for a, b in pairwise(lines))
    if 2 * sum(bool(a and not b) for a, b in pairwise(lines)) >= ends:
        return 0.0
    widths = sorted(width(line) for line in lines if line)
    longest = widths[len(widths) * 98 // 100] if widths else 0
    full = sum(FULL * longest <= one <= longest for one in widths)
    if longest > WIDEST or full < 3 or full < len(widths) // 8:
        return math.inf
    return LEAST * longest


def width(line: str) -> int:
    """Half widths of a line: a Chinese character or sign is as wide as two letters."""
    return len(line) + sum(char > "\u2e7f" for char in line)


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
