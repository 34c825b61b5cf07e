"""Outlines in running text: which labels begin an entry, and which entry stands under which.

Web texts mix 第一章, 一、, (一), 1., 1.1, (1), a), ①, ◆ as their authors like, repeat numbers and lose others. No style
has a fixed depth: a style that is open already goes on, one that is new opens a level below, and only chapters,
sections, articles and 一、 always stand above the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from duizhao.text.chars import HEADING, PAGE, SPACES, has_han, is_han
from duizhao.text.labels import counted
from duizhao.text.numerals import ordinal

_CN = "[一二三四五六七八九十百]{1,4}"
_N = r"\d{1,2}"
# What makes a number a quantity, a date, a time: "3 个", "2023 年".
_NO_UNIT = f"(?!{counted('年月日个项次种类名位人家天周小分秒元万亿倍岁级条台套件份号时点')})"
# Each style of labels with an example: the first that fits is the label's.
_STYLES: tuple[tuple[str, str], ...] = (
    ("chapter", rf"第\s?(?P<chapter>\d{{1,3}}|{_CN})\s?[章篇编]"),  # 第一章
    ("stage", rf"第\s?(?P<stage>\d{{1,2}}|{_CN})\s?(?:阶段|部分)"),  # 第一阶段
    ("part", rf"第\s?(?P<part>\d{{1,3}}|{_CN})\s?节"),  # 第一节
    ("article", rf"第\s?(?P<article>\d{{1,3}}|{_CN})\s?条"),  # 第一条
    ("(cn)", rf"[(（]\s?(?P<bracketed>{_CN})(?:\s?[)）]、?|(?=[\u4e00-\u9fff]))"),  # (一), and (一 with a sign lost
    ("cn", rf"(?P<cn>{_CN})\s?[、．.]"),  # 一、
    ("cn)", rf"(?P<closed>{_CN})[)）]"),  # 一)
    ("decimal", rf"(?P<decimal>{_N}(?:[.．、]{_N}){{1,5}})[.．、]?(?![\d%％])"),  # 1.1, 1、1, 5.1.
    ("num", rf"(?P<num>{_N})\s?[、．.](?![\d])"),  # 1. 1、
    ("(num)", rf"[(（]\s?(?P<round>{_N})\s?[)）]"),  # (1)
    ("num)", rf"(?P<half>{_N})\s?[)）]"),  # 1)
    ("letter", r"(?P<letter>[a-zA-Z])\s?[)）、]"),  # a)
    ("ring", r"(?P<ring>[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])"),  # ①
    ("bullet", r"(?P<bullet>[◆●■◇○□▪•※★☆▲►➢✓]|——|[-·](?=\s?[\u4e00-\u9fffA-Z]))"),  # ◆
    ("code", r"(?P<code>[A-Z]\d{1,2})(?=[ \u3000][\u4e00-\u9fffA-Z])"),  # C1
    ("lost", r"(?P<lost>[、.．])(?=[\u4e00-\u9fff])"),  # "、" of which the number is lost
    (
        "plain",
        rf"(?P<plain>{_N})(?=\s?[\u4e00-\u9fff《“\"]){_NO_UNIT}",
    ),
)
_LABEL = re.compile("|".join(pattern for _, pattern in _STYLES))
_NAMES = {re.search(r"\?P<(\w+)>", pattern)[1]: style for style, pattern in _STYLES}  # type: ignore[index]
_RINGS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_RANKS = {"chapter": 0, "stage": 0, "part": 1, "article": 2, "cn": 3}
"""Styles that always stand above others, by how high."""
_COUNTED = frozenset({"decimal", "num", "plain"})
"""Styles that may be levels of one decimal numbering: "3." above "3.1"."""
# What a sentence ends with, behind which an entry may begin on the same line: "…安全。2.2.4营销推广".
_STOP = re.compile(r"[。；;：:！？!?)）](?=[\dA-Za-z(（一二三四五六七八九十第①-⑳])")
# What ends a line that ends a paragraph.
_ENDED = re.compile(r"[。；;：:！？!?][”’」』）)\"']*$")
# What ends a line that goes on in the next: "、", ",", an opening bracket.
_OPEN = re.compile(r"[、，,（(《“—]$")
# Signs that a heading seldom has: a line with one that ends no sentence goes on, if it is long enough.
_CLAUSES = re.compile(r"[，,、。；;：:—](?=.)")
NEAR = 20
"""Characters about a space in which a Chinese text has a Chinese one."""
LONGEST_LABEL = 12
"""Characters of a label at most."""
WIDEST, NARROWEST = 36, 18
"""Characters of a line that is broken by the page's width: at most and at least."""
UNBROKEN = 60
"""Characters of a line that no page's width has broken: where such lines are usual, short ones end on purpose."""


