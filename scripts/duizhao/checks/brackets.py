"""Brackets and quotes that are not closed, not opened, or crossed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from duizhao.checks.check import Check, Example, Material
from duizhao.model import LANGUAGES, Finding, Language, Unit

PAIRS = ("()", "（）", "[]", "［］", "{}", "｛｝", "【】", "〔〕", "〖〗", "《》", "〈〉", "「」", "『』", "“”", "‘’")
"""Signs that open and close. Both widths of a bracket are one kind: a bracket of mixed width is closed."""

_KINDS = str.maketrans("（）［］｛｝", "()[]{}")
_OPENS = {pair[0]: pair[1] for pair in PAIRS if pair[0].translate(_KINDS) == pair[0]}
_CLOSES = {close: open_ for open_, close in _OPENS.items()}

# An interval of numbers that leaves out one end: "[0, 1)", "(3，5]".
_INTERVAL = re.compile(r"[\[(（]\s*[-\w.∞+]{1,12}\s*[,，;；]\s*[-\w.∞+]{1,12}\s*[\])）]")
# The label of a list entry, of which the bracket has no partner: "a)", "12）", "iv)"; also behind a bracket that
# something else stands in: "(see a)".
_LABEL = re.compile(r"(?<![A-Za-z0-9.(（])(?:[A-Za-z]|\d{1,2}|[ivx]{2,4})(?=[)）])")
# One at the head of a line, and one that may begin an entry inside a line: "：a)", "; b)".
_BEGINS_LINE = re.compile(r"^\s*(?:[A-Za-z]|\d{1,2}|[ivx]{2,4})(?=[)）])", re.MULTILINE)
_BEGINS_ENTRY = re.compile(r"[：:；;。，,] ?(?P<label>[a-z]|\d{1,2})(?=[)）])")
# A straight quote that stands for inches, and an apostrophe: 15", don’t, readers’, ’90s.
_NO_QUOTE = re.compile(r"(?<=\d)\"|(?<=[A-Za-z])’|’(?=\d)|‘(?=\d0s)")

MOST = 10
"""Findings for one text: one that has more is rubbish, and more of them would say no more."""

AROUND = 12
"""Characters on each side of a sign that a message quotes."""


class Fault(NamedTuple):
    """A sign at a place, and what is wrong with it."""

    start: int
    sign: str
    what: str


def _run(material: Material) -> Iterator[Finding]:
    for unit in material.units:
        for language in LANGUAGES:
            text = unit.text(language)
            for fault in faults(text)[:MOST]:
                yield _finding(unit, language, text, fault)


def faults(text: str) -> list[Fault]:
    """What is wrong with the brackets and quotes of a text.

    A bracket behind a letter or a number may close a label or another bracket ("(see a)", "(about 5)"): it is taken
    for what leaves the fewer faults.
    """
    labels = {match.end(): False for match in _LABEL.finditer(text)}
    labels |= dict.fromkeys(_sure(text), True)
    masked = _INTERVAL.sub(lambda match: " " * len(match[0]), text)
    readings = (list(_faults(masked, labels, as_labels=as_labels)) for as_labels in (True, False))
    return min(readings, key=len)


def _sure(text: str) -> Iterator[int]:
    """Where labels end that close nothing, whatever was opened before: at the head of a line, or counting up."""
    yield from (match.end() for match in _BEGINS_LINE.finditer(text))
    entries = list(_BEGINS_ENTRY.finditer(text))
    counted = [int(one["label"]) if one["label"].isdigit() else ord(one["label"]) - ord("a") + 1 for one in entries]
    if len(entries) > 1 and counted == list(range(1, len(entries) + 1)):
        yield from (match.end() for match in entries)


def _faults(text: str, labels: dict[int, bool], *, as_labels: bool) -> Iterator[Fault]:
    apostrophes = {match.start() for match in _NO_QUOTE.finditer(text)}
    opened: list[tuple[str, int]] = []
    holds: Counter[str] = Counter()
    for at, sign in enumerate(text.translate(_KINDS)):
        closes = _partner(sign, holds, at in apostrophes)
        if closes == "(" and at in labels and (as_labels or labels[at] or not holds["("]):
            continue
        if closes and not holds[closes]:
            yield Fault(at, text[at], "closes nothing")
        elif closes:
            yield from _closed(text, at, closes, opened, holds)
        elif at not in apostrophes and (sign in _OPENS or sign == '"'):
            opened.append((sign, at))
            holds[sign] += 1
    yield from (Fault(at, text[at], "is never closed") for _, at in opened)


def _closed(text: str, at: int, partner: str, opened: list[tuple[str, int]], holds: Counter[str]) -> Iterator[Fault]:
    """Closes what a sign closes; what was opened inside it and is still open is crossed with it."""
    while opened:
        one, start = opened.pop()
        holds[one] -= 1
        if one == partner:
            return
        yield Fault(start, text[start], f"is not closed before “{text[at]}”")


def _partner(sign: str, holds: Counter[str], apostrophe: bool) -> str | None:
    """The sign that this one closes, if it closes any: an apostrophe does only where a single quote is open."""
    if sign == '"':
        return sign if holds[sign] and not apostrophe else None
    if sign == "’":
        return "‘" if holds["‘"] else None
    return _CLOSES.get(sign)


def _finding(unit: Unit, language: Language, text: str, fault: Fault) -> Finding:
    around = text[max(0, fault.start - AROUND) : fault.start + 1 + AROUND].replace("\n", " ")
    message = f"‘{fault.sign}’ {fault.what}: ‘{around}’."
    return CHECK.finding(unit, message, language=language, severity="info" if unit.lost else "warning")


CHECK = Check(
    id="bracket",
    severity="warning",
    name=("括号或引号不成对", "Brackets and quotes that do not pair"),
    what=(
        (
            "两种语言里，括号、书名号、引号没有闭合、没有开头，或者互相交叉。列项标签（a)、1)）、区间（[0, "
            "1)）、撇号和英寸号不算；"
            "抄本已有缺失的地方只作提示。"
        ),
        (
            "Brackets, title marks and quotes that are not closed, not opened, or crossed, in either language. Labels "
            "of lists (a), 1)), intervals ([0, 1)), apostrophes and inches are none; where the copies have lost text "
            "it is told as a note only."
        ),
    ),
    why=(
        "不成对的括号往往说明这里少了字，而且读者不知道插入的话到哪里为止。",
        "A bracket without its partner often means that words are missing, and nobody can tell where the aside ends.",
    ),
    fix=("对照原文补上或删去括号、引号。", "Add or take out the sign by the source."),
    example=Example(
        ("读者（包括儿童可以办证。", "Readers (including children) may apply for a card."),
        ("读者（包括儿童）可以办证。", "Readers (including children) may apply for a card."),
    ),
    run=_run,
)