@dataclass(frozen=True, slots=True)
class Line:
    """Characters ``start`` to ``end`` of the text, which stood on one line; ``level`` of a heading by style, else 0."""

    start: int
    end: int
    level: int = 0


@dataclass(slots=True, eq=False)
class Entry:
    """An entry of an outline: its label, what it counts, where its text begins, the entry above.

    ``numbers`` are the parts of a decimal number, or one number; empty where the label shows none.
    """

    start: int
    body: int
    label: str
    style: str
    numbers: tuple[int, ...]
    level: int = 0
    depth: int = 0
    parent: Entry | None = None
    children: list[Entry] = field(default_factory=list)


def lines(text: str) -> list[Line]:
    """The lines of a text; web texts show the end of a line also as a space beside a Chinese character or sign."""
    spaced = _sets_latin_apart(text)
    cuts = [m for m in re.finditer(rf"[\n{PAGE}{SPACES}]+", text) if _breaks(text, m, spaced)]
    starts, ends = [0, *(m.end() for m in cuts)], [*(m.start() for m in cuts), len(text)]
    found = []
    for start, end in zip(starts, ends, strict=True):
        level = len(text[start:end]) - len(text[start:end].lstrip(HEADING))
        if text[start + level : end].strip():
            found.append(Line(start + level, end, level))
    return found


def _sets_latin_apart(text: str) -> bool:
    """Whether the author sets Latin words in Chinese apart with spaces, which then end no lines: "相当于 ISO 的"."""
    spaced = len(re.findall(r"[\u4e00-\u9fff] (?![A-Z]?\d{1,2} )[A-Za-z0-9]{1,20} (?=[\u4e00-\u9fff])", text))
    return spaced > 1 and spaced >= len(re.findall(r"[\u4e00-\u9fff][A-Za-z0-9]{1,20}(?=[\u4e00-\u9fff])", text))


def _breaks(text: str, gap: re.Match[str], spaced: bool) -> bool:
    """Whether white space is the end of a line: a line end, or a space with Chinese on one side at least."""
    if gap.start() == 0 or gap.end() == len(text) or set(gap[0]) & {"\n", PAGE}:
        return True
    if not has_han(text[max(0, gap.start() - NEAR) : gap.end() + NEAR]):
        return False  # English, in which a space stands behind every ";" and ":"
    left, right = text[gap.start() - 1], text[gap.end()]
    if right in "、.．" and is_han(text[gap.end() + 1 : gap.end() + 2] or " ") and (is_han(left) or left in "。；;：:"):
        return True  # a label of which the number is lost: "总则 .背景"
    if _is_label(text, gap.start()) or right in "、，。；：,.;:)）”[":
        return False
    label = _LABEL.match(text, gap.end(), gap.end() + 20)
    if label and label.lastgroup != "plain":
        return _chinese(left) or label.lastgroup == "code"
    if spaced:
        return _chinese(left) and (_chinese(right) or bool(label))
    return _chinese(left) or _chinese(right)


def _chinese(char: str) -> bool:
    return is_han(char) or char in "，。；：、！？（）《》“”【】,;:!?)◆●■"


def _is_label(text: str, end: int) -> bool:
    """Whether what stands before a space is a label: its text follows on the same line."""
    word = re.split(r"\s", text[max(0, end - LONGEST_LABEL) : end])[-1]
    found = _LABEL.match(f"{word} 一")
    plain = re.fullmatch(r"[A-Z]?\d{1,2}|\d{1,2}(?:[.．]\d{1,2}){1,5}", word)
    return bool(plain) or bool(found and found.end() == len(word))


def entries(text: str, found: Sequence[Line], start: int = 0) -> list[Entry]:
    """The entries of an outline from ``start`` on, each under the entry that it belongs to."""
    labelled = list(_labelled(text, [line for line in found if line.start >= start]))
    counted = [entry for entry in labelled if entry.style == "decimal"]
    if not counted and sum(entry.style == "plain" for entry in labelled) < 2:
        labelled = [entry for entry in labelled if entry.style != "plain" or entry.level]
    _number(labelled)
    stack: list[Entry] = []
    for entry in labelled:
        stack = _above(stack, entry)
        if stack:
            entry.parent = stack[-1]
            entry.parent.children.append(entry)
        stack = [*stack, entry]
    return labelled


def _labelled(text: str, found: Sequence[Line]) -> Iterator[Entry]:
    """The entries that begin lines, and those inside lines that count on from the one before of their style."""
    last: dict[str, tuple[int, ...]] = {}
    for line in found:
        first = _entry(text, line.start, line.end, line.level)
        if first:
            last[first.style] = first.numbers
            yield first
        for stop in _STOP.finditer(text, (first.body if first else line.start), line.end):
            if inner := _inner(text, stop.end(), line.end, last):
                last[inner.style] = inner.numbers
                yield inner


def _entry(text: str, start: int, end: int, level: int = 0) -> Entry | None:
    match = _LABEL.match(text, start, end)
    if match is None or (match.end() == end and not level and match.lastgroup in ("plain", "code", "bullet")):
        return Entry(start, start, "", "heading", (), level) if level else None
    kind = str(match.lastgroup)
    word = match[kind]
    body = match.end() + len(text[match.end() : end]) - len(text[match.end() : end].lstrip(SPACES))
    return Entry(start, body, match[0].strip(), _NAMES[kind], _numbers(kind, word), level)


def _numbers(kind: str, word: str) -> tuple[int, ...]:
    if kind == "decimal":
        return tuple(int(part) for part in re.split("[.．、]", word))
    if kind == "ring":
        return (_RINGS.index(word) + 1,)
    if kind == "letter":
        return (ord(word.lower()) - ord("a") + 1,)
    if kind in ("bullet", "lost"):
        return ()
    return (int(word[1:]),) if kind == "code" else (ordinal(word),)


def _inner(text: str, start: int, end: int, last: Mapping[str, tuple[int, ...]]) -> Entry | None:
    """An entry that begins in the middle of a line: only where it counts on, for a text has numbers too."""
    entry = _entry(text, start, end)
    if entry is None or entry.style in ("plain", "bullet", "code", "lost", "heading"):
        return None
    known = last.get(entry.style)
    if entry.style == "decimal":
        return entry if known is None or _follows(known, entry.numbers) else None
    first = entry.numbers == (1,) and text[start - 1] in "：:"
    return entry if first or (known and entry.numbers == (known[-1] + 1,)) else None


def _follows(known: tuple[int, ...], new: tuple[int, ...]) -> bool:
    """Whether a decimal number may come after another: 2.2.4 after 2.2.3, 2.3 or 3.1 after 2.2.3, 2.2.1 after 2.2."""
    if new[:-1] == known and new[-1] == 1:
        return True
    same = len([1 for a, b in zip(known, new, strict=False) if a == b])
    return same < len(new) and same < len(known) and new[same] == known[same] + 1 and set(new[same + 1 :]) <= {1}


def _number(found: Sequence[Entry]) -> None:
    """Numbers that belong to one decimal numbering get the depth that they have in it."""
    decimals = [entry for entry in found if entry.style == "decimal"]
    for entry in decimals:
        entry.depth = len(entry.numbers)
    for entry, following in pairwise(found):
        heads = entry.style in ("num", "plain") and following.style == "decimal"
        if heads and (following.numbers[0] == entry.numbers[0] or entry.style == "plain"):
            entry.depth = 1
    if decimals:
        for entry in found:
            entry.depth = entry.depth or int(entry.style == "plain")


def _above(stack: list[Entry], entry: Entry) -> list[Entry]:
    """The entries that stay open above a new one."""
    if entry.level:
        return [one for one in stack if 0 < one.level < entry.level]
    if entry.depth:
        return _above_decimal(stack, entry)
    if entry.style in _RANKS:
        own = _RANKS[entry.style]
        return [one for one in stack if one.level or (one.style in _RANKS and _RANKS[one.style] < own)]
    if entry.style == "lost":  # lists are no place for what is left of a heading's label
        stack = [one for one in stack if one.level or one.depth or one.style in _RANKS or one.style in ("lost", "(cn)")]
    same = next((n for n, one in enumerate(stack) if one.style == entry.style and not one.depth), None)
    return stack if same is None else stack[:same]


def _above_decimal(stack: list[Entry], entry: Entry) -> list[Entry]:
    first = next((n for n, one in enumerate(stack) if one.depth), None)
    if first is not None:
        return [*stack[:first], *(one for one in stack[first:] if 0 < one.depth < entry.depth)]
    # The first of a decimal numbering: under a chapter, or under "2、" if it is 2.1.
    return [one for one in stack if one.level or one.style in _RANKS or one.numbers == entry.numbers[:1]]


def paragraphs(text: str, found: Sequence[Line], start: int, end: int, full: int) -> list[tuple[int, int]]:
    """The paragraphs between two places: lines that a page's width broke are one; ``full`` is its ``width``.

    A line goes on in the next one where it ends in a comma, or ends no sentence and is as long as a full line.
    """
    first = bisect_right(found, start, key=lambda line: line.end)
    held = found[first : bisect_left(found, end, key=lambda line: line.start)]
    out: list[tuple[int, int]] = []
    goes_on = False
    for line in held:
        piece = text[line.start : line.end].rstrip()
        if goes_on and out:
            out[-1] = (out[-1][0], min(line.end, end))
        else:
            out.append((max(line.start, start), min(line.end, end)))
        least = min(full, NARROWEST) if _CLAUSES.search(piece) else full
        goes_on = bool(_OPEN.search(piece)) or (not _ENDED.search(piece) and (len(piece) >= least or len(piece) < 2))
    return out


def width(text: str, found: Sequence[Line]) -> int:
    """From how many characters on a line that ends no sentence may have been broken by the page's width."""
    if sum(line.end - line.start > UNBROKEN for line in found) * 20 > len(found):
        return WIDEST
    lengths = sorted(line.end - line.start for line in found if not _ENDED.search(text[line.start : line.end].rstrip()))
    usual = lengths[len(lengths) * 8 // 10] if lengths else WIDEST
    return max(NARROWEST, min(WIDEST, usual * 8 // 10))


def headings(text: str, found: Sequence[Line], start: int = 0) -> list[Entry]:
    """The headings of a text that labels none: short lines without the signs of a sentence above long paragraphs."""
    held = [line for line in found if line.start >= start]
    out: list[Entry] = []
    for line, below in zip(held[-2::-1], held[:0:-1], strict=False):
        words = text[line.start : line.end].rstrip()
        above = bool(out) and out[-1].start == below.start
        heads = NARROWEST > len(words) > 3 and not re.search(r"[，。；：、！？,.;:!?]", words)
        if heads and (above or below.end - below.start > UNBROKEN):
            out.append(Entry(line.start, line.start, "", "heading", ()))
    return out[::-1]
